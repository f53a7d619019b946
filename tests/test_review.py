from dataclasses import replace
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import load_encoder
from align.bead import Bead
from align.check import check
from align.coverage import coverage
from bicorpus import UsageError
from corpus import review
from corpus.bitext import LANGS, Bitext, align_abstract
from corpus.review import Cut, GoldRun
from tests import corpora

EN = f"{corpora.EN} Further study is due."
ZH = f"{corpora.ZH}有待进一步研究。"


def four() -> Bitext:
    return corpora.bitext(EN, ZH)


def links(bitext):
    return [(bead.en, bead.zh) for bead in bitext.beads]


def texts(bitext, lang):
    return [sentence.text for sentence in getattr(bitext, lang)]


def accepted_texts(bitext):
    """Of two untranslated sentences in two languages none comes first, so the order is left out."""
    return sorted(bitext.texts(bitext.beads[place]) for place in bitext.accepted)


def assert_whole(bitext: Bitext) -> None:
    """Every sentence in one bead, in order; what can be recomputed is as recomputed; sentences lie in order."""
    for lang in LANGS:
        sentences = getattr(bitext, lang)
        assert [i for bead in bitext.beads for i in getattr(bead, lang)] == list(range(len(sentences)))
        assert all(a.end <= b.start for a, b in pairwise(sentences))
        assert all(sentence.text.strip() for sentence in sentences)
        assert all(index < len(sentences) for index in bitext.edits.get(lang, {}))
    assert bitext.coverage == coverage(texts(bitext, "en"), texts(bitext, "zh"), bitext.beads)
    assert list(bitext.accepted) == sorted(set(bitext.accepted))
    for place, bead in enumerate(bitext.beads):
        assert bead.en or bead.zh
        assert (bead.en and bead.zh) or len(bead.en + bead.zh) == 1
        assert bead.checks == (check(*bitext.texts(bead)) if bead.en and bead.zh else ())
        assert place not in bitext.accepted or bead.confidence == 1.0
    assert msgspec.json.decode(msgspec.json.encode(bitext), type=Bitext) == bitext


def test_an_accepted_bead_is_certain_and_the_others_stay_as_they_were():
    after = review.accept(four(), 1)
    assert after.accepted == (1,)
    assert [bead.confidence for bead in after.beads] == [0.9, 1.0, 0.9, 0.9]
    assert_whole(after)


def test_taking_back_that_a_bead_is_right_asks_the_aligner_how_sure_it_is():
    encoder = load_encoder()
    after = review.unaccept(review.accept(four(), 1), 1, encoder)
    assert after.accepted == ()
    assert 0 < after.beads[1].confidence < 1
    with pytest.raises(UsageError, match="not accepted"):
        review.unaccept(after, 1, encoder)


def test_all_beads_are_accepted_that_are_sure_and_in_which_nothing_differs():
    beads = list(four().beads)
    beads[0] = replace(beads[0], confidence=0.5)
    beads[1] = replace(beads[1], checks=check("It lowered the pressure by 12 mmHg.", "血压下降了21 mmHg。"))
    after = review.accept_all(replace(four(), beads=tuple(beads)), 0.9)
    assert after.accepted == (2, 3)
    with pytest.raises(UsageError, match="no other segment"):
        review.accept_all(after, 0.9)


def test_merging_joins_a_bead_with_the_next_and_splitting_at_the_same_places_undoes_it():
    merged = review.merge(four(), 1)
    assert links(merged) == [((0,), (0,)), ((1, 2), (1, 2)), ((3,), (3,))]
    assert merged.accepted == (1,)
    assert_whole(merged)
    again = review.split(merged, 1, Cut(1), Cut(1))
    assert links(again) == links(four())
    assert again.accepted == (1, 2)
    assert_whole(again)


def test_a_split_may_leave_a_part_without_translation():
    after = review.split(review.merge(four(), 0), 0, Cut(1), Cut(0))
    assert links(after)[:2] == [((0,), ()), ((1,), (0, 1))]
    assert after.coverage.missing_en == (0,)


