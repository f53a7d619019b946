"""Any trial registry's page: labels in English, Chinese or both, each with its value beside or below it.

A page is one when its JSON-LD says so (schema.org MedicalTrial) or when enough of its labels are those of a registry.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ingest import metadata, vocabulary
from ingest.dates import iso_date
from ingest.identifiers import REGISTRIES, identify, unique
from ingest.page import Block, Page
from ingest.record import Identifier, Record, Trial
from ingest.sites.fields import bilingual, record_id, without_number

NAME = "registry"

_LABELS = {
    "id": ("registration number", "trial registration number", "trial id", "registry id", "nct number", "注册号"),
    "secondary": (
        "secondary id",
        "other study id numbers",
        "other identifiers",
        "在其它机构的注册号",
        "在其他机构的注册号",
    ),
    "org": ("study subject id", "org study id", "organization's unique protocol id", "研究课题代号"),
    "title": ("public title", "scientific title", "official title", "注册题目", "研究课题的正式科学名称"),
    "abstract": (
        "objectives of study",
        "objective of study",
        "brief summary",
        "study objectives",
        "研究目的",
        "试验目的",
    ),
    "updated": ("date of last refreshed on", "last update", "last updated", "last update posted", "最近更新日期"),
    "status": ("recruiting status", "recruitment status", "overall status", "征募研究对象情况", "招募状态", "试验状态"),
    "study_type": ("study type", "研究类型"),
    "phases": ("study phase", "phase", "研究所处阶段", "试验分期"),
    "enrollment": ("sample size", "enrollment", "target sample size", "样本量", "目标样本量"),
    "start": ("study start", "start date", "study execute time", "研究开始时间"),
    "completion": ("study completion", "completion date", "研究结束时间"),
    "sponsor": ("primary sponsor", "sponsor", "试验主办单位", "申办者", "研究实施负责单位"),
    "conditions": ("target disease", "condition", "conditions", "研究疾病", "适应症"),
    "interventions": ("intervention", "interventions", "干预措施"),
    "inclusion": ("inclusion criteria", "纳入标准", "入选标准"),
    "exclusion": ("exclusion criteria", "排除标准"),
    "sex": ("gender", "sex", "性别"),
    "countries": ("country", "countries", "国家"),
    "contact": (
        "applicant",
        "study leader",
        "telephone",
        "fax",
        "email",
        "postcode",
        "address",
        "电话",
        "联系人",
        "地址",
    ),
}
"""Field by field how registries label it; ``contact`` is read only to be left out."""
_FIELD_OF = {label: field for field, labels in _LABELS.items() for label in labels}
_LABEL_LENGTH = 60
_MARKS = 5
"""Different fields labelled on a page that make it a registry's; an article's page has two or three of these words."""
_HAN_RUN = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff、，。（）()\s]*")


def recognise(page: Page) -> bool:
    """Tell by JSON-LD, or by the labels of a registry."""
    fields = {found[0] for block in page.blocks if (found := _labelled(block))}
    return any(metadata.linked(page, metadata.TRIAL_TYPES)) or len(fields - {"abstract", "contact"}) >= _MARKS


def extract(page: Page) -> Record:
    """Read a page of any registry."""
    blocks = [block for block in page.blocks if not block.aside]
    values = _values(blocks)
    titles = bilingual(b.text for b in blocks if b.kind == "heading" and b.level <= 2 and not _label(b.text))
    return Record(
        id=record_id(page.source),
        kind="trial",
        site=NAME,
        source=page.source,
        ids=_ids(page, values, blocks),
        title=bilingual(values["title"]) or metadata.titles(page) or titles,
        abstract=bilingual(values["abstract"]) or metadata.abstracts(page),
        trial=_trial(page, values),
    )


def _label(text: str) -> str | None:
    """Return the field that a text labels: one label, or a Chinese one with its English beside it."""
    if len(text) > _LABEL_LENGTH:
        return None
    han = re.sub(r"\s", "", "".join(_HAN_RUN.findall(text))).strip("，。()（）")
    latin = " ".join(re.sub(r"[\u4e00-\u9fff]", " ", text).lower().split()).strip(" :：/|-()（）")
    if han and latin and _FIELD_OF.get(han, "") != _FIELD_OF.get(latin, _FIELD_OF.get(han, "")):
        return None
    return _FIELD_OF.get(latin) or (_FIELD_OF.get(han) if not latin or latin not in _FIELD_OF else None)


def _values(blocks: Iterable[Block]) -> dict[str, list[str]]:
    """Return the values of every field: what stands beside a label, or the lines up to the next label or heading."""
    found: dict[str, list[str]] = {field: [] for field in _LABELS}
    current: str | None = None
    for block in blocks:
        if labelled := _labelled(block):
            field, values = labelled
            found[field].extend(values)
            current = None if values else field
        elif block.kind in {"heading", "row"}:
            current = None
        elif current:
            found[current].append(block.text)
    return found


def _labelled(block: Block) -> tuple[str, list[str]] | None:
    """Return the field that a block labels and the values beside it: ``label | value``, ``label: value`` or a label."""
    first, *values = [cell for cell in block.text.split("\t") if cell] or [""]
    if field := _label(first):
        return field, values
    label, colon, value = first.replace("：", ":", 1).partition(":")
    field = _label(label) if colon and not values else None
    return (field, [value.strip()]) if field and value.strip() else None


def _ids(page: Page, values: Mapping[str, Sequence[str]], blocks: Iterable[Block]) -> tuple[Identifier, ...]:
    """Numbers of this and of partner registries are the trial's own; any other on the page is another trial's."""
    own = [i for field in ("id", "secondary") for text in values[field] for i in identify(text, "own", REGISTRIES)]
    org = [Identifier("org_study_id", text) for text in values["org"][:1]]
    related = [i for block in blocks for i in identify(block.text, "related", REGISTRIES)]
    return unique([*own, *metadata.identifiers(page), *org, *related])


def _trial(page: Page, values: Mapping[str, Sequence[str]]) -> Trial:
    return Trial(
        status=_term(vocabulary.STATUS, values["status"]),
        phases=next((p for text in _readings(values["phases"]) if (p := vocabulary.phases(text))), ()),
        enrollment=_number(values["enrollment"]),
        study_type=_term(vocabulary.STUDY_TYPE, values["study_type"]),
        start=_date(values["start"]),
        completion=_date(values["completion"]),
        updated=_date(values["updated"]),
        conditions=tuple(values["conditions"]) or _named(page, "healthCondition"),
        interventions=tuple(values["interventions"]),
        inclusion=tuple(map(without_number, values["inclusion"])),
        exclusion=tuple(map(without_number, values["exclusion"])),
        sex=_term(vocabulary.SEX, values["sex"]),
        sponsor=next(iter((*values["sponsor"], *_named(page, "sponsor"))), None),
        countries=tuple(values["countries"]),
    )


def _readings(texts: Iterable[str]) -> Iterator[str]:
    """Yield each text whole, then its Latin part and its Chinese part: a value may be given in both languages."""
    for text in texts:
        yield text
        yield " ".join(_HAN_RUN.sub(" ", text).split())
        yield from _HAN_RUN.findall(text)


def _term(terms: Mapping[str, tuple[str, ...]], texts: Iterable[str]) -> str | None:
    readings = (re.sub(r"\s+(study|trial)$", "", text.strip(), flags=re.IGNORECASE) for text in _readings(texts))
    return next((term for text in readings if (term := vocabulary.lookup(terms, text))), None)


def _date(texts: Iterable[str]) -> str | None:
    return next((date for text in texts if (date := iso_date(text))), None)


def _number(texts: Sequence[str]) -> int | None:
    """Return the number of people when the value is one number; a list of group sizes is not added up."""
    numbers = [number for text in texts[:1] for number in re.findall(r"\d[\d,]*", text)]
    return vocabulary.count(numbers[0]) if len(numbers) == 1 else None


def _named(page: Page, key: str) -> tuple[str, ...]:
    items: list[Any] = [item.get(key) for item in metadata.linked(page, metadata.TRIAL_TYPES)]
    return tuple(name for item in items for name in metadata.names(item))
