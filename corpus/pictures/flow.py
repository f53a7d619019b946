"""What became of a folder, as a flow diagram in the manner of PRISMA 2020 (Page et al., BMJ 2021;372:n71).

What goes on stands in the left column, what is taken out or waits for a person to its right; in a narrow diagram it
stands below, set in.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from corpus.columns import cut, width
from corpus.coverage import STATUS_NAMES
from corpus.overview import BOTH, OTHERS, PrismaFlow
from corpus.pictures.charts import NARROW, Row, Words
from corpus.pictures.svg import COLUMN, FONT, LINE, Rect, arrow, frame, line, picture, text

WIDE, MAIN, ASIDE = 720, 290, 386
"""Widths of a wide diagram and of its boxes; reasons are long."""
PAD, GAP = 9, 26
"""Between a box and its words, and between two boxes."""
SHOWN = 5
"""Rows of a box that could have many, such as reasons; those beyond are one row together."""
SPINE, INSET = 18, 42
"""Where the line runs that joins the boxes of a narrow diagram, and where boxes begin that are set in."""


class Box(NamedTuple):
    """A heading with its count, and what that is made up of."""

    name: str
    total: int
    rows: Sequence[Row] = ()

    @property
    def height(self) -> int:
        return 2 * PAD + LINE * (1 + len(self.rows))

    def said(self) -> str:
        """Return all of it in one sentence."""
        rows = ", ".join(f"{name} {count:,}" for name, count in self.rows)
        return f"{self.name}: {self.total:,}" + (f" ({rows})" if rows else "")


class Stage(NamedTuple):
    """What goes on, and what leaves there."""

    main: Box
    aside: Box


class Place(NamedTuple):
    """Where the boxes of a stage stand."""

    main: Rect
    aside: Rect


def flow_diagram(flow: PrismaFlow, words: Words, *, narrow: bool = False) -> Markup:
    """Draw what became of the files, 720 wide or, for telephones, 360.

    A page shows both and hides one by the width of the screen; their classes are ``flow wide`` and ``flow narrow``.
    """
    stages = tuple(_stages(flow, words))
    places = tuple((_below if narrow else _beside)(stages))
    label = ". ".join(box.said() for stage in stages for box in stage if box.total)
    height = max(rect.bottom for rect in places[-1]) + 1
    shapes = _shapes(stages, places, narrow=narrow)
    return picture(NARROW if narrow else WIDE, height, label, shapes, f"flow {'narrow' if narrow else 'wide'}")


def _stages(flow: PrismaFlow, words: Words) -> Iterator[Stage]:
    def rows(counts: Mapping[str, int]) -> list[Row]:
        return [(words(STATUS_NAMES.get(name, name)), count) for name, count in counts.items()]

    both, others = flow.having(BOTH), flow.having(OTHERS)
    yield Stage(
        Box(words("Pages found"), flow.pages, rows({"in files": flow.files} if flow.files != flow.pages else {})),
        Box(words("Not read"), flow.failed, _most(flow.reasons, words)),
    )
    yield Stage(
        Box(words("Records read"), flow.records, _most(flow.sites, words)),
        Box(words("Duplicates merged"), flow.merged, rows(flow.merged_by)),
    )
    yield Stage(
        Box(words("Canonical records"), flow.canonicals, rows({"papers": flow.papers, "trials": flow.trials})),
        Box(words("Uncertain pairs to decide"), flow.uncertain),
    )
    yield Stage(
        Box(words("Abstracts in both languages"), sum(both.values()), rows(both)),
        Box(words("Others"), sum(others.values()), rows(others)),
    )


def _most(rows: Sequence[Row], words: Words) -> list[Row]:
    """Return the first rows, and the others as one where they are several."""
    if len(rows) <= SHOWN:
        return [(words(name), count) for name, count in rows]
    others = rows[SHOWN - 1 :]
    rest = words("others ({n})").format(n=f"{len(others):,}"), sum(count for _, count in others)
    return [*((words(name), count) for name, count in rows[: SHOWN - 1]), rest]


def _beside(stages: Sequence[Stage]) -> Iterator[Place]:
    top = 1.0
    for main, aside in stages:
        yield Place(Rect(1, top, MAIN, main.height), Rect(WIDE - ASIDE - 1, top, ASIDE, aside.height))
        top += max(main.height, aside.height) + GAP


def _below(stages: Sequence[Stage]) -> Iterator[Place]:
    top = 1.0
    for main, aside in stages:
        under = top + main.height + GAP / 2
        yield Place(Rect(1, top, NARROW - 2, main.height), Rect(INSET, under, NARROW - INSET - 1, aside.height))
        top = under + aside.height + GAP


def _shapes(stages: Sequence[Stage], places: Sequence[Place], *, narrow: bool) -> Iterator[Markup]:
    for (main, aside), place in zip(stages, places, strict=True):
        yield from _box(main, place.main, "box")
        yield from _box(aside, place.aside, "box aside")
        level = place.aside.y + PAD + LINE / 2
        yield arrow(SPINE if narrow else place.main.right, level, place.aside.x - 1, level)
    for upper, lower in pairwise(places):
        x = SPINE if narrow else upper.main.x + MAIN / 2
        yield arrow(x, upper.main.bottom, x, lower.main.y - 1)
    if narrow:
        last = places[-1]
        yield line(SPINE, last.main.bottom, SPINE, last.aside.y + PAD + LINE / 2, "arrow")


def _box(box: Box, at: Rect, kind: str) -> Iterator[Markup]:
    yield frame(at, kind)
    for place, (name, count) in enumerate(((box.name, box.total), *box.rows)):
        said, letters = f"{count:,}", at.y + PAD + place * LINE + FONT
        room = int((at.width - 2 * PAD) / COLUMN) - width(said) - 2
        yield text(at.x + PAD, letters, cut(name, room), bold=not place)
        yield text(at.right - PAD, letters, said, anchor="end", bold=not place)
