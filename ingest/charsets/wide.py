"""UTF-16 and UTF-32 without a byte order mark, told by where their NUL bytes stand, and bytes that are no text."""

import re

from ingest.charsets.plausible import log_odds

_PLAUSIBLE = re.compile(
    "[\t\n\r\x20-\x7e\u00a0-\u052f\u2000-\u206f\u20a0-\u2bff\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe10-\uffef"
    "\U00010000-\U0003ffff]"
)
_PLAUSIBLE_SHARE = 0.9
"""Share of ordinary characters above which bytes with NULs are text; random bytes stay under 0.7."""
_LOOKED_AT = 20_000
"""Characters that tell."""
_MANY = 0.05
"""Share of NUL bytes from which on ASCII is among the text; pages of Han have fewer, and must read as Han."""
_CONTROLS = bytes({*range(1, 32)} - set(b"\t\n\v\f\r\x0e\x0f\x1a\x1b"))
_STRAY = 0.01
"""Share of control characters up to which they are a fault in a text; a program or a picture has many more."""


def read_wide(data: bytes) -> tuple[str, str] | None:
    """Return (text, charset) of UTF-16 or UTF-32 without a mark, or None."""
    many = data.count(0) >= _MANY * len(data)
    for charset, width in (("utf-32-le", 4), ("utf-32-be", 4), (_order(data), 2)):
        text = data[: len(data) // width * width].decode(charset, "replace")
        if _is_text(text) and (many or log_odds(text[:_LOOKED_AT]) > 0):
            return text, charset
    return None


def is_binary(data: bytes) -> bool:
    """Tell whether bytes without NULs hold more control characters than a damaged text."""
    return len(data) - len(data.translate(None, _CONTROLS)) > _STRAY * len(data)


def _order(data: bytes) -> str:
    """Return UTF-16 in the order of bytes in which the NULs, half of each ASCII character, come second."""
    return "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"


def _is_text(text: str) -> bool:
    head = text[:_LOOKED_AT]
    return len(_PLAUSIBLE.findall(head)) > _PLAUSIBLE_SHARE * len(head)
