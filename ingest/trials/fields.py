"""Values that a registry's page prints -> the fields of a trial, in the vocabulary of the ClinicalTrials.gov API.

A value is printed once or in two languages, as a term or within a sentence. The fields of a trial are of one language:
English where the page has it. What the page says in Chinese of criteria, diseases and treatments becomes sections.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ingest import vocabulary
from ingest.dates import day_first, iso_dates
from ingest.fields import without_number
from ingest.identifiers import find
from ingest.language import detect
from ingest.languages.simplified import simplified
from ingest.record import Section, Trial
from ingest.trials.ages import age_range, one_age
from ingest.trials.design import told_design
from ingest.trials.interleaved import is_chinese
from ingest.vocabulary import Vocabulary

Values = Mapping[str, Sequence[str]]
"""What a page prints for each field, in order."""

_PLACEHOLDERS = frozenset({"1990-01-01", "1900-01-01"})
"""What ChiCTR prints for a date that was not given; no trial registry is that old."""
_HAN_RUN = re.compile(r"[\u3400-\u9fff][\u3400-\u9fff、，。（）()\s]*")
_KANA = re.compile(r"[\u3041-\u30ff]")
_IN_BOTH = re.compile(r"([\u3400-\u9fff][^A-Za-z\s]{0,60})\s?[\s/|]\s?([A-Za-z][^\u3400-\u9fff]{2,200})")
_NOTHING = re.compile(
    r"\W*(?:n/?a|none|nil|no|not (?:applicable|available|provided|stated|yet known|specified)\b.{0,40}|null|/|无|"
    r"不适用|未说明|没有|none (?:available|listed|found)|なし|該当なし|\[---\]\*?)?\W*",
    re.IGNORECASE,
)
_GROUP_SIZE = re.compile(r"[^\d;；:：]{1,60}[:：]\s*(\d{1,6})\s*(?:人|例|名)?\s*(?:[;；,，]|$)")
_NUMBER = re.compile(r"(?<![\d.])\d[\d,]*(?![\d.]*\d)")
_INSIDE = re.compile(r"[(（]([^()（）]{1,40})[)）]")
_SAID = re.compile(
    r"\d\s*(?:participants?|人|例)?\s*[(（\[]?\s*(?:(actual|实际)|(?:estimated|anticipated|planned|预计|估计|预期))",
    re.IGNORECASE,
)
"""What a number of people is, behind it: ``300 (Anticipated)``."""
_FINAL = re.compile(r"(?:\bactual|\bfinal|实际)\D{0,12}(\d[\d,]*)", re.IGNORECASE)
_BOTH_LISTS = re.compile(
    r"\W*(?:(?:key )?inclusion criteria|纳入标准|入选标准)\s*[:：]\s*(.*?)\s*"
    r"(?:(?:key )?exclusion criteria|排除标准)\s*[:：]\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_ALONE = re.compile(r"\d{0,3}[.、)）]?")
"""What a table of criteria has in its first column."""
_MARK = re.compile(r"^[(（]?\d{1,2}(?:[)）、]|[.．](?!\d))\s*")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ITEM = re.compile(rf"(?<=[\s;；。.,，:：])[(（]?(\d{{1,2}})(?:[)）]|[.、．](?!\d))\s*|([{_CIRCLED}])\s*")
_ITEM_BEHIND_A_STOP = re.compile(rf"(?<=[;；。.,，])\s*(?:[(（]?(\d{{1,2}})(?:[)）]|[.、．](?!\d))|([{_CIRCLED}]))\s*")
_TOTALS = {"enrollment_actual": "ACTUAL", "enrollment": None, "enrollment_estimated": "ESTIMATED"}
"""Fields that say how many take part, the most certain first, with the API's word for the number."""
IN_CHINESE = {
    "conditions": "研究疾病",
    "arms": "分组",
    "interventions": "干预措施",
    "inclusion": "纳入标准",
    "exclusion": "排除标准",
}
"""Fields whose Chinese is kept as a section when the trial has them in English, with the section's heading."""


def fits(field: str, text: str) -> bool | None:
    """Tell whether a text reads as a value of a field; None for fields that take any text."""
    reader = _READERS.get(field)
    return None if reader is None else bool(text) and bool(reader(text))


