"""Bytes to text: the same page in every charset, rightly and wrongly declared."""

import codecs
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bicorpus import InputError
from ingest.decode import decode

SIMPLIFIED = (
    "<html><head><title>晨起饮水与老年便秘</title></head><body>"
    "<p>目的：观察晨起饮用温水对老年患者便秘的影响。方法：将96例患者随机分为两组，"
    "试验组每日饮水500 mL，对照组不作要求。</p>"
    "<p>Constipation was relieved in 31 of 48 patients (P<0.05).</p></body></html>"
)
TRADITIONAL = (
    "<html><head><title>晨起飲水與老年便祕</title></head><body>"
    "<p>目的：觀察晨起飲用溫水對老年病人便祕之影響。方法：將96名病人隨機分為兩組，"
    "試驗組每日飲水500 mL，對照組不作要求。</p>"
    "<p>Constipation was relieved in 31 of 48 patients (P<0.05).</p></body></html>"
)
JAPANESE = "方法：対象は外来を受診した患者で、これらの患者に新しい薬を投与し、その効果を調べた。結果はよかった。"
UNICODE = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "utf-32-be", "utf-32")
DECLARATIONS = (None, "utf-8", "gb2312", "gbk", "big5", "iso-8859-1", "windows-1252", "no-such-charset")


def page(text: str, declared: str) -> str:
    return text.replace("<head>", f'<head><meta charset="{declared}">')


@pytest.mark.parametrize("declared", DECLARATIONS)
@pytest.mark.parametrize("charset", [*UNICODE, "gb18030", "gbk", "gb2312"])
def test_reads_a_simplified_page_in_any_charset_whatever_is_declared(charset: str, declared: str | None) -> None:
    assert decode(SIMPLIFIED.encode(charset), declared).text == SIMPLIFIED


@pytest.mark.parametrize("declared", DECLARATIONS)
@pytest.mark.parametrize("charset", [*UNICODE, "gb18030", "gbk", "big5", "big5hkscs", "cp950"])
def test_reads_a_traditional_page_in_any_charset_whatever_is_declared(charset: str, declared: str | None) -> None:
    assert decode(TRADITIONAL.encode(charset), declared).text == TRADITIONAL


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "iso-8859-1", "x-unheard-of", ""])
@pytest.mark.parametrize(
    ("text", "charset"), [(SIMPLIFIED, "gb18030"), (SIMPLIFIED, "utf-8"), (TRADITIONAL, "big5"), (TRADITIONAL, "utf-8")]
)
def test_reads_a_page_that_declares_any_charset_itself(text: str, charset: str, declared: str) -> None:
    text = page(text, declared)
    assert decode(text.encode(charset)).text == text


@pytest.mark.parametrize(
    ("text", "charset", "bom"),
    [
        (SIMPLIFIED, "utf-16-le", codecs.BOM_UTF16_LE),
        (SIMPLIFIED, "utf-16-be", codecs.BOM_UTF16_BE),
        (TRADITIONAL, "utf-32-le", codecs.BOM_UTF32_LE),
        (TRADITIONAL, "utf-32-be", codecs.BOM_UTF32_BE),
        (TRADITIONAL, "utf-8", codecs.BOM_UTF8),
    ],
)
def test_names_the_charset_with_and_without_a_mark(text: str, charset: str, bom: bytes) -> None:
    assert decode(bom + text.encode(charset)) == (text, charset)
    assert decode(text.encode(charset)) == (text, charset)


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("膝关节疼痛", "gb2312"),
        ("李娜，王芳", "gbk"),
        ("膝蓋疼痛", "big5"),
        ("李娜，王芳", "big5"),
        ("膝の痛み", "shift_jis"),
        ("무릎 통증", "euc-kr"),
    ],
)
def test_a_few_characters_are_read_in_the_charset_that_they_declare(text: str, charset: str) -> None:
    html = f'<meta charset="{charset}"><h1>{text}</h1>'
    assert decode(html.encode(charset)).text == html
    assert decode(text.encode(charset), charset).text == text


