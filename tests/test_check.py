from align.check import check


def test_numbers_that_agree_by_value_raise_nothing():
    en = "Of 2,000 patients, seven (0.35%) relapsed on July 15 after 10^6 cells in this phase II trial."
    zh = "2000例患者中有7例（0.350%）于7月15日在输注100万个细胞后复发，本试验为2期。"
    assert check(en, zh) == ()


def test_a_miscopied_number_is_one_finding_with_both_places():
    en, zh = "Survival was 71.4% at day 56.", "第56天生存率为74.1%。"
    (finding,) = check(en, zh)
    assert finding.kind == "number"
    assert [en[a:b] for a, b in finding.en] == ["71.4"]
    assert [zh[a:b] for a, b in finding.zh] == ["74.1"]
    assert "71.4" in finding.message
    assert "74.1" in finding.message


def test_a_number_left_out_is_found_on_either_side():
    assert check("There were 24 mice.", "有小鼠。")[0].en == ((11, 13),)
    assert check("There were mice.", "有24只小鼠。")[0].zh == ((1, 3),)


def test_a_confidence_limit_off_by_ten_is_found():
    assert len(check("HR 0.51 (95% CI 0.34 to 0.77)", "风险比0.51（95% CI：0.034~0.77）")) == 1


def test_a_number_word_with_nothing_beside_it_is_no_finding():
    assert check("One of them agreed.", "他们一致同意。") == ()


def test_empty_sides_are_no_trouble():
    assert check("", "") == ()
    assert len(check("5 mg", "")) == 1
