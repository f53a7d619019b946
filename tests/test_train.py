import gzip
import json

import numpy as np
import pytest

from align import load_encoder
from align.contrast import Fit, pack, softmax_loss
from align.encoder import BUNDLED
from align.sources import Pair, read_documents, read_lessons
from align.train import train, untie
from bicorpus import InputError

NOUNS = {"heart": "心脏", "liver": "肝脏", "lung": "肺部", "kidney": "肾脏", "brain": "大脑", "skin": "皮肤"}
VERBS = {"repairs": "修复", "damages": "损伤", "protects": "保护", "cools": "冷却"}
SUBJECTS = {"surgeon": "医生", "drug": "药物", "light": "光线", "water": "清水"}
CEDICT = """\
# CC-CEDICT
醫生 医生 [yi1 sheng1] /doctor/surgeon (in a hospital)/CL:個|个[ge4]/
藥物 药物 [yao4 wu4] /drug/medicaments/
醫士 医士 [yi1 shi4] /variant of 醫師|医师[yi1 shi1]/
broken line
"""
DRUGS = (
    "Zelvanib Orfuzumab Tamiquel Bexorine Luprazide Corvimast Nadroxil Pelotrine Sivalkine Ethromab Glavudine Mirzolam"
)
ZH_DRUGS = "泽万尼 奥富珠单抗 他米喹 贝索林 卢帕肼 可维司特 那曲昔 培洛群 希伐金 依索单抗 格伏定 米佐兰"
WARMTH = np.float32(0.05)


def sentence_pairs():
    return [
        {"en": f"The {subject} {verb} the {noun}.", "zh": f"{zh_subject}{zh_verb}{zh_noun}。"}
        for subject, zh_subject in SUBJECTS.items()
        for verb, zh_verb in VERBS.items()
        for noun, zh_noun in NOUNS.items()
    ]


def unseen():
    return sentence_pairs()[::5]


def taught():
    return [row for row in sentence_pairs() if row not in unseen()]


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def files(tmp_path):
    dictionary = tmp_path / "dictionary.txt.gz"
    dictionary.write_bytes(gzip.compress(CEDICT.encode()))
    synonyms = [{"synset": "1", "en": ["renal organ", "kidney"], "gloss": "it filters blood", "zh": ["肾", "肾脏"]}]
    return [
        write_rows(tmp_path / "pairs.jsonl", taught()),
        write_rows(tmp_path / "synonyms.jsonl", synonyms),
        dictionary,
    ]


def found(model, rows):
    encoder = load_encoder(str(model))
    cosines = encoder.encode([row["en"] for row in rows]) @ encoder.encode([row["zh"] for row in rows]).T
    return float((cosines.argmax(axis=1) == np.arange(len(rows))).mean())


