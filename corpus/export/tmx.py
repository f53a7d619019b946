"""TMX 1.4b (LISA OSCAR, 2005): translation memory, one unit per bead that has both languages.

The canonical record, the confidence and the findings of a bead are ``prop`` elements of its unit. Languages are tags of
RFC 3066, which knows no script: simplified Chinese is written ``zh-CN``, traditional ``zh-TW``.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from align.bead import Bead
from bicorpus import __version__
from corpus.bitext import Bitext
from corpus.store import Entry
from ingest.language import zh_script

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADER = {
    "creationtool": "bicorpus",
    "creationtoolversion": __version__,
    "segtype": "sentence",
    "o-tmf": "bicorpus",
    "adminlang": "en",
    "srclang": "en",
    "datatype": "plaintext",
}
TAGS = {"Hans": "zh-CN", "Hant": "zh-TW"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, section 2.2."""


def write(entries: Iterable[Entry], out: BinaryIO) -> None:
    """Write a whole TMX document (UTF-8)."""
    from lxml import etree

    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element("tmx", version="1.4"):
            xml.write(etree.Element("header", HEADER), pretty_print=True)
            with xml.element("body"):
                xml.write("\n")
                for entry in entries:
                    for unit in _units(entry):
                        xml.write(unit, pretty_print=True)
    out.write(b"\n")


def _units(entry: Entry) -> Iterable["_Element"]:
    canonical, _, bitext = entry
    if bitext is None:
        return
    zh_tag = TAGS[zh_script(canonical.record.abstract.get("zh", ""))]
    for bead in bitext.beads:
        if bead.en and bead.zh:
            yield _unit(canonical.id, bitext, bead, zh_tag)


def _unit(canonical: str, bitext: Bitext, bead: Bead, zh_tag: str) -> "_Element":
    from lxml.etree import Element

    unit = Element("tu")
    _prop(unit, "x-canonical", canonical)
    _prop(unit, "x-confidence", f"{bead.confidence:.4f}")
    for finding in bead.checks:
        _prop(unit, "x-finding", f"{finding.kind}: {finding.message}")
    for tag, text in zip(("en", zh_tag), bitext.texts(bead), strict=True):
        variant = Element("tuv", {XML_LANG: tag})
        segment = Element("seg")
        segment.text = _ILLEGAL.sub("", text)
        variant.append(segment)
        unit.append(variant)
    return unit


def _prop(unit: "_Element", kind: str, value: str) -> None:
    from lxml.etree import SubElement

    SubElement(unit, "prop", {"type": kind}).text = _ILLEGAL.sub("", value)
