"""Score deduplication on written cases: small sets of records of which an expert says which are the same, and why.

    python -m bench.cases [--cases FILE] [--errors]

Cases were written by somebody who had not seen the code; see tests/cases/README.md. A pair that a case calls ``either``
is not counted.
"""

import argparse
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import msgspec

from dedupe import Result, deduplicate
from ingest.record import Record

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"

Pairs = set[tuple[str, str]]


class Case(msgspec.Struct, frozen=True):
    """Records, and what they are to each other."""

    name: str
    why: str
    records: tuple[Record, ...]
    same: tuple[tuple[str, ...], ...]
    links: tuple[dict[str, str], ...] = ()
    either: tuple[tuple[str, str], ...] = ()


class Outcome(NamedTuple):
    """What was said of one case; every pair sorted."""

    case: Case
    false: Pairs
    missed: Pairs
    unlinked: list[dict[str, str]]
    review: Pairs

    @property
    def is_wrong(self) -> bool:
        return bool(self.false or self.missed or self.unlinked)


def read_cases(path: Path) -> list[Case]:
    """Read the cases of one file."""
    return [msgspec.json.decode(line, type=Case) for line in path.read_bytes().splitlines() if line.strip()]


def judge(case: Case) -> Outcome:
    """Deduplicate the records of one case by themselves."""
    result = deduplicate(case.records)
    true, found = _pairs(case.same), _pairs(canonical.members for canonical in result.canonicals)
    either = {tuple(sorted(pair)) for pair in case.either}
    return Outcome(
        case,
        found - true - either,
        true - found - either,
        [link for link in case.links if not _is_linked(link, case, result)],
        {(link.left, link.right) for link in result.uncertain},
    )


def _pairs(groups) -> Pairs:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _is_linked(wanted: dict[str, str], case: Case, result: Result) -> bool:
    """Tell whether any two members of the two clusters are linked so."""
    cluster = {member: set(group) for group in case.same for member in group}
    left, right = cluster[wanted["left"]], cluster[wanted["right"]]
    found = [{link.left, link.right} for link in result.links if link.kind == wanted["kind"]]
    return any(ends & left and ends & right for ends in found)


def summary(name: str, outcomes: list[Outcome]) -> str:
    """Return the counts of one file, and the kinds of case that went wrong."""
    wrong = Counter(o.case.name.partition("/")[0] for o in outcomes if o.is_wrong)
    same, false = sum(len(_pairs(o.case.same)) for o in outcomes), sum(len(o.false) for o in outcomes)
    missed, held = sum(len(o.missed) for o in outcomes), sum(len(o.missed & o.review) for o in outcomes)
    return (
        f"{name:20} {len(outcomes) - wrong.total()} of {len(outcomes)} cases right; {same} true pairs: {missed} missed"
        f", {held} of these for review; {false} false; {sum(len(o.unlinked) for o in outcomes)} links missed\n"
        f"  wrong: {', '.join(f'{kind} {count}' for kind, count in wrong.most_common())}"
    )


def errors(o: Outcome) -> str:
    """Return what is wrong in one case."""
    pairs = [(word, pair) for word, found in (("false", o.false), ("missed", o.missed)) for pair in sorted(found)]
    told = [f"    {word} {pair}{' (for review)' if pair in o.review else ''}" for word, pair in pairs]
    return "\n".join([f"  {o.case.name}: {o.case.why}", *told, *(f"    no link {link}" for link in o.unlinked)])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--cases", type=Path, nargs="+", default=sorted(CASES.glob("dedupe*.jsonl")))
    parser.add_argument("--errors", action="store_true", help="say what is wrong in each case")
    options = parser.parse_args()
    for path in options.cases:
        outcomes = [judge(case) for case in read_cases(path)]
        print(summary(path.name, outcomes))
        if options.errors:
            print("\n".join(errors(o) for o in outcomes if o.is_wrong))


if __name__ == "__main__":
    main()
