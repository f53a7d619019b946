"""What a fuzzer runs: one function per target, from bytes to nothing, that fails where a promise is broken.

The promises: bytes end as a result or as an ``InputError`` and nothing else, the same bytes end the same way, and a
result is no larger than its input allows. Hypothesis (``tests/test_fuzz.py``) and atheris (``bench/fuzz_atheris.py``)
drive the same functions over the same corpus.
"""

from collections.abc import Callable
from pathlib import Path

from bicorpus import InputError
from ingest.decode import decode
from ingest.formats import read_bytes
from ingest.html import read_html
from ingest.identifiers import SCHEMES, find, normalise
from ingest.language import detect, lang_of, runs
from ingest.page import Page
from ingest.record import Source, from_json, to_json
from ingest.text import read_text

CORPUS = Path(__file__).parent / "corpus"
"""One folder for each target, of whole files that were interesting once."""
PIECES = [
    *(b"<p>", b"</p>", b"<table><tr><td>", b"<!--", b"<![CDATA[", b"&#x0;", b"&lt;", b"<script>", b'="', b"<br/>"),
    *(b"10.5555/", b"NCT", b"PMID: 99000101", b"https://doi.org/", b"%2F", b"$", b"\\", b"**", b"](", b"| ", b"# "),
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b$B", b"~{", b"\r", b"\n\n", b"\xb0\xa1", b"\xe4\xb8", b"\xed\xa0\x80"),
    *(b"{", b"}", b"[[", b'"', b"null", b"1e999", b"-", b"\t", b"TY  - JOUR\n", b"ER  - \n", b"<?xml", b"]]>", b"&x;"),
    *(b"obj", b"endobj", b"stream\n", b"<<", b">>", b"/Length 99999999", b"0 0 R", b"%%EOF", b"xref\n", b"trailer"),
    *("摘要：".encode(), b"Abstract", "の".encode(), "。".encode(), "（".encode(), "\u202e".encode()),
]  # fmt: skip
"""What formats and charsets trip over."""
_SOURCE = Source("page")
_GROWTH = 60
"""Bytes of records that a byte of input may become: a keyword in a list names a whole record."""
_LEAST = 20_000


def charsets(data: bytes) -> None:
    """Bytes become text of no more characters, or a reason."""
    try:
        decoded = decode(data)
    except InputError:
        return
    assert decoded == decode(data)
    assert len(decoded.text) <= max(len(data), 1)


def html(data: bytes) -> None:
    """HTML becomes blocks that hold no more than the page."""
    _page(read_html, data)


def markdown(data: bytes) -> None:
    """Text and Markdown become blocks that hold no more than the text."""
    _page(read_text, data)


def _page(read: Callable[[str, Source], Page], data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    page = read(text, _SOURCE)
    assert page == read(text, _SOURCE)
    assert sum(len(block.text) for block in page.blocks) <= 2 * len(text) + 100


def names(data: bytes) -> None:
    """Identifiers stand where they say, in order, and are written in their canonical form."""
    text, place = data.decode("utf-8", "replace"), 0
    found = find(text)
    assert found == find(text)
    for one in found:
        assert place <= one.start < one.end <= len(text)
        assert one.scheme in SCHEMES
        place = one.end
    assert all(normalise(one.scheme, normalise(one.scheme, one.value) or "") for one in found)


def languages(data: bytes) -> None:
    """A text has one language, and runs that hold all of it but blanks."""
    text, place = data.decode("utf-8", "replace"), 0
    assert detect(text) == detect(text)
    assert lang_of(text) in {"en", "zh", None}
    for run in runs(text):
        assert not text[place : run.start].strip()
        place = run.end
    assert not text[place:].strip()


def files(data: bytes) -> None:
    """A file of any format becomes records that can be stored, or a reason."""
    first, second = _outcome(data), _outcome(data)
    assert first == second
    assert isinstance(first, str) or sum(map(len, first)) <= _GROWTH * len(data) + _LEAST
    assert isinstance(first, str) or all(from_json(line) for line in first)


def _outcome(data: bytes) -> list[bytes] | str:
    try:
        return [to_json(record) for record in read_bytes(data, "file")]
    except InputError as exc:
        return str(exc)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "charsets": charsets,
    "html": html,
    "markdown": markdown,
    "names": names,
    "languages": languages,
    "files": files,
    "pdf": files,
}
"""By the name of its folder in the corpus."""


def seeds(target: str) -> list[bytes]:
    """Return the saved inputs of a target."""
    return [file.read_bytes() for file in sorted((CORPUS / target).iterdir())]
