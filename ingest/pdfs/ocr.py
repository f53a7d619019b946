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
from ingest.pdfs.runs import Sheet, merged

LONGEST_SIDE = 2400
"""Pixels of a page's longer side: A4 at 200 dots an inch, and what a poster is reduced to."""
_DETECTED_SIDE = 1280
"""Pixels to which the detector reduces it; 960 found as many lines, the picture as it is took five times as long."""
_LEAST_CONFIDENCE = 0.5
"""Under which a line is a stain or a drawing; print has 0.9 and more."""
_EM = 0.8
"""Font size as a share of a detected line's height, which includes a border."""
_SAME_SIZE = 0.25
"""Share by which detected heights of one size of print differ: lines with and without descenders."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read in a picture."""

    sheet: Sheet
    confidence: float
    """Mean of the lines', 0 to 1, weighted by their characters."""


def is_installed() -> bool:
    """Tell whether the ``ocr`` extra is there."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def recognise(image: NDArray[np.uint8], scale: float) -> Recognised:
    """Recognise the print in an image [height, width, 3], blue first, of ``scale`` pixels to a point.

    Raises:
        MissingExtraError: the ``ocr`` extra is not installed.
    """
    height, width = (side / scale for side in image.shape[:2])
    found = _engine()(image, use_cls=False)
    read = zip(found.txts or (), () if found.boxes is None else found.boxes, found.scores or (), strict=True)
    lines = [(text, box, score) for text, box, score in read if score >= _LEAST_CONFIDENCE and text.strip()]
    if not lines:
        return Recognised(Sheet((), width, height), 0.0)
    corners = np.array([box for _, box, _ in lines], dtype=np.float64) / scale  # [lines, corners, x and y]
    boxes = np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)
    texts = [text for text, _, _ in lines]
    runs = merged(texts, [True] * len(texts), boxes, _sizes(boxes))
    confidence = np.average([score for _, _, score in lines], weights=[len(text) for text in texts])
    return Recognised(Sheet(runs, width, height), float(confidence))


def _sizes(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the font sizes of lines, those near the usual one made equal to it."""
    size = _EM * (boxes[:, 3] - boxes[:, 1])
    usual = np.median(size)
    return np.where(np.abs(size - usual) < _SAME_SIZE * usual, usual, size)


@cache
def _engine() -> Any:
    if not is_installed():
        raise MissingExtraError("recognising pictures of pages", "ocr")
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTED_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
