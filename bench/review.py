"""Time every page and action of ``bicorpus review``: ``python -m bench.review /tmp/big.corpus [--times 6] [--find]``.

The corpus is one of ``bench.big_corpus``; decisions and reviews that are timed are undone again. The command runs as a
process of its own and is asked over HTTP, one request after the other. Each line tells in ms how long the first request
took, the median and the worst of the following ones, whole answers included, and what of the median the server's
processor took, which others on a busy machine do not change; medians above 300 ms are marked. ``--find`` times the
search alone, without the pages.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import quote

from bench.big_papers import LONG, SENTENCES
from corpus.catalogue import SORTS, Query
from corpus.review import fingerprint
from corpus.store import Store, open_store
from tests.serving import serving

LIMIT = 300
TIMES = 6
ALIGNED_ANEW = 1000
"""Segments of texts that are aligned anew here: the time grows with their number, and of thousands takes seconds."""
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
_LENGTHS = "SELECT en + zh, id FROM catalogue JOIN canonicals USING (number) WHERE langs = 'both'"
_USUAL = f"{_LENGTHS} AND NOT accepted AND beads < 20 LIMIT 1"
_LONGEST = f"{_LENGTHS} ORDER BY 1 DESC LIMIT ?"
_MEMBER = "SELECT record_id FROM members JOIN canonicals USING (number) WHERE id = ? ORDER BY 1"
_SEVERAL = "SELECT id FROM canonicals JOIN catalogue USING (number) WHERE members = 3 LIMIT 1"

Clock = Callable[[], float]
Request = tuple[str, Mapping[str, str]]
"""An address and the form that is posted there."""
Step = Callable[[], Request]
"""Prepares what a person does next."""
Post = Callable[[str, Mapping[str, str]], int]
"""Returns the size of the answer."""


class Timed(NamedTuple):
    """What repeating a thing took."""

    name: str
    seconds: list[float]
    processor: list[float]
    """Seconds, of all threads."""
    size: int
    """Of the answer, in bytes or records."""


def timed(name: str, times: int, act: Callable[[], int], clock: Callable[[], float] = time.process_time) -> Timed:
    seconds, processor, size = [], [], 0
    for _ in range(times):
        start, used = time.perf_counter(), clock()
        size = act()
        seconds.append(time.perf_counter() - start)
        processor.append(clock() - used)
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
    with serving(corpus) as server:
        clock = partial(time.clock_gettime, processor_of(server.process.pid))

        def get(address: str) -> int:
            answer = server.get(address)
            assert answer.status == 200, f"{address}: {answer.status}"
            return len(answer.body)

        def post(address: str, form: Mapping[str, str]) -> int:
            answer = server.post(address, form)
            assert answer.status == 303, f"{address}: {answer.status} {answer.text[:300]}"
            return len(answer.body)

        for name, address in addresses(corpus):
            yield timed(name, times, partial(get, address), clock)
        with open_store(corpus) as store:
            for steps in (pair_steps(store), *(text_steps(store, *one) for one in texts_of_all_lengths(store))):
                yield from alternating(steps, times, post, clock)


def processor_of(pid: int) -> int:
    """Return the clock of what all threads of a process have used, as Linux numbers it (``clock_getcpuclockid``)."""
    return ~pid << 3 | 2


def addresses(corpus: Path) -> Iterator[tuple[str, str]]:
    """Yield every page, and its twin in JSON, with what it is."""
    for name, page in page_addresses(corpus):
        path, mark, query = page.partition("?")
        yield name, page
        yield f"{name}, JSON", f"{path if path != '/' else '/index'}.json{mark}{query}"
    for name, query in lists():
        parts = [f"{facet}={quote(value)}" for facet in FILTERS for value in getattr(query, facet)]
        yield name, "/records?" + "&".join([f"q={quote(query.q)}", f"sort={query.sort}", f"page={query.page}", *parts])


def page_addresses(corpus: Path) -> Iterator[tuple[str, str]]:
    with open_store(corpus) as store:
        link = next(store.uncertain())
        texts = [(name, one, next(store.rows(_MEMBER, one))[0]) for name, one in texts_of_all_lengths(store)]
    yield from (("overview", "/"), ("failures", "/failures"), ("history", "/history"), ("jobs", "/jobs"))
    yield "records", "/records"
    yield "duplicates", "/duplicates"
    yield "a pair", f"/duplicates?left={quote(link.left, safe='')}&right={quote(link.right, safe='')}"
    yield "duplicates, papers", "/duplicates?kind=paper"
    yield "duplicates, list", "/duplicates?view=list&page=30"
    yield "duplicates, list of trials", "/duplicates?view=list&kind=trial"
    yield "duplicates, decided", "/duplicates?view=decided"
    for name, canonical, member in texts:
        yield f"record, {name}", f"/records/{canonical}"
        yield f"record, {name}, least sure first", f"/records/{canonical}?order=confidence"
        yield f"source, {name}", f"/records/{canonical}?member={quote(member, safe='')}"
        yield f"alignment, {name}", f"/records/{canonical}/alignment"
        yield f"alignment, {name}, to be cut", f"/records/{canonical}/alignment?at=5&panel=split"


def texts_of_all_lengths(store: Store) -> list[tuple[str, str]]:
    """Return records in both languages, each with how long it is: one of the usual length, and the longest ones."""
    rows = *store.rows(_USUAL), *reversed([*store.rows(_LONGEST, len(LONG))])
    return [(f"{sentences:,} sentences", canonical) for sentences, canonical in rows]


def alternating(steps: Mapping[str, Step], times: int, post: Post, clock: Clock) -> Iterator[Timed]:
    """Time steps of which each is undone by a later one, so that the corpus stays as it was, but for its history."""
    taken = {name: Timed(name, [], [], 0) for name in steps}
    for _ in range(times):
        for name, step in steps.items():
            once = timed(name, 1, partial(post, *step()), clock)
            taken[name].seconds.extend(once.seconds)
            taken[name].processor.extend(once.processor)
    yield from taken.values()


def pair_steps(store: Store) -> Mapping[str, Step]:
    link = next(store.uncertain())
    [canonical] = next(store.rows(_SEVERAL))
    [member] = next(store.rows(_MEMBER, canonical))
    decision = {"left": link.left, "right": link.right, "verdict": "different"}
    return {
        "decide on a pair": lambda: ("/duplicates/decide", decision),
        "undo a decision": lambda: ("/duplicates/undo", {"number": last(store)}),
        "part members": lambda: (f"/records/{canonical}/split", {"member": member}),
        "undo a parting": lambda: ("/history/undo", {"number": last(store)}),
    }


def text_steps(store: Store, name: str, canonical: str) -> Mapping[str, Step]:
    before = store.entry(canonical).bitext
    at = next(
        place
        for place, bead in enumerate(before.beads, 1)
        if len(bead.en) == len(bead.zh) == 1 and place - 1 not in before.accepted
    )

    def step(act: str, **fields: str) -> Request:
        bitext = store.entry(canonical).bitext
        if act == "edit":
            fields["text"] = bitext.texts(bitext.beads[at - 1])[0] + " So far."
        seen = {"seen": fingerprint(bitext), "at": str(at), "number": last(store)}
        return f"/records/{canonical}/alignment", {"act": act, **seen, **fields}

    steps = {
        "accept": partial(step, "accept-next"),
        "accept all": partial(step, "accept-all", least="50"),
        "merge": partial(step, "merge"),
        "move": partial(step, "zh-down"),
        "mark as untranslated": partial(step, "untranslated"),
        "edit": partial(step, "edit", lang="en"),
    }
    if len(before.beads) < ALIGNED_ANEW:
        steps["align again"] = partial(step, "realign")
    undo = partial(step, "undo")
    return {f"{what}, {name}": one for act in steps for what, one in ((act, steps[act]), (f"undo {act}", undo))}


def last(store: Store) -> str:
    return str(next(iter(store.journal.acts(limit=1))).number)


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
