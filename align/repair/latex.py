r"""Formulas that OCR wrote as LaTeX, ``$7 1 . 4 \%$``, in a line of plain characters.

In mathematical mode TeX ignores spaces (Knuth 1984, "The TeXbook", chapter 16): what looks spaced out is not.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from align.repair.found import Found

_FORMULA = re.compile(r"\$(?![\s$])[^$\n\u4e00-\u9fff]{1,300}\$|\\%")
"""A formula, or a percent sign that lost its formula; no formula has Chinese in it."""
_WORDS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,} +[A-Za-z]{3,}")
"""Prose between two sums of dollars."""
_TOKEN = re.compile(r"\\([A-Za-z]+)\*?|\\(.)|([\^_])|([{}])|(\s+)|(~)|([^\\])", re.DOTALL)
_SIGNS = {
    "ge": "≥", "geq": "≥", "geqslant": "≥", "geqq": "≥", "le": "≤", "leq": "≤", "leqslant": "≤", "leqq": "≤",
    "lt": "<", "gt": ">", "ll": "≪", "gg": "≫", "ne": "≠", "neq": "≠", "langle": "⟨", "rangle": "⟩",
    "pm": "±", "mp": "∓", "times": "×", "div": "÷", "cdot": "·", "bullet": "•", "ast": "*", "star": "*",
    "sim": "~", "approx": "≈", "simeq": "≃", "cong": "≅", "equiv": "≡", "propto": "∝", "infty": "∞",
    "circ": "°", "degree": "°", "textdegree": "°", "prime": "′", "perthousand": "‰", "textperthousand": "‰",
    "to": "→", "rightarrow": "→", "longrightarrow": "→", "leftarrow": "←", "uparrow": "↑", "downarrow": "↓",
    "AA": "Å", "ell": "ℓ", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "sqrt": "√",
    "colon": ":", "vert": "|", "lvert": "|", "rvert": "|", "mid": "|", "parallel": "‖", "triangle": "△",
    "bigtriangleup": "△", "ldots": "…", "cdots": "…", "dots": "…", "textmu": "μ", "in": "∈", "cap": "∩", "cup": "∪",
    "setminus": "\\", "backslash": "\\", "lbrace": "{", "rbrace": "}", "ln": "ln", "log": "log", "exp": "exp",
    "max": "max", "min": "min", "sin": "sin", "cos": "cos", "quad": " ", "qquad": " ", "because": "∵",
}  # fmt: skip
_SILENT = frozenset({
    "mathrm", "mathbf", "mathsf", "mathit", "mathtt", "mathfrak", "mathcal", "mathbb", "boldsymbol", "operatorname",
    "text", "textrm", "textbf", "textit", "textup", "rm", "bf", "it", "sf", "tt", "cal", "scriptstyle", "textstyle",
    "displaystyle", "scriptscriptstyle", "scriptsize", "tiny", "small", "left", "right", "big", "Big", "bigl", "bigr",
    "dot", "ddot", "bar", "hat", "tilde", "vec", "overline", "underline", "overbrace", "underbrace", "widehat",
    "substack", "phantom", "limits", "nolimits", "mathop", "mathord", "hbox", "mbox",
})  # fmt: skip
"""Fonts, sizes and accents: what they are put on is what is read."""
_RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_RAISABLE = re.compile(r"[\d+−()-]+")
_GREEK = {"lambda": "lamda", "Lambda": "Lamda"}
"""Letters that Unicode spells otherwise than TeX."""


def formulas(text: str) -> Iterator[Found]:
    """Yield the formulas of a text that can be read in a line; others stay as they are."""
    for match in _FORMULA.finditer(text) if "\\" in text or "$" in text else ():
        if match.group() == r"\%":
            yield Found("formula", match.start(), match.end(), "%")
        elif not _WORDS.search(match.group()) and (line := in_line(match.group()[1:-1])) is not None:
            yield Found("formula", match.start(), match.end(), line)


def in_line(formula: str) -> str | None:
    """Return a formula, given without its dollars, as a line of text; None where a command of it is not known."""
    pieces: list[str] = []
    raised: list[int] = []
    """For each open brace the place of the exponent that it holds, or -1."""
    for command, escaped, script, brace, space, tie, char in _TOKEN.findall(formula):
        if command:
            sign = "" if command in _SILENT else _SIGNS.get(command) or _greek(command)
            if sign is None:
                return None
            pieces += [sign] if sign else []
        elif script:
            pieces.append(script)
            continue
        elif brace == "{":
            raised.append(len(pieces) - 1 if pieces[-1:] == ["^"] else -1)
            del pieces[len(pieces) - (raised[-1] >= 0) :]
            continue
        elif brace == "}":
            _close(pieces, raised.pop() if raised else -1)
        elif not space:
            pieces.append(" " if tie or escaped in set(" ,;:!") else escaped or char)
        if not space and pieces[-2:-1] == ["^"]:
            del pieces[-2]
            _close(pieces, len(pieces) - 1)
    line = " ".join("".join(piece for piece in pieces if piece not in {"^", "_"}).split())
    return line.removesuffix("\\") if line.strip("\\ ") else None


def _close(pieces: list[str], start: int) -> None:
    """Raise the pieces from ``start`` on, digits and signs only, so that 10^{6} is not 106."""
    if start >= 0:
        exponent = "".join(piece for piece in pieces[start:] if not piece.isspace())
        pieces[start:] = [exponent.translate(_RAISED) if _RAISABLE.fullmatch(exponent) else exponent]


@cache
def _greek(command: str) -> str | None:
    name = _GREEK.get(command, command).removeprefix("var")
    case = "CAPITAL" if name[:1].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {name.upper()}")
    except KeyError:
        return None
