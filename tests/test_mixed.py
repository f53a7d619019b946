"""Lists whose bytes are not all of one charset."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bicorpus import InputError
from ingest.charsets.mixed import lines_of, to_utf8

HEADER = b"id,title,author\n"
ROWS = [f"{n},难治性高血压患者的晚间服药研究第{n}部分,王晓明\n".encode() for n in range(20)]


def text(data: bytes) -> str:
    return to_utf8(data).data.decode("utf-8")


def test_clean_utf8_is_not_copied() -> None:
    data = HEADER + b"".join(ROWS)
    assert to_utf8(data) == (data, {})
    assert to_utf8(data).data is data


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert text(b"\xef\xbb\xbf" + HEADER) == HEADER.decode()


@pytest.mark.parametrize(
    ("cell", "charset"), [("欧阳倩的研究结果", "gb18030"), ("Müller, José; Bjørnstad, Åse", "cp1252")]
)
def test_one_cell_in_another_charset_is_read_and_told_with_its_line(cell: str, charset: str) -> None:
    strange = "21,正常的题名,".encode() + cell.encode(charset) + b"\n"
    read = to_utf8(HEADER + b"".join(ROWS) + strange)
    assert read.data.decode().endswith(f"21,正常的题名,{cell}\n")
    assert read.notes == {22: f"not UTF-8 as the rest of the file; read as {charset}"}


def test_two_files_of_two_charsets_put_together_are_both_read() -> None:
    rows = "".join(f"{n},针刺联合康复训练对肩痛的疗效观察,李雷\n" for n in range(20))
    read = to_utf8(HEADER + b"".join(ROWS) + rows.encode("gb18030"))
    assert read.data.decode().endswith(rows)
    assert len(read.notes) == 20


@pytest.mark.parametrize("charset", ["gb18030", "utf-16", "utf-16-le", "utf-8-sig"])
def test_a_file_of_one_charset_is_read_whole_without_a_note(charset: str) -> None:
    rows = "id,title\n" + "".join(f"{n},难治性高血压患者的晚间服药研究的结果\n" for n in range(20))
    assert to_utf8(rows.encode(charset)) == (rows.encode(), {})


def test_stray_nul_bytes_are_left_out_and_told() -> None:
    read = to_utf8(HEADER + b"".join(ROWS) + b"21,Night\0 dosing,Marlow\n")
    assert read.data.endswith(b"21,Night dosing,Marlow\n")
    assert read.notes == {22: "NUL bytes, left out"}


def test_a_program_is_no_text() -> None:
    with pytest.raises(InputError, match="binary data"):
        to_utf8(bytes(range(256)) * 20 + b"\0" * 500)


@pytest.mark.parametrize(("ends", "lines"), [(b"a\r\nb\r\n", ["a\r\n", "b\r\n"]), (b"a\rb\r", ["a\n", "b\n"])])
def test_only_a_line_feed_ends_a_line(ends: bytes, lines: list[str]) -> None:
    assert list(lines_of(to_utf8(ends).data)) == lines
    assert list(lines_of("a\u2028b\x0bc\n".encode())) == ["a\u2028b\x0bc\n"]


@given(st.binary(max_size=300))
def test_any_bytes_become_utf8_or_are_refused(data: bytes) -> None:
    with contextlib.suppress(InputError):
        to_utf8(data).data.decode("utf-8")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r\ufeff")))
def test_utf8_stays_as_it_is(written: str) -> None:
    assert text(written.encode()) == written
