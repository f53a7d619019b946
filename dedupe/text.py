"""Fold text for comparison: one form for what differs only in script variant, case, accents, markup or punctuation.

Folding works on copies; records keep their text. No letter of any script is ever deleted: a Chinese title stays
Chinese, in simplified characters.
"""

import html
import re
import unicodedata
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from opencc import OpenCC

PIECE = 1000
"""Characters that are normalised at once."""
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def is_han(text: str) -> bool:
    """Tell whether a text is Chinese, in the sense that what is in Latin letters cannot be compared with it."""
    return not text.isascii() and bool(HAN.search(text))


_TAG = re.compile(r"</?[a-z][a-z0-9]{0,9}(?: [^<>]{0,100})?/?>", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_ASCII = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_ACCENT = re.compile(r"[\u0300-\u036f]")
_SPOILT = re.compile(r"[\u00c2-\u00c5\u00ce\u00e2-\u00e9][\u0080-\u00bf\u20ac\u201a-\u203a\u02c6-\u02dc\u0152-\u017e]")
"""The first byte of a character in UTF-8, and a second one, as Windows-1252 shows them."""
_NUMBER = re.compile(r"\d+(?:[.,·]\d+)*")
_LETTERS = str.maketrans(
    {
        "α": " alpha ",
        "β": " beta ",
        "γ": " gamma ",
        "δ": " delta ",
        "ε": " epsilon ",
        "κ": " kappa ",
        "λ": " lambda ",
        "μ": " mu ",
        "σ": " sigma ",
        "ω": " omega ",
        "&": " and ",
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
    }
)


def fold(text: str) -> str:
    """Return the words of ``text`` in lower case, without accents and punctuation, one space between them.

    Traditional characters become simplified; a run of Chinese is one word; Greek letters are spelled out, as indexers
    do.
    """
    if text.isalnum() and text.isascii():
        return text.lower()
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = _unescaped(text).replace("&", " and ")
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    return " ".join(_WORD.findall(_plain(text).lower()))


def _unescaped(text: str) -> str:
    """Return the text with its character references resolved, unless one has thousands of digits."""
    with suppress(ValueError):
        return html.unescape(text)
    return text


def _plain(text: str) -> str:
    """NFKC, simplified script, no accents; Latin letters that do not decompose and Greek ones spelled out."""
    is_chinese = bool(HAN.search(text))
    text = normalised("NFKC", text if is_chinese else _unspoilt(text))
    text = (_simplifier().convert(text) if is_chinese else text).casefold()
    if not unicodedata.is_normalized("NFKD", text):
        text = normalised("NFC", _ACCENT.sub("", normalised("NFKD", text)))
    return text.translate(_LETTERS)


def _unspoilt(text: str) -> str:
    """Return UTF-8 that was once read as Latin-1 or Windows-1252 (``MÃ©niÃ¨re``) as it was written."""
    if not _SPOILT.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        with suppress(UnicodeError):
            return text.encode(encoding).decode("utf-8")
    return text


@cache
def _simplifier() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")


def as_ascii(text: str) -> str:
    """Return the text with full-width digits and letters as plain ones."""
    return text if text.isascii() else normalised("NFKC", text)


def normalised(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """Return the text in a form of Unicode; piece by piece where long, since accents are sorted in quadratic time."""
    if len(text) <= PIECE:
        return unicodedata.normalize(form, text)
    pieces = (text[start : start + PIECE] for start in range(0, len(text), PIECE))
    return "".join(unicodedata.normalize(form, piece) for piece in pieces)


def squeeze(folded: str) -> str:
    """Drop the spaces, so that ``HPV 16`` and ``HPV16`` are one."""
    return folded.replace(" ", "")


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of two digits or more, written as in either language: ``71.4`` for 71.4 % and ７１．４％."""
    found = (number.replace(",", "").replace("·", ".") for number in _NUMBER.findall(as_ascii(text)))
    return frozenset(number for number in found if len(number) >= 2)
