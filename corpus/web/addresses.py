"""Where an identifier leads: addresses that we make from registered names, and never take from a page."""

from urllib.parse import quote, urlsplit

from ingest.identifiers import SCHEMES, normalise
from ingest.record import Identifier

_ICTRP = "https://trialsearch.who.int/Trial2.aspx?TrialID={}"
"""The WHO's portal, which has every primary register's trials by their numbers."""
_WITHOUT_PORTAL = frozenset({"doi", "pmid", "pmcid", "cstr", "chinaxiv", "ctr", "chimctr", "utn", "hkuctr"})
"""Names of publications, and of trials whose register neither has a page per number nor sends them to the WHO."""
_PLACES = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "cstr": "https://cstr.cn/{}",
    "chinaxiv": "https://chinaxiv.org/abs/{}",
    "nct": "https://clinicaltrials.gov/study/{}",
    "umin": _ICTRP.format("JPRN-{}"),
    "japic": _ICTRP.format("JPRN-{}"),
    "jma": _ICTRP.format("JPRN-{}"),
    "jrct": "https://jrct.mhlw.go.jp/latest-detail/{}",
    "isrctn": "https://www.isrctn.com/{}",
    "drks": "https://drks.de/search/en/trial/{}",
    "eudract": "https://www.clinicaltrialsregister.eu/ctr-search/search?query={}",
    "ctis": "https://euclinicaltrials.eu/ctis-public/view/{}",
}


def address(identifier: Identifier) -> str | None:
    """Return the page of what an identifier names, or None for what is no registered name or has no page."""
    scheme = identifier.scheme
    if scheme not in SCHEMES or (place := _place(scheme)) is None:
        return None
    name = normalise(scheme, identifier.value)
    return place.format(quote(name, safe="/")) if name else None


def _place(scheme: str) -> str | None:
    return _PLACES.get(scheme) or (None if scheme in _WITHOUT_PORTAL else _ICTRP)


def web_address(url: str | None) -> str | None:
    """Return a page's own address if a browser may follow it: of the web, with a host, and without a password."""
    try:
        parts = urlsplit(url or "")
        followed = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return None
    return url if followed and url and url.isprintable() else None
