"""Saved web pages: the page is found among its parts, read in its charset, and knows its address."""

import base64
import quopri

import pytest

from bicorpus import InputError
from ingest import read
from ingest.formats import read_bytes
from ingest.mhtml import read_mhtml
from ingest.page import Page
from ingest.record import Source

HTML = (
    "<html><head><title>居家游泳训练对膝痛的影响</title></head><body><h1>居家游泳训练对膝痛的影响</h1>"
    "<h2>摘要</h2><p>将九十六例患者随机分为两组，干预十二周。</p></body></html>"
)
FRAME = "<html><body><p>Advertisement of a swimming pool</p></body></html>"
URL = "https://journal.example.org/swimming?id=7"
PIXEL = base64.encodebytes(b"\x89PNG\r\n\x1a\n" + bytes(40))


def quoted(text: str, charset: str = "utf-8") -> bytes:
    return quopri.encodestring(text.encode(charset))


def part(body: bytes, *headers: str) -> bytes:
    return "\r\n".join((*headers, "", "")).encode() + body + b"\r\n"


def page_part(html: str = HTML, charset: str = "utf-8", *headers: str, said: str = "text/html") -> bytes:
    encoding = "Content-Transfer-Encoding: quoted-printable"
    return part(quoted(html, charset), f"Content-Type: {said}", encoding, *headers)


PICTURE = part(PIXEL, "Content-Type: image/png", "Content-Transfer-Encoding: base64", "Content-Location: cid:1")


def saved(*parts: bytes, headers: tuple[str, ...] = (), parameters: str = 'type="text/html"') -> bytes:
    top = (
        "From: <Saved by Blink>",
        *headers,
        "MIME-Version: 1.0",
        f'Content-Type: multipart/related; {parameters};\r\n\tboundary="----edge"',
    )
    body = b"".join(b"------edge\r\n" + each for each in parts)
    return "\r\n".join((*top, "", "")).encode() + body + b"------edge--\r\n"


def page(data: bytes, url: str | None = None) -> Page:
    return read_mhtml(data, Source("page.mhtml", url=url))


def test_the_page_is_read_with_its_address_and_without_its_pictures() -> None:
    found = page(saved(page_part(HTML, "utf-8", f"Content-Location: {URL}"), PICTURE))
    assert [block.text for block in found.blocks] == [
        "居家游泳训练对膝痛的影响",
        "摘要",
        "将九十六例患者随机分为两组，干预十二周。",
    ]
    assert found.url == URL


def test_a_whole_file_becomes_a_record(tmp_path) -> None:
    path = tmp_path / "saved.html"
    path.write_bytes(saved(page_part(), headers=(f"Snapshot-Content-Location: {URL}",)))
    [record] = read(path)
    assert record.title == {"zh": "居家游泳训练对膝痛的影响"}
    assert record.source.url == URL
    assert record.source.media_type == "multipart/related"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030", "big5"])
def test_a_part_is_read_in_its_charset(charset: str) -> None:
    html = HTML if charset != "big5" else "<html><body><h1>居家游泳訓練對膝痛的影響</h1></body></html>"
    found = page(saved(page_part(html, charset, said=f'text/html; charset="{charset}"')))
    assert found.blocks[0].text == html.partition("<h1>")[2].partition("</h1>")[0]


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
def test_every_transfer_encoding_is_undone(transfer: str) -> None:
    body = {"quoted-printable": quoted(HTML), "base64": base64.encodebytes(HTML.encode()), "8bit": HTML.encode()}
    found = page(saved(part(body[transfer], "Content-Type: text/html", f"Content-Transfer-Encoding: {transfer}")))
    assert found.blocks[1].text == "摘要"


def test_the_first_page_is_the_main_one_unless_start_names_another() -> None:
    parts = (page_part(FRAME, "utf-8", "Content-ID: <frame>"), page_part(HTML, "utf-8", "Content-ID: <main>"))
    assert page(saved(*parts)).blocks[0].text == "Advertisement of a swimming pool"
    named = page(saved(*parts, parameters='start="<main>"'))
    assert named.blocks[0].text == "居家游泳训练对膝痛的影响"


def test_a_page_among_alternatives_is_found() -> None:
    inner = b"--in\r\n" + part(b"plain words", "Content-Type: text/plain") + b"--in\r\n" + page_part() + b"--in--\r\n"
    alternatives = part(inner, 'Content-Type: multipart/alternative; boundary="in"')
    assert page(saved(alternatives, PICTURE)).blocks[0].text == "居家游泳训练对膝痛的影响"


def test_an_address_that_only_its_author_can_open_is_none() -> None:
    local = page_part(HTML, "utf-8", "Content-Location: file:///C:/Users/x/page.html")
    assert page(saved(local)).url is None
    assert page(saved(local), url=URL).url == URL, "the archive that held the page knows where it was fetched"


def test_an_address_folded_over_lines_is_put_together() -> None:
    found = page(saved(page_part(HTML, "utf-8", "Content-Location: https://journal.example.org/\r\n swimming?id=7")))
    assert found.url == URL


def test_a_page_that_was_cut_off_gives_what_is_there() -> None:
    whole = saved(page_part(), PICTURE)
    cut = whole[: whole.index(b"=E5=B9=B2")]
    assert [block.text for block in page(cut).blocks][:2] == ["居家游泳训练对膝痛的影响", "摘要"]


def test_a_saved_page_without_a_page_says_so() -> None:
    with pytest.raises(InputError, match="no part of it is HTML"):
        page(saved(PICTURE))


def test_parts_within_parts_without_end_are_refused_and_do_not_hang(tmp_path) -> None:
    head, depth = b"MIME-Version: 1.0\r\n", 2000
    for level in range(depth):
        head += b'Content-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
    path = tmp_path / "deep.mht"
    path.write_bytes(head)
    with pytest.raises(InputError):
        read(path)


def test_the_format_reader_is_chosen_by_content() -> None:
    [record] = read_bytes(saved(page_part()), "page.txt")
    assert record.title == {"zh": "居家游泳训练对膝痛的影响"}
