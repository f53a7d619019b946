"""Pages of invented papers in pairs that nobody could call the same or different without looking."""

from pathlib import Path

DRUGS = (
    ("Veltamarin", "维他马林"),
    ("Quercimab", "槲西单抗"),
    ("Orlanide", "奥拉尼特"),
    ("Tessifen", "特西芬"),
    ("Brumalin", "布鲁马林"),
    ("Calvidone", "卡维酮"),
    ("Dorsepram", "多塞普兰"),
)
ILLS = (
    ("resistant hypertension", "难治性高血压"),
    ("nocturnal asthma", "夜间哮喘"),
    ("ulcerative proctitis", "溃疡性直肠炎"),
    ("imaginary shoulder pain", "想象性肩痛"),
    ("winter fatigue", "冬季乏力"),
)
AUTHORS = ("Marlow, Theodora", "Wang, Xiaoming", "Okonjo, B. T.")
SURNAMES = ("Brandt", "Ferro", "Lindqvist", "Adeyemi", "Novak", "Castellan", "Hirvonen", "Dubois")
GIVEN = ("Ulla", "Ivo", "Renske", "Tadeo", "Mirja")
MOST = len(DRUGS) * len(ILLS)
"""Pairs, before two of them would be about one subject."""


def write_pairs(folder: Path, numbers: range) -> None:
    """Write two pages for each number; those of one number are an uncertain pair, and no others are."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        for name, page in zip("ab", pair(number), strict=True):
            (folder / f"{number:03}{name}.html").write_text(page, encoding="utf-8")


def pair(number: int) -> tuple[str, str]:
    """Return a paper, and the same under another DOI or, for odd numbers, by other people and nowhere printed."""
    first = {"doi": f"10.5555/doubt.{number}", "volume": "12", "firstpage": str(number * 9 + 1)}
    if number % 2:
        return page(number, AUTHORS, **first), page(number, _others(number), translated=False)
    return page(number, AUTHORS, **first), page(number, AUTHORS, **(first | {"doi": f"10.5555/other.{number}"}))


def title(number: int) -> str:
    (drug, _), (ill, _) = _subject(number)
    return f"Evening dosing of {drug.lower()} in adults with {ill}: a randomised trial"


def page(number: int, authors: tuple[str, ...], *, translated: bool = True, **citation: str) -> str:
    """Return a page about the subject of that number, printed in a journal if it is to have a volume."""
    metas = {"title": title(number), "publication_date": f"2021/03/{number % 28 + 1:02}", **citation}
    if "volume" in citation:
        metas["journal_title"] = "International Journal of Imaginary Medicine"
    head = [f'<meta name="citation_{name}" content="{value}">' for name, value in metas.items()]
    head += [f'<meta name="citation_author" content="{author}">' for author in authors]
    body = [*_english(number), *(_chinese(number) if translated else ())]
    return "\n".join(('<!doctype html><html lang="en"><head><meta charset="utf-8">', *head, "</head><body>", *body))


def _english(number: int) -> tuple[str, str]:
    (drug, _), (ill, _) = _subject(number)
    return f"<h1>{title(number)}</h1>", (
        f"<h2>Abstract</h2><p>{ill.capitalize()} is common in adults. "
        f"We randomised {40 + number} patients to {drug.lower()} or placebo. Symptoms fell by {number + 3}.5 points. "
        f"Two patients stopped because of headache. {drug} was well tolerated.</p>"
    )


def _chinese(number: int) -> tuple[str, str]:
    """Return the translation, which leaves out the headache."""
    (_, drug), (_, ill) = _subject(number)
    return f"<h1>成人{ill}患者晚间服用{drug}的随机试验</h1>", (
        f"<h2>摘要</h2><p>{ill}在成人中常见。我们将{40 + number}例患者随机分为{drug}组或安慰剂组。"
        f"症状评分下降{number + 3}.5分。{drug}耐受性良好。</p>"
    )


def _others(number: int) -> tuple[str, ...]:
    """Return people who wrote nothing else."""
    place, row = number % len(SURNAMES), number // len(SURNAMES)
    return f"{SURNAMES[place]}, {GIVEN[row]}", f"{SURNAMES[place - 3]}, {GIVEN[row - 1]}"


def _subject(number: int) -> tuple[tuple[str, str], tuple[str, str]]:
    return DRUGS[number % len(DRUGS)], ILLS[number // len(DRUGS)]
