"""What commands tell people on standard error."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.holdings import Counts
    from corpus.store import Store


def say(line: str) -> None:
    """Write one line on standard error, whatever it holds of file names and scraped text."""
    sys.stderr.write(f"{plain(line)}\n")


def say_failures(failures: Iterable[str]) -> int:
    """List the inputs that failed, and return the exit status that they call for: 1, or 0 where there are none."""
    lines = [f"  {failure}" for failure in failures]
    for line in ["failed:", *lines] if lines else []:
        say(line)
    return 1 if lines else 0


def say_waiting(store: "Store", corpus: Path) -> None:
    """Say what a build would still change in a corpus."""
    if not store.is_finished():
        say(f"{corpus}: its build did not end; run it again to complete the corpus")
    if pending := store.pending():
        waiting = counted(pending, "decision")
        say(f"{corpus}: {waiting} not applied yet; that is done by the next build, or in the review")


def holdings(counts: "Counts") -> Iterator[str]:
    """Yield what a corpus holds, line by line: records, canonical records, what of them is translated."""
    yield f"  records    {counts.records:,}"
    yield (
        f"  canonical  {counted(counts.papers, 'paper')}, {counted(counts.trials, 'trial')}; "
        f"{counted(counts.merged, 'duplicate')} merged, {counted(counts.uncertain, 'uncertain pair')}"
    )
    yield f"  coverage   {_coverage(counts)}"


def _coverage(counts: "Counts") -> str:
    statuses = [f"{number:,} {status}" for status, number in counts.statuses.items()]
    without = counts.canonicals - sum(counts.statuses.values())
    statuses += [f"{without:,} without abstract"] if without else []
    return f"{', '.join(statuses) or 'nothing to translate'}; {counted(counts.findings, 'finding')}"


def plain(text: str) -> str:
    """Return a text that is one line and holds no control sequence which a terminal would obey."""
    return "".join(c if c.isprintable() else " " if c.isspace() else ascii(c)[1:-1] for c in text)


def counted(count: int, noun: str) -> str:
    """Return a count with its noun: ``1 record``, ``2,000 records``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
