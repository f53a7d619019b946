"""Numbers, names and sentences that two texts in different languages have in common."""

import numpy as np
import pytest

from dedupe.details import MOST_SENTENCES, name_share, number_share, plain, sentence_coverage, sentences

EN = "We treated 128 patients with PD-L1 blockade. Survival was 71.4% at 36 months."
ZH = "对128例患者行PD-L1阻断治疗。36个月生存率为71.4%。"
OTHER = "对254例患者行EGFR抑制剂治疗。24个月生存率为55.2%。"


class Words:
    """An encoder that knows a few words of both languages."""

    KNOWN = (("patients", "患者"), ("survival", "生存"), ("diet", "饮食"))

    def encode(self, texts):
        rows = [[float(any(word in text.lower() for word in words)) for words in self.KNOWN] for text in texts]
        vectors = np.array(rows, dtype=np.float32)
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def test_a_translation_has_the_numbers_of_the_text():
    same, other = number_share([EN, EN], [ZH, OTHER])
    assert same == pytest.approx(3.5 / 4)
    assert other == pytest.approx(0.5 / 4)


def test_a_translation_has_the_names_of_the_text():
    same, other = name_share([EN, EN], [ZH, OTHER])
    assert same == pytest.approx(1.5 / 2)
    assert other == pytest.approx(0.5 / 2)


def test_many_numbers_in_common_say_more_than_one():
    one, many = number_share(["12 mice", "12, 34, 56, 78 mice"], ["12只小鼠", "12、34、56、78只小鼠"])
    assert many > one > 0.5


def test_nothing_to_compare_is_no_evidence():
    assert np.isnan(number_share(["Mice."], ["小鼠12只。"])).all()
    assert np.isnan(name_share(["PCR of mice."], ["小鼠。"])).all()


def test_names_stand_though_ocr_lost_the_spaces():
    (share,) = name_share(["expressionofKISS1inHepG2cells"], ["KISS1在HepG2细胞中的表达"])
    assert share == pytest.approx(2.5 / 3)


def test_an_abbreviation_is_not_found_inside_a_word():
    (share,) = name_share(["An alternative to surgery."], ["RNA检测"])
    assert share < 0.5


def test_numbers_within_formulas_are_read():
    assert "71.4%" in plain(r"a rate of $7 1 . 4 \%$ was").replace(" ", "")
    (share,) = number_share([r"rates of $7 1 . 4 \%$ and $5 5 . 2 \%$"], ["71.4%和55.2%"])
    assert share > 0.8


def test_full_width_digits_are_digits():
    assert number_share(["128 patients"], ["１２８例患者"]) > 0.5


def test_sentences_that_all_have_a_counterpart_cover_the_text():
    more = EN + " The diet was not changed."
    whole, part = sentence_coverage([EN, more], [ZH, ZH], Words())
    assert whole == pytest.approx(1)
    assert part < whole


def test_sentences_in_another_order_cover_as_well():
    turned = "Survival was 71.4% at 36 months. We treated 128 patients."
    assert sentence_coverage([turned], [ZH], Words()) == pytest.approx(1)


def test_a_text_of_one_word_is_its_own_sentence():
    assert sentences("x") == ["x"]


def test_no_pairs_need_no_encoder():
    assert len(sentence_coverage([], [], None)) == 0


def test_of_a_text_that_swallowed_a_file_the_beginning_is_cut_into_sentences():
    assert sentences("We saw 12.5 of it. " * 100_000) == ["We saw 12.5 of it."] * MOST_SENTENCES
