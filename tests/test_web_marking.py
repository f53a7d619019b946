import math

import pytest
from corpora import bitext
from hypothesis import given
from hypothesis import strategies as st

from align.bead import Bead, Finding
from align.sentences import Sentence
from corpus.bitext import Bitext
from corpus.web.addresses import address, web_address
from corpus.web.beads import ordered, rows, source_marks
from corpus.web.differing import as_lists, as_names, in_order
from corpus.web.findings import OTHER, PATTERNS, said
from corpus.web.marking import Mark, cut, numbers
from corpus.web.waterfall import WIDTH, waterfall
from dedupe.link import Evidence, Link
from dedupe.weights import BIAS
from ingest.record import Identifier

MARKS = st.lists(st.builds(Mark, st.integers(-5, 30), st.integers(-5, 30), st.sampled_from("abc"), st.just("x")))


class TestCutting:
    @given(st.text(max_size=20), MARKS)
    def test_pieces_are_the_text_and_each_has_the_marks_over_it(self, text: str, marks: list[Mark]) -> None:
        pieces = cut(text, marks)
        assert "".join(piece.text for piece in pieces) == text
        place = 0
        for piece in pieces:
            for at in range(place, place + len(piece.text)):
                assert set(piece.marks) == {mark.name for mark in marks if mark.start <= at < mark.end}
            place += len(piece.text)

    def test_marks_that_overlap_share_a_piece(self) -> None:
        assert [(p.text, p.marks) for p in cut("abcd", [Mark(0, 3, "x"), Mark(2, 4, "y")])] == [
            ("ab", ("x",)),
            ("c", ("x", "y")),
            ("d", ("y",)),
        ]


class TestNumbers:
    def marked(self, text: str, other: str) -> list[tuple[str, str]]:
        return [(text[mark.start : mark.end], mark.name) for mark in numbers(text, other)]

    def test_one_without_counterpart_is_told_apart(self) -> None:
        assert self.marked("38.6% of 44 patients", "44例患者的36.8%") == [("38.6", "number-alone"), ("44", "number")]

    def test_words_count_only_where_the_other_language_has_their_value(self) -> None:
        assert self.marked("Forty-two patients, one by one", "四十二名患者") == [("Forty-two", "number")]

    def test_chinese_powers_are_one_number(self) -> None:
        assert self.marked("共300万人", "3 million people") == [("300万", "number")]


