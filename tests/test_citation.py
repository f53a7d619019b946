"""PubMed's citation line."""

import pytest

from ingest.references.citation import read_citation


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Inv Med. 2021 Mar 4;12(3):201-9. doi: 10.5555/ab.1.", ("2021 Mar 4", "12", "3", "201-9")),
        ("Inv Med. 2021 Mar-Apr;12(3 Suppl 1):S1-S9.", ("2021 Mar-Apr", "12", "3 Suppl 1", "S1-S9")),
        ("Inv Med. 2021;12:e201. doi: 10.5555/ab.1. Epub 2021 Feb 1.", ("2021", "12", None, "e201")),
        ("Inv Med (Wujiang). 2021 Mar 4:104. doi: 10.5555/ab.1.", ("2021 Mar 4", None, None, None)),
        ("Inv Med. 2021 Feb 1. doi: 10.5555/ab.1. Online ahead of print.", ("2021 Feb 1", None, None, None)),
        ("Inv Med 12 (2021) 201-209", (None, None, None, None)),
    ],
)
def test_a_citation_line_tells_date_volume_issue_and_pages(text: str, fields: tuple[str | None, ...]) -> None:
    read = read_citation(text)
    assert tuple(read.get(name, [None])[0] for name in ("date", "volume", "issue", "pages")) == fields
