"""Bars and columns of counts."""

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from corpus.columns import cut, width
from corpus.pictures.svg import COLUMN, FONT, LINE, Rect, block, line, picture, text

Words = Callable[[str], str]
"""Says an English text in the reader's language."""
Row = tuple[str, int]
"""A label, already in the reader's language, and its count."""

NARROW = 360
"""Width of pictures that a telephone shows."""
BAR = 9
"""Height of a bar."""
ROW = LINE + BAR + 8
"""From one bar to the next, with its words above it."""
SMALL = 11
"""Size of letters below and above columns."""
CELL = 64
"""Width of a bar in a table."""
COLUMNS_HEIGHT = 120
"""Height of the highest column."""
LEAST = 1.5
"""Size of what is not nothing, so that it doesn't look like nothing."""


def bars(rows: Sequence[Row], total: int, words: Words) -> Markup:
    """Draw a bar for each row, with its count and its share of the total.

    Args:
        rows: in the order in which they are shown.
        total: what the whole width stands for; 0 where there is nothing.
        words: the reader's language.
    """
    label = "; ".join(f"{name}: {count:,} ({share(count, total)})" for name, count in rows) or words("None.")
    return picture(NARROW, max(len(rows), 1) * ROW, label, _bars(rows, total), "bars")


def bar(count: int, total: int) -> Markup:
    """Draw one small bar for a cell of a table that says the number too; a screen reader passes over it."""
    parts = Markup("").join(_bar(Rect(0, 0, CELL, BAR), count, total))
    return Markup(
        '<svg class="picture cell" viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true" '
        'fill="currentColor">{2}</svg>'
    ).format(CELL, BAR, parts)


def histogram(counts: Sequence[int], labels: Sequence[str], caption: str) -> Markup:
    """Draw a column for each count, from left to right.

    Args:
        counts: one for each label.
        labels: short ones, set below the columns.
        caption: what the picture shows, in the reader's language, for those who don't see it.
    """
    said = "; ".join(f"{name}: {count:,}" for name, count in zip(labels, counts, strict=True))
    return picture(NARROW, COLUMNS_HEIGHT + 2 * LINE + 2, f"{caption}: {said}", _columns(counts, labels), "histogram")


def share(count: float, total: float) -> str:
    """Return a share in whole percent that reads 0 or 100 only where it is nothing or all."""
    if not total or not count:
        return "0%"
    percent = round(100 * count / total)
    return "<1%" if percent == 0 else ">99%" if percent == 100 and count < total else f"{percent}%"


def brief(count: int) -> str:
    """Return a count in about four characters: ``950``, ``9,500``, ``12k``, ``1.2M``."""
    if count >= 10**6:
        return f"{count / 10**6:.1f}M"
    return f"{count / 1000:.0f}k" if count >= 10**4 else f"{count:,}"


def _bars(rows: Sequence[Row], total: int) -> Iterator[Markup]:
    for place, (name, count) in enumerate(rows):
        top = place * ROW
        said = f"{count:,} · {share(count, total)}"
        yield text(0, top + FONT, cut(name, int(NARROW / COLUMN) - width(said) - 2))
        yield text(NARROW, top + FONT, said, anchor="end")
        yield from _bar(Rect(0, top + LINE, NARROW, BAR), count, total)


def _bar(at: Rect, count: int, total: int) -> Iterator[Markup]:
    yield block(at, "rest")
    if count and total:
        yield block(at._replace(width=max(LEAST, at.width * min(count / total, 1))), "bar")


def _columns(counts: Sequence[int], labels: Sequence[str]) -> Iterator[Markup]:
    step, foot, most = NARROW / max(len(counts), 1), COLUMNS_HEIGHT + LINE, max(counts, default=0)
    for place, (count, name) in enumerate(zip(counts, labels, strict=True)):
        middle = (place + 0.5) * step
        if count:
            height = max(LEAST, count / most * COLUMNS_HEIGHT)
            yield block(Rect(place * step + 2, foot - height, step - 4, height), "bar")
            yield text(middle, foot - height - 4, brief(count), anchor="middle", size=SMALL)
        yield text(middle, foot + FONT + 2, name, anchor="middle", size=SMALL)
    yield line(0, foot, NARROW, foot, "axis")
