"""Say what an XML or JSON document is that no reader takes, so that people know what to do with it."""

import re

PROLOGUE = (
    r"\A\ufeff?\s*+(?:<\?[^>]*>\s*+|(?s:<!--.*?-->)\s*+"
    r"|<!DOCTYPE\b(?:\"[^\"]*\"|'[^']*'|[^>\[])*+(?:\[[^\]]*\]\s*)?>\s*+)*+"
)
"""What may stand before the root of an XML document."""
_ROOT = re.compile(PROLOGUE + r"<(?P<name>[A-Za-z_][\w.:-]*)(?P<rest>[^>]{0,2000})")
_XML = re.compile(r"\A\ufeff?\s*(?:<\?xml\b|(?:<!--.*?-->\s*+)*+<!DOCTYPE\s+(?!html\b)\w)", re.IGNORECASE | re.DOTALL)
_DTD = re.compile(r"\A\ufeff?(?:\s|<\?[^>]*>|(?s:<!--.*?-->))*+<!(?:ELEMENT|ATTLIST|ENTITY)\b")
_HTML = frozenset(
    {
        "html", "head", "body", "title", "meta", "link", "script", "style", "div", "p", "span", "a", "b", "i", "table",
        "tr", "td", "ul", "ol", "li", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "header",
        "footer", "nav", "form", "img", "br", "center", "font", "pre", "blockquote",
    }
)  # fmt: skip
"""Roots of pages and of pieces of pages, which are read as HTML whatever stands before them."""
_OF_ANOTHER_TYPE = re.compile(r"\A[^<]*(?:<\?[^>]*>\s*)?<!DOCTYPE\s+(?!html\b)\w", re.IGNORECASE)
"""The beginning of a document that says what it is, and not HTML: DocBook too has articles and sections."""
_ROOTS = {
    "TEI": "a TEI document",
    "teiCorpus": "a TEI document",
    "rss": "a news feed",
    "feed": "a news feed",
    "svg": "an SVG picture",
    "schema": "an XML Schema",
    "OAI-PMH": "an answer of an OAI-PMH server without articles",
    "eSearchResult": "ids that PubMed's search found (fetch their records with efetch)",
    "eSummaryResult": "PubMed's summaries, which have no abstracts (fetch the records with efetch)",
    "eFetchResult": "an error of PubMed's efetch",
    "collection": "a BioC or MARC collection",
    "crossref_result": "an answer of Crossref",
    "doi_batch": "a deposit for Crossref",
    "mods": "a MODS record",
    "modsCollection": "MODS records",
    "plist": "a property list",
}
_JSON = re.compile(r'\A\ufeff?\s*(?:\{\s*["}]|\[\s*[\[{"\]])')
_KEY = re.compile(r'"([^"\\]{1,40})"\s*:')
_SHOWN_KEYS = 4
_KEYS = (
    (frozenset({"type", "page_idx"}), "blocks of a page as MinerU writes them (give its Markdown)"),
    (frozenset({"container-title", "issued"}), "references in CSL-JSON (export them as RIS)"),
    (frozenset({"message-type", "message"}), "an answer of Crossref"),
    (frozenset({"author_list"}), "a reference of papis (export it as RIS)"),
    (frozenset({"cells", "nbformat"}), "a Jupyter notebook"),
    (frozenset({"StudyFieldsResponse"}), "single fields of studies of ClinicalTrials.gov (fetch the whole studies)"),
    (frozenset({"header", "result", "uids"}), "PubMed's summaries, which have no abstracts (fetch the records as XML)"),
)
"""Keys that a kind of JSON document has, and what it is."""


def describe(text: str) -> str | None:
    """Return in words what a document is by its beginning; None for what is neither XML nor JSON, as HTML is not."""
    if _DTD.match(text):
        return "a DTD"
    if root := _ROOT.match(text):
        return _xml(text, root["name"], root["rest"])
    if _XML.match(text):
        return "an XML document whose root comes late"
    return _json(text) if _JSON.match(text) else None


def _xml(text: str, name: str, rest: str) -> str | None:
    local = name.rpartition(":")[2]
    if "1999/xhtml" in rest or (local.lower() in _HTML and not _OF_ANOTHER_TYPE.search(text)):
        return None
    if local in _ROOTS and (_XML.match(text) or "xmlns" in rest):
        return _ROOTS[local]
    return f"an XML document with the root <{name}>" if _XML.match(text) or "xmlns" in rest else None


def _json(text: str) -> str:
    keys = list(dict.fromkeys(_KEY.findall(text)))
    for telling, kind in _KEYS:
        if telling <= set(keys):
            return kind
    return f"a JSON document with the keys {', '.join(keys[:_SHOWN_KEYS])}" if keys else "a JSON document"
