"""Time ``bicorpus coverage``: ``python -m bench.coverage [--records 10000] [--work FOLDER]``.

The corpus is invented: canonical records of one to three pages with twelve sentences a side, of which some are missing,
some differ in a number and some are aligned with doubt; one in six is in one language, and one page in forty was not
read. It is written as a build would leave it, without reading, merging or aligning anything.
"""

import argparse
import multiprocessing
import random
import sys
import time
from itertools import islice, pairwise
from pathlib import Path

from align.bead import Bead, Finding
from align.coverage import coverage
from align.sentences import Sentence
from bench.measure import measure
from corpus.bitext import Bitext
from corpus.holdings import Unaligned
from corpus.overview import overview
from corpus.store import open_store
from dedupe.link import Canonical, Evidence, Link, Provenance, Result
from ingest.bulk import FileEntry, FileResult
from ingest.record import Identifier, Record, Source

COMMAND = str(Path(sys.executable).with_name("bicorpus"))
SENTENCES = 12
SITES = ("pubmed", "pubmed-zh", "pmc", "cnki", "tomesphere", "veeva", "registry", "generic")
REASONS = ("empty file", "damaged PDF: no table of its pages can be found in it",
           "image/png: not a format that is read", "took longer than 60 s and was stopped")  # fmt: skip
DRUGS = (("quercimab", "槲西单抗"), ("ostrazine", "奥曲嗪"), ("velutide", "维鲁肽"), ("marivir", "马利韦"))
ILLS = (("pulmonary hypertension", "肺动脉高压"), ("knee pain", "膝关节疼痛"), ("insomnia", "失眠"))
EN = (
    "After {weeks} weeks the mean score of {ill} in the {n} patients given {drug} had fallen by {fall} points (P<0.05)."
)
ZH = "治疗{weeks}周后，接受{drug}治疗的{n}例患者的{ill}平均评分下降了{fall}分（P<0.05）。"


def canonical(number, dice):
    """Return the records of one paper or trial, what they are merged to, and its alignment."""
    (drug, drug_zh), (ill, ill_zh) = dice.choice(DRUGS), dice.choice(ILLS)
    kind = "trial" if dice.random() < 0.2 else "paper"
    facts = [(4 + dice.randrange(40), 20 + dice.randrange(900), 1 + dice.randrange(30)) for _ in range(SENTENCES)]
    en = [EN.format(weeks=w, ill=ill, n=n, drug=drug, fall=f) for w, n, f in facts]
    zh = [ZH.format(weeks=w, ill=ill_zh, n=n, drug=drug_zh, fall=f) for w, n, f in facts]
    langs = dice.choices(("both", "en", "zh", ""), (80, 10, 7, 3))[0]
    abstract = {"en": " ".join(en)} if langs in {"both", "en"} else {}
    abstract |= {"zh": "".join(zh)} if langs in {"both", "zh"} else {}
    title = {"en": f"{drug.capitalize()} for {ill}: randomised trial {number}",
             "zh": f"{drug_zh}治疗{ill_zh}的随机对照试验（{number}）"}  # fmt: skip
    doi = Identifier("doi", f"10.5555/bench.{number}")
    fields = {"ids": (doi,), "title": title, "abstract": abstract, "authors": ("Ilse Varga", "Wen Zhang")}
    names = [f"{number // 1000:04}/{number:07}-{copy}.html" for copy in range(dice.choices((1, 2, 3), (75, 20, 5))[0])]
    records = [
        Record(name, kind, dice.choice(SITES), Source(name), published=f"{1998 + number % 27}-05", **fields)
        for name in names
    ]
    provenance = {field: Provenance(names[0]) for field in ("title.en", "title.zh", "abstract.en", "authors")}
    merged = Canonical(f"{kind}-{number:012x}", kind, records[0], tuple(names), provenance)
    return records, merged, bitext(en if "en" in abstract else [], zh if "zh" in abstract else [], dice)


def bitext(en, zh, dice):
    """Return an alignment with what alignments have: gaps, doubts and findings."""
    gone = set(dice.sample(range(SENTENCES), dice.choices((0, 1, 2, 5), (60, 20, 10, 10))[0])) if en and zh else set()
    beads, place = [], 0
    kept = [text for index, text in enumerate(zh) if index not in gone]
    for index in range(SENTENCES):
        if not en or index in gone or not zh:
            beads.append(Bead((index,) if en else (), () if en else (index,), 0.0, 0.8))
            continue
        message = f"{index} in English is {index}0 in Chinese"
        finding = Finding("number", message, ((6, 8),), ((2, 4),), 0.3 + dice.random() / 2)
        checks = (finding,) * (dice.random() < 0.02)
        beads.append(Bead((index,), (place,), 0.7, round(1 - dice.random() ** 6, 4), checks))
        place += 1
    return Bitext(_sentences(en), _sentences(kept), tuple(beads), coverage(en, kept, beads))


def _sentences(texts):
    return tuple(Sentence(0, len(text), text) for text in texts)


def links(records):
    evidence = (Evidence("id", "10.5555", "10.5555", 1.0, 6.0), Evidence("title", "a title", "a title", 1.0, 4.0))
    ids = [record.id for record in records]
    return [Link(left, right, "same-as", "same", 0.99, evidence) for left, right in pairwise(ids)]


def write(path, count):
    """Write the corpus."""
    dice = random.Random(count)
    made = [canonical(number, dice) for number in range(count)]
    with open_store(path, write=True) as store:
        for records, _, _ in made:
            for record in records:
                entry = FileEntry(record.id, Path(record.id), 2000, 1)
                store.put_file(FileResult(entry, "5a", (record,), None))
        for number in range(count // 40):
            store.put_file(FileResult(FileEntry(f"bad/{number}", Path("bad"), 2000, 1), "5a", (), dice.choice(REASONS)))
        same = tuple(link for records, _, _ in made for link in links(records))
        unsure = tuple(Link(a[0][0].id, b[0][0].id, "same-as", "uncertain", 0.6)
                       for a, b in zip(islice(made, 0, None, 50), islice(made, 1, None, 50), strict=False))  # fmt: skip
        merged = sorted((one for _, one, _ in made), key=lambda one: one.id)
        store.put_result(Result(tuple(merged), same, unsure), store.revision(), "bench")
        for _, one, aligned in made:
            if one.record.abstract:
                store.put_bitext(Unaligned(one, None, None), aligned, "bench")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--work", type=Path, default=Path("/tmp/bench-coverage"))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    corpus, report = options.work / f"{options.records}.corpus", options.work / f"{options.records}.html"
    if not corpus.exists():  # in a process of its own: what it holds would count as memory of those started after it
        process = multiprocessing.Process(target=write, args=(corpus, options.records))
        process.start()
        process.join()
    print(f"{options.records:,} canonical records, {corpus.stat().st_size:,} bytes")
    for form in ((), ("--no-gaps",), ("--json",), ("--html", str(report), "--force")):
        used = measure((COMMAND, "coverage", str(corpus), *form), options.work)
        size = (report if "--html" in form else options.work / "output.txt").stat().st_size
        seconds = f"{used.wall:6.2f} s, of processor {used.processor:6.2f} s"
        print(f"{form[0] if form else 'table':10} {seconds}  {used.peak / 1e6:6.0f} MB  {size:13,} bytes")
    with open_store(corpus) as store:
        seconds = min(timed(store) for _ in range(3))
    print(f"overview   {seconds:6.2f} s")


def timed(store):
    """Return the seconds that an overview takes."""
    start = time.perf_counter()
    overview(store)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
