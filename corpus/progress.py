"""Progress on standard error: a stage's items pass through unchanged while a bar shows count, rate and time left."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Track(Protocol):
    """Passes items through and tells somebody how far they are."""

    def __call__(
        self, items: Iterable[T], what: str, total: int | None = None, reached: Callable[[T], int] | None = None
    ) -> Iterator[T]:
        """Yield the items.

        Args:
            items: what is worked on.
            what: names the work (``reading``).
            total: the amount of work, where that is known: of items, or of what ``reached`` counts.
            reached: returns how much of the work is done with an item, where items are not alike.
        """


def silent(
    items: Iterable[T],
    what: str,  # noqa: ARG001 - as Track has it
    total: int | None = None,  # noqa: ARG001
    reached: Callable[[T], int] | None = None,  # noqa: ARG001
) -> Iterator[T]:
    """Yield the items and show nothing."""
    yield from items


def bar(
    items: Iterable[T], what: str, total: int | None = None, reached: Callable[[T], int] | None = None
) -> Iterator[T]:
    """Yield the items under a progress bar on standard error; show nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:>10}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[count]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    of_total = "" if total is None or reached else f"/{total:,}"
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task, start = progress.add_task(what, total=total, count=""), time.monotonic()
        for number, item in enumerate(items, 1):
            yield item
            rate = number / max(time.monotonic() - start, 1e-3)
            done = reached(item) if reached else number
            progress.update(task, completed=done, count=f"{number:,}{of_total}  {rate:,.1f}/s")
