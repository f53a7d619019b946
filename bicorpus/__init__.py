"""What every package of the toolkit shares: its version and its exception tree."""

from bicorpus.errors import BicorpusError, InputError, MissingExtraError, UsageError

__all__ = ["BicorpusError", "InputError", "MissingExtraError", "UsageError", "__version__"]
__version__ = "0.1.0"
