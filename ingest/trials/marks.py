"""By what a registry's page is known: its own labels, and its name.

Every module of a registry asks this of every page, so it is worked out for all lines at once, and once for a page.
"""

import re
import unicodedata
from functools import lru_cache

from ingest.languages.simplified import simplified
from ingest.page import Block, Page
from ingest.trials.labels import Labels, fold_narrow

_HEAD_LENGTH = 90
"""Characters of the longest label that marks a site, and some more."""
_NAMING_LENGTH = 120
"""Characters of a line that may name its site, at most; a longer one may tell of any site."""


def marks(page: Page, wanted: frozenset[str]) -> int:
    """Return how many of a site's labels, folded, a page has as lines or before colons."""
    return len(wanted & _heads(_Same(page.blocks)))


def labelled_fields(page: Page, labels: Labels) -> set[str]:
    """Return the fields whose labels a page has as lines or before colons."""
    return labels.fields_among(_heads(_Same(page.blocks)))


def names_itself(page: Page, names: re.Pattern[str]) -> bool:
    """Tell whether a page's address, its head or a short line of it has the name of a site.

    Args:
        page: what was read.
        names: the name; ``^`` is the beginning of a line where the pattern is compiled with ``re.MULTILINE``.
    """
    head = [text for key in ("<title>", "og:site_name", "canonical") for text in page.meta.get(key, ())]
    return bool(names.search("\n".join((page.url or "", *head))) or names.search(_short(_Same(page.blocks))))


class _Same:
    """The blocks of a page, equal to themselves only: comparing them by content would cost more than it saves."""

    __slots__ = ("blocks",)

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.blocks is other.blocks

    def __hash__(self) -> int:
        return id(self.blocks)


@lru_cache(1)
def _heads(page: _Same) -> frozenset[str]:
    """Return what may be a label of every line and cell, folded."""
    cut = "\n".join([cell[:_HEAD_LENGTH] for cell in _cells(page)])
    narrow = cut if cut.isascii() else simplified(unicodedata.normalize("NFKC", cut)).replace("’", "'")
    heads = {line.partition(":")[0] for line in narrow.lower().split("\n")}
    return frozenset(fold_narrow(head) for head in heads if len(head) < _HEAD_LENGTH)


@lru_cache(1)
def _short(page: _Same) -> str:
    return "\n".join([cell for cell in _cells(page) if len(cell) < _NAMING_LENGTH])


def _cells(page: _Same) -> list[str]:
    return "\n".join([block.text for block in page.blocks]).replace("\t", "\n").split("\n")
