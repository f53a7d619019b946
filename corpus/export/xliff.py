"""XLIFF 2.1 (OASIS, 2018): work for a translation tool; a file per record, a unit per bead with a source sentence.

A segment is ``initial`` where it has no translation, ``translated`` where the aligner found one and ``reviewed`` where
a person accepted it. Findings are notes. Confidence, score and the record's identifiers, titles and address stand in
the metadata module.

A document has one source and one target language (section 4.3.1.1; an ``xml:lang`` on a target must equal the
document's), and simplified and traditional Chinese are two. So the direction names the script, records in the other
one are left out, and what was left out is told. Nor is there a place for a target sentence without a source.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TypeVar

from align.bead import Bead
from bicorpus import UsageError
from corpus.bitext import Bitext
from corpus.export.fields import own_ids, script
from corpus.export.xml import legal, one_line
from corpus.holdings import Entry
from corpus.messages import counted
from dedupe.link import Canonical

if TYPE_CHECKING:
    from lxml.etree import _Element

T = TypeVar("T")

CORE = "urn:oasis:names:tc:xliff:document:2.0"
"""Version 2.1 has kept the name of the core of 2.0."""
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
NAMESPACES = {None: CORE, "mda": METADATA}


class Direction(NamedTuple):
    """The languages of a document, as tags of BCP 47."""

    source: str
    target: str

    @property
    def script(self) -> str:
        """The script of its Chinese, ``Hans`` or ``Hant``."""
        return self.ordered(self.target, self.source)[0].removeprefix("zh-")

    def ordered(self, en: T, zh: T) -> tuple[T, T]:
        """Return what two languages have as source and target."""
        return (en, zh) if self.source == "en" else (zh, en)


DIRECTIONS: Mapping[str, Direction] = {
    f"{source}:{target}": Direction(source, target)
    for chinese in ("zh-Hans", "zh-Hant")
    for source, target in (("en", chinese), (chinese, "en"))
}
DEFAULT = "en:zh-Hans"


def write(entries: Iterable[Entry], out: BinaryIO, direction: str = DEFAULT) -> list[str]:
    """Write a whole XLIFF document (UTF-8); return what was left out.

    Args:
        entries: in the order of the files to be.
        out: takes UTF-8.
        direction: a key of ``DIRECTIONS``.

    Raises:
        UsageError: no sentence of the source language was left, and a document without any is none.
    """
    from lxml import etree

    way = DIRECTIONS[direction]
    left_out: Counter[tuple[str, str]] = Counter()
    files = _files(entries, way, left_out)
    first = next(files, None)
    if first is None:
        raise UsageError(f"there is no {way.source} sentence to write; other directions are {', '.join(DIRECTIONS)}")
    with etree.xmlfile(out, encoding="UTF-8") as xml:
        xml.write_declaration()
        root = {"version": "2.1", "srcLang": way.source, "trgLang": way.target}
        with xml.element(f"{{{CORE}}}xliff", root, nsmap=NAMESPACES):
            xml.write("\n")
            for file in chain([first], files):
                xml.write(file, pretty_print=True)
    out.write(b"\n")
    return [f"left out: {counted(number, noun)} {which}" for (noun, which), number in left_out.items()]


def _files(entries: Iterable[Entry], way: Direction, left_out: Counter[tuple[str, str]]) -> Iterator["_Element"]:
    """Yield a file per record that has the source language; count what has no place."""
    for canonical, _, bitext in entries:
        if bitext is None:
            continue
        if script(sentence.text for sentence in bitext.zh) not in {"", way.script}:
            left_out["record", "with Chinese in the other script"] += 1
            continue
        sides = (way.ordered(bead.en, bead.zh) for bead in bitext.beads)
        if alone := sum(len(target) for source, target in sides if not source):
            left_out["sentence", f"of {way.target} without a source; the opposite direction has such"] += alone
        if units := list(_units(bitext, way)):
            yield _file(canonical, units)


def _units(bitext: Bitext, way: Direction) -> Iterator["_Element"]:
    accepted = frozenset(bitext.accepted)
    for place, bead in enumerate(bitext.beads):
        source, target = way.ordered(bead.en, bead.zh)
        if source:
            state = ("reviewed" if place in accepted else "translated") if target else "initial"
            name = "-".join(map(str, sorted({source[0], source[-1]})))
            yield _unit(name, bead, way.ordered(*bitext.texts(bead)), state)


def _unit(name: str, bead: Bead, texts: tuple[str, str], state: str) -> "_Element":
    from lxml.etree import SubElement

    unit = _element("unit", id=name)
    _add_metadata(unit, [("confidence", f"{bead.confidence:.4f}"), ("score", f"{bead.score:.4f}")])
    if bead.checks:
        notes = SubElement(unit, f"{{{CORE}}}notes")
        for finding in bead.checks:
            note = SubElement(notes, f"{{{CORE}}}note", category=legal(finding.kind), appliesTo="target")
            note.text = legal(finding.message)
    segment = SubElement(unit, f"{{{CORE}}}segment", state=state)
    SubElement(segment, f"{{{CORE}}}source").text = one_line(texts[0])
    if state != "initial":
        SubElement(segment, f"{{{CORE}}}target").text = one_line(texts[1])
    return unit


def _file(canonical: Canonical, units: list["_Element"]) -> "_Element":
    record = canonical.record
    file = _element("file", id=canonical.id, original=legal(record.source.url or record.source.path))
    about = [(one.scheme, one.value) for one in own_ids(record)]
    about += [(f"title-{lang}", title) for lang, title in sorted(record.title.items())]
    _add_metadata(file, [("kind", canonical.kind), *about])
    file.extend(units)
    return file


def _add_metadata(parent: "_Element", values: Iterable[tuple[str, str]]) -> None:
    from lxml.etree import SubElement

    metadata = SubElement(parent, f"{{{METADATA}}}metadata")
    group = SubElement(metadata, f"{{{METADATA}}}metaGroup", category="bicorpus")
    for kind, value in values:
        SubElement(group, f"{{{METADATA}}}meta", type=legal(kind)).text = legal(value)


def _element(name: str, **attributes: str) -> "_Element":
    from lxml.etree import Element

    return Element(f"{{{CORE}}}{name}", attributes, nsmap=NAMESPACES)
