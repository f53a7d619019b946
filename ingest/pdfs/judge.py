"""Judge the text of a page: can it be what the page shows, or do its fonts tell other characters, or none."""

import re
from dataclasses import dataclass
from typing import Literal

_CID = re.compile(r"\(cid:\d+\)")
_PLAIN = re.compile(r"[\s!-~]+")
"""What stands for itself in any font."""
_UNREADABLE = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\U000f0000-\U0010fffd]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_PUNCTUATION = re.compile(r"[，。、；：？！．,.;:?!]")
_ACCENTED = re.compile(r"[\u00a1-\u00ff]{2,}")
_LONG_WORD = re.compile(r"[A-Za-z]{30,}")

_FEW = 40
"""Characters under which a page has hardly any text: a page number, a stamp, a caption."""
_SOME_UNREADABLE = 0.1
"""Share of a page's characters from which on the other engine is asked; a page of formulas leaves five in a hundred."""
_MOST_UNREADABLE = 0.3
"""Share above which a text is of no use."""
_HAN_OF_PROSE = 300
"""Han characters from which on a page is prose rather than a table or a title page."""
_LEAST_PUNCTUATION = 0.02
"""Marks to a Han character; Chinese prose has 0.08 to 0.15."""
_MOST_ACCENTED = 0.2
"""Share of characters in accented pairs above which they are bytes of Chinese; French has 0.01."""
_MOST_GLUED = 0.2
"""Share of characters in words of 30 and more above which words lost their spaces; the longest in use has 28."""


Kind = Literal["good", "poor", "few", "useless"]
"""Nothing speaks against it; something does; there is hardly any; its characters are not those on the page."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page's text is worth."""

    worth: float
    """Characters that can be read, less those that cannot; of two readings of a page the one with more is better."""
    doubt: str = ""
    """What speaks against the text, with its measure; empty where nothing does."""
    kind: Kind = "good"


def judge(text: str) -> Verdict:
    """Judge the text of one page."""
    characters = len("".join(text.split()))
    foreign = _PLAIN.sub(" ", text)
    unnamed = _CID.findall(text)
    unreadable = len(_UNREADABLE.findall(foreign))
    readable = characters - unreadable - sum(map(len, unnamed))
    unreadable += len(unnamed)
    accented = sum(map(len, _ACCENTED.findall(foreign)))
    bad = unreadable / max(1, readable + unreadable)
    worth = readable - unreadable - 2 * accented
    if bad > _MOST_UNREADABLE:
        return Verdict(worth, f"{bad:.0%} of the characters are unreadable", "useless")
    if readable < _FEW:
        return Verdict(worth, f"{readable} characters are all there is", "few")
    if bad > _SOME_UNREADABLE:
        return Verdict(worth, f"{bad:.0%} of the characters are unreadable", "poor")
    if accented > _MOST_ACCENTED * readable:
        return Verdict(
            worth, f"{accented / readable:.0%} of the characters are Chinese bytes read as Latin ones", "useless"
        )
    glued = sum(map(len, _LONG_WORD.findall(text)))
    if glued > _MOST_GLUED * readable:
        return Verdict(worth, f"{glued / readable:.0%} of the characters stand in words without end", "poor")
    han = len(_HAN.findall(foreign))
    if han >= _HAN_OF_PROSE and (marks := len(_PUNCTUATION.findall(text))) < _LEAST_PUNCTUATION * han:
        return Verdict(worth, f"{marks} punctuation marks stand between {han} Han characters", "poor")
    return Verdict(worth)
