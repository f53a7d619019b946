"""What pages and reports say, in English and Chinese.

English stands where it is used, as ``_("…")``; its Chinese is in the table ``ZH`` of one of the modules here, by area.
A text that no table has is shown in English.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


def translate(text: str, lang: str) -> str:
    """Return an English text in the language ``en`` or ``zh``."""
    return chinese().get(text, text) if lang == "zh" else text


def retell(sentence: str, lang: str) -> str:
    """Return an English sentence that was put together elsewhere, with its values, in a language.

    One that fits no pattern of ``failures``, ``remarks`` and ``refusals`` stays as it is. Values that a table has are
    translated too.
    """
    if lang != "zh" or sentence in chinese():
        return translate(sentence, lang)
    for pattern, zh in _patterns():
        if match := pattern.fullmatch(sentence):
            return zh.format(**{name: translate(value, lang) for name, value in match.groupdict().items()})
    return sentence


def pattern(text: str) -> re.Pattern[str]:
    """Return what finds the values of a text in which names in braces stand for them."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.*?)", re.escape(text)), re.DOTALL)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    from corpus.wording import failures, refusals, remarks

    tables = (failures.ZH, remarks.ZH, refusals.ZH)
    return tuple((pattern(text), zh) for table in tables for text, zh in table.items() if "{" in text)


@cache
def chinese() -> Mapping[str, str]:
    """Return the Chinese of every text, all areas together."""
    areas = (import_module(f"{__name__}.{area.name}") for area in iter_modules(__path__))
    return {text: zh for area in areas for text, zh in area.ZH.items()}
