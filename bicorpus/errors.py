"""The exceptions that a caller of the toolkit can meet.

A message says where, what was wrong (with the value) and what to do about it; it is shown to people as it is.
"""


class BicorpusError(Exception):
    """Anything the toolkit refuses to do, in words for the person who asked."""


class InputError(BicorpusError):
    """An input that cannot be read: a file, a line of JSON, a model directory."""


class UsageError(BicorpusError):
    """A request that cannot be carried out as asked: an unknown name, an output that already exists."""


class MissingExtraError(BicorpusError):
    """An optional library is not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an optional library; install it with: pip install 'bicorpus[{extra}]'")
