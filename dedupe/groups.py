"""Clusters as the CSV that other deduplication tools read: one column ``merged_ids``, ``id;id;…``."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from dedupe.link import Canonical, Cluster

Group = Canonical | Cluster

SEPARATOR = ";"
"""Between the ids of a group, as the scorers of labelled sets read them."""


def merged_ids(groups: Iterable[Group]) -> Iterator[str]:
    """Yield ``id;id;…`` for every group of two members or more; ids are written as ``quoted_id`` has them."""
    yield from (SEPARATOR.join(map(quoted_id, group.members)) for group in groups if len(group.members) > 1)


def quoted_id(record_id: str) -> str:
    """Return an id as it can stand in a group: percent-encoded (RFC 3986) where it holds the separator.

    So are ids that would be read as encoded ones; all others stand as they are.
    """
    if SEPARATOR not in record_id and "%3B" not in record_id and "%25" not in record_id:
        return record_id
    return record_id.replace("%", "%25").replace(SEPARATOR, "%3B")


def write_rows(groups: Iterable[Group], out: TextIO) -> None:
    """Write the header and a row per group, one after the other."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["merged_ids"])
    writer.writerows([row] for row in merged_ids(groups))


def write_groups(groups: Iterable[Group], path: Path) -> None:
    """Write the groups as CSV (UTF-8)."""
    with path.open("w", encoding="utf-8", newline="") as out:
        write_rows(groups, out)
