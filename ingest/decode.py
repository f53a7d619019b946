"""Bytes to text, for pages whose declared charset is often wrong.

Order of trust: byte order mark; NUL bytes in the pattern of UTF-16 or UTF-32; charsets of seven bits by their escapes;
strict UTF-8; then the multi-byte charsets of East Asia and Windows Latin, of which the most plausible reading wins, a
declaration being one piece of evidence. UTF-8 that was encoded twice is read twice.
"""

import codecs
import re
from typing import NamedTuple

from bicorpus import InputError
from ingest.charsets.plausible import log_odds
from ingest.charsets.sevenbit import read_sevenbit
from ingest.charsets.wide import is_binary, read_wide

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16 LE
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?i)(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([a-z0-9_:.-]{1,40})""")
_HEAD = 4096
"""Bytes in which a page may declare its charset (HTML asks for 1,024; real pages are later)."""
_UTF8_PER_ERROR = 5
"""Well-formed UTF-8 sequences per broken one from which on the text is UTF-8 that was damaged: text in another charset
forms one by rare accident."""
_UTF8 = frozenset({"utf-8", "utf8"})
_STRANGE = re.compile("[\u0250-\u036f\u0460-\u08ff]")
"""What two-byte sequences of UTF-8 spell beyond Latin, Greek and Russian: ``摘要`` in GBK is valid, as ``ժҪ``."""
_FEW = 10
"""Characters up to which all being valid may be chance: two of Chinese in GBK are one time in forty."""
_CERTAIN = 1.0
"""Log-odds per character from which such a text is believed to be of another charset: half of it frequent Han."""
_CANDIDATES = {"gb18030": 2.0, "big5hkscs": 1.0, "cp1252": 1.0, "cp932": 0.0, "cp949": -1.0, "euc_jp": -1.0}
"""Log-odds before anything is read: folders of Chinese and English pages hold few others, but a name of two characters
may be read in any of these."""
_SUPERSETS = {  # WHATWG Encoding Standard: a page that says the left means, or may use, the right
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "windows-1252": "cp1252",
}
_DECLARATION = 5.0
"""Log-odds of a declared charset: about one page in a hundred declares a wrong one of these."""
_SEPARATORS = re.compile(rb"[\x00-\x2f\x3a-\x3f]+")
"""Bytes that are never the second of a character in these charsets, so that words between them can be read alone."""
_SAMPLE = 4000
"""Words outside ASCII that are enough to tell, from all over the page."""

_STRAY_NULS = 0.02
"""Share of NUL bytes up to which they are a fault in a text; UTF-16 and programs have many more."""
_TO_BYTES = {
    ord(bytes([byte]).decode("cp1252")): byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"
}
"""Characters of Windows Latin that Latin-1 has elsewhere or not at all."""
_TWICE = re.compile(f"[\u00c2-\u00f4][\u0080-\u00bf{''.join(map(chr, _TO_BYTES))}]")
"""A lead byte of UTF-8 and one that continues it, each read as a character."""


class Decoded(NamedTuple):
    """A page as text, and the charset that it was read in (a Python codec name)."""

    text: str
    charset: str


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of a page; ``declared`` is a charset from outside it (an HTTP header).

    Raises:
        InputError: the bytes are no text in any charset (a program, a picture).
    """
    for bom, charset in _BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom) :].decode(charset, "replace"), charset)
    if b"\0" in data:
        return _with_nul(data, declared)
    declared = (declared or _declaration(data) or "").lower()
    if data.isascii():
        return Decoded(*(read_sevenbit(data, declared) or (data.decode("ascii"), "utf-8")))
    utf8 = _utf8(data)
    if utf8 and (declared in _UTF8 or not _by_accident(utf8.text)):
        return utf8
    other = _multibyte(data, declared)
    return utf8 if utf8 and log_odds(other.text) < _CERTAIN * _outside(other.text) else other


def _declaration(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii") if match else None


def _with_nul(data: bytes, declared: str | None) -> Decoded:
    """Read UTF-16 or UTF-32 without a mark, or a text in another charset into which NUL bytes have strayed."""
    rest = data.replace(b"\0", b"")
    few = len(data) - len(rest) <= _STRAY_NULS * len(data) and not is_binary(rest)
    if few and is_utf8(rest):
        return decode(rest, declared)
    if wide := read_wide(data):
        return Decoded(*wide)
    if few:
        return decode(rest, declared)
    raise InputError("binary data: NUL bytes that are neither UTF-16 nor UTF-32")


def is_utf8(data: bytes) -> bool:
    """Tell whether bytes are well-formed UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf8(data: bytes) -> Decoded | None:
    """Read UTF-8, also such as was damaged or cut off; None where it is something else."""
    try:
        return Decoded(_once(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as exc:
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        well_formed = _outside(text) - broken
        cut_off = exc.reason == "unexpected end of data" and well_formed > 0
        return Decoded(text, "utf-8") if cut_off or well_formed > _UTF8_PER_ERROR * broken else None


def _by_accident(text: str) -> bool:
    """Tell whether a few characters of scripts that nobody here writes may be GBK that happens to be valid UTF-8."""
    return _outside(text) <= _FEW and _STRANGE.search(text) is not None and log_odds(text) < 0


def _outside(text: str) -> int:
    """Return the number of characters outside ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _once(text: str) -> str:
    """Undo the reading of UTF-8 as Windows Latin before it was written as UTF-8, if all of the text went through it."""
    if not _TWICE.search(text):
        return text
    try:
        once = text.translate(_TO_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
    return once if log_odds(once) > max(0.0, log_odds(text)) else text


def _multibyte(data: bytes, declared: str) -> Decoded:
    """Read bytes that are no UTF-8 in the charset in which they are most plausible, the earlier among equals."""
    sample = _sample(data)
    hint = _SUPERSETS.get(declared, declared)
    wide = ("utf-16-le", "utf-16-be") if len(data) < _HEAD and len(data) % 2 == 0 else ()
    candidates = dict.fromkeys((*((hint,) if _known(hint) else ()), *_CANDIDATES))
    rated = {one: log_odds(sample.decode(one, "replace")) + _CANDIDATES.get(one, 0.0) for one in candidates}
    rated |= {charset: log_odds(data.decode(charset, "replace")) for charset in wide}
    if hint in rated and "\ufffd" not in sample[:-1].decode(hint, "replace")[:-1]:
        rated[hint] += _DECLARATION
    charset = max(rated, key=rated.__getitem__)
    return Decoded(data.decode(charset, "replace"), charset)


def _sample(data: bytes) -> bytes:
    words = [word for word in _SEPARATORS.split(data) if not word.isascii()]
    return b" ".join(words[:: 1 + len(words) // _SAMPLE])


def _known(charset: str) -> bool:
    try:
        return bool(charset) and codecs.lookup(charset).name not in {"utf-8", "utf-16", "utf-32", "utf-7"}
    except (LookupError, ValueError):
        return False