def read_trial(values: Values) -> Trial:
    """Return the trial that values by field describe; fields without a value are left out."""
    fields = {name: one_language(values.get(name, ())) for name in ("conditions", "arms", "interventions")}
    youngest, oldest = _ages(values)
    enrollment, kind = stated_enrollment(values) or _sum_of_groups(values)
    inclusion, exclusion = _criteria(values)
    period = [date for text in values.get("period", ()) for date in iso_dates(text)]
    return Trial(
        status=_term(vocabulary.STATUS, values, "status"),
        phases=_phases(values.get("phases", ())),
        enrollment=enrollment,
        enrollment_type=kind,
        study_type=_term(vocabulary.STUDY_TYPE, values, "study_type"),
        start=_date((*values.get("start_actual", ()), *values.get("start", ()))) or _believed(next(iter(period), None)),
        completion=_date((*values.get("completion_actual", ()), *values.get("completion", ())))
        or _believed(period[-1] if len(period) > 1 else None),
        updated=_date(values.get("updated", ())),
        allocation=_designed(vocabulary.ALLOCATION, values, "allocation"),
        model=_designed(vocabulary.MODEL, values, "model"),
        purpose=_designed(vocabulary.PURPOSE, values, "purpose") or _term(vocabulary.PURPOSE, values, "study_type"),
        masking=_designed(vocabulary.MASKING, values, "masking"),
        conditions=tuple(fields["conditions"]),
        arms=tuple(dict.fromkeys(fields["arms"])),
        interventions=tuple(dict.fromkeys(fields["interventions"])),
        inclusion=criteria(one_language(inclusion)),
        exclusion=criteria(one_language(exclusion)),
        min_age=youngest,
        max_age=oldest,
        sex=_term(vocabulary.SEX, values, "sex"),
        healthy_volunteers=next((v for t in values.get("volunteers", ()) if (v := _yes(t)) is not None), None),
        sponsor=next(iter(one_language(values.get("sponsor", ()))), None),
        sponsor_class=_term(vocabulary.SPONSOR_CLASS, values, "sponsor_class"),
        responsible_party=next(iter(one_language(values.get("responsible", ()))), None),
        sites=next((n for text in values.get("sites", ()) if (n := count(text)) is not None), None),
        countries=tuple(dict.fromkeys(_split(one_language(values.get("countries", ()))))),
    )


def chinese_sections(values: Values) -> Iterator[Section]:
    """Yield what a page in two languages says in Chinese and the trial, which is of one language, has in English."""
    for field, heading in IN_CHINESE.items():
        texts = [part for text in stated(values.get(field, ())) for part in _by_language(text)]
        chinese = [text for text in texts if is_chinese(text)]
        if chinese and len(chinese) < len(texts):
            text = "\n".join(chinese)
            yield Section(heading, detect(text), text)


def one_language(texts: Iterable[str]) -> list[str]:
    """Return the texts that say something, those in English only where there are any; then those in Chinese."""
    said = [part for text in stated(texts) for part in _by_language(text)]
    latin = [text for text in said if re.search(r"[A-Za-z]", text)]
    english = [text for text in latin if not (is_chinese(text) or _KANA.search(text))]
    return english or [text for text in said if is_chinese(text)] or said


def criteria(texts: Iterable[str]) -> tuple[str, ...]:
    """Return criteria one by one, without their numbers; a paragraph that counts them is taken apart."""
    items = (without_number(_MARK.sub("", part, count=1)) for text in texts for part in _items(text))
    return tuple(item for item in items if not _NUMBER_ALONE.fullmatch(item))


def count(text: str) -> int | None:
    """Return the number of people or places when the text holds one number."""
    numbers = _NUMBER.findall(unicodedata.normalize("NFKC", text))
    return vocabulary.count(numbers[0]) if len(numbers) == 1 else None


def stated_enrollment(values: Values) -> tuple[int, str | None] | None:
    """Return how many take part, and the API's word for how certain that is, where the page has one number for it."""
    for field, kind in _TOTALS.items():
        for text in values.get(field, ()):
            if (final := _FINAL.search(text)) and (people := vocabulary.count(final[1])) is not None:
                return people, "ACTUAL"
            if (people := count(text)) is not None:
                said = _SAID.search(text)
                return people, (("ACTUAL" if said[1] else "ESTIMATED") if said else kind)
    return None


def _criteria(values: Values) -> tuple[list[str], list[str]]:
    """Return the texts on inclusion and exclusion; a page may hold both, each behind its heading, in one paragraph."""
    inclusion, exclusion = list(values.get("inclusion", ())), list(values.get("exclusion", ()))
    both = (_BOTH_LISTS.fullmatch(text) for text in (*values.get("criteria", ()), *inclusion))
    if not exclusion and (found := next(filter(None, both), None)):
        return _marked(found[1]), _marked(found[2])
    return inclusion, exclusion


def _marked(text: str) -> list[str]:
    """Cut a paragraph at the marks of its items, where it begins with one."""
    return [part for part in re.split(r"(?:^|\s)[-*•]\s", text) if part.strip()] if text[:1] in "-*•" else [text]


def _sum_of_groups(values: Values) -> tuple[int | None, str | None]:
    """Return the people of all groups (``Treatment: 30; control: 30;``, or a number for each) where no total stands."""
    listed = [str(n) for text in values.get("group_size", ()) if (n := count(text)) is not None]
    for field, kind in (*_TOTALS.items(), ("group_size", None)):
        named = [n for text in values.get(field, ()) for n in _GROUP_SIZE.findall(text)]
        if len(named) > 1:
            return vocabulary.count(str(sum(map(int, named)))), kind
    return vocabulary.count(str(sum(map(int, listed)))) if listed else None, None


