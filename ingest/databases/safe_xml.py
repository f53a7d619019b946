"""XML of unknown origin → its elements one by one, without DTDs, entities or the network.

The declared encoding and the document type are cut off before the parser sees the text: bytes are decoded by
``ingest.charsets.mixed``, and an entity that only an absent DTD defines (``&nbsp;``, ``&alpha;``) becomes what HTML
means by it. Without a document type there is nothing to fetch and nothing to expand. Depth and length of texts are
libxml2's own limits (256 levels, 10 MB), which are off only under ``huge_tree``.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html.entities import html5
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from bicorpus import InputError
from ingest.charsets.mixed import to_utf8

if TYPE_CHECKING:
    from lxml.etree import XMLPullParser, _Element

_CHUNK = 1 << 16
"""Bytes that are handed to the parser at a time."""
_PROLOGUE_SIZE = 1 << 16
"""Bytes in which a document type ends; the longest, with the declared pictures of an article, has a few thousand."""
_PROLOGUE = re.compile(
    rb"""(?s:
    (?:\s++ | <\?.*?\?> | <!--.*?-->)*+
    (?:<!DOCTYPE (?:"[^"]*+" | '[^']*+' | [^\[>"'])*+
        (?:\[ (?:"[^"]*+" | '[^']*+' | <!--.*?--> | <\?.*?\?> | <(?!!--|\?) | [^\]"'<])*+ \])?+ \s*+ >)?+
    )""",
    re.VERBOSE,
)
"""XML declaration, comments and document type, its internal subset included (XML 1.0, production 22)."""
_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z_][\w.-]{0,63});")
"""A reference to an entity other than XML's own five."""
_LOOSE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)|<(?![A-Za-z_:/!?\x80-\xff])")
"""Signs that stand for themselves where XML has them escaped: ``R&D``, ``p < 0.05``."""
_NUMBERED = re.compile(rb"&#(?:([0-9]{1,7})|x([0-9A-Fa-f]{1,6}));")
_ESCAPED = {b"&": b"&amp;", b"<": b"&lt;"}
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r")


class Found(NamedTuple):
    """An element, and what was wrong with its document: empty where that is well-formed."""

    element: "_Element"
    fault: str


def elements(data: bytes, tags: Sequence[str], around: tuple[bytes, bytes] = (b"", b"")) -> Iterator[Found]:
    """Yield the outermost elements with one of the given names, without namespaces, comments and instructions.

    An element is emptied when the next one is asked for, so that a file of any number of them needs the memory of one.
    A document that is not well-formed is read again from where it breaks, by libxml2's rules for mending.

    Args:
        data: the document, in any charset.
        tags: local names.
        around: tags before and behind a piece of XML that has no root of its own.

    Raises:
        InputError: the bytes are not text, or nothing of it can be read as XML; the message names the line.
    """
    from lxml import etree

    text, _ = to_utf8(data)
    done = 0
    try:
        for element in _parse(text, tags, around, recover=False):
            done += 1
            yield Found(element, "")
    except etree.XMLSyntaxError as exc:
        fault = f"line {exc.lineno}: broken XML: {exc.msg}"[:200]
    else:
        return
    try:
        for element in islice(_parse(text, tags, around, recover=True), done, None):
            done += 1
            yield Found(element, fault)
    except etree.XMLSyntaxError:
        pass  # told by the fault of the first try
    if not done:
        raise InputError(fault)


def _parse(text: bytes, tags: Sequence[str], around: tuple[bytes, bytes], *, recover: bool) -> Iterator["_Element"]:
    from lxml import etree

    names = [f"{{*}}{tag}" for tag in tags]
    parser = etree.XMLPullParser(
        events=("end",),
        tag=names,
        encoding="utf-8",
        recover=recover,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    for chunk in chain(around[:1], _chunks(text), around[1:]):
        try:
            parser.feed(_mended(chunk) if recover else chunk)
        finally:  # what ended before a break is whole
            yield from _finished(parser, names)
    parser.close()
    yield from _finished(parser, names)


def _finished(parser: "XMLPullParser", names: Sequence[str]) -> Iterator["_Element"]:
    for _, element in parser.read_events():
        if next(element.iterancestors(*names), None) is not None:
            continue
        yield _without_namespaces(element)
        element.clear(keep_tail=True)
        parent = element.getparent()
        while parent is not None and parent[0] is not element:  # the parser still writes behind the last child
            del parent[0]


def _without_namespaces(element: "_Element") -> "_Element":
    for inner in element.iter("*"):
        tag = inner.tag
        if tag[0] == "{" or ":" in tag:
            with suppress(ValueError):  # a broken document has tags that are no names
                inner.tag = tag.rpartition("}")[2].rpartition(":")[2]
    return element


def _chunks(text: bytes) -> Iterator[bytes]:
    """Yield the document from its root on in pieces that begin with a tag, so that no entity is cut in two."""
    prologue = _PROLOGUE.match(text, 0, _PROLOGUE_SIZE)
    begin = prologue.end() if prologue else 0
    yield b"\n" * text.count(b"\n", 0, begin)  # keeps the numbers of lines
    while begin < len(text):
        end = text.find(b"<", begin + _CHUNK)
        end = end if end != -1 else len(text)
        yield _NAMED.sub(_character, text[begin:end])
        begin = end


def _character(match: re.Match[bytes]) -> bytes:
    """Return what HTML means by a named entity; a name that it lacks stays readable."""
    meaning = html5.get(match[1].decode("ascii") + ";")
    return meaning.encode("utf-8") if meaning else b"&amp;" + match[1] + b";"


def _mended(chunk: bytes) -> bytes:
    escaped = _LOOSE.sub(lambda match: _ESCAPED[match[0]], chunk.translate(None, _CONTROL))
    return _NUMBERED.sub(_valid, escaped)


def _valid(match: re.Match[bytes]) -> bytes:
    """Return a reference to a character, a blank where XML has no such character (XML 1.0, production 2)."""
    code = int(match[1]) if match[1] else int(match[2], 16)
    known = code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return match[0] if known else b" "
