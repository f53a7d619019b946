"""Links between papers and the trials that they report; they never merge."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from dedupe.features import Features
from dedupe.link import Evidence, Link


def reports(ids: Sequence[str], items: Sequence[Features]) -> Iterator[Link]:
    """Yield a link from each paper to each trial record whose own id the paper reports; ``ids`` are those of ``items``."""
    trials: dict[str, list[str]] = defaultdict(list)
    for record_id, f in zip(ids, items, strict=True):
        if f.kind == "trial":
            for identifier in f.own:
                trials[identifier].append(record_id)
    for record_id, f in zip(ids, items, strict=True):
        if f.kind == "paper":
            found = {trial: name for name in sorted(f.reports) for trial in trials.get(name, ())}
            yield from (_link(record_id, trial, name) for trial, name in found.items())


def _link(paper: str, trial: str, name: str) -> Link:
    return Link(paper, trial, "reports", "same", 1.0, (Evidence("id", name, name, 1.0, 0.0),))
