"""How sites and databases write a record down: as a page of its own, or as an entry of a list."""

import re
from collections.abc import Callable, Sequence
from html import escape

from bench.damage_fields import Row

_BETWEEN_AUTHORS = re.compile(r" and |[;；] ?|，|(?<=[\u4e00-\u9fff]),|(?<=\.)(?=[^\W\d_][^\W\d_])")
_HAN = re.compile("[\u4e00-\u9fff]")

JOURNAL = """<!doctype html><html><head><meta charset="utf-8"><title>{head}</title>
{metas}<link rel="stylesheet" href="/style.css"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/issues">Issues</a></li></ul></nav><main>
{titles}
<p>{authors}</p>
{abstracts}
</main><footer>All rights reserved</footer></body></html>
"""
META = '<meta name="citation_{}" content="{}">'
HEADINGS = {"en": "Abstract", "zh": "摘要"}
VEEVA = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - ClinicalTrials.Veeva</title>
<link rel="canonical" href="https://ctv.veeva.com/study/{id}">
<meta property="og:site_name" content="ClinicalTrials.Veeva"></head><body><main><h1>{title}</h1>
<div class="sponsor"><div class="name">{sponsor}</div></div>
<h3>Status and phase</h3><ul><li>{status}</li><li>Phase 2</li></ul>
<h3>Study type</h3><ul><li>Interventional</li></ul><h3>Funder types</h3><ul><li>Other</li></ul>
<h3>Identifiers</h3><ul>{ids}</ul>
<h2>Details and patient eligibility</h2><h3>About</h3><p>{abstract}</p>
<h3>Enrollment</h3><ul><li>{enrollment} patients</li></ul>
<h2>Trial contacts and locations</h2><ul><li>1</li></ul>
<p class="source">Data sourced from <a href="https://clinicaltrials.gov/study/{id}">clinicaltrials.gov</a></p>
</main></body></html>
"""
REGISTRY = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{id}</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "MedicalTrial", "name": "{title}",
"alternateName": "{title_zh}", "inLanguage": ["en", "zh-CN"]}}</script></head><body><main>
<h1>{title_zh}</h1><h2>{title}</h2><table>
<tr><th>注册号 Registration number</th><td>{id}</td></tr>{other}
<tr><th>试验主办单位 Primary sponsor</th><td>{sponsor}</td></tr>
<tr><th>研究类型 Study type</th><td>干预性研究 Interventional study</td></tr>
<tr><th>样本量 Sample size</th><td>{enrollment}</td></tr>
<tr><th>征募研究对象情况 Recruiting status</th><td>{status_zh} {status}</td></tr></table>
<h3>研究目的 Objectives of study</h3><p lang="zh">{abstract_zh}</p><p lang="en">{abstract}</p></main></body></html>
"""
SECONDARY = "<tr><th>在其它机构的注册号 Secondary ID</th><td>{}</td></tr>"
MIRROR = """{title}

NCT ID: {id}

Basic Information

Get a concise snapshot of the trial, including recruitment status, study phase, enrollment targets, and key timeline \
milestones.

Recruitment Status

{state}

Total Enrollment

{enrollment} participants

Study Start Date

{start}

Brief Summary

Review the sponsor-provided synopsis that highlights what the study is about and why it is being conducted.

{abstract}

Sponsors

Meet the organizations funding or collaborating on the study and learn about their roles.

{sponsor}
"""


def texts(row: Row, field: str) -> dict[str, str]:
    """Return a row's titles or abstracts by language, whichever of its two fields they stand in."""
    found = (row[field], row.get(f"{field}_zh", ""))
    return {"zh" if _HAN.search(text) else "en": text for text in found if text}


def authors(row: Row) -> list[str]:
    return [name.strip() for name in _BETWEEN_AUTHORS.split(row["author"]) if name.strip()]


def reporting(row: Row, abstract: str) -> str:
    """Return an abstract that ends with the trial that it reports, if it reports one."""
    return f"{abstract} Trial registration: {row['reports']}." if row.get("reports") else abstract


def journal_page(row: Row) -> str:
    """Write an article's page at its publisher's, in one language or two."""
    titles, first_last = texts(row, "title"), row["pages"].split("-")
    metas = [("title", next(iter(titles.values()))), *(("author", name) for name in authors(row))]
    metas += [("journal_title", row["journal"]), ("publication_date", row["year"]), ("volume", row["volume"])]
    metas += [("issue", row["number"]), ("firstpage", first_last[0]), ("lastpage", first_last[-1]), ("doi", row["doi"])]
    abstracts = [
        f"<h2>{HEADINGS[lang]}</h2><p>{escape(reporting(row, text))}</p>"
        for lang, text in texts(row, "abstract").items()
    ]
    return JOURNAL.format(
        head=escape(metas[0][1]),
        metas="\n".join(META.format(name, escape(value)) for name, value in metas if value),
        titles="\n".join(f"<h1>{escape(text)}</h1>" for text in titles.values()),
        authors=escape(", ".join(authors(row))),
        abstracts="\n".join(abstracts),
    )


