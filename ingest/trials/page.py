"""What modules of registries share: from a page and a table of its labels to the record of a trial."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

import msgspec

from bicorpus import InputError
from ingest import metadata
from ingest.contacts import without_contacts
from ingest.fields import bilingual, record_id
from ingest.identifiers import REGISTRIES, find, identify, unique
from ingest.language import detect, lang_of
from ingest.page import Block, Page
from ingest.record import Identifier, Lang, Record, Section
from ingest.trials.fields import (
    Values,
    chinese_sections,
    fits,
    one_language,
    read_trial,
    stated,
    stated_enrollment,
)
from ingest.trials.labels import Labels
from ingest.trials.walk import read_values

_SEPARATOR = re.compile(r"\s*[;；,，、\n]\s*")
_TOP = 20
"""Blocks among which a page without headings has its title, if any."""
_TITLE_LENGTH = 8
"""Characters of a title, at least."""
_NUMBER = re.compile(r"\d|[A-Z]{2}")
"""What a number that somebody gave to a trial has and a word does not."""
_LISTED = 3
"""Registration numbers that a page has under the label of its own from which on it is a list."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_JAPANESE = 5
"""One line of so many has kana on a page in Japanese at least; many of its labels have none."""
_PUBLICATIONS = ("doi", "pmid", "pmcid")


def content(page: Page) -> list[Block]:
    """Return the blocks that are neither navigation nor sidebar nor footer."""
    return [block for block in page.blocks if not block.aside]


def values_of(page: Page, labels: Labels) -> dict[str, list[str]]:
    """Return what a page prints for each field."""
    return read_values(content(page), labels, fits)


def trial_record(
    page: Page, site: str, values: Values, *, title: Mapping[Lang, str] | None = None, own: Iterable[Identifier] = ()
) -> Record:
    """Return the record of a trial.

    Args:
        page: what was read.
        site: the module's name.
        values: what the page prints for each field.
        title: by language, where the page shows it without a label.
        own: identifiers that the page gives without a label.

    Raises:
        InputError: the page lists trials: the label of a registration number has several.
    """
    numbers = {i.value for text in values.get("id", ()) for i in identify(text, "own", REGISTRIES)}
    if len(numbers) >= _LISTED:
        raise InputError("a list of trials, not the record of one: ingest the pages that it links to")
    trial = read_trial(values)
    summed = trial.enrollment is not None and stated_enrollment(values) is None
    record = Record(
        id=record_id(page.source),
        kind="trial",
        site=site,
        source=page.source,
        ids=unique([*own, *own_ids(values), *_others(page, values)]),
        title=dict(title or ()) or first_by_language([*values.get("title", ()), *values.get("official_title", ())]),
        abstract=bilingual(filter(None, map(_without_contacts, stated(values.get("abstract", ()))))),
        trial=trial,
        sections=(*_described(values), *chinese_sections(values)),
        found_by={"trial.enrollment": "groups"} if summed else {},
    )
    return _without_chinese(record) if _is_japanese(page) else record


def _is_japanese(page: Page) -> bool:
    """Tell whether kana is common among the lines that have Chinese characters."""
    lines = [line for line in page.lines() if _HAN.search(line)]
    return _JAPANESE * sum(_KANA.search(line) is not None for line in lines) > len(lines)


def _without_chinese(record: Record) -> Record:
    """Leave out what passes for Chinese on a page that has none: Japanese in Chinese characters alone."""
    return msgspec.structs.replace(
        record,
        title={lang: text for lang, text in record.title.items() if lang != "zh"},
        abstract={lang: text for lang, text in record.abstract.items() if lang != "zh"},
        sections=tuple(section for section in record.sections if section.lang != "zh"),
    )


def _described(values: Values) -> Iterator[Section]:
    """Yield the long description of a trial, which no field holds."""
    if text := "\n".join(filter(None, map(_without_contacts, stated(values.get("description", ()))))):
        yield Section("Detailed Description", detect(text), text)


def _without_contacts(text: str) -> str:
    kept = without_contacts(text)
    return text if text.startswith(kept) and not text[len(kept) :].strip(" ;,；，") else kept


def own_ids(values: Values) -> list[Identifier]:
    """Return the numbers of registries, the sponsor's (``org_study_id``) and any others (``secondary_id``)."""
    registered = [i for text in values.get("id", ()) for i in identify(text, "own", REGISTRIES)]
    sponsors = [i for text in values.get("org", ()) for i in _numbers(text, "org_study_id")]
    others = [i for text in values.get("secondary", ()) for i in _numbers(text, "secondary_id")]
    return [*registered, *sponsors, *others]


def first_by_language(texts: Iterable[str]) -> dict[Lang, str]:
    """Return the first text of each language."""
    found: dict[Lang, str] = {}
    for text in texts:
        if lang := lang_of(text):
            found.setdefault(lang, text)
    return {lang: found[lang] for lang in sorted(found)}


def heading_title(page: Page, labels: Labels) -> dict[Lang, str]:
    """Return the page's largest headings that are no labels, or the lines above its first label, by language."""
    blocks = content(page)
    headings = [b for b in blocks if b.kind == "heading" and labels.field(b.text) is None and not find(b.text)]
    level = min((b.level for b in headings), default=0)
    if 0 < level <= 2:
        return first_by_language(b.text for b in headings if b.level == level)
    top = takewhile(lambda b: labels.field(b.text) is None and labels.split(b.text, fits) is None, blocks[:_TOP])
    return first_by_language(
        b.text for b in top if b.kind != "row" and len(b.text) >= _TITLE_LENGTH and not find(b.text)
    )


def _numbers(text: str, scheme: str) -> list[Identifier]:
    """Return the numbers of a field that lists them, told apart from the registry's name in brackets behind each."""
    found = []
    for part in one_language(_SEPARATOR.split(text)):
        known = [Identifier(f.scheme, f.value) for f in find(part) if f.scheme in REGISTRIES]
        bare = re.sub(r"\s*[(（][^()（）]*[)）]\s*$", "", part).strip()
        found += known or ([Identifier(scheme, bare)] if _NUMBER.search(bare) else [])
    return found


def _others(page: Page, values: Values) -> list[Identifier]:
    """Publications of results are related, those of the references cited, and other trials' numbers related."""
    results = [i for text in values.get("results", ()) for i in identify(text, "related", _PUBLICATIONS)]
    cited = [i for text in values.get("references", ()) for i in identify(text, "cited", _PUBLICATIONS)]
    trials = identify("\n".join([block.text for block in page.blocks]), "related", REGISTRIES)
    return [*metadata.identifiers(page), *results, *cited, *trials]
