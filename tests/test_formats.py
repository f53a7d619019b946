"""What bytes are is told by their content, whatever the file is called."""

import gzip
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bicorpus import InputError
from ingest.formats import read_bytes, sniff

HTML = (
    "<!DOCTYPE html><html><head><title>居家游泳训练对膝痛的影响</title></head>"
    "<body><h1>居家游泳训练对膝痛的影响</h1><h2>摘要</h2><p>将九十六例患者随机分为两组，干预十二周。</p></body></html>"
)
MARKDOWN = (
    "# Home swimming training for knee pain\n\n## Abstract\n\nNinety-six adults were randomised to two groups.\n\n"
    "<table><tr><td>group</td><td>n</td></tr><tr><td>游泳</td><td>48</td></tr></table>\n"
)
PDF = b"%PDF-1.4\n1 0 obj\n"
MHTML = (
    b"From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html"; boundary="b"\r\n\r\n--b\r\n'
)


def zipped() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return target.getvalue()


@pytest.mark.parametrize("path", ["", "page.html", "page.txt", "page.pdf", "page.md", "page", "page.HTM"])
@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\n\n<junk before it>\n" + PDF, "application/pdf"),
        (HTML.encode(), "text/html"),
        (HTML.encode("utf-16"), "text/html"),
        (HTML.replace("<head>", '<head><meta charset="gb2312">').encode("gb18030"), "text/html"),
        (b"\xef\xbb\xbf  <!-- saved -->\n<HTML><BODY>x</BODY></HTML>", "text/html"),
        (b"<div><p>fragment</p></div>", "text/html"),
        (b"saved from https://example.org\n<!DOCTYPE html><html><head></head></html>", "text/html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"></html>', "text/html"),
        (MHTML, "multipart/related"),
        (MARKDOWN.encode(), "text/plain"),
        ("标题：膝痛\n\n[1] 张三. 游泳\n".encode(), "text/plain"),
        ("[目的] 观察疗效".encode(), "text/plain"),
        (b"{not json at all", "text/plain"),
        (b"age <65 years and >18 years", "text/plain"),
        (b"TY  - JOUR\nTI  - Swimming\nER  - \n", "application/x-research-info-systems"),
        (b"\r\nPMID- 99000101\r\nOWN - NLM\r\nTI  - Swimming\r\n", "application/x-nbib"),
        (b"\xef\xbb\xbfFN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Marlow, T\n", "text/x-web-of-science"),
        ("{Reference Type}: Journal Article\n{Title}: 游泳\n".encode(), "text/x-noteexpress"),
        ("DataType: 1\nTitle-题名: 游泳\nAuthor-作者: 张三;\n".encode(), "text/x-cnki"),
        ("%0 Journal Article\n%A 张三\n%T 游泳\n".encode(), "application/x-endnote-refer"),
        ("PT\tAU\tTI\tSO\tPY\tUT\nJ\tMarlow, T\tSwimming\tX\t2021\tWOS:1\n".encode("utf-16"), "text/csv"),
        (b"PMID,Title,Authors,DOI\n99000101,Swimming,Marlow T.,10.5555/x\n", "text/csv"),
    ],
)
def test_tells_a_format_by_its_content_not_by_its_name(data: bytes, media_type: str, path: str) -> None:
    assert sniff(data, path) == media_type


