"""Undo what fonts say wrongly of their characters, where what they say tells how it went wrong.

Chinese bytes in a font with a Latin encoding come out as accented letters, two for each character; read as bytes again
they are Chinese.

In Chinese papers set with pdfTeX's CJK fonts the map of the last Chinese font may be attached to Latin fonts too: 1
comes out as U+8F31, A as U+8F41, in every such file in another row of 256 characters. No Chinese prose has a fifth
of its characters in one row, so the row shows.
"""

import re
from collections import Counter
from collections.abc import Iterable

_BYTES = re.compile(r"(?:[\xb0-\xf7\xa1-\xa9][\xa1-\xfe])+")
"""Characters that are, as Latin-1, the bytes of GB 2312's marks and Han characters."""
_BYTES_SHARE = 0.2
"""Share of a text's characters above which they are bytes; accented letters stand next to each other in a hundredth of
French."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MOVED_SHARE = 0.2
"""Share of a text's Han characters in one row of 256 from which on the row may be a moved one; prose has 0.1 at most
(U+4Exx, with 一 不 了 人 个)."""
_LATIN_SHARE = 0.9
"""Share of a moved row's characters that stand for Latin ones at least; the numbers of a Chinese text, which may well
fill a fifth of it, are spread over their row."""
_ENOUGH = 100
"""Han characters that a share can be taken of."""
_LIGATURES = {0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl"}
"""In TeX's text encoding (OT1, TeXbook appendix F)."""
_LATIN = {**{code: chr(code) for code in range(0x21, 0x7F)}, **_LIGATURES}


def are_bytes(texts: Iterable[str]) -> bool:
    """Tell whether accented letters are bytes of Chinese."""
    text = "".join(texts)
    return sum(map(len, _BYTES.findall(text))) > _BYTES_SHARE * max(1, len(text))


def from_bytes(text: str) -> str:
    """Return a word with the bytes of Chinese in it as characters."""
    return _BYTES.sub(lambda match: match[0].encode("latin-1").decode("gb18030", "replace"), text)


def moved_row(texts: Iterable[str]) -> int | None:
    """Return the code of the first character of the row that Latin letters were moved to, if they were."""
    han = Counter(_HAN.findall("".join(texts)))
    rows = Counter[int]()
    for char, number in han.items():
        rows[ord(char) & 0xFF00] += number
    if not rows:
        return None
    row, count = rows.most_common(1)[0]
    if rows.total() < _ENOUGH or count < _MOVED_SHARE * rows.total():
        return None
    latin = sum(number for char, number in han.items() if ord(char) - row in _LATIN)
    return row if latin >= _LATIN_SHARE * count else None


def moved_back(text: str, row: int) -> str:
    """Return a word with the characters of a moved row as Latin ones.

    A character of the row that stands alone among Chinese ones is itself, unless it stands for no letter.
    """
    first = rf"[{chr(row)}-{chr(row + 0x7E)}]"
    beside = r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]"
    alone = re.compile(rf"(?<={beside})(?<!{first}){first}(?!{first})(?={beside})")
    own = {match.start() for match in alone.finditer(text) if ord(match[0]) - row >= ord("A")}
    return "".join(c if i in own else _LATIN.get(ord(c) - row, c) for i, c in enumerate(text))
