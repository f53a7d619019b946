"""Pages of a corpus in which titles and abstracts have a megabyte: one page says them whole, and once; others cut."""

from collections.abc import Iterator, Sequence

import hostile
import pytest
from crawling import crawl
from serving import Answer, serving

TEXTS = len(hostile.TEXTS)
"""Of a member: a title and an abstract in two languages."""
OTHERS = hostile.MEGABYTE // 2
"""Bytes for all other fields together, and for pages that cut the texts; there are a hundred of ten thousand."""
ESCAPED = 1.3
"""Characters that the words take in HTML, for each of theirs."""


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    path = tmp_path_factory.mktemp("long") / "long.corpus"
    hostile.write_corpus(path, hostile.long, ("script", "image"))
    with serving(path) as server:
        return list(crawl(server))


def test_every_page_is_answered(answers):
    assert {(answer.path, answer.status) for answer in answers if answer.status != 200} == set()


def test_the_page_as_it_was_read_says_every_text_once(answers):
    sizes = [len(answer.body) for answer in pages(answers) if "member=" in answer.path]
    texts = TEXTS * ESCAPED * hostile.MEGABYTE
    assert hostile.MEGABYTE < max(sizes) < texts + OTHERS * ESCAPED


def test_all_other_pages_say_only_the_beginnings(answers):
    sizes = {answer.path: len(answer.body) for answer in pages(answers) if "member=" not in answer.path}
    assert {path: size for path, size in sizes.items() if size > 2 * OTHERS} == {}


def pages(answers: Sequence[Answer]) -> Iterator[Answer]:
    return (answer for answer in answers if answer.media_type == "text/html")
