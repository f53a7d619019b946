"""What of a build's result goes into a corpus file: the canonical records that fit what was asked for.

Columns that tell of it are looked through where they lie; of the records themselves only those are read that fit.
"""

import heapq
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from itertools import chain
from operator import and_, or_
from typing import TYPE_CHECKING, NamedTuple

from corpus.catalogue import UNKNOWN
from corpus.catalogue.find import years
from corpus.lake_reading import Lake
from ingest.identifiers import find
from ingest.record import Kind

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.dataset import Expression

_PMID = re.compile(r"[1-9]\d{0,7}")


class Wanted(NamedTuple):
    """What to carry over; as it is made, everything. A record fits if it fits every field that asks for something."""

    kind: Kind | None = None
    sites: tuple[str, ...] = ()
    """One of its pages is from one of them."""
    years: tuple[str, ...] = ()
    """``2021``, ``2015-2020``, ``2015-``, ``-1999`` or ``unknown``; any of them."""
    statuses: tuple[str, ...] = ()
    """Of its translation; any of them."""
    both: bool = False
    """It has an abstract in both languages."""
    names: tuple[str, ...] | None = None
    """Ids of canonical records or of records, or identifiers of papers and trials; any of them."""
    uncertain: bool = False
    """It is perhaps the same as another, which is then carried along."""
    sample: int | None = None
    """So many of those that fit, by a hash of their ids, so that it is the same ones every time."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The canonical records to be carried over."""

    ids: "pa.Array | None"
    """None where it is all of them."""
    unknown: tuple[str, ...] = ()
    """Names that no canonical record has that fits the rest."""


def choose(lake: Lake, wanted: Wanted) -> Chosen:
    """Find what was asked for.

    Raises:
        UsageError: a year is none.
        InputError: the result is damaged.
    """
    if wanted == Wanted():
        return Chosen(None)
    import pyarrow as pa

    names = _Names(wanted.names) if wanted.names is not None else None
    fitting = _fitting(lake, wanted, names)
    if wanted.sample is not None:
        fitting = iter(heapq.nsmallest(wanted.sample, fitting, key=_lot))
    ids = pa.array(list(fitting), pa.string())
    if wanted.uncertain:
        ids = _with_others(lake, ids)
    return Chosen(ids, names.unknown() if names else ())


def among(column: str, values: "pa.Array | None") -> "Expression | None":
    """Return what holds for rows with one of these values; None, which holds for all, without them."""
    from pyarrow import dataset

    return None if values is None else dataset.field(column).isin(values)


def every(*wheres: "Expression | None") -> "Expression | None":
    """Return what holds where all of these do."""
    given = [where for where in wheres if where is not None]
    return reduce(and_, given) if given else None


def _fitting(lake: Lake, wanted: Wanted, names: "_Names | None") -> Iterator[str]:
    """Yield the ids of the canonical records that fit, but for the sample."""
    where = every(_by_column(wanted), _by_coverage(lake, wanted), _by_doubt(lake) if wanted.uncertain else None)
    from_sites = _from_sites(lake, wanted.sites) if wanted.sites else None
    if names is not None:
        yield from _named(lake, where, from_sites, names)
        return
    read = ["id", "members"] if from_sites is not None else ["id"]
    for batch in lake.batches("canonicals", read, where):
        yield from _of_sites(batch, from_sites)["id"].to_pylist()


def _by_column(wanted: Wanted) -> "Expression | None":
    from pyarrow import dataset

    spans = [_year(text) for text in wanted.years]
    kind = dataset.field("kind") == wanted.kind if wanted.kind else None
    return every(kind, reduce(or_, spans) if spans else None)


def _year(text: str) -> "Expression":
    from pyarrow import dataset

    year = dataset.field("year")
    if text == UNKNOWN:
        return year.is_null()
    first, last = years(text)
    return (year >= first) & (year <= last)


def _by_coverage(lake: Lake, wanted: Wanted) -> "Expression | None":
    import pyarrow as pa
    from pyarrow import dataset

    status = among("status", pa.array(wanted.statuses, pa.string())) if wanted.statuses else None
    both = (dataset.field("en") > 0) & (dataset.field("zh") > 0) if wanted.both else None
    where = every(status, both)
    return None if where is None else among("id", _column(lake, "coverage", "id", where))


def _by_doubt(lake: Lake) -> "Expression | None":
    import pyarrow as pa
    from pyarrow import dataset

    doubtful = dataset.field("verdict") == "uncertain"
    ends = [_column(lake, "links", end, doubtful) for end in ("left_canonical", "right_canonical")]
    return among("id", pa.concat_arrays(ends).unique())


def _from_sites(lake: Lake, sites: tuple[str, ...]) -> "pa.Array":
    import pyarrow as pa

    return _column(lake, "records", "id", among("site", pa.array(sites, pa.string())))


def _of_sites(batch: "pa.RecordBatch", records: "pa.Array | None") -> "pa.RecordBatch":
    """Return the rows that have one of these records for a member."""
    if records is None:
        return batch
    import pyarrow.compute as pc

    members = batch["members"]
    fits = pc.is_in(members.flatten(), value_set=records)
    return batch.take(pc.list_parent_indices(members).filter(fits).unique())


def _named(lake: Lake, where: "Expression | None", from_sites: "pa.Array | None", names: "_Names") -> Iterator[str]:
    for batch in lake.batches("canonicals", ["id", "members", "ids"], where):
        for row in _of_sites(batch, from_sites).to_pylist():
            if names.find(chain([row["id"]], row["members"], (_name(*one.split(":", 1)) for one in row["ids"]))):
                yield row["id"]


class _Names:
    """Names that people gave, and which of them have been found."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._line_of = {name: line for line in lines for name in _readings(line)}
        self._found: set[str] = set()

    def find(self, names: Iterable[str]) -> bool:
        """Tell whether one of the names of a record was asked for; note all that were."""
        found = {self._line_of[name] for name in names if name in self._line_of}
        self._found |= found
        return bool(found)

    def unknown(self) -> tuple[str, ...]:
        return tuple(line for line in dict.fromkeys(self._line_of.values()) if line not in self._found)


def _readings(line: str) -> Iterator[str]:
    """Yield what a line may name: an id as it is, or the identifiers in it, such as a DOI in its address."""
    scheme, _, value = line.partition(":")
    yield from (line, _name(scheme, value))
    if _PMID.fullmatch(line):
        yield _name("pmid", line)
    yield from (_name(one.scheme, one.value) for one in find(line))


def _name(scheme: str, value: str) -> str:
    return f"{scheme}:{value.casefold()}"


def _lot(canonical: str) -> bytes:
    return sha256(canonical.encode()).digest()


def _with_others(lake: Lake, ids: "pa.Array") -> "pa.Array":
    """Return the records with those on the other end of a doubtful link to one of them."""
    import pyarrow as pa
    from pyarrow import dataset

    doubtful = dataset.field("verdict") == "uncertain"
    ends = ("left_canonical", "right_canonical"), ("right_canonical", "left_canonical")
    others = [_column(lake, "links", other, every(doubtful, among(one, ids))) for one, other in ends]
    return pa.concat_arrays([ids, *others]).unique()


def _column(lake: Lake, table: str, column: str, where: "Expression | None") -> "pa.Array":
    import pyarrow as pa

    found = [batch[column].cast(pa.string()) for batch in lake.batches(table, [column], where)]
    return pa.concat_arrays(found) if found else pa.array([], pa.string())
