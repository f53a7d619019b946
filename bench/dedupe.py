"""Score deduplication on labelled sets, beside a plain rapidfuzz baseline and bib-dedupe where that is installed.

Pairs are counted after transitive closure, as the sets' own scorer does. Speed is in records per second of processor
time, from the bytes of the CSV to the groups. Of the pairs left for a person it is told how many are true, and how many
of the missed pairs they would bring together. Millions of records: ``bench.dedupe_scale``; two languages:
``bench.dedupe_cross``; written cases: ``bench.cases``.

    python -m bench.dedupe [--data FOLDER] [--errors] [--erase SHARE] [--peers PYTHON]

``--peers`` names the Python of an environment that has bib-dedupe (``pip install bib-dedupe``).

``--erase 0.2`` blanks each field but the title with that probability in each record, by a fixed seed: how merges hold
where records lack fields.
"""

import argparse
import csv
import itertools
import os
import random
import tempfile
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench.measure import measure
from bench.peer_dedupe import with_rapidfuzz
from dedupe import deduplicate
from dedupe.block import candidate_pairs
from dedupe.common import mark_common
from dedupe.features import features
from ingest.record import Record
from ingest.references.table import read_csv

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "dedupe"
PEER = Path(__file__).with_name("peer_dedupe.py")
SETS = ("cytology_screening", "stroke", "diabetes", "digital_work_even", "special_cases")
BLANK = {"journal": None, "volume": None, "issue": None, "pages": None, "published": None}
BLANK |= {"authors": (), "ids": (), "abstract": {}}
POOLED = SETS[:4]
"""The sets that targets are stated for; the fifth has three pairs."""
TICKS = 0.1
"""Seconds; the clock of processor time advances by hundredths."""

Pairs = AbstractSet[tuple[str, str]]


class Score(NamedTuple):
    """Counts of record pairs."""

    found: int
    false: int
    missed: int

    @property
    def f1(self) -> float:
        return 2 * self.found / max(1, 2 * self.found + self.false + self.missed)


class Run(NamedTuple):
    """What one method said of one set."""

    pairs: Pairs
    seconds: float
    review: Pairs = frozenset()
    """Pairs left for a person."""


class Queue(NamedTuple):
    """How good the pairs are that are left for a person."""

    length: int
    true: int
    held: int
    """Missed pairs that would be found if every pair in the queue were decided rightly."""
    missed: int


def processor_seconds() -> float:
    """Return the time that this process and its finished children have computed."""
    return sum(os.times()[:4])


def pairs_of(groups) -> Pairs:
    """Return all pairs within groups, each pair sorted."""
    return {pair for group in groups for pair in itertools.combinations(sorted(set(group)), 2)}


def truth(folder: Path) -> Pairs:
    """Return the true pairs of a set."""
    with (folder / "groups.csv").open(encoding="utf-8", newline="") as f:
        return pairs_of(row["merged_ids"].split(";") for row in csv.DictReader(f))


def records(folder: Path) -> list[Record]:
    """Read the records of a set."""
    return list(read_csv((folder / "records.csv").read_bytes(), "records.csv"))


def erased(found: list[Record], share: float, seed: str) -> list[Record]:
    """Return the records with each field but the title blanked with probability ``share``."""
    chance = random.Random(seed)
    return [
        msgspec.structs.replace(record, **{field: blank for field, blank in BLANK.items() if chance.random() < share})
        for record in found
    ]


def score(true: Pairs, predicted: Pairs) -> Score:
    """Count the pairs that are right, wrong and missing."""
    return Score(len(true & predicted), len(predicted - true), len(true - predicted))


def ours(folder: Path, erase: float = 0.0) -> Run:
    """Deduplicate with the toolkit."""
    start = processor_seconds()
    found = records(folder)
    result = deduplicate(erased(found, erase, folder.name) if erase else found)
    seconds = processor_seconds() - start
    review = {(link.left, link.right) for link in result.uncertain}
    return Run(pairs_of(c.members for c in result.canonicals), seconds, review)


def queue(true: Pairs, run: Run) -> Queue:
    """Judge the pairs left for a person; one that would join a true pair of two groups is right."""
    group = {member: number for number, members in enumerate(connected(run.pairs)) for member in members}
    ends = {pair: frozenset(group.get(member, member) for member in pair) for pair in (*true, *run.review)}
    asked, missed = {ends[pair] for pair in run.review}, [ends[pair] for pair in true - run.pairs]
    return Queue(len(asked), len(asked.intersection(missed)), sum(pair in asked for pair in missed), len(missed))