class TestRows:
    def test_findings_stand_at_their_words_in_the_sentence_that_has_them(self) -> None:
        sentences = (Sentence(0, 6, "It is."), Sentence(7, 14, "So 7 m."))
        finding = Finding("number", "7 in English is 8 in Chinese", ((10, 11),), ((2, 3),), 0.8)
        beads = (Bead((0, 1), (0,), 0.9, 0.8, (finding,)),)
        [row] = rows(Bitext(sentences, (Sentence(0, 5, "是的8米。"),), beads, bitext().coverage), [0])
        assert [[p.text for p in line.pieces if "finding" in p.marks] for line in row.en] == [[], ["7"]]
        assert [p.text for p in row.zh[0].pieces if "finding" in p.marks] == ["8"]
        [note] = row.notes
        assert {ref for line in (*row.en, *row.zh) for p in line.pieces for ref in p.refs} == {note.id}

    def test_a_sentence_alone_says_what_is_missing_and_its_numbers_are_no_fault(self) -> None:
        found = rows(bitext("There were 12 men.", ""), [0])
        assert found[0].missing == "zh"
        assert {mark for line in found[0].en for p in line.pieces for mark in p.marks} == {"number"}

    def test_the_least_certain_come_first_and_accepted_ones_last(self) -> None:
        base = bitext()
        beads = tuple(
            Bead(bead.en, bead.zh, 0.5, confidence)
            for bead, confidence in zip(base.beads, (0.9, 0.2, 0.4), strict=True)
        )
        found = Bitext(base.en, base.zh, beads, base.coverage, accepted=(1,))
        assert list(ordered(found, "confidence")) == [2, 0, 1]
        assert list(ordered(found, "text")) == [0, 1, 2]

    def test_what_a_person_wrote_is_in_no_source(self) -> None:
        sentences = (Sentence(0, 3, "One"), Sentence(3, 3, "Written"))
        assert [mark.ref for mark in source_marks(sentences, "en")] == ["en-1"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_message_of_the_check_is_taken_apart_and_put_together_again(pattern: str) -> None:
    values = {"en": "3.5 mg", "zh": "3,5 g", "ratio": "2", "values": "1, 2", "words": "no"}
    message = pattern.format(**values)
    found = said(message)
    assert found.pattern == pattern
    assert found.pattern.format(**found.values) == message


def test_a_message_that_nobody_knows_is_said_as_it_is() -> None:
    assert said("{odd} things") == (OTHER, {"message": "{odd} things"})


class TestDiffering:
    def marked(self, text: str, marks: tuple[Mark, ...], name: str) -> list[str]:
        return [text[mark.start : mark.end] for mark in marks if mark.name == name]

    def test_english_differs_word_by_word_and_chinese_by_characters(self) -> None:
        left, right = "a randomised trial 随机试验", "a controlled trial 对照试验"
        found = in_order(left, right)
        assert self.marked(left, found.left, "differs") == ["randomised", "随机"]
        assert self.marked(right, found.right, "differs") == ["controlled", "对照"]

    def test_case_and_width_are_no_difference(self) -> None:
        assert in_order("ABC １２", "abc 12").similarity == 1

    def test_stray_letters_between_differences_are_not_called_equal(self) -> None:
        left = "alpha . beta"
        assert self.marked(left, in_order(left, "gamma . delta").left, "same") == []

    def test_people_are_compared_in_any_order(self) -> None:
        assert as_lists("Marlow, Theodora; Wang, X.", "X. Wang; Theodora Marlow").similarity == 1

    def test_an_identifier_is_the_same_or_another(self) -> None:
        assert as_names("10.5555/a.1", "10.5555/a.2").similarity == 0
        assert as_names("10.5555/a.1; 10.5555/b", "10.5555/A.1").similarity == pytest.approx(2 / 3)


class TestWaterfall:
    LINK = Link(
        "a",
        "b",
        "same-as",
        "uncertain",
        1 / (1 + math.exp(-(BIAS + 4.14 - 2.63))),
        (Evidence("title", "x", "x", 1.0, 4.14), Evidence("authors", "y", "z", 0.0, -2.63)),
    )

    def test_bars_lead_from_the_prior_to_the_probability(self) -> None:
        found = waterfall(self.LINK)
        assert found is not None
        assert [bar.label for bar in found.bars] == ["Title", "Authors"]
        assert found.bars[-1].probability == pytest.approx(self.LINK.probability)
        assert found.bars[0].x + found.bars[0].width == pytest.approx(found.bars[1].start_x, abs=0.02)
        assert found.bars[1].x == pytest.approx(found.end_x, abs=0.02)
        assert all(0 <= bar.x <= bar.x + bar.width <= WIDTH for bar in found.bars)

    def test_what_the_evidence_does_not_tell_has_a_bar_of_its_own(self) -> None:
        found = waterfall(Link("a", "b", "same-as", "uncertain", 0.5, self.LINK.evidence))
        assert found is not None
        assert found.bars[-1].label == "Not told"
        assert found.bars[-1].probability == pytest.approx(0.5)

    def test_a_trial_that_a_paper_names_was_not_weighed(self) -> None:
        assert waterfall(Link("a", "b", "reports", "same", 1.0, (Evidence("id", "n", "n", 1.0, 0.0),))) is None


@pytest.mark.parametrize(
    ("scheme", "value", "expected"),
    [
        ("doi", "10.1002/x(SICI)<1::A>3.0;2-#", "https://doi.org/10.1002/x%28SICI%29%3C1%3A%3AA%3E3.0%3B2-%23"),
        ("pmid", "123456", "https://pubmed.ncbi.nlm.nih.gov/123456/"),
        ("nct", "NCT01234567", "https://clinicaltrials.gov/study/NCT01234567"),
        ("chictr", "ChiCTR2000030000", "https://trialsearch.who.int/Trial2.aspx?TrialID=ChiCTR2000030000"),
        ("doi", "javascript:alert(1)", None),
        ("org_study_id", "https://evil.example/", None),
    ],
)
def test_identifiers_lead_to_addresses_that_we_make(scheme: str, value: str, expected: str | None) -> None:
    assert address(Identifier(scheme, value)) == expected


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "http://a@evil.example/",
        "http://[",
        "http://a/\n",
        None,
    ],
)
def test_an_address_that_a_browser_should_not_follow_is_no_link(url: str | None) -> None:
    assert web_address(url) is None


def test_an_address_of_the_web_is_a_link_as_it_stands() -> None:
    assert web_address("https://例子.cn/页?q=1#x") == "https://例子.cn/页?q=1#x"
