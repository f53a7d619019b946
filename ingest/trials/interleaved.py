"""Pages that a machine translated line by line: below each English line stands its Chinese."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_LATIN_WORD = re.compile(r"[A-Za-z0-9]*[a-z][A-Za-z0-9]*")
"""Words, but not abbreviations such as NYHA, which Chinese has too."""


def is_chinese(text: str) -> bool:
    """Tell whether most of a line is Chinese; an abbreviation, a name or a number doesn't make it English."""
    return not _KANA.search(text) and len(_HAN.findall(text)) > len(_LATIN_WORD.findall(text))


def without_translated_labels(lines: Sequence[str], is_label: Callable[[str], bool]) -> list[str]:
    """Leave out the Chinese of labels, where most labels of a page have a line in Chinese below them."""
    below = [is_chinese(line) for label, line in pairwise(lines) if is_label(label)]
    if 2 * sum(below) <= len(below):
        return list(lines)
    pairs = zip(["", *lines], lines, strict=False)
    return [line for before, line in pairs if not (is_label(before) and is_chinese(line))]


def in_english(lines: Sequence[str]) -> list[str]:
    """Return the lines that are not in Chinese where there are any, otherwise all."""
    return [line for line in lines if not is_chinese(line)] or list(lines)
