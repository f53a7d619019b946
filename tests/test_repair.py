"""What scanning and saving did to a text is repaired on a copy, and every repair is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.repair import known_words, repair
from align.repair.latex import in_line


def repaired(text: str, lang: str = "en") -> str:
    return repair(text, lang, known_words()).text


@pytest.mark.parametrize(
    ("formula", "line"),
    [
        (r"7 1 . 4 \%", "71.4%"),
        (r"P { < } 0 . 0 5", "P<0.05"),
        (r"\mathrm { K ^ { + } / N a ^ { + } }", "K⁺/Na⁺"),
        (r"{ \bf N O } _ { 3 } ^ { - }", "NO3⁻"),
        (r"\delta ~ ^ { 1 3 } \mathrm { C }", "δ ¹³C"),
        (r"1 8 0 ^ { \circ }", "180°"),
        (r"{ x ^ 2 }", "x²"),
        (r"1 0 ^ { 6 }", "10⁶"),
        (r"5 ^ { \prime }", "5′"),
        (r"\mathrm { k g } { \cdot } \mathrm { L } ^ { - 1 }", "kg·L⁻¹"),
        (r"\scriptstyle n = 2 0", "n=20"),
        (r"3 0 0 ~ \mathrm { k m }", "300 km"),
        (r"2 1 . 3 { \pm } 1 1 . 2 " + "\\", "21.3±11.2"),
        (r"\lambda _ 2 \varepsilon", "λ2ε"),
        (r"a ^ { b", "ab"),
        (r"\unheardof { x }", None),
        (r"\mathrm { }", None),
    ],
)
def test_a_formula_is_read_in_a_line_or_left(formula: str, line: str | None) -> None:
    assert in_line(formula) == line


@pytest.mark.parametrize(
    ("text", "lang", "good"),
    [
        (r"缓解率为 $7 1 . 4 \%$ ，高于对照组。", "zh", "缓解率为 71.4%，高于对照组。"),
        (r"in 12\% of patients", "en", "in 12% of patients"),
        ("It cost $5 for one and $6 for two.", "en", "It cost $5 for one and $6 for two."),
        ("$ 试剂盒检测细胞[Gly', $", "zh", "$ 试剂盒检测细胞[Gly', $"),
        ("zero\u200bwidth, soft\u00adhyphen\ufeff", "en", "zerowidth, softhyphen"),
        ("共６０例，占８０．５％", "zh", "共60例，占80.5%"),
        ("ＮＣＴ０１２３４５６７", "zh", "NCT01234567"),
        ("with kappa，the rate（％）rose", "en", "with kappa, the rate (%) rose"),
        ("a random- ized trial of treat-\nment", "en", "a randomized trial of treatment"),
        ("short- and long-term", "en", "short- and long-term"),
        ("(P< 0. 05)", "en", "(P< 0.05)"),
        ("in group 2. 05 May", "en", "in group 2. 05 May"),
        ("差异有统计学意义(P<0. 05)", "zh", "差异有统计学意义(P<0.05)"),
        ("摘 要 目 的 观察疗效", "zh", "摘要目的 观察疗效"),
        ("目的 观察 游泳的疗效", "zh", "目的 观察 游泳的疗效"),
        ("was measured,and the rate,however ,fell.The results (n=12)show it", "en",
         "was measured, and the rate, however, fell. The results (n=12) show it"),
        ("see www.example.org/a,b or 10.5555/a.The", "en", "see www.example.org/a,b or 10.5555/a.The"),
        ("Inorder toensure thatthe patients were followed", "en", "In order to ensure that the patients were followed"),
        ("ObjectiveTo investigate theeffectof swimming onthe knee", "en",
         "Objective To investigate the effect of swimming on the knee"),
    ],
)  # fmt: skip
def test_traces_of_scanning_go(text: str, lang: str, good: str) -> None:
    assert repaired(text, lang) == good


@pytest.mark.parametrize(
    "text",
    [
        "Randomization to immunotherapy or interquartile postmenopausal overdiagnosis of genomewide polyproteins.",
        "LabVIEW and PubMed and ResNetFifty were compared with SARSlike EGFRvIII TKIs of mRNAs in HeLa cells.",
        "Andrographolide, forskolin and asunaprevir inactivated avascular aetiology.",
        "Data are in the Neonatalsepsiscalculator at clinicaltrials.gov and stata.com.",
    ],
)
def test_new_words_of_a_clean_text_are_left_alone(text: str) -> None:
    assert repair(text, "en", known_words()).repairs == ()


def test_each_repair_says_what_it_is_and_where_it_was() -> None:
    text = r"共 $6 0$ 例，６成"
    found = repair(text, "zh", known_words())
    assert [(r.kind, r.before, r.after) for r in found.repairs] == [("formula", "$6 0$", "60"), ("width", "６", "6")]
    assert all(text[r.start :].startswith(r.before) for r in found.repairs)
    assert [found.place(found.text.index(char)) for char in "共例成"] == [text.index(char) for char in "共例成"]


@settings(deadline=None)
@given(st.text("abc the中 文$\\%{}^_0.５，(-\n\u200b~"), st.sampled_from(["en", "zh"]))
def test_repairs_applied_to_the_source_give_the_text(text: str, lang: str) -> None:
    found = repair(text, lang, known_words())
    built, end = "", 0
    for change in found.repairs:
        assert change.start >= end
        assert text[change.start : change.start + len(change.before)] == change.before
        built += text[end : change.start] + change.after
        end = change.start + len(change.before)
    assert built + text[end:] == found.text
    places = [found.place(offset) for offset in range(len(found.text))]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@settings(deadline=None)
@given(st.text("abcdefgh the中文 (,.0-5", max_size=80), st.sampled_from(["en", "zh"]))
def test_nothing_but_white_space_is_added_or_lost_where_nothing_was_scanned(text: str, lang: str) -> None:
    assert "".join(repaired(text, lang).split()).replace("-", "") == "".join(text.split()).replace("-", "")
