import pytest
from dedupe_records import ABSTRACT_ZH, TITLE, TITLE_ZH, doi, other, paper
from hypothesis import given
from hypothesis import strategies as st

from dedupe.compare import cannot_link, compare
from dedupe.features import features


def _compare(left, right):
    return compare(features(left), features(right))


def test_a_pair_is_the_same_both_ways_round():
    left, right = paper("a"), paper("b", issue="4")
    assert _compare(left, right) == _compare(right, left)


def test_an_absent_field_is_no_evidence():
    fields = {e.field for e in _compare(paper("a"), paper("b", pages=None, journal=None)).evidence}
    assert not fields & {"pages", "journal"}


def test_evidence_adds_up_to_the_verdict():
    same, apart = _compare(paper("a"), paper("b")), _compare(paper("a"), other("b"))
    assert sum(e.weight for e in same.evidence) > 0 > sum(e.weight for e in apart.evidence)
    assert (same.verdict, apart.verdict) == ("same", "different")


def test_a_veto_is_shown_with_both_values():
    link = _compare(paper("a", ids=doi("10.5555/1")), paper("b", ids=doi("10.5555/2")))
    veto = link.evidence[-1]
    assert (veto.field, veto.left, veto.right, link.verdict) == ("doi", "10.5555/1", "10.5555/2", "different")


def test_fields_in_two_languages_are_not_compared():
    chinese = paper("b", title={"zh": TITLE_ZH}, abstract={"zh": ABSTRACT_ZH}, journal="虚构医学杂志")
    fields = {e.field for e in _compare(paper("a"), chinese).evidence}
    assert not fields & {"title", "abstract", "journal"}
    assert "numbers" in fields


def test_a_bilingual_record_is_compared_in_the_language_that_both_have():
    link = _compare(paper("a", title={"en": TITLE, "zh": TITLE_ZH}), paper("b", title={"zh": TITLE_ZH}))
    assert [e.similarity for e in link.evidence if e.field == "title"] == [1.0]


@pytest.mark.parametrize(
    ("year", "issue", "pages"), [("2016", "1", "5-9"), ("2018", "7", "44-51"), (None, "7", "44-51")]
)
def test_one_team_publishing_again_is_not_the_same_paper(year, issue, pages):
    sequel = paper(
        "b", title={"en": "Morning dosing of veltamarin"}, published=year, issue=issue, pages=pages, abstract=None
    )
    assert _compare(paper("a"), sequel).verdict == "different"


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=12), st.text(max_size=12))
def test_any_text_gets_a_probability(left, right, volume, pages):
    link = _compare(paper("a", title={"en": left}, volume=volume), paper("b", title={"en": right}, pages=pages))
    assert 0.0 < link.probability < 1.0


_SOME = st.sampled_from(["title", "abstract", "journal", "published", "volume", "issue", "pages", "authors"])


@given(st.sets(_SOME), st.sets(_SOME), st.booleans())
def test_the_fast_rejection_changes_no_verdict(without, unlike, chinese):
    left = features(paper("a"))
    changed = {name: getattr(other("x"), name) for name in unlike}
    if chinese:
        changed |= {"title": {"zh": TITLE_ZH}, "abstract": {"zh": ABSTRACT_ZH}}
    right = features(paper("b", **(changed | dict.fromkeys(without - {"authors"}))))
    assert not cannot_link(left, right) or compare(left, right).verdict == "different"
