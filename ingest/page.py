"""A format-free document: what every format is read into and every site module reads from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from ingest.record import Source

BlockKind = Literal["heading", "paragraph", "item", "row"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page that stands on its own: a heading, a paragraph, a list item or a table row."""

    kind: BlockKind
    text: str
    """Visible text, whitespace collapsed; the cells of a row are joined by a tab."""
    level: int = 0
    """Of a heading: 1 is the page's title."""
    aside: bool = False
    """Whether the block is navigation, a sidebar or a footer rather than content."""


@dataclass(frozen=True)
class Page:
    """The blocks of a document in reading order, with what its format says about it.

    It has no slots because twenty site modules look at its lines, which are therefore made once.
    """

    source: Source
    blocks: tuple[Block, ...]
    meta: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Metadata by lower-case name (``citation_doi``, ``dc.title``, ``og:url``), values in order."""
    linked_data: tuple[Mapping[str, Any], ...] = ()
    """JSON-LD objects, ``@graph`` unfolded."""
    warnings: tuple[str, ...] = ()
    """What its format could not give in full."""

    @property
    def url(self) -> str | None:
        return self.source.url

    def lines(self) -> tuple[str, ...]:
        """Return the text of every block, the cells of a row one by one."""
        return self._lines

    def content(self) -> tuple[str, ...]:
        """Return the lines that are neither navigation nor sidebar nor footer."""
        return self._content

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        return tuple(_lines(self.blocks))

    @cached_property
    def _content(self) -> tuple[str, ...]:
        return tuple(_lines(block for block in self.blocks if not block.aside))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if "\t" in block.text:
            yield from filter(None, block.text.split("\t"))
        else:
            yield block.text
