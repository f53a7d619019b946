"""Write a corpus of invented papers: ``python -m bench.big_corpus /tmp/big.corpus [--records 100000] [--seed 1]``.

It goes through the store, table by table as a build would leave it: records of one to three mirrors, failed files, the
canonical records with their links and uncertain pairs, aligned texts, the index of the search, decisions and reviews.
"""

import argparse
import time
from itertools import pairwise
from pathlib import Path
from random import Random

from bench.big_papers import Paper, paper
from corpus.holdings import Unaligned
from corpus.pipeline import index_store
from corpus.store import Store, open_store
from dedupe.link import Decision, Evidence, Link, Result
from ingest.bulk import FileEntry, FileResult

RECORDS = 100_000
FAILED = 0.01
"""Files that give no record, as a share of the papers."""
UNCERTAIN = 0.03
VERSIONS = 0.02
DECISIONS = 40
REVIEWS = 60
ERRORS = (
    "a list of publications or trials, not the record of one: ingest the pages that it links to",
    "a page that asks for a login",
    "holds no title and no identifier",
    "is empty",
    "not text: byte 0x89 at 0",
)
ALIGNER = "invented"


def write(path: Path, records: int, seed: int) -> None:
    """Write a corpus of so many canonical records, and say how long each part took."""
    with open_store(path, write=True) as store:
        store.set_folder("/invented/pages")
        for name, step in STEPS.items():
            start = time.perf_counter()
            step(store, records, seed)
            print(f"{name:12} {time.perf_counter() - start:6.1f} s", flush=True)


def put_files(store: Store, records: int, seed: int) -> None:
    for number in range(records):
        for record in paper(number, seed).records:
            store.put_file(FileResult(_entry(record.id), "5a", (record,), None))
    for number in range(int(records * FAILED)):
        store.put_file(FileResult(_entry(f"failed/{number:05}.html"), "5a", (), ERRORS[number % len(ERRORS)]))


def _entry(path: str) -> FileEntry:
    return FileEntry(path, Path(path), 4096, 1)


def put_decisions(store: Store, records: int, seed: int) -> None:
    for number in range(min(DECISIONS, records)):
        left, right = (paper(place % records, seed).records[0].id for place in (number, number + 7))
        store.journal.decide([Decision(left, right, "different")], who="bench")


def put_result(store: Store, records: int, seed: int) -> None:
    papers = [paper(number, seed) for number in range(records)]
    merged = [link for one in papers for link in _merging(one)]
    r = Random(seed)
    other = [_link(*r.sample(papers, 2), "version-of", "same", 0.98) for _ in range(int(records * VERSIONS))]
    uncertain = [
        _link(*r.sample(papers, 2), "same-as", "uncertain", r.uniform(0.2, 0.8))
        for _ in range(int(records * UNCERTAIN))
    ]
    canonicals = sorted((one.canonical for one in papers), key=lambda canonical: canonical.id)
    store.put_result(Result(tuple(canonicals), (*merged, *other), tuple(uncertain)), store.revision(), ALIGNER)


def _merging(one: Paper) -> list[Link]:
    ids = sorted(record.id for record in one.records)
    return [
        Link(left, right, "same-as", "same", 0.9999, _evidence("10.5555/big", "", 20.0))
        for left, right in pairwise(ids)
    ]


def _link(one: Paper, other: Paper, kind: str, verdict: str, probability: float) -> Link:
    left, right = sorted((one, other), key=lambda paper: paper.records[0].id)
    titles = [next(iter(p.canonical.record.title.values()), "") for p in (left, right)]
    return Link(left.records[0].id, right.records[0].id, kind, verdict, probability, _evidence(*titles, 2.5))


def _evidence(left: str, right: str, weight: float) -> tuple[Evidence, ...]:
    return (
        Evidence("title", left, right, 0.71, weight),
        Evidence("year", "2020", "2021", None, -0.8),
        Evidence("authors", "ba cor", "ba cor", 1.0, 1.9),
    )


def put_bitexts(store: Store, records: int, seed: int) -> None:
    for number in range(records):
        one = paper(number, seed)
        if one.bitext:
            store.put_bitext(Unaligned(one.canonical, None, None), one.bitext, ALIGNER)


def put_reviews(store: Store, records: int, seed: int) -> None:
    from corpus.bitext import text_key
    from corpus.review import accept

    for number in range(min(REVIEWS, records)):
        one = paper(number, seed)
        if one.bitext:
            texts = text_key(one.canonical.record.abstract)
            store.journal.review(texts, one.canonical.id, one.bitext, accept(one.bitext, 0), "accept", "bench")


def put_index(store: Store, _records: int, _seed: int) -> None:
    index_store(store)


STEPS = {
    "files": put_files,
    "decisions": put_decisions,
    "merging": put_result,
    "aligning": put_bitexts,
    "reviews": put_reviews,
    "indexing": put_index,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--records", type=int, default=RECORDS, help="canonical records")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.corpus.unlink(missing_ok=True)
    write(options.corpus, options.records, options.seed)


if __name__ == "__main__":
    main()
