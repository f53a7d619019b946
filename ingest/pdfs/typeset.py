"""Pages as laid out on paper -> blocks: what is running text, what a title, and what repeats on every page."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from ingest.page import Block
from ingest.pdfs.layout import Line, reading_order
from ingest.pdfs.paragraphs import paragraphs
from ingest.pdfs.runs import Sheet

_HEADING_SIZE = 1.15
"""Times the size of the running text from which on a line is a heading."""
_BODY_SHARE, _BODY_LINES = 0.15, 6
"""Share of the characters and number of lines that running text has at least, more than any title; the English pages of
a journal may be set smaller than its Chinese ones and hold more characters."""
_TITLE_SIZE = 0.95
"""Times the size of a page's largest print from which on a heading is a title."""
_HEADING_LENGTH = 300
"""Characters above which large print is no heading."""
_MARGIN = 0.08
"""Share of a page's height at top and bottom where running heads and page numbers stand."""
_DIGITS = re.compile(r"\d+")
_ABSTRACT = re.compile(r"\W*(?:摘\s*要|a\s?b\s?s\s?t\s?r\s?a\s?c\s?t\b|summary\b)", re.IGNORECASE)
"""What stands below the title of a page that has one."""


def blocks(sheets: Mapping[int, Sheet]) -> Iterator[Block]:
    """Yield the paragraphs; headings are told by size, titles by standing above an abstract in the largest.

    What repeats in the margins of pages, and what runs in another direction than a page, comes last, as aside.
    """
    layouts = {index: list(reading_order(sheet.runs, index)) for index, sheet in sheets.items()}
    margins = {index: [x for x in lines if _in_margin(x, sheets[index])] for index, lines in layouts.items()}
    heads = _running_heads(margins.values())
    running = [
        line for lines in margins.values() for line in lines if _masked(line.text) in heads or line.text.isdigit()
    ]
    apart = set(map(id, running))
    content = [line for lines in layouts.values() for line in lines if id(line) not in apart]
    body = _body_size(content)
    titles = _title_sizes(content)
    for line, text in paragraphs(content, body):
        if line.size >= _HEADING_SIZE * body and len(text) <= _HEADING_LENGTH:
            yield Block("heading", text, level=1 if line.size >= titles.get(line.page, float("inf")) else 2)
        else:
            yield Block("paragraph", text)
    for text in (*(line.text for line in running), *(text for sheet in sheets.values() for text in sheet.turned)):
        yield Block("paragraph", text, aside=True)


def _body_size(lines: Sequence[Line]) -> float:
    """Return the size of the running text: the largest that many lines have, or else that of most characters."""
    sizes, counts = Counter[float](), Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
        counts[line.size] += 1
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    least = _BODY_SHARE * sizes.total()
    return max((size for size in sizes if counts[size] >= _BODY_LINES and sizes[size] >= least), default=usual)


def _in_margin(line: Line, sheet: Sheet) -> bool:
    return min(line.top, sheet.height - line.bottom) < _MARGIN * sheet.height


def _running_heads(margins: Collection[Sequence[Line]]) -> frozenset[str]:
    """Return the texts, digits masked, that stand in the margin of several pages."""
    seen = Counter(text for lines in margins for text in {_masked(line.text) for line in lines})
    return frozenset(text for text, pages in seen.items() if pages > max(1, len(margins) // 3))


def _masked(text: str) -> str:
    return _DIGITS.sub("#", text)


def _title_sizes(lines: Sequence[Line]) -> dict[int, float]:
    """Return the least size of a title by page: for the first page, and for those that have an abstract."""
    found: dict[int, float] = {}
    for page, group in groupby(lines, key=lambda line: line.page):
        on_page = list(group)
        label = next((i for i, line in enumerate(on_page) if _ABSTRACT.match(line.text)), None)
        if label is not None or not found:
            largest = max((line.size for line in on_page[:label] if len(line.text) > 1), default=float("inf"))
            found[page] = _TITLE_SIZE * largest
    return found
