"""Read HTML pages with trafilatura; run by ``bench.ingest`` under the peers' Python.

PYTHON bench/peer_pages.py ROUNDS FILE... prints the processor seconds of the quickest round, and the characters found.
"""

import sys
import time
from pathlib import Path


def main():
    import trafilatura
    from trafilatura.meta import reset_caches

    rounds, *names = sys.argv[1:]
    pages = [Path(name).read_bytes() for name in names]
    least, found = float("inf"), 0
    for _ in range(int(rounds)):
        reset_caches()
        start = time.process_time()
        texts = [trafilatura.extract(page, with_metadata=True, include_tables=True) or "" for page in pages]
        least, found = min(least, time.process_time() - start), sum(map(len, texts))
    print(least, found)


if __name__ == "__main__":
    main()
