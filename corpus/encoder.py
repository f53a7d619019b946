"""An encoder that costs nothing until a text is to be encoded."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from align.encoder import Encoder


@dataclass(frozen=True)
class LateEncoder:
    """The encoder that ``align.load_encoder`` knows by that name, loaded for the first text; many builds have none."""

    name: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of unit length per text.

        Raises:
            InputError: there is no such model.
        """
        return self._encoder.encode(texts)

    @cached_property
    def _encoder(self) -> Encoder:
        from align import load_encoder

        return load_encoder(self.name)
