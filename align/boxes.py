"""Sum over spans: of one side by the point where they end, of both over the cells inside each bead."""

from collections.abc import Iterator, Sequence

import numpy as np

from align.path import Band, Floats, Shape


def before(values: Floats, size: int) -> Floats:
    """Sum ``size`` rows before each point; points with fewer before them get what there is."""
    total = np.zeros((len(values) + 1, *values.shape[1:]), dtype=np.float32)
    for back in range(min(size, len(values))):
        total[back + 1 :] += values[: len(values) - back]
    return total


def boxes(cells: Floats, band: Band, shapes: Sequence[Shape]) -> Iterator[tuple[Shape, Floats]]:
    """Yield each shape, in an order of its own, with the sum of the cells inside the bead that ends at each point.

    Args:
        cells: ``[rows + 1, width]``, by the point where a cell ends.
        band: the points.
        shapes: with a shape must come all that are less tall and as wide.
    """
    box = strip = np.zeros_like(cells)
    widest = 0
    for tall, wide in order(shapes):
        if wide > widest:
            strip[:, wide - 1 :] += cells[:, : max(0, band.width - wide + 1)]
            widest = wide
        box = strip.copy() if tall == 1 else strip + _moved_down(box, band)
        yield (tall, wide), box


def order(shapes: Sequence[Shape]) -> list[Shape]:
    """Return shapes in the order of ``boxes``: by width, then by height."""
    return sorted(shapes, key=lambda shape: shape[::-1])


def _moved_down(values: Floats, band: Band) -> Floats:
    """Return what stands in the same columns one row above."""
    above = np.zeros_like(values)
    steps = np.diff(band.low)
    if not steps.any():
        above[1:] = values[:-1]
        return above
    at = np.arange(band.width) + steps[:, None]
    above[1:] = np.take_along_axis(values[:-1], np.minimum(at, band.width - 1), axis=1)
    above[1:][at >= band.width] = 0.0
    return above
