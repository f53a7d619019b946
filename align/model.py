"""The files of a model like the bundled one: a vocabulary, and a row of four-bit integers with a scale a feature."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.features import Vocabulary
from bicorpus import InputError

FORMAT = "bicorpus-bag-2"
"""Changes with anything that would give other vectors from the same files: the features above all."""
CONFIG, NAMES, WEIGHTS, MODULES = "config.json", "vocab.txt", "model.safetensors", "modules.json"
LARGEST = 7
"""Largest integer of a row: four bits hold -7 to 7, and the sum of many rows hides the rounding of each."""
SHARES = 0.6, 0.7, 0.8, 0.9, 1.0
"""Shares of a row's largest number that the largest integer may stand for: the best cuts a few numbers off."""
MODULE_CLASS = "align.module.Bag"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """A trained bag of features."""

    vocabulary: Vocabulary
    rows: NDArray[np.int8]
    """``[vocabulary.size, dimension]``, -7 to 7."""
    scales: NDArray[np.float16]
    """``[vocabulary.size]``: a row's vector is its scale times its integers."""

    def vectors(self) -> Floats:
        """Return the vector of each feature, ``[vocabulary.size, dimension]``."""
        return self.rows * self.scales.astype(np.float32)[:, None]


def quantise(vectors: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Round each row to integers of four bits with a scale of its own, that of the smallest squared error."""
    largest = np.abs(vectors).max(axis=1)
    rows = np.zeros(vectors.shape, dtype=np.int8)
    scales = np.zeros(len(vectors), dtype=np.float16)
    least = np.full(len(vectors), np.inf, dtype=np.float32)
    for share in SHARES:
        tried = (largest * np.float32(share) / LARGEST).astype(np.float16)
        rounded, errors = _rounded(vectors, tried.astype(np.float32))
        better = errors < least
        rows[better], scales[better], least[better] = rounded[better], tried[better], errors[better]
    return rows, scales


def _rounded(vectors: Floats, scales: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return the integers that stand for vectors at these scales, and the squared error of each row."""
    safe = np.where(scales > 0, scales, 1)[:, None]
    rounded = np.clip(np.rint(vectors / safe), -LARGEST, LARGEST)
    return rounded.astype(np.int8), np.asarray(((rounded * safe - vectors) ** 2).sum(axis=1), dtype=np.float32)


def pack(rows: NDArray[np.int8]) -> NDArray[np.uint8]:
    """Return ``[n, d / 2]`` bytes for ``[n, d]`` integers from -7 to 7, ``d`` even: first halves low, second high."""
    low, high = np.split((rows + LARGEST).astype(np.uint8), 2, axis=1)
    return np.asarray(low | (high << 4), dtype=np.uint8)


def unpack(packed: NDArray[np.uint8]) -> NDArray[np.int8]:
    """Return the integers that ``pack`` was given."""
    rows = np.empty((len(packed), 2 * packed.shape[1]), dtype=np.int8)
    low, high = np.split(rows, 2, axis=1)
    np.bitwise_and(packed, 15, out=low, casting="unsafe")
    np.right_shift(packed, 4, out=high, casting="unsafe")
    rows -= LARGEST
    return rows


def is_model(folder: Path) -> bool:
    """Tell whether a folder holds a model of this format, of any version."""
    return (folder / NAMES).is_file() and (folder / CONFIG).is_file()


def save(model: Model, folder: Path) -> None:
    """Write the files that ``load`` and ``SentenceTransformer`` read."""
    from safetensors.numpy import save as to_bytes

    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAMES).write_text("".join(f"{name}\n" for name in model.vocabulary.names), "utf-8", newline="\n")
    (folder / WEIGHTS).write_bytes(to_bytes({"rows": pack(model.rows), "scales": model.scales}))
    _write_json(folder / CONFIG, {"format": FORMAT, "dimension": int(model.rows.shape[1])})
    _write_json(folder / MODULES, [{"idx": 0, "name": "0", "path": "", "type": MODULE_CLASS}])


def load(folder: Path) -> Model:
    """Read a model.

    Raises:
        InputError: a file is missing or damaged, the files don't belong together, or the format is another.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        config = json.loads((folder / CONFIG).read_text("utf-8"))
        names = (folder / NAMES).read_text("utf-8").splitlines()
        weights = load_file(folder / WEIGHTS)
        rows, scales = unpack(weights["rows"]), weights["scales"]
    except (OSError, ValueError, KeyError, SafetensorError) as exc:
        raise InputError(f"{folder}: not a readable model: {exc}; make it anew with: bicorpus train") from exc
    if config.get("format") != FORMAT:
        raise InputError(f"{folder / CONFIG}: format {config.get('format')!r}, this version reads {FORMAT!r}")
    vocabulary = Vocabulary(names)
    if rows.shape != (vocabulary.size, config.get("dimension")) or scales.shape != (vocabulary.size,):
        raise InputError(f"{folder}: {WEIGHTS} holds {rows.shape} weights, {NAMES} and {CONFIG} ask for another shape")
    return Model(vocabulary, rows, scales)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8", newline="\n")
