"""Merge the records that tell of one paper or trial.

RECORDS are JSON Lines as `bicorpus ingest` writes them, or lists as databases and reference managers export them: CSV
and tab-separated tables, RIS, PubMed's .nbib, Web of Science's text, EndNote's tagged text, NoteExpress. What a file
is, is told by its content; - is standard input. One canonical record per line is written. Where two inputs use one id,
the later record is called INPUT#ID: with --known, give the inputs in the order of the earlier run, new ones last.

The counts that a PRISMA diagram needs go to standard error, and to standard output with --json. A record counts as
removed when another of its canonical record was read before it; as removed by a shared identifier when it has a DOI,
PubMed or registry number in common with another of them, else by similarity.

With --model none, an English and a Chinese record of one paper are told only by identifiers, authors and place, and by
the numbers and names in their abstracts: of 100,000 records that takes a quarter of the time.
"""

import argparse
import io
import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpus.arguments import add_model, add_output
from corpus.messages import counted, say, say_failures

NO_MODEL = "none"
"""As ``--model``: no encoder."""

if TYPE_CHECKING:
    from corpus.flow import Flow
    from dedupe import Link, Resolution


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("inputs", metavar="RECORDS", nargs="+", help="JSON Lines, CSV, RIS, .nbib, Web of Science …")
    parser.add_argument(
        "--groups", metavar="FILE", help="also write the groups of merged ids as CSV (merged_ids: id;id;…)"
    )
    parser.add_argument(
        "--evidence",
        metavar="FILE",
        help="also write every link, and every uncertain pair ranked for review, with the evidence, as JSON Lines",
    )
    parser.add_argument(
        "--decisions",
        metavar="FILE",
        help="what people decided, which binds: CSV with left,right,verdict (same|different)",
    )
    parser.add_argument("--known", metavar="FILE", help="canonical records of an earlier run, so that their ids stay")
    parser.add_argument("--json", action="store_true", help="the counts as one JSON object on standard output")
    add_model(parser)
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    import msgspec

    from corpus.decisions import read_decisions, read_known, unknown_records
    from corpus.encoder import LateEncoder
    from corpus.flow import Intake, count_flow
    from corpus.output import open_output
    from corpus.progress import bar
    from corpus.references import Failure, read_references
    from dedupe import resolve

    check_outputs(options)
    failures: list[Failure] = []
    problems: list[str] = []
    decisions = read_decisions(options.decisions, problems) if options.decisions else {}
    known, founded = read_known(options.known) if options.known else (None, None)
    intake = Intake()
    with open_output(options.output, force=options.force) as out:
        records = intake.noted(bar(read_references(options.inputs, failures), "reading"))
        encoder = None if options.model == NO_MODEL else LateEncoder(options.model, options.prompt)
        result = resolve(records, encoder, list(decisions.values()), known, founded)
        out.writelines(msgspec.json.encode(canonical) + b"\n" for canonical in result.canonicals())
    write_others(options, result)
    failed = Counter(failure.input for failure in failures)
    tell(options, count_flow(intake, failed, result))
    for warning in result.warnings:
        say(warning)
    problems += unknown_records(options.decisions, decisions, intake.ids)
    return say_failures([failure.message for failure in failures] + problems)


def check_outputs(options: argparse.Namespace) -> None:
    """Raise UsageError where an output cannot be written, before the long work."""
    from bicorpus import UsageError
    from corpus.output import check_output

    given = [name for name in (options.output, options.groups, options.evidence) if name is not None]
    if given.count("-") + options.json > 1:
        raise UsageError("standard output takes one thing: name a file with -o, --groups or --evidence")
    if len(set(given)) < len(given):
        raise UsageError("-o, --groups and --evidence need a file each")
    for name in given:
        if name != "-":
            check_output(name, force=options.force)


def write_others(options: argparse.Namespace, result: "Resolution") -> None:
    """Write what was asked for beside the canonical records."""
    from corpus.output import open_output
    from dedupe.groups import quoted_id, write_rows

    if options.groups:
        with open_output(options.groups, force=options.force) as out:
            rows = io.TextIOWrapper(out, encoding="utf-8", newline="")
            write_rows(result.clusters, rows)
            rows.detach()
        merged = (member for cluster in result.clusters if len(cluster.members) > 1 for member in cluster.members)
        if quoted := sum(quoted_id(member) != member for member in merged):
            say(f"{options.groups}: {counted(quoted, 'id')} percent-encoded: %3B for a semicolon, %25 for %")
    if options.evidence:
        with open_output(options.evidence, force=options.force) as out:
            out.writelines(evidence_lines(result))


def tell(options: argparse.Namespace, flow: "Flow") -> None:
    """Write the counts for people, and for programs where they were asked for."""
    import msgspec

    from corpus.flow import flow_lines

    say(
        f"{counted(flow.identified, 'record')}, {flow.papers + flow.trials:,} canonical; "
        f"{counted(flow.removed, 'duplicate')} merged, {counted(flow.for_review, 'uncertain pair')}; "
        f"{counted(sum(source.failed > 0 for source in flow.sources), 'input')} failed"
    )
    for line in flow_lines(flow):
        say(line)
    if options.json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(flow), indent=1).decode() + "\n")


def evidence_lines(result: "Resolution") -> Iterator[bytes]:
    """Yield a line of JSON per link that holds, and then per pair for review, the likeliest first."""
    import msgspec

    for name, links in (("links", result.links), ("review", result.uncertain)):
        yield from (msgspec.json.encode({"list": name} | _rounded(link)) + b"\n" for link in links)


def _rounded(link: "Link") -> dict[str, Any]:
    """Return what a link says, its numbers to the digits that mean something to people."""
    import msgspec

    shown: dict[str, Any] = msgspec.to_builtins(link)
    shown["probability"] = round(link.probability, 6)
    for evidence in shown.get("evidence", ()):
        evidence["weight"] = round(evidence["weight"], 2)
        if evidence["similarity"] is not None:
            evidence["similarity"] = round(evidence["similarity"], 3)
    return shown
