"""A folder to a corpus: files → records → canonical records → aligned sentences, each step resumed where it stopped.

The stages (``expected``, ``kept``, ``aligned``) are functions from iterator to iterator. ``build`` chains them over a
store and runs only those whose input changed since the last run; killed at any moment, it goes on from what is kept.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from align.encoder import Encoder
from bicorpus import BicorpusError, InputError, UsageError, __version__
from corpus.bitext import Bitext, align_abstract
from corpus.census import Census
from corpus.encoder import LateEncoder
from corpus.holdings import Counts, Failure, Unaligned
from corpus.progress import Track, silent
from corpus.review import carry, realign
from corpus.store import Store
from dedupe.link import Link
from ingest.bulk import FileEntry, FileResult, Limits, read_files, walk


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did, and what the corpus holds after it."""

    read: int
    """Files opened and read by this run."""
    unchanged: int
    """Files that an earlier run read, and that are as they were."""
    gone: int
    """Files that were in the corpus and are no longer in the folder."""
    counts: Counts
    uncertain: tuple[Link, ...]
    """Pairs of records that may be one paper or trial, likeliest first."""
    failures: tuple[Failure, ...]
    """All files that gave no record, whichever run tried them, and canonical records that could not be aligned."""
    warnings: tuple[str, ...] = ()
    """People's decisions that were left aside because later ones rule them out."""
    passed_over: int = 0
    """Members of containers that are no pages and that nobody asked for, in what was read by this run."""
    more_failures: int = 0
    """Failures beyond those listed."""


def build(
    folder: Path,
    store: Store,
    *,
    encoder: LateEncoder | None = None,
    workers: int = 1,
    limits: Limits | None = None,
    retry: bool = False,
    force: bool = False,
    track: Track = silent,
) -> Report:
    """Bring a corpus up to date with a folder.

    Args:
        folder: scraped files of any kind, at any depth.
        store: a corpus open for writing, new or built from the same folder before.
        encoder: what to find and align translations with, loaded only when needed; the bundled one if not given.
        workers: processes that read files; the result does not depend on it.
        limits: what one file may cost.
        retry: whether files that failed in an earlier run are read again.
        force: whether the corpus may be taken from another folder, or emptied.
        track: told of the progress.

    Raises:
        InputError: the folder cannot be read, or the model not be loaded.
        UsageError: the corpus belongs to another folder, or the folder is suddenly empty, without ``force``.
    """
    census = store.census(entry for entry in walk(folder) if not store.is_own_file(entry.absolute))
    _check_folder(folder, store, len(census), force=force)
    gone = store.forget(census.absent())
    touch_redated(census, store)
    todo, size = census.unread_size(retry=retry)

    def is_known(path: str, member: str, sha256: str) -> bool:
        return store.has_member(path, member, sha256, failed=not retry)

    results = read_files(expected(census.unread(retry=retry), store), workers, limits, is_known)
    read = passed_over = 0
    for result in track(kept(results, store), "reading", size, lambda result: result.reached):
        read += result.member is None and result.sha256 != ""
        passed_over += result.passed_over
    failures = *store.failures(), *complete(store, encoder or LateEncoder(), track)
    unchanged, uncertain = len(census) - todo, tuple(store.uncertain())
    return Report(read, unchanged, gone, store.counts(), uncertain, failures, store.warnings(), passed_over)


def complete(store: Store, encoder: LateEncoder, track: Track = silent) -> tuple[Failure, ...]:
    """Make of the records and decisions in a corpus all that follows; return the records that cannot be aligned."""
    store.set_model(encoder.name, encoder.prompt)
    deduplicate_store(store, encoder, track)
    failures = align_store(store, encoder, track)
    index_store(store, track)
    return failures


def touch_redated(census: Census, store: Store) -> None:
    """Note the date of the files that have a new one and the bytes that were read."""
    for entry, sha256 in census.redated():
        if _has_bytes(entry.absolute, sha256):
            store.touch(entry)


def expected(entries: Iterable[FileEntry], store: Store) -> Iterator[FileEntry]:
    """Pass on the files to be read, each noted as unfinished until all of it has been kept."""
    for entry in entries:
        store.expect(entry)
        yield entry


def kept(results: Iterable[FileResult], store: Store) -> Iterator[FileResult]:
    """Store what each file gave, file by file, and pass it on; what cannot be stored becomes the file's failure."""
    for result in results:
        try:
            store.put_file(result)
            yield result
        except InputError as exc:
            failed = replace(result, records=(), error=str(exc))
            store.put_file(failed)
            yield failed


def aligned(todo: Iterable[Unaligned], encoder: Encoder) -> Iterator[tuple[Unaligned, Bitext | Failure]]:
    """Align the abstracts of each canonical record; one that breaks the aligner does not hold up the others.

    Raises:
        BicorpusError: the encoder cannot be loaded, which holds for all.
    """
    for each in todo:
        try:
            yield each, _align(each, encoder)
        except BicorpusError:
            raise
        except Exception as exc:  # noqa: BLE001 - scraped text finds every fault
            yield each, Failure(each.canonical.id, f"cannot be aligned: {type(exc).__name__}: {exc}")


def _align(todo: Unaligned, encoder: Encoder) -> Bitext:
    """Align texts around what a person made of them, or of the texts that were in their place before."""
    if todo.reviewed:
        return realign(todo.reviewed, encoder)
    bitext = align_abstract(todo.canonical.record.abstract, encoder)
    return carry(todo.former, bitext, encoder) if todo.former else bitext


def deduplicate_store(store: Store, encoder: LateEncoder, track: Track = silent) -> None:
    """Find the canonical records, unless those in the store are the ones that would be found."""
    made_by = method(encoder)
    if store.is_deduplicated(made_by):
        return
    from dedupe import carried, deduplicate

    revision = store.revision()
    known, founded = carried(store.canonicals())
    records = track(store.records(), "merging", store.counts().records)
    result = deduplicate(records, encoder, decisions=store.decisions(), known=known, founded=founded)
    store.put_result(result, revision, made_by)


def align_store(store: Store, encoder: LateEncoder, track: Track = silent) -> tuple[Failure, ...]:
    """Align every pair of abstracts that this encoder has not aligned yet; return those that it cannot."""
    made_by = method(encoder)
    todo = list(store.unaligned(made_by))
    failures = []
    for each, outcome in track(aligned(todo, encoder), "aligning", len(todo)):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        else:
            store.put_bitext(each, outcome, made_by)
    return tuple(failures)


def index_store(store: Store, track: Track = silent) -> None:
    """Let the search know the canonical records that are new or changed, some at a time: others want to write too."""
    for _ in track(store.indexing(), "indexing", store.catalogue.unindexed(), int):
        pass


def method(encoder: LateEncoder) -> str:
    """Name what results depend on besides the records: another one, and they are computed again."""
    return f"{encoder.label} {__version__}"


def _check_folder(folder: Path, store: Store, present: int, *, force: bool) -> None:
    here, before, known = str(folder.resolve()), store.folder(), store.counts().files
    if before not in {None, here} and not force:
        raise UsageError(
            f"{folder}: this corpus was built from {before}, and its records would be replaced; "
            "name another corpus, or give --force if the folder was moved"
        )
    if known and not present and not force:
        raise UsageError(f"{folder}: holds no file, and the corpus {known:,} from it; give --force to empty the corpus")
    store.set_folder(here)


def _has_bytes(path: Path, sha256: str) -> bool:
    if not path.is_file():  # a pipe in its place would be waited for
        return False
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
