"""What people decided about pairs of records, and what earlier runs called them: inputs of a later run."""

import csv
from collections.abc import Collection, Iterator

import msgspec

from bicorpus import InputError
from corpus.inputs import lines_of, read_input
from dedupe import Canonical, Decision, carried
from ingest.mixed import lines_of as text_lines
from ingest.mixed import to_utf8

COLUMNS = ("left", "right", "verdict")
VERDICTS = ("same", "different")


def read_known(name: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what ``dedupe.carried`` takes from the canonical records that an earlier run wrote.

    Raises:
        InputError: a line is no canonical record; without it ids that should stay would change.
    """
    return carried(_canonicals(name))


def _canonicals(name: str) -> Iterator[Canonical]:
    decoder = msgspec.json.Decoder(Canonical)
    for number, line in enumerate(lines_of(name), start=1):
        try:
            if line.strip():
                yield decoder.decode(line)
        except (msgspec.DecodeError, UnicodeError) as exc:
            raise InputError(
                f"{name}:{number}: not a canonical record: {exc}; give what an earlier bicorpus dedupe wrote with -o"
            ) from exc


def read_decisions(name: str, ids: Collection[str], failures: list[str]) -> list[Decision]:
    """Return the decisions of a CSV or TSV with the columns left, right and verdict, in the order of its rows.

    Of two rows on one pair the later one is taken, in its place: a list grows by new rows at its end. A row that is
    none (an unknown record, another verdict than same or different, two records that are one) is added to ``failures``
    and left out.

    Raises:
        InputError: there is no such file, or its header lacks a column.
    """
    decisions: dict[frozenset[str], Decision] = {}
    for line, left, right, verdict in _rows(name):
        if problem := _problem(left, right, verdict, ids):
            failures.append(f"{name}:{line}: {problem}")
            continue
        pair = frozenset((left, right))
        decisions.pop(pair, None)
        decisions[pair] = Decision(left, right, "same" if verdict == "same" else "different")
    return list(decisions.values())


def _rows(name: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield (line, left, right, verdict)."""
    lines = list(text_lines(to_utf8(read_input(name)).data))
    header = lines[0] if lines else ""
    delimiter = max("\t,;", key=header.count)
    rows = csv.DictReader(lines, delimiter=delimiter, restval="")
    rows.fieldnames = [column.strip().lower() for column in rows.fieldnames or ()]
    missing = [column for column in COLUMNS if column not in rows.fieldnames]
    if missing:
        raise InputError(
            f"{name}: line 1: no column {', '.join(missing)} in {header.strip()[:80]!r}; "
            f"the first line names the columns: left,right,verdict"
        )
    for row in rows:
        left, right, verdict = (row[column].strip() for column in COLUMNS)
        if left or right or verdict:
            yield rows.line_num, left, right, verdict.lower()


def _problem(left: str, right: str, verdict: str, ids: Collection[str]) -> str | None:
    if verdict not in VERDICTS:
        return f"the verdict is {verdict!r}; write same or different"
    if unknown := [record for record in (left, right) if record not in ids]:
        return f"no record has the id {' or '.join(map(repr, unknown))}; ids are those of the canonical members"
    return f"a pair of {left!r} and itself" if left == right else None
