"""HTML text -> lxml tree: lxml's parser, and BeautifulSoup where that one gives up."""

import re
import warnings
from typing import Any

from lxml import etree

_DEPTH = 250
"""Levels of a tree made with BeautifulSoup; what lies deeper is an attack or a generator's fault, kept as text."""
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\r")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no element of a tree may hold (XML 1.0, 2.2)."""


def parsed(text: str) -> Any | None:
    """Return the root element of an HTML document, or None where the parser makes nothing of it.

    Nothing is fetched and no entity of a document type is expanded.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace").translate(None, _CONTROL), parser)
    except etree.LxmlError:
        return None
    gave_up = any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log)
    return None if gave_up else root


def parsed_carefully(text: str) -> Any:
    """Return the root element of a document of which lxml makes nothing.

    Such are elements nested thousands of levels deep, and a ``<title>`` that never ends, which by the rules of HTML
    holds everything after it.
    """
    from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(_mended(_NOT_XML.sub("", text)), "html.parser", multi_valued_attributes=None)
    root = etree.Element("html")
    _copy(soup, root, 0)
    return root


def _mended(text: str) -> str:
    """Return the text without what stops Python's parser, marked sections, or slows it down, comments left open."""
    closed = text.rfind("-->") + 1
    return (text[:closed] + text[closed:].replace("<!--", "")).replace("<![", "&lt;![")


def _copy(tag: Any, element: Any, depth: int) -> None:
    """Copy the children of a BeautifulSoup tag below an element of lxml."""
    from bs4 import Tag
    from bs4.element import PreformattedString

    for child in tag.children:
        if not isinstance(child, Tag):
            if not isinstance(child, PreformattedString):  # comments, doctypes, processing instructions
                _append(element, str(child))
        elif depth >= _DEPTH:
            _append(element, child.get_text(" "))
        elif re.fullmatch(r"[a-z][\w.-]*", child.name, re.ASCII):
            attributes = {k: str(v) for k, v in child.attrs.items() if re.fullmatch(r"[a-z][\w.-]*", k, re.ASCII)}
            _copy(child, etree.SubElement(element, child.name, attributes), depth + 1)
        else:
            _copy(child, element, depth + 1)


def _append(element: Any, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
