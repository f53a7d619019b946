"""The eligibility criteria of a registry, one text with headings and lists → inclusion and exclusion."""

import re
from collections.abc import Iterable

_HEADING = re.compile(
    r"(?P<before>[^.;]{0,150}?)\b(?P<which>inclusion|exclusion)(?:\s+criteri(?:a|on))?\b"
    r"(?P<behind>(?:\s+(?:for|of|are|include)\b[^.;:]{0,60})?)\s*[:：]?\W*",
    re.IGNORECASE,
)
"""A line that ends in the name of a list; what stands before it says for whom."""
_GLUED = re.compile(r"\W*(?:key\s+)?(inclusion|exclusion)\s+criteri(?:a|on)\s*[:：]\s*(?=\w)", re.IGNORECASE)
"""A heading with its first criterion behind it."""
_BARE = re.compile(r"[\W_]*(?:(?:key|main|major|general|study|patient|subject|participant)s?\W*)?[\W_]*", re.IGNORECASE)
_MARK = re.compile(r"\A\s*(?:[-*•·○▪–]+(?=\s|$)|o(?=\s)|\(?\d{1,3}[.)](?!\d)|\(?[a-z][.)](?=\s)|[①-⑳])\s*")


def criteria(lines: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """Return the criteria for inclusion, those for exclusion, and the lines that stand under neither heading.

    Lists within lists are flattened in their order; the marks before items are taken off.
    """
    found: dict[str, list[str]] = {"inclusion": [], "exclusion": [], "": []}
    current = ""
    for line in lines:
        text = line
        if glued := _GLUED.match(text):
            current, text = glued[1].lower(), text[glued.end() :]
        elif heading := _HEADING.fullmatch(text):
            current, text = heading["which"].lower(), ""
            if not _BARE.fullmatch(heading["before"]):
                found[""].append(line)
        if item := _MARK.sub("", text, count=1).strip():
            found[current].append(item)
    return found["inclusion"], found["exclusion"], found[""]
