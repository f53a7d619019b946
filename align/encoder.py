"""Texts to vectors, such that an English and a Chinese text that say the same have similar ones."""

import logging
import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from align import model
from bicorpus import InputError

BUNDLED = Path(__file__).parent / "bundled"
BATCH = 64
"""Texts that a transformer takes at once."""
CHUNK = 256
"""Texts whose Chinese words are looked up at once: enough that a step in numpy costs little for each."""
HUB_SECONDS = 10.0
"""How long the hub may take to answer before only models that were fetched before are looked for."""
NORM_FLOOR = 1e-12
"""Below it a vector counts as zero; rounding leaves 1e-7 of the rows' length, about 1."""

WAY_OUT = "the encoder called bundled is here already"
_HUB_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?")

Floats = NDArray[np.float32]


class Encoder(Protocol):
    """What turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return float32 ``[len(texts), d]``: unit rows, or zero for a text of which nothing is known."""
        ...


class BagEncoder:
    """A model of ``align.model``: the vector of a text is the sum of its features', brought to unit length."""

    def __init__(self, trained: model.Model) -> None:
        self._vocabulary = trained.vocabulary
        self._rows = trained.rows
        self._scales = trained.scales.astype(np.float32)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return float32 ``[len(texts), d]``: unit rows, or zero where no feature of the text is known."""
        bags = chain.from_iterable(self._vocabulary.bags(texts[at : at + CHUNK]) for at in range(0, len(texts), CHUNK))
        sums = np.zeros((len(texts), self._rows.shape[1]), dtype=np.float32)
        for bag, total in zip(bags, sums, strict=True):
            # Rows become floats only now: a table of floats is four times as much to load and to fetch from.
            np.matmul(self._scales.take(bag), self._rows.take(bag, axis=0).astype(np.float32), out=total)
        return unit_rows(sums)


class TransformerEncoder:
    """Any model of sentence-transformers."""

    def __init__(self, transformer: Any) -> None:
        self._transformer = transformer

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return float32 ``[len(texts), d]``: unit rows, or zero for a text of nothing but whitespace."""
        vectors = self._transformer.encode(
            list(texts), batch_size=BATCH, convert_to_numpy=True, show_progress_bar=False, normalize_embeddings=False
        )
        known = np.array([bool(text.strip()) for text in texts], dtype=bool)
        return unit_rows(np.asarray(vectors, dtype=np.float32).reshape(len(texts), -1) * known[:, None])


def load_encoder(name: str = "bundled") -> Encoder:
    """Load the bundled encoder, one of its kind from a folder, or any model of sentence-transformers.

    Args:
        name: ``bundled``, a folder, or the name of a model on the Hugging Face hub.

    Raises:
        InputError: the folder holds no model, or the hub's can't be fetched.
    """
    folder = BUNDLED if name == "bundled" else Path(name)
    return _load_bag(folder.resolve()) if model.is_model(folder) else TransformerEncoder(_load_transformer(name))


@cache
def _load_bag(folder: Path) -> BagEncoder:
    return BagEncoder(model.load(folder))


def _load_transformer(name: str) -> Any:
    """Load from a folder or the hub; whatever the libraries raise on the way is told in one sentence."""
    if not Path(name).is_dir() and not _HUB_NAME.fullmatch(name):
        raise InputError(f"{name}: no such folder, and no name that the hub could know; {WAY_OUT}")
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)  # it tells of each of its retries
    try:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(name, local_files_only=Path(name).is_dir() or not _hub_answers(name))
    except Exception as exc:
        reason = (str(exc).strip().splitlines() or [type(exc).__name__])[0]
        raise InputError(f"{name}: can't be loaded as an encoder: {reason.rstrip('.')}; {WAY_OUT}") from exc


def _hub_answers(name: str) -> bool:
    """Ask the hub once; the libraries would ask for more than a minute before they tell that it is out of reach."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError

    try:
        HfApi().model_info(name, timeout=HUB_SECONDS)
    except HfHubHTTPError:  # an answer, if only that it knows no such model: the library knows other names for some
        return True
    except Exception:  # noqa: BLE001 - no route, no certificate, switched off: what was fetched before may be here
        return False
    return True


def unit_rows(vectors: Floats) -> Floats:
    """Bring each row to length 1, but leave zero rows zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > NORM_FLOOR)
    return unit
