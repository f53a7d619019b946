"""Score how English and Chinese records of one paper are merged, on half records with three in ten partners missing.

    python -m bench.dedupe_cross                       # with the bundled encoder, which has seen these texts
    python -m bench.dedupe_cross --models FOLDER       # with the two of bench.fit_cross, each on what it has not seen
    python -m bench.dedupe_cross --without-encoder

Merged pairs are those within one canonical record; uncertain ones are put to a person. ``--errors`` prints each false
merge.
"""

import argparse
import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from align import load_encoder
from align.encoder import Encoder
from bench import cross_halves as made
from bench.cross_halves import Paper
from bench.fit_cross import MANY_LONE, texts, unseen
from dedupe import deduplicate
from dedupe.meaning import across
from dedupe.rare import rare_in_common, rare_marks
from ingest import Record

Pairs = set[tuple[str, str]]


class Variant(NamedTuple):
    """A kind of input."""

    name: str
    papers: Callable[[], Sequence[Paper]]
    lone: float = made.LONE
    seeds: int = 1


@cache
def pages() -> Sequence[Paper]:
    """Return the halves of pages."""
    return made.from_pages()


@cache
def abstracts() -> Sequence[Paper]:
    """Return the halves of abstracts."""
    return made.from_abstracts()


def biomedical() -> Sequence[Paper]:
    """Return the biomedical third of the abstracts."""
    return [paper for paper in abstracts() if paper.biomedical]


VARIANTS = (
    Variant("pages: title, abstract, authors, year", pages, seeds=4),
    Variant("pages: title, abstract", lambda: made.without(pages(), "authors", "published"), seeds=4),
    Variant("pages: abstract", lambda: made.without(pages(), "authors", "published", "title"), seeds=4),
    Variant("pages: title, authors, year", lambda: made.without(pages(), "abstract"), seeds=4),
    Variant("pages: title", lambda: made.without(pages(), "authors", "published", "abstract"), seeds=4),
    Variant("abstracts", abstracts),
    Variant("abstracts, biomedical", biomedical),
    Variant("abstracts, 1,200 and 350 characters of them", lambda: made.cut(abstracts(), 1200, 350)),
    Variant("abstracts, nine of ten partners missing", abstracts, lone=MANY_LONE, seeds=3),
)


class Counts(NamedTuple):
    """Numbers of pairs."""

    true: int
    candidates: int
    """Of the true ones, those that were compared."""
    merged: int
    false: int
    uncertain: int
    uncertain_false: int

    def __str__(self) -> str:
        precision = self.merged / max(1, self.merged + self.false)
        shares = f"{self.candidates / self.true:.4f} | {self.merged / self.true:.4f} | {precision:.4f}"
        return f"{self.true:,} | {shares} | {self.false} | {self.uncertain} / {self.uncertain_false}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--models", type=Path, metavar="FOLDER", help="encoders made by bench.fit_cross --train")
    parser.add_argument("--without-encoder", action="store_true")
    parser.add_argument("--errors", action="store_true", help="print every false merge")
    options = parser.parse_args()
    print("| halves | true pairs | compared | recall | precision | false | uncertain: true / false |")
    print("|---|---|---|---|---|---|---|")
    for variant in VARIANTS:
        found = list(runs(variant, options.models, without=options.without_encoder))
        print(
            f"| {variant.name} | {Counts(*map(sum, zip(*(counts for counts, _ in found), strict=True)))} |", flush=True
        )
        for pair in sorted(set().union(*(false for _, false in found))) if options.errors else ():
            print("   ", *pair)


def runs(variant: Variant, models: Path | None, *, without: bool) -> Iterator[tuple[Counts, Pairs]]:
    """Yield the counts and the false merges of each run: one for each seed and, if parts are told apart, each part."""
    for seed in range(variant.seeds):
        if models is None:
            yield run(variant.papers(), seed, variant.lone, None if without else load_encoder())
        else:
            for part in (0, 1):
                papers = [paper for paper in variant.papers() if paper.part == part]
                yield run(papers, seed, variant.lone, unseen(models, part))


def run(papers: Sequence[Paper], seed: int, lone: float, encoder: Encoder | None) -> tuple[Counts, Pairs]:
    """Deduplicate the halves of papers."""
    records, true = made.halves(papers, seed, lone)
    result = deduplicate(records, encoder)
    merged = {pair for canonical in result.canonicals for pair in itertools.combinations(sorted(canonical.members), 2)}
    uncertain = {(link.left, link.right) for link in result.uncertain}
    counts = Counts(
        len(true),
        len(true & candidates(records, encoder)),
        len(true & merged),
        len(merged - true),
        len(true & uncertain),
        len(uncertain - true),
    )
    return counts, merged - true


def candidates(records: Sequence[Record], encoder: Encoder | None) -> Pairs:
    """Return the pairs across languages that the texts make candidates."""
    english, chinese = ([r for r in records if r.id.endswith(lang)] for lang in ("-en", "-zh"))
    ours, theirs = texts(english, "en"), texts(chinese, "zh")
    if encoder is None:
        left, right = rare_in_common(*(list(map(rare_marks, side.whole())) for side in (ours, theirs)))
    else:
        left, right = across(ours, theirs, encoder)[:2]
    return {(english[one].id, chinese[other].id) for one, other in zip(left, right, strict=True)}


if __name__ == "__main__":
    main()
