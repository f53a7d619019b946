"""An encoder that costs nothing until a text is to be encoded."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from align.encoder import Encoder, is_contextual


@dataclass(frozen=True)
class LateEncoder:
    """The encoder that ``align.load_encoder`` makes of these, loaded for the first text; many builds have none."""

    name: str = "bundled"
    prompt: str | None = None

    @property
    def label(self) -> str:
        """What its vectors depend on, in a line."""
        return self.name if self.prompt is None else f"{self.name} {self.prompt!r}"

    @property
    def contextual(self) -> bool:
        """Whether the vectors of joined sentences are wanted, as ``align.encoder.Encoder`` tells."""
        return is_contextual(self._encoder)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row of unit length per text.

        Raises:
            InputError: there is no such model.
            UsageError: the model reads no prompts, and one was given.
        """
        return self._encoder.encode(texts)

    @cached_property
    def _encoder(self) -> Encoder:
        from align import load_encoder

        return load_encoder(self.name, prompt=self.prompt)


@cache
def loaded_once(encoder: LateEncoder) -> LateEncoder:
    """Return the one encoder of this process that is equal to this one, which may come anew with every task."""
    return encoder
