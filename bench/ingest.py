"""Read the development pages and count what came out: ``python -m bench.ingest [--data FOLDER] [--peers PYTHON]``.

300 bilingual preprints as OCR'd Markdown, compared with their abstracts by id; a folder of hostile and foreign files,
each of which should end as a record or a reason; and how fast HTML becomes records, beside trafilatura.
"""

import argparse
import gzip
import json
import re
import subprocess
import tarfile
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from rapidfuzz.fuzz import ratio

from bicorpus import InputError
from ingest.bulk import read_files, walk
from ingest.formats import read_bytes

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
SIMILAR = 95
"""rapidfuzz ratio, white space out, from which an abstract counts as found."""
ROUNDS = 5
"""Times that pages are read; the quickest counts, since these machines are shared."""


def squeezed(text):
    return re.sub(r"\s+", "", text)


def preprints(data):
    """Print how many of the preprints gave both abstracts and both titles."""
    with gzip.open(data / "parallel" / "chinaxiv_abstracts.jsonl.gz", "rt", encoding="utf-8") as lines:
        known = {row["id"]: row for row in map(json.loads, lines)}
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(data / "ingest" / "chinaxiv_md.tar.gz") as archive:
            archive.extractall(folder, filter="data")
        start = time.perf_counter()
        results = list(read_files(walk(Path(folder)), workers=2))
        seconds = time.perf_counter() - start
    counts = Counter()
    for result in results:
        expected = known[Path(result.entry.path).stem]
        record = next(iter(result.records), None)
        found = record.abstract if record else {}
        near = [ratio(squeezed(found.get(lang, "")), squeezed(expected[lang])) >= SIMILAR for lang in ("en", "zh")]
        counts["both abstracts"] += all(near)
        counts["both titles"] += record is not None and len(record.title) == len(near)
    print(f"{len(results)} preprints: {dict(counts)}; {len(results) / seconds:.0f} pages/s with two workers")


def fixtures(data):
    """Print how the files of each folder ended."""
    ended = {}
    for result in read_files(walk(data / "ingest" / "fixtures"), workers=2):
        folder = result.entry.path.partition("/")[0]
        ended.setdefault(folder, Counter())["record" if result.records else result.error] += 1
    for folder, counts in ended.items():
        print(
            f"{folder:24} {counts.pop('record', 0):3} records; " + "; ".join(f"{n} {why}" for why, n in counts.items())
        )


def html(data, peers):
    """Print megabytes of HTML read into records per second of processor time, the best of some rounds."""
    names = sorted(map(str, (data / "ingest" / "fixtures").glob("*/*.html")))
    pages = [Path(name).read_bytes() for name in names]
    size = sum(map(len, pages)) / 1e6
    least = min(_seconds(pages) for _ in range(ROUNDS))
    print(f"{len(pages)} pages of HTML, {size:.2f} MB: bicorpus {size / least:.1f} MB/s, bytes to record")
    if peers:
        command = [peers, Path(__file__).parent / "peer_pages.py", str(ROUNDS), *names]
        seconds, _ = map(float, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
        print(
            f"  trafilatura {size / seconds:.1f} MB/s, bytes to text; bicorpus is {seconds / least:.1f} times as fast"
        )


def _seconds(pages):
    start = time.process_time()
    for page in pages:
        with suppress(InputError):
            read_bytes(page, "page.html")
    return time.process_time() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--peers", metavar="PYTHON", help="Python of an environment that has trafilatura")
    options = parser.parse_args()
    preprints(options.data)
    fixtures(options.data)
    html(options.data, options.peers)


if __name__ == "__main__":
    main()
