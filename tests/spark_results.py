"""What a build on Spark left: its tables, as they are compared with those of another build."""

import hashlib
import json
from pathlib import Path

from pyarrow import dataset

from corpus.lake import TABLES
from corpus.store import open_store


def tables(out: Path) -> dict[str, list[str]]:
    """Return the rows of every table of a result, sorted."""
    return {name: sorted(json.dumps(row, ensure_ascii=False) for row in rows(out, name)) for name in TABLES}


def rows(out: Path, name: str) -> list[dict]:
    return dataset.dataset(out / name, format="parquet").to_table().to_pylist()


def reasons(out: Path) -> dict[str, str]:
    """Return what a result names as failed, and why."""
    return {row["name"]: row["reason"] for row in rows(out, "failures")}


def visible(out: Path) -> dict[str, str]:
    """Return the digest of every file of a result that its readers see."""
    found = {path.relative_to(out): path for path in out.rglob("*") if path.is_file()}
    return {
        str(name): hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in found.items()
        if not any(part.startswith((".", "_")) for part in name.parts)
    }


def members(out: Path) -> dict[str, tuple[str, ...]]:
    """Return the members of every canonical record of a result."""
    return {row["id"]: tuple(row["members"]) for row in rows(out, "canonicals")}


def members_here(corpus: Path) -> dict[str, tuple[str, ...]]:
    """Return the same of a corpus file."""
    with open_store(corpus) as store:
        return {canonical.id: canonical.members for canonical in store.canonicals()}


def reasons_here(corpus: Path) -> dict[str, str]:
    with open_store(corpus) as store:
        return {failure.name: failure.reason for failure in store.failures()}
