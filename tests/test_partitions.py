"""What runs in the partitions of Spark gives, part by part, what the same functions give for a whole input."""

from dataclasses import replace
from operator import attrgetter
from pathlib import Path

import pytest
from dedupe_records import doi, paper

from bench.mixed import files
from corpus.encoder import LateEncoder
from corpus.lake import canonical_row
from corpus.partitions import clustering, comparing, describing, rows
from corpus.partitions.arrow import batches_of, ddl, rows_of
from corpus.partitions.rows import APART, JOIN, MEMBER, features_of, json_of, pack
from dedupe.block import FULL_BLOCK, candidate_pairs, unique_pairs
from dedupe.columns import CHINESE, ENGLISH, Columns, language
from dedupe.common import mark_common
from dedupe.compare import judge
from dedupe.features import features
from dedupe.link import Evidence, Link
from dedupe.relate import earlier_first
from dedupe.run import deduplicate
from dedupe.translations import find_translations, rare_pairs
from dedupe.verdict import find_apart, find_links
from ingest.bulk import FileEntry, read_file

SEED = 5


@pytest.fixture(scope="module")
def records():
    """Of papers and trials of every kind, in the order of their ids; and a title that sixty of them have."""
    pages = [FileEntry(path, Path(path), data=content) for path, content in files(600, SEED)]
    found = [record for page in pages for result in read_file(page) for record in result.records]
    shared = [paper(f"z{n:03}", pages=f"{n}-{n + 3}", volume=str(n % 7), authors=()) for n in range(FULL_BLOCK + 20)]
    return sorted([*found, *shared], key=attrgetter("id"))


@pytest.fixture(scope="module")
def items(records):
    return mark_common([features(record) for record in records])


@pytest.fixture(scope="module")
def item_rows(records, items):
    found = zip(records, items, strict=True)
    return [rows.Item(r.id, f.kind, language(f), bool(f.abstracts), pack(f), b"") for r, f in found]


def by(*columns):
    return attrgetter(*columns)


def test_what_is_common_is_found_from_what_claims_it(records, items):
    described = list(describing.describe(rows.Body(record.id, json_of(record)) for record in records))
    claims = sorted(describing.claimed(iter(described)), key=by("value", "id"))
    common = {row.value for row in describing.common(iter(claims))}
    held = {row.id: [c.value for c in claims if c.id == row.id and c.value in common] or None for row in described}
    unmarked = (rows.Unmarked(d.id, d.kind, d.language, d.abstract, d.features, held[d.id]) for d in described)
    assert [features_of(row.features) for row in describing.mark(unmarked)] == items
    assert any(f.generic for f in items)


def test_rows_of_equal_records_have_one_hash_and_others_another(records):
    twins = [paper("a"), paper("b"), paper("c", volume="99")]
    described = describing.describe(rows.Body(record.id, json_of(record)) for record in twins)
    unmarked = (rows.Unmarked(d.id, d.kind, d.language, d.abstract, d.features, None) for d in described)
    one, other, third = (row.whole for row in describing.mark(unmarked))
    assert one == other != third


def test_blocks_one_by_one_give_the_pairs_of_the_whole_input(records, items, item_rows):
    firsts = dict(reversed(list(zip(items, item_rows, strict=True)))).values()
    unequal = sorted(firsts, key=by("id"))
    keyed = sorted(describing.key(iter(unequal)), key=by("code", "id"))
    met = list(describing.meet(iter(keyed)))
    packed = {row.id: row.features for row in item_rows}
    crowded = (rows.Crowded(row.code, row.left, packed[row.left]) for row in met if not row.right)
    placed = sorted(describing.place(crowded), key=by("code", "order", "place", "id"))
    pairs = {(row.left, row.right) for row in met if row.right}
    pairs |= {(row.left, row.right) for row in describing.meet_neighbours(iter(placed))}
    expected = candidate_pairs([features_of(row.features) for row in unequal])
    ids = [row.id for row in unequal]
    assert placed
    assert pairs == {(ids[left], ids[right]) for left, right in expected.tolist()}


