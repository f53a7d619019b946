"""The bundled model as a module of sentence-transformers, for those who have their pipeline there.

``SentenceTransformer("align/bundled", trust_remote_code=True)``: the flag is asked for because ``modules.json``
names this class, which is not the library's own. Importing this file imports torch.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from sentence_transformers.base.modules import InputModule

from align.contrast import pack
from align.model import Model, load, save


class Bag(InputModule):
    """Sums the vectors of a text's features and brings the sum to unit length."""

    def __init__(self, model: Model) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.model = model
        self.embedding = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(model.vectors()), mode="sum")

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        """Return the rows of all texts and where each text's begin."""
        bags = pack([self.model.vocabulary.bag((prompt or "") + text) for text in inputs])
        return {"input_ids": torch.from_numpy(bags.rows), "offsets": torch.from_numpy(bags.ends[:-1])}

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """Add ``sentence_embedding``, ``[n, dimension]``: unit rows, or zero where no feature of the text is known."""
        sums = self.embedding(features["input_ids"], features["offsets"])
        return {**features, "sentence_embedding": torch.nn.functional.normalize(sums, dim=1)}

    def get_embedding_dimension(self) -> int:
        return int(self.embedding.embedding_dim)

    @property
    def max_seq_length(self) -> float:
        return np.inf

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        save(self.model, Path(output_path))

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *_: Any, **__: Any) -> Self:
        """Load from a folder on this machine."""
        return cls(load(Path(model_name_or_path, subfolder)))