def _ages(values: Values) -> tuple[str | None, str | None]:
    youngest, oldest = (one_age(" ".join(values.get(name, ()))) for name in ("min_age", "max_age"))
    ranges = (age_range(text) for text in values.get("ages", ()))
    both = next((ages for ages in ranges if any(ages)), (None, None))
    return youngest or both[0], oldest or both[1]


def _term(terms: Vocabulary, values: Values, field: str) -> str | None:
    readings = _readings(values.get(field, ()))
    return next((term for text in readings if (term := vocabulary.lookup(terms, text))), None)


def _designed(terms: Vocabulary, values: Values, field: str) -> str | None:
    """Return the term printed for a part of the design, else its sign within the page's sentences on the design."""
    if term := _term(terms, values, field):
        return term
    sentences = (*values.get(field, ()), *values.get("design", ()))
    return next((sign for text in sentences if (sign := told_design(field, text))), None)


def _readings(texts: Iterable[str]) -> Iterator[str]:
    """Yield each text whole, without what is in brackets, before its first comma, behind its slash, by its language."""
    for text in texts:
        whole = re.sub(r"\s+(study|trial)$", "", text.strip(), flags=re.IGNORECASE)
        yield whole
        yield (bare := re.split(r"[(（]", whole, maxsplit=1)[0].strip())
        yield re.split(r"[,，;；:：]", bare, maxsplit=1)[0]
        yield " ".join(_HAN_RUN.sub(" ", whole).split()).strip(" /|")
        yield whole.partition("/")[2].strip()
        yield from (run.strip() for run in _HAN_RUN.findall(whole))


def _phases(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the phases of all texts; that a trial is of none counts only where no text names one."""
    read = (next((p for reading in _readings([text]) if (p := phases_of(reading))), ()) for text in texts)
    found = tuple(dict.fromkeys(phase for phases in read for phase in phases))
    return tuple(phase for phase in found if phase != "NA") or found


def phases_of(text: str) -> tuple[str, ...] | None:
    """Read phases under their label, where a bare number is one."""
    inside = _INSIDE.search(text)
    return (
        vocabulary.phases(text)
        or vocabulary.phases(f"Phase {text}")
        or (vocabulary.phases(inside[1]) if inside else None)
    )


def _date(texts: Iterable[str]) -> str | None:
    return next((date for text in texts if (date := _believed(day_first(text)))), None)


def _believed(date: str | None) -> str | None:
    return None if date in _PLACEHOLDERS else date


def _yes(text: str) -> bool | None:
    plain = simplified(text).strip().lower()
    if re.match(r"(?:no|not accepted|无|否|不)", plain):
        return False
    return True if re.match(r"(?:yes|accepts?|healthy|有|是)", plain) else None


def stated(texts: Iterable[str]) -> list[str]:
    """Return the texts that say more than that there is nothing to say."""
    return [text for text in texts if not _NOTHING.fullmatch(simplified(text))]


def _by_language(text: str) -> list[str]:
    """Take apart a name in Chinese with its English behind it: ``中国 China``."""
    match = _IN_BOTH.fullmatch(text)
    return [match[1], match[2]] if match else [text]


def _split(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from filter(None, map(str.strip, re.split(r"[;；、\n]", text)))


def _items(text: str) -> list[str]:
    """Cut a paragraph at the numbers 1, 2, 3 … of its items; the first may have lost its number to a list's mark."""
    places = [0]
    numbered = without_number(text) != text
    for match in (_ITEM if numbered else _ITEM_BEHIND_A_STOP).finditer(text, 1):
        number = int(match[1]) if match[1] else _CIRCLED.index(match[2]) + 1
        if number == len(places) + 1:
            places.append(match.start())
    return [text[begin:end].strip() for begin, end in zip(places, [*places[1:], len(text)], strict=True)]


def _term_reader(terms: Vocabulary) -> Callable[[str], Any]:
    return lambda text: next((t for reading in _readings([text]) if (t := vocabulary.lookup(terms, reading))), None)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "id": find,
    "status": _term_reader(vocabulary.STATUS),
    "study_type": _term_reader(vocabulary.STUDY_TYPE),
    "phases": phases_of,
    "enrollment": lambda text: count(text) is not None or _GROUP_SIZE.search(text),
    "enrollment_estimated": lambda text: count(text) is not None or _GROUP_SIZE.search(text),
    "enrollment_actual": lambda text: count(text) is not None or _GROUP_SIZE.search(text),
    "start": day_first,
    "completion": day_first,
    "start_actual": day_first,
    "completion_actual": day_first,
    "updated": day_first,
    "period": iso_dates,
    "allocation": _term_reader(vocabulary.ALLOCATION),
    "model": _term_reader(vocabulary.MODEL),
    "purpose": _term_reader(vocabulary.PURPOSE),
    "masking": _term_reader(vocabulary.MASKING),
    "ages": lambda text: len(text) < 60 and any(age_range(text)),
    "min_age": one_age,
    "max_age": one_age,
    "sex": _term_reader(vocabulary.SEX),
    "volunteers": lambda text: _yes(text) is not None,
}
"""How a text is tried as a value of a field."""
