"""What people decided about pairs of records, and what earlier runs called them: inputs of a later run."""

import csv
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from bicorpus import InputError
from corpus.inputs import lines_of, read_input
from dedupe import Canonical, Decision, carried
from ingest.charsets.mixed import lines_of as text_lines
from ingest.charsets.mixed import to_utf8

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


def read_decisions(name: str, failures: list[str]) -> dict[int, Decision]:
    """Return by line the decisions of a CSV or TSV with the columns left, right and verdict, in the order of its rows.

    Of two rows on one pair the later one is taken, in its place: a list grows by new rows at its end. A row that is
    none (another verdict than same or different, two records that are one) is added to ``failures`` and left out.

    Raises:
        InputError: there is no such file, or its header lacks a column.
    """
    rows: dict[frozenset[str], tuple[int, Decision]] = {}
    for line, left, right, verdict in _rows(name):
        if verdict not in VERDICTS:
            failures.append(f"{name}:{line}: the verdict is {verdict!r}; write same or different")
        elif left == right:
            failures.append(f"{name}:{line}: a pair of {left!r} and itself")
        else:
            pair = frozenset((left, right))
            rows.pop(pair, None)
            rows[pair] = line, Decision(left, right, "same" if verdict == "same" else "different")
    return dict(rows.values())


def unknown_records(name: str, decisions: Mapping[int, Decision], ids: Iterable[str]) -> Iterator[str]:
    """Yield a line per decision of the file ``name`` on a record that is not there: it decided nothing."""
    decided = {record for decision in decisions.values() for record in (decision.left, decision.right)}
    unknown = decided.difference(ids)
    for line, decision in decisions.items():
        if absent := [record for record in (decision.left, decision.right) if record in unknown]:
            yield (
                f"{name}:{line}: no record has the id {' or '.join(map(repr, absent))}; "
                f"ids are those of the canonical members"
            )


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
