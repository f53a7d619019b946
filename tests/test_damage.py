import csv
import sys
from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.damage import generate
from bench.damage_copies import DAMAGE, DAMAGE_ZH, KEPT, copied, shown
from bench.damage_families import SHARES, SIZES
from bench.damage_fields import pages_shortened, slip, title_case
from bench.damage_journals import Journal
from bench.damage_names import BARE, DOTS, FULL, PUBMED, RUN_ON, names
from bench.damage_papers import Author, Paper
from bench.damage_rates import relate
from bench.dedupe_scale import Truth, score
from bench.measure import measure
from ingest.references.table import read_csv

JOURNAL = Journal("Journal of Harbour Medicine", "J Harbour Med", "", 1980, 6, "10.5555/jhm")
JOURNAL_ZH = Journal("Chinese Journal of Tides", "Chin J Tides", "中华潮汐杂志", 1980, 6, "10.5555/cjt")


def paper(*, near="alone", title="Sea air and sleep: a trial", title_zh=""):
    authors = (Author("Muñoz", "Rosa E.", ""), Author("Lin", "Wei", ""))
    if title_zh:
        authors = (Author("Wang", "Xiaoyu", "王晓宇"), Author("Li", "Na", "李娜"))
    journal = JOURNAL_ZH if title_zh else JOURNAL
    return Paper(7, 7, near, title, title_zh, authors, 2004, journal, 3, 288, 297, "10.5555/a", "It helps. Much.", "")


