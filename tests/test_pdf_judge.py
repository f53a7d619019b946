"""What a page's text is worth."""

import pytest

from ingest.pdfs.judge import judge

EN = "Ninety adults with pain in one knee were randomised to swimming or to walking for a dozen weeks."
ZH = "目的：观察居家游泳训练对成人膝痛的影响。方法：将九十六例患者随机分为两组，试验组每周游泳三次。"
FRENCH = "L'étude a été menée auprès de patients âgés, traités à l'hôpital, qui étaient opérés du genou."


@pytest.mark.parametrize("text", [EN, ZH, FRENCH, ZH + EN, ZH * 10])
def test_nothing_speaks_against_prose(text: str) -> None:
    assert (judge(text).kind, judge(text).doubt) == ("good", "")


@pytest.mark.parametrize(
    ("text", "kind", "doubt"),
    [
        ("", "few", "0 characters are all there is"),
        ("12", "few", "2 characters are all there is"),
        (EN + "\ufffd" * 20, "poor", "20% of the characters are unreadable"),
        (EN + "(cid:12)(cid:7)" * 60, "useless", "60% of the characters are unreadable"),
        ("\ue123" * 90, "useless", "100% of the characters are unreadable"),
        (ZH.encode("gb18030").decode("latin-1"), "useless", "Chinese bytes read as Latin ones"),
        (ZH.translate(dict.fromkeys(map(ord, "，。："))) * 10, "poor", "0 punctuation marks stand between"),
        (EN.replace(" ", ""), "poor", "stand in words without end"),
    ],
)
def test_what_speaks_against_a_text_is_told_with_its_measure(text: str, kind: str, doubt: str) -> None:
    verdict = judge(text)
    assert verdict.kind == kind
    assert doubt in verdict.doubt


def test_more_that_can_be_read_is_worth_more() -> None:
    assert judge(EN).worth > judge(EN[:50]).worth > judge(EN[:50] + "\ufffd" * 9).worth
    assert judge(ZH).worth > judge(ZH.encode("gb18030").decode("latin-1")).worth
