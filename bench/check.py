"""Measure the check of pairs: ``python -m bench.check [--data FOLDER] [--every N] [--show SET]``.

Plants one error at a time in pairs on which the check is silent, and counts how many it finds; counts what it finds
where nothing was planted; tells its speed. The sets are the gold beads of ParaMed, the parallel sentences of Medline
less the mislabelled rows, and abstracts of preprints as their authors wrote them in both languages, read by OCR and
aligned. The rules were written while reading ParaMed, Medline and the odd preprints; the even ones were kept apart.
"""

import argparse
import gzip
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from align import align, check, load_encoder, split
from align.bead import Finding
from bench.align_sets import DATA, documents, medline
from bench.planted import PLANTERS, Pair, Planter

MISLABELLED = 443
"""From this row on the Medline pairs are shifted by one."""
SURE_PAIR = 0.9
"""Beads of preprints less likely right than this are left out: what differs there may be the aligner's doing."""
AROUND = 60
"""Characters shown on either side of what was found."""


def sets(data: Path, every: int) -> dict[str, list[Pair]]:
    """Return the pairs of each set; of the preprints, one document in ``every``."""
    return {
        "ParaMed": paramed(data),
        "Medline": medline(data)[:MISLABELLED],
        "odd preprints": preprints(data, every, 1),
        "even preprints": preprints(data, every, 0),
    }


def paramed(data: Path) -> list[Pair]:
    """Return the gold beads that have two sides."""
    beads = [
        (" ".join(one.en[i] for i in en), "".join(one.zh[j] for j in zh))
        for one in documents(data, "paramed_dev")
        for en, zh in one.gold
    ]
    return [bead for bead in beads if all(bead)]


def preprints(data: Path, every: int, parity: int) -> list[Pair]:
    """Return the beads of the abstracts of odd or even rows that the aligner is sure of."""
    encoder = load_encoder()
    found: list[Pair] = []
    with gzip.open(data.parent / "parallel" / "chinaxiv_abstracts.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for number, line in enumerate(lines) if number % 2 == parity]
    for row in rows[::every]:
        en, zh = ([sentence.text for sentence in split(row[lang], lang)] for lang in ("en", "zh"))
        sure = (bead for bead in align(en, zh, encoder) if bead.en and bead.zh and bead.confidence > SURE_PAIR)
        found += [(" ".join(en[i] for i in bead.en), "".join(zh[j] for j in bead.zh)) for bead in sure]
    return found


def caught(pairs: Sequence[Pair], plant: Planter, seed: int = 0) -> tuple[int, int]:
    """Return how many planted errors are found, and how many were planted, one in each silent pair with room for it."""
    chance = random.Random(seed)
    planted = [changed for pair in pairs if (changed := plant(pair, chance)) and changed != pair]
    return sum(bool(check(*pair)) for pair in planted), len(planted)


def table(ones: Mapping[str, Sequence[Pair]]) -> Iterator[str]:
    """Yield for each kind of error what part of those planted in each set is found."""
    silent = {name: [pair for pair in pairs if not check(*pair)] for name, pairs in ones.items()}
    yield "| planted | " + " | ".join(ones) + " |"
    yield "|---|" + "---|" * len(ones)
    for name, plant in PLANTERS.items():
        counts = [caught(pairs, plant) for pairs in silent.values()]
        yield (
            f"| {name} | "
            + " | ".join(f"{hit}/{all_}" + (f" ({hit / all_:.0%})" if all_ else "") for hit, all_ in counts)
            + " |"
        )


def unplanted(ones: Mapping[str, Sequence[Pair]]) -> Iterator[str]:
    """Yield for each kind of finding, with how sure it is, how many there are where nothing was planted."""
    found = {name: [finding for pair in pairs for finding in check(*pair)] for name, pairs in ones.items()}
    counts = {name: Counter((one.kind, one.sure) for one in findings) for name, findings in found.items()}
    yield "| found where nothing was planted | " + " | ".join(ones) + " |"
    yield "|---|" + "---|" * len(ones)
    for kind, sure in sorted({key for count in counts.values() for key in count}):
        yield f"| {kind}, {sure:.2f} | " + " | ".join(str(count[kind, sure]) for count in counts.values()) + " |"
    hit = [sum(bool(check(*pair)) for pair in pairs) for pairs in ones.values()]
    yield (
        "| pairs with a finding | "
        + " | ".join(f"{n} of {len(p)}" for n, p in zip(hit, ones.values(), strict=True))
        + " |"
    )


def speed(pairs: Sequence[Pair], rounds: int = 5) -> float:
    """Return the least processor time that a check took on average, in microseconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        for pair in pairs:
            check(*pair)
        times.append(time.process_time() - start)
    return min(times) / len(pairs) * 1e6


def shown(pair: Pair, finding: Finding) -> str:
    """Return a finding with what stands around it."""
    lines = [f"{finding.kind} {finding.sure:.2f}: {finding.message}"]
    for text, spans in zip(pair, (finding.en, finding.zh), strict=True):
        start, end = (spans[0][0], spans[-1][1]) if spans else (0, 2 * AROUND)
        lines.append(f"    {text[max(0, start - AROUND) : end + AROUND]}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder with paramed_dev.jsonl and the others")
    parser.add_argument("--every", type=int, default=1, help="take one preprint in so many")
    parser.add_argument("--show", metavar="SET", help="print the findings in a set, to be read, and nothing else")
    options = parser.parse_args()
    ones = sets(options.data, options.every)
    if options.show:
        print(*(shown(pair, finding) for pair in ones[options.show] for finding in check(*pair)), sep="\n")
        return
    print(*table(ones), "", *unplanted(ones), "", sep="\n")
    print(f"{speed(ones['Medline']):.0f} µs of processor time a pair of Medline")


if __name__ == "__main__":
    main()
