"""Texts whose file declares their language, which is sometimes wrong → the fields they belong in."""

import re
from collections.abc import Iterable
from typing import Literal

from ingest.language import lang_of
from ingest.record import Lang, Section

_LANGS: dict[str, Lang] = {"en": "en", "eng": "en", "zh": "zh", "chi": "zh", "zho": "zh", "cmn": "zh"}
"""ISO 639-1 and both forms of ISO 639-2, which PubMed and JATS use."""
_UNTOLD = frozenset({"", "und", "mul", "mis", "zxx"})
_SHORT = 100
"""Characters under which a text says less of its language than its file does: a title, a keyword."""
_EAST_ASIAN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_ELSEWHERE = re.compile(r"[\u0400-\u1dff\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
"""Letters of scripts that English is not written in; Greek it uses in formulas."""


def lang_declared(text: str, code: str | None, *, trusted: bool = False) -> Lang | None:
    """Return the field key of a text: its script decides, then what the file declares if the text is short.

    Args:
        text: a title, an abstract or a keyword.
        code: of its language, as the file declares it (``chi``, ``zh-CN``); None where it does not.
        trusted: whether the source lets no other language than that into this place, however long the text.
    """
    told = _told(code)
    if told == "en" and in_latin_letters(text) and (trusted or len(text) < _SHORT):
        return "en"
    if told == "other" and len(text) < _SHORT:  # Japanese titles may be all in Chinese characters
        return None
    if told == "zh" and not _EAST_ASIAN.search(text) and len(text) < _SHORT:
        return "en"
    return lang_of(text)


def in_latin_letters(text: str) -> bool:
    """Tell whether no letter of a text is of a script that English is not written in."""
    return not _ELSEWHERE.search(text)


def _told(code: str | None) -> Lang | Literal["other"] | None:
    primary = re.split(r"[-_]", (code or "").strip().lower(), maxsplit=1)[0]
    return None if primary in _UNTOLD else _LANGS.get(primary, "other")


def sorted_out(name: str, texts: Iterable[tuple[str, Lang | None]]) -> tuple[dict[Lang, str], list[Section]]:
    """Return the first text of each language, and the others as sections under ``name``; empty texts are left out."""
    fields: dict[Lang, str] = {}
    others: list[Section] = []
    for text, lang in texts:
        if lang and text and lang not in fields:
            fields[lang] = text
        elif text and text not in fields.values():
            others.append(Section(name, lang or "other", text))
    return {lang: fields[lang] for lang in sorted(fields)}, others


def keywords_of(words: Iterable[tuple[str, str | None]]) -> dict[Lang, tuple[str, ...]]:
    """Return (keyword, declared language) by the language it is in, each once."""
    found: dict[Lang, dict[str, None]] = {}
    for word, code in words:
        if word and (lang := lang_declared(word, code or "en")):
            found.setdefault(lang, {})[word] = None
    return {lang: tuple(found[lang]) for lang in sorted(found)}
