"""A page that prints a record of ClinicalTrials.gov -> the record, whatever the site."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from ingest import vocabulary
from ingest.identifiers import identify
from ingest.page import Block, Page
from ingest.record import Record
from ingest.trials.ctgov_labels import LABELS, arms, interventions, places, responsible
from ingest.trials.fields import fits, one_language, phases_of
from ingest.trials.labels import SKIPPED
from ingest.trials.page import content, first_by_language, trial_record
from ingest.trials.walk import read_values

_NOT_A_TITLE = re.compile(
    r"Record \d+ of|Hide glossary|Study record managers|Search for terms|.*\bClinicalTrials\.gov\b|.*ICH GCP|NCT\d{8}|"
    r"(?:Clinical Trials? Registry|Skip to|Find Studies|About|Submit|Resources|Saved Studies|An official|Trial record|"
    r"Previous|Next|Download|Return to|Back to|Text Size)\b|.*(?:\bupdated by\b|更新者)|(?:19|20)\d\d\s*[年/-]|"
    r".*[.。]$",
    re.IGNORECASE,
)
"""Lines of the frame, and the sentences of warnings and of the glossary, which stand above a record's title."""
_PARTY = re.compile(r"Information provided by:?\s+(.+)\(Responsible Party\)")
_TITLE_LENGTH = 15
_SHORT_TITLE = 6
"""Characters, at least, of a title in Latin letters and of one in Chinese."""
_SENTENCE = re.compile(r"\w{2}[.。]\W*$")
"""How a paragraph of a summary ends that has no label, and a date or a sponsor does not."""
_OFFICIAL_BELOW = 2
"""Lines from a title down to the official one at most: who brought the record up to date may stand between them."""
_NEAR = 3
"""Blocks above and below the title among which a status without its label stands."""


def ctgov_record(page: Page, site: str, *, unlabelled: bool = False) -> Record:
    """Return the record of the trial on a page that uses the registry's labels.

    Args:
        page: what was read.
        site: the module's name.
        unlabelled: whether the site prints the official title and the summary below the title, without their labels.
    """
    blocks = content(page)
    head = _head(blocks)
    place = _title_place(head, unlabelled=unlabelled)
    values = read_values(blocks[place:], LABELS, fits)
    if not values["status"]:
        near = blocks[max(0, place - _NEAR) : place + _NEAR + 1]
        values["status"] = [b.text for b in near if vocabulary.lookup(vocabulary.STATUS, b.text)]
    if not places(values["locations"])[0]:
        values["locations"] = list(_located(blocks[place:]))
    if not values["responsible"]:
        values["responsible"] = [m[1] for b in blocks[place:] if (m := _PARTY.fullmatch(b.text))]
    if unlabelled and not values["abstract"]:
        values["abstract"] = _summary(head[place:])
    numbers = [i for text in values["id"] or [b.text for b in head] for i in identify(text, "own", ["nct"])]
    title = first_by_language(b.text for b in head[place : place + 2] if _is_title(b))
    return trial_record(page, site, values | _sorted_out(values), title=title, own=numbers[:1])


def _head(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks above the record's number, or on a page without it above the first label."""
    numbered = list(takewhile(lambda block: _labelled(block) != "id", blocks))
    return numbered if len(numbered) < len(blocks) else list(takewhile(lambda b: not _labelled(b), blocks))


def _summary(head: Sequence[Block]) -> list[str]:
    """Return the paragraphs below the official title, the second of a head, that stand above the first label."""
    titles = [i for i, block in enumerate(head) if i and _is_title(block)]
    below = takewhile(lambda b: b.kind == "paragraph" and not _labelled(b), head[titles[0] + 1 :] if titles else ())
    return [block.text for block in below if _SENTENCE.search(block.text)]


def _labelled(block: Block) -> str | None:
    cell = block.text.split("\t")[0]
    split = LABELS.split(cell, fits)
    return LABELS.field(cell) or (split[0] if split else None)


def _title_place(head: Sequence[Block], *, unlabelled: bool) -> int:
    """Return where the title stands: the largest heading above the number, or the last line that can be a title."""
    places = [i for i, block in enumerate(head) if _is_title(block)]
    headings = [i for i in places if head[i].kind == "heading" and head[i].level <= 2]
    if headings or not places:
        return min(headings, key=lambda i: head[i].level) if headings else 0
    last = places[-1]
    above = places[-2] if len(places) > 1 and places[-2] >= last - _OFFICIAL_BELOW else last
    official = unlabelled and above < last and _summary(head[above:])
    pair = above == last - 1 and len(first_by_language(head[i].text for i in (above, last))) == 2
    return above if pair or official else last


def _is_title(block: Block) -> bool:
    chinese = bool(re.search(r"[\u3400-\u9fff]", block.text))
    long = len(block.text) >= (_SHORT_TITLE if chinese else _TITLE_LENGTH)
    return long and "\t" not in block.text and not _NOT_A_TITLE.match(block.text) and _labelled(block) is None


def _located(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines from the first label of places to the next that labels neither these nor people to ask."""
    inside = False
    for block in blocks:
        field = _labelled(block)
        inside = field == "locations" if field not in {None, SKIPPED} else inside
        if inside and field is None:
            yield from block.text.split("\t")


def _sorted_out(values: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Tell apart what stands together: arms and treatments; disease, treatment and phase below their three labels."""
    pool = [*values["overview"], *values["phases"]]
    phases = [text for text in pool if phases_of(text)]
    treated = interventions([*values["interventions"], *pool]) or interventions(values["arms"])
    rest = [text for text in pool if text not in phases and text not in treated]
    countries, sites = places(values["locations"])
    names = list(dict.fromkeys(treated.values()))
    return {
        "phases": phases,
        "conditions": values["conditions"] or rest,
        "interventions": names or values["intervention_names"] or values["interventions"],
        "arms": values["arm_names"] or arms([*values["arms"], *values["interventions"]], treated),
        "countries": [*values["countries"], *countries],
        "sites": [str(sites)] if sites else [],
        "responsible": [responsible(text, values["sponsor"]) for text in one_language(values["responsible"])[:1]],
        "design": [],
        SKIPPED: [],
    }
