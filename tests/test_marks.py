"""What the marks of sentences are taken for."""

import pytest

from align.marks import BROKEN, COLON, EXCLAMATION, NONE, PERIOD, QUESTION, ending, marks


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("He left.", PERIOD),
        ("他走了。”", PERIOD),
        ("'Who is there?'", QUESTION),
        ("“谁在那里？”", QUESTION),
        ("Run! (All of you!)", EXCLAMATION),
        ("她说：", COLON),
        ("I thought . . .", BROKEN),
        ("可是我……", BROKEN),
        ("Results", NONE),
        ("结果", NONE),
        ("", NONE),
    ],
)
def test_a_sentence_ends_as_its_last_mark_says_whatever_closes_after_it(text: str, kind: int):
    assert ending(text) == kind


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("“来。”他说，“快来。”", 2),
        ("'Come,' he said, 'be quick.'", 2),
        ("It's the cook's knife.", 0),
        ('"Come."', 1),
    ],
)
def test_quotations_are_counted_and_apostrophes_are_not(text: str, begun: int):
    assert marks([text]).quotes.tolist() == [begun]


def test_a_sentence_may_end_inside_or_with_a_quotation():
    assert marks(["“来。", "快来。”", "Come.'"]).ends_quote.tolist() == [0, 1, 1]
