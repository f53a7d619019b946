"""Input that no sane export holds, and that every large one does."""

import random

import pytest
from dedupe_records import AUTHORS, doi, groups, other, paper, trial
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bicorpus import InputError
from dedupe import Decision, deduplicate
from dedupe.cluster import Clusters
from dedupe.text import fold
from dedupe.titles import has_other_words
from ingest.record import Identifier, Record, Section, Source

LONG = 100_000
"""Characters over which a pattern that tries every start and every end would be busy for minutes."""
_STRANGE = (
    *(
        "",
        "\0",
        "²²²²",
        "２０２１",
        "0000",
        "99999",
        "9" * 5000,
        f"&#{'9' * 5000};",
        "[[[]",
        "1)",
        "……",
        "👩‍👩‍👧",
        "中",
    ),
    *("e" + "\u0301\u0316" * 50, "\u202eשלום", "n/a", "a;b,c\nd", "part ii", "第二部分", "Ã©", "<i>", "10.1234/x"),
)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(_STRANGE)
_BILINGUAL = st.dictionaries(st.sampled_from(["en", "zh"]), _TEXT, max_size=2)
_SCHEMES = st.sampled_from(["doi", "pmid", "pmcid", "nct", "chictr", "eudract", "org_study_id", ""])
_ROLES = st.sampled_from(["own", "reports", "related", "cited"])
_FIELDS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["paper", "paper", "trial"]),
        "title": _BILINGUAL,
        "abstract": _BILINGUAL,
        "ids": st.lists(st.builds(Identifier, _SCHEMES, _TEXT, _ROLES), max_size=3).map(tuple),
        "authors": st.lists(_TEXT, max_size=3).map(tuple),
    },
    optional=dict.fromkeys(["journal", "volume", "issue", "pages", "published"], _TEXT),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(_FIELDS, max_size=6), st.randoms(use_true_random=False), st.data())
def test_whatever_records_hold_each_is_in_one_canonical_in_any_order(fields, chance, data):
    both = enumerate([*fields, *fields[:2]])
    records = [Record(id=f"r{number};\n,", site="", source=Source(path=""), **one) for number, one in both]
    ids = [record.id for record in records]
    some = st.sampled_from([*ids, "nobody"])
    decisions = data.draw(st.lists(st.builds(Decision, some, some, st.sampled_from(["same", "different"])), max_size=5))
    known = data.draw(st.dictionaries(some, st.sampled_from(["", "paper-0", "trial-0", "\n", *ids]), max_size=4))
    result = deduplicate(records, decisions=decisions, known=known)
    assert sorted(member for c in result.canonicals for member in c.members) == sorted(ids)
    assert len({c.id for c in result.canonicals}) == len(result.canonicals)
    assert deduplicate(chance.sample(records, len(records)), decisions=decisions, known=known) == result


@pytest.mark.parametrize(
    "text",
    [
        "1" + " " * LONG + "2",
        "]" * LONG + "x",
        "[ " * LONG,
        "e" + "\u0301\u0316" * LONG,
        "9" * LONG,
        f"&#{'9' * LONG};",
        "PMID" + " " * LONG + "x",
        "10.1234/" + ")" * LONG,
        "... " * LONG,
    ],
    ids=["spaces", "closing", "opening", "accents", "digits", "reference", "pmid", "doi", "dots"],
)
def test_a_field_that_swallowed_a_file_takes_no_time(text):
    ids = tuple(Identifier(scheme, text) for scheme in ("doi", "pmid", "nct", "eudract"))
    fields = {"title": {"en": text}, "authors": (text,), "pages": text, "volume": text, "published": text}
    whole = deduplicate([paper("a", ids=ids, **fields), paper("b", ids=ids, journal=text, **fields), other("c")])
    assert "c" not in {member for group in groups(whole) for member in group}
    by_doi = [paper("a", ids=(*ids, *doi("10.1234/x"))), paper("b", ids=doi("10.1234/x"), **(fields | {"title": None}))]
    assert len(deduplicate(by_doi).canonicals) <= 2
    registered = (("nct", "NCT99999901"),)
    pages = [trial("a", *registered, sponsor=text), trial("b", *registered, sponsor="Nobody", title=text)]
    assert groups(deduplicate(pages)) == [("a", "b")]


@pytest.mark.parametrize("year", ["²²²²", "①②③④", "０００", "-1", "9" * 5000])
def test_members_whose_year_is_no_number_contradict_nobody(year):
    found = deduplicate([paper("a", ids=doi("10.1234/x")), paper("b", ids=doi("10.1234/x"), published=year)])
    assert [c.members for c in found.canonicals] == [("a", "b")]


@pytest.mark.parametrize("field", ["title", "authors", "journal"])
def test_half_a_character_is_told_with_the_record_that_holds_it(field):
    half = "\ud800 half"
    value = {"title": {"en": half}, "authors": (half,), "journal": half}[field]
    with pytest.raises(InputError, match="'broken'"):
        deduplicate([other("fine"), paper("broken", **{field: value})])


def test_a_number_that_no_trial_can_have_is_told_with_its_record():
    with pytest.raises(InputError, match="'broken'"):
        deduplicate([trial("broken", enrollment=10**30)])


def test_papers_are_linked_to_a_trial_and_not_to_each_of_its_pages():
    registered = [trial(f"t{number}", ("nct", "NCT99999901")) for number in range(50)]
    reported = (Identifier("nct", "NCT99999901", "reports"),)
    papers = [other(f"p{number}", title={"en": f"{number} " * 9}, ids=reported, pages=None) for number in range(50)]
    links = [link for link in deduplicate([*registered, *papers]).links if link.kind == "reports"]
    assert sorted(link.left for link in links) == sorted(record.id for record in papers)


def test_of_a_thousand_titles_a_dozen_are_compared():
    lists = tuple(Section("title", "other", f"Title number {number} of all") for number in range(1000))
    found = deduplicate([paper("a", sections=lists), paper("b", sections=lists, authors=AUTHORS[:2])])
    assert groups(found) == [("a", "b")]


def test_a_chain_of_identifiers_is_one_cluster_with_all_of_them():
    chance = random.Random(3)
    steps = list(range(300))
    chance.shuffle(steps)
    clusters: Clusters[int] = Clusters(lambda number: {("doi", str(number)), ("doi", str(number + 1))})
    for number in steps:
        assert clusters.may_join(number, number + 1)
        clusters.join(number, number + 1)
    assert not clusters.may_join(0, 900)
    assert clusters.groups(range(301)) == [tuple(range(301))]


def test_a_title_set_in_spaced_letters_has_no_other_words():
    letters = "".join(random.Random(5).choices("abcdefgh", k=400))
    pairs = " ".join(letters[start : start + 2] for start in range(0, 400, 2))
    assert not has_other_words(" ".join(letters), pairs)
    assert has_other_words(" ".join(letters) + " xyzzy", pairs + " plugh")


def test_accents_without_end_fold_to_their_letter():
    assert fold("e" + "\u0301\u0316" * LONG) == "e"
