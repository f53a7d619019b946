"""TMX 1.4b (LISA OSCAR, 2005): translation memory, one unit per bead that has both languages.

The canonical record, its identifiers, the confidence and the findings of a bead are ``prop`` elements of its unit, and
so is whether a person accepted it. Languages are tags of RFC 3066, which knows no script: simplified Chinese is
written ``zh-CN``, traditional ``zh-TW``.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from bicorpus import __version__
from corpus.export.fields import own_ids, script
from corpus.export.xml import XML_LANG, legal, one_line
from corpus.holdings import Entry

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

Props = list[tuple[str, str]]


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


def _units(entry: Entry) -> Iterator["_Element"]:
    canonical, _, bitext = entry
    if bitext is None or not (bitext.en and bitext.zh):
        return
    about = [("x-canonical", canonical.id), *((f"x-{one.scheme}", one.value) for one in own_ids(canonical.record))]
    tags = "en", TAGS[script(sentence.text for sentence in bitext.zh)]
    accepted = frozenset(bitext.accepted)
    for place, bead in enumerate(bitext.beads):
        if bead.en and bead.zh:
            props = [*about, ("x-confidence", f"{bead.confidence:.4f}")]
            props += [("x-accepted", "yes")] if place in accepted else []
            props += [("x-finding", f"{finding.kind}: {finding.message}") for finding in bead.checks]
            yield _unit(props, zip(tags, bitext.texts(bead), strict=True))


def _unit(props: Props, texts: Iterable[tuple[str, str]]) -> "_Element":
    from lxml.etree import Element, SubElement

    unit = Element("tu")
    for kind, value in props:
        SubElement(unit, "prop", {"type": legal(kind)}).text = legal(value)
    for tag, text in texts:
        SubElement(SubElement(unit, "tuv", {XML_LANG: tag}), "seg").text = one_line(text)
    return unit
