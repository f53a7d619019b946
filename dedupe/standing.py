"""Which member of a cluster is believed first, where two say equally much."""

from collections.abc import Sequence

from ingest.record import Record

OWN_PAGE, INDEX, EXPORT, PRINT = range(4)
"""Sources, most reliable first: a registry's or publisher's page; an index or mirror that copies it; a reference
manager's or database's export, retyped and cut more than once; text taken off a printed page, by OCR or from a PDF."""
_REGISTRIES = frozenset(
    {"chictr", "chinadrugtrials", "ctgov-classic", "ctgov-json", "ctgov-page", "ctgov-xml", "isrctn", "itmctr", "jrct"}
    | {"registry"}
)
_PUBLISHERS = frozenset({"chinaxiv", "generic", "jats", "yiigle"})
"""``generic`` reads publishers' pages, which no site module knows, and ``jats`` is what publishers deposit."""
_PAGES = frozenset(
    {"text/html", "text/plain", "multipart/related", "application/x-pubmed+xml", "text/x-pubmed-abstract"}
)


def in_order(members: Sequence[Record]) -> Sequence[Record]:
    """Return the members by standing: pages of a trial by date, latest first; then by source; then by id."""
    if len(members) == 1:
        return members
    by_source = sorted(members, key=lambda record: (reliability(record), record.id))
    return sorted(by_source, key=lambda record: updated(record) or "", reverse=True)


def reliability(record: Record) -> int:
    """Return the kind of source, from ``OWN_PAGE`` (0) to ``PRINT``."""
    site, media_type = record.site, record.source.media_type
    if media_type == "application/pdf" or (site == "generic" and media_type == "text/plain"):
        return PRINT
    if site in _REGISTRIES | _PUBLISHERS:
        return OWN_PAGE
    return INDEX if media_type in _PAGES else EXPORT


def updated(record: Record) -> str | None:
    """Return when the registry last changed what a trial's page says; a paper's page carries no such date."""
    return record.trial.updated if record.trial else None