def test_a_block_that_is_too_large_is_named_by_what_its_records_share(item_rows):
    keyed = sorted(describing.key(iter(item_rows)), key=by("code", "id"))
    crowded = [row for row in describing.meet(iter(keyed)) if not row.right]
    packed = {row.id: row.features for row in item_rows}
    blocks = {row.code: row for row in crowded}
    named = list(describing.name_blocks(rows.Block(c, 99, packed[row.left]) for c, row in blocks.items()))
    assert len(named) == len(blocks)
    assert {row.stage for row in named} == {"compare"}
    assert any(row.name.startswith("paper|t|eveningdosing") for row in named)
    assert all(row.reason.startswith("shared by 99 records") for row in named)


def test_rare_marks_one_by_one_give_the_pairs_of_the_whole_input(records, items, item_rows):
    bodies = {record.id: json_of(record) for record in records}
    sided = [row for row in item_rows if row.language and row.abstract]
    marks = list(describing.tell_marks(rows.Sided(r.id, r.kind, r.language, bodies[r.id]) for r in sided))
    known = {(row.kind, row.mark) for row in marks if row.language == CHINESE}
    both = [row for row in marks if (row.kind, row.mark) in known]
    both.sort(key=lambda row: (row.kind, row.mark, -row.language, row.id))
    weights: dict[tuple[str, str], int] = {}
    for row in describing.weigh(iter(both)):
        weights[row.left, row.right] = weights.get((row.left, row.right), 0) + row.weight
    expected = rare_pairs(Columns(items, records.__getitem__)).tolist()
    assert expected
    assert {pair for pair, weight in weights.items() if weight >= 2} == {
        (records[left].id, records[right].id) for left, right in expected
    }


@pytest.mark.parametrize(("english", "chinese", "weight"), [(2, 2, 2), (5, 1, 1), (20, 5, 1), (51, 2, 0), (9, 0, None)])
def test_a_mark_weighs_the_less_the_more_records_have_it_and_at_last_nothing(english, chinese, weight):
    held = [rows.Marked("paper", "il-6", CHINESE, f"zh{n:03}") for n in range(chinese)]
    held += [rows.Marked("paper", "il-6", ENGLISH, f"en{n:03}") for n in range(english)]
    found = list(describing.weigh(iter(held)))
    assert [row.weight for row in found] == [weight or 0] * (english * chinese if weight else 0)


def test_pairs_are_judged_alike_in_any_company(records, items, monkeypatch):
    monkeypatch.setattr(comparing, "AT_ONCE", 7)
    encoder, ids = LateEncoder(), [record.id for record in records]
    columns = Columns(items, records.__getitem__)
    columns = replace(columns, translations=find_translations(columns, encoder))
    pairs = unique_pairs(candidate_pairs(items), columns.translations.pairs)
    whole = judge(columns, pairs)
    venues = dict(zip(ids, (f.venue for f in items), strict=True))
    expected = {json_of(earlier_first(link, venues.__getitem__)) for link in find_links(whole, ids)}

    sided = [(r, f) for r, f in zip(records, items, strict=True) if language(f)]
    found = comparing.translate((rows.Whole(r.id, pack(f), json_of(r)) for r, f in sided), encoder)
    known = {(row.left, row.right): row for row in found}
    held = dict(zip(ids, zip(records, items, strict=True), strict=True))
    judged = list(
        comparing.compare(candidates([(ids[left], ids[right]) for left, right in pairs.tolist()], known, held))
    )
    assert known
    assert {row.body for row in judged if row.body} == expected
    apart = {(row.left, row.right) for row in judged if not row.body}
    assert apart == {(ids[left], ids[right]) for left, right in find_apart(whole)} != set()


def candidates(pairs, known, held):
    for left, right in pairs:
        (one, f), (other, g) = held[left], held[right]
        bodies = (json_of(one), json_of(other)) if language(f) * language(g) == CHINESE else (None, None)
        said = known.get((left, right))
        told = (said.meaning, said.title_meaning, said.sentences, said.similarity) if said else (None,) * 4
        yield rows.Candidates(left, right, pack(f), pack(g), *bodies, *told)


