"""Time every page and action of ``bicorpus review``: ``python -m bench.review /tmp/big.corpus [--times 7] [--find]``.

The corpus is one of ``bench.big_corpus``; decisions and reviews that are timed are undone again. Each line tells in ms
how long the first request took, the median and the worst of the following ones, whole answers included, and what of the
median the processor took, which others on a busy machine do not change; medians above 300 ms are marked. ``--find``
times the search alone, without the pages.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import quote

from bench.big_papers import SENTENCES
from corpus.catalogue import SORTS, Query
from corpus.store import open_store

LIMIT = 300
TIMES = 7
KEY = "of-this-run"
ADDRESS = "http://127.0.0.1:8765"
DEEP = 1000
"""A page far back in the list."""
WORDS = {
    "a word that most have": "patients",
    "a character that most have": "患",
    "a Chinese word that most have": "患者",
    "Chinese, three characters": "糖尿病",
    "Chinese, six characters": "随机分配接受",
    "both languages": "患者 patients",
    "a phrase": '"blood pressure"',
    "all records without a word": "-糖尿病",
    "alternatives": "tumor OR diabetes",
    "a beginning": "pat*",
    "an identifier": "10.5555/big.77",
    "an author": "王伟",
    "a whole title": "Corhexitis for babaloosis: a randomised trial",
    "a pasted sentence": SENTENCES[3][1] * 5,
    "nothing": "xyzzy",
}
FILTERS = {"kind": ("paper",), "site": ("cnki", "pmc"), "year": ("2010-2024",), "status": ("partial", "full")}


class Timed(NamedTuple):
    """What repeating a thing took."""

    name: str
    seconds: list[float]
    processor: list[float]
    """Seconds, of all threads."""
    size: int
    """Of the answer, in bytes or records."""


def timed(name: str, times: int, act: Callable[[], int]) -> Timed:
    seconds, processor, size = [], [], 0
    for _ in range(times):
        start, used = time.perf_counter(), time.process_time()
        size = act()
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    return Timed(name, seconds, processor, size)


def lists() -> Iterator[tuple[str, Query]]:
    """Yield the lists that are timed, with what each is."""
    yield "all records", Query()
    yield f"all records, page {DEEP}", Query(page=DEEP)
    for sort in SORTS[1:]:
        yield f"all records, sorted by {sort}", Query(sort=sort)
    yield "filtered by four facets", Query(**FILTERS, sort="doubtful")
    for name, words in WORDS.items():
        yield f"search: {name}", Query(words)
        yield f"search: {name}, page {DEEP}", Query(words, page=DEEP)
    yield "search, filtered and sorted", Query("患者", **FILTERS, sort="untranslated")


def find(corpus: Path, times: int) -> Iterator[Timed]:
    """Time the search alone, a connection per request as the pages have it."""

    def look(query: Query) -> int:
        with open_store(corpus) as store:
            return store.catalogue.find(query).total

    for name, query in lists():
        yield timed(name, times, lambda query=query: look(query))


def pages(corpus: Path, times: int) -> Iterator[Timed]:
    """Time the pages, their JSON twins and the actions."""
    from starlette.testclient import TestClient

    from corpus.web.app import create_app

    app = create_app(corpus, who="bench", token=KEY)
    client = TestClient(app, base_url=ADDRESS, headers={"authorization": f"Bearer {KEY}"}, follow_redirects=False)

    def get(address: str) -> int:
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return len(answer.content)

    def post(address: str, form: Mapping[str, str]) -> int:
        answer = client.post(address, data={**form, "token": KEY})
        assert answer.status_code == 303, f"{address}: {answer.status_code} {answer.text[:300]}"
        return len(answer.content)

    for name, address in addresses(corpus):
        yield timed(name, times, lambda address=address: get(address))
    yield from actions(corpus, times, post)


def addresses(corpus: Path) -> Iterator[tuple[str, str]]:
    with open_store(corpus) as store:
        [largest] = store.rows("SELECT id FROM canonicals ORDER BY length(body) DESC LIMIT 1").__next__()
        link = next(store.uncertain())
    pair = f"?left={quote(link.left, safe='')}&right={quote(link.right, safe='')}"
    for page in ("/", "/failures", "/duplicates", f"/duplicates{pair}", "/history", "/jobs"):
        yield page.partition("=")[0], page
        path, mark, query = page.partition("?")
        yield f"{path} as JSON", f"{path if path != '/' else '/index'}.json{mark}{query}"
    for name, page in (("record", f"/records/{largest}"), ("alignment", f"/records/{largest}/alignment")):
        yield name, page
        yield f"{name} as JSON", f"{page}.json"
    for name, query in lists():
        parts = [f"{k}={quote(v)}" for k, values in FILTERS.items() if getattr(query, k) for v in values]
        asked = "&".join([f"q={quote(query.q)}", f"sort={query.sort}", f"page={query.page}", *parts])
        yield name, f"/records?{asked}"
    yield "all records as JSON", "/records.json"


def actions(corpus: Path, times: int, post: Callable[[str, Mapping[str, str]], int]) -> Iterator[Timed]:
    """Time what a person does; each is undone by the next, so that the corpus stays as it was, but for its history."""
    with open_store(corpus) as store:
        link = next(store.uncertain())
        [name] = store.rows(
            "SELECT canonical FROM bitexts WHERE NOT reviewed ORDER BY length(body) DESC LIMIT 1"
        ).__next__()
    ends = {"left": link.left, "right": link.right}
    steps: Mapping[str, Callable[[], int]] = {
        "decide on a pair": lambda: post("/duplicates/decide", {**ends, "verdict": "different"}),
        "undo a decision": lambda: post("/duplicates/undo", {"number": last(corpus)}),
        "accept a bead": lambda: post(
            f"/records/{name}/alignment", {"act": "accept", "at": "1", "seen": seen(corpus, name)}
        ),
        "undo an alignment": lambda: post("/history/undo", {"number": last(corpus)}),
    }
    taken = {step: Timed(step, [], [], 0) for step in steps}
    for _ in range(times):
        for step, act in steps.items():
            once = timed(step, 1, act)
            taken[step].seconds.extend(once.seconds)
            taken[step].processor.extend(once.processor)
    yield from taken.values()


def last(corpus: Path) -> str:
    with open_store(corpus) as store:
        return str(next(iter(store.journal.acts(limit=1))).number)


def seen(corpus: Path, name: str) -> str:
    from corpus.web.views.alignment import fingerprint

    with open_store(corpus) as store:
        return fingerprint(store.entry(name).bitext)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--find", action="store_true", help="the search alone")
    options = parser.parse_args()
    print("| what | first | median | worst | processor | kB or records |\n|---|---|---|---|---|---|")
    for one in (find if options.find else pages)(options.corpus, options.times):
        print(line(one, one.size if options.find else one.size // 1000), flush=True)


def line(one: Timed, size: int) -> str:
    first, *others = (1000 * seconds for seconds in one.seconds)
    mark = " **slow**" if median(others) > LIMIT else ""
    used = 1000 * median(one.processor[1:])
    return f"| {one.name} | {first:.0f} | {median(others):.0f}{mark} | {max(others):.0f} | {used:.0f} | {size:,} |"


if __name__ == "__main__":
    main()
