"""The data card of a Hugging Face data set: what is in it, how it was made, whose the texts are."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import msgspec

from align.coverage import STATUSES
from bicorpus import __version__
from corpus.catalogue import NO_ABSTRACT, NOT_ALIGNED
from corpus.export.records import RecordRow
from corpus.export.rows import Row
from corpus.export.table import columns

SIZES = (
    (1_000, "n<1K"),
    (10_000, "1K<n<10K"),
    (100_000, "10K<n<100K"),
    (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"),
    (100_000_000, "10M<n<100M"),
)
"""The Hub's names for numbers of rows below a bound (its data set card specification)."""
LARGEST = "100M<n<1B"
TEMPLATE = """\
---
pretty_name: Aligned English and Chinese abstracts
language:
- en
- zh
license: unknown
multilinguality:
- translation
task_categories:
- translation
- sentence-similarity
size_categories:
- {size}
tags:
- medical
- parallel-corpus
configs:
- config_name: sentences
  default: true
  data_files:
  - split: train
    path: sentences/*.parquet
- config_name: records
  data_files:
  - split: train
    path: records/*.parquet
---

# Aligned English and Chinese abstracts of papers and clinical trials

Made by bicorpus {version} from scraped pages: every paper or trial is one record, merged from all pages about it, and
the sentences of its English and Chinese abstracts are aligned.

```python
from datasets import load_dataset

sentences = load_dataset("PATH OF THIS FOLDER", "sentences", split="train")
pairs = sentences.filter(lambda row: row["en"] and row["zh"] and row["confidence"] >= 0.9)
records = load_dataset("PATH OF THIS FOLDER", "records", split="train")
```

## What is in it

{counts}

By the site that most fields of a record were read from:

{sites}

## Whose the texts are

Titles and abstracts belong to their authors, publishers and registries. This folder grants no rights to them, and no
licence for them is known: `site` and `url` name the page that a record was read from, whose terms apply. Ask before
the texts are published again. People's phone numbers and e-mail addresses were not taken into records.

## How far it can be trusted

- `confidence` is a probability, estimated on aligned medical articles: of rows with 0.9, about nine in ten are right.
  The lowest here is {lowest:.2f}.
- `accepted` rows were read by a person, who took the pair for right or put it right. The others nobody has read.
- `findings` name numbers, units, signs and the like that differ between the two. Some are errors of the source, some of
  the alignment, and a few are none.
- `en` and `zh` are repaired where scanning spoilt them (`toensure`) and edited where a person did so; the abstracts in
  `records` are as their pages have them.
- An empty `en` or `zh` means that no sentence of the other language corresponds, not that none was looked for.

## Columns of `sentences`

{sentences}

## Columns of `records`

{records}
"""


@dataclass(slots=True)
class Tally:
    """What has been written, counted as it goes by."""

    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    beads: int = 0
    pairs: int = 0
    accepted: int = 0
    differing: int = 0
    lowest: float = 1.0
    """The lowest confidence of a bead."""

    def add(self, record: RecordRow, beads: Iterable[Row]) -> None:
        """Count a record and its beads."""
        self.kinds[record.kind] += 1
        self.statuses[record.status] += 1
        self.sites[record.site] += 1
        for bead in beads:
            self.beads += 1
            self.pairs += bool(bead.en and bead.zh)
            self.accepted += bead.accepted
            self.differing += bool(bead.findings)
            self.lowest = min(self.lowest, bead.confidence)


def card(tally: Tally) -> str:
    """Return the text of the card, in Markdown with YAML in front."""
    return TEMPLATE.format(
        size=next((name for bound, name in SIZES if tally.beads < bound), LARGEST),
        version=__version__,
        counts=_table("what", "number", ((what, f"{count:,}") for what, count in _counts(tally))),
        sites=_table("site", "records", ((site, f"{count:,}") for site, count in sorted(tally.sites.items()))),
        lowest=tally.lowest,
        sentences=_columns(Row),
        records=_columns(RecordRow),
    )


def _counts(tally: Tally) -> Iterator[tuple[str, int]]:
    yield "papers", tally.kinds["paper"]
    yield "trials", tally.kinds["trial"]
    for status in (*STATUSES, NO_ABSTRACT, NOT_ALIGNED):
        if status in tally.statuses:
            yield f"records, {status}", tally.statuses[status]
    yield "rows of sentences", tally.beads
    yield "of these, with both languages", tally.pairs
    yield "of these, accepted by a person", tally.accepted
    yield "rows in which something differs", tally.differing


def _columns(row: type[msgspec.Struct]) -> str:
    described = ((f"`{name}`", f"`{kind}`: {description}") for name, kind, description in columns(row))
    return _table("column", "holds", described)


def _table(left: str, right: str, lines: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"| {one} | {two} |" for one, two in ((left, right), ("---", "---"), *lines))
