"""Write a corpus in the formats of other programs.

jsonl holds everything, one canonical record per line. csv and parquet hold a row for each pair of aligned sentences and
for each sentence without a translation; huggingface is a folder of such tables with a data card. tmx is a translation
memory of the pairs, xliff work for a translation tool, ris a list of references, and gold what people accepted in
review, to train and to score with.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from bicorpus import UsageError
from corpus.arguments import add_output
from corpus.messages import counted, say, say_waiting

if TYPE_CHECKING:
    from corpus.export import Format, Selection
    from corpus.store import Store

T = TypeVar("T")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("corpus", metavar="CORPUS", type=Path)
    parser.add_argument(
        "-f", "--format", required=True, help="jsonl, parquet, csv, tmx, xliff, ris, huggingface (a folder) or gold"
    )
    parser.add_argument(
        "--min-confidence",
        metavar="X",
        type=_probability,
        default=0.0,
        help="leave out aligned sentences that are right with a probability below X, 0 to 1",
    )
    parser.add_argument(
        "--accepted", action="store_true", help="leave out aligned sentences that nobody has accepted in review"
    )
    parser.add_argument("--kind", choices=("paper", "trial"), help="leave out records of the other kind")
    parser.add_argument(
        "--direction",
        metavar="FROM:TO",
        help="of xliff: en:zh-Hans (default), en:zh-Hant, zh-Hans:en or zh-Hant:en",
    )
    add_output(parser)


def run(options: argparse.Namespace) -> int:
    from corpus.export import Selection, exporter
    from corpus.store import open_store

    form = exporter(options.format)
    selection = Selection(options.min_confidence, options.accepted, options.kind)
    how = _how(options.format, form, selection, options.direction)
    number: Counter[str] = Counter()
    with open_store(options.corpus) as store:
        say_waiting(store, options.corpus)
        with ExitStack() as outputs:
            out = _open(form, options.output, outputs, force=options.force)
            told = form.write(_noted(_material(store, form, selection), number), out, **how)
    for line in told or ():
        say(line)
    say(f"{counted(number['record'], 'record')} as {options.format} to {options.output}")
    return 0


def _how(name: str, form: "Format", selection: "Selection", direction: str | None) -> dict[str, str]:
    """Return what the exporter takes beside its input, or refuse what it does not know."""
    if form.is_reviewed and selection != type(selection)():
        raise UsageError(f"{name} holds what people accepted; --min-confidence, --accepted and --kind are not for it")
    if direction is None:
        return {}
    if direction not in form.directions:
        known = f"known are {', '.join(form.directions)}" if form.directions else f"{name} has none"
        raise UsageError(f"unknown --direction {direction!r}; {known}")
    return {"direction": direction}


def _material(store: "Store", form: "Format", selection: "Selection") -> Iterable[Any]:
    from corpus.export import selected
    from corpus.progress import bar

    if form.is_reviewed:
        return store.reviewed()
    return selected(bar(store.entries(), "exporting", store.counts().canonicals), selection)


def _noted(items: Iterable[T], number: "Counter[str]") -> Iterator[T]:
    for item in items:
        number["record"] += 1
        yield item


def _open(form: "Format", name: str, outputs: ExitStack, *, force: bool) -> BinaryIO | Path:
    """Open the output, and write what stands beside it; all of it appears when ``outputs`` close."""
    from corpus.export.folder import open_folder
    from corpus.output import open_output

    if form.parts:
        return outputs.enter_context(open_folder(name, form.parts, force=force))
    out = outputs.enter_context(open_output(name, force=force))
    path = Path(name)
    if form.schema and name != "-" and (path.is_file() or not path.exists()):
        outputs.enter_context(open_output(f"{name}.schema.json", force=force)).write(form.schema())
    return out


def _probability(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a probability, 0 to 1")
    return number
