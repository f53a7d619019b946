"""Show how much of a corpus is translated, and list the gaps.

A table of all canonical records, those with gaps first: translated sentences of all sentences, each way, and how many
numbers and the like differ. Below it, for records in both languages, the sentences without a translation and what
differs where; then the totals.
"""

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.messages import plain, say

if TYPE_CHECKING:
    from align.coverage import Side
    from corpus.coverage import Line

WIDTH = 100
"""Columns of the table where nobody's terminal says how many it has."""
SHORTEST_TITLE = 20
ROW = "{:18}  {}  {:>5}  {:>7}  {:>7}  {:>7}  {:12}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("corpus", metavar="CORPUS", type=Path)
    parser.add_argument("--json", action="store_true", help="everything as one JSON object")
    parser.add_argument("--no-gaps", action="store_true", help="only the table")


def run(options: argparse.Namespace) -> int:
    import msgspec

    from corpus.coverage import as_json, lines
    from corpus.store import open_store

    with open_store(options.corpus) as store:
        if not store.is_finished():
            say(f"{options.corpus}: its build did not end; run it again to complete the corpus")
        found = lines(store.entries())
    if options.json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(as_json(found)), indent=1).decode() + "\n")
        return 0
    width = shutil.get_terminal_size((WIDTH, 0)).columns if sys.stdout.isatty() else WIDTH
    gaps = () if options.no_gaps else _gaps(found)
    sys.stdout.writelines(f"{plain(line).rstrip()}\n" for line in (*_table(found, width), *gaps, *_totals(found)))
    return 0


def _table(found: Sequence["Line"], width: int) -> Iterator[str]:
    """Yield the rows of the table."""
    title_width = max(SHORTEST_TITLE, width - len(ROW.format(*[""] * 7)))
    yield ROW.format("record", _cut("title", title_width), "pages", "en", "zh", "differs", "status")
    for line in found:
        title = _cut(plain(line.title), title_width)
        if line.coverage is None:
            yield ROW.format(line.id, title, line.pages, "", "", "", line.status)
        else:
            en, zh, findings = line.coverage.en, line.coverage.zh, sum(line.coverage.findings.values())
            yield ROW.format(line.id, title, line.pages, _of(en), _of(zh), f"{findings or ''}", line.status)


def _cut(title: str, width: int) -> str:
    """Fit a title into columns; a Chinese character takes two."""
    from rich.cells import cell_len, set_cell_size

    return set_cell_size(title, width) if cell_len(title) <= width else f"{set_cell_size(title, width - 1)}…"


def _totals(found: Sequence["Line"]) -> Iterator[str]:
    from align.coverage import summarise

    total = summarise(line.coverage for line in found if line.coverage)
    statuses = Counter(line.status for line in found)
    yield ""
    yield f"{len(found):,} records: " + ", ".join(f"{count:,} {status}" for status, count in statuses.items())
    for language, side in (("English", total.en), ("Chinese", total.zh)):
        shares = f"{side.share:.0%}; {side.character_share:.0%} of characters"
        yield f"{language} sentences translated: {_of(side)} ({shares})"
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in total.findings.items())
    yield f"differences: {kinds or 'none'}"


def _of(side: "Side") -> str:
    return f"{side.translated:,}/{side.sentences:,}" if side.sentences else "-"


def _gaps(found: Sequence["Line"]) -> Iterator[str]:
    """Yield the missing sentences and the differences of the records that are in both languages."""
    for line in found:
        both = line.coverage and line.coverage.en.sentences and line.coverage.zh.sentences
        if both and (line.missing or line.differences):
            yield ""
            yield f"{line.id}  {line.title}"
            yield from (f"  {m.lang} {m.number} without translation: {m.text}" for m in line.missing)
            for (en, zh), differences in groupby(line.differences, key=lambda d: (d.en, d.zh)):
                yield from (f"  {d.kind}: {d.message}" for d in differences)
                yield f"    en: {en}"
                yield f"    zh: {zh}"
