"""Invented records for the tests of deduplication."""

from ingest.record import Identifier, Record, Source, Trial

TITLE = "Evening dosing of veltamarin in adults with resistant hypertension: a randomised trial"
TITLE_ZH = "难治性高血压成人患者晚间服用维他马林的随机试验"
ABSTRACT = (
    "Resistant hypertension is common in adults over 60. We randomised 412 patients at 17 centres to evening or "
    "morning dosing for 24 weeks. Systolic pressure fell by 11.8 mmHg and 7.25 mmHg. Evening dosing was well tolerated."
)
ABSTRACT_ZH = (
    "难治性高血压在60岁以上成人中常见。我们将17个中心的412例患者随机分为晚间或早晨给药，为期24周。"
    "收缩压分别下降11.8 mmHg和7.25 mmHg。晚间给药耐受性良好。"
)
AUTHORS = ("Marlow, Theodora", "Wang, Xiaoming", "Okonjo, B. T.")


def paper(record_id: str, **fields) -> Record:
    """A paper with everything; ``None`` takes a field away."""
    full = {
        "title": {"en": TITLE},
        "abstract": {"en": ABSTRACT},
        "authors": AUTHORS,
        "journal": "International Journal of Imaginary Medicine",
        "published": "2021-03-04",
        "volume": "12",
        "issue": "3",
        "pages": "201-209",
    }
    kept = {name: value for name, value in (full | fields).items() if value is not None}
    return Record(id=record_id, kind="paper", site="csv", source=Source(path="made"), **kept)


def other(record_id: str, **fields) -> Record:
    """A paper that has nothing to do with ``paper``."""
    full = {
        "title": {"en": "Seasonal drift of glucose meters in three mountain villages"},
        "abstract": None,
        "authors": ("Brandt, Ulla", "Ferro, Ivo"),
        "journal": "Annals of Invented Devices",
        "published": "2017",
        "volume": "4",
        "issue": "1",
        "pages": "15-22",
    }
    return paper(record_id, **(full | fields))


def trial(record_id: str, *ids: tuple[str, str], title="Veltamarin at night", updated=None, **fields) -> Record:
    """A trial with own identifiers."""
    return Record(
        id=record_id,
        kind="trial",
        site="registry",
        source=Source(path="made"),
        title={"en": title} if title else {},
        ids=tuple(Identifier(scheme, value) for scheme, value in ids),
        trial=Trial(updated=updated, **fields),
    )


def doi(value: str) -> tuple[Identifier, ...]:
    return (Identifier("doi", value),)


def groups(result) -> list[tuple[str, ...]]:
    """Members of the canonicals that have several."""
    return sorted(canonical.members for canonical in result.canonicals if len(canonical.members) > 1)
