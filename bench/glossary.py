"""Chinese words and what they mean in English, from CC-CEDICT: a dictionary for who needs one, and made-up texts."""

import gzip
import random
import re
from collections.abc import Iterator

from bench.align_sets import DATA, Document, thinned

DICTIONARY = DATA.parent / "parallel" / "cc-cedict.txt.gz"
LONGEST = 3
"""English words of a meaning; longer ones explain rather than translate."""
WORDS = 4, 12
"""Words of a made-up sentence, least and most."""
LOST = 0.05
"""Share of the sentences of a made-up text that either side lacks."""
_ENTRY = re.compile(r"\S+ (\S+) \[[^]]*\] /(.*)/")
_ASIDE = re.compile(r"\([^)]*\)|\bto\b")
_WORD = re.compile(r"\w+|[^\w\s]")


def words(text: str) -> list[str]:
    """Return the words and marks of an English text, in lower case."""
    return _WORD.findall(text.lower())


def meanings() -> Iterator[tuple[str, list[str]]]:
    """Yield each short meaning: the Chinese word, the English words."""
    with gzip.open(DICTIONARY, "rt", encoding="utf-8") as lines:
        for entry in filter(None, map(_ENTRY.match, lines)):
            for meaning in entry[2].split("/"):
                english = words(_ASIDE.sub("", meaning))
                if 0 < len(english) <= LONGEST:
                    yield entry[1], english


def made_up(count: int, seed: int = 0) -> Document:
    """Return a text of so many sentences, each a row of random words with a number, and its translation, with gaps."""
    chance = random.Random(seed)
    known = list(meanings())
    en, zh = [], []
    for _ in range(count):
        picked = chance.choices(known, k=chance.randint(*WORDS))
        number = chance.randrange(1000)
        en.append(f"{' '.join(word for _, english in picked for word in english)} {number}.")
        zh.append(f"{''.join(chinese for chinese, _ in picked)}{number}。")
    return thinned(Document("made up", en, zh, [((at,), (at,)) for at in range(count)]), LOST, seed)
