"""The labels that a site prints before the values of its fields, in English, Chinese or both.

Labels are compared without case, width, numbering and closing signs, and traditional characters as simplified ones.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from ingest.languages.simplified import simplified

Table = Mapping[str, Sequence[str]]
"""The labels of every field; the field of labels whose values are not wanted is called ``SKIPPED``."""
Fits = Callable[[str, str], bool | None]
"""Tells of (field, text) whether the text reads as a value of the field; None where any text does."""

SKIPPED = ""
"""The field of headings and of what is not taken into records: people, telephone numbers, funding."""
INNER = "inner"
"""The field of labels that say nothing without the label above them (``Name`` below ``Primary sponsor``)."""
CRITERIA = frozenset({"inclusion", "exclusion", "criteria"})
"""Fields whose items may begin with words that elsewhere are labels (``Age: 18 to 75 years;``)."""
PROSE = CRITERIA | {"abstract", "description", "arms", "interventions", "references", "results", "locations"}
"""Fields whose values run over several lines, among which a line that ends in a colon is no label."""
_LABEL_LENGTH = 120
_LABEL_WORDS = 12
"""Words of a label between blanks, at most: ``The registration number of the Partner Registry or other register``."""
_LINE_LENGTH = 400
"""Characters of a line that holds several labels and values, at most; longer ones are prose."""
_VAGUE_LENGTH = 4
"""Characters of a label (``Note``, ``说明``) that prose has too, before a colon."""
_NUMBERING_LENGTH = 8
"""Characters of the number before a label (``E.2.1.1 ``) and of blanks in it, at most."""
_TEXTS_KEPT = 4096
"""Texts: the lines of one page, and the labels that the next page of the site has too."""

_NEITHER = re.compile(r"[\u3041-\u30ff\uac00-\ud7a3]")
"""Kana and Hangul: beside such words it is the English that tells what a label means."""
_LATIN = re.compile(r"[ -~]*[a-z][ -~]*")
_REMARK = re.compile(
    r"(?<=\S)\s*(?:\([^()]*\)|\[[^\[\]]*\])|\bicmje\b|\*|[ⓘℹ]|\s(?:info|info_outline|help_outline|expand_more)$"
)
"""What a label has besides its words: remarks, marks of duty, and icons whose names are text."""
_NUMBERING = re.compile(
    r"(?:[a-z](?:\.\d+)+\.?|\d{1,2}(?:\.\d{1,2})+\s|\d{1,2}(?:\.\d{1,2})*[.、]|[一二三四五六七八九十]{1,2}、)\s*(?=\S)"
)
_EDGE = " :;.,/|#·•-–—?"
_COLON = re.compile(r"[:：]")
_WORD = re.compile(r"(?<![^\s:：])\S")


class Labels:
    """The labels of a site by field; a later table's word on a label holds against an earlier one's."""

    def __init__(self, *tables: Table) -> None:
        self.fields = tuple(dict.fromkeys(field for table in tables for field in table))
        rows = ((field, label) for table in tables for field, labels in table.items() for label in labels)
        self._field_of = {fold(label): field for field, label in rows}
        self.field: Callable[[str], str | None] = lru_cache(_TEXTS_KEPT)(self._field)
        """Returns the field that a text labels: one label, or a Chinese and a Latin one side by side."""
        self._by_start: dict[str, list[str]] = {}
        for label in sorted(self._field_of, key=len, reverse=True):
            self._by_start.setdefault(label[:2], []).append(label)

    def _field(self, text: str) -> str | None:
        if len(text) > _LABEL_LENGTH:
            return None
        folded = fold(text)
        known = self._known(folded)
        if known is not None or folded.isascii():
            return known
        translated, _, english = folded.partition("/")  # as Japanese registries print both
        if translated and english.isascii() and (known := self._known(english.strip(_EDGE))) is not None:
            return known
        rest = _LATIN.sub(" ", folded)
        parts = [part.strip(_EDGE) for part in (*_LATIN.findall(folded), *([] if _NEITHER.search(rest) else [rest]))]
        names = {self._known(part if part.endswith("(s)") else part.strip("() ")) for part in parts}
        if _NEITHER.search(rest):
            names.discard(None)
        return names.pop() if len(names) == 1 else None

    def begun(self, text: str) -> tuple[str, str] | None:
        """Return field and value of a text that begins with a label, the longest that it may be, whatever follows."""
        return self._glued(text, _any)

    def fields_among(self, folded: frozenset[str]) -> set[str]:
        """Return the fields of the labels among folded texts."""
        in_two = (text for text in folded - self._field_of.keys() if not text.isascii() and _LATIN.search(text))
        return {
            *(self._field_of[text] for text in folded & self._field_of.keys()),
            *filter(None, map(self.field, in_two)),
        }

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
        colons = [match.start() for match in _COLON.finditer(text)] if len(text) <= _LINE_LENGTH else []
        cuts = (
            [(begin, colon) for colon in colons if (begin := self._begin(text, colon)) >= 0] if len(colons) > 1 else []
        )
        if len(cuts) < 2 or cuts[0][0]:
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


def _any(_field: str, _text: str) -> bool:
    return True


def _end(text: str, label: str) -> int | None:
    """Return where a label ends that a text begins with; None when it ends within a word."""
    for end in range(len(label), min(len(text), len(label) + _NUMBERING_LENGTH)):
        if fold(text[:end]) == label:
            within = text[end - 1].isascii() and text[end].isascii() and text[end - 1 : end + 1].isalnum()
            return None if within else end
    return None


def fold(text: str) -> str:
    """Return a label as labels are compared: narrow, simplified, lower case, no numbering and no signs at its ends."""
    narrow = text if text.isascii() else simplified(unicodedata.normalize("NFKC", text)).replace("’", "'")
    return fold_narrow(" ".join(narrow.lower().split()))


def fold_narrow(plain: str) -> str:
    """Return a label as ``fold`` does, given it narrow, simplified and in lower case."""
    plain = plain.strip(_EDGE)
    numbered = _NUMBERING.match(plain)
    return plain[numbered.end() :].strip(_EDGE) if numbered else plain
