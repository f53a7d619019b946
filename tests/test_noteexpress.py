"""Lists for Chinese reference managers beyond what the samples among the exports show."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bicorpus import BicorpusError, InputError
from ingest.references.noteexpress import read_cnki, read_noteexpress, read_refer, read_refworks


def test_an_abstract_goes_on_over_lines_and_an_empty_line() -> None:
    text = (
        "{Reference Type}: Journal Article\n{Title}: 夜间给药研究\n{Abstract}: 目的\n方法。\n\n结果。\n{Year}: 2021\n"
    )
    (record,) = read_noteexpress(text.encode())
    assert record.abstract == {"zh": "目的 方法。 结果。"}
    assert record.published == "2021"


def test_both_beginnings_of_cnki() -> None:
    old = (
        "DataType: 1\nTitle-题名: 甲\nSrcDatabase-来源库: 期刊\nDataType: 1\nTitle-题名: 乙\nSrcDatabase-来源库: 期刊\n"
    )
    new = "SrcDatabase-来源库: 期刊\nTitle-题名: 甲\n\nSrcDatabase-来源库: 硕士\nTitle-题名: 乙\n"
    for text in (old, new):
        assert [r.title for r in read_cnki(text.encode())] == [{"zh": "甲"}, {"zh": "乙"}]


def test_authors_on_one_line_or_on_a_line_each() -> None:
    one = "%0 Journal Article\n%A 张三;李四\n%T 夜间给药\n"
    each = "%0 Journal Article\n%A 张三\n%A 李四\n%T 夜间给药\n"
    assert [next(read_refer(text.encode())).authors for text in (one, each)] == [("张三", "李四")] * 2


@pytest.mark.parametrize(
    ("written", "pages"), [("SP 412\nOP 416", "412-416"), ("OP 412-416", "412-416"), ("SP 7", "7")]
)
def test_other_pages_are_all_pages_where_no_first_one_is(written: str, pages: str) -> None:
    (record,) = read_refworks(f"RT Journal Article\nSR 1\nA1 张三;李四;\nT1 夜间给药\n{written}\n".encode())
    assert (record.pages, record.authors) == (pages, ("张三", "李四"))


@pytest.mark.parametrize("reader", [read_noteexpress, read_cnki, read_refer, read_refworks])
def test_what_holds_no_reference_is_refused(reader) -> None:
    with pytest.raises(InputError, match=r"^no reference found"):
        list(reader("一段文字\n".encode()))


@pytest.mark.parametrize("reader", [read_noteexpress, read_cnki, read_refer, read_refworks])
@given(text=st.text(st.sampled_from("{}%-:： \n\r0ATitle题名DataType"), max_size=80))
def test_any_text_is_read_or_refused(reader, text: str) -> None:
    with contextlib.suppress(BicorpusError):
        list(reader(text.encode()))
