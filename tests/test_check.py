import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.bead import Finding
from align.check import check


def kinds(en: str, zh: str) -> list[str]:
    return [finding.kind for finding in check(en, zh)]


def only(en: str, zh: str) -> Finding:
    (finding,) = check(en, zh)
    return finding


AGREEING = [
    (
        "Of 2,000 patients, seven (0.35%) relapsed on July 15 after 10^6 cells in this phase II trial.",
        "2000例患者中有7例（0.350%）于7月15日在输注100万个细胞后复发，本试验为2期。",
    ),
    ("Doses of 10 to 20 mg/kg were given for 2 weeks.", "给予10～20 mg/kg，持续14天。"),
    ("Costs rose to 6.7±2.6 thousand yuan.", "费用升至0.67±0.26万元。"),
    ("Enrolment ran from June to October 2012.", "入组时间为2012年6月至10月。"),
    ("It began on March 5, 2020 and ended on 2020-04-06.", "试验于2020年3月5日开始，2020年4月6日结束。"),
    ("Patients 18 years of age or older had no more than 5 lesions.", "年龄≥18岁的患者病灶不超过5个。"),
    ("The level of IL-6 fell by 2.3 points.", "白介素-6水平变化为-2.3分。"),
    ("HER2-positive tumours expressed miR-223.", "HER2阳性肿瘤表达miR223。"),
    ("Survival was 85.3% (95% CI, 80.0 to 89.3).", "生存率为85.3%（95% CI，80.0%～89.3%）。"),
    ("The 4 groups were alike.", "各组相似。"),
    ("Results: 1) The drug works. 2) It is safe.", "结果：药物有效，且安全。"),
    ("The rate was $6 4 . 3 \\%$ $( P { < } 0 . 0 5 )$ in 2O2O.", "2020年该比率为64.3%（P＜0.05）。"),
    ("MTS is 3-(4,5-dimethylthiazol-2-yl)-tetrazolium, a salt.", "MTS是一种四氮唑盐，可用于测定。"),
    ("The values were 0.708 5 and 1.957 4.", "数值为0.7085和1.9574。"),
    ("Rates did not differ in the two groups.", "两组发生率无显著差异。"),
]


@pytest.mark.parametrize(("en", "zh"), AGREEING)
def test_texts_that_agree_raise_nothing(en: str, zh: str) -> None:
    assert check(en, zh) == ()


@pytest.mark.parametrize(
    ("en", "zh", "kind"),
    [
        ("Survival was 71.4% at day 56.", "第56天生存率为74.1%。", "number"),
        ("Rates were 5%, 5% and 7%.", "发生率分别为5%、7%和7%。", "number"),
        ("Four of the 30 mice died.", "30只小鼠中有5只死亡。", "number"),
        ("It weighed 5 mg in all.", "其总重量为5克，共一份。", "unit"),
        ("Treatment lasted for 12 weeks.", "治疗持续了12个月的时间。", "unit"),
        ("The share was 45.2 in women.", "女性所占的比例为45.2%。", "percent"),
        ("The groups were alike (P>0.05).", "两组之间差异不大（P<0.05）。", "sign"),
        ("Those with at least 40 points were included.", "纳入评分不超过40分的人。", "sign"),
        ("The coefficient was -0.31 in men.", "在男性中该系数的值为0.31。", "sign"),
        ("It was first seen on 5 March 2020.", "首次发现于2020年3月6日。", "date"),
        ("We studied cells of line SW480 here.", "本研究采用SW620细胞系。", "identifier"),
        ("The trial is registered, NCT01234567.", "本试验已注册：NCT01234576。", "identifier"),
        ("The treatment did change the outcome.", "该治疗并没有改变患者的结局。", "negation"),
        ("The drug was not given to the women.", "该药物给予了这些女性受试者。", "negation"),
        ("The pressure was increased in these patients.", "在这些患者中血压降低。", "direction"),
    ],
)
def test_each_kind_of_error_is_found(en: str, zh: str, kind: str) -> None:
    finding = only(en, zh)
    assert finding.kind == kind
    assert 0 < finding.sure < 1


def test_a_miscopied_number_is_one_finding_with_both_places() -> None:
    en, zh = "Survival was 71.4% at day 56.", "第56天生存率为74.1%。"
    finding = only(en, zh)
    assert [en[a:b] for a, b in finding.en] == ["71.4"]
    assert [zh[a:b] for a, b in finding.zh] == ["74.1"]
    assert finding.message == "71.4 in English is 74.1 in Chinese"


