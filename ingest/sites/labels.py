"""Read a page that names its fields: labels in English, Chinese or both, each with its value beside or below it.

A label stands in the cell before its value (``Study type | Interventional``), on its line (``Study type: …``) or on
the line above. A registry in two languages prints the label in one and then in the other, before the value or around
it (``注册题目 | 中文 | Public title | English``); a translated page may print each line's translation below it. It all
comes down to one rule: a value belongs to the last label before it.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ingest.page import Block
from ingest.simplified import simplified
from ingest.sites.fields import without_number

Table = Mapping[str, Sequence[str]]
"""The labels of every field; the field of labels whose values are not wanted is called ``SKIPPED``."""
Fits = Callable[[str, str], bool | None]
"""Tells of (field, text) whether the text reads as a value of the field; None where any text does."""

SKIPPED = ""
"""The field of headings and of what is not taken into records: people, telephone numbers, funding."""
CRITERIA = frozenset({"inclusion", "exclusion", "criteria"})
"""Fields whose items may begin with words that elsewhere are labels (``Age: 18 to 75 years;``)."""
PROSE = CRITERIA | {"abstract", "description", "arms", "interventions", "references", "results", "locations"}
"""Fields whose values run over several lines, among which a line that ends in a colon is no label."""
_LABEL_LENGTH = 120
_LABEL_WORDS = 12
"""Words of a label between blanks, at most: ``The registration number of the Partner Registry or other register``."""
_LINE_LENGTH = 400
"""Characters of a line that holds several labels and values, at most; longer ones are prose."""
_SENTENCES = CRITERIA | {"abstract", "description"}
_VAGUE_LENGTH = 4
"""Characters of a label (``Note``, ``说明``) that prose has too, before a colon."""
_NUMBERING_LENGTH = 8
"""Characters of the number before a label (``E.2.1.1 ``) and of blanks in it, at most."""
_FOLDED_KEPT = 4096
"""Texts: the lines of one page, and the labels that the next page of the site has too."""
_TRANSLATION_LENGTH = 12
"""Characters, at most, of a label that a machine translated."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[ -~]*[a-z][ -~]*")
_REMARK = re.compile(r"(?<=\S)\s*(?:\([^()]*\)|\[[^\[\]]*\])|\bicmje\b|\*")
_NUMBERING = re.compile(
    r"(?:[a-z](?:\.\d+)+\.?|\d{1,2}(?:\.\d{1,2})+\s|\d{1,2}(?:\.\d{1,2})*[.、]|[一二三四五六七八九十]{1,2}、)\s*(?=\S)"
)
_CODE = re.compile(r"[A-Z](?:\.\d{1,2}){1,5}\.?")
"""What stands before the labels of the EU register: ``E.2.1``."""
_EDGE = " :;.,/|#·•-–—?"
_COLON = re.compile(r"[:：]")
_WORD = re.compile(r"(?<![^\s:：])\S")
_OPEN_LABEL = re.compile(r".{1,60}[:：]")
_SENTENCE_END = re.compile(r"[;；。.,，]$")


class Value(NamedTuple):
    """A piece of a page with the field that it belongs to: ``SKIPPED`` where it stands under no label that is known."""

    field: str
    text: str


