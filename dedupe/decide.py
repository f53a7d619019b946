"""People's decisions → what clusters must and must not join.

A decision binds from when it was taken, over all evidence. Of decisions that cannot hold together the later ones do:
taken from the last to the first, one that those after it rule out is left aside, and told. So whoever changes their
mind has only to say so, and undoing the later decision brings the earlier one back.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dedupe.cluster import Clusters
from dedupe.link import Decision
from ingest.record import Kind


class Settled(NamedTuple):
    """The decisions that hold, as pairs of record ids, and what is wrong with the others."""

    together: tuple[tuple[str, str], ...]
    apart: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


def settle(decisions: Sequence[Decision], kinds: Mapping[str, Kind]) -> Settled:
    """Return the decisions that hold together; those on a record that is not here wait until it is.

    Args:
        decisions: in the order in which they were taken.
        kinds: of every record; a paper and a trial are never one.
    """
    clusters: Clusters[str] = Clusters(lambda record: frozenset({("kind", kinds[record])}))
    held: dict[str, list[tuple[str, str]]] = {"same": [], "different": []}
    warnings = []
    for decision in reversed([d for d in decisions if d.left in kinds and d.right in kinds]):
        if _holds(decision, clusters):
            held[decision.verdict].append((decision.left, decision.right))
        else:
            warnings.append(_complaint(decision, kinds))
    return Settled(tuple(held["same"]), tuple(held["different"]), tuple(reversed(warnings)))


def _holds(decision: Decision, clusters: Clusters[str]) -> bool:
    """Tell whether a decision agrees with those in ``clusters``, and add it there."""
    if decision.verdict == "different":
        return clusters.keep_apart(decision.left, decision.right)
    if not clusters.may_join(decision.left, decision.right):
        return False
    clusters.join(decision.left, decision.right)
    return True


def _complaint(decision: Decision, kinds: Mapping[str, Kind]) -> str:
    pair = f"decision left aside: {decision.left!r} and {decision.right!r}"
    if decision.left == decision.right:
        return f"{pair}: one record cannot differ from itself"
    if decision.verdict == "different":
        return f"{pair} were called different, but later decisions join them; these hold: undo one to part them"
    if kinds[decision.left] != kinds[decision.right]:
        return f"{pair} were called the same, but one is a paper and the other a trial"
    return f"{pair} were called the same, but later decisions keep them apart; these hold: undo one to join them"
