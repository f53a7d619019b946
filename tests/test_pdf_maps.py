"""Latin letters that a character map moved among the Chinese ones."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.pdfs.maps import are_bytes, from_bytes, moved_back, moved_row

ROW = 0x8F00
ZH = "目的观察居家游泳训练对成人膝痛的影响方法将九十六例患者随机分为两组试验组每周游泳三次对照组每周步行三次" * 3


def moved(text: str, row: int = ROW) -> str:
    return "".join(chr(ord(c) + row) if "!" <= c <= "~" else c for c in text)


def test_a_row_that_holds_what_no_chinese_row_does_is_found() -> None:
    english = "Automatic differentiation is a technology to differentiate a computer program (1, 2)."
    assert moved_row([ZH, moved(english)]) == ROW
    assert moved_row([ZH, moved(english, 0x6400)]) == 0x6400


def test_chinese_prose_numbers_and_short_text_have_no_such_row() -> None:
    assert moved_row([ZH]) is None
    assert moved_row(["第一二三五六七九十条上下不中二人" * 20]) is None
    assert moved_row([moved("swim")]) is None
    assert moved_row([]) is None


def test_letters_figures_and_ligatures_come_back() -> None:
    assert moved_back(moved("(GPU)") + "核函数" + moved("[12]"), ROW) == "(GPU)核函数[12]"
    assert moved_back("\u8f44\u8f69\u8f0b\u8f65\u8f72", ROW) == "Differ"


def test_a_character_of_the_row_within_chinese_stays() -> None:
    assert moved_back("用于软件和转化", ROW) == "用于软件和转化"


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E)), st.integers(0x4E, 0x9E))
def test_a_moved_word_comes_back_whole(word: str, row: int) -> None:
    assert moved_back(moved(word, row << 8), row << 8) == word


def test_bytes_of_chinese_are_told_from_accented_letters() -> None:
    assert are_bytes([ZH.encode("gb18030").decode("latin-1")])
    assert not are_bytes(["L'étude a été menée auprès de patients âgés opérés à Besançon", "Prüfgröße für Ärzte"])
    assert not are_bytes([ZH])
    assert not are_bytes([])


def test_bytes_of_chinese_become_chinese_and_figures_stay() -> None:
    assert from_bytes("评分VAS低于3分".encode("gb18030").decode("latin-1")) == "评分VAS低于3分"


@given(st.text(st.characters(codec="gb2312", categories=["Lo"])))
def test_every_character_of_the_national_standard_comes_back(text: str) -> None:
    assert from_bytes(text.encode("gb2312").decode("latin-1")) == text
