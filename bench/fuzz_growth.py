"""Look for input that takes more than its share of time: ``python -m bench.fuzz_growth names html files``.

Every piece that formats trip over is repeated, alone and within every saved input, to two lengths; what takes four
times as long or more for twice the length, or does not end, is printed. Each target runs in a process of its own.
"""

import argparse
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHORT = 40_000
"""Bytes of repeated pieces; then twice as many."""
SLOW = 0.25
"""Seconds for the shorter input under which nothing is measured: other things count then."""
GROWTH = 3.5
"""Times as long for twice the length, from which on time is not linear."""
PATIENCE = 30
"""Seconds after which an input is taken for one that hangs."""


def inputs(seeds: list[bytes], pieces: list[bytes]) -> Iterator[tuple[str, Callable[[int], bytes]]]:
    """Yield a description and a function from a length to an input."""
    for piece in pieces:
        yield f"{piece[:20]!r}", lambda size, piece=piece: piece * (size // len(piece))
        for number, seed in enumerate(seeds):
            half = len(seed) // 2
            yield (
                f"{piece[:20]!r} in seed {number}",
                lambda size, piece=piece, seed=seed, half=half: (
                    seed[:half] + piece * (size // len(piece)) + seed[half:]
                ),
            )


def seconds(target: Callable[[bytes], None], data: bytes) -> float:
    """Return what a target takes; PATIENCE where it had to be stopped."""
    process = multiprocessing.get_context("fork").Process(target=target, args=(data,))
    start = time.perf_counter()
    process.start()
    process.join(PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
        return PATIENCE
    return time.perf_counter() - start


def main() -> None:
    """Print what is slow, target by target."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="+")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.fuzz.targets import PIECES, TARGETS, seeds

    for name in options.targets:
        tried = 0
        for description, make in inputs(seeds(name), PIECES):
            tried += 1
            short = seconds(TARGETS[name], make(SHORT))
            long = seconds(TARGETS[name], make(2 * SHORT)) if short > SLOW else 0.0
            if long > GROWTH * short or short == PATIENCE:
                print(f"{name}: {description}: {short:.2f} s, twice as long {long:.2f} s", flush=True)
        print(f"{name}: {tried} inputs tried")


if __name__ == "__main__":
    main()
