"""Find DOIs in running text: whole where a line broke them, and without what prose and addresses put behind them."""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

_CHARS = r"[!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~|^{}]"
# DOI Handbook 2.2: 10. + registrant + / + suffix; Crossref's advice on which characters to expect. Angle brackets are
# those of a SICI (ANSI/NISO Z39.56: <1::AID-X>), without which a whole issue would have one DOI.
PATTERN = re.compile(
    rf"(?<![0-9.])(10\.[0-9]{{4,9}}(?:\.[0-9]{{1,6}}){{0,3}}(?:/|%2[Ff]){_CHARS}{{0,300}}"
    rf"(?:<[^<>/\s:]{{0,40}}:[^<>\s]{{0,40}}>{_CHARS}{{0,100}})?)"
)
_BARE = re.compile(r"10\.[0-9]{4,9}/[A-Za-z0-9()._/-]*[A-Za-z0-9]")
"""Most DOIs in a field of their own: nothing to cut off."""
_LONGEST = 300
"""Characters of a DOI; the longest in use are SICIs of under a hundred."""
_NEXT_LINE = re.compile(rf"\s{{1,9}}((?=[A-Za-z._-]{{0,40}}[0-9])[a-z0-9]{_CHARS}{{2,200}})")
"""How a DOI goes on behind a line end, which may have become a blank: with a digit before long."""
_IN_ADDRESS = re.compile(r"https?://[^\s\"'<>]*[/=]$")
_ADDRESS_LENGTH = 200
"""Characters before a DOI among which the address that it ends begins."""
_ADDRESS_TAIL = re.compile(
    r"(?:[?#].*|&\w{1,20}=.*|\.full(?:-text)?(?:\.pdf)?|\.pdf|\.html?"
    r"|/(?:full|fulltext|abstract|summary|pdf|epdf|html|xml|meta|references|citations)/?(?:[?#].*)?)$"
)
"""What publishers' addresses put behind a DOI."""
_NEXT_NAME = re.compile(r"[.,;]{0,2}(?:PMC?ID|PMCID|https?|doi)[:：].*$", re.IGNORECASE)
"""The next name, where a list of references lost the blank before it."""
_OPENERS = {")": "(", "]": "[", "}": "{"}


class Doi(NamedTuple):
    """A DOI in a text, with its offsets [start, end)."""

    value: str
    start: int
    end: int


def dois(text: str) -> Iterator[Doi]:
    """Yield the DOIs of a text (in ASCII forms of letters, digits and hyphens) in order."""
    for match in PATTERN.finditer(text):
        written, end = _continued(text, match)
        if match.start() and _IN_ADDRESS.search(text, max(0, match.start() - _ADDRESS_LENGTH), match.start()):
            end -= len(written)
            written = _ADDRESS_TAIL.sub("", written)
            end += len(written)
        value = trimmed(_decoded(written) if "%" in written else written)
        if value:
            yield Doi(value, match.start(), end if "%" in written else end - len(written) + len(value))


def _decoded(written: str) -> str:
    """Undo the encoding for an address, however often it was done, as far as the result is a DOI."""
    while (plain := unquote(written)) != written:
        written = plain
    match = PATTERN.match(written)
    return match[1] if match else ""


def normalised(value: str) -> str | None:
    """Return the DOI in a field made for one: encoding for an address or a page undone, blanks left out if need be."""
    if _BARE.fullmatch(value):
        return value
    plain = unescape(unquote(value)) if "%" in value or "&" in value else value
    found = next((doi.value for doi in dois(plain)), None)
    return found or next((doi.value for doi in dois("".join(plain.split()))), None)


def trimmed(value: str) -> str:
    """Cut what prose put behind a DOI: closing punctuation and brackets that were opened outside it."""
    value = _NEXT_NAME.sub("", value.partition(" ")[0])
    count = {bracket: value.count(bracket) for bracket in "()[]{}"}
    end = len(value)
    while end:
        last = value[end - 1]
        if last in _OPENERS:
            if count[last] <= count[_OPENERS[last]]:
                break
        elif last not in ".,;:'\"*_?!|^~&=-([{":
            break
        if last in count:
            count[last] -= 1
        end -= 1
    value = value[:end]
    return value if value.partition("/")[2] else ""


def _continued(text: str, match: re.Match[str]) -> tuple[str, int]:
    """Return a DOI as written and its end, with its second half where the line broke behind a hyphen, dot or slash."""
    written, end = match[1], match.end()
    suffix = written.partition("/")[2]
    unfinished = not suffix or suffix[-1] in "-_/" or (suffix[-1] == "." and not re.search(r"\d", suffix))
    if unfinished and (rest := _NEXT_LINE.match(text, end)):
        return written + rest[1], rest.end()
    return written, end
