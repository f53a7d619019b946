"""Compare sentence splitters on sentences joined back to paragraphs: ``python -m bench.sentences``.

A boundary is the end of a sentence inside a paragraph. Boundaries after a sentence without a closing stop (headings,
mostly) count neither for nor against a splitter: joined into a line, only a model of headings could find them. Sets:

paramed  NEJM articles, lowercased upstream; whole articles as one paragraph.
cased    the same with a capital put back at the head of each sentence, since most splitters expect one.
run-on   cased, with the space after every second English stop taken out, and half-width stops in Chinese.
hard     the invented paragraphs below, written for this splitter: what others make of them, no measure of it.
medline  abstracts in groups of eight rows. A row may hold several sentences, so that only boundaries between rows are
         known: recall is exact, and precision a lower bound, comparable between splitters only.
"""

import argparse
import json
import re
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from align.sentences import split

Splitter = Callable[[str], Iterable[str]]
Paragraph = list[str]
ROWS_TOGETHER = 8
JOINED_BY = {"en": " ", "zh": ""}
HARD = {
    "en": [
        "The drug was given i.v. at 5 mg/kg.|Controls received saline s.c. in the same volume.",
        "Growth of E. coli and S. aureus stopped at 2.5% vs. 0.5% (P = .05).|See Fig. 2 and Table S1.",
        "Smith et al. (2010) found no effect.|Patients with hepatitis B. and C. were excluded.",
        "All 24 mice recovered within 12 h.|Two died, i.e. 8.3%, of pneumonia approx. 3 days later.",
        "The primary end point (i.e. survival at 5 yr. or more) was met.|p53 was lost in No. 7 and No. 12.",
        "Further study is warranted.|Trial registration: www.example.org/a.B, doi:10.5555/ab.Cd-12.",
        "METHODS: In the U.S. Army hospital, Dr. Lee saw 1.5 million visits in 2010.|Costs were not reported.",
    ],
    "zh": [
        "对E. coli及S. aureus均有效（P<0. 05）。|详见Fig. 2和Table S1。",
        "方法：给予5.5 mg/kg静脉注射.|结果：总有效率为71.4%;无严重不良反应.|结论：安全有效.",
        "患者说：“好多了。”|医生问：“还痛吗？”|2周后复查（见图1.2）。",
        "王某等（Wang et al. 2010）报道有效。|3例死亡。|试验方案见clinicaltrials.gov网站。",
        "1.目的：观察疗效。|2.方法：随机分组……共2组。|Dr. Lee审阅了全文!|数据可靠吗?|可靠。",
    ],
}
"""``|`` stands where a sentence ends."""
_CLOSED = re.compile(r"[.!?。！？][\"'”’)）\]]*$")
_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


def peers(lang: str) -> Iterator[tuple[str, Callable[[], Splitter]]]:
    """Yield the splitters that can take the language, each with a function that loads it."""
    yield "bicorpus", lambda: lambda text: (sentence.text for sentence in split(text, lang))
    yield "pysbd", lambda: _module("pysbd").Segmenter(language=lang, clean=False).segment
    yield "blingfire", _blingfire
    yield "sentencex", lambda: partial(_module("sentencex").segment, lang)
    yield "spacy sentencizer", lambda: _spacy(lang)
    if lang == "en":
        yield "syntok", _syntok
        yield "sentence-splitter", lambda: _module("sentence_splitter").SentenceSplitter(language="en").split
        yield "nltk punkt, untrained", lambda: _module("nltk.tokenize.punkt").PunktSentenceTokenizer().tokenize
    else:
        yield "regex [。！？]", lambda: re.compile(r"[^。！？]+[。！？”’）]*").findall


def _module(name: str):
    import importlib

    return importlib.import_module(name)


def _blingfire() -> Splitter:
    own = _module("blingfire")
    return lambda text: own.text_to_sentences(text).split("\n")


def _spacy(lang: str) -> Splitter:
    language = _module("spacy").blank(lang)
    language.add_pipe("sentencizer", config={"punct_chars": list(".!?。！？")})
    language.max_length = 10**7
    return lambda text: (span.text for span in language(text).sents)


