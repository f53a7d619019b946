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
    strip = np.zeros_like(cells)
    for wide in range(1, max(shape[1] for shape in shapes) + 1):
        strip[:, wide - 1 :] += cells[:, : max(0, band.width - wide + 1)]
        box = strip.copy()
        yield (1, wide), box
        for tall in range(2, max((shape[0] for shape in shapes if shape[1] == wide), default=1) + 1):
            box = strip + _moved_down(box, band)
            yield (tall, wide), box


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