def test_a_table_with_few_columns_that_we_know_is_told_by_its_name() -> None:
    assert sniff(b"id,title\n1,Swimming\n", "export.CSV") == "text/csv"
    assert sniff(b"id\ttitle\n1\tSwimming\n", "export.tsv") == "text/csv"
    assert sniff(b"id,title\n1,Swimming\n", "export.txt") == "text/plain"


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"GIF89a\x01\0", "a GIF image"),
        (zipped(), "a zip archive"),
        (gzip.compress(b"page"), "gzip"),
        (b"SQLite format 3\0", "SQLite"),
        (b"\x7fELF\x02\x01\x01\0", "a program"),
        (b"CAJ\0\0\0", "a CAJ document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Microsoft Office"),
        (b'{"protocolSection": {"identificationModule": {}}}', "no title, abstract or identifier"),
        (json.dumps([{"title": "膝痛"}], ensure_ascii=False).encode(), "a JSON document"),
        (json.dumps([{"title": "膝痛"}], ensure_ascii=False, indent=2).encode("gb18030"), "a JSON document"),
        (b'<?xml version="1.0"?><PubmedArticleSet/>', "no article in it"),
        (b"<!DOCTYPE article PUBLIC '-//NLM//DTD JATS//EN'><article/>", "without the front matter of JATS"),
        (b"", "empty file"),
        (b" \n\t\r\n ", "white space"),
        (b"\x01\x02\0\x03" * 400 + b"\xff" * 99, "binary data"),
    ],
)
def test_what_is_not_read_is_refused_by_its_name_in_words(data: bytes, named: str) -> None:
    with pytest.raises(InputError, match=named) as refused:
        read_bytes(data, "page.html")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("blank", ["\ufeff", "\u3000\n", "<html><head></head><body></body></html>", "\ufeff \r\n"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_a_page_without_a_word_is_refused(blank: str, charset: str) -> None:
    with pytest.raises(InputError, match=r"no text|no title|white space|empty"):
        read_bytes(blank.encode(charset), "page.html")


def test_an_article_called_anything_is_read_with_its_provenance() -> None:
    [record] = read_bytes(HTML.encode("gb18030"), "a/膝痛.pdf")
    assert record.title == {"zh": "居家游泳训练对膝痛的影响"}
    assert record.abstract == {"zh": "将九十六例患者随机分为两组，干预十二周。"}
    assert (record.id, record.source.path, record.source.media_type) == ("a/膝痛.pdf", "a/膝痛.pdf", "text/html")
    assert len(record.source.sha256) == 64


def test_markdown_with_an_html_table_is_read_as_markdown() -> None:
    [record] = read_bytes(MARKDOWN.encode(), "page.html")
    assert record.title == {"en": "Home swimming training for knee pain"}
    assert record.abstract["en"].startswith("Ninety-six adults were randomised to two groups.")


def test_a_member_of_an_archive_is_named_in_the_id() -> None:
    [record] = read_bytes(HTML.encode(), "pages.tar", member="膝痛.html")
    assert record.id == "pages.tar!膝痛.html"
    assert record.source.member == "膝痛.html"


def test_records_of_a_list_are_named_by_file_and_place() -> None:
    data = (
        b"TY  - JOUR\nID  - 7\nTI  - Swimming for knee pain\nER  - \nTY  - JOUR\nTI  - Walking for knee pain\nER  - \n"
    )
    records = read_bytes(data, "a.ris")
    assert [record.title for record in records] == [{"en": "Swimming for knee pain"}, {"en": "Walking for knee pain"}]
    assert all(record.id.startswith("a.ris#") for record in records)
    assert len({record.id for record in records}) == 2


def test_records_of_a_list_in_an_archive_are_named_by_archive_member_and_place() -> None:
    [record] = read_bytes(b"TY  - JOUR\nID  - 7\nTI  - Swimming for knee pain\nER  - \n", "a.zip", member="b/c.ris")
    assert record.id == "a.zip!b/c.ris#7"
    assert (record.source.path, record.source.member) == ("a.zip", "b/c.ris")
    assert record.source.sha256


def test_a_page_that_names_no_paper_is_refused_with_a_reason() -> None:
    with pytest.raises(InputError, match="no title, abstract or identifier"):
        read_bytes("<p>请稍候</p>".encode(), "page.html")


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "a.csv", "a.html"]))
def test_any_bytes_are_something_or_refused_in_one_line(data: bytes, path: str) -> None:
    kind = described(data, path)
    assert kind
    assert "\n" not in kind


def described(data: bytes, path: str) -> str:
    try:
        return sniff(data, path)
    except InputError as exc:
        return str(exc)
