"""Other people's aligners, each used as its documentation tells and with its own defaults.

Whoever wants vectors is given those of our encoder, spans encoded as one text by those who encode spans: a table of
them compares ways to align, not models. They live in an environment of their own, see ``bench/README.md``.
"""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from align.encoder import Encoder
from bench.aligners import Aligner, Found
from bench.peer_hunalign import hunalign

LINGTRAIN_BATCH, LINGTRAIN_WINDOW, LINGTRAIN_ROUNDS = 100, 40, 3
"""Lines at once, lines beside the diagonal, rounds of resolving conflicts: ours; lingtrain-aligner has no defaults."""


def bertalign(encoder: Encoder) -> Aligner:
    """Align in two passes, beads of up to five sentences in all (Liu & Zhu 2022)."""
    from bertalign import Bertalign
    from bertalign import Encoder as Theirs

    class Ours(Theirs):  # type: ignore[misc]
        def __init__(self) -> None:
            self.model, self.model_name = encoder, "bicorpus"

    def run(en: Sequence[str], zh: Sequence[str]) -> list[Found]:
        found = Bertalign(_lines(en), _lines(zh), is_split=True, model=Ours()).align_sents()
        return [Found(tuple(rows), tuple(columns)) for rows, columns in found]

    return run


def sentalign(encoder: Encoder) -> Aligner:
    """Align with Vecalign's dynamic programming (Thompson & Koehn 2019), beads of up to eight sentences."""
    import sentalign as theirs

    def run(en: Sequence[str], zh: Sequence[str]) -> list[Found]:
        found = theirs.sentalign(en, zh, encoder).alignments
        return [Found(tuple(one.src_indices), tuple(one.tgt_indices), -one.score) for one in found]

    return run


def lingtrain(encoder: Encoder) -> Aligner:
    """Take the nearest sentences in a window, then resolve what conflicts between chains of them."""
    from lingtrain_aligner import aligner, helper, resolver

    class Ours:
        def encode(self, lines: Sequence[str], **_: Any) -> np.ndarray:
            return encoder.encode(lines)

    def run(en: Sequence[str], zh: Sequence[str]) -> list[Found]:
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "lines.db")
            aligner.fill_db(path, "en", "zh", _lines(en).split("\n"), _lines(zh).split("\n"))
            aligner.align_db(path, "", LINGTRAIN_BATCH, LINGTRAIN_WINDOW, model=Ours())
            for turn in range(LINGTRAIN_ROUNDS):
                conflicts, _ = resolver.get_all_conflicts(path, 2 + turn, 6 * (1 + turn), -1)
                resolver.resolve_all_conflicts(path, conflicts, "", model=Ours())
            rows = [(json.loads(row[1]), json.loads(row[3])) for row in helper.get_clear_flatten_doc_index(path)]
        return [Found(tuple(i - 1 for i in left), tuple(j - 1 for j in right)) for left, right in rows]

    return run


def nltk(_: Encoder) -> Aligner:
    """Align by Gale & Church, in Python; by bytes, since of these both languages have about as many."""
    from nltk.translate.gale_church import align_blocks

    def run(en: Sequence[str], zh: Sequence[str]) -> list[Found]:
        long, wide = ([len(text.encode(errors="replace")) for text in side] for side in (en, zh))
        return list(_connected(align_blocks(long, wide), len(en), len(zh)))

    return run


def galechurch(_: Encoder) -> Aligner:
    """Align by Gale & Church, in Rust."""
    from galechurch import align

    def run(en: Sequence[str], zh: Sequence[str]) -> list[Found]:
        beads = align(list(en), list(zh)).beads
        rows = [tuple(range(bead.source_start, bead.source_end)) for bead in beads]
        columns = [tuple(range(bead.target_start, bead.target_end)) for bead in beads]
        return list(map(Found, rows, columns))

    return run


PEERS: dict[str, Callable[[Encoder], Aligner]] = {
    "bertalign": bertalign,
    "sentalign": sentalign,
    "lingtrain-aligner": lingtrain,
    "hunalign": hunalign,
    "nltk": nltk,
    "galechurch": galechurch,
}
"""What makes each peer out of an encoder, by the name of its distribution."""


def _lines(texts: Iterable[str]) -> str:
    """Return one line for each text, none of them empty."""
    return "\n".join(" ".join(text.split()) or "-" for text in texts)


def _connected(links: Iterable[tuple[int, int]], rows: int, columns: int) -> Iterator[Found]:
    """Yield the beads that links make, then each sentence that has no link."""
    found: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(links):
        if not found or (i not in found[-1][0] and j not in found[-1][1]):
            found.append((set(), set()))
        found[-1][0].add(i)
        found[-1][1].add(j)
    yield from (Found(tuple(sorted(left)), tuple(sorted(right))) for left, right in found)
    yield from (Found((i,), ()) for i in sorted(set(range(rows)).difference(*(left for left, _ in found))))
    yield from (Found((), (j,)) for j in sorted(set(range(columns)).difference(*(right for _, right in found))))
