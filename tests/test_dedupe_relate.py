import pytest
from dedupe_records import doi, groups, other, paper, trial

from dedupe import Decision, deduplicate
from dedupe.link import Evidence, Link
from dedupe.relate import earlier_first, once, relations
from ingest.record import Identifier


def _reports(scheme, value):
    return (Identifier(scheme, value, "reports"),)


def _kinds(result, kind):
    return [(link.left, link.right) for link in result.links if link.kind == kind]


def _related(result):
    canonical_of = {member: c.id for c in result.canonicals for member in c.members}
    return relations((*result.links, *result.uncertain), canonical_of), canonical_of


@pytest.mark.parametrize(
    ("scheme", "value"), [("nct", "NCT99999901"), ("chictr", "chictr9900000001"), ("eudract", "2099-000001-11")]
)
def test_a_paper_reports_a_trial_by_any_of_its_own_ids(scheme, value):
    registered = trial("t", ("nct", "NCT99999901"), ("chictr", "ChiCTR9900000001"), ("eudract", "2099-000001-11"))
    result = deduplicate([paper("p", ids=_reports(scheme, value)), registered])
    assert _kinds(result, "reports") == [("p", "t")]
    assert [(e.field, e.left) for e in result.links[0].evidence] == [("id", f"{scheme}:{value.casefold()}")]


@pytest.mark.parametrize("role", ["related", "cited"])
def test_a_trial_that_is_only_mentioned_is_not_reported(role):
    mentioned = (Identifier("nct", "NCT99999901", role),)
    result = deduplicate([paper("p", ids=mentioned), trial("t", ("nct", "NCT99999901"))])
    assert result.links == ()


def test_a_trial_is_not_reported_by_an_id_that_it_names_as_related():
    registered = trial("t", ("nct", "NCT99999902"))
    listing = registered.__class__(
        **{name: getattr(registered, name) for name in registered.__struct_fields__}
        | {"ids": (*registered.ids, Identifier("nct", "NCT99999901", "related"))}
    )
    assert _kinds(deduplicate([paper("p", ids=_reports("nct", "NCT99999901")), listing]), "reports") == []


def test_records_that_share_secondary_registry_ids_are_one_trial():
    american = trial("a", ("nct", "NCT99999901"), ("eudract", "2099-000001-11"), title="Veltamarin at night")
    chinese = trial("c", ("chictr", "ChiCTR9900000001"), ("eudract", "2099-000001-11"), title="A study of dosing")
    assert groups(deduplicate([american, chinese])) == [("a", "c")]


def test_two_nct_ids_exclude_each_other_over_a_third_record_that_names_both_registries():
    one = trial("a", ("nct", "NCT99999901"), ("eudract", "2099-000001-11"))
    two = trial("b", ("nct", "NCT99999902"), ("eudract", "2099-000001-11"))
    bridge = trial("c", ("eudract", "2099-000001-11"))
    result = deduplicate([one, two, bridge])
    assert not any({"a", "b"} <= set(c.members) for c in result.canonicals)
    assert len(groups(result)) == 1


def test_a_canonical_paper_reports_a_canonical_trial_once_whichever_members_say_so():
    papers = [paper(name, ids=_reports("nct", "NCT99999901")) for name in ("p1", "p2")]
    trials = [trial(name, ("nct", "NCT99999901")) for name in ("t1", "t2", "t3")]
    silent = paper("p3")
    result = deduplicate([*papers, silent, *trials])
    assert groups(result) == [("p1", "p2", "p3"), ("t1", "t2", "t3")]
    related, canonical_of = _related(result)
    for one, another in (("p3", "t2"), ("t2", "p3")):
        found = [r.canonical for r in related[canonical_of[one]] if r.link.kind == "reports"]
        assert found == [canonical_of[another]]


def _preprint(name, **fields):
    return paper(name, journal="bioRxiv", volume=None, issue=None, pages=None, published="2020", **fields)


def test_the_preprint_is_on_the_left_of_its_article_whatever_their_ids():
    for pre, art in (("a", "b"), ("b", "a")):
        found = deduplicate([_preprint(pre, ids=doi("10.1101/2020.01.01")), paper(art, ids=doi("10.5555/1"))])
        assert groups(found) == []
        assert _kinds(found, "version-of") == [(pre, art)]


def test_copies_of_a_preprint_and_of_its_article_are_versions_once():
    preprints = [_preprint(name, ids=doi("10.1101/2020.01.01")) for name in ("a", "c")]
    articles = [paper(name, ids=doi("10.5555/1")) for name in ("b", "d")]
    result = deduplicate([*preprints, *articles, other("x")])
    assert groups(result) == [("a", "c"), ("b", "d")]
    related, canonical_of = _related(result)
    assert [r.canonical for r in related[canonical_of["a"]] if r.link.kind == "version-of"] == [canonical_of["b"]]


def test_versions_that_a_person_merged_are_no_versions_of_themselves():
    records = [_preprint("a", ids=doi("10.1101/2020.01.01")), paper("b", ids=doi("10.5555/1"))]
    merged = deduplicate(records, decisions=[Decision("a", "b", "same")])
    assert groups(merged) == [("a", "b")]
    assert _kinds(merged, "version-of") == []
    parted = deduplicate(records, decisions=[Decision("a", "b", "different")])
    assert _kinds(parted, "version-of") == [("a", "b")]


def test_turning_a_link_turns_its_evidence():
    link = Link("a", "b", "version-of", "same", 0.9, (Evidence("title", "of a", "of b", 0.99, 3.0),))
    turned = earlier_first(link, {"a": "journal", "b": "meeting"}.__getitem__)
    assert (turned.left, turned.right, turned.evidence[0].left, turned.evidence[0].right) == ("b", "a", "of b", "of a")
    assert earlier_first(link, {"a": "meeting", "b": ""}.__getitem__) == link


def test_every_link_within_a_canonical_is_shown_and_of_those_to_another_the_likeliest():
    links = [
        Link("a1", "a2", "same-as", "same", 0.9),
        Link("a2", "a3", "same-as", "same", 0.9),
        Link("a1", "b1", "same-as", "uncertain", 0.4),
        Link("a2", "b1", "same-as", "uncertain", 0.6),
        Link("a3", "b1", "version-of", "same", 0.9),
    ]
    canonical_of = {"a1": "A", "a2": "A", "a3": "A", "b1": "B"}
    related = relations(links, canonical_of)
    assert [r.link for r in related["A"]] == [links[0], links[1], links[3], links[4]]
    assert [(r.link, r.canonical) for r in related["B"]] == [(links[3], "A"), (links[4], "A")]
    assert once("A", related["A"]) == related["A"]
