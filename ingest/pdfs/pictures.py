"""PDF pages as they look: pictures of them, and how much on them is no text."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

_SCALE = 200 / 72
"""Pixels to a point: what recognisers of print are trained on."""
_THUMBNAIL = 300
"""Pixels of a side in which a line of print still shows."""


def picture(document: Any, index: int, longest: int) -> tuple[NDArray[np.uint8], float]:
    """Return a page as [height, width, 3], blue first, at 200 dots an inch or fewer, and its pixels to a point.

    Text in an East Asian font that the file does not carry shows as boxes. A page that cannot be loaded, and it may be
    that only sometimes, is one white pixel.
    """
    with _opened(document, index) as page:
        if page is None:
            return np.full((1, 1, 3), 255, np.uint8), 1.0
        scale = min(_SCALE, longest / max(page.get_size()))
        return np.ascontiguousarray(page.render(scale=scale).to_numpy()[:, :, :3]), scale


def is_blank(document: Any, index: int) -> bool:
    """Tell whether nothing shows on a page."""
    image, _ = picture(document, index, _THUMBNAIL)
    return bool(image.min() == image.max())


def drawn(document: Any, index: int) -> int:
    """Return how many pieces of text, lines and pictures a page is made of; forms count as one."""
    from pypdfium2 import raw

    with _opened(document, index) as page:
        return 0 if page is None else int(raw.FPDFPage_CountObjects(page.raw))


def pictured(document: Any, index: int) -> float:
    """Return the share of a page that pictures cover, 0 to 1."""
    from pypdfium2 import raw

    with _opened(document, index) as page:
        if page is None:
            return 0.0
        left, bottom, right, top = page.get_bbox()
        area = 0.0
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            x0, y0, x1, y1 = item.get_bounds()
            area += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
        return float(min(1.0, area / max(1.0, (right - left) * (top - bottom))))


@contextmanager
def _opened(document: Any, index: int) -> Iterator[Any]:
    from pypdfium2 import PdfiumError

    try:
        page = document[index]
    except PdfiumError:
        yield None
        return
    try:
        yield page
    finally:
        page.close()
