"""By what a registry's page is known: its own labels, and its name."""

import re
from functools import lru_cache

from ingest.page import Block, Page
from ingest.sites.labels import Labels, fold

_COLON = re.compile(r"[:：]")
_HEAD_LENGTH = 90
"""Characters of the longest label that marks a site, and some more."""


def marks(page: Page, wanted: frozenset[str]) -> int:
    """Return how many of a site's labels, folded, a page has as lines or before colons."""
    return len(wanted & _heads(_Same(page.blocks)))


def labelled_fields(page: Page, labels: Labels) -> set[str]:
    """Return the fields whose labels a page has as lines or before colons."""
    return labels.fields_among(_heads(_Same(page.blocks)))


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
    """Return what may be a label of every line and cell, folded; one site after the other asks this of a page."""
    cells = (cell[:_HEAD_LENGTH] for block in page.blocks for cell in block.text.split("\t"))
    heads = (_COLON.split(cell, maxsplit=1)[0] for cell in cells)
    return frozenset(fold(head) for head in heads if len(head) < _HEAD_LENGTH)


def names_itself(page: Page, names: re.Pattern[str]) -> bool:
    """Tell whether a page's address, its head or a short line of it has the name of a site."""
    head = (
        page.url or "",
        *(text for key in ("<title>", "og:site_name", "canonical") for text in page.meta.get(key, ())),
    )
    return any(map(names.search, (*head, *(line for line in page.lines() if len(line) < 120))))
