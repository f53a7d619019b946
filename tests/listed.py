"""Corpora of a few canonical records, each of one page, for what lists, searches and counts them."""

from collections.abc import Iterable

from corpora import record as plain
from corpora import result
from msgspec import structs

from corpus.bitext import Bitext
from corpus.holdings import Unaligned
from corpus.store import Store
from dedupe import Result
from dedupe.merge import merge
from ingest.record import Record

ALIGNER = "some aligner"


def paper(name: str, title: str = "", *, en: str = "", zh: str = "", doi: str = "", **fields) -> Record:
    """A record whose title is Chinese if it looks so."""
    titles = {"zh" if any("\u4e00" <= one <= "\u9fff" for one in title) else "en": title} if title else {}
    return structs.replace(plain(name, en=en, zh=zh, doi=doi), title=titles, **fields)


def put(store: Store, papers: Iterable[Record | tuple[Record, ...]], *, index: bool = True) -> None:
    """Make these the records of the corpus and index them; a tuple is merged, under the name of its first."""
    canonicals = []
    for one in papers:
        records = one if isinstance(one, tuple) else (one,)
        for record in records:
            if store.record(record.id) != record:
                store.put_file(result(record.source.path, record))
        canonicals.append(merge(records, f"{records[0].kind}-{records[0].id}"))
    store.put_result(Result(tuple(sorted(canonicals, key=lambda c: c.id)), (), ()), store.revision(), ALIGNER)
    if index:
        list(store.indexing())


def align(store: Store, one: Record, bitext: Bitext) -> None:
    """Keep how a record's abstracts are aligned."""
    store.put_bitext(Unaligned(merge([one], f"{one.kind}-{one.id}"), None, None), bitext, ALIGNER)