def test_a_page_labelled_gb2312_keeps_the_characters_that_gb2312_lacks() -> None:
    text = '<meta charset="gb2312"><p>作者：朱镕囧，李㐂。每例患者的治疗费用为€37，其中药物费用为€12。</p>'
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("declared", [None, "shift_jis", "Shift-JIS", "gb2312", "iso-8859-1"])
def test_reads_shift_jis(declared: str | None) -> None:
    assert decode(JAPANESE.encode("cp932"), declared).text == JAPANESE


@pytest.mark.parametrize("declared", [None, "iso-8859-1", "windows-1252", "gb2312"])
def test_reads_accents_of_western_pages(declared: str | None) -> None:
    text = (
        "Müller-Dürr A, Bérard É, Núñez O. Mean age was 54 ± 7 years; the “naïve” group’s dose was 3 µg – café au lait."
    )
    assert decode(text.encode("cp1252"), declared).text == text


def test_a_single_accent_in_a_long_english_page_is_kept() -> None:
    text = "We thank José for his help. " + "The trial was stopped early for benefit. " * 50
    assert decode(text.encode("cp1252")).text == text


def test_ascii_is_utf8_whatever_is_declared() -> None:
    assert decode(b"Ninety-six patients were enrolled.", "gb2312") == ("Ninety-six patients were enrolled.", "utf-8")


def test_gb18030_cut_off_inside_a_character_loses_that_character_only() -> None:
    data = "对照组患者的症状没有改善，试验组好转".encode("gb18030")[:-1]
    assert decode(data).text.rstrip("\ufffd") == "对照组患者的症状没有改善，试验组好"


@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312"])
@pytest.mark.parametrize(
    "broken",
    ["对照组患者的症状没有改善".encode()[:-1], "<p>对照组患者的症状".encode() + b"\xff" + "没有改善</p>".encode()],
    ids=["cut off", "stray byte"],
)
def test_utf8_with_a_broken_byte_loses_that_byte_only(broken: bytes, declared: str | None) -> None:
    assert decode(broken, declared).text == broken.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "data",
    [
        random.Random(7).randbytes(4000) + b"\0",
        b"\0" * 64,
        b"\x7fELF\x02\x01\x01" + bytes(57) + b"\xff" * 32,
        bytes(range(256)) * 8,
    ],
    ids=["noise", "zeros", "program", "all bytes"],
)
def test_binary_data_are_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(InputError, match="binary data"):
        decode(data)


@settings(deadline=None)
@given(st.text())
def test_any_text_in_utf8_comes_back(text: str) -> None:
    text += "的"  # without it, the text may be UTF-8 read as Windows Latin
    data = text.encode()
    if b"\0" not in data and not data.startswith(codecs.BOM_UTF8):
        assert decode(data) == (text, "utf-8")


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1))
def test_any_text_with_a_mark_comes_back(text: str) -> None:
    for bom, charset in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ):
        assert decode(bom + text.encode(charset)).text == text


@settings(deadline=None)
@given(st.binary(), st.none() | st.text(max_size=20))
def test_any_bytes_become_text_or_a_reason(data: bytes, declared: str | None) -> None:
    try:
        decoded = decode(data, declared)
    except InputError:
        assert b"\0" in data
    else:
        assert codecs.lookup(decoded.charset)


@pytest.mark.parametrize("declared", [None, "euc-jp", "shift_jis", "gb2312", "iso-8859-1"])
@pytest.mark.parametrize("charset", ["cp932", "euc_jp", "iso2022_jp", "utf-16-le"])
def test_reads_japanese_in_any_charset_whatever_is_declared(charset: str, declared: str | None) -> None:
    assert decode(JAPANESE.encode(charset), declared).text == JAPANESE