def test_a_sentence_can_be_cut_in_two_and_both_parts_know_their_place():
    bitext = corpora.bitext("No harm was seen; more is to be done.", "未见不良反应；有待进一步研究。")
    after = review.split(bitext, 0, Cut(0, 17), Cut(0, 7))
    assert texts(after, "en") == ["No harm was seen;", "more is to be done."]
    assert [(s.start, s.end) for s in after.en] == [(0, 18), (18, 37)]
    assert texts(after, "zh") == ["未见不良反应；", "有待进一步研究。"]
    assert links(after) == [((0,), (0,)), ((1,), (1,))]
    assert_whole(after)


def test_a_cut_behind_a_repair_finds_its_place_in_the_abstract_as_it_stands():
    abstract = {"en": "It rose to $7 1 . 4 \\%$ there; harm was not seen.", "zh": "升至71.4%；未见不良反应。"}
    bitext = align_abstract(abstract, load_encoder())
    assert bitext.repairs["en"]
    offset = bitext.en[0].text.index(" harm")
    after = review.split(bitext, 0, Cut(0, offset), Cut(0, bitext.zh[0].text.index("未")))
    assert abstract["en"][after.en[1].start : after.en[1].end] == "harm was not seen."


def test_a_moved_sentence_changes_its_bead_and_the_giver_may_vanish():
    up = review.move(four(), 1, "zh", "up")
    assert links(up)[:3] == [((0,), (0, 1)), ((1,), ()), ((2,), (2,))]
    assert up.accepted == (0,)
    assert up.beads[1].confidence == 0
    assert_whole(up)
    back = review.move(up, 0, "zh", "down")
    assert links(back) == links(four())
    gone = review.move(up, 1, "en", "up")
    assert links(gone)[:2] == [((0, 1), (0, 1)), ((2,), (2,))]
    assert_whole(gone)


def test_a_sentence_moves_past_an_untranslated_one_by_two_moves():
    lone = review.untranslated(review.untranslated(four(), 0), 2)
    assert links(lone)[:4] == [((0,), ()), ((), (0,)), ((1,), ()), ((), (1,))]
    assert review.move(review.merge(lone, 2), 2, "zh", "up").accepted == (0, 1)
    first = review.move(lone, 1, "zh", "up")
    assert links(first)[:2] == [((0,), (0,)), ((1,), ())]
    across = review.move(lone, 2, "en", "up")
    assert links(across)[:3] == [((0,), ()), ((1,), (0,)), ((), (1,))]
    assert links(review.move(across, 1, "zh", "up"))[:3] == [((0,), (0,)), ((1,), ()), ((), (1,))]


def test_an_untranslated_pair_stands_alone_on_either_side():
    after = review.untranslated(four(), 2)
    assert links(after)[2:4] == [((2,), ()), ((), (2,))]
    assert after.coverage.missing_en == (2,)
    assert after.coverage.missing_zh == (2,)
    assert after.accepted == (2, 3)
    assert_whole(after)


def test_an_edited_sentence_keeps_its_place_and_what_it_said():
    after = review.edit(four(), 1, "zh", ["  血压降低了\n21 mmHg。 "])
    assert after.zh[1] == replace(four().zh[1], text="血压降低了 21 mmHg。")
    assert after.edits == {"zh": {1: "血压下降了12 mmHg。"}}
    assert after.accepted == (1,)
    assert [finding.kind for finding in after.beads[1].checks] == ["number"]
    assert_whole(after)
    assert review.restore(after, 1, "zh").zh == four().zh
    assert review.edit(after, 1, "zh", ["血压下降了12 mmHg。"]).edits == {}


def test_edits_stay_with_their_sentences_when_others_come_before_them():
    edited = review.edit(four(), 3, "zh", ["尚待研究。"])
    after = review.split(edited, 0, Cut(0, 9), Cut(0, 3))
    assert after.edits == {"zh": {4: "有待进一步研究。"}}
    assert_whole(after)


