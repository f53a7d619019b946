"""Pictures of pages -> runs of text with their places, by RapidOCR, whose wheel carries its models (Chinese, English).

PP-OCR's detector finds lines and its recogniser reads them, on ONNX Runtime, in one thread; nothing is downloaded. The
boxes go through the same layout as those of printed text.
"""

import importlib.util
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bicorpus import MissingExtraError
from ingest.layout import Sheet, merged

LONGEST_SIDE = 2400
"""Pixels of a page's longer side: A4 at 200 dots an inch, and what a poster is reduced to."""
_LEAST_CONFIDENCE = 0.5
"""Under which a line is a stain or a drawing; print has 0.9 and more."""
_EM = 0.8
"""Font size as a share of a detected line's height, which includes a border."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read in a picture; lengths in points at 200 dots an inch."""

    sheet: Sheet
    confidence: float
    """Mean of the lines', 0 to 1, weighted by their characters."""


def is_installed() -> bool:
    """Tell whether the ``ocr`` extra is there."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def recognise(image: NDArray[np.uint8]) -> Recognised:
    """Recognise the print in an image [height, width, 3], blue first.

    Raises:
        MissingExtraError: the ``ocr`` extra is not installed.
    """
    found = _engine()(image, use_cls=False)
    height, width = image.shape[:2]
    lines = [
        (text, np.asarray(box, dtype=np.float64), float(score))
        for text, box, score in zip(
            found.txts or (), () if found.boxes is None else found.boxes, found.scores or (), strict=True
        )
        if score >= _LEAST_CONFIDENCE and text.strip()
    ]
    if not lines:
        return Recognised(Sheet((), float(width), float(height)), 0.0)
    boxes = np.array([[*box.min(axis=0), *box.max(axis=0)] for _, box, _ in lines])
    runs = merged([text for text, _, _ in lines], [True] * len(lines), boxes, _EM * (boxes[:, 3] - boxes[:, 1]))
    weights = [len(text) for text, _, _ in lines]
    confidence = float(np.average([score for _, _, score in lines], weights=weights))
    return Recognised(Sheet(runs, float(width), float(height)), confidence)


@cache
def _engine() -> Any:
    if not is_installed():
        raise MissingExtraError("recognising pictures of pages", "ocr")
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
