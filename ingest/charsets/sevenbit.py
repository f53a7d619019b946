"""Charsets that write Han in ASCII bytes behind escapes: ISO-2022-JP, -KR and -CN, HZ, and UTF-7 where declared."""

import re

from ingest.charsets.plausible import log_odds

_ESCAPED = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$B", "iso2022_jp_ext"), (b"\x1b$@", "iso2022_jp_ext"))
"""What calls up a set of characters (ECMA-35), and the charset that does."""
_GB_IN_2022 = b"\x1b$)A"
_SHIFTED = re.compile(rb"\x0e([^\x0f\n]*)\x0f?")
"""Between shift-out and shift-in, or the end of the line (RFC 1922)."""
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e]){1,400}~\}")
"""RFC 1843."""


def read_sevenbit(data: bytes, declared: str) -> tuple[str, str] | None:
    """Return (text, charset) of ASCII bytes that stand for other characters, or None where they are plain ASCII."""
    if b"\x1b$" in data:
        return _iso2022(data)
    if _HZ.search(data):
        text = data.decode("hz", "replace")
        return (text, "hz") if declared.startswith("hz") or log_odds(text) > 0 else None
    if declared in {"utf-7", "unicode-1-1-utf-7"}:
        return data.decode("utf-7", "replace"), "utf-7"
    return None


def _iso2022(data: bytes) -> tuple[str, str] | None:
    if _GB_IN_2022 in data:
        high = _SHIFTED.sub(lambda shifted: bytes(byte | 0x80 for byte in shifted[1]), data.replace(_GB_IN_2022, b""))
        return high.decode("gb2312", "replace"), "gb2312"
    charset = next((charset for escape, charset in _ESCAPED if escape in data), None)
    return (data.decode(charset, "replace"), charset) if charset else None
