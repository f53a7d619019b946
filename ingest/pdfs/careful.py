"""PDF pages -> runs of text with their places, by pdfplumber: a tenth of a second a page and a second opinion."""

import io
import logging
from collections.abc import Iterable
from typing import Any

import numpy as np

from ingest.pdfs.runs import Sheet, merged

_SPACE = 0.15
"""White space, in font sizes, from which on two characters belong to two words; TeX sets 0.2 in tight lines."""


def sheets(data: bytes, indexes: Iterable[int]) -> dict[int, Sheet] | None:
    """Return the pages with the given indexes that can be read at all, None where the file cannot be."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it logs every fault of a file
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return {i: sheet for i in indexes if i < len(pdf.pages) and (sheet := _sheet(pdf.pages[i]))}
    except Exception:  # noqa: BLE001 - pdfminer raises anything from KeyError to struct.error on broken files
        return None


def _sheet(page: Any) -> Sheet | None:
    try:
        found = page.dedupe_chars().extract_words(extra_attrs=["size"], x_tolerance_ratio=_SPACE)
    except Exception:  # noqa: BLE001 - one broken page must not cost the others
        return None
    finally:
        page.close()
    boxes = np.array([(w["x0"], w["top"], w["x1"], w["bottom"]) for w in found], dtype=np.float64).reshape(-1, 4)
    size = np.array([w["size"] for w in found], dtype=np.float64)
    runs = merged([w["text"] for w in found], [True] * len(found), boxes, size)
    return Sheet(runs, float(page.width), float(page.height))
