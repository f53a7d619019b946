"""Merge the records that tell of one paper or trial.

Reads JSON Lines as `bicorpus ingest` writes them, CSV and RIS (told apart by the name's ending; - is JSON Lines), and
writes one canonical record per line. Where two inputs use one id, the later record is called INPUT#ID.
"""

import argparse
import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.arguments import add_model, add_output
from corpus.messages import say, say_failures

if TYPE_CHECKING:
    from dedupe import Result
    from ingest.record import Record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("inputs", metavar="RECORDS", nargs="+", help="JSON Lines, CSV or RIS")
    parser.add_argument(
        "--groups", metavar="FILE", help="also write the groups of merged ids as CSV (merged_ids: id;id;…)"
    )
    add_model(parser)
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    import msgspec

    from corpus.encoder import LateEncoder
    from corpus.output import check_output, open_output
    from corpus.progress import bar
    from dedupe import deduplicate

    if options.groups:
        check_output(options.groups, force=options.force)
    failures: list[str] = []
    with open_output(options.output, force=options.force) as out:
        records = list(bar(unique_ids(read_records(options.inputs, failures)), "reading"))
        result = deduplicate(records, LateEncoder(options.model, options.prompt))
        out.writelines(msgspec.json.encode(canonical) + b"\n" for canonical in result.canonicals)
    if options.groups:
        with open_output(options.groups, force=options.force) as out:
            out.write(groups_csv(result))
    say(
        f"{len(records):,} records, {len(result.canonicals):,} canonical; {len(records) - len(result.canonicals):,} "
        f"duplicates merged, {len(result.uncertain):,} uncertain pairs; {len(failures):,} inputs failed",
    )
    return say_failures(failures)


def read_records(inputs: Iterable[str], failures: list[str]) -> Iterator["Record"]:
    """Yield the records of every input; a line or file that cannot be read is added to ``failures``."""
    from bicorpus import InputError
    from corpus.inputs import lines_of, read_input
    from ingest.record import from_json
    from ingest.ris import read_ris
    from ingest.table import read_csv

    readers = {".csv": read_csv, ".tsv": read_csv, ".ris": read_ris}
    for name in inputs:
        reader = readers.get(Path(name).suffix.lower())
        try:
            if reader:
                yield from told(name, reader(read_input(name), name))
                continue
            for number, line in enumerate(lines_of(name), start=1):
                try:
                    if line.strip():
                        yield from_json(line)
                except InputError as exc:
                    failures.append(f"{name}:{number}: {exc}")
        except InputError as exc:
            failures.append(str(exc))


def told(name: str, records: Iterator["Record"]) -> Iterator["Record"]:
    """Pass records on; what is wrong with their file is told with its name."""
    from bicorpus import InputError

    try:
        yield from records
    except InputError as exc:
        raise InputError(f"{name}: {exc}") from exc


def unique_ids(records: Iterable["Record"]) -> Iterator["Record"]:
    """Pass records on; one whose id another has already is named after its source as well, with a number if need be."""
    from msgspec.structs import replace

    used: set[str] = set()
    for record in records:
        record_id, number = record.id, 1
        while record_id in used:
            record_id = f"{record.source.path}#{record.id}" + (f"#{number}" if number > 1 else "")
            number += 1
        used.add(record_id)
        yield record if record_id == record.id else replace(record, id=record_id)


def groups_csv(result: "Result") -> bytes:
    """Return the groups as CSV with one column ``merged_ids``: ``id;id;…``."""
    from dedupe import merged_ids

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["merged_ids"])
    writer.writerows([group] for group in merged_ids(result.canonicals))
    return text.getvalue().encode()
