"""What a crawl shows of invented papers and trials: every record that some page or list has of each of them.

Copies are worn as in the labelled sets (``bench.damage``); beside them stand the two halves of a translation,
preprints, trials with the papers that report them, issues whose papers share a DOI, and chains whose ends exclude each
other.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from random import Random
from typing import Literal, NamedTuple

from bench.damage_chinese import title, written
from bench.damage_copies import copied, shown
from bench.damage_families import families
from bench.damage_fields import Row, title_cut
from bench.damage_journals import Journal
from bench.damage_material import Material
from bench.damage_names import BARE, han_names, names, pinyin_names
from bench.damage_papers import YEARS, Paper, Press, is_new, page_of, team, with_doi
from bench.mixed_material import abstract, invented

SHARES = {"family": 50, "translated": 30, "trial": 10, "preprint": 4, "chain": 2, "container": 1, "copies": 3}
"""Of what is invented, by kind."""
COPIES, COPY_WEIGHTS = (0, 1, 2, 3, 6), (56, 28, 10, 4, 2)
"""Second records of a paper, and how often there are so many."""
PMID = 0.6
"""Share of English records, first ones, that PubMed has."""
REPORTED = 0.5
EVERYWHERE, MIRRORS = 0.01, 60
"""Share of copied papers that very many mirrors hold, and how many: more than a block of candidates."""
FIRST_TRANSLATED = 1_000_000_000
"""Number of the first translated paper, above those of families."""
PREPRINTS = Journal("medRxiv", "medRxiv", "", 2010, 12, "10.1101")
STATUSES = (
    ("Completed", "结束"),
    ("Recruiting", "正在进行"),
    ("Not yet recruiting", "尚未开始"),
    ("Terminated", "中止"),
)


class Seen(NamedTuple):
    """One record as somebody shows it."""

    kind: Literal["paper", "trial"]
    row: Row
    """Fields of ``bench.damage_copies.COLUMNS``, and ``abstract_zh``, ``pmid``, ``reports``; a trial's are its own."""


class Crawl(NamedTuple):
    """What invention needs at hand."""

    material: Material
    rng: Random
    press: Press
    families: Iterator[list[Paper]]
    numbers: Iterator[int]


def works(seed: int, translated: float = SHARES["translated"]) -> Iterator[list[Seen]]:
    """Yield without end the records of one paper or trial after the other, or of several that have to do with it."""
    rng, material = Random(seed), invented()
    press = Press(material, rng, set(), count(FIRST_TRANSLATED))
    crawl = Crawl(material, rng, press, families(material, rng), count(1))
    kinds, weights = list(SHARES), list((SHARES | {"translated": translated}).values())
    while True:
        (kind,) = rng.choices(kinds, weights)
        yield WORKS[kind](crawl)


def family(crawl: Crawl) -> list[Seen]:
    return [seen for paper in next(crawl.families) for seen in records(crawl, paper)]


def records(crawl: Crawl, paper: Paper) -> Iterator[Seen]:
    """Yield a paper as the first database shows it, and copies as others do."""
    rng = crawl.rng
    row, style = shown(paper, rng)
    pmid = str(10_000_000 + next(crawl.numbers)) if not paper.title_zh and rng.random() < PMID else ""
    yield Seen("paper", row | {"pmid": pmid})
    (times,) = rng.choices(COPIES, COPY_WEIGHTS)
    for _ in range(times):
        yield Seen("paper", copied(row, style, paper, rng)[0])


def new_translated(crawl: Crawl) -> Paper:
    """Invent a Chinese paper of which titles and abstracts are known in both languages."""
    rng, press = crawl.rng, crawl.press
    while True:
        form, filling = title(rng, crawl.material.terms)
        title_zh, title_en = written(form, filling)
        if is_new(press.used, (title_en, title_zh)):
            break
    journal = crawl.material.journals_zh[int(len(crawl.material.journals_zh) * rng.random())]
    year, issue, number = rng.randrange(*YEARS), rng.randrange(1, journal.issues + 1), next(press.numbers)
    first = page_of(rng, journal, issue)
    en, zh = abstract(rng, filling["a"], filling["b"])
    paper = Paper(
        number, number, "alone", title_en, title_zh, team(press, is_chinese=True), max(year, journal.first + 1),
        journal, issue, first, first + rng.randrange(1, 14), "", en, zh, bilingual=True,
    )  # fmt: skip
    return with_doi(rng, paper)


def in_both(paper: Paper) -> Row:
    """Return the row of a page in two languages."""
    return in_chinese(paper) | {"title": paper.title, "title_zh": paper.title_zh, "abstract": paper.abstract}


def in_chinese(paper: Paper) -> Row:
    return _row(paper) | {
        "title": paper.title_zh,
        "author": han_names(paper.authors),
        "journal": paper.journal.zh,
        "abstract": "",
        "abstract_zh": paper.abstract_zh,
    }


