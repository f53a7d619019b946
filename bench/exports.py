"""Time every export and watch its memory: ``python -m bench.exports [--records 2500 10000] [--work FOLDER]``.

The corpora are invented (``bench.big_corpus``). Memory is flat where a format peaks at the same height for four times
the records. Each export runs as a command of its own; the same one twice must give the same bytes.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measure import measure
from corpus.export import EXPORTERS

RECORDS = (2_500, 10_000)
MB = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=RECORDS)
    parser.add_argument("--work", type=Path, help="where the corpora and exports are left")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.work or Path(temporary)
        folder.mkdir(exist_ok=True)
        for records in options.records:
            path = folder / f"{records}.corpus"
            if not path.exists():
                command = [sys.executable, "-m", "bench.big_corpus", str(path), "--records", str(records)]
                subprocess.run(command, check=True)  # not here: a child's peak begins at the height of its parent's
            print(f"\n{records:,} records, corpus {path.stat().st_size / MB:.0f} MB")
            print(f"{'format':12} {'seconds':>8} {'processor':>9} {'MB':>8} {'MB/s':>6} {'peak MB':>8}  twice the same")
            for name in EXPORTERS:
                report(name, path, folder)


def report(name: str, corpus: Path, folder: Path) -> None:
    """Export twice and print a line."""
    out = folder / f"{corpus.stem}.{name}"
    command = [sys.executable, "-m", "bicorpus", "export", str(corpus), "-f", name, "-o", str(out), "--force"]
    digests = set()
    for _ in range(2):
        used = measure(command, folder)
        if used.status:
            sys.exit(f"{' '.join(command)}: {used.output}")
        digests.add(digest(out))
    size = sum(path.stat().st_size for path in files(out)) / MB
    speed, same = size / used.processor, "yes" if len(digests) == 1 else "NO"
    numbers = f"{used.wall:8.1f} {used.processor:9.1f} {size:8.1f} {speed:6.1f} {used.peak / MB:8.0f}"
    print(f"{name:12} {numbers}  {same}", flush=True)


def files(out: Path) -> list[Path]:
    return sorted(path for path in out.rglob("*") if path.is_file()) if out.is_dir() else [out]


def digest(out: Path) -> str:
    """Name the bytes of an output without holding them: what is held here, a child is counted for."""
    digests = []
    for path in files(out):
        with path.open("rb") as stream:
            digests.append(hashlib.file_digest(stream, "sha256").hexdigest())
    return " ".join(digests)


if __name__ == "__main__":
    main()
