"""The text of an XML element as a reader sees it: marks undone, exponents raised, formulas in one line."""

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from ingest.markup import raised

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN = frozenset({"annotation", "annotation-xml", "fn", "object-id"})
"""What a formula or a text carries beside what is shown (MathML 3, 5.1; JATS 1.3)."""
_APART = frozenset({"break", "disp-formula", "disp-quote", "list", "list-item", "p", "sec", "td", "th", "title", "tr"})
"""Elements that begin on a line of their own."""
_SHOWN_FIRST = ("textual-form", "math", "tex-math")
"""Of several forms of one formula, the one that reads best as text."""


def text_of(element: "_Element | None", skip: Collection[str] = ()) -> str:
    """Return the text of an element, whitespace collapsed; ``skip`` names elements that are left out."""
    if element is None:
        return ""
    pieces: list[str] = []
    _inside(element, pieces, skip)
    return " ".join("".join(pieces).split())


def texts(element: "_Element | None", path: str) -> Iterator[str]:
    """Yield the texts that an element holds under a path, those that are empty left out."""
    if element is not None:
        yield from filter(None, map(text_of, element.iterfind(path)))


def first_of(element: "_Element", *paths: str) -> "_Element":
    """Return the first of the children that is there, or the element itself, which then is that child."""
    return next((child for path in paths if (child := element.find(path)) is not None), element)


def labelled(label: str, paragraph: str) -> str:
    """Return a paragraph of a structured abstract behind its label, unless it begins with that itself."""
    if not label or paragraph.casefold().startswith(label.casefold()):
        return paragraph
    return f"{label}: {paragraph}" if label.isascii() else f"{label}：{paragraph}"


def _inside(element: "_Element", pieces: list[str], skip: Collection[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        tag = child.tag
        if tag in _UNSEEN or tag in skip:
            pass
        elif tag in _FORMS:
            pieces.append(_FORMS[tag](child))
        elif tag in _APART:
            pieces.append(" ")
            _inside(child, pieces, skip)
            pieces.append(" ")
        else:
            _inside(child, pieces, skip)
        pieces.append(child.tail or "")


def _sup(element: "_Element") -> str:
    return raised(text_of(element))


def _alternatives(element: "_Element") -> str:
    """Read one of the forms of a formula; a picture alone has no text."""
    found = (form for tag in _SHOWN_FIRST if (form := element.find(tag)) is not None)
    form = next(found, None)
    return "" if form is None else _FORMS.get(form.tag, text_of)(form)


def _tex(element: "_Element") -> str:
    """Return LaTeX without the document that some publishers wrap it in."""
    text = text_of(element)
    return text.partition(r"\begin{document}")[2].partition(r"\end{document}")[0].strip() or text


def _math(element: "_Element") -> str:
    """Write presentation MathML in one line: blanks between its elements mean nothing (MathML 3, 2.1.7)."""
    parts = [_math(child) for child in element if child.tag not in _UNSEEN]
    if element.tag == "msup" and len(parts) == 2:
        return parts[0] + raised(parts[1])
    if element.tag == "mfrac" and len(parts) == 2:
        return "/".join(parts)
    return "".join(parts) or " ".join((element.text or "").split())


_FORMS: dict[str, Callable[["_Element"], str]] = {
    "sup": _sup,
    "inline-formula": text_of,
    "alternatives": _alternatives,
    "math": _math,
    "tex-math": _tex,
}
