import pytest

from align.bead import Bead, Finding
from align.coverage import STATUSES, Side, coverage, summarise

EN = ["Survival was 71%.", "No one fell ill.", "More work is needed."]
ZH = ["生存率为71%。", "需要更多研究。"]
BEADS = [Bead((0,), (0,), checks=(Finding("number", "…"),)), Bead((1,), ()), Bead((2,), (1,))]


def test_a_missing_sentence_makes_coverage_partial_and_is_named():
    found = coverage(EN, ZH, BEADS)
    assert (found.status, found.missing_en, found.missing_zh, found.findings) == ("partial", (1,), (), {"number": 1})
    assert found.en.share == pytest.approx(2 / 3)
    assert found.zh.share == 1.0
    assert found.zh.character_share == 1.0
    assert found.en.character_share == pytest.approx(32 / 45)


@pytest.mark.parametrize(
    ("en", "zh", "beads", "status"),
    [
        (EN[:1], ZH[:1], [Bead((0,), (0,))], "full"),
        (EN[:1], ZH[1:], [Bead((0,), ()), Bead((), (0,))], "none"),
        (EN[:1], [], [Bead((0,), ())], "english only"),
        ([], ZH[:1], [Bead((), (0,))], "chinese only"),
        ([], [], [], "none"),
    ],
)
def test_status_in_plain_words(en, zh, beads, status):
    assert coverage(en, zh, beads).status == status


def test_a_corpus_adds_up_and_names_every_status():
    total = summarise([coverage(EN, ZH, BEADS), coverage(EN, [], [Bead((i,), ()) for i in range(3)])])
    assert total.documents == 2
    assert dict(total.by_status) == dict.fromkeys(STATUSES, 0) | {"partial": 1, "english only": 1}
    assert (total.en.sentences, total.en.translated, total.zh.translated, total.findings) == (6, 2, 2, {"number": 1})


def test_nothing_has_no_share():
    assert Side().share == Side().character_share == 0.0
    assert summarise([]).documents == 0
