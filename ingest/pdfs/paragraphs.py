"""Lines in reading order -> paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from ingest.pdfs.layout import Line

_GAP = 1.7
"""Distance of baselines, in font sizes, beyond which a new paragraph begins; books set 1.2 to 1.6."""
_LOOSER = 1.25
"""Times the usual distance of a page's lines that its lines may stand apart in a paragraph; manuscripts set 2."""
_MANY = 5
"""Lines from which on their distance is a habit."""
_ALIKE = 0.1
"""Share by which distances of lines differ that are meant to be the same."""
_INDENT = 0.8
"""Font sizes by which the first line of a paragraph is set in at least."""
_SHORT = 0.85
"""Share of its column that a paragraph's last line fills at most, to be told from a full line."""
_SIZE_STEP = 0.8
"""Points of font size that make other text: a heading, a footnote."""
_ENDS = ".。．!?！？;；:："
"""What a paragraph's last line ends in."""
_LABEL = re.compile(r"\W?(?:(?:[\u4e00-\u9fff]\s*){2,6}|[A-Z]\w*(?:\s\w+){0,2})\W?\s*[:：]")
"""What begins a line that says what follows: 关键词：, Key words:."""
_WRAPPED = re.compile(r"([A-Za-z]+)-$")
_GOES_ON = re.compile(r"([a-z]+)")
_LONGEST_WORD = 40
"""Characters at a line's end that its last word may have."""
_COMPOUND = re.compile(r"(?<![\w-])[A-Za-z]+-[a-z]+")


def paragraphs(lines: Sequence[Line], body: float) -> Iterator[tuple[Line, str]]:
    """Yield (first line, text) of the paragraphs of lines in reading order; ``body`` is the running text's size."""
    compounds = frozenset(word.lower() for word in _COMPOUND.findall("\n".join(x.text for x in lines)))
    gaps = {page: max(_GAP, _LOOSER * _usual_distance(list(on))) for page, on in groupby(lines, key=lambda x: x.page)}
    group: list[Line] = []
    for line in lines:
        if group and _starts_paragraph(group[-1], line, body, gaps[line.page]):
            yield group[0], unwrapped((x.text for x in group), compounds)
            group = []
        group.append(line)
    if group:
        yield group[0], unwrapped((x.text for x in group), compounds)


def unwrapped(lines: Iterable[str], compounds: frozenset[str] = frozenset()) -> str:
    """Join lines; a word broken at a line's end loses its hyphen, unless the text has it with the hyphen elsewhere."""
    pieces: list[str] = []
    for line in lines:
        if pieces:
            last, end = pieces[-1], pieces[-1][-_LONGEST_WORD:]
            broken, rest = _WRAPPED.search(end), _GOES_ON.match(line)
            if broken and rest and f"{broken[1]}-{rest[1]}".lower() not in compounds:
                pieces[-1] = last[:-1]
            else:
                pieces.append("" if broken or (_is_east_asian(end[-1:]) and _is_east_asian(line[:1])) else " ")
        pieces.append(line)
    return "".join(pieces)


def _usual_distance(lines: Sequence[Line]) -> float:
    """Return the distance of baselines, in font sizes, that most lines have; 0 where they are few or differ."""
    steps = [(b.bottom - a.bottom) / a.size for a, b in pairwise(lines) if a.size > 0 and b.bottom > a.bottom]
    if len(steps) < _MANY:
        return 0.0
    usual = median(steps)
    alike = sum(abs(step - usual) < _ALIKE * usual for step in steps)
    return usual if 2 * alike > len(steps) else 0.0


def _starts_paragraph(above: Line, line: Line, body: float, gap: float) -> bool:
    if abs(above.size - line.size) > _SIZE_STEP:
        return True
    next_column = line.top < above.top
    if next_column and _is_chinese(above.text) != _is_chinese(line.text):
        return True
    if not next_column and line.bottom - above.bottom > gap * max(line.size, 1.0):
        return True
    if line.size > body + _SIZE_STEP:  # a title's lines are centred: neither indent nor length tells anything
        return False
    short = above.x1 < above.left + _SHORT * (above.right - above.left)
    indented = line.x0 > line.left + _INDENT * line.size and above.x0 <= above.left + _INDENT * above.size
    ended = short and (above.text[-1:] in _ENDS or bool(_LABEL.match(line.text)))
    return indented or ended


def _is_east_asian(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


def _is_chinese(text: str) -> bool:
    return sum("\u4e00" <= c <= "\u9fff" for c in text) > len(text) / 4
