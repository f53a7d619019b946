"""Spaces that a scan lost, or put where none belong."""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from align.repair.found import Found
from align.repair.glue import codes, lost_spaces, within

_HYPHENATED = re.compile(r"(?<![A-Za-z-])([A-Za-z]{2,})-\s+([a-z]{2,})(?![A-Za-z-])")
"""A hyphen at what was the end of a line."""
_AFTER_STOP = re.compile(
    r"(?<=[a-z\d)%][,;:])(?=[A-Za-z]{2})|(?<=[a-z]{3}[.?!])(?=[A-Z][a-z]*[ ,])|(?<=[)\]])(?=[A-Za-z]{3})"
)
"""Where a space belongs behind a stop or a bracket."""
_SIGN = r"[\s(<>=≤≥＜＞＝～~±-]"
_BEFORE_STOP = re.compile(r"(?<=[\w)%$]) +(?=[,;，；。、）](?!\d))")
_SWAPPED = re.compile(r"(?<=[\w)%$]) +([,;])(?=[A-Za-z])")
"""A space before a stop instead of behind it."""
_IN_DECIMAL = re.compile(rf"(?<={_SIGN}0\.) +(?=\d)|(?<={_SIGN}0) +(?=\.\d)")
_APART = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?: [\u4e00-\u9fff]){2,}(?![\u4e00-\u9fff])")
"""Characters set apart one by one, as a scan reads a heading."""


def spaces(text: str, lang: Literal["en", "zh"], ranks: Mapping[str, int]) -> Iterator[Found]:
    """Yield the places where a space is lost or stands for nothing."""
    for form in (_BEFORE_STOP, _IN_DECIMAL):
        yield from (Found("space", m.start(), m.end(), "") for m in form.finditer(text))
    if lang == "zh":
        for match in _APART.finditer(text):
            yield Found("space", match.start(), match.end(), match.group().replace(" ", ""))
        return
    yield from (Found("space", m.start(), m.end(), f"{m[1]} ") for m in _SWAPPED.finditer(text))
    yield from _joined(text, ranks)
    names = codes(text)
    after_stops = (m.start() for m in _AFTER_STOP.finditer(text) if not within(names, m.start()))
    for place in sorted({*after_stops, *lost_spaces(text, ranks)}):
        yield Found("space", place, place, " ")


def _joined(text: str, ranks: Mapping[str, int]) -> Iterator[Found]:
    """Yield hyphens that broke a word at the end of a line: without them it is a word that is known."""
    for match in _HYPHENATED.finditer(text):
        if f"{match[1]}{match[2]}".lower() in ranks:
            yield Found("hyphen", match.end(1), match.start(2), "")
