"""Make a set of bibliographic records with known duplicates, of any size, from the real ones of the development data.

    python -m bench.damage FOLDER [--records 1000000] [--duplicates 0.3] [--seed 0] [--wear 1.0]
    python -m bench.damage --rates [FOLDER]     # how copies differ: in the labelled sets, or in a set made here

Papers that don't exist are invented (``damage_papers``), each is shown as a database would, and some are shown again
with damage (``damage_copies``). One seed gives the same bytes. FOLDER receives ``records.csv``, its rows in random
order, ``groups.csv`` in the form of the labelled sets, and ``truth.csv``: for each record its paper, its family, the
family's kind, the paper's language, and what was done to the record.

What the labels mean: two records are the same if they show one publication. Different are: an article and the talk
that came before it, an article and its erratum, parts, yearly editions, and pieces under one generic title by one
editor. Copies of such papers keep the fields that tell them apart (``damage_copies.KEPT``), so that a person who sees
both records could tell.

How copies differ, in per cent of the pairs of a group's first member with each later one: measured on the four labelled
sets and, in brackets, on 100,000 records made here (a quarter of them Chinese, of which nothing is labelled):

    title     equal 74.0 (70.2); case 17.0 (16.7), punctuation 3.5 (4.5), cut 2.9 (3.2), typed wrong 0.9 (1.3),
              marked 0.9 (0.9), markup 0.6 (0.5)
    author    equal 74.1 (71.4); initials 8.3 (7.2), typed wrong 4.7 (4.8), fewer 3.5 (3.9), given names 3.4
              (3.2), punctuation 3.1 (2.6), other 2.8 (6.9)
    year      equal 99.6 (99.5); off by one 0.4 (0.5)
    journal   equal 74.3 (71.4); punctuation 8.0 (6.9), subtitle 6.2 (5.7), case 5.5 (8.1), abbreviated 3.2
              (3.5), other 2.7 (4.2)
    volume    equal 85.5 (84.6); decorated 9.9 (10.9), other 4.3 (4.1), missing 0.3 (0.4)
    number    equal 79.1 (79.2); missing 15.7 (16.3), decorated 3.5 (3.0), other 1.6 (1.4)
    pages     equal 86.7 (85.7); shortened 6.9 (7.5), missing 3.0 (3.6), other 2.5 (2.1), first page only 0.7
              (0.8), punctuation 0.3 (0.4)
    doi       equal 56.3 (54.6); address 24.6 (26.0), missing 17.5 (18.0), case 0.9 (1.4), other 0.7 (0.0)
    abstract  equal 64.6 (60.9); cut 14.4 (16.4), typed wrong 8.3 (10.6), missing 4.8 (5.2), markup 4.1 (2.7),
              punctuation 3.3 (3.8), other 0.4 (0.4)

Of these pairs 24 % (19 %) differ in no field, 28 % (32 %) in one, 28 % (26 %) in two, 12 % (15 %) in three. Groups are
as large as there (2 to 8). Of different papers 65 % (39 %, more in larger sets) share an issue with
another, 57 % (81 %) the first author's family name, 3.0 % (2.7 %) the whole title, 2.8 % (2.5 %) that name and
most of the title.
"""

import argparse
import csv
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench.damage_copies import COLUMNS, copied, shown
from bench.damage_families import families
from bench.damage_fields import Row
from bench.damage_material import Material, material
from bench.damage_near import nearness
from bench.damage_papers import Paper
from bench.damage_rates import DATA, SETS, rates, sizes, table

GROUP_SIZES = {2: 989, 3: 197, 4: 259, 5: 13, 6: 59, 7: 1, 8: 2}
"""Groups of the labelled sets by their number of members."""
BUCKETS = 64
"""Files over which rows are thrown; each is then shuffled in memory."""


class Shown(NamedTuple):
    """One record, not yet named."""

    paper: Paper
    row: Row
    damage: tuple[str, ...]


class _Line:
    """Let ``csv.writer`` return a line rather than write it."""

    def write(self, line: str) -> str:
        return line