def joint(component, role, left, right="", probability=0.0, record=None, known="", founded=""):
    return rows.Joint(
        component, role, left, right, probability, pack(features(record)) if record else b"", known, founded
    )


def members(component, *made, **known):
    return [
        joint(component, MEMBER, r.id, record=r, known=known.get(r.id, ""), founded=known.get(r.id, "")) for r in made
    ]


def test_components_are_clustered_one_by_one_under_their_vetoes():
    one = members("a", paper("a", ids=doi("10.5555/1")), paper("b"), paper("c", ids=doi("10.5555/2")))
    one += [joint("a", JOIN, "a", "b", 0.95), joint("a", JOIN, "b", "c", 0.99)]
    two = members("x", paper("x"), paper("y"), paper("z"))
    two += [joint("x", JOIN, "x", "y", 0.95), joint("x", JOIN, "y", "z", 0.95), joint("x", APART, "x", "z")]
    found = {row.id: row for row in clustering.join(iter([*one, *two]))}
    assert found["b"].canonical == found["c"].canonical != found["a"].canonical
    assert found["x"].canonical == found["y"].canonical != found["z"].canonical
    assert found["c"].first == "b"
    assert all(row.is_fresh for row in found.values())


def test_a_cluster_keeps_the_id_that_an_earlier_build_gave():
    held = [*members("a", paper("a"), paper("b"), b="paper-before"), joint("a", JOIN, "a", "b", 0.95)]
    found = list(clustering.join(iter(held)))
    assert {row.canonical for row in found} == {"paper-before"}
    assert not any(row.is_fresh for row in found)


def test_what_earlier_builds_called_a_record_is_read_from_their_canonical_records():
    canonicals = deduplicate([paper("a"), paper("b")]).canonicals
    found = list(clustering.carry(map(canonical_row, canonicals)))
    assert {(row.id, row.known, row.founded) for row in found} == {
        (n, canonicals[0].id, canonicals[0].id) for n in "ab"
    }


def test_of_two_canonical_records_the_likeliest_link_is_asked_about():
    weak, strong = (
        Link(*ends, "same-as", "uncertain", p, (Evidence("title", "a", "b", 1.0, 1.0),)) for *ends, p in LINKS
    )
    held = [rows.Linked("p1", "p2", json_of(weak)), rows.Linked("p2", "p1", json_of(strong))]
    [row] = clustering.settle(iter(held))
    assert (row.left, row.right, row.left_canonical, row.right_canonical) == ("b", "c", "p2", "p1")


LINKS = [("a", "d", 0.4), ("b", "c", 0.6)]


def test_a_paper_reports_a_trial_once_by_the_first_of_its_records():
    titled = [rows.Titled("nct:1", False, trial, "trial-1") for trial in ("t1", "t2")]
    titled += [rows.Titled("nct:1", True, "p", "paper-1"), rows.Titled("nct:2", True, "q", "paper-2")]
    [met] = clustering.meet_reports(iter(titled))
    [row] = clustering.reported(iter([met]))
    assert (row.left, row.right, row.kind, row.left_canonical, row.right_canonical) == (
        "p", "t1", "reports", "paper-1", "trial-1",
    )  # fmt: skip


def test_rows_come_out_of_arrow_as_they_went_in():
    held = [
        rows.Candidates("a", "b", b"\x00\xff", b"", None, "é中", 1, None, 0, 0.5),
        rows.Candidates("", "", b"", b"", None, None, None, None, None, None),
    ]
    assert list(rows_of(rows.Candidates, batches_of(rows.Candidates, held))) == held
    assert list(batches_of(rows.Candidates, [])) == []
    assert "`left_features` binary" in ddl(rows.Candidates)
    assert ddl(rows.Placed) == "`code` bigint, `order` int, `place` array<string>, `id` string"
