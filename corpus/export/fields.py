"""What several formats say of a record, in one place."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from msgspec import Meta, Struct

from corpus.catalogue.catalogue import year
from dedupe.link import Canonical
from ingest.identifiers import REGISTRIES
from ingest.language import zh_script
from ingest.record import Identifier, Record


class About(Struct, frozen=True, gc=False):
    """The columns by which every table tells what a row is about; a text is empty where nothing is known."""

    canonical: Annotated[str, Meta(description="Id of the canonical record; stays the same in later exports")]
    kind: Annotated[str, Meta(description="paper or trial")]
    doi: Annotated[str, Meta(description="DOI")]
    pmid: Annotated[str, Meta(description="PubMed id")]
    trials: Annotated[
        tuple[str, ...], Meta(description="Registry numbers of the trial, or of the trials that the paper reports")
    ]
    ids: Annotated[tuple[str, ...], Meta(description="All own identifiers as scheme:value")]
    title_en: Annotated[str, Meta(description="English title")]
    title_zh: Annotated[str, Meta(description="Chinese title")]
    year: Annotated[int | None, Meta(description="Year of publication, or in which the trial started")]
    journal: Annotated[str, Meta(description="Name of the journal, as the page has it")]
    site: Annotated[str, Meta(description="Site that most fields of the record were read from")]
    url: Annotated[str, Meta(description="Address of that page")]
    script: Annotated[str, Meta(description="Script of the Chinese text: Hans (simplified), Hant (traditional)")]


def about(canonical: Canonical, chinese: Iterable[str]) -> dict[str, Any]:
    """Return the fields of ``About``; ``chinese`` is the text whose script is told."""
    record = canonical.record
    return {
        "canonical": canonical.id,
        "kind": canonical.kind,
        "doi": own(record, "doi"),
        "pmid": own(record, "pmid"),
        "trials": tuple(trials(record)),
        "ids": tuple(f"{one.scheme}:{one.value}" for one in own_ids(record)),
        "title_en": record.title.get("en", ""),
        "title_zh": record.title.get("zh", ""),
        "year": year(record),
        "journal": record.journal or "",
        "site": record.site,
        "url": record.source.url or "",
        "script": script(chinese),
    }


def own_ids(record: Record) -> Iterator[Identifier]:
    """Yield the names under which the paper or trial itself is registered."""
    return (identifier for identifier in record.ids if identifier.role == "own")


def own(record: Record, scheme: str) -> str:
    """Return the first own identifier of a scheme; empty where there is none."""
    return next((identifier.value for identifier in own_ids(record) if identifier.scheme == scheme), "")


def trials(record: Record) -> Iterator[str]:
    """Yield the registry numbers of a trial, or of the trials that a paper reports."""
    role = "own" if record.kind == "trial" else "reports"
    return (one.value for one in record.ids if one.role == role and one.scheme in REGISTRIES)


def script(texts: Iterable[str]) -> str:
    """Return ``Hans`` or ``Hant``, the script of Chinese texts; empty where there are none."""
    text = "".join(texts)
    return zh_script(text) if text else ""
