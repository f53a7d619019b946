"""What pages and reports say, in English and Chinese.

English stands where it is used, as ``_("…")``; its Chinese is in the table ``ZH`` of one of the modules here, by area.
A text that no table has is shown in English.
"""

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


@cache
def chinese() -> Mapping[str, str]:
    """Return the Chinese of every text, all areas together."""
    areas = (import_module(f"{__name__}.{area.name}") for area in iter_modules(__path__))
    return {text: zh for area in areas for text, zh in area.ZH.items()}
