"""Tell the language of a segment by its script first, and among Latin letters by ``ingest.languages.english``.

Scripts decide East Asian text better than n-gram detectors do: kana is Japanese, Hangul Korean, Han without either is
Chinese, and simplified or traditional shows in the characters that only one of the two standards has. Where no such
character occurs (``人口``), simplified is assumed. A title in kanji only is told to be Japanese by forms that only
Japan has (``変形性関節症``); without them (``慢性腎不全患者``) nothing tells it from Chinese.
"""

import re
from typing import Literal, NamedTuple

from ingest.languages.english import is_english
from ingest.languages.hanzi import JAPANESE, SIMPLIFIED, TRADITIONAL
from ingest.languages.pieces import HAN, LATIN_WORD, Piece, Script, has_no_sentence, pieces
from ingest.record import Lang

Language = Literal["en", "zh-Hans", "zh-Hant", "mixed", "other"]

_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_EAST_ASIAN = re.compile(r"[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_LETTER = re.compile(r"[^\W\d_]")
_MATH = re.compile(r"\$[^$\u3400-\u9fff]{1,300}\$|\\[A-Za-z]+")
"""LaTeX, whose commands are no words of any language."""
_CORNERED = frozenset("「」『』")
_QUOTED = re.compile(r"《[^《》]{1,100}》|「[^「」]{1,100}」|“[^“”]{1,100}”|[(（][^()（）]{1,100}[)）]")
"""Where Chinese names a Japanese or Korean work or person in its own letters."""

_KANA_SHARE = 0.05
"""Share of kana among East Asian letters above which a text is Japanese; Chinese quotes a の at most."""
_HANGUL_SHARE = 0.15
"""Share of Hangul above which a text is Korean: with hanja for every noun, endings and particles remain."""
_JAPANESE_SHARE = 0.1
"""Share of forms that only Japanese has above which Han without kana are Japanese; OCR puts some into Chinese."""


class Run(NamedTuple):
    """A stretch [start, end) of a text in one language, without blanks around it."""

    language: Language
    start: int
    end: int


def detect(text: str) -> Language:
    """Return the language of a segment; text without letters is ``other``.

    ``mixed`` is a sentence or more of Chinese and one of English; a name or a term in the other script is none.
    """
    text = _without_math(text)
    if _EAST_ASIAN.search(text) is None:
        return _western(text)
    if _is_japanese_or_korean(text):
        return "other"
    words = LATIN_WORD.findall(text)
    if len(words) <= 1 or (has_no_sentence(words) and len(HAN.findall(text)) > len(words)):
        return _whole(text, "han")
    cut = pieces(text)
    return _whole(text, cut[0].script) if len(cut) == 1 else _several(text, cut)


def lang_of(text: str) -> Lang | None:
    """Return the field key under which a segment belongs: ``en``, ``zh``, or None for other languages.

    A mixed segment goes where most of it belongs, one English word weighing as much as two Han characters.
    """
    language = detect(text)
    if language == "mixed":
        return "zh" if len(HAN.findall(text)) > 2 * len(LATIN_WORD.findall(_without_math(text))) else "en"
    if language == "en":
        return "en"
    return "zh" if language.startswith("zh") else None


def runs(text: str) -> list[Run]:
    """Return the stretches of a text in one language each, in order, cut where sentences or lines end.

    An English name or term within a Chinese sentence belongs to that sentence. Together the stretches hold every letter
    of the text; a text without letters is one of ``other``, and an empty one has none.
    """
    plain = _without_math(text)
    found: list[Run] = []
    for piece in pieces(plain):
        stretch, (start, end) = plain[piece.start : piece.end], _trimmed(text, piece.start, piece.end)
        language: Language = "other" if _is_japanese_or_korean(stretch) else _whole(stretch, piece.script)
        if found and found[-1].language == language:
            found[-1] = Run(language, found[-1].start, end)
        elif start < end:
            found.append(Run(language, start, end))
    return found


def zh_script(text: str) -> Literal["Hans", "Hant"]:
    """Return the script of a Chinese text: the one that has more characters which the other standard lacks.

    Where neither has, the quotation marks of Taiwan and Hong Kong tell.
    """
    chars = frozenset(text)
    simplified, traditional = len(SIMPLIFIED & chars), len(TRADITIONAL & chars)
    if simplified == traditional:
        return "Hant" if not _CORNERED.isdisjoint(text) else "Hans"
    return "Hant" if traditional > simplified else "Hans"


def _without_math(text: str) -> str:
    return _MATH.sub(lambda match: " " * len(match[0]), text) if "$" in text or "\\" in text else text


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip())


def _western(text: str) -> Language:
    """Tell the language of a text without East Asian letters."""
    letters = len(_LETTER.findall(text))
    latin = letters if text.isascii() else sum(map(len, LATIN_WORD.findall(text)))
    if latin == 0 or 2 * latin < letters:
        return "other"
    return "en" if is_english(text) else "other"


def _is_japanese_or_korean(text: str) -> bool:
    """Tell by the letters outside quotes, if there are others outside quotes."""
    if not (_KANA.search(text) or _HANGUL.search(text)):
        return _has_japanese_forms(text)
    outside = _QUOTED.sub("", text)
    counted = outside if HAN.search(outside) else text
    han, kana, hangul = (len(letters.findall(counted)) for letters in (HAN, _KANA, _HANGUL))
    return kana > _KANA_SHARE * (han + kana) or hangul > _HANGUL_SHARE * (han + hangul)


def _has_japanese_forms(text: str) -> bool:
    if JAPANESE.isdisjoint(text):
        return False
    japanese = sum(map(JAPANESE.__contains__, text))
    return japanese > max(sum(map(SIMPLIFIED.__contains__, text)), _JAPANESE_SHARE * len(HAN.findall(text)))


def _whole(text: str, script: Script | None) -> Language:
    """Tell the language of a text in one script, or of a few letters."""
    han = len(HAN.findall(text))
    if han and (script == "han" or (script is None and han >= len(LATIN_WORD.findall(text)))):
        return "zh-Hans" if zh_script(text) == "Hans" else "zh-Hant"
    return _western(text)


def _several(text: str, cut: list[Piece]) -> Language:
    """Tell the language of a text in both scripts; with French beside Chinese it is one of the two, not mixed."""
    latin = " ".join(text[piece.start : piece.end] for piece in cut if piece.script == "latin")
    if is_english(latin):
        return "mixed"
    return _whole(text, "han") if len(HAN.findall(text)) > len(LATIN_WORD.findall(latin)) else "other"
