"""The record: what one scraped page says about one paper or one trial.

Records are frozen data with a JSON form and know nothing of how they were read. They are ``msgspec.Struct`` rather than
dataclasses because that brings a validating JSON reader whose errors name the place (``$.ids[0].role``).
"""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from bicorpus import InputError

Kind = Literal["paper", "trial"]
Lang = Literal["en", "zh"]
Role = Literal["own", "reports", "related", "cited"]

Count = Annotated[int, msgspec.Meta(ge=0, le=10**9)]
"""People or places of a trial; what is more is no count."""
Bilingual = Mapping[Lang, str]
"""Text by language; a missing language is an absent key."""


class Identifier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A registered name of a paper or trial, normalised, with what it is to the page it stands on."""

    scheme: str
    """``doi``, ``pmid``, ``pmcid``, ``nct``, ``chictr``, ``jrct``, … or ``org_study_id``."""
    value: str
    role: Role = "own"


class Source(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where a record was read."""

    path: str
    """Path relative to the folder that was ingested, with forward slashes."""
    sha256: str = ""
    """Of the file's bytes, in hex."""
    media_type: str = ""
    member: str | None = None
    """Path inside ``path`` when that is an archive."""
    url: str | None = None

    def at(self, url: str | None) -> "Source":
        """Return the same source with the address that the page itself gives."""
        return msgspec.structs.replace(self, url=url)


class Section(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A titled part of a page that no field holds."""

    heading: str
    lang: str
    """As told by ``ingest.language``: en, zh-Hans, zh-Hant, mixed or other."""
    text: str


class Trial(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a registry knows of a trial, in the vocabulary of the ClinicalTrials.gov API v2 (``PHASE1``).

    Dates are ISO, as precise as the page; ages are as the registry writes them (``18 Years``); None means not said.
    """

    status: str | None = None
    phases: tuple[str, ...] = ()
    enrollment: Count | None = None
    enrollment_type: str | None = None
    study_type: str | None = None
    start: str | None = None
    completion: str | None = None
    updated: str | None = None
    allocation: str | None = None
    model: str | None = None
    purpose: str | None = None
    masking: str | None = None
    conditions: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()
    interventions: tuple[str, ...] = ()
    inclusion: tuple[str, ...] = ()
    exclusion: tuple[str, ...] = ()
    min_age: str | None = None
    max_age: str | None = None
    sex: str | None = None
    healthy_volunteers: bool | None = None
    sponsor: str | None = None
    sponsor_class: str | None = None
    responsible_party: str | None = None
    sites: Count | None = None
    countries: tuple[str, ...] = ()


class Record(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One page's account of one paper or trial."""

    id: str
    """Unique in a corpus and readable: the source's path, member and place in it, or the id that a CSV or RIS gave."""
    kind: Kind
    site: str
    """Name of the site module that read the page."""
    source: Source
    ids: tuple[Identifier, ...] = ()
    title: Bilingual = {}
    abstract: Bilingual = {}
    authors: tuple[str, ...] = ()
    """As written, in order."""
    affiliations: tuple[str, ...] = ()
    journal: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    published: str | None = None
    """ISO date, as precise as the page: ``2025``, ``2025-07`` or ``2025-07-15``."""
    keywords: Mapping[Lang, tuple[str, ...]] = {}
    trial: Trial | None = None
    sections: tuple[Section, ...] = ()
    found_by: Mapping[str, str] = {}
    """By field, which general rule found it (``head``, ``headings``, ``labels``); the rest its site knows."""
    warnings: tuple[str, ...] = ()


def to_json(record: Record) -> bytes:
    """Return the record as one line of JSON (UTF-8, no newline); fields that hold nothing are left out."""
    return msgspec.json.encode(record)


def from_json(line: bytes | str) -> Record:
    """Read a record from its JSON form.

    Raises:
        InputError: the line is not JSON, or a key is unknown, missing or of the wrong kind; the message names it.
    """
    try:
        return _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeError) as exc:
        raise InputError(f"not a record: {exc}") from exc


_decoder = msgspec.json.Decoder(Record)
