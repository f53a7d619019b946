"""Score deduplication on written cases: small sets of records of which an expert says which are the same, and why.

    python -m bench.cases [--cases FILE] [--errors]

Cases were written by people who had not seen the code; see tests/cases/README.md. A pair that a case calls ``either`` is
not counted.
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
    return any(
        link.kind == wanted["kind"]
        and ((link.left in left and link.right in right) or (link.left in right and link.right in left))
        for link in result.links
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--cases", type=Path, nargs="+", default=sorted(CASES.glob("dedupe*.jsonl")))
    parser.add_argument("--errors", action="store_true", help="say what is wrong in each case")
    options = parser.parse_args()
    for path in options.cases:
        outcomes = [judge(case) for case in read_cases(path)]
        right = sum(not (o.false or o.missed or o.unlinked) for o in outcomes)
        false, missed = (sum(len(getattr(o, name)) for o in outcomes) for name in ("false", "missed"))
        held = sum(len(o.missed & o.review) for o in outcomes)
        same = sum(len(_pairs(o.case.same)) for o in outcomes)
        print(
            f"{path.name:20} {right} of {len(outcomes)} cases right; {same} true pairs: {missed} missed, {held} of these "
            f"for review; {false} false; {sum(len(o.unlinked) for o in outcomes)} links missed"
        )
        wrong = Counter(o.case.name.partition("/")[0] for o in outcomes if o.false or o.missed or o.unlinked)
        print("  " + ", ".join(f"{kind} {count}" for kind, count in wrong.most_common()))
        if options.errors:
            for o in outcomes:
                if o.false or o.missed or o.unlinked:
                    print(f"  {o.case.name}: {o.case.why}")
                    for word, found in (("false", o.false), ("missed", o.missed)):
                        print(
                            "".join(
                                f"    {word} {pair}{' (for review)' if pair in o.review else ''}\n"
                                for pair in sorted(found)
                            ),
                            end="",
                        )
                    print("".join(f"    no link {link}\n" for link in o.unlinked), end="")


if __name__ == "__main__":
    main()