@pytest.mark.parametrize("declared", [None, "euc-kr", "gb2312", "iso-8859-1"])
@pytest.mark.parametrize("charset", ["cp949", "euc_kr", "iso2022_kr", "utf-16-le", "utf-16-be"])
def test_reads_korean_in_any_charset_whatever_is_declared(charset: str, declared: str | None) -> None:
    text = "무릎 통증 환자 96명을 수영군과 보행군으로 나누어 12주간 중재하였다. 결과는 좋았다.\n"
    assert decode(text.encode(charset), declared).text == text


@pytest.mark.parametrize("text", [SIMPLIFIED, "晨起饮水与老年便秘\n"])
def test_reads_hz(text: str) -> None:
    assert decode(text.encode("hz")).text == text


def test_two_characters_that_are_valid_utf8_by_accident_are_read_as_chinese() -> None:
    html = "<h2>摘要</h2><p>Swimming relieved pain.</p>"
    assert decode(html.encode("gb18030")).text == html


@pytest.mark.parametrize("text", ["да, δ-cell, ±5 µm", "α-synuclein", "Ижевск", "ժամ", "שלום", "ə", "ʻokina", "مرحبا"])
def test_a_word_of_another_script_in_utf8_stays(text: str) -> None:
    assert decode(f"<p>{text} and pain.</p>".encode()).text == f"<p>{text} and pain.</p>"


def test_reads_iso_2022_cn() -> None:
    assert decode(b"\x1b$)A\x0e;<U_\x0f (patients)") == ("患者 (patients)", "gb2312")


def test_reads_utf7_only_where_it_is_declared() -> None:
    assert decode(b"caf+AOk-", "utf-7").text == "café"
    assert decode(b"caf+AOk-").text == "caf+AOk-"


def test_braces_and_tildes_of_a_script_are_no_hz() -> None:
    text = "if (~{}.indexOf(x)) { y = ~{a:1}~}; }"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_reads_wide_han_without_a_single_nul(charset: str) -> None:
    text = "患者随机分为两组每日饮水"
    assert decode(text.encode(charset)) == (text, charset)


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "big5hkscs"])
def test_stray_nul_bytes_are_left_out(charset: str) -> None:
    data = TRADITIONAL.encode(charset)
    assert decode(data[:60] + b"\0" + data[60:200] + b"\0\0" + data[200:]).text == TRADITIONAL


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_line_ends_are_kept_as_they_are(charset: str, end: str) -> None:
    text = SIMPLIFIED.replace("<", f"{end}<")
    assert decode(text.encode(charset)).text == text


@pytest.mark.parametrize("through", ["latin-1", "cp1252"])
def test_utf8_that_was_encoded_twice_is_read_twice(through: str) -> None:
    text = "<p>Müller’s ‘café’ – 5 µg</p>" if through == "cp1252" else SIMPLIFIED
    assert decode(text.encode().decode(through).encode()) == (text, "utf-8")


@pytest.mark.parametrize("text", ["SÃO PAULO, PREÇO €5", "Ã and Â are letters", "naïve café", "5 Â µ"])
def test_letters_that_could_be_bytes_of_utf8_are_left_alone(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("declared", [None, "gb2312", "utf-8", "shift_jis"])
def test_one_curly_apostrophe_is_no_han(declared: str | None) -> None:
    text = "<p>The author’s patients’ dose – 3 mg – was “low”.</p>"
    assert decode(text.encode("cp1252"), declared).text == text


@pytest.mark.parametrize(
    "data", [b"A" * 300_000 + b"\xb0\xa1", b"~{" * 150_000, b"\x1b$" * 150_000, b"charset =" * 40_000]
)
def test_hostile_bytes_are_read_in_linear_time(data: bytes) -> None:
    assert decode(data).text  # a quadratic pattern would take minutes


def test_no_character_of_a_real_file_is_lost(shared: Path) -> None:
    files = sorted((shared / "ingest" / "fixtures" / "encodings").iterdir())
    assert len(files) == 8
    assert [file.name for file in files if "\ufffd" in decode(file.read_bytes()).text] == []