class Labels:
    """The labels of a site by field; a later table's word on a label holds against an earlier one's."""

    def __init__(self, *tables: Table) -> None:
        self.fields = tuple(dict.fromkeys(field for table in tables for field in table))
        rows = ((field, label) for table in tables for field, labels in table.items() for label in labels)
        self._field_of = {fold(label): field for field, label in rows}
        self._by_start: dict[str, list[str]] = {}
        for label in sorted(self._field_of, key=len, reverse=True):
            self._by_start.setdefault(label[:2], []).append(label)

    def field(self, text: str) -> str | None:
        """Return the field that a text labels: one label, or a Chinese and a Latin one side by side."""
        if len(text) > _LABEL_LENGTH:
            return None
        folded = fold(text)
        known = self._known(folded)
        if known is not None or not _HAN.search(folded):
            return known
        parts = [part.strip(_EDGE) for part in (*_LATIN.findall(folded), _LATIN.sub(" ", folded))]
        names = {self._known(part if part.endswith("(s)") else part.strip("() ")) for part in parts}
        return names.pop() if len(names) == 1 else None

    def split(self, text: str, fits: Fits, *, strict: bool = False) -> tuple[str, str] | None:
        """Return field and value of a line that holds both.

        Without a colon between them, and everywhere when ``strict``, the value must read as one of the field.
        """
        for colon in list(_COLON.finditer(text, 0, _LABEL_LENGTH))[:2]:
            if (field := self.field(text[: colon.start()])) is not None:
                value = self.without_label(text[colon.end() :].strip(), field)
                vague = field == SKIPPED and colon.start() <= _VAGUE_LENGTH
                return None if strict and (vague or fits(field, value) is False) else (field, value)
        return None if strict else self._glued(text, fits)

    def pairs(self, text: str) -> list[tuple[str, str]]:
        """Return the fields and values of a line that has several, each label with a colon behind it."""
        cuts = [
            (begin, colon.start())
            for colon in _COLON.finditer(text)
            if (begin := self._begin(text, colon.start())) >= 0
        ]
        if len(cuts) < 2 or cuts[0][0] or len(text) > _LINE_LENGTH:
            return []
        ends = [begin for begin, _ in cuts[1:]] + [len(text)]
        return [
            (self.field(text[begin:colon]) or SKIPPED, text[colon + 1 : end].strip(" ;；,，"))
            for (begin, colon), end in zip(cuts, ends, strict=True)
        ]

    def _begin(self, text: str, colon: int) -> int:
        """Return where the longest label begins that ends at a colon; -1 when there is none."""
        words = [match.start() for match in _WORD.finditer(text, max(0, colon - _LABEL_LENGTH), colon)][-_LABEL_WORDS:]
        return next((begin for begin in words if self.field(text[begin:colon]) is not None), -1)

    def without_label(self, text: str, field: str) -> str:
        """Return a value without the label that the other language puts before it (``Public title: …``)."""
        colon = _COLON.search(text, 0, _LABEL_LENGTH)
        return text[colon.end() :].strip() if colon and self.field(text[: colon.start()]) == field else text

    def _known(self, folded: str) -> str | None:
        found = self._field_of.get(folded)
        if found is None and (bare := " ".join(_REMARK.sub(" ", folded).split()).strip(_EDGE)) != folded:
            return self._field_of.get(bare)
        return found

    def _glued(self, text: str, fits: Fits) -> tuple[str, str] | None:
        """Take the longest label that a line begins with, if what follows reads as a value of its field."""
        folded = fold(text[:_LABEL_LENGTH])
        for label in self._by_start.get(folded[:2], ()):
            if folded.startswith(label) and (end := _end(text, label)):
                field = self._field_of[label]
                value = self.without_label(text[end:].strip(" :："), field)
                if fits(field, value):
                    return field, value
        return None


def _end(text: str, label: str) -> int | None:
    """Return where a label ends that a text begins with; None when it ends within a word."""
    for end in range(len(label), min(len(text), len(label) + _NUMBERING_LENGTH)):
        if fold(text[:end]) == label:
            within = text[end - 1].isascii() and text[end].isascii() and text[end - 1 : end + 1].isalnum()
            return None if within else end
    return None


@lru_cache(_FOLDED_KEPT)
def fold(text: str) -> str:
    """Return a label as labels are compared: narrow, simplified, lower case, no numbering and no signs at its ends."""
    narrow = text if text.isascii() else simplified(unicodedata.normalize("NFKC", text)).replace("’", "'")
    plain = " ".join(narrow.lower().split())
    return _NUMBERING.sub("", plain.strip(_EDGE), count=1).strip(_EDGE)


def read_values(blocks: Iterable[Block], labels: Labels, fits: Fits) -> dict[str, list[str]]:
    """Return the values of every field in order; a label that comes twice continues its field."""
    found: dict[str, list[str]] = {field: [] for field in (*labels.fields, SKIPPED)}
    for value in walk(blocks, labels, fits):
        found[value.field].append(value.text)
    return found


