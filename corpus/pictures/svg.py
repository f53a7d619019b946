"""The few shapes that pictures are made of, as SVG that takes the colour of the text around it."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

FONT, LINE = 13, 19
"""Size of letters and distance of lines."""
COLUMN = 7.3
"""Width of a column of text at that size: a Latin letter in the widest of the usual fonts (Verdana, DejaVu Sans), and
more than half a Chinese character."""
_HEAD = 4
"""Half the width of an arrow's head."""


class Rect(NamedTuple):
    """A rectangle; ``y`` grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


def picture(width: float, height: float, label: str, parts: Iterable[Markup], kind: str) -> Markup:
    """Return shapes as one picture, which a screen reader knows by its label alone."""
    return Markup(
        '<svg class="picture {0}" viewBox="0 0 {1:g} {2:g}" width="{1:g}" height="{2:g}" role="img" aria-label="{3}" '
        'font-size="{4}" fill="currentColor">{5}</svg>'
    ).format(kind, width, round(height, 1), label, FONT, Markup("").join(parts))


def text(x: float, y: float, said: str, *, anchor: str = "start", size: int = FONT, bold: bool = False) -> Markup:
    """Write one line; ``y`` is what the letters stand on."""
    return Markup('<text x="{:g}" y="{:g}" text-anchor="{}" font-size="{}"{}>{}</text>').format(
        round(x, 1), round(y, 1), anchor, size, Markup(' font-weight="600"') if bold else "", said
    )


def block(at: Rect, kind: str) -> Markup:
    """Draw a filled rectangle."""
    faint = Markup(' fill-opacity=".13"') if kind == "rest" else ""
    return Markup('<rect class="{}" x="{:g}" y="{:g}" width="{:g}" height="{:g}"{}/>').format(
        kind, *(round(number, 1) for number in at), faint
    )


def frame(at: Rect, kind: str) -> Markup:
    """Draw an empty rectangle."""
    return Markup(
        '<rect class="{}" x="{:g}" y="{:g}" width="{:g}" height="{:g}" rx="3" fill="none" stroke="currentColor"/>'
    ).format(kind, *(round(number, 1) for number in at))


def line(x: float, y: float, to_x: float, to_y: float, kind: str) -> Markup:
    """Draw a line."""
    return Markup('<line class="{}" x1="{:g}" y1="{:g}" x2="{:g}" y2="{:g}" stroke="currentColor"/>').format(
        kind, *(round(number, 1) for number in (x, y, to_x, to_y))
    )


def arrow(x: float, y: float, to_x: float, to_y: float) -> Markup:
    """Draw an arrow to the right or downwards."""
    back, side = 2 * _HEAD, _HEAD
    head = (
        ((to_x, to_y), (to_x - side, to_y - back), (to_x + side, to_y - back))
        if x == to_x
        else ((to_x, to_y), (to_x - back, to_y - side), (to_x - back, to_y + side))
    )
    points = " ".join(f"{a:g},{b:g}" for a, b in head)
    return line(x, y, to_x, to_y, "arrow") + Markup('<polygon class="arrow" points="{}"/>').format(points)