def test_a_finding_in_latex_is_placed_in_the_text_as_given() -> None:
    zh = "缓解率为 $6 4 . 3 \\%$ 。"
    finding = only("Remission was reached by 63.4%.", zh)
    assert [zh[a:b] for a, b in finding.zh] == ["6 4 . 3"]


def test_an_error_by_a_factor_of_ten_is_called_so() -> None:
    finding = only("HR 0.51 (95% CI 0.34 to 0.77)", "风险比0.51（95% CI：0.034~0.77）")
    assert finding.message == "0.34 in English is 0.034 in Chinese, 10 times less"


def test_a_number_left_out_is_found_on_either_side() -> None:
    assert only("There were 24 mice.", "有小鼠。").en == ((11, 13),)
    assert only("There were mice.", "有24只小鼠。").zh == ((1, 3),)


def test_all_that_is_left_out_on_a_side_is_one_finding() -> None:
    finding = only("Of 24 mice, 17 were fed and observed.", "对小鼠进行了喂养和观察。")
    assert finding.en == ((3, 5), (12, 14))
    assert finding.message == "24, 17 are not in the Chinese text"


def test_a_text_cut_short_is_found_by_its_length() -> None:
    en = "The drug was given to all of the men and women of the ward, who were then observed for side effects."
    assert kinds(en, "给予所有患者该药物。") == ["length"]


def test_a_number_word_with_nothing_beside_it_is_no_finding() -> None:
    assert check("One of them agreed.", "他们一致同意。") == ()


def test_empty_sides_are_no_trouble() -> None:
    assert check("", "") == ()
    assert kinds("5 mg", "") == ["number"]


@given(*[st.text(alphabet="0123456789.,% -–~<>≥±$\\{}^_×OlabNCT月日年周mg不未无not，。（）\n\ud800", max_size=60)] * 2)
def test_any_texts_are_checked_and_offsets_lie_within_them(en: str, zh: str) -> None:
    for finding in check(en, zh):
        assert all(0 <= a < b <= len(en) for a, b in finding.en)
        assert all(0 <= a < b <= len(zh) for a, b in finding.zh)
        assert finding.en or finding.zh


WORDED = [
    *(
        "零",
        "一",
        "三",
        "十",
        "百",
        "千万",
        "分之",
        "一半",
        "九成",
        "第",
        "Ⅱ",
        "Ⅻ",
        "IV",
        "IIII",
        "期",
        "例",
        "年",
        "个月",
    ),
    *(
        "1/0",
        "3/4",
        "0",
        "5",
        "%",
        "‰",
        "half",
        "third",
        "quarters",
        "three",
        "of",
        "zero",
        "hundred",
        "percent",
        "per",
    ),
    *(
        "1000",
        "in their",
        "sixties",
        "20世纪90年代",
        "2020年13月45日",
        "Feb 30",
        "对照组",
        "control",
        "and",
        "升高",
        "not",
    ),
    *("NCT01234567", "CD4+", "O", "5l", ":", "∶"),
]


@given(*[st.lists(st.sampled_from(WORDED), max_size=12).map(separator.join) for separator in (" ", "")])
def test_words_for_numbers_in_any_order_are_checked(en: str, zh: str) -> None:
    for one, other in ((en, zh), (zh, en)):
        assert all(finding.en or finding.zh for finding in check(one, other))


def test_a_fraction_of_nothing_is_no_trouble() -> None:
    assert check("Half of them", "零分之一") == ()


def test_numbers_of_any_length_are_compared() -> None:
    assert kinds(f"It was {'7' * 60} here.", f"其值为{'7' * 59}8。") == ["number"]
    assert kinds(f"It was {'7' * 60} here.", f"其值为{'8' * 400}。")[0] == "number"


@pytest.mark.parametrize(("en", "zh"), AGREEING)
def test_a_digit_changed_in_texts_that_agree_is_found(en: str, zh: str) -> None:
    places = [at for at, char in enumerate(zh) if char in "3456789" and zh[at - 1 : at] not in "期第0"]
    for at in places:
        changed = zh[:at] + ("2" if zh[at] != "2" else "8") + zh[at + 1 :]
        assert check(en, changed), changed


@pytest.mark.parametrize(
    ("en", "zh", "kind"),
    [
        ("The rate was 2.4%.", "发生率为2.4‰。", "percent"),
        ("The limit was a score of −1.5 or lower.", "界值为评分≤1.5。", "sign"),
    ],
)
def test_a_lost_mark_of_a_number_is_found(en, zh, kind):
    assert [finding.kind for finding in check(en, zh)] == [kind]


def test_per_thousand_is_per_mille():
    assert check("It was 2.4 per 1000 in towns.", "城镇为2.4‰。") == ()
