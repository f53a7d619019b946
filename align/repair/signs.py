"""Characters that a scan or a converter wrote for others, and those that nobody sees."""

import re
from collections.abc import Iterator
from typing import Literal

from align.repair.found import Found

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％]+(?:[．－／][０-９Ａ-Ｚａ-ｚ％]+)*")
"""Full-width letters and digits, with what joins them in a number."""
_WIDE_IN_ENGLISH = re.compile("[，；：？！（）［］　]")
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LETTER_BEFORE, _LETTER_AFTER = re.compile(r"[\w.)%]"), re.compile(r"[\w(]")


def signs(text: str, lang: Literal["en", "zh"]) -> Iterator[Found]:
    """Yield invisible characters and those of the wrong width; none where a text is plain ASCII without controls."""
    for match in _INVISIBLE.finditer(text):
        yield Found("invisible", match.start(), match.end(), "")
    if text.isascii():
        return
    for match in _WIDE.finditer(text):
        yield Found("width", match.start(), match.end(), match.group().translate(_NARROW))
    for match in _WIDE_IN_ENGLISH.finditer(text) if lang == "en" else ():
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        narrow = match.group().translate(_NARROW)
        if narrow in "([":
            narrow = f" {narrow}" if _LETTER_BEFORE.match(before) else narrow
        elif narrow != " " and _LETTER_AFTER.match(after):
            narrow = f"{narrow} "
        yield Found("width", match.start(), match.end(), narrow)
