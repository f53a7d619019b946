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
from bicorpus import InputError, UsageError

BUNDLED = Path(__file__).parent / "bundled"
BATCH, GPU_BATCH = 32, 256
"""Texts that a transformer takes at once: more only pad each other out on a processor, and keep a GPU busy."""
CHUNK = 256
"""Texts whose Chinese words are looked up at once: enough that a step in numpy costs little for each."""
HUB_SECONDS = 10.0
"""How long the hub may take to answer before only models that were fetched before are looked for."""
NORM_FLOOR = 1e-12
"""Below it a vector counts as zero; rounding leaves 1e-7 of the rows' length, about 1."""

OWN_PROMPTS = ("BitextMining", "bitext_mining", "STS", "sts", "text-matching")
"""Names, as MTEB and sentence-transformers' models use them, of a model's prompt for texts that say the same."""
FAMILIES = (
    (re.compile(r"\be5\b.*\binstruct\b", re.IGNORECASE), "Instruct: Retrieve parallel sentences.\nQuery: "),
    (re.compile(r"\be5\b", re.IGNORECASE), "query: "),
)
"""Prompts of models whose files don't tell: the E5 models' cards and evaluation ask for these, on both sides.

Others that are often used (LaBSE, BGE-M3, GTE, paraphrase-multilingual) want none to compare sentences.
"""

WAY_OUT = "the encoder called bundled is here already"
_HUB_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?")

Floats = NDArray[np.float32]
Indices = NDArray[np.int64]


class Encoder(Protocol):
    """What turns texts into vectors.

    One with a true attribute ``contextual`` is asked for the vectors of joined sentences as well, since it reads words
    in their context; for any other the vector of several sentences is the sum of theirs.
    """

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
            self._sum(bag, total)
        return unit_rows(sums)

    def words(self, texts: Sequence[str]) -> tuple[Floats, Indices]:
        """Return float32 ``[words, d]``, the vectors whose sums ``encode`` brings to unit length, and words by text."""
        parts = list(self._vocabulary.parts(texts))
        counts = np.array([len(units) for units in parts], dtype=np.int64)
        places: dict[bytes, int] = {}
        order = [places.setdefault(unit, len(places)) for units in parts for unit in units]
        vectors = np.empty((len(places), self._rows.shape[1]), dtype=np.float32)
        for unit, vector in zip(places, vectors, strict=True):  # few of all, since words come again and again
            self._sum(np.frombuffer(unit, dtype=np.int64), vector)
        return vectors[order], counts

    def _sum(self, bag: Indices, out: Floats) -> None:
        # Rows become floats only now: a table of floats is four times as much to load and to fetch from.
        np.matmul(self._scales.take(bag), self._rows.take(bag, axis=0).astype(np.float32), out=out)


class TransformerEncoder:
    """Any model of sentence-transformers, on a GPU in half precision if there is one."""

    def __init__(self, transformer: Any, prompt: str = "") -> None:
        self._transformer = transformer
        self._prompt = prompt
        self._batch = BATCH
        if transformer.device.type == "cuda":
            self._transformer.half()
            self._batch = GPU_BATCH

    @property
    def contextual(self) -> bool:
        """Whether joined sentences are to be encoded: not if the model looks up tokens one by one.

        Span vectors were better than sums for LASER and LaBSE (Thompson & Koehn 2019, "Vecalign"; Liu & Zhu 2022,
        "Bertalign").
        """
        from sentence_transformers.sentence_transformer.modules import BoW, StaticEmbedding, WordEmbeddings

        return not isinstance(self._transformer[0], StaticEmbedding | WordEmbeddings | BoW)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return float32 ``[len(texts), d]``: unit rows, or zero for a text of nothing but whitespace."""
        if not texts:
            return np.zeros((0, self._transformer.get_embedding_dimension()), dtype=np.float32)
        vectors = self._vectors(texts)
        if not np.isfinite(vectors).all():  # more than half precision can hold, as happens with T5
            self._transformer.float()
            vectors = self._vectors(texts)
        known = np.array([bool(text.strip()) for text in texts], dtype=bool)
        return unit_rows(vectors * known[:, None])

    def _vectors(self, texts: Sequence[str]) -> Floats:
        vectors = self._transformer.encode(  # which sorts texts by length
            [text.encode(errors="replace").decode() for text in texts],  # half a surrogate pair stops tokenizers
            prompt=self._prompt,
            batch_size=self._batch,
            convert_to_numpy=True,
            show_progress_bar=False,
            normalize_embeddings=False,
        )
        return np.asarray(vectors, dtype=np.float32)


def is_contextual(encoder: Encoder) -> bool:
    """Tell whether an encoder wants joined sentences."""
    return bool(getattr(encoder, "contextual", False))


def encode_spans(encoder: Encoder, texts: Sequence[str], glue: str, longest: int) -> Floats:
    """Encode each span of 1 to ``longest`` consecutive sentences, once.

    Returns float32 ``[longest, len(texts) + 1, d]``: by length less one and by the point where the span ends; zero
    where so many sentences don't exist. Five lengths of 10,000 sentences take 150 MB with 768 dimensions.
    """
    alone = encoder.encode(list(texts))
    vectors = np.zeros((longest, len(texts) + 1, alone.shape[1]), dtype=np.float32)
    vectors[0, 1:] = alone
    for size in range(2, min(longest, len(texts)) + 1):
        starts = range(len(texts) - size + 1)
        vectors[size - 1, size:] = encoder.encode([glue.join(texts[start : start + size]) for start in starts])
    return vectors


def load_encoder(name: str = "bundled", *, prompt: str | None = None) -> Encoder:
    """Load the bundled encoder, one of its kind from a folder, or any model of sentence-transformers.

    Args:
        name: ``bundled``, a folder, or the name of a model on the Hugging Face hub.
        prompt: what a model of sentence-transformers is to read before each text, such as ``"query: "``. Not given, it
            is the model's own for comparing texts, or that of its family; given empty, there is none.

    Raises:
        InputError: the folder holds no model, or the hub's can't be fetched.
        UsageError: a prompt for a model that reads no prompts.
    """
    folder = BUNDLED if name == "bundled" else Path(name)
    if not model.is_model(folder):
        transformer = _load_transformer(name)
        return TransformerEncoder(transformer, own_prompt(transformer, name) if prompt is None else prompt)
    if prompt:
        raise UsageError(f"{name}: a model of this kind reads no prompt, but was given {prompt!r}; leave it out")
    return _load_bag(folder.resolve())


def own_prompt(transformer: Any, name: str) -> str:
    """Return what a model is to read before texts that are compared with their like, in either language."""
    prompts: dict[str, str] = transformer.prompts
    known = [prompts[key] for key in (*OWN_PROMPTS, transformer.default_prompt_name) if prompts.get(key)]
    family = [prompt for pattern, prompt in FAMILIES if pattern.search(Path(name).name)]
    return next(iter(known + family), "")


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
