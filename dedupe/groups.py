"""Clusters as the CSV that other deduplication tools read: one column ``merged_ids``, ``id;id;…``."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from dedupe.link import Canonical


def merged_ids(canonicals: Iterable[Canonical]) -> Iterator[str]:
    """Yield ``id;id;…`` for every canonical of two members or more."""
    yield from (";".join(canonical.members) for canonical in canonicals if len(canonical.members) > 1)


def write_groups(canonicals: Iterable[Canonical], path: Path) -> None:
    """Write the groups as CSV (UTF-8)."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["merged_ids"])
        writer.writerows([row] for row in merged_ids(canonicals))
