"""Files that are carried away from a corpus in which every field is an attack: the report and the exports."""

import csv
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import hostile
import msgspec
import pytest
from crawling import addresses, markup, parsed
from lxml import etree
from serving import Answer

from corpus.cli import main

FORMULA = tuple("=+-@＝＋－＠")


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    """The hostile corpus, and one that says harmless words in the same places."""
    place = tmp_path_factory.mktemp("corpora")
    hostile.write_corpus(place / "hostile.corpus")
    hostile.write_corpus(place / "harmless.corpus", hostile.harmless)
    return place / "hostile.corpus", place / "harmless.corpus"


def exported(corpus: Path, name: str) -> Path:
    out = corpus.with_suffix(f".{name}")
    assert main(["export", str(corpus), "-f", name, "-o", str(out), "--force"]) == 0
    return out


@pytest.fixture(scope="module")
def reports(corpora):
    """The report of either corpus."""
    files = [corpus.with_suffix(".html") for corpus in corpora]
    for corpus, file in zip(corpora, files, strict=True):
        assert main(["coverage", str(corpus), "--html", str(file)]) == 0
    return [parsed(Answer("/", 200, {}, file.read_bytes())) for file in files]


def test_no_element_or_attribute_of_the_report_comes_from_data(reports):
    attacked, expected = reports
    assert markup(attacked) - markup(expected) == set()


def test_the_report_runs_nothing_that_data_say_and_asks_nobody(reports):
    attacked, expected = reports
    acting = "//script/text() | //style/text()"
    assert attacked.tree.xpath(acting) == expected.tree.xpath(acting)
    assert not [name for element in attacked.tree.iter() for name in element.attrib if name.startswith("on")]
    assert {urlsplit(address).scheme for _, address in addresses(attacked)} <= {"", "data", "http", "https"}
    assert all(element.tag == "a" for element, address in addresses(attacked) if urlsplit(address).netloc)


def test_no_cell_of_the_table_is_a_formula(corpora):
    with exported(corpora[0], "csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.strip().startswith(FORMULA)] == []


@pytest.mark.parametrize("name", ["tmx", "xliff"])
def test_documents_are_well_formed_and_made_of_what_they_always_are(corpora, name):
    strict = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    attacked, expected = ({element.tag for element in etree.parse(exported(c, name), strict).iter()} for c in corpora)
    assert attacked <= expected


def test_no_reference_is_slipped_into_the_list(corpora):
    attacked, expected = (exported(corpus, "ris").read_text(encoding="utf-8") for corpus in corpora)
    assert marks(attacked) == marks(expected)


def marks(text: str) -> Counter[str]:
    """Count what begins and ends references, on lines as any program may end them."""
    return Counter(line[:2] for line in text.splitlines() if line[:6].rstrip() in {"TY  -", "ER  -"})


def test_everything_is_one_line_of_json_a_record(corpora):
    lines = exported(corpora[0], "jsonl").read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert len([msgspec.json.decode(line)["id"] for line in lines]) == 2 * len(hostile.PAYLOADS)


def test_the_data_card_says_of_itself_only_what_it_always_does(corpora):
    """Its head is YAML, which others' programs obey."""
    heads = [
        exported(corpus, "huggingface").joinpath("README.md").read_text("utf-8").split("---\n")[1] for corpus in corpora
    ]
    keys = [{line.partition(":")[0] for line in head.splitlines() if line[:1].isalpha()} for head in heads]
    assert keys[0] == keys[1]
