"""Read the development pages and count what came out: ``python -m bench.ingest [--data FOLDER]``.

300 bilingual preprints as OCR'd Markdown, compared with their abstracts by id, and a folder of hostile and foreign
files, each of which should end as a record or a reason.
"""

import argparse
import gzip
import json
import re
import tarfile
import tempfile
import time
from collections import Counter
from pathlib import Path

from rapidfuzz.fuzz import ratio

from ingest.bulk import read_files, walk

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
SIMILAR = 95
"""rapidfuzz ratio, white space out, from which an abstract counts as found."""


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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_args().data
    preprints(data)
    fixtures(data)


if __name__ == "__main__":
    main()
