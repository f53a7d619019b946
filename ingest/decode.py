"""Bytes to text, for pages whose declared charset is often wrong.

Order of trust: byte order mark; NUL bytes in the pattern of UTF-16 or UTF-32; strict UTF-8; then the East Asian
multi-byte charsets, of which the most plausible reading wins, the declared one among equals.
"""

import codecs
import re
from typing import NamedTuple

from bicorpus import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16 LE
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?i)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)""")
_UTF8_PER_ERROR = 5
"""Well-formed UTF-8 sequences per broken one from which on the text is UTF-8 that was damaged or cut off: text in
another charset forms one by rare accident."""
_HEAD = 4096
"""Bytes in which a page may declare its charset (HTML asks for 1,024; real pages are later)."""
_PLAUSIBLE_SHARE = 0.9
"""Share of ordinary characters above which bytes with NULs are text; random bytes stay under 0.7."""
_CANDIDATES = ("gb18030", "big5hkscs", "cp932", "cp949", "cp1252")
_SUPERSETS = {  # WHATWG Encoding Standard: a page that says the left means, or may use, the right
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "hz-gb-2312": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "windows-1252": "cp1252",
}
_ACCENTED = re.compile("(?<![\xa0-\u024f])(?:[±µ°·×§©®«»–—’“”\xa0]|[À-\u024f]{1,4})(?![\xa0-\u024f])")
"""Accented letters in short runs and lone signs; Chinese bytes read as Latin-1 make long runs of anything."""
_COMMON_HAN = frozenset(
    "的是不了在有一人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "這個為時來們會對動過說產種後經發國學與及其例组組者患病研究治疗療结結果试試验驗"
)
"""Frequent characters of running Chinese in both scripts: a wrong charset turns them into rare ones."""


class Decoded(NamedTuple):
    """A page as text, and the charset that it was read in (a Python codec name)."""

    text: str
    charset: str


_FEW = 10
"""Characters outside ASCII under which a text says too little against its declaration."""
_HINT = 0.5
"""Factor on the damage of the declared charset's reading."""
_PER_COMMON = 5
"""Letters that one frequent character vouches for: they are at least a fifth of running Chinese."""


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of a page; ``declared`` is a charset from outside it (an HTTP header).

    Raises:
        InputError: the bytes are no text in any charset (NUL bytes that are not UTF-16 or UTF-32).
    """
    for bom, charset in _BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom) :].decode(charset, "replace"), charset)
    if b"\0" in data:
        return _wide(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        if sum(c > "\x7f" for c in text) > _UTF8_PER_ERROR * text.count("\ufffd"):
            return Decoded(text, "utf-8")
        return _multibyte(data, declared or _declaration(data))


def _declaration(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    return match[1].decode("ascii") if match else None


def _wide(data: bytes) -> Decoded:
    """Read UTF-16 or UTF-32 without a mark: the reading with the fewest impossible characters."""
    readings = []
    for charset in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        readings.append((sum(map(_plausible, text)) / max(1, len(text)), charset, text))
    if not readings or (best := max(readings))[0] < _PLAUSIBLE_SHARE:
        raise InputError("binary data: NUL bytes that are neither UTF-16 nor UTF-32")
    return Decoded(best[2], best[1])


def _plausible(char: str) -> bool:
    return (
        char in "\t\n\r"
        or " " <= char <= "~"
        or "\u00a0" <= char < "\u0250"
        or "\u2000" <= char < "\ua000"
        or char > "\uff00"
    )


def _multibyte(data: bytes, declared: str | None) -> Decoded:
    hint = _SUPERSETS.get((declared or "").lower(), (declared or "").lower())
    order = [hint, *(c for c in _CANDIDATES if c != hint)] if _known(hint) else list(_CANDIDATES)
    readings = [(c, data.decode(c, "replace")) for c in order]
    clean = readings[0][0] == hint and "\ufffd" not in readings[0][1]
    if clean and sum(c > "\x7f" for c in readings[0][1]) < _FEW:
        return Decoded(readings[0][1], hint)
    damage = [_damage(text) for _, text in readings]
    damage[0] *= _HINT if clean else 1.0
    charset, text = readings[damage.index(min(damage))]
    return Decoded(text, charset)


def _known(charset: str) -> bool:
    try:
        return bool(charset) and codecs.lookup(charset).name not in {"utf-8", "utf-16", "utf-32", "utf-7"}
    except (LookupError, ValueError):
        return False


def _damage(text: str) -> float:
    """How unlikely a reading is: undecodable and private characters, and Han without a common one among them."""
    letters = [c for c in text if c > "\x7f"]
    if not letters:
        return 0.0
    bad = sum(
        c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or "\x80" <= c < "\xa0" or "\uff61" <= c <= "\uff9f" for c in letters
    )
    han = sum("\u4e00" <= c <= "\u9fff" for c in letters)
    common = sum(c in _COMMON_HAN for c in letters)
    kana = sum("\u3040" <= c <= "\u30ff" for c in letters)
    hangul = sum("\uac00" <= c <= "\ud7a3" for c in letters)
    fluent = common * _PER_COMMON + kana
    if hangul > 4 * han:  # Korean prose has few Han; Chinese bytes read as Korean come out half and half
        fluent += hangul
    fluent += sum(map(len, _ACCENTED.findall(text)))
    return (10 * bad + len(letters) - min(len(letters), fluent)) / len(letters)