def markdown(row: Row) -> str:
    """Write a page as programs do that keep only its text."""
    parts = [f"# {text}" for text in texts(row, "title").values()]
    place = f"{row['journal']}, {row['year']}, {row['volume']}({row['number']}): {row['pages']}"
    parts += [", ".join(authors(row)), place]
    parts += [f"DOI: {row['doi']}"] if row["doi"] else []
    parts += [f"## {HEADINGS[lang]}\n\n{reporting(row, text)}" for lang, text in texts(row, "abstract").items()]
    return "\n\n".join(parts) + "\n"


def nbib(row: Row) -> str:
    """Write an entry of PubMed's own list of references."""
    titles, abstracts = texts(row, "title"), texts(row, "abstract")
    lines = [("PMID", row["pmid"]), ("VI", row["volume"]), ("IP", row["number"]), ("DP", row["year"])]
    lines += [("TI", titles.get("en", "[Not Available].")), ("PG", row["pages"])]
    lines += [("AB", reporting(row, abstracts.get("en", ""))), *(("FAU", name) for name in authors(row))]
    lines += [("LA", "chi" if "zh" in titles else "eng"), ("TT", titles.get("zh", ""))]
    lines += [("SI", f"ClinicalTrials.gov/{row['reports']}")] if row.get("reports", "").startswith("NCT") else []
    lines += [("JT", row["journal"]), ("OAB", abstracts.get("zh", "")), ("OABL", "chi" if "zh" in abstracts else "")]
    lines += [("AID", f"{row['doi']} [doi]" if row["doi"] else "")]
    return "".join(f"{tag:4}- {value}\n" for tag, value in lines if value) + "\n"


def ris(row: Row) -> str:
    """Write an entry of a list of references as Scopus, CNKI and others export them."""
    first, _, last = row["pages"].partition("-")
    lines = [("TY", "JOUR"), *(("TI" if n == 0 else "TT", text) for n, text in enumerate(texts(row, "title").values()))]
    lines += [*(("AU", name) for name in authors(row)), ("PY", row["year"]), ("JO", row["journal"])]
    lines += [("VL", row["volume"]), ("IS", row["number"]), ("SP", first), ("EP", last), ("DO", row["doi"])]
    lines += [("AB", reporting(row, text)) for text in texts(row, "abstract").values()]
    return "".join(f"{tag}  - {value}\n" for tag, value in lines if value) + "ER  - \n\n"


def pubmed_xml(row: Row) -> str:
    """Write an article of PubMed's XML; ``XML`` is around them."""
    titles, abstracts = texts(row, "title"), texts(row, "abstract")
    people = "".join(f"<Author><LastName>{escape(family)}</LastName><ForeName>{escape(given)}</ForeName></Author>"
                     for family, _, given in (name.partition(", ") for name in authors(row)))  # fmt: skip
    doi = f'<ELocationID EIdType="doi" ValidYN="Y">{escape(row["doi"])}</ELocationID>' if row["doi"] else ""
    english = escape(reporting(row, abstracts.get("en", "")))
    chinese = f"<VernacularTitle>{escape(titles['zh'])}</VernacularTitle>" if "zh" in titles else ""
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">{row["pmid"]}</PMID><Article><Journal><JournalIssue>'
        f"<Volume>{escape(row['volume'])}</Volume><Issue>{escape(row['number'])}</Issue>"
        f"<PubDate><Year>{row['year']}</Year></PubDate></JournalIssue><Title>{escape(row['journal'])}</Title></Journal>"
        f"<ArticleTitle>{escape(titles.get('en', ''))}</ArticleTitle>"
        f"<Pagination><MedlinePgn>{escape(row['pages'])}</MedlinePgn></Pagination>{doi}"
        f"<Abstract><AbstractText>{english}</AbstractText></Abstract><AuthorList>{people}</AuthorList>{chinese}"
        f"</Article></MedlineCitation></PubmedArticle>\n"
    )


def registry_ids(row: Row) -> list[str]:
    return [row[key] for key in ("nct", "chictr") if row.get(key)]


def veeva(row: Row) -> str:
    ids = "".join(f"<li>{name}</li>" for name in registry_ids(row))
    return VEEVA.format_map(_escaped(row) | {"id": row["nct"], "ids": ids})


def trial_mirror(row: Row) -> str:
    return MIRROR.format_map(row | {"id": row["nct"], "state": row["status"].upper().replace(" ", "_")})


def registry(row: Row) -> str:
    own, *others = reversed(registry_ids(row))
    other = "".join(map(SECONDARY.format, others))
    return REGISTRY.format_map(_escaped(row) | {"id": own, "other": other})


def _escaped(row: Row) -> Row:
    return {name: escape(value) for name, value in row.items()}


PAGES: dict[str, Callable[[Row], str]] = {
    "html": journal_page, "md": markdown, "veeva.html": veeva, "mirror.txt": trial_mirror, "registry.html": registry,
}  # fmt: skip
"""By the end of its name, a page of one record."""
XML = '<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n', "</PubmedArticleSet>\n"
LISTS: dict[str, tuple[Callable[[Row], str], Sequence[str]]] = {
    "nbib": (nbib, ("", "")), "ris": (ris, ("", "")), "xml": (pubmed_xml, XML),
}  # fmt: skip
"""By the end of its name, how a list writes one record, and what stands around them."""
