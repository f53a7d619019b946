"""Tell the language of a segment: a rule on scripts first, seeded ``langdetect`` only for text in Latin letters.

Scripts decide East Asian text better than n-gram detectors do: kana is Japanese, Hangul Korean, Han without either is
Chinese, and simplified or traditional shows in the characters that only one of the two standards has.
"""

import re
from functools import cache
from typing import Literal

from ingest.record import Lang

Language = Literal["en", "zh-Hans", "zh-Hant", "mixed", "other"]

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_OTHER_LETTER = re.compile(r"[\u0370-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0fff]")

_KANA_SHARE = 0.05
"""Share of kana among East Asian letters above which a text is Japanese; Chinese quotes a の at most."""
_MATH = re.compile(r"\$[^$]{1,300}\$")
"""LaTeX, whose commands are no words of any language."""
_WORDS_OF_PROSE = 12
"""Latin words in a row that make a clause rather than a name or an abbreviation within Chinese."""
_HAN_OF_PROSE = 12
"""Han characters that make a clause; an English text cites a Chinese name in fewer."""
_DETECTABLE = 20
"""Letters under which langdetect guesses; shorter Latin text is taken for English, as titles and labels here are."""
_SURE = 0.9
"""Probability under which langdetect's other language is not believed against English."""


def detect(text: str) -> Language:
    """Return the language of a segment; text without letters is ``other``."""
    text = _MATH.sub(" ", text)
    han, kana, hangul = (len(p.findall(text)) for p in (_HAN, _KANA, _HANGUL))
    words = _LATIN_WORD.findall(text)
    if kana > _KANA_SHARE * (han + kana) or hangul > han:
        return "other"
    if han:
        return _with_han(text, han, len(words))
    latin = sum(map(len, words))
    if latin == 0 or len(_OTHER_LETTER.findall(text)) > latin:
        return "other"
    return "en" if latin < _DETECTABLE or _is_english(text) else "other"


def lang_of(text: str) -> Lang | None:
    """Return the field key under which a segment belongs: ``en``, ``zh``, or None for other languages.

    A mixed segment goes where most of it belongs, one English word weighing as much as two Han characters.
    """
    language = detect(text)
    if language == "mixed":
        return "zh" if len(_HAN.findall(text)) > 2 * len(_LATIN_WORD.findall(_MATH.sub(" ", text))) else "en"
    if language == "en":
        return "en"
    return "zh" if language.startswith("zh") else None


def zh_script(text: str) -> Literal["Hans", "Hant"]:
    """Return the script of a Chinese text: the one that has more of the characters which the other standard lacks."""
    simplified, traditional = _one_sided()
    chars = _HAN.findall(text)
    return "Hant" if sum(c in traditional for c in chars) > sum(c in simplified for c in chars) else "Hans"


def _with_han(text: str, han: int, words: int) -> Language:
    chinese: Language = "zh-Hans" if zh_script(text) == "Hans" else "zh-Hant"
    english_clauses = max((len(_LATIN_WORD.findall(run)) for run in _HAN.split(text)), default=0) >= _WORDS_OF_PROSE
    if han >= _HAN_OF_PROSE:
        return "mixed" if english_clauses else chinese
    return "en" if words > han else chinese


@cache
def _one_sided() -> tuple[frozenset[str], frozenset[str]]:
    """Return (simplified-only, traditional-only) characters, from OpenCC's conversion of the common ideographs."""
    from opencc import OpenCC

    block = [chr(c) for c in range(0x4E00, 0xA000)]
    text = "\n".join(block)
    to_simplified, to_traditional = OpenCC("t2s").convert(text).split("\n"), OpenCC("s2t").convert(text).split("\n")
    rows = list(zip(block, to_simplified, to_traditional, strict=True))
    simplified = frozenset(c for c, s, t in rows if c == s and c != t)
    return simplified, frozenset(c for c, s, t in rows if c != s and c == t)


def _is_english(text: str) -> bool:
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0  # unseeded, it changes its mind between calls
    try:
        best = detect_langs(text[:2000].lower())[0]
    except LangDetectException:
        return True
    return bool(best.lang == "en" or best.prob < _SURE)
