"""A record and its JSON form."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bicorpus import InputError
from ingest.record import Identifier, Record, Section, Source, Trial, from_json, to_json

words = st.text(st.characters(codec="utf-8"), max_size=20)
bilingual = st.dictionaries(st.sampled_from(["en", "zh"]), words)
lists = st.lists(words, max_size=3).map(tuple)
maybe = st.none() | words
identifiers = st.builds(Identifier, words, words, st.sampled_from(["own", "reports", "related", "cited"]))
sources = st.builds(Source, path=words, sha256=words, media_type=words, member=maybe, url=maybe)
trials = st.builds(
    Trial,
    status=maybe,
    phases=lists,
    enrollment=st.none() | st.integers(0, 10**9),  # as ``Count`` has it
    inclusion=lists,
    healthy_volunteers=st.none() | st.booleans(),
    sites=st.none() | st.integers(0, 9999),
)
records = st.builds(
    Record,
    id=words,
    kind=st.sampled_from(["paper", "trial"]),
    site=words,
    source=sources,
    ids=st.lists(identifiers, max_size=3).map(tuple),
    title=bilingual,
    abstract=bilingual,
    authors=lists,
    journal=maybe,
    published=maybe,
    keywords=st.dictionaries(st.sampled_from(["en", "zh"]), lists),
    trial=st.none() | trials,
    sections=st.lists(st.builds(Section, words, words, words), max_size=2).map(tuple),
    found_by=st.dictionaries(words, words, max_size=2),
    warnings=lists,
)

PAPER = Record(
    id="膝痛.html",
    kind="paper",
    site="generic",
    source=Source("膝痛.html", "0" * 64, "text/html"),
    ids=(Identifier("doi", "10.5555/x.1"), Identifier("nct", "NCT99000101", "reports")),
    title={"zh": "居家游泳训练对膝痛的影响"},
)


@settings(deadline=None)
@given(records)
def test_a_record_comes_back_from_its_json(record: Record) -> None:
    assert from_json(to_json(record)) == record
    assert from_json(to_json(record).decode()) == record


@settings(deadline=None)
@given(records)
def test_the_json_is_one_line(record: Record) -> None:
    assert b"\n" not in to_json(record)


def test_chinese_is_written_as_it_is_and_empty_fields_are_left_out() -> None:
    assert json.loads(to_json(PAPER)) == {
        "id": "膝痛.html",
        "kind": "paper",
        "site": "generic",
        "source": {"path": "膝痛.html", "sha256": "0" * 64, "media_type": "text/html"},
        "ids": [
            {"scheme": "doi", "value": "10.5555/x.1", "role": "own"},
            {"scheme": "nct", "value": "NCT99000101", "role": "reports"},
        ],
        "title": {"zh": "居家游泳训练对膝痛的影响"},
    }
    assert "居家游泳训练".encode() in to_json(PAPER)


def edited(**changes: Any) -> bytes:
    return json.dumps(json.loads(to_json(PAPER)) | changes).encode()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (edited(titel={}), "titel"),
        (edited(kind="book"), "$.kind"),
        (edited(title={"de": "Knieschmerz"}), "$.title"),
        (edited(title={"zh": 3}), "$.title"),
        (edited(authors="李娜"), "$.authors"),
        (edited(authors=["李娜", None]), "$.authors[1]"),
        (edited(ids=[{"scheme": "doi", "value": "10.5555/x", "role": "mine"}]), "$.ids[0].role"),
        (edited(ids=[{"scheme": "doi"}]), "$.ids[0]"),
        (edited(source={"path": "a", "size": 3}), "$.source"),
        (edited(trial={"enrollment": "96"}), "$.trial.enrollment"),
        (b'{"kind": "paper"}', "id"),
        (b"[]", "array"),
        (b"", "not a record"),
        (b"{broken", "not a record"),
        (b'{"id": "\xff\xfe"}', "not a record"),
        ('{"id": "膝痛"'.encode(), "not a record"),
    ],
)
def test_a_wrong_line_is_refused_with_the_place(line: bytes, place: str) -> None:
    with pytest.raises(InputError, match=r"^not a record: ") as refused:
        from_json(line)
    assert place in str(refused.value)


def test_records_are_frozen() -> None:
    for part in (PAPER, PAPER.source, PAPER.ids[0]):
        with pytest.raises(AttributeError):
            setattr(part, part.__struct_fields__[0], "other")


def test_the_default_of_a_bilingual_field_is_not_shared_between_records() -> None:
    one, other = (Record(id=str(n), kind="paper", site="s", source=Source("p")) for n in range(2))
    assert one.title is not other.title


def test_a_source_at_an_address_keeps_the_rest() -> None:
    assert PAPER.source.at("https://example.org/1") == msgspec.structs.replace(
        PAPER.source, url="https://example.org/1"
    )
    assert PAPER.source.url is None


def test_a_count_beyond_all_people_is_refused_where_it_is_read():
    line = b'{"id": "t", "kind": "trial", "site": "s", "source": {"path": "p"}, "trial": {"enrollment": 1e30}}'
    with pytest.raises(InputError, match="enrollment"):
        from_json(line.replace(b"1e30", b"1" + b"0" * 30))