def test_a_lone_sentence_is_given_a_translation_that_takes_no_place_in_the_abstract():
    lone = corpora.bitext(EN, "")
    after = review.write(lone, 2, "未见不良反应。")
    assert links(after) == [((0,), ()), ((1,), ()), ((2,), (0,)), ((3,), ())]
    assert after.zh[0].start == after.zh[0].end
    assert after.accepted == (2,)
    assert after.coverage.status == "partial"
    assert_whole(after)
    taken_out = review.restore(after, 2, "zh")
    assert links(taken_out) == links(lone)
    assert taken_out.accepted == ()
    with pytest.raises(UsageError, match="written here"):
        review.untranslated(after, 2)


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (lambda b: review.accept(b, 4), "no such segment"),
        (lambda b: review.accept(b, -1), "no such segment"),
        (lambda b: review.accept(review.accept(b, 0), 0), "already"),
        (lambda b: review.merge(b, 3), "last segment"),
        (lambda b: review.merge(corpora.bitext(EN, ""), 0), "one language"),
        (lambda b: review.split(b, 0, Cut(1), Cut(1)), "both parts"),
        (lambda b: review.split(b, 0, Cut(2), Cut(0)), "no such place"),
        (lambda b: review.split(b, 0, Cut(0, 1000), Cut(1)), "both parts"),
        (lambda b: review.split(review.edit(b, 0, "zh", ["新的。句子。"]), 0, Cut(0, 9), Cut(0, 3)), "edited"),
        (lambda b: review.move(b, 0, "zh", "up"), "no segment in that direction"),
        (lambda b: review.move(b, 3, "zh", "down"), "no segment in that direction"),
        (lambda b: review.move(corpora.bitext(EN, ""), 1, "zh", "up"), "no sentence"),
        (lambda b: review.move(corpora.bitext(EN, ""), 1, "en", "up"), "cannot be passed"),
        (lambda b: review.untranslated(review.untranslated(b, 0), 0), "already"),
        (lambda b: review.edit(b, 0, "zh", [" \n"]), "empty"),
        (lambda b: review.edit(b, 0, "zh", [b.zh[0].text]), "nothing was changed"),
        (lambda b: review.edit(b, 0, "zh", []), "another number"),
        (lambda b: review.restore(b, 0, "zh"), "source says"),
        (lambda b: review.write(b, 0, "又一句。"), "has a translation"),
        (lambda b: review.write(corpora.bitext(EN, ""), 0, "　"), "empty"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_reason(act, reason):
    with pytest.raises(UsageError, match=reason):
        act(four())


def test_with_nothing_accepted_aligning_again_is_aligning():
    bitext = align_abstract({"en": EN, "zh": ZH}, load_encoder())
    lone = [Bead((i,), ()) for i in range(4)] + [Bead((), (j,)) for j in range(4)]
    again = review.realign(replace(bitext, beads=tuple(lone)), load_encoder())
    assert again.beads == bitext.beads


def test_aligning_again_keeps_what_was_accepted_and_aligns_the_rest():
    bitext = review.accept(four(), 1)
    beads = (*bitext.beads[:2], Bead((2,), ()), Bead((3,), ()), Bead((), (2,)), Bead((), (3,)))
    again = review.realign(replace(bitext, beads=beads), load_encoder())
    assert links(again) == links(four())
    assert again.accepted == (1,)
    assert_whole(again)


def test_a_sentence_accepted_as_untranslated_stays_so_even_where_a_bead_would_hold_it(monkeypatch):
    monkeypatch.setattr(
        "corpus.review.again.align", lambda en, zh, _: [Bead(tuple(range(len(en))), tuple(range(len(zh))), 0.7, 0.8)]
    )
    lone = corpora.bitext(EN, "未见不良反应。")
    assert links(lone)[1] == ((1,), ())
    again = review.realign(review.accept(lone, 1), load_encoder())
    assert links(again) == [((0,), ()), ((1,), ()), ((2, 3), (0,))]
    assert [bead.confidence for bead in again.beads] == pytest.approx([0.6, 1.0, 0.4])
    assert again.accepted == (1,)
    assert_whole(again)


def test_a_changed_text_keeps_what_was_accepted_of_the_sentences_that_it_still_has():
    old = review.edit(review.accept(review.accept(four(), 0), 2), 3, "zh", ["尚待研究。"])
    new = {
        "en": "Background: none. " + EN.replace("No harm was seen", "No harm at all was seen"),
        "zh": "背景：无。" + ZH,
    }
    after = review.carry(old, align_abstract(new, load_encoder()), load_encoder())
    assert after.accepted == (1, 4)
    assert links(after)[1] == ((1,), (1,))
    assert after.zh[4].text == "尚待研究。"
    assert after.edits == {"zh": {4: "有待进一步研究。"}}
    assert new["zh"][after.zh[4].start : after.zh[4].end] == "有待进一步研究。"
    assert_whole(after)


def test_a_written_translation_is_carried_with_the_sentence_that_it_translates():
    old = review.write(corpora.bitext(EN, ""), 1, "血压下降。")
    after = review.carry(old, corpora.bitext("A new beginning. " + EN, ""), load_encoder())
    assert links(after) == [((0,), ()), ((1,), ()), ((2,), (0,)), ((3,), ()), ((4,), ())]
    assert after.accepted == (2,)
    assert_whole(after)


def test_a_text_that_did_not_change_carries_everything():
    old = review.untranslated(review.split(review.merge(four(), 0), 0, Cut(1), Cut(0)), 2)
    after = review.carry(old, four(), load_encoder())
    assert accepted_texts(after) == accepted_texts(old)
    assert len(after.accepted) == 4


def test_runs_of_accepted_beads_are_gold():
    bitext = review.merge(review.accept(four(), 0), 2)
    assert list(review.gold(bitext)) == [
        GoldRun((bitext.en[0].text,), (bitext.zh[0].text,), (((0,), (0,)),)),
        GoldRun(tuple(texts(bitext, "en")[2:]), tuple(texts(bitext, "zh")[2:]), (((0, 1), (0, 1)),)),
    ]
    alone = review.untranslated(corpora.bitext(EN, ZH), 3)
    assert [run.beads for run in review.gold(review.merge(alone, 1))] == [
        (((0, 1), (0, 1)), ((2,), ()), ((), (2,))),
    ]


@st.composite
def acts(draw):
    place = draw(st.integers(0, 7))
    lang = draw(st.sampled_from(LANGS))
    cut = st.builds(Cut, st.integers(0, 3), st.sampled_from([0, 0, 0, 2, 5]))
    text = draw(st.sampled_from(["新的译文 12 mmHg。", "A new one; it is long.", " x "]))
    times = draw(st.integers(1, 2))
    en, zh, direction = draw(cut), draw(cut), draw(st.sampled_from(["up", "down"]))
    return draw(
        st.sampled_from(
            [
                lambda b: review.accept(b, place),
                lambda b: review.accept_all(b, 0.9),
                lambda b: review.unaccept(b, place, load_encoder()),
                lambda b: review.split(b, place, en, zh),
                lambda b: review.merge(b, place),
                lambda b: review.move(b, place, lang, direction),
                lambda b: review.untranslated(b, place),
                lambda b: review.edit(b, place, lang, [text] * times),
                lambda b: review.restore(b, place, lang),
                lambda b: review.write(b, place, text),
                lambda b: review.realign(b, load_encoder()),
            ]
        )
    )


@settings(deadline=None, max_examples=150)
@given(st.lists(acts(), max_size=12))
def test_whatever_a_person_does_the_bitext_stays_whole_and_what_was_accepted_stays_through_aligning(done):
    bitext = four()
    for act in done:
        try:
            bitext = act(bitext)
        except UsageError:
            continue
        assert_whole(bitext)
    again = review.realign(bitext, load_encoder())
    assert_whole(again)
    assert accepted_texts(again) == accepted_texts(bitext)
    carried = review.carry(bitext, four(), load_encoder())
    assert_whole(carried)


def test_a_state_is_told_by_its_fingerprint():
    stored = msgspec.json.decode(msgspec.json.encode(four()), type=Bitext)
    assert review.fingerprint(four()) == review.fingerprint(stored)
    assert review.fingerprint(review.accept(four(), 0)) != review.fingerprint(four())
