"""Show how much of a corpus is translated, and list the gaps.

A table of all canonical records, those with gaps first: translated sentences of all sentences, each way, and how many
numbers and the like differ. Below it, for records in both languages, the sentences without a translation and what
differs where; then the totals. With --html a report for people, one file to look at, to print and to send.
"""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from corpus.arguments import add_force
from corpus.messages import counted, plain, say, say_waiting

if TYPE_CHECKING:
    from align.coverage import Coverage, Side
    from corpus.coverage import Line
    from corpus.store import Store

WIDTH = 100
"""Columns of the table where nobody's terminal says how many it has."""
SHORTEST_TITLE = 20
ROW = "{:18}  {}  {:>5}  {:>7}  {:>7}  {:>7}  {:12}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("corpus", metavar="CORPUS", type=Path)
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="everything as one JSON object")
    forms.add_argument("--html", metavar="REPORT", help="write a report, one HTML file that needs no network")
    parser.add_argument("--no-gaps", action="store_true", help="only the table")
    parser.add_argument(
        "--lang", choices=("en", "zh"), default="en", help="the language in which the report opens; it has both"
    )
    add_force(parser, "replace the report if it exists")


def run(options: argparse.Namespace) -> int:
    from corpus.store import open_store

    with open_store(options.corpus) as store:
        say_waiting(store, options.corpus)
        if options.html:
            _write_html(store, options)
        elif options.json:
            _write_json(store, sys.stdout.buffer)
        else:
            width = shutil.get_terminal_size((WIDTH, 0)).columns if sys.stdout.isatty() else WIDTH
            shown = _shown(store, width, with_gaps=not options.no_gaps)
            sys.stdout.writelines(f"{plain(line).rstrip()}\n" for line in shown)
    return 0


def _write_html(store: "Store", options: argparse.Namespace) -> None:
    from corpus.output import open_output
    from corpus.report import write_report

    with open_output(options.html, force=options.force) as out:
        write_report(store, options.corpus.name, out, options.lang)
    say(f"report on {counted(store.counts().canonicals, 'canonical record')} to {options.html}")


def _write_json(store: "Store", out: BinaryIO) -> None:
    """Write one object, a record on a line, so that a large corpus needs no memory."""
    import msgspec

    from corpus.coverage import json_line, json_total, lines
    from corpus.overview import overview

    encode = msgspec.json.Encoder().encode
    coverages: list[Coverage | None] = []
    out.write(b'{"records": [')
    for line in lines(store):
        out.write((b",\n" if coverages else b"\n") + encode(json_line(line)))
        coverages.append(line.coverage)
    sums = overview(store)
    out.write(b'\n],\n"total": ' + encode(json_total(coverages)))
    out.writelines(f',\n"{name}": '.encode() + encode(getattr(sums, name)) for name in ("kinds", "sites", "years"))
    out.write(b"\n}\n")


def _shown(store: "Store", width: int, *, with_gaps: bool) -> Iterator[str]:
    """Yield the table, the gaps and the totals, line by line."""
    from corpus.coverage import lines

    title_width = max(SHORTEST_TITLE, width - len(ROW.format(*[""] * 7)))
    coverages: list[Coverage | None] = []
    statuses: Counter[str] = Counter()
    gaps: list[str] = []
    yield _row("record", "title", title_width, "pages", "en", "zh", "differs", "status")
    for line in lines(store):
        yield _table_row(line, title_width)
        coverages.append(line.coverage)
        statuses[line.status] += 1
        if with_gaps:
            gaps += _gaps(line)
    yield from gaps
    yield from _totals(coverages, statuses)


def _table_row(line: "Line", title_width: int) -> str:
    if line.coverage is None:
        return _row(line.id, line.title, title_width, line.pages, "", "", "", line.status)
    en, zh, findings = line.coverage.en, line.coverage.zh, sum(line.coverage.findings.values())
    return _row(line.id, line.title, title_width, line.pages, _of(en), _of(zh), f"{findings or ''}", line.status)


def _row(record: str, title: str, title_width: int, *cells: object) -> str:
    from corpus.columns import fit

    return ROW.format(record, fit(plain(title), title_width), *cells)


def _totals(coverages: Iterable["Coverage | None"], statuses: Counter[str]) -> Iterator[str]:
    from align.coverage import summarise

    total = summarise(coverage for coverage in coverages if coverage)
    yield ""
    yield f"{statuses.total():,} records: " + ", ".join(f"{count:,} {status}" for status, count in statuses.items())
    for language, side in (("English", total.en), ("Chinese", total.zh)):
        shares = f"{side.share:.0%}; {side.character_share:.0%} of characters"
        yield f"{language} sentences translated: {_of(side)} ({shares})"
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in total.findings.items())
    yield f"differences: {kinds or 'none'}"


def _of(side: "Side") -> str:
    return f"{side.translated:,}/{side.sentences:,}" if side.sentences else "-"


def _gaps(line: "Line") -> Iterator[str]:
    """Yield the missing sentences and the differences of a record that is in both languages."""
    from corpus.coverage import differences, missing

    bitext = line.bitext
    if not (bitext and bitext.en and bitext.zh):
        return
    found = [f"  {one.lang} {one.number} without translation: {one.text}" for one in missing(bitext)]
    for _, of_bead in groupby(differences(bitext), key=lambda one: one.bead):
        several = list(of_bead)
        found += [f"  {one.kind}: {one.message}" for one in several]
        found += [f"    en: {several[0].en}", f"    zh: {several[0].zh}"]
    if found:
        yield from ("", f"{line.id}  {line.title}", *found)
