from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.sentences import split

ENGLISH = [
    "The drug was given i.v. at 5 mg/kg.|Controls received saline s.c. in the same volume.",
    "Growth of E. coli and S. aureus stopped at 2.5% vs. 0.5% (P = .05).|See Fig. 2 and Table S1.",
    "Smith et al. (2010) found no effect.|Patients with hepatitis B. were excluded.",
    "All 24 mice recovered within 12 h.|Two died, i.e. 8.3%, of pneumonia approx. 3 days later.",
    "The end point was met.|p53 was lost in No. 7 and No. 12.|No.|That was all.",
    "Further study is warranted.|Trial registration: www.example.org/a.B, doi:10.5555/ab.Cd-12.",
    "METHODS: In the U.S. Army hospital, Dr. J. Lee saw 1.5 million visits in 2010.|Costs were not reported.",
    "It ended early (funded by the state; ClinicalTrials.gov number, NCT00000000.)|Survivors were followed.",
    "He asked: “Why?”|Nobody knew!|(It was late.)|The ward slept.",
    "The mutation p.Arg117His, seen e.g.in mice, was in data.CSV and at 5.5%.|We went on.",
    "BACKGROUND: HLC-001 is new.|RESULTS: It was safe; it worked.",
    "1. Introduction follows.|2. Methods follow.",
    "The rate was 0. 05 in one arm ($6 4 . 3 \\%$ in all).|In 2010.|Five left.",
]
CHINESE = [
    "方法：给予5.5 mg/kg静脉注射.|结果：总有效率为71.4%;无严重不良反应.|结论：安全有效.",
    "患者说：“好多了。”|医生问：“还痛吗？”|2周后复查（见图1.2）。",
    "王某等（Wang et al. 2010）报道有效。|3例死亡。|试验方案见clinicaltrials. gov网站。",
    "1.目的：观察疗效。|2.方法：随机分组……共2组。|Dr. Lee审阅了全文!|数据可靠吗?|可靠。",
    "预后较差,仍需观察.|方法与结果如下（n=30）.|6个月后复查。",
    "对E. coli有效（P<0. 05）；安全。|“很好！”|他走了。",
]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_stops_end_sentences_and_abbreviations_do_not(marked: str):
    text = marked.replace("|", " ")
    assert [sentence.text for sentence in split(text, "en")] == marked.split("|")


@pytest.mark.parametrize("marked", CHINESE)
def test_chinese_sentences_end_at_stops_of_either_width(marked: str):
    text = marked.replace("|", "")
    assert [sentence.text for sentence in split(text, "zh")] == marked.split("|")


@pytest.mark.parametrize(
    "text", ["is warranted.Trial registration", "of 5.5%.Two died", "in this therapy.In this study"]
)
def test_a_lost_space_does_not_join_english_sentences(text: str):
    assert len(split(text, "en")) == 2


@pytest.mark.parametrize(
    "text", ["see nejm.org/a.B now", "5.5% of it", "drug e.g.in mice", "at Node.Js x", "10.5555/ab.Cd"]
)
def test_dots_inside_addresses_numbers_and_names_split_nothing(text: str):
    assert len(split(text, "en")) == 1


def test_lower_case_says_nothing_in_a_text_without_capitals():
    assert len(split("the dose was low. patients died. the rest, approx. ten, lived.", "en")) == 3


def test_a_chinese_stop_run_on_into_english_splits():
    assert [s.text for s in split("术后恢复良好。The patient recovered.", "zh")] == [
        "术后恢复良好。",
        "The patient recovered.",
    ]


def test_a_blank_line_ends_a_sentence_without_a_stop_and_a_line_break_does_not():
    assert [s.text for s in split("A heading\n\nThe text goes\non here", "en")] == [
        "A heading",
        "The text goes\non here",
    ]


def test_offsets_point_into_the_given_text():
    text = "  First one. \n Second one.  "
    assert [(s.start, s.end) for s in split(text, "en")] == [(2, 12), (15, 26)]


def test_both_halves_of_a_real_abstract_give_ten_sentences(shared):
    page = next((shared / "seeds").glob("001_*.txt")).read_text(encoding="utf-8").rstrip("\n").split("\n")
    assert [len(split(page[-2], "en")), len(split(page[-1], "zh"))] == [10, 10]


def test_an_unclosed_bracket_does_not_swallow_the_rest():
    assert len(split("We saw (as usual. It was fine. " + "More was seen. " * 40, "en")) > 30


@pytest.mark.parametrize("text", ["", " \n ", "。", "...", "\ud800", "🙂。", "no stop"])
def test_odd_texts_are_no_trouble(text: str):
    assert "".join(s.text for s in split(text, "zh")) == text.strip()


@given(st.text(alphabet=st.sampled_from('aB1 .。！?”"(（)）\n\ud800患🙂;；…vs')), st.sampled_from(["en", "zh"]))
def test_sentences_cover_all_but_whitespace_in_order(text: str, lang):
    sentences = split(text, lang)
    assert all(s.text == text[s.start : s.end] == s.text.strip() != "" for s in sentences)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    assert "".join("".join(s.text.split()) for s in sentences) == "".join(text.split())