def generate(folder: Path, records: int, duplicates: float = 0.3, seed: int = 0, wear: float = 1.0) -> None:
    """Write a set of ``records`` rows into a folder.

    Of the records the share ``duplicates`` show a paper which another record shows already; all rates of damage are
    taken ``wear`` times.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(seed)
    with tempfile.TemporaryDirectory() as parts:
        paths = scatter(made(material(), rng, records, duplicates, wear), Path(parts), rng)
        collect(paths, folder, rng)


def made(found: Material, rng: Random, records: int, duplicates: float, wear: float) -> Iterator[Shown]:
    """Yield records, those of one paper together, the undamaged first."""
    extra = extras(rng, records - round(records * duplicates), round(records * duplicates))
    papers = (paper for family in families(found, rng) for paper in family)
    for paper, times in zip(papers, extra, strict=False):
        row, style = shown(paper, rng)
        yield Shown(paper, row, ())
        for _ in range(times):
            copy, damage = copied(row, style, paper, rng, wear)
            yield Shown(paper, copy, tuple(damage))


def extras(rng: Random, papers: int, copies: int) -> bytearray:
    """Return for each paper how many copies it has, in all ``copies``; groups are as large as in the labelled sets."""
    found = bytearray()
    left = copies
    while left:
        (size,) = rng.choices(list(GROUP_SIZES), list(GROUP_SIZES.values()))
        found.append(min(size - 1, left))
        left -= found[-1]
    if len(found) > papers:
        raise SystemExit(
            f"{copies:,} copies make {len(found):,} groups, more than {papers:,} papers; ask for fewer duplicates"
        )
    found.extend(bytes(papers - len(found)))
    rng.shuffle(found)
    return found


def scatter(records: Iterator[Shown], parts: Path, rng: Random) -> list[Path]:
    """Throw the records over files: their truth, a tab, and their line of CSV."""
    paths = [parts / f"{number}.txt" for number in range(BUCKETS)]
    line_of = csv.writer(_Line(), lineterminator="\n").writerow
    with ExitStack() as stack:
        files = [stack.enter_context(path.open("w", encoding="utf-8", newline="")) for path in paths]
        for paper, row, damage in records:
            known = f"{paper.number},{paper.family},{paper.near},{paper.language},{';'.join(damage)}"
            files[int(rng.random() * BUCKETS)].write(f"{known}\t{line_of([row[column] for column in COLUMNS])}")
    return paths


def collect(paths: list[Path], folder: Path, rng: Random) -> None:
    """Name the records in their final order and write the three files."""
    members: dict[int, list[str]] = {}
    with (
        (folder / "records.csv").open("w", encoding="utf-8", newline="") as records,
        (folder / "truth.csv").open("w", encoding="utf-8", newline="") as truth,
    ):
        records.write(",".join(("ID", *COLUMNS)) + "\n")
        truth.write("ID,paper,family,near,language,damage\n")
        for number, line in enumerate(shuffled(paths, rng)):
            name, (known, _, cells) = f"r{number:07}", line.partition("\t")
            records.write(f"{name},{cells}")
            truth.write(f"{name},{known}\n")
            members.setdefault(int(known.partition(",")[0]), []).append(name)
    with (folder / "groups.csv").open("w", encoding="utf-8", newline="") as groups:
        groups.write("merged_ids\n")
        groups.writelines(";".join(names) + "\n" for names in members.values() if len(names) > 1)


def shuffled(paths: list[Path], rng: Random) -> Iterator[str]:
    """Yield the lines of all files, each file's in random order."""
    for path in paths:
        with path.open(encoding="utf-8", newline="\n") as f:
            lines = f.readlines()
        rng.shuffle(lines)
        yield from lines


def measured(folder: Path | None) -> str:
    """Return the rates of the labelled sets, or of one folder."""
    place = (folder.parent, (folder.name,)) if folder else (DATA, SETS)
    near = ", ".join(f"{kind} {share:.1%}" for kind, share in nearness(*place).items())
    return f"{table(rates(*place))}\ngroups by size: {dict(sorted(sizes(*place).items()))}\ndifferent papers: {near}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path, nargs="?", help="folder to write, or to measure with --rates")
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--duplicates", type=float, default=0.3, help="share of records that are second copies")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--wear", type=float, default=1.0, help="factor of all rates of damage")
    parser.add_argument("--rates", action="store_true", help="print how copies differ")
    options = parser.parse_args()
    if options.rates:
        print(measured(options.folder))
    elif options.folder:
        generate(options.folder, options.records, options.duplicates, options.seed, options.wear)
    else:
        parser.error("name a folder to write")


if __name__ == "__main__":
    main()