@pytest.fixture(scope="session")
def made(shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    generate(folder, 3000, seed=3)
    return folder


def table(path):
    with path.open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def test_one_seed_gives_the_same_bytes_and_another_gives_others(made, tmp_path):
    generate(tmp_path / "same", 3000, seed=3)
    generate(tmp_path / "other", 3000, seed=4)
    for name in ("records.csv", "groups.csv", "truth.csv"):
        assert (tmp_path / "same" / name).read_bytes() == (made / name).read_bytes()
        assert (tmp_path / "other" / name).read_bytes() != (made / name).read_bytes()


def test_as_many_records_and_duplicates_as_asked_for(made):
    truth = table(made / "truth.csv")
    assert len(truth) == 3000
    assert len({row["paper"] for row in truth}) == 2100


def test_groups_say_what_the_truth_says(made):
    members = {}
    for row in table(made / "truth.csv"):
        members.setdefault(row["paper"], []).append(row["ID"])
    groups = [row["merged_ids"].split(";") for row in table(made / "groups.csv")]
    assert sorted(groups) == sorted(group for group in members.values() if len(group) > 1)
    assert max(map(len, groups)) <= 8


def test_every_record_is_read_without_a_warning_in_both_languages(made):
    records = list(read_csv((made / "records.csv").read_bytes()))
    assert len(records) == 3000
    assert not [warning for record in records for warning in record.warnings]
    assert all(record.title and record.authors for record in records)
    assert Counter(lang for record in records for lang in record.title)["zh"] > 500


def test_titles_of_different_papers_differ_unless_their_family_shares_one(made):
    truth = {row["ID"]: row for row in table(made / "truth.csv")}
    papers = {}
    for row in table(made / "records.csv"):
        known = truth[row["ID"]]
        if not known["damage"] and known["near"] not in {"generic", "meeting", "yearly"}:
            papers.setdefault(row["title"].lower(), set()).add(known["paper"])
    assert [title for title, numbers in papers.items() if len(numbers) > 1] == []


@given(st.integers(0, 2**32))
def test_damage_is_named_when_and_only_when_a_copy_differs(seed):
    rng = Random(seed)
    one = paper(title_zh="海风与睡眠的关系" if seed % 2 else "")
    row, style = shown(one, rng)
    copy, done = copied(row, style, one, rng, wear=3.0)
    assert bool(done) == (copy != row)
    fields = {kind.split()[0] for kind in done}
    changed = {field.removesuffix("_zh") for field in row if row[field] != copy[field]}
    whole = {"title translated", "title traditional"} & set(done)
    assert fields <= changed if whole else fields == changed


@given(st.integers(0, 2**32), st.sampled_from(["series", "generic", "part", "yearly"]))
def test_copies_keep_what_alone_tells_their_paper_from_its_neighbours(seed, near):
    rng = Random(seed)
    one = paper(near=near)
    row, style = shown(one, rng)
    copy, done = copied(row, style, one, rng, wear=5.0)
    assert not KEPT & set(done)
    assert copy["pages"].startswith("288")
    assert copy["volume"].startswith("25")
    assert copy["year"] == "2004"


def test_rates_of_a_field_leave_room_for_no_damage():
    for damages in (*DAMAGE.values(), *DAMAGE_ZH.values()):
        assert 0 < sum(rate for _, rate, _ in damages) < 1


def test_every_kind_of_family_has_a_share_and_sizes():
    assert SHARES.keys() == SIZES.keys()
    assert sum(SHARES.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("style", "written"),
    [
        (FULL, "Muñoz, Rosa E. and Lin, Wei"),
        (DOTS, "Muñoz, R. E. and Lin, W."),
        (BARE, "Muñoz, R E and Lin, W"),
        (PUBMED, "Muñoz RE; Lin W"),
        (RUN_ON, "Muñoz R. E.Lin W."),
    ],
)
def test_authors_are_written_in_the_style_of_a_database(style, written):
    assert names(paper().authors, style) == written


def test_pages_are_shortened_to_the_digits_that_change():
    row = {"pages": "288-297"}
    assert pages_shortened(row, paper(), Random(1))
    assert row["pages"] == "288-97"


def test_nothing_is_shortened_where_no_digit_is_shared():
    row = {"pages": ""}
    assert not pages_shortened(row, paper(), Random(1))


@given(st.text("abcdefgh", min_size=4, max_size=9), st.integers(0, 99))
def test_a_slip_spares_the_first_letter_and_changes_one_place(text, seed):
    slipped = slip(text, Random(seed))
    assert slipped[0] == text[0]
    assert abs(len(slipped) - len(text)) <= 1


@given(st.integers(0, 99))
def test_another_case_is_the_same_title(seed):
    row = {"title": "Sea air and sleep"}
    title_case(row, paper(), Random(seed))
    assert row["title"].lower() == "sea air and sleep"


@pytest.mark.parametrize(
    ("field", "one", "other", "relation"),
    [
        ("title", "Sea air", "", "missing"),
        ("title", "Sea air", "SEA AIR", "case"),
        ("title", "Sea air: a trial", "Sea air", "cut"),
        ("title", "Sea air", "Sea air. [Chinese]", "marked"),
        ("title", "Sea &amp; air", "Sea & air", "markup"),
        ("title", "Sleeping by the sea", "Sleeping by teh sea", "typed wrong"),
        ("author", "Lin, Wei and Roe, Ann", "Lin, W. and Roe, A.", "initials"),
        ("author", "Lin, W. and Roe, A.", "Lin, W.", "fewer"),
        ("year", "2004", "2005", "off by one"),
        ("journal", "Journal of Harbour Medicine", "J Harb Med", "abbreviated"),
        ("journal", "Sea Medicine", "Sea Medicine : organ of sailors", "subtitle"),
        ("volume", "16", "16 (1) (no pagination)", "decorated"),
        ("pages", "221-228", "221-8", "shortened"),
        ("pages", "221-228", "221", "first page only"),
        ("doi", "10.5555/a", "http://dx.doi.org/10.5555/A", "address"),
        ("doi", "", "", None),
    ],
)
def test_relations_of_two_values_are_told(field, one, other, relation):
    assert relate(field, one, other) == relation


def test_score_counts_pairs_by_damage_language_and_nearness():
    truth = {
        "a": Truth("1", "1", "part", "en", ()),
        "b": Truth("1", "1", "part", "en", ("title cut",)),
        "c": Truth("2", "1", "part", "en", ()),
        "d": Truth("3", "3", "alone", "zh", ()),
        "e": Truth("4", "4", "alone", "zh", ("pages missing",)),
        "f": Truth("4", "4", "alone", "zh", ()),
    }
    counted = score(truth, [["a", "b", "c", "d"]])
    assert (counted.found, counted.false, counted.missed) == (1, 5, 1)
    assert counted.near == {"part": 2, "unrelated": 3}
    assert counted.reached == {"en": 2, "title cut": 1}
    assert counted.copies == {"en": 2, "zh": 2, "title cut": 1, "pages missing": 1}


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=20))
def test_score_agrees_with_counting_every_pair(labels):
    truth = {str(n): Truth(str(paper_), str(paper_ // 2), "part", "en", ()) for n, (paper_, _) in enumerate(labels)}
    clusters = {}
    for number, (_, cluster) in enumerate(labels):
        clusters.setdefault(cluster, []).append(str(number))
    counted = score(truth, list(clusters.values()))
    both = [(one[0] == other[0], one[1] == other[1]) for one, other in combinations(labels, 2)]
    assert counted.found == both.count((True, True))
    assert counted.false == both.count((False, True)) == counted.near.total()
    assert counted.missed == both.count((True, False))


def test_measure_counts_the_memory_of_children_and_the_status(tmp_path):
    child = "x = bytearray(60_000_000); import time; time.sleep(0.5)"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); sys.exit(3)"
    used = measure([sys.executable, "-c", program], tmp_path)
    assert used.status == 3
    assert used.peak > 60_000_000
    assert used.wall >= 0.5
