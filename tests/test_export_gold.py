"""Gold: what people accepted, for training and scoring."""

import json
from dataclasses import replace

from corpora import bitext
from entries import EN_SENTENCES, ZH_SENTENCES, exported

from align.bead import Bead


def lines(*reviewed) -> list[dict]:
    return [json.loads(line) for line in exported("gold", *reviewed).splitlines()]


def test_a_run_of_accepted_beads_is_a_line():
    assert lines(("paper-1", replace(bitext(), accepted=(0, 1, 2)))) == [
        {
            "doc": "paper-1",
            "en": list(EN_SENTENCES),
            "zh": list(ZH_SENTENCES),
            "gold": [[[0], [0]], [[1], [1]], [[2], [2]]],
        }
    ]


def test_what_nobody_accepted_parts_runs_and_each_is_named():
    first, second = lines(("paper-1", replace(bitext(), accepted=(0, 2))))
    assert (first["doc"], first["en"], first["gold"]) == ("paper-1", [EN_SENTENCES[0]], [[[0], [0]]])
    assert (second["doc"], second["zh"], second["gold"]) == ("paper-1#2", [ZH_SENTENCES[2]], [[[0], [0]]])


def test_several_texts_of_a_record_have_several_names():
    reviewed = replace(bitext(), accepted=(0,))
    found = lines(("paper-1", reviewed), ("paper-1", reviewed), ("paper-2", reviewed))
    assert [line["doc"] for line in found] == ["paper-1", "paper-1#2", "paper-2"]


def test_a_sentence_that_a_person_left_untranslated_is_gold_too():
    beads = (Bead((0,), ()), Bead((1, 2), (0,)))
    (line,) = lines(("paper-1", replace(bitext(zh=ZH_SENTENCES[0]), beads=beads, accepted=(0, 1))))
    assert line["gold"] == [[[0], []], [[1, 2], [0]]]


def test_what_nobody_accepted_is_no_gold():
    assert lines(("paper-1", bitext())) == []