def baseline(folder: Path) -> Run:
    """Deduplicate with the baseline of the peers."""
    start = processor_seconds()
    groups = with_rapidfuzz(str(folder / "records.csv"))
    return Run(pairs_of(groups), processor_seconds() - start)


def connected(links):
    """Return the connected components of links between ids."""
    group_of: dict[str, set[str]] = {}
    for one, other in links:
        merged = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of.update(dict.fromkeys(merged, merged))
    return {id(group): group for group in group_of.values()}.values()


def bib_dedupe(folder: Path, python: str) -> Run:
    """Deduplicate with bib-dedupe, its own settings, in a process of its own."""
    with tempfile.TemporaryDirectory() as work:
        groups = Path(work) / "groups.csv"
        used = measure([python, str(PEER), "bib-dedupe", str(folder / "records.csv"), str(groups)], Path(work))
        if used.status:
            raise SystemExit(used.output)
        with groups.open(encoding="utf-8", newline="") as f:
            return Run(pairs_of(row["merged_ids"].split(";") for row in csv.DictReader(f)), used.processor)


def blocking(folder: Path) -> tuple[int, float]:
    """Return the number of candidate pairs, and the share of true pairs that they connect."""
    found = sorted(records(folder), key=lambda record: record.id)
    pairs = candidate_pairs(mark_common([features(record) for record in found]))
    candidates = [(found[left].id, found[right].id) for left, right in pairs.tolist()]
    true = truth(folder)
    reached = pairs_of(connected([pair for pair in candidates if pair in true]))
    return len(candidates), len(true & reached) / len(true)


def table(name: str, method, data: Path) -> list[tuple[str, Score, Run, int]]:
    """Print the rows of one method and their sum; return them."""
    rows = []
    for folder in SETS:
        run = method(data / folder)
        rows.append((folder, score(truth(data / folder), run.pairs), run, len(records(data / folder))))
        print_row(f"{name:18} {folder:20}", *rows[-1][1:])
    pooled = [row for row in rows if row[0] in POOLED]
    total = Score(*(sum(counts) for counts in zip(*(row[1] for row in pooled), strict=True)))
    seconds, size = sum(row[2].seconds for row in pooled), sum(row[3] for row in pooled)
    print_row(f"{name:18} {'pooled (first four)':20}", total, Run(set(), seconds), size)
    if any(row[2].review for row in rows):
        judged = [queue(truth(data / row[0]), row[2]) for row in pooled]
        q = Queue(*(sum(counts) for counts in zip(*judged, strict=True)))
        print(f"{name:18} for review: {q.length} pairs, {q.true} true; they hold {q.held} of {q.missed} missed pairs")
    return rows


def print_row(label: str, counted: Score, run: Run, size: int) -> None:
    """Print one line of the table; a set that is read faster than the clock ticks has no speed."""
    speed = f"{size / run.seconds:8,.0f} records/s" if run.seconds > TICKS else ""
    print(
        f"{label} TP {counted.found:5} FP {counted.false:5} FN {counted.missed:5} F1 {counted.f1:.4f} {speed}".rstrip()
    )


def print_errors(rows, data: Path) -> None:
    """List every false pair and every missed one."""
    for folder, _, run, _ in rows:
        true = truth(data / folder)
        for word, wrong in (("false", run.pairs - true), ("missed", true - run.pairs)):
            for pair in sorted(wrong):
                print(f"{word:6} {folder:20} {pair[0]} {pair[1]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of labelled sets")
    parser.add_argument("--errors", action="store_true", help="list every false and every missed pair")
    parser.add_argument(
        "--erase", type=float, metavar="SHARE", help="also score records that lack this share of fields"
    )
    parser.add_argument("--peers", metavar="PYTHON", help="also run bib-dedupe, in the environment of this Python")
    arguments = parser.parse_args()
    for folder in SETS:
        candidates, recall = blocking(arguments.data / folder)
        print(f"blocking           {folder:20} {candidates:6,} candidate pairs, recall {recall:.4f}")
    rows = table("bicorpus", ours, arguments.data)
    table("rapidfuzz baseline", baseline, arguments.data)
    if arguments.peers:
        table("bib-dedupe", partial(bib_dedupe, python=arguments.peers), arguments.data)
    if arguments.erase:
        table(f"erased {arguments.erase}", partial(ours, erase=arguments.erase), arguments.data)
    if arguments.errors:
        print_errors(rows, arguments.data)


if __name__ == "__main__":
    main()
