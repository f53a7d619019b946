r"""Repair what scanning and saving did to a text, on a copy, with a list of what was changed.

``$7 1 . 4 \%$`` becomes 71.4%, ``toensure`` becomes ``to ensure``, a word that a line's end broke becomes one, wide
letters become narrow, and what has no width goes. Each repair knows its place in the text as given.
"""

from align.repair.edits import Repair, Repaired, repair
from align.repair.words import known_words

__all__ = ["Repair", "Repaired", "known_words", "repair"]