def _syntok() -> Splitter:
    segmenter = _module("syntok.segmenter")
    return lambda text: (
        "".join(token.spacing + token.value for token in sentence)
        for paragraph in segmenter.process(text)
        for sentence in paragraph
    )


def boundaries(sentences: Iterable[str]) -> list[int]:
    """Return where sentences end, counted without whitespace, which not all libraries keep."""
    ends, at = [], 0
    for sentence in sentences:
        at += len("".join(sentence.split()))
        ends.append(at)
    return ends


def score(paragraphs: list[Paragraph], joined: list[str], splitter: Splitter) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the boundaries inside paragraphs, pooled."""
    hits = predicted = gold = 0
    for sentences, text in zip(paragraphs, joined, strict=True):
        ends = boundaries(sentences)
        known = {end for end, sentence in zip(ends[:-1], sentences, strict=False) if _CLOSED.search(sentence)}
        ignored = set(ends) - known
        found = set(boundaries(splitter(text))) - ignored - {ends[-1]}
        hits, predicted, gold = hits + len(found & known), predicted + len(found), gold + len(known)
    precision, recall = hits / max(1, predicted), hits / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def paramed(data: Path, lang: str) -> list[Paragraph]:
    rows = (data / "align" / "paramed_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(row)[lang] for row in rows]


def medline(data: Path, lang: str) -> list[Paragraph]:
    lines = (data / "align" / "wmt18_medline.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line)[lang].strip() for line in lines]
    return [rows[at : at + ROWS_TOGETHER] for at in range(0, len(rows), ROWS_TOGETHER)]


def cased(sentence: str) -> str:
    return re.sub(r"[a-z]", lambda letter: letter.group().upper(), sentence, count=1)


def run_on(sentences: Paragraph, lang: str) -> str:
    """Join sentences the way bad scrapes do: without the space, or with half-width stops."""
    if lang == "zh":
        return "".join(re.sub(r"。$", ".", sentence) for sentence in sentences)
    return "".join(sentence + (" " if at % 2 else "") for at, sentence in enumerate(sentences))


def sets(data: Path, lang: str) -> Iterator[tuple[str, list[Paragraph], list[str]]]:
    """Yield name, gold paragraphs and the text of each."""
    plain = paramed(data, lang)
    capitals = [[cased(sentence) for sentence in paragraph] for paragraph in plain]
    rows = medline(data, lang)
    join = JOINED_BY[lang].join
    yield "paramed", plain, [join(paragraph) for paragraph in plain]
    yield "cased", capitals, [join(paragraph) for paragraph in capitals]
    yield "run-on", capitals, [run_on(paragraph, lang) for paragraph in capitals]
    yield "hard", [line.split("|") for line in HARD[lang]], [line.replace("|", JOINED_BY[lang]) for line in HARD[lang]]
    yield "medline", rows, [join(paragraph) for paragraph in rows]


def report(data: Path, lang: str) -> Iterator[str]:
    """Yield the lines of one language's table."""
    material = list(sets(data, lang))
    yield f"\n{lang}: boundary F1 (medline: recall / lower bound of precision), and characters per second"
    yield "| splitter | " + " | ".join(name for name, _, _ in material) + " | chars/s |"
    yield "|---|" + "---|" * (len(material) + 1)
    for name, load in peers(lang):
        try:
            splitter = load()
        except ImportError:
            yield f"| {name} | not installed |"
            continue
        cells = []
        start = time.perf_counter()
        for label, paragraphs, joined in material:
            precision, recall, f1 = score(paragraphs, joined, splitter)
            cells.append(f"{recall:.3f} / {precision:.3f}" if label == "medline" else f"{f1:.3f}")
        rate = sum(len(text) for _, _, joined in material for text in joined) / (time.perf_counter() - start)
        yield f"| {name} | " + " | ".join(cells) + f" | {rate:,.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=_DATA, help="folder of the development data")
    data = parser.parse_args().data
    for lang in ("en", "zh"):
        print("\n".join(report(data, lang)))


if __name__ == "__main__":
    main()
