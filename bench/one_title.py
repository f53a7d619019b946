"""Lists of papers that all have one title, as an export of errata has, or a script that wrote one over and over."""

from collections.abc import Iterator
from typing import NamedTuple

PER_LIST = 1000


class Variant(NamedTuple):
    """What the records of one title have in common besides."""

    name: str
    title: str
    per_paper: int | None
    """Records of each paper, far from each other; None: all are of one, and equal in every field."""


DIFFERING = Variant("differing", "Effects of exercise on knee pain in adults: a randomised controlled trial", 2)
EQUAL = Variant("equal", "Errata and corrections to the abstracts of the annual meeting", None)


def files(records: int, variant: Variant = DIFFERING) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of lists in RIS that hold so many records between them."""
    papers = -(-records // variant.per_paper) if variant.per_paper else 1
    for start in range(0, records, PER_LIST):
        numbers = range(start, min(start + PER_LIST, records))
        listed = (_record(variant, number % papers, number // papers if papers > 1 else 0) for number in numbers)
        yield f"{variant.name}/{start:07}.ris", "".join(listed).encode()


def _record(variant: Variant, paper: int, issue: int) -> str:
    """Return a record of a paper; its issue is told if it is not 0."""
    lines = (
        "TY  - JOUR",
        f"TI  - {variant.title}",
        f"AU  - Author{paper % 977}, {chr(ord('A') + paper % 26)}.",
        f"JO  - Annals of Invented Medicine {paper % 499}",
        f"PY  - {1980 + paper % 40}",
        f"VL  - {1 + paper % 83}",
        f"SP  - {1 + paper % 1999}",
        f"DO  - 10.5555/{variant.name}.{paper}",
        *([f"IS  - {issue}"] if issue else []),
        "ER  - ",
    )
    return "".join(f"{line}\n" for line in lines)
