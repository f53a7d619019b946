"""Read a page that names its fields, each with its value beside or below its label.

A label stands in the cell before its value (``Study type | Interventional``), on its line (``Study type: …``) or on
the line above. A registry in two languages prints the label in one and then in the other, before the value or around
it (``注册题目 | 中文 | Public title | English``); a translated page may print each line's translation below it. It all
comes down to one rule: a value belongs to the last label before it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.fields import without_number
from ingest.page import Block
from ingest.trials.labels import CRITERIA, INNER, PROSE, SKIPPED, Fits, Labels

_LISTS = frozenset({"inclusion", "exclusion"})
_NO_CRITERIA = frozenset({
    "status", "study_type", "start", "completion", "updated", "period", "allocation", "model", "masking", "purpose",
})  # fmt: skip
"""Fields whose labels no criterion begins with: numbered lines of a form may be fields or criteria."""
_LIST_LABEL_LENGTH = 60
_SENTENCES = CRITERIA | {"abstract", "description"}
_TRANSLATION_LENGTH = 12
"""Characters, at most, of a label that a machine translated."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_CODE = re.compile(r"[A-Z](?:\.\d{1,2}){1,5}\.?(?:\s+|$)")
"""What stands before the questions of the EU register, in a cell, on a line of its own or on theirs: ``E.2.1``."""
_FIRST_ITEM = re.compile(r"[(（]?1[)）.．、](?!\d)|①|[•·▪]")
"""What begins a list that is glued to its label."""
_NAMED_BELOW = {"sponsor_class": "sponsor"}
"""Fields below whose value a label such as ``Name`` gives another: ANZCTR says what a sponsor is, then who."""
_OPEN_LABEL = re.compile(r".{1,60}[:：]")
_SENTENCE_END = re.compile(r"[;；。.,，]$")


class Value(NamedTuple):
    """A piece of a page with the field that it belongs to: ``SKIPPED`` where it stands under no label that is known."""

    field: str
    text: str


def read_values(blocks: Iterable[Block], labels: Labels, fits: Fits) -> dict[str, list[str]]:
    """Return the values of every field in order; a label that comes twice continues its field."""
    found: dict[str, list[str]] = {field: [] for field in (*labels.fields, SKIPPED)}
    for value in walk(blocks, labels, fits):
        found[value.field].append(value.text)
    return found


def walk(blocks: Iterable[Block], labels: Labels, fits: Fits) -> Iterator[Value]:
    """Yield the pieces of a page that are no labels, each with its field."""
    current, above, filled = SKIPPED, SKIPPED, False
    opened = SKIPPED
    columns: tuple[str, ...] = ()
    for block, following in pairwise([*_without_noise(blocks, labels), None]):
        assert block is not None  # the last one is only ever the following one
        cells = block.text.split("\t")
        if columns and block.kind == "row" and not any(labels.field(cell) for cell in cells):
            yield from (Value(field, cell) for field, cell in zip(columns, cells, strict=False) if cell)
            continue
        if columns := _columns(block, following, labels):
            columns = _outer(columns, SKIPPED if filled else current)
            current = SKIPPED
            continue
        parts = _parts(block, current, labels, fits)
        reached = above if block.kind == "row" and len(parts) == len(cells) == 1 and parts[0][0] is None else SKIPPED
        if reached:  # the label's cell reaches down to this row
            current, filled = reached, False
        last, above = current or above, SKIPPED
        for field, texts in parts:
            if field == current and not (texts or filled) and fits(field, block.text):
                texts = [block.text]  # noqa: PLW2901 - the label's own word, as in 随机化: 随机化
            elif field is not None:
                current, opened = _entered(field, current or last, opened, filled=filled)
                filled = False
            elif filled and _ends(block, current):
                current = SKIPPED
            yield from (Value(current, text) for text in texts)
            filled = filled or bool(texts)
        if block.kind == "row" and filled and (reached or any(field is not None for field, _ in parts)):
            current, above = SKIPPED, current


def _entered(field: str, last: str, opened: str, *, filled: bool) -> tuple[str, str]:
    """Return the field that begins with a label, and the one that waits for a label such as ``Details`` further down.

    Args:
        field: the label's; ``INNER`` stands for that of the label above it, while this has no value of its own.
        last: the field of the label before.
        opened: the field of the last label of prose that got no value, as when a table stands below it.
        filled: whether the label before has its value.
    """
    if field == INNER:
        return (_NAMED_BELOW.get(last, opened) if filled else last), SKIPPED
    return field, last if last in PROSE and not filled else opened


def _outer(columns: Sequence[str], current: str) -> tuple[str, ...]:
    """Give the first column that is called ``Name`` or so the field of the label above the table."""
    first = columns.index(INNER) if INNER in columns else -1
    return tuple(current if i == first else SKIPPED if c == INNER else c for i, c in enumerate(columns))


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
    if cells and (code := _CODE.match(cells[0])):
        asked = [cell for cell in (cells[0][code.end() :], *cells[1:]) if cell]
        begun = labels.begun(asked[0]) if len(asked) == 1 and labels.field(asked[0]) is None else None
        return [(SKIPPED, []), *([(begun[0], [begun[1]])] if begun else _cut(asked, block, SKIPPED, labels, fits))]
    return _cut(cells, block, current, labels, fits)


def _cut(
    cells: Sequence[str], block: Block, current: str, labels: Labels, fits: Fits
) -> list[tuple[str | None, list[str]]]:
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
            if field != INNER and (field != label or fits(label, cell)):
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
    """Cut a cell at the label within it.

    Among criteria a line that may be one of them has no label but that of the other list, or one that no criterion
    begins with and that has its value behind it.
    """
    if listed := _list_begun(cell, labels):
        return listed
    split = labels.split(cell, fits, strict=current in PROSE)
    if split is None or current not in CRITERIA:
        return split
    is_item = block.kind == "item" or _SENTENCE_END.search(cell) or without_number(cell) != cell
    other = split[0] in _LISTS - {current} or (split[0] in _NO_CRITERIA and fits(*split))
    return split if other or not is_item else None


def _list_begun(cell: str, labels: Labels) -> tuple[str, str] | None:
    """Cut a line that has the label of a list of criteria glued to its first item: ``Inclusion criteria1. Adults;``."""
    first = _FIRST_ITEM.search(cell, 2, _LIST_LABEL_LENGTH)
    field = labels.field(cell[: first.start()]) if first else None
    return (field, cell[first.start() :]) if first and field in _LISTS else None


def _ends(block: Block, current: str) -> bool:
    """Tell whether a block without a label belongs no longer to the field above it."""
    if block.kind == "heading":
        return True
    return current not in PROSE and (block.kind == "row" or bool(_OPEN_LABEL.fullmatch(block.text)))


def _without_noise(blocks: Iterable[Block], labels: Labels) -> Iterator[Block]:
    """Leave out what a translated page has between an English label and its value: the label in Chinese."""
    lines = list(blocks)
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