def test_it_learns_to_match_sentences_that_it_has_not_seen(files, tmp_path):
    train(files, tmp_path / "model", epochs=30)
    assert found(tmp_path / "model", unseen()) > 0.9


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(files, tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        train(files, tmp_path / name, seed=seed, epochs=1)
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    weights = "model.safetensors"
    assert (tmp_path / "a" / weights).read_bytes() != (tmp_path / "c" / weights).read_bytes()


def test_documents_teach_words_that_the_pairs_lack(files, tmp_path):
    documents = [
        {
            "id": str(i),
            "en": f"{row['en']} The spleen is near. {other['en']}",
            "zh": f"{row['zh']}脾脏在旁。{other['zh']}",
        }
        for i, (row, other) in enumerate(zip(unseen(), unseen()[7:], strict=False))
    ]
    lines = []
    train(
        files,
        tmp_path / "model",
        documents=[write_rows(tmp_path / "documents.jsonl", documents)],
        epochs=10,
        report=lines.append,
    )
    assert any("pairs found" in line for line in lines)
    encoder = load_encoder(str(tmp_path / "model"))
    spleen, skin, organ = encoder.encode(["spleen", "skin", "脾脏"])
    assert spleen @ organ > skin @ organ


def test_adapting_a_model_helps_on_the_new_words_and_keeps_the_old(files, tmp_path):
    train(files, tmp_path / "base", epochs=30)
    gems = {"ruby": "红宝石", "opal": "欧泊", "jade": "翡翠", "pearl": "珍珠", "amber": "琥珀", "topaz": "黄玉"}
    rows = [
        {"en": f"The {gem} {verb}.", "zh": f"{zh}{zh_verb}。"}
        for gem, zh in gems.items()
        for verb, zh_verb in VERBS.items()
    ]
    own = write_rows(tmp_path / "own.jsonl", rows)
    train([own], tmp_path / "adapted", base=tmp_path / "base", epochs=30)
    assert found(tmp_path / "adapted", rows) > found(tmp_path / "base", rows) + 0.3
    assert found(tmp_path / "adapted", unseen()) > 0.8


def test_adapting_the_bundled_model_teaches_names_that_it_never_saw_and_keeps_what_it_knew(tmp_path):
    drugs = dict(zip(DRUGS.split(), ZH_DRUGS.split(), strict=True))
    said = {"Patients tolerated {}.": "患者对{}耐受良好。", "We compared {} with placebo.": "我们将{}与安慰剂比较。"}
    own = [{"en": en.format(a), "zh": zh.format(b)} for a, b in drugs.items() for en, zh in said.items()]
    unseen = [{"en": f"The dose of {a} was halved.", "zh": f"{b}的剂量减半。"} for a, b in drugs.items()]
    train([write_rows(tmp_path / "own.jsonl", own)], tmp_path / "adapted", base=BUNDLED, epochs=20)
    assert found(tmp_path / "adapted", unseen) >= found("bundled", unseen) + 0.3
    known = sentence_pairs()[::7]
    assert found(tmp_path / "adapted", known) >= found("bundled", known) - 0.05


def test_the_card_names_the_files_and_carries_the_notes(files, tmp_path):
    train(files, tmp_path / "model", epochs=1, date="2025-01-02", notes="## Licence\nOurs.")
    card = (tmp_path / "model" / "README.md").read_text("utf-8")
    assert all(text in card for text in ("pairs.jsonl", "dictionary.txt.gz", "2025-01-02", "Ours."))


def test_a_dictionary_gives_meanings_without_grammar_and_references(tmp_path):
    path = tmp_path / "d.txt"
    path.write_text(CEDICT, "utf-8")
    terms = read_lessons([path], print).terms
    assert terms == (
        Pair("doctor", "医生"),
        Pair("surgeon", "医生"),
        Pair("drug", "药物"),
        Pair("medicaments", "药物"),
    )


def test_both_scripts_of_a_row_are_pairs(tmp_path):
    path = write_rows(tmp_path / "p.jsonl", [{"en": "The heart.", "zh": "心脏。", "zh_hant": "心臟。"}])
    assert [pair.zh for pair in read_lessons([path], print).sentences] == ["心脏。", "心臟。"]


def test_gold_rows_are_pairs_of_the_sentences_that_belong_together_and_no_words(tmp_path):
    row = {
        "doc": "a",
        "en": ["The heart beats.", "It is red.", "Nobody knows."],
        "zh": ["心脏跳动，", "呈红色。", "尚待研究。"],
        "gold": [[[0, 1], [0, 1]], [[2], []], [[], [2]]],
    }
    untranslated = {"doc": "b", "en": ["Not said."], "zh": [], "gold": [[[0], []]]}
    lines = []
    lessons = read_lessons([write_rows(tmp_path / "gold.jsonl", [row, untranslated])], lines.append)
    assert lines == []
    assert lessons.sentences == (Pair("The heart beats. It is red.", "心脏跳动，呈红色。"),)
    assert lessons.terms == ()


@pytest.mark.parametrize(
    "gold", [[[[0], [7]]], [[[-1], [0]]], [[0, 0]], [[[0]]], "all", None, [[["0"], ["0"]]], {"0": 0}]
)
def test_gold_that_points_nowhere_is_reported_and_left_out(tmp_path, gold):
    rows = [{"en": "A heart.", "zh": "心脏。"}, {"en": ["A lung."], "zh": ["肺。"], "gold": gold}]
    lines = []
    path = write_rows(tmp_path / "gold.jsonl", rows)
    assert read_lessons([path], lines.append).sentences == (Pair("A heart.", "心脏。"),)
    assert [line.split(" left out")[0] for line in lines] == [f"{path}: row 2"]


def test_a_bad_line_is_reported_with_its_number_and_the_rest_is_read(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_text('{"en": "A heart.", "zh": "心脏。"}\n{"en": "x"}\n{oops\n[1]\n', "utf-8")
    lines = []
    assert len(read_lessons([path], lines.append).sentences) == 1
    assert [line.split(" left out")[0] for line in lines] == [f"{path}: row {n}" for n in (2, 3, 4)]


@pytest.mark.parametrize("content", [b"", b"nothing of use", b"\xff\xfe\x00", b"{}\n"])
def test_a_file_with_nothing_to_learn_from_is_refused(tmp_path, content):
    (tmp_path / "bad.txt").write_bytes(content)
    with pytest.raises(InputError, match="bad"):
        read_lessons([tmp_path / "bad.txt"], print)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="absent"):
        read_documents([tmp_path / "absent.jsonl"], print)


def test_the_gradient_is_that_of_the_loss():
    rng = np.random.default_rng(0)
    summed = rng.standard_normal((8, 5)).astype(np.float32)
    _, slope = softmax_loss(summed, WARMTH)
    for place in ((0, 0), (3, 2), (6, 4)):
        nudge = np.zeros_like(summed)
        nudge[place] = 1e-2
        difference = softmax_loss(summed + nudge, WARMTH)[0] - softmax_loss(summed - nudge, WARMTH)[0]
        assert difference / 2e-2 == pytest.approx(slope[place], abs=2e-2)


def test_steps_lower_the_loss():
    fit = Fit(np.random.default_rng(0).standard_normal((40, 8), dtype=np.float32), temperature=0.05)
    en, zh = pack([[i] for i in range(20)]), pack([[i] for i in range(20, 40)])
    losses = [fit.step(en, zh, 0.1) for _ in range(50)]
    assert losses[-1] < losses[0] / 2


def test_untying_takes_what_both_sides_share_from_the_chosen_pairs_only():
    en, zh = pack([[1, 2], [1, 3]]), pack([[2, 4], [3, 5]])
    en, zh = untie(en, zh, np.array([True, False]))
    assert [en.rows.tolist(), zh.rows.tolist()] == [[1, 1, 3], [4, 3, 5]]


def test_bags_are_taken_and_joined_in_order():
    bags = pack([[1], [], [2, 3], [4]])
    assert bags.take(np.array([2, 0])).rows.tolist() == [2, 3, 1]
    assert bags.joined(3).ends.tolist() == [0, 3]
