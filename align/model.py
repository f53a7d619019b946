"""The files of a model like the bundled one: a vocabulary, and for each feature a row of int8 with its scale."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.features import Vocabulary
from bicorpus import InputError

FORMAT = "bicorpus-bag-1"
"""Changes with anything that would give other vectors from the same files: the features above all."""
CONFIG, NAMES, WEIGHTS, MODULES = "config.json", "vocab.txt", "model.safetensors", "modules.json"
INT8_MAX = 127
MODULE_CLASS = "align.module.Bag"

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """A trained bag of features."""

    vocabulary: Vocabulary
    rows: NDArray[np.int8]
    """``[vocabulary.size, dimension]``."""
    scales: NDArray[np.float16]
    """``[vocabulary.size]``: a row's vector is its scale times its integers."""

    def vectors(self) -> Floats:
        """Return the vector of each feature, ``[vocabulary.size, dimension]``."""
        return self.rows * self.scales.astype(np.float32)[:, None]


def quantise(vectors: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Round each row to integers of at most 127 with a scale of its own."""
    scales = (np.abs(vectors).max(axis=1) / INT8_MAX).astype(np.float16)
    safe = np.where(scales > 0, scales, np.float16(1)).astype(np.float32)
    rows = np.clip(np.rint(vectors / safe[:, None]), -INT8_MAX, INT8_MAX).astype(np.int8)
    return rows, scales


def is_model(folder: Path) -> bool:
    """Tell whether a folder holds a model of this format, of any version."""
    return (folder / NAMES).is_file() and (folder / CONFIG).is_file()


def save(model: Model, folder: Path) -> None:
    """Write the files that ``load`` and ``SentenceTransformer`` read."""
    from safetensors.numpy import save as to_bytes

    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAMES).write_text("".join(f"{name}\n" for name in model.vocabulary.names), "utf-8", newline="\n")
    (folder / WEIGHTS).write_bytes(to_bytes({"rows": model.rows, "scales": model.scales}))
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
        rows, scales = weights["rows"], weights["scales"]
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
