"""What samples/README.md promises of each page, on a corpus built from all of them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from expected import tidy

from corpus.holdings import Entry
from corpus.pipeline import Report, build
from corpus.store import open_store
from ingest import read
from ingest.record import Identifier, Record, to_json

ROWS = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
NO_RECORD = {"journals/interrupted-download.pdf", "journals/not-loaded.html", "pubmed-zh/search.html"}
NCT, CHICTR = Identifier("nct", "NCT99000301"), Identifier("chictr", "ChiCTR9900000301")


class Corpus(NamedTuple):
    report: Report
    records: dict[str, Record]
    """By path."""
    entries: tuple[Entry, ...]

    def entry(self, path: str) -> Entry:
        """Return what the corpus holds about the paper or trial that a file tells of."""
        [entry] = [e for e in self.entries if self.records[path].id in e.canonical.members]
        return entry

    def files(self, entry: Entry) -> set[str]:
        return {path for path, record in self.records.items() if record.id in entry.canonical.members}


@pytest.fixture(scope="module")
def corpus(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with open_store(tmp_path_factory.mktemp("built") / "samples.corpus", write=True) as store:
        report = build(samples / "pages", store)
        records = {record.source.path: record for record in store.records()}
        yield Corpus(report, records, tuple(store.entries()))


def test_the_table_names_every_page(samples: Path) -> None:
    pages = samples / "pages"
    files = {path.relative_to(pages).as_posix() for path in pages.rglob("*") if path.is_file()}
    assert set(ROWS.findall((samples / "README.md").read_text(encoding="utf-8"))) == files


def test_thirteen_records_make_eight_papers_and_one_trial(corpus: Corpus, samples: Path) -> None:
    listed = set(ROWS.findall((samples / "README.md").read_text(encoding="utf-8")))
    assert set(corpus.records) == listed - NO_RECORD
    assert sorted(entry.canonical.kind for entry in corpus.entries) == ["paper"] * 8 + ["trial"]


def test_every_page_without_a_record_is_listed_with_a_reason(corpus: Corpus) -> None:
    reasons = {failure.name: failure.reason for failure in corpus.report.failures}
    assert set(reasons) == NO_RECORD
    assert all(len(reason) > 10 and "Traceback" not in reason for reason in reasons.values())
    assert len(set(reasons.values())) == len(reasons)  # each says what is wrong with this file


def test_a_paper_on_an_english_and_a_chinese_mirror_becomes_one(corpus: Corpus) -> None:
    english, chinese = "tomesphere/PMC99990101.md", "pubmed-zh/99000101.txt"
    entry = corpus.entry(english)
    merged = entry.canonical.record
    assert corpus.files(entry) == {english, chinese}
    assert merged.title["en"].startswith("Nebulised LP-22 peptide for acute exacerbations")
    assert merged.abstract["zh"] == corpus.records[chinese].abstract["zh"]
    told = entry.canonical.provenance["abstract.en"]
    assert {told.record, *(beaten.record for beaten in told.beat)} == set(entry.canonical.members)
    assert {i.scheme for i in merged.ids if i.role == "own"} == {"doi", "pmid", "pmcid"}
    assert "supplementary material" not in merged.abstract["en"]
    assert "flare-up" not in merged.abstract["en"]


def test_all_sentences_of_that_paper_are_aligned_one_to_one(corpus: Corpus) -> None:
    entry = corpus.entry("tomesphere/PMC99990101.md")
    assert entry.bitext
    assert [(bead.en, bead.zh) for bead in entry.bitext.beads] == [((i,), (i,)) for i in range(9)]


def test_that_paper_reports_the_trial(corpus: Corpus) -> None:
    paper, trial = corpus.entry("pubmed-zh/99000101.txt"), corpus.entry("veeva/nct99000301.html")
    links = {relation.canonical for relation in paper.relations if relation.link.kind == "reports"}
    assert links == {trial.canonical.id}


def test_three_mirrors_of_a_trial_become_one(corpus: Corpus) -> None:
    mirrors = {"trial-mirror/NCT99000301.txt", "veeva/nct99000301.html", "registry/ChiCTR9900000301.html"}
    entry = corpus.entry("trial-mirror/NCT99000301.txt")
    merged = entry.canonical.record
    assert corpus.files(entry) == mirrors
    assert {i for i in merged.ids if i.role == "own"} >= {NCT, CHICTR}
    assert merged.title["zh"] == "LP-22吸入溶液治疗成人支气管扩张症急性加重"
    assert merged.trial
    assert (merged.trial.status, merged.trial.phases, merged.trial.enrollment) == ("COMPLETED", ("PHASE2",), 126)


def test_no_phone_number_or_address_is_taken_from_a_page(corpus: Corpus) -> None:
    told = b"".join(to_json(record) for record in corpus.records.values()).decode()
    assert [found for found in ("999 301", "9999 0301", "lp22@example.org") if found in told] == []


def test_the_sentences_that_are_not_translated_are_named(corpus: Corpus) -> None:
    bitext = corpus.entry("pubmed-zh/99000102.txt").bitext
    assert bitext
    alone = [bitext.en[bead.en[0]].text for bead in bitext.beads if not bead.zh]
    assert [text.split()[0:3] for text in alone] == [["Patients", "aged", "70"], ["Two", "patients", "in"]]
    assert [bead for bead in bitext.beads if not bead.en] == []
    assert bitext.coverage.status == "partial"


def test_only_the_wrong_number_is_found(corpus: Corpus) -> None:
    found = [
        (entry.bitext.texts(bead), finding.kind)
        for entry in corpus.entries
        if entry.bitext
        for bead in entry.bitext.beads
        for finding in bead.checks
    ]
    assert {kind for _, kind in found} == {"number"}
    assert all("38.6%" in en and "36.8%" in zh for (en, zh), _ in found)


def test_traditional_chinese_is_kept_and_aligned(corpus: Corpus) -> None:
    entry = corpus.entry("pubmed-zh/99000104.txt")
    assert entry.canonical.record.title == {"zh": "阻塞性睡眠呼吸中止症之口咽運動訓練:隨機對照試驗"}
    assert entry.canonical.record.abstract["zh"].startswith("許多阻塞性睡眠呼吸中止症患者無法耐受連續正壓呼吸器。")
    assert entry.bitext
    assert [(bead.en, bead.zh) for bead in entry.bitext.beads] == [((i,), (i,)) for i in range(6)]


def test_no_character_of_a_mislabelled_page_is_lost(corpus: Corpus) -> None:
    record = corpus.records["journals/jyzz-2023-0412.html"]
    assert record.authors == ("王镕", "李㐂", "陈囧")
    assert record.title["zh"] == "居家指尖血检测对1型糖尿病患者酮症的早期识别价值"
    assert "每例患者的检测费用为€37，而每次住院费用为€2 150。" in record.abstract["zh"]
    assert "Testing cost €37 per patient" in record.abstract["en"]
    assert (record.published, record.volume, record.issue, record.pages) == ("2023-04-12", "11", "4", "233-239")


def test_two_columns_are_read_one_after_the_other(corpus: Corpus) -> None:
    pdf, html = "journals/xgzl-2024-0088.pdf", "journals/xgzl-2024-0088.html"
    assert corpus.files(corpus.entry(html)) == {pdf, html}
    for lang in ("en", "zh"):
        assert tidy(corpus.records[pdf].abstract[lang]) == tidy(corpus.records[html].abstract[lang])
    assert Identifier("doi", "10.5555/xgzl.2024.0088") in corpus.records[pdf].ids


def test_a_landing_page_gives_both_languages_and_nothing_of_its_sidebar(corpus: Corpus) -> None:
    record = corpus.records["journals/xgzl-2024-0088.html"]
    assert record.title == {
        "zh": "应变弹性成像联合灰阶超声评估乳腺癌腋窝淋巴结",
        "en": "Strain elastography with grey-scale ultrasound for axillary lymph nodes in breast cancer",
    }
    assert record.abstract["zh"].startswith("乳腺癌患者的腋窝淋巴结分期")
    assert record.abstract["zh"].endswith("患者免于活检。")
    assert record.abstract["en"].startswith("Axillary staging")
    assert record.abstract["en"].endswith("patients a biopsy.")
    assert record.keywords == {
        "zh": ("乳腺癌", "腋窝淋巴结", "弹性成像"),
        "en": ("breast cancer", "axillary lymph node", "elastography"),
    }
    assert [i for i in record.ids if i.role == "own"] == [Identifier("doi", "10.5555/xgzl.2024.0088")]


@pytest.mark.parametrize(
    ("path", "present", "absent", "start"),
    [
        ("journals/chinese-only.md", "zh", "en", "老年高血压患者常同时服用多种药物"),
        ("tomesphere/PMC99990109.html", "en", "zh", "People with spinal cord injury often notice"),
    ],
)
def test_a_paper_in_one_language_has_no_other(corpus: Corpus, path: str, present: str, absent: str, start: str) -> None:
    entry = corpus.entry(path)
    abstract = entry.canonical.record.abstract
    assert abstract[present].startswith(start)
    assert absent not in abstract
    assert entry.bitext
    assert len(entry.bitext.beads) == len(getattr(entry.bitext, present))


def test_reads_a_single_sample_as_the_corpus_does(samples: Path, corpus: Corpus) -> None:
    path = "trial-mirror/NCT99000301.txt"
    [record] = read(samples / "pages" / path)
    assert (record.title, record.abstract, record.ids, record.trial) == (
        corpus.records[path].title,
        corpus.records[path].abstract,
        corpus.records[path].ids,
        corpus.records[path].trial,
    )
