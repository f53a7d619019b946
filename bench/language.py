"""Tell the language of real segments beside lingua and langdetect in one run: ``python -m bench.language``.

Segments are the sentences of the language fixtures, news in three writings, medical sentences and titles, and the same
joined to mixed segments. ``--others FOLDER`` adds files of lines in further languages, ``fr.txt`` and so on.
"""

import argparse
import csv
import gzip
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.ingest import DATA
from ingest.language import detect, runs

Teller = Callable[[str], str]
MIXED = 1000
"""Mixed segments of each kind."""
TITLES = ("stroke", "diabetes", "cytology_screening")
COARSE = {"zh-Hans": "zh", "zh-Hant": "zh"}
"""Peers don't tell the scripts apart; they are asked for Chinese only."""


class Told(NamedTuple):
    """How one set went."""

    share: float
    """Of the segments told right."""
    microseconds: float
    """Per segment."""
    wrong: tuple[str, ...]


def segments(data: Path) -> dict[str, tuple[str, list[str]]]:
    """Return (expected language, segments) by the name of the set."""
    fixtures = data / "ingest" / "fixtures" / "lang_test"
    news, medical = (rows(data / "parallel" / f"{name}.jsonl.gz") for name in ("ntrex128", "tico19"))
    sets = {
        f"sentences {code}": (expected, lines(fixtures / f"lingua_{code}.txt")) for code, expected in SENTENCES.items()
    }
    sets |= {
        "news en": ("en", [row["en"] for row in news]),
        "news zh-Hans": ("zh-Hans", [row["zh"] for row in news]),
        "news zh-Hant": ("zh-Hant", [row["zh_hant"] for row in news]),
        "medical en": ("en", [row["en"] for row in medical]),
        "medical zh": ("zh-Hans", [row["zh"] for row in medical]),
        "titles en": ("en", titles(data)),
    }
    for name, pairs in (("news", news), ("medical", medical)):
        for joint, mark in (("blank", " "), ("line", "\n"), ("nothing", "")):
            sets[f"mixed {name}, {joint}"] = ("mixed", joined(pairs, mark))
    return sets


SENTENCES = {"en": "en", "zh": "zh-Hans", "ja": "other", "ko": "other"}


def rows(file: Path) -> list[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines_:
        return [json.loads(line) for line in lines_]


def lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if line.strip()]


def titles(data: Path) -> list[str]:
    """Return the titles of the labelled reference sets."""
    csv.field_size_limit(1 << 30)
    found: set[str] = set()
    for name in TITLES:
        with (data / "dedupe" / name / "records.csv").open(encoding="utf-8-sig") as file:
            found |= {row["title"] for row in csv.DictReader(file) if row["title"]}
    return sorted(found)


def joined(pairs: Sequence[Mapping[str, str]], mark: str) -> list[str]:
    """Return sentences beside their translations, either first."""
    chance = random.Random(0)
    chosen = chance.sample(range(len(pairs)), MIXED)
    return [mark.join(chance.sample([pairs[i]["en"], pairs[i]["zh"]], 2)) for i in chosen]


def tell(teller: Teller, expected: str, texts: Sequence[str]) -> Told:
    """Let one teller tell one set."""
    start = time.perf_counter()
    answers = [teller(text) for text in texts]
    seconds = time.perf_counter() - start
    wrong = tuple(text for text, answer in zip(texts, answers, strict=True) if answer != expected)
    return Told(1 - len(wrong) / len(texts), 1e6 * seconds / len(texts), wrong)


def lingua() -> Teller:
    """Return lingua, restricted to languages that are to be expected, its models loaded beforehand."""
    from lingua import Language, LanguageDetectorBuilder

    names = "ENGLISH CHINESE JAPANESE KOREAN FRENCH GERMAN SPANISH ITALIAN PORTUGUESE DUTCH VIETNAMESE SWEDISH POLISH"
    chosen = [getattr(Language, name) for name in names.split()]
    detector = LanguageDetectorBuilder.from_languages(*chosen).with_preloaded_language_models().build()
    told = {Language.ENGLISH: "en", Language.CHINESE: "zh"}
    return lambda text: told.get(detector.detect_language_of(text), "other")


def langdetect() -> Teller:
    """Return langdetect, seeded."""
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0
    told = {"en": "en", "zh-cn": "zh", "zh-tw": "zh"}

    def teller(text: str) -> str:
        try:
            return told.get(detect_langs(text)[0].lang, "other")
        except LangDetectException:
            return "other"

    teller("warm up the profiles")
    return teller


def coming_apart(data: Path) -> float:
    """Return the share of interleaved paragraphs, of three sentences and translations each, whose runs are these."""
    pairs = [
        row for row in rows(data / "parallel" / "tico19.jsonl.gz") if row["en"][-1] == "." and row["zh"][-1] == "。"
    ]
    right = 0
    paragraphs = [pairs[i : i + 3] for i in range(0, len(pairs) - 2, 3)]
    for paragraph in paragraphs:
        wanted = [row[side].strip() for row in paragraph for side in ("en", "zh")]
        text = " ".join(wanted)
        right += [text[run.start : run.end] for run in runs(text)] == wanted
    return right / len(paragraphs)


def main() -> None:
    """Print a line for each set and teller."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--others", type=Path, help="folder of <language>.txt, one segment a line")
    parser.add_argument("--peers", action="store_true", help="ask lingua and langdetect too")
    parser.add_argument("--wrong", type=int, default=0, help="show so many wrong answers of ours per set")
    options = parser.parse_args()
    sets = segments(options.data)
    for file in sorted(options.others.glob("*.txt")) if options.others else ():
        sets[f"lines {file.stem}"] = ("other", lines(file))
    peers = {"lingua": lingua(), "langdetect": langdetect()} if options.peers else {}
    for name, (expected, texts) in sets.items():
        ours = tell(detect, expected, texts)
        line = f"{name:24} {len(texts):6} bicorpus {ours.share:.4f} {ours.microseconds:5.0f} µs"
        for peer, teller in peers.items() if expected != "mixed" else ():
            told = tell(teller, COARSE.get(expected, expected), texts if peer == "lingua" else texts[:300])
            line += f"  {peer} {told.share:.4f} {told.microseconds:6.0f} µs"
        print(line)
        for text in ours.wrong[: options.wrong]:
            print(f"      {detect(text)}: {text[:100]!r}")
    print(f"interleaved paragraphs whose runs are their sentences: {coming_apart(options.data):.4f}")


if __name__ == "__main__":
    main()
