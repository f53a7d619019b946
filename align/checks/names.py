"""Find names with digits in them: of trials, papers, genes, proteins, cell lines (``NCT01234567``, ``miR-223``)."""

import re
from typing import NamedTuple

SHORT = 3
"""Characters of a name that names a thing (``p53``)."""

_LETTERS = "a-zA-Zα-ωΑ-Ω"
_NAME = re.compile(
    r"\b10\.\d{4,9}/[^\s,;()。、]+"
    rf"|(?<![{_LETTERS}\d])(?=[{_LETTERS}][{_LETTERS}_^/-]*+\d)[{_LETTERS}\d]+(?:[-_^/]+[{_LETTERS}\d]+|\.\d[{_LETTERS}\d]*)*"
    r"|(?<![a-zA-Z\d.])\d{1,2}-?[DGSFH][A-Z]?(?:-[A-Z\d]+)*(?![a-z])"
)
_ANY = re.compile(rf"[{_LETTERS}][-_^/]*\d|\d-?[DGSFH]|10\.\d")
"""What every name has and most texts have not."""
_STATISTIC = re.compile(
    r"(?i:p|n|r|t|f|z|x|a|hr|or|rr|ci|md|sd|se|smd|wmd|auc|iqr|ph|vs|to|and|of|in|is|was|by|with|for|than|from)-?[\d.]+\Z"
)
"""What is set before a number, in text that lost its spaces and signs."""
_WORDS_AFTER = re.compile(r"(?:[-–][a-zA-Z]{3,})+\Z")
_WORDS_BEFORE = re.compile(r"(?:[a-z]{3,}[-–])+(?=[a-zA-Z])")
_GLUED = re.compile(r"(?<=\d{5})[a-zA-Z]{2,}\Z")
_INDEX = re.compile("[_^]")
_JOINT = re.compile(r"[-_^/.:+\s]")
_DIGITS = re.compile(r"\d+")


class Name(NamedTuple):
    """A name with digits at ``[start, end)`` of a text."""

    start: int
    end: int
    key: str
    """The same for all ways to write it: small letters, no hyphens."""
    raised: bool
    """Whether its digits are an exponent or an index, so that it is a formula rather than a name."""

    @property
    def short(self) -> bool:
        """Whether it may be a variable or the number of a group or table, such as ``T1``."""
        return len(self.key) < SHORT

    @property
    def letters(self) -> str:
        """The name with its numbers left open: ``mir#``."""
        return _DIGITS.sub("#", self.key)


def names(text: str) -> list[Name]:
    """Return the names with digits of a plain text, in order."""
    if not _ANY.search(text):
        return []
    return [
        Name(*_core(match), bool(_INDEX.search(match.group())))
        for match in _NAME.finditer(text)
        if not _STATISTIC.match(match.group())
    ]


def _core(match: re.Match[str]) -> tuple[int, int, str]:
    """Return place and key of a name without the words joined to it: HER2 of "anti-HER2-positive"."""
    start, end, name = *match.span(), match.group()
    if glued := _GLUED.search(name):
        end -= len(glued.group())
    elif "-" in name:
        after = _WORDS_AFTER.search(name)
        end -= len(after.group()) if after else 0
        before = _WORDS_BEFORE.match(name)
        start += before.end() if before else 0
    return start, end, key(match.string[start:end])


def key(text: str) -> str:
    """Return a text in small letters and without what joins the parts of names."""
    return _JOINT.sub("", text).lower()
