"""Find the numbers of English and Chinese text by value, however they are written.

``2,000``, ``2000``, ``２０００``, ``2千`` and ``two thousand`` have one value, and so have ``10^6``, ``10⁶``,
``1×10^6`` and ``100万``. Where scraping has left it open (``1×106`` was 10⁶ before the superscript was lost) a mention
has every value it may have.
"""

import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate

from align.numerals import CHINESE_POWERS, ENGLISH_POWERS, numerals

CITING_WORD = 4
"""Letters of a word that digits stick to as a citation mark (``relapse3,4``); shorter ones make a name (``p53``)."""
REMEMBERED = 4096
"""Texts whose numbers are kept: the search reads each sentence, and the check most of them again."""

_NARROW = str.maketrans(
    "０１２３４５６７８９．，％＾（）－−ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789.,%^()--abcdefghijklmnopqrstuvwxyz"
)
"""Full-width signs to narrow ones, and capitals to small letters: patterns that ignore case are slower."""
_DIGIT = re.compile(r"\d")
_GROUPED = re.compile(r"[,\s]")
_LATEX_FILLERS = frozenset(" ~\\{}")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_PLAIN = (
    r"(?<![\w.%)\]])\.\d+|\d{1,3}(?:, ?\d{3})+(?![\d,])(?:\.\d+)?"
    r"|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d|[.,]\d)"
    r"|\d+\.\d{3}[ \u2009\u202f]\d{1,3}(?!\d|[.,]\d|%)|\d+(?:\.\d+)?"
)
_POWER_OF_TEN = r"10(?:\s?\\?\^\s?\{?(?P<caret>-?\d{1,2})\}?|(?P<raised>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))"
_NUMBER = re.compile(
    r"(?=[\d.])(?:"  # one look at each character that begins no number
    rf"(?:(?P<mantissa>{_PLAIN})\s?(?:[×x*]|times)\s?)?(?<![\d.,]){_POWER_OF_TEN}"
    rf"|(?P<before_sunk>{_PLAIN})\s?[×x*]\s?10\s?(?P<sunk>\d{{1,2}})(?![\d.])"
    r"|(?P<century>\d{1,2})\s?世[纪紀]\s?(?P<decade>\d0)\s?年代"
    rf"|(?P<plain>{_PLAIN})"
    r"(?:\s?(?P<chinese>百万|千万|万亿|[百千万萬亿億])(?![克卡米瓦帕伏赫焦升])|"
    rf"[\s-]?(?P<english>{'|'.join(ENGLISH_POWERS)})s?\b)?)"
)
_MARK_BEFORE = re.compile(rf"(?:[a-z]{{{CITING_WORD},}}[,;)]?|[a-z%)\]][.,])(?:\d{{1,2}}[,\-–])*\Z")
_UNIT_BEFORE = re.compile(r"(?<![a-z])[cmkdμ]?m\Z")
_COUNTED_ONE = re.compile(r"\s*[㐀-鿿]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text: ``[start, end)`` and every value it may have."""

    start: int
    end: int
    values: frozenset[Decimal]
    certain: bool
    """False where it may be no number of the text: a word (一致), a list number, a citation mark."""


def mentions(text: str) -> list[Mention]:
    """Return the numbers of a text: those in digits, in order, then those in words."""
    return [*in_digits(text), *in_words(text)]


@lru_cache(maxsize=REMEMBERED)
def in_digits(text: str) -> tuple[Mention, ...]:
    """Return the numbers of a text that are written in digits, in order."""
    if not _DIGIT.search(text):  # most sentences have none, and to look takes a tenth of the time of reading
        return ()
    narrow, places = _without_latex(text.lower() if text.isascii() else text.translate(_NARROW))
    return tuple(
        Mention(
            places[match.start()],
            places[match.end() - 1] + 1,
            frozenset(_values(match)),
            certain=not _is_mark(narrow, match),
        )
        for match in _NUMBER.finditer(narrow)
    )


@lru_cache(maxsize=REMEMBERED)
def in_words(text: str) -> tuple[Mention, ...]:
    """Return what may be numbers in words, none of them certain."""
    return tuple(Mention(start, end, values, certain=False) for start, end, values in numerals(text))


def _without_latex(text: str) -> tuple[str, Sequence[int]]:
    """Take out the spaces that OCR puts into LaTeX (``$6 4 . 3$``); return the text and each character's place."""
    if "$" not in text:
        return text, range(len(text))
    inside = accumulate((char == "$" for char in text), operator.xor)
    places = [at for at, within in enumerate(inside) if not (within and text[at] in _LATEX_FILLERS)]
    return "".join(text[at] for at in places), places


def _values(match: re.Match[str]) -> Iterator[Decimal]:
    """Yield what a number in digits may be worth."""
    written = match.group()
    if match.lastgroup == "plain" and written.isascii() and not _GROUPED.search(written):
        yield Decimal(written)  # nine of ten, and what follows takes four times as long
        return
    part = {name: re.sub(r"[,\s]", "", text) for name, text in match.groupdict().items() if text}
    if "sunk" in part:
        yield Decimal(part["before_sunk"]).scaleb(int(part["sunk"]))
        yield Decimal("10" + part["sunk"])
    elif "century" in part:
        yield Decimal(100 * (int(part["century"]) - 1) + int(part["decade"]))
    elif "plain" in part:
        if re.search(r"\s", match["plain"]):  # 2 150 may be one number or two, and so may 2, 150
            yield from (Decimal(piece.replace(",", "")) for piece in re.split(r",?\s", match["plain"]))
        power = CHINESE_POWERS.get(part.get("chinese", ""), 0) + ENGLISH_POWERS.get(part.get("english", ""), 0)
        yield Decimal(part["plain"]).scaleb(power)
    else:
        exponent = part.get("caret") or part["raised"].translate(_RAISED)
        yield Decimal(part.get("mantissa", "1")).scaleb(int(exponent))


def _is_mark(text: str, match: re.Match[str]) -> bool:
    """Tell whether digits may be no number that the other language repeats.

    They may number a list item (``(1)``) or a reference, be a unit's power (``mg/m2``) or an article (``每3周1次``).
    """
    before, written, after = text[max(0, match.start() - 30) : match.start()], match.group(), text[match.end() :][:3]
    enumerates = len(written) == 1 and before.endswith("(") and after.startswith(")")
    raised = written in "23" and _UNIT_BEFORE.search(before) is not None
    article = written == "1" and _COUNTED_ONE.match(after) is not None
    return enumerates or raised or article or _MARK_BEFORE.search(before) is not None
