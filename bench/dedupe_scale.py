"""Deduplicate generated sets of growing size, beside other programs: quality, seconds, memory.

    python -m bench.dedupe_scale [--sizes 10000,100000] [--peers PYTHON] [--only NAME,…] [--blocking] [--errors N]

Every method is a process of its own, from the CSV file to a file of groups:

- ``command``: ``bicorpus dedupe FILE --groups … -o …``, canonical records and all;
- ``library``: ``resolve(read_csv(…))`` and ``write_groups``, nothing merged; no encoder;
- peers, with ``--peers`` naming the Python of an environment that has them (``pip install splink duckdb bib-dedupe
  pandas rapidfuzz``): Splink at every size, bib-dedupe and a rapidfuzz baseline at the smallest.

Sets are made by ``bench.damage`` with seed 0 and kept in ``--work``. Pairs are counted after transitive closure, by
sizes of overlaps. Recall of a kind of damage is the share of the records so damaged that stand with another record
of their paper; false pairs are told apart by what the two papers are to each other.
"""

import argparse
import csv
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from sys import intern
from typing import NamedTuple

from bench.damage import generate
from bench.measure import Usage, measure

SIZES = "10000,100000,1000000"
LARGEST_OF = {"bib-dedupe": 10_000, "rapidfuzz": 10_000}
"""Records that a peer gets at most: bib-dedupe does some hundred in a second, the baseline compares all of one year."""
OURS = ("command", "library")
PEERS = ("splink", "bib-dedupe", "rapidfuzz")
PEER = Path(__file__).with_name("peer_dedupe.py")
PROGRAM = "from corpus.cli import main; raise SystemExit(main())"
"""What the command ``bicorpus`` is, of this checkout whatever is installed."""
UNRELATED = "unrelated"
LANGUAGES = frozenset({"en", "zh", "both"})
HARDEST = 12
"""Kinds of damage shown, those of least recall first."""


class Truth(NamedTuple):
    """What one generated record is."""

    paper: str
    family: str
    near: str
    language: str
    """Of the paper's first record: ``en``, ``zh`` or ``both``."""
    damage: tuple[str, ...]


class Score(NamedTuple):
    """Counts of pairs, and of records by kind."""

    found: int
    false: int
    missed: int
    reached: Counter[str]
    """Records that stand with another of their paper, by kind of damage, and all of them by language."""
    copies: Counter[str]
    """The same of records that should."""
    near: Counter[str]
    """False pairs by kind of family, or ``unrelated``."""

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.false)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.found / max(1, 2 * self.found + self.false + self.missed)


def read_truth(folder: Path) -> dict[str, Truth]:
    """Read what each record of a generated set is."""
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as f:
        return {
            name: Truth(
                intern(paper), intern(family), intern(near), intern(language), tuple(map(intern, words(damage)))
            )
            for name, paper, family, near, language, damage in list_after_header(f)
        }


def words(cell: str) -> list[str]:
    """Return the parts of a cell between semicolons."""
    return cell.split(";") if cell else []


def list_after_header(lines: Iterable[str]) -> Iterator[list[str]]:
    rows = csv.reader(lines)
    next(rows)
    return rows


def read_groups(path: Path) -> list[list[str]]:
    """Read groups of ids."""
    csv.field_size_limit(2**30)
    with path.open(encoding="utf-8", newline="") as f:
        return [row[0].split(";") for row in list_after_header(f)]