def in_english(paper: Paper, rng: Random) -> Row:
    return _row(paper) | {
        "title": paper.title,
        "author": pinyin_names(paper, rng),
        "journal": paper.journal.name,
        "abstract": paper.abstract,
    }


def _row(paper: Paper) -> Row:
    return {
        "title_zh": "",
        "year": str(paper.year),
        "volume": str(paper.volume),
        "number": str(paper.issue),
        "pages": f"{paper.first}-{paper.last}",
        "doi": paper.doi,
    }


def translated(crawl: Crawl) -> list[Seen]:
    """Show a translated paper as one page in two languages, as two records in one each, or as all of these."""
    rng, paper = crawl.rng, new_translated(crawl)
    halves = [in_english(paper, rng), in_chinese(paper)]
    if rng.random() < PMID:
        halves[0] |= {"pmid": str(10_000_000 + next(crawl.numbers))}
    if rng.random() < 0.5:
        halves[0] |= {"doi": "", "pages": rng.choice((halves[0]["pages"], ""))}
    (shape,) = rng.choices(("page", "halves", "all"), (4, 5, 2))
    rows = [in_both(paper)] * (shape != "halves") + halves * (shape != "page")
    return [Seen("paper", row) for row in rows]


def trial(crawl: Crawl) -> list[Seen]:
    """Show a trial on one to three mirrors, and papers that report it."""
    rng, number = crawl.rng, next(crawl.numbers)
    paper = new_translated(crawl)
    status, status_zh = rng.choice(STATUSES)
    row = {
        "nct": f"NCT{number:08}",
        "chictr": f"ChiCTR{2_000_000_000 + number % 10_000_000}",
        "title": paper.title, "title_zh": paper.title_zh, "abstract": paper.abstract, "abstract_zh": paper.abstract_zh,
        "status": status, "status_zh": status_zh, "enrollment": str(rng.randint(20, 900)),
        "start": f"{paper.year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "sponsor": f"{rng.choice(crawl.material.families)} University Hospital",
    }  # fmt: skip
    registries = rng.choices((("nct",), ("chictr",), ("nct", "chictr")), (5, 2, 3))[0]
    kept = {key: value for key, value in row.items() if key not in {"nct", "chictr"} or key in registries}
    found = [Seen("trial", kept) for _ in range(rng.randint(1, 3))]
    while rng.random() < REPORTED and len(found) < 6:
        found.append(Seen("paper", in_english(new_translated(crawl), rng) | {"reports": kept[registries[0]]}))
    return found


def preprint(crawl: Crawl) -> list[Seen]:
    """Show an article and the preprint that came before it."""
    rng, article = crawl.rng, new_translated(crawl)
    author = names(article.authors, BARE)
    early = replace(article, journal=PREPRINTS, year=article.year - rng.randrange(2))
    doi = f"10.1101/{early.year}.05.17.{article.number - FIRST_TRANSLATED:08}"
    unplaced = {"volume": "", "number": "", "pages": "", "doi": doi, "author": author}
    return [
        Seen("paper", in_english(article, rng) | {"author": author}),
        Seen("paper", in_english(early, rng) | unplaced),
    ]


def chain(crawl: Crawl) -> list[Seen]:
    """Show two papers of one title and team that ids tell apart, and a worn record between them that has none."""
    rng, paper = crawl.rng, new_translated(crawl)
    row = in_english(paper, rng)
    one, other = (f"10.5555/chain.{next(crawl.numbers)}" for _ in range(2))
    worn = row | {"doi": "", "number": "", "abstract": ""}
    title_cut(worn, paper, rng)
    rows = [row | {"doi": one}, worn, row | {"doi": other, "pages": f"{paper.last + 90}-{paper.last + 99}"}]
    return [Seen("paper", one) for one in rows for _ in range(rng.randint(1, 2))]


def container(crawl: Crawl) -> list[Seen]:
    """Show papers under the one DOI that their issue has."""
    papers = [new_translated(crawl) for _ in range(crawl.rng.randint(2, 12))]
    doi = f"10.5555/issue.{papers[0].number - FIRST_TRANSLATED}"
    return [Seen("paper", in_chinese(paper) | {"doi": doi}) for paper in papers]


def copies(crawl: Crawl) -> list[Seen]:
    """Show one row unchanged at two places and worn at others, or unchanged at very many."""
    rng, paper = crawl.rng, new_translated(crawl)
    row = in_english(paper, rng)
    if rng.random() < EVERYWHERE:
        return [Seen("paper", row)] * MIRRORS
    in_english_alone = replace(paper, title_zh="")
    worn = (copied(row, BARE, in_english_alone, rng)[0] for _ in range(rng.randint(1, 3)))
    return [Seen("paper", one) for one in (row, row, *worn)]


WORKS: dict[str, Callable[[Crawl], list[Seen]]] = {
    "family": family, "translated": translated, "trial": trial, "preprint": preprint, "chain": chain,
    "container": container, "copies": copies,
}  # fmt: skip
