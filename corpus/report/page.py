"""The contents of a report to HTML.

Everything that the report says itself stands in it twice, in English and in Chinese, and the style sheet hides one:
what a reader chooses by two radio buttons holds for the screen, for paper and for a screen reader alike. Data stand in
it once, in their own language. No script is needed, and none could run: the policy in its head allows its one style
sheet by hash and nothing else.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bicorpus import __version__
from corpus.coverage import STATUS_NAMES
from corpus.overview import BOTH, OTHERS
from corpus.pictures import Row, Words, bar, bars, flow_diagram, histogram, share
from corpus.report.gather import Contents, Doubt, gather
from corpus.report.priority import FEW, WORTH_A_LOOK
from corpus.store import Store
from corpus.web.findings import said
from corpus.web.marking import Mark, Piece, cut
from corpus.wording import LANGUAGES, retell
from ingest.record import Lang

CHUNKS = 200
"""Pieces of the page that are written at once."""
TAGS = {"en": "en", "zh": "zh-Hans"}
TENTH_NAMES = ("0", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100%")
"""Of the columns of ``Overview.tenths``."""


def write_report(store: Store, name: str, out: BinaryIO, lang: str) -> None:
    """Write a report on a corpus.

    Args:
        store: an open corpus.
        name: what the report calls it.
        out: takes UTF-8.
        lang: ``en`` or ``zh``, the language in which it opens.
    """
    contents = gather(store)
    style = files(__package__).joinpath("templates/style.css").read_text(encoding="utf-8")
    stream = (
        _environment()
        .get_template("report.html")
        .stream(
            name=name,
            lang=lang,
            version=__version__,
            contents=contents,
            overview=contents.overview,
            flow=contents.overview.flow,
            total=contents.overview.total,
            summary=contents.summary,
            picture=lambda kind: in_both(lambda words: _picture(kind, contents, words)),
            style=Markup(style),  # noqa: S704 - a file of ours
            style_hash=f"sha256-{b64encode(sha256(style.encode()).digest()).decode()}",
        )
    )
    stream.enable_buffering(CHUNKS)
    stream.dump(out, "utf-8", "backslashreplace")


def wording(text: str, **values: object) -> Markup:
    """Return what the report says, in both languages."""
    return in_both(lambda words: words(text).format(**values), "span")


def in_both(say: Callable[[Words], str], element: str = "div") -> Markup:
    """Return what is said in each language, one element after the other; the style sheet shows one of them."""
    return Markup("").join(
        Markup('<{0} class="t" lang="{1}">{2}</{0}>').format(element, TAGS[lang], say(partial(retell, lang=lang)))
        for lang in LANGUAGES
    )


def told(sentence: str) -> Markup:
    """Return a sentence that was put together elsewhere, such as why a file failed, in both languages."""
    return in_both(lambda words: words(sentence), "span")


def finding(message: str) -> Markup:
    """Return what a finding says, in both languages."""
    found = said(message)
    return wording(found.pattern, **found.values)


def marked(doubt: Doubt, lang: Lang) -> tuple[Piece, ...]:
    """Return one text of a pair in pieces, marked where it differs; a finding on all of it marks nothing."""
    first = doubt.differences[0]
    text = first.en if lang == "en" else first.zh
    parts = (part for one in doubt.differences for part in (one.en_parts if lang == "en" else one.zh_parts))
    return cut(text, [Mark(start, end, "differs") for start, end in parts if end - start < len(text)])


def _picture(kind: str, contents: Contents, words: Words) -> Markup:
    overview = contents.overview
    rows = partial(_rows, words)
    match kind:
        case "flow":
            return flow_diagram(overview.flow, words) + flow_diagram(overview.flow, words, narrow=True)
        case "statuses":
            return bars(rows(overview.flow.having((*BOTH, *OTHERS))), overview.flow.canonicals, words)
        case "findings":
            return bars(rows(overview.findings), sum(overview.findings.values()), words)
        case _:
            return histogram(
                overview.tenths, TENTH_NAMES, words("Records by the share of sentences that are translated")
            )


def _rows(words: Words, counts: Mapping[str, int]) -> list[Row]:
    return [(words(STATUS_NAMES.get(name, name)), count) for name, count in counts.items()]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = "{:,}".format
    environment.globals |= {
        "_": wording, "bar": bar, "share": share, "told": told, "finding": finding, "marked": marked, "few": FEW,
        "worth_a_look": WORTH_A_LOOK,
    }  # fmt: skip
    return environment