def walk(blocks: Iterable[Block], labels: Labels, fits: Fits) -> Iterator[Value]:
    """Yield the pieces of a page that are no labels, each with its field."""
    current, above, filled = SKIPPED, SKIPPED, False
    columns: tuple[str, ...] = ()
    for block, following in pairwise([*_without_noise(blocks, labels), None]):
        assert block is not None  # the last one is only ever the following one
        cells = block.text.split("\t")
        if columns and block.kind == "row" and not any(labels.field(cell) for cell in cells):
            yield from (Value(field, cell) for field, cell in zip(columns, cells, strict=False) if cell)
            continue
        if columns := _columns(block, following, labels):
            current = SKIPPED
            continue
        parts = _parts(block, current, labels, fits)
        reached = above if block.kind == "row" and len(parts) == len(cells) == 1 and parts[0][0] is None else SKIPPED
        if reached:  # the label's cell reaches down to this row
            current, filled = reached, False
        above = SKIPPED
        for field, texts in parts:
            if field == current and not (texts or filled) and fits(field, block.text):
                texts = [block.text]  # noqa: PLW2901 - the label's own word, as in 随机化: 随机化
            elif field is not None:
                current, filled = field, False
            elif filled and _ends(block, current):
                current = SKIPPED
            yield from (Value(current, text) for text in texts)
            filled = filled or bool(texts)
        if block.kind == "row" and filled and (reached or any(field is not None for field, _ in parts)):
            current, above = SKIPPED, current


def _columns(block: Block, following: Block | None, labels: Labels) -> tuple[str, ...]:
    """Return the fields of a table's columns when a row is its head: labels alone, and a row without labels below."""
    cells = block.text.split("\t")
    if block.kind != "row" or len(cells) < 2 or following is None or following.kind != "row":
        return ()
    fields = [labels.field(cell) for cell in cells]
    below = any(labels.field(cell) is not None for cell in following.text.split("\t"))
    head = None not in fields and len(set(fields)) > 1 and not below
    return tuple(field or SKIPPED for field in fields) if head else ()


def _parts(block: Block, current: str, labels: Labels, fits: Fits) -> list[tuple[str | None, list[str]]]:
    """Cut the cells of a block at its labels: each field with its values; what precedes the first label has None."""
    cells = [cell for cell in map(str.strip, block.text.split("\t")) if cell]
    if current not in _SENTENCES and len(cells) == 1 and (pairs := labels.pairs(cells[0])):
        return [(field, [value] if value else []) for field, value in pairs]
    fields = [labels.field(cell) for cell in cells]
    if None not in fields and len(set(fields)) > 1:  # a table's head, above cells that hold more than a line
        return [(field, []) for field in fields]
    parts: list[tuple[str | None, list[str]]] = []
    for cell in cells:
        label, values = parts[-1] if parts else (None, [])
        field = labels.field(cell)
        if label is not None and not values:
            if field != label or fits(label, cell):
                values.append(labels.without_label(cell, label))
        elif field is not None:
            parts.append((field, []))
        elif split := _split(cell, block, current, labels, fits):
            parts.append((split[0], [split[1]] if split[1] else []))
        elif parts:
            values.append(cell)
        else:
            parts.append((None, [cell]))
    return parts


def _split(cell: str, block: Block, current: str, labels: Labels, fits: Fits) -> tuple[str, str] | None:
    """Cut a cell at the label within it; among criteria only a line that can't be one of them has a label."""
    if current in CRITERIA and (block.kind == "item" or _SENTENCE_END.search(cell) or without_number(cell) != cell):
        return None
    return labels.split(cell, fits, strict=current in PROSE)


def _ends(block: Block, current: str) -> bool:
    """Tell whether a block without a label belongs no longer to the field above it."""
    if block.kind == "heading":
        return True
    return current not in PROSE and (block.kind == "row" or bool(_OPEN_LABEL.fullmatch(block.text)))


def _without_noise(blocks: Iterable[Block], labels: Labels) -> Iterator[Block]:
    """Leave out codes, and what a translated page has between an English label and its value: the label in Chinese."""
    lines = [block for block in blocks if not _CODE.fullmatch(block.text)]
    for place, block in enumerate(lines):
        short = len(block.text) <= _TRANSLATION_LENGTH and _HAN.search(block.text) and labels.field(block.text) is None
        if not (short and 0 < place < len(lines) - 1 and _is_between(lines, place, labels)):
            yield block


def _is_between(lines: Sequence[Block], place: int, labels: Labels) -> bool:
    """Tell whether a line stands between a label in Latin letters, given in these only, and a value in these."""
    before, after = lines[place - 1].text, lines[place + 1].text
    label = labels.field(before)
    if label is None or _HAN.search(before + after) or labels.field(after) is not None:
        return False
    return place < 2 or labels.field(lines[place - 2].text) != label
