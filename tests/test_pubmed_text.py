"""PubMed's abstracts as text."""

import pytest

from bicorpus import InputError
from ingest.lists import list_type
from ingest.record import Identifier
from ingest.references.pubmed_text import read_pubmed_text

TEXT = """
1. J Invent Pain. 2024 Mar 4;12(3):145-152. doi: 10.5555/jip.2024.0077. Epub 2024
Feb 2.

Suprascapular nerve block for frozen shoulder: a sham-controlled trial in adults
of one town.

Okafor C(1), Li MH(1)(2), Brandt J(2).

Author information:
(1)Department of Anaesthesia, Invented General Hospital, Lagos, Nigeria.
c.okafor@example.org.
(2)Institute of Pain Research, Invented Medical University, Wuhan, China.

Comment in
    J Invent Pain. 2024;12(4):200.

BACKGROUND: Frozen shoulder limits sleep for months, and steroid injections help
some patients only briefly.
METHODS: We randomised 118 adults (NCT99001234).

Publisher: 背景: 冻结肩可影响睡眠达数月之久。方法: 将118例成人随机分组
（NCT99001234）。

© 2024. The Invented Society.

DOI: 10.5555/jip.2024.0077
PMCID: PMC9900077
PMID: 99001001 [Indexed for MEDLINE]

Conflict of interest statement: The authors declare none.


2. Zhonghua Xugou Za Zhi. 2023 Jul;58(7):631-7.

[Cochlear implants in children].

[Article in Chinese]

Quan XY, Wang F.

To describe the hearing of 64 children with cochlear nerve deficiency in one
clinic, records were reviewed.

PMID: 99001002
"""


def test_every_citation_is_a_record_named_by_its_pubmed_id() -> None:
    assert [r.id for r in read_pubmed_text(TEXT.encode(), "a.txt")] == ["99001001", "99001002"]


def test_a_citation_is_read_field_by_field() -> None:
    record = next(read_pubmed_text(TEXT.encode(), "a.txt"))
    assert record.title == {
        "en": "Suprascapular nerve block for frozen shoulder: a sham-controlled trial in adults of one town"
    }
    assert record.abstract == {
        "en": "BACKGROUND: Frozen shoulder limits sleep for months, and steroid injections help some patients only "
        "briefly.\nMETHODS: We randomised 118 adults (NCT99001234).",
        "zh": "背景: 冻结肩可影响睡眠达数月之久。方法: 将118例成人随机分组（NCT99001234）。",
    }
    assert record.authors == ("Okafor C", "Li MH", "Brandt J")
    assert record.affiliations == (
        "Department of Anaesthesia, Invented General Hospital, Lagos, Nigeria.",
        "Institute of Pain Research, Invented Medical University, Wuhan, China.",
    )
    assert (record.journal, record.published) == ("J Invent Pain", "2024-03-04")
    assert (record.volume, record.issue, record.pages) == ("12", "3", "145-152")
    assert record.ids == (
        Identifier("doi", "10.5555/jip.2024.0077"),
        Identifier("pmcid", "PMC9900077"),
        Identifier("pmid", "99001001"),
        Identifier("nct", "NCT99001234", "reports"),
    )


def test_a_translated_title_loses_its_brackets_and_an_abstract_may_have_no_parts() -> None:
    record = list(read_pubmed_text(TEXT.encode(), "a.txt"))[1]
    assert record.title == {"en": "Cochlear implants in children"}
    assert record.authors == ("Quan XY", "Wang F")
    assert record.abstract["en"].startswith("To describe the hearing of 64 children")


def test_its_beginning_is_known_from_that_of_other_texts() -> None:
    assert list_type(TEXT) == "text/x-pubmed-abstract"
    assert not list_type("1. Introduction\n\nSome text.\n\nMore.\n")
    assert not list_type("1. Li N. Walking. J Old. 2020;1:1.\n2. Wang F. Cycling. J Old. 2021;2:2.\n\nText\n\n")


def test_what_holds_no_citation_is_refused() -> None:
    with pytest.raises(InputError):
        list(read_pubmed_text(b"\n\n\n", "a.txt"))
