import math

import numpy as np
import pytest
from dedupe_records import ABSTRACT_ZH, TITLE, TITLE_ZH, doi, other, paper
from hypothesis import given
from hypothesis import strategies as st

from dedupe import compare
from dedupe.columns import Columns
from dedupe.compare import Judged, judge, log_odds, probability
from dedupe.features import features
from dedupe.levels import LEVELS
from dedupe.verdict import excluding, find_links

ONE_PAIR = np.array([[0, 1]])


def _judged(left, right) -> Judged:
    records = [left, right]
    return judge(Columns([features(record) for record in records], records.__getitem__), ONE_PAIR)


def _levels(left, right) -> dict[str, str]:
    """Levels of the fields that both have; empty where the pair was rejected at once."""
    judged = _judged(left, right)
    found = {field: int(a.levels[0]) for field, a in judged.fields.items() if len(judged.odds)}
    return {field: LEVELS[field][code - 1] for field, code in found.items() if code}


def _link(left, right):
    return next(find_links(_judged(left, right), ["a", "b"]), None)


def test_a_pair_is_the_same_both_ways_round():
    left, right = paper("a"), paper("b", issue="4")
    assert _levels(left, right) == _levels(right, left)
    assert math.isclose(_judged(left, right).odds[0], _judged(right, left).odds[0])


def test_an_absent_field_is_no_evidence():
    bare = paper("b", pages=None, journal=None, volume=None)
    assert not _levels(paper("a"), bare).keys() & {"pages", "journal", "volume", "place"}


def test_evidence_adds_up_to_the_verdict():
    link = _link(paper("a"), paper("b"))
    assert link.verdict == "same"
    assert math.isclose(compare.BIAS + sum(e.weight for e in link.evidence), log_odds(link.probability), abs_tol=1e-6)
    assert _link(paper("a"), other("b")) is None


def test_a_veto_names_both_values():
    (veto,) = excluding(*(features(paper(n, ids=doi(f"10.5555/{n}"))) for n in "ab"))
    assert (veto.field, veto.left, veto.right) == ("doi", "10.5555/a", "10.5555/b")


def test_two_dois_of_what_is_otherwise_one_are_for_a_person_to_look_at():
    assert _link(paper("a", ids=doi("10.5555/1")), paper("b", ids=doi("10.5555/2"))).verdict == "uncertain"


def test_fields_in_two_languages_are_not_compared():
    chinese = paper("b", title={"zh": TITLE_ZH}, abstract={"zh": ABSTRACT_ZH}, journal="虚构医学杂志")
    found = _levels(paper("a"), chinese)
    assert not found.keys() & {"title", "abstract", "journal"}
    assert "numbers" in found


def test_a_bilingual_record_is_compared_in_the_language_that_both_have():
    link = _link(paper("a", title={"en": TITLE, "zh": TITLE_ZH}), paper("b", title={"zh": TITLE_ZH}))
    assert [e.similarity for e in link.evidence if e.field == "title"] == [1.0]


@pytest.mark.parametrize(
    ("title", "level"),
    [
        (TITLE, "same"),
        (TITLE.replace("resistant", "resistent"), "same"),
        (TITLE.replace("adults", "women"), "changed"),
        (TITLE[:40], "within"),
        (f"Reply: {TITLE}", "changed"),
        (TITLE.replace("Evening", "Evening and afternoon"), "near"),
        ("Seasonal drift of glucose meters", "different"),
    ],
)
def test_titles_agree_by_levels(title, level):
    assert _levels(paper("a"), paper("b", title={"en": title}))["title"] == level


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ({}, "exact"),
        ({"journal": "虚构医学杂志", "title": {"en": "Something else altogether"}}, "exact"),
        ({"journal": "Annals of Invented Devices", "authors": ("Marlow, Theodora",)}, None),
        ({"issue": "4"}, None),
        ({"pages": None}, "issue"),
        ({"pages": None, "issue": None}, None),
        ({"pages": "201-209", "authors": ("Brandt, Ulla",)}, None),
    ],
)
def test_one_place_is_a_range_in_a_volume_or_a_whole_team_in_an_issue(fields, level):
    assert _levels(paper("a"), paper("b", **fields)).get("place") == level


def test_a_range_from_one_is_worth_no_more_than_a_page():
    assert _levels(paper("a", pages="1-9"), paper("b", pages="1-9"))["pages"] == "page"


def test_an_article_number_and_printed_pages_are_not_compared():
    assert "pages" not in _levels(paper("a", pages="e1001234"), paper("b", pages="17-25"))
    assert _levels(paper("a", pages="S17"), paper("b", pages="17-25"))["pages"] == "different"


@pytest.mark.parametrize(
    ("year", "issue", "pages"), [("2016", "1", "5-9"), ("2018", "7", "44-51"), (None, "7", "44-51")]
)
def test_one_team_publishing_again_is_not_the_same_paper(year, issue, pages):
    sequel = paper(
        "b", title={"en": "Morning dosing of veltamarin"}, published=year, issue=issue, pages=pages, abstract=None
    )
    assert _link(paper("a"), sequel) is None


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=12), st.text(max_size=12))
def test_any_text_is_judged(left, right, volume, pages):
    odds = _judged(paper("a", title={"en": left}, volume=volume), paper("b", title={"en": right}, pages=pages)).odds
    assert all(0.0 < probability(value) < 1.0 for value in odds)


_SOME = st.sampled_from(["title", "abstract", "journal", "published", "volume", "issue", "pages", "authors"])


@given(st.sets(_SOME), st.sets(_SOME), st.booleans())
def test_the_fast_rejection_changes_no_verdict(without, unlike, chinese):
    changed = {name: getattr(other("x"), name) for name in unlike}
    if chinese:
        changed |= {"title": {"zh": TITLE_ZH}, "abstract": {"zh": ABSTRACT_ZH}}
    right = paper("b", **(changed | dict.fromkeys(without - {"authors"})))
    if not len(_judged(paper("a"), right).odds):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compare, "UNCERTAIN", 1e-12)
            assert (_judged(paper("a"), right).odds < log_odds(0.1)).all()
