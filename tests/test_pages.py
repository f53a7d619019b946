"""Invented pages in each mirror's structure, saved in several formats: every site module must read them field by field.

``pages/SITE/NAME.FORMAT`` is a page, ``pages/SITE/NAME.expected.json`` the record a perfect reader makes of it.
``NAME.stripped.txt`` is a page whose labels an extractor lost, ``NAME.compact.txt`` one without blank lines and
``NAME.plain.txt`` one without Markdown.
"""

import json
import re
from pathlib import Path

import pytest
from expected import compare, expect

from ingest import read
from ingest.sites import SITES

PAGES = Path(__file__).parent / "pages"
EXPECTED = ".expected.json"
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')


def pages() -> list[Path]:
    return sorted(page for page in PAGES.glob("*/*") if not page.name.endswith(EXPECTED))


def name(page: Path) -> str:
    return page.relative_to(PAGES).as_posix()


@pytest.mark.parametrize("page", pages(), ids=name)
def test_reads_every_field_of_a_page_in_any_format(page: Path) -> None:
    expected = json.loads(page.with_suffix(EXPECTED).read_text(encoding="utf-8"))
    [record] = read(page)
    checks = compare(record, expected)
    expect(name(page), checks)


@pytest.mark.parametrize("page", [page for page in pages() if page.suffix == ".html"], ids=name)
def test_takes_the_address_of_a_page_from_its_canonical_link(page: Path) -> None:
    [link] = CANONICAL.findall(page.read_text(encoding="utf-8"))
    [record] = read(page)
    assert record.source.url == link


def test_every_expected_record_has_a_page_and_every_site_two_papers_or_trials() -> None:
    wanted = {page.name: 0 for page in PAGES.iterdir()}
    for expected in PAGES.glob(f"*/*{EXPECTED}"):
        stem = expected.name.removesuffix(EXPECTED)
        assert any(page.stem == stem for page in pages()), expected
        wanted[expected.parent.name] += 1
    assert set(wanted) <= {site.NAME for site in SITES}
    assert {"pubmed-zh", "tomesphere", "trial-mirror", "veeva"} <= set(wanted)
    assert min(wanted.values()) >= 2