def pairs(sizes: Iterable[int]) -> int:
    """Return how many pairs groups of these sizes hold."""
    return sum(size * (size - 1) // 2 for size in sizes)


def score(truth: dict[str, Truth], groups: list[list[str]]) -> Score:
    """Compare groups with the truth in time linear in the records."""
    found = false = 0
    near: Counter[str] = Counter()
    together: set[str] = set()
    for group in groups:
        papers = Counter(truth[name].paper for name in group)
        right = pairs(papers.values())
        found, false = found + right, false + pairs([len(group)]) - right
        together.update(name for name in group if papers[truth[name].paper] > 1)
        if len(papers) > 1:
            near += false_kinds(truth, group)
    copies = Counter(one.paper for one in truth.values())
    kinds = [
        (kind, name in together)
        for name, one in truth.items()
        if copies[one.paper] > 1
        for kind in (one.language, *one.damage)
    ]
    reached = Counter(kind for kind, is_reached in kinds if is_reached)
    return Score(found, false, pairs(copies.values()) - found, reached, Counter(kind for kind, _ in kinds), near)


def false_kinds(truth: dict[str, Truth], group: Sequence[str]) -> Counter[str]:
    """Count the false pairs of a group by what the papers are to each other."""
    families = Counter(truth[name].family for name in group)
    papers: dict[str, Counter[str]] = defaultdict(Counter)
    kind_of = {truth[name].family: truth[name].near for name in group}
    for name in group:
        papers[truth[name].family][truth[name].paper] += 1
    counted = Counter({UNRELATED: pairs([len(group)]) - pairs(families.values())})
    for family, size in families.items():
        counted[kind_of[family]] += pairs([size]) - pairs(papers[family].values())
    return +counted


def command_of(method: str, records: Path, groups: Path, peers: str | None) -> list[str]:
    """Return the command that deduplicates a file by a method."""
    if method == "command":
        canonical = groups.with_suffix(".jsonl")
        return [
            sys.executable,
            "-c",
            PROGRAM,
            "dedupe",
            str(records),
            "--groups",
            str(groups),
            "-o",
            str(canonical),
            "--force",
        ]
    if method == "library":
        return [sys.executable, "-m", "bench.dedupe_scale", "--library", str(records), str(groups)]
    return [str(peers), str(PEER), method, str(records), str(groups)]


def library(records: Path, groups: Path) -> None:
    """Deduplicate as a program that uses the library would."""
    from dedupe import resolve, write_groups
    from ingest.references.table import read_csv

    write_groups(resolve(read_csv(records.read_bytes(), records.name)).clusters, groups)


def blocking(folder: Path) -> tuple[int, float]:
    """Return the number of candidate pairs, and the share of true pairs that they connect."""
    from dedupe.block import candidate_pairs
    from dedupe.common import mark_common
    from dedupe.shelf import shelve
    from ingest.references.table import read_csv

    truth = read_truth(folder)
    shelf = shelve(read_csv((folder / "records.csv").read_bytes()))
    candidates = candidate_pairs(mark_common(shelf.compared())).tolist()
    group_of = {name: [name] for name in truth}
    for left, right in ((shelf.ids[left], shelf.ids[right]) for left, right in candidates):
        one, other = group_of[left], group_of[right]
        if one is not other and truth[left].paper == truth[right].paper:
            one += other
            group_of.update(dict.fromkeys(other, one))
    reached = pairs(len(group) for group in {id(group): group for group in group_of.values()}.values())
    return len(candidates), reached / pairs(Counter(one.paper for one in truth.values()).values())


def made(work: Path, size: int) -> Path:
    """Return the folder of the set of a size, generated if it is not there."""
    folder = work / str(size)
    if not (folder / "groups.csv").exists():
        generate(folder, size)
    return folder


def print_run(method: str, size: int, used: Usage, found: Score) -> None:
    """Print the line of a run."""
    print(
        f"{method:10} {size:9,} | {used.wall:8.1f} s wall {used.processor:8.1f} s processor "
        f"{used.peak / 2**30:6.2f} GiB {size / used.wall:8,.0f} records/s | "
        f"P {found.precision:.5f} R {found.recall:.5f} F1 {found.f1:.5f} "
        f"(found {found.found:,}, false {found.false:,}, missed {found.missed:,})",
        flush=True,
    )


def print_kinds(found: Score) -> None:
    """Print the false pairs by kind, and recall by language and by the kinds of damage that hurt most."""
    print("    false pairs:", ", ".join(f"{kind} {count:,}" for kind, count in found.near.most_common()) or "none")
    shares = sorted((found.reached[kind] / count, kind, count) for kind, count in found.copies.items())
    shown = [share for share in shares if share[1] in LANGUAGES] + [s for s in shares if s[1] not in LANGUAGES][
        :HARDEST
    ]
    print("    recall:", ", ".join(f"{kind} {share:.4f} of {count:,}" for share, kind, count in shown), flush=True)


def errors(folder: Path, truth: dict[str, Truth], groups: list[list[str]], most: int) -> Iterator[str]:
    """Yield some wrong pairs, the records under each other: false ones, then missed ones."""
    cluster = {name: number for number, group in enumerate(groups) for name in group}
    false = [
        (group[0], other) for group in groups for other in group[1:] if truth[other].paper != truth[group[0]].paper
    ]
    first: dict[str, str] = {}
    missed = [
        (first[one.paper], name)
        for name, one in truth.items()
        if first.setdefault(one.paper, name) != name
        and cluster.get(name, name) != cluster.get(first[one.paper], first[one.paper])
    ]
    with (folder / "records.csv").open(encoding="utf-8", newline="") as f:
        wanted = {name for pair in false[:most] + missed[:most] for name in pair}
        rows = {row[0]: " | ".join(cell[:90] for cell in row) for row in list_after_header(f) if row[0] in wanted}
    for word, wrong in (("false", false), ("missed", missed)):
        for pair in wrong[:most]:
            yield f"{word} {truth[pair[0]].near}"
            yield from (f"    {'; '.join(truth[name].damage)} :: {rows[name]}" for name in pair)


def run(method: str, size: int, folder: Path, options: argparse.Namespace) -> Usage:
    """Measure one method on one set and print what came of it."""
    groups = folder / f"{method}.csv"
    groups.unlink(missing_ok=True)
    used = measure(command_of(method, folder / "records.csv", groups, options.peers), folder)
    if used.status or not groups.exists():
        print(f"{method:10} {size:9,} | ended with status {used.status} after {used.wall:.1f} s: {used.output[-400:]}")
        return used
    truth, found = read_truth(folder), read_groups(groups)
    counted = score(truth, found)
    print_run(method, size, used, counted)
    print_kinds(counted)
    for line in errors(folder, truth, found, options.errors) if options.errors else ():
        print(f"    {line}")
    return used


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--sizes", default=SIZES, help="numbers of records, with commas between")
    parser.add_argument("--peers", metavar="PYTHON", help="the Python of an environment that has the peers")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "bench-dedupe-scale")
    parser.add_argument("--only", help="methods to run, with commas between; empty for none")
    parser.add_argument("--blocking", action="store_true", help="count candidate pairs first, and the pairs they reach")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the first N false and N missed pairs")
    parser.add_argument("--library", nargs=2, type=Path, metavar=("RECORDS", "GROUPS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.library:
        library(*options.library)
        return
    methods = (
        OURS + (PEERS if options.peers else ())
        if options.only is None
        else tuple(filter(None, options.only.split(",")))
    )
    if unknown := set(methods) - {*OURS, *PEERS}:
        parser.error(f"no method is called {', '.join(sorted(unknown))}; there are {', '.join(OURS + PEERS)}")
    curve = defaultdict(list)
    for size in map(int, options.sizes.split(",")):
        folder = made(options.work, size)
        if options.blocking:
            candidates, recall = blocking(folder)
            print(f"blocking   {size:9,} | {candidates:,} candidate pairs, recall {recall:.5f}", flush=True)
        for method in methods:
            if size <= LARGEST_OF.get(method, size):
                used = run(method, size, folder, options)
                curve[method].append(f"{size / used.wall:,.0f} ({size / used.processor:,.0f}) at {size:,}")
    for method, points in curve.items():
        print(f"curve {method:10} records/s of wall (processor) time: {', '.join(points)}")


if __name__ == "__main__":
    main()
