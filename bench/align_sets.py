"""The labelled documents, and how alignments of them are counted."""

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from align.numbers import in_digits

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "align"
SETS = ("paramed_dev", "stress_dev", "mac_dev")
GLUED, LEFT_OUT = 0.15, 0.15
"""Shares of spaces and of numbers that a scanned document lacks: about what preprints read by OCR lack."""
Link = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    en: list[str]
    zh: list[str]
    gold: list[Link]


class Score(NamedTuple):
    """F1 of exact beads, of beads that overlap, and of single sentences left alone."""

    strict: float
    lax: float
    null: float


def documents(data: Path, name: str) -> list[Document]:
    rows = map(json.loads, (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    return [
        Document(row["doc"], row["en"], row["zh"], [(tuple(en), tuple(zh)) for en, zh in row["gold"]]) for row in rows
    ]


def score(golds: Iterable[Sequence[Link]], founds: Iterable[Sequence[Link]]) -> Score:
    """Score alignments, pooled over documents.

    Counts as Vecalign's scorer does: precision is over all predicted beads, nulls included, recall over gold beads that
    are no nulls. Lax counts a bead that shares a link with the other side. Null pools the sentences of both languages.
    """
    right: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for gold, found in zip(golds, founds, strict=True):
        pairs = [bead for bead in gold if all(bead)]
        for part, (strict, lax, total) in {"precision": _hits(gold, found), "recall": _hits(found, pairs)}.items():
            right[part] = [a + b for a, b in zip(right[part], (strict, lax, total), strict=True)]
        alone_gold, alone_found = _alone(gold), _alone(found)
        counts = (len(alone_gold & alone_found), len(alone_found), len(alone_gold))
        right["null"] = [a + b for a, b in zip(right["null"], counts, strict=True)]
    precision, recall, null = right["precision"], right["recall"], right["null"]
    strict, lax = (_f1(precision[at] / max(1, precision[2]), recall[at] / max(1, recall[2])) for at in (0, 1))
    return Score(strict, lax, _f1(null[0] / max(1, null[1]), null[0] / max(1, null[2])))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _hits(reference: Iterable[Link], tested: Iterable[Link]) -> tuple[int, int, int]:
    """Count tested beads that are in the reference, that share a link with it, and all."""
    known = set(reference)
    linked: defaultdict[int, set[int]] = defaultdict(set)
    for en, zh in known:
        for index in en:
            linked[index].update(zh)
    beads = set(tested)
    shared = {bead for bead in beads if any(linked[index] & set(bead[1]) for index in bead[0])}
    return len(beads & known), len(beads & known | shared), len(beads)


def _alone(beads: Iterable[Link]) -> set[tuple[str, int]]:
    """Return the sentences that have no counterpart."""
    alone = set()
    for en, zh in beads:
        if not zh:
            alone |= {("en", index) for index in en}
        if not en:
            alone |= {("zh", index) for index in zh}
    return alone


def medline(data: Path) -> list[tuple[str, str]]:
    """Return parallel sentences, English and Chinese."""
    rows = map(json.loads, (data / "wmt18_medline.jsonl").read_text(encoding="utf-8").splitlines())
    return [(row["en"], row["zh"]) for row in rows]


def thinned(document: Document, share: float, seed: int) -> Document:
    """Drop a share of the sentences on each side at random: a text translated in part, both ways."""
    chance = random.Random(seed)
    en, zh = (_kept(len(side), share, chance) for side in (document.en, document.zh))
    gold: list[Link] = []
    for left, right in document.gold:
        rows, columns = tuple(en[i] for i in left if i in en), tuple(zh[j] for j in right if j in zh)
        alone = [((row,), ()) for row in rows] + [((), (column,)) for column in columns]
        gold += [(rows, columns)] if rows and columns else alone
    return Document(document.name, [document.en[i] for i in en], [document.zh[j] for j in zh], gold)


def _kept(count: int, share: float, chance: random.Random) -> dict[int, int]:
    """Return the new index of each sentence that stays."""
    kept = [at for at in range(count) if chance.random() > share]
    return {old: new for new, old in enumerate(kept)}


def miscopied(document: Document, share: float, seed: int) -> Document:
    """Change one digit in a share of the Chinese numbers: what the check shall find must stay aligned."""
    chance = random.Random(seed)
    return replace(document, zh=[_miscopied(text, share, chance) for text in document.zh])


def _miscopied(text: str, share: float, chance: random.Random) -> str:
    chars = list(text)
    for number in in_digits(text):
        places = [at for at in range(number.start, number.end) if chars[at] in "0123456789"]
        if places and chance.random() < share:
            at = chance.choice(places)
            chars[at] = chance.choice([digit for digit in "123456789" if digit != chars[at]])
    return "".join(chars)


def scanned(document: Document, seed: int) -> Document:
    """Spoil a document as OCR and free translation do: words run together, and numbers that one side leaves out."""
    chance = random.Random(seed)
    en = [" ".join(text.split()) for text in document.en]
    glued = ["".join("" if char == " " and chance.random() < GLUED else char for char in text) for text in en]
    return replace(
        document,
        en=[_without_numbers(text, chance) for text in glued],
        zh=[_without_numbers(text, chance) for text in document.zh],
    )


def _without_numbers(text: str, chance: random.Random) -> str:
    kept, start = [], 0
    for number in in_digits(text):
        if chance.random() < LEFT_OUT:
            kept.append(text[start : number.start])
            start = number.end
    return "".join([*kept, text[start:]])


def strangers(ones: Sequence[Document], most: int = 15) -> list[Document]:
    """Set the head of each document beside the tail of the next: no sentence is translated."""
    pairs = zip(ones, [*ones[1:], ones[0]], strict=True)
    mixed = []
    for left, right in pairs:
        en, zh = left.en[:most], right.zh[-most:]
        gold: list[Link] = [((i,), ()) for i in range(len(en))] + [((), (j,)) for j in range(len(zh))]
        mixed.append(Document(f"{left.name} beside {right.name}", en, zh, gold))
    return mixed


def all_sets(data: Path) -> dict[str, list[Document]]:
    """Return the labelled sets, and what is made from them: thinned by a third, with wrong numbers, strangers."""
    sets = {name: documents(data, name) for name in SETS}
    first = sets[SETS[0]]
    sets["thinned"] = [thinned(one, 0.35, seed) for seed, one in enumerate(first)]
    sets["miscopied"] = [miscopied(one, 0.2, seed) for seed, one in enumerate(sets["stress_dev"])]
    sets["strangers"] = strangers(first)
    return sets
