"""Pages out of archives: what their members are called is shown as it is, and is nothing else than a name."""

import gzip
import io
import tarfile
import zipfile
from html import escape
from pathlib import Path

import hostile
import pytest
from crawling import addresses, classes, crawl, parsed
from serving import serving

from corpus.cli import main
from corpus.store import open_store

NAMES = [
    f"{number:02} {payload}.html"
    for number, payload in enumerate(hostile.PAYLOADS.values())
    if len(payload) < 200 and payload.isprintable()
]
ACT = "<script>window.pwned=1</script>"
SITE = "http://mirror.example/"


def page(number: int, kind: str) -> bytes:
    title = f"Veltamarin in adults of ward {number} of the {kind}"
    attack = escape(ACT)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="citation_title" content="{title}">'
        f'<meta name="citation_doi" content="10.5555/{kind}.{number}"></head><body><h1>{title}</h1>'
        f"<h2>Abstract</h2><p>Forty patients of ward {number} were treated. {attack} fell by {number}.</p>"
        f"<h2>Methods {attack}</h2><p>{attack} was measured in ward {number}.</p></body></html>"
    ).encode()


def write_archives(folder: Path) -> None:
    folder.mkdir()
    with zipfile.ZipFile(folder / f"{ACT.replace('/', '∕')}.zip", "w") as archive:
        for number, name in enumerate(NAMES):
            archive.writestr(name, page(number, "zip"))
    with tarfile.open(folder / "pages.tar", "w") as archive:
        for number, name in enumerate(NAMES):
            member = tarfile.TarInfo(f"../../{name}")
            member.size = len(page(number, "tar"))
            archive.addfile(member, io.BytesIO(page(number, "tar")))
    with gzip.open(folder / "crawl.warc.gz", "wb") as archive:
        for number, name in enumerate(NAMES):
            archive.write(response(f"{SITE}{number}?{name}".replace(" ", ""), page(number, "warc")))


def response(url: str, body: bytes) -> bytes:
    """Return a record of a WARC file (ISO 28500) that holds the answer to a request."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-11T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(url)):032x}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    place = tmp_path_factory.mktemp("archives")
    write_archives(place / "pages")
    assert main(["build", str(place / "pages"), str(place / "some.corpus")]) in {0, 1}
    return place / "some.corpus"


@pytest.fixture(scope="module")
def pages(corpus):
    with serving(corpus) as server:
        return [parsed(answer) for answer in crawl(server) if answer.media_type == "text/html"]


def test_members_of_every_kind_of_archive_are_read(corpus):
    with open_store(corpus) as store:
        kinds = {record.source.path.rpartition(".")[2] for record in store.records()}
    assert kinds == {"zip", "tar", "gz"}


def test_no_page_leads_or_acts_as_a_name_says(pages):
    for one in pages:
        assert not one.tree.xpath("//script[not(starts-with(@src, '/static/'))] | //iframe | //base"), one.answer.path
        assert not one.tree.xpath("//*[@*[starts-with(name(), 'on') or name() = 'style']]"), one.answer.path
        assert not [where for _, where in addresses(one) if where.lower().startswith(("javascript", "data", "//"))]
        assert "window.pwned=1" not in classes(one)


def test_every_member_is_answered_under_its_name(pages):
    assert {one.answer.path for one in pages if one.answer.status != 200} == set()
    said = "\n".join(one.tree.text_content() for one in pages if "member=" in one.answer.path)
    assert ACT in said
    assert any(name in said for name in NAMES)
