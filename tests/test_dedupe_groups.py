"""Groups as a CSV of ids."""

import csv
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from dedupe import Canonical, write_groups
from dedupe.groups import quoted_id
from ingest.record import Record, Source


def group(*members: str) -> Canonical:
    return Canonical("paper-1", "paper", Record("paper-1", "paper", "csv", Source("x")), members)


@given(st.lists(st.text(alphabet='ab;%3B25é," ', min_size=1), min_size=2))
def test_ids_come_back_from_a_group_whatever_they_hold(ids: list[str]) -> None:
    quoted = ";".join(map(quoted_id, ids)).split(";")
    assert [unquote(q) if q != i else q for q, i in zip(quoted, ids, strict=True)] == ids


@given(st.text(alphabet="ab;%3B25", min_size=1), st.text(alphabet="ab;%3B25", min_size=1))
def test_two_ids_are_never_written_alike(one: str, other: str) -> None:
    assert (quoted_id(one) == quoted_id(other)) == (one == other)


def test_groups_of_one_are_left_out_and_the_rest_is_csv(tmp_path) -> None:
    write_groups([group("a"), group("b", "c,1"), group("d;2", "病例")], tmp_path / "groups.csv")
    with (tmp_path / "groups.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.reader(lines)) == [["merged_ids"], ["b;c,1"], ["d%3B2;病例"]]
