"""The identifiers in an article of PubMed, each in the role of its place, and the notices that were given of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.databases.xml_text import first_of, text_of, texts
from ingest.identifiers import REGISTRIES, identify, normalise
from ingest.record import Identifier, Role

if TYPE_CHECKING:
    from lxml.etree import _Element

_SCHEMES = {"pubmed": "pmid", "pmid": "pmid", "doi": "doi", "pmc": "pmcid", "pmcid": "pmcid"}
"""By the type of an article id; ``pii``, ``mid`` and the like are names that only a publisher knows."""
_NOTICES = frozenset(
    {
        "RetractionIn", "PartialRetractionIn", "RetractedandRepublishedIn", "CorrectedandRepublishedIn", "ErratumIn",
        "ExpressionOfConcernIn",
    }
)  # fmt: skip
_RETRACTED = "Retracted Publication"


def identifiers(element: "_Element", citation: "_Element", article: "_Element") -> Iterator[Identifier]:
    """Yield the article's own ids, then trials that it reports, articles that correct it or that it cites."""
    yield from _identifier("pmid", text_of(citation.find("PMID")), "own")
    history = first_of(element, "PubmedData", "PubmedBookData")
    for place in (history, citation):
        yield from _listed(place, "own")
    for number in article.iterfind("ELocationID[@EIdType='doi']"):
        if number.get("ValidYN") != "N":
            yield from _identifier("doi", text_of(number), "own")
    for number in citation.iterfind("OtherID[@Source='NLM']"):
        yield from _identifier("pmcid", text_of(number).partition(" ")[0], "own")
    for bank in article.iterfind("DataBankList/DataBank"):
        yield from _registered(bank)
    for note in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        role: Role = "cited" if note.get("RefType") == "Cites" else "related"
        yield from _identifier("pmid", text_of(note.find("PMID")), role)
    for place in (history, citation):
        for reference in place.iterfind("ReferenceList//Reference"):
            yield from _listed(reference, "cited")


def _listed(place: "_Element", role: Role) -> Iterator[Identifier]:
    for number in place.iterfind("ArticleIdList/ArticleId"):
        if scheme := _SCHEMES.get((number.get("IdType") or "").lower()):
            yield from _identifier(scheme, text_of(number), role)


def _identifier(scheme: str, text: str, role: Role) -> Iterator[Identifier]:
    if value := normalise(scheme, text) if text else None:
        yield Identifier(scheme, value, role)


def _registered(bank: "_Element") -> Iterator[Identifier]:
    """Yield the trials of a databank; ISRCTN's numbers may stand without its name."""
    name = text_of(bank.find("DataBankName"))
    for number in texts(bank, "AccessionNumberList/AccessionNumber"):
        yield from identify(name + number if number.isdigit() else number, "reports", REGISTRIES)


def notices(citation: "_Element", article: "_Element") -> Iterator[str]:
    """Say what was published about the article later: that it was retracted, corrected, put in doubt."""
    if _RETRACTED in texts(article, "PublicationTypeList/PublicationType"):
        yield "retracted"
    for note in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        if (kind := note.get("RefType")) in _NOTICES:
            yield f"{kind}: {text_of(note.find('RefSource'))}"
