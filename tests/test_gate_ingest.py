"""The development pages are read at least as well as they were: these figures only rise."""

import gzip
import json
import tarfile
from pathlib import Path

import pytest
from rapidfuzz.fuzz import ratio

from ingest.bulk import read, read_files, walk

SIMILAR = 95
"""rapidfuzz ratio, white space out, from which an abstract counts as found."""
BOTH_ABSTRACTS, BOTH_TITLES = 298, 296
"""Of 300 preprints; 299 and 297 when this was written."""


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_preprints_give_both_abstracts_and_both_titles(shared: Path, tmp_path: Path) -> None:
    with gzip.open(shared / "parallel" / "chinaxiv_abstracts.jsonl.gz", "rt", encoding="utf-8") as lines:
        known = {row["id"]: row for row in map(json.loads, lines)}
    with tarfile.open(shared / "ingest" / "chinaxiv_md.tar.gz") as archive:
        archive.extractall(tmp_path, filter="data")
    abstracts = titles = 0
    for result in read_files(walk(tmp_path), workers=2):
        [record], expected = result.records, known[Path(result.entry.path).stem]
        near = (
            ratio(squeezed(record.abstract.get(lang, "")), squeezed(expected[lang])) >= SIMILAR for lang in ("en", "zh")
        )
        abstracts += all(near)
        titles += len(record.title) == 2
    assert abstracts >= BOTH_ABSTRACTS
    assert titles >= BOTH_TITLES


@pytest.mark.parametrize(
    ("name", "en", "zh"),
    [
        ("pdf_bilingual/wlxb_paper", "Automatic differentiation and its", "自动微分以及它在物理模拟中的应用"),
        ("pdf_cjk/cnki_1", "Characteristic of fusion-brazed joint", "5052 铝合金"),
        ("pdf_bilingual/zlj_APS_J_Aps_CN", "English Title", "论文题目"),
    ],
)
def test_bilingual_pdfs_give_both_titles_and_both_abstracts(shared: Path, name: str, en: str, zh: str) -> None:
    [record] = read(shared / "ingest" / "fixtures" / f"{name}.pdf")
    assert record.title["en"].startswith(en)
    assert record.title["zh"].startswith(zh)
    assert set(record.abstract) == {"en", "zh"}


def test_every_hostile_and_foreign_file_ends_as_a_record_or_a_clear_reason(shared: Path) -> None:
    for result in read_files(walk(shared / "ingest" / "fixtures"), workers=2):
        assert bool(result.records) != bool(result.error), result.name
        assert not (result.error or "").startswith(("cannot be parsed", "took longer", "brought")), result.error
        assert all(r.title or r.abstract or r.ids for r in result.records), result.name
