"""Make text plain for the check: one form of each sign, LaTeX resolved, letters that OCR read for digits put right.

Every character of the plain text knows its place in the text as given, so that findings point there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

_ONE_FORM = str.maketrans(
    "０１２３４５６７８９．：；％＜＞＝＋（）［］／﹥﹤≦≧⩽⩾≮≯～∼〜∽˜－−﹣–—―‐‑µ　\u00a0\u2009\u202f＊Ｐ",
    "0123456789.:;%<>=+()[]/><≤≥≤≥≥≤~~~~~−−−–––--μ    *P",
)
_COMMANDS = {
    "geq": "≥", "geqslant": "≥", "ge": "≥", "geqq": "≥", "leq": "≤", "leqslant": "≤", "le": "≤", "leqq": "≤",
    "lt": "<", "gt": ">", "langle": "<", "rangle": ">", "pm": "±", "times": "×", "sim": "~", "approx": "≈",
    "mu": "μ", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "kappa": "κ", "lambda": "λ", "chi": "χ",
    "circ": "°", "degree": "°", "perthousand": "‰", "cdot": "·", "Delta": "Δ", "Omega": "Ω", "gg": ">", "ll": "<",
}  # fmt: skip
_FORMULA = re.compile(r"\$[^$\n]{1,300}\$")
_MARKED = re.compile(r"[\\{}^_<>=~]|\d [\d.]")
"""What a formula has, and the text between two sums of dollars has not."""
_PIECE = re.compile(
    r"\\(?P<command>[a-zA-Z]+)|\\(?P<spacing>[\s,:;!{}])|\\(?P<escaped>.)|[\s{}~$]|(?P<char>.)", re.DOTALL
)
_GROUPING = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
"""A full-width comma that may group the digits of one number, as a space may, or part two numbers."""
_MISREAD = re.compile(
    r"(?<=\d\.)O(?![A-Za-z])|(?<![A-Za-z\d])(?=[\dOl.]*\d)[\dOl](?:[\dl.]|O(?![A-NP-Znrfu]))*(?<![.l])"
)
_SUSPECT = re.compile(r"[\d.][Ol]|[Ol][.\d]")
_AS_DIGITS = str.maketrans("Ol", "01")


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain text, and the place of each of its characters in the text as given."""

    text: str
    places: Sequence[int]

    def given(self, start: int, end: int) -> tuple[int, int]:
        """Return where ``[start, end)``, not empty, stands in the text as given."""
        return self.places[start], self.places[end - 1] + 1


def plain(text: str) -> Plain:
    """Return a text with signs of one form, formulas in a line, and no O for 0 or l for 1 within numbers."""
    narrow = text if text.isascii() else text.translate(_ONE_FORM)
    if "，" in narrow:  # what follows one is no citation mark, as it may be after a narrow comma
        narrow = _GROUPING.sub(" ", narrow).replace("，", "、")
    places: Sequence[int] = range(len(text))
    if "$" in narrow:
        pieces = list(chain.from_iterable(_resolved(narrow)))
        narrow, places = "".join(char for char, _ in pieces), [at for _, at in pieces]
    if _SUSPECT.search(narrow):
        narrow = _MISREAD.sub(lambda number: number.group().translate(_AS_DIGITS), narrow)
    return Plain(narrow, places)


def _resolved(text: str) -> Iterator[list[tuple[str, int]]]:
    """Yield the characters of the plain text with their places, formula by formula and what is between them."""
    start = 0
    for formula in _FORMULA.finditer(text):
        if not _MARKED.search(formula.group()):
            continue
        yield [(text[at], at) for at in range(start, formula.start())]
        yield [(" ", formula.start()), *_in_line(formula), (" ", formula.end() - 1)]
        start = formula.end()
    yield [(text[at], at) for at in range(start, len(text))]


def _in_line(formula: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield what is left of a formula without fonts, braces and the spaces that OCR puts between digits."""
    for piece in _PIECE.finditer(formula.group()):
        char = (
            _COMMANDS.get((piece["command"] or "").removeprefix("text"), "") or piece["escaped"] or piece["char"] or ""
        )
        if char:
            yield char, formula.start() + piece.start()
