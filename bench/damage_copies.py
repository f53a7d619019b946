"""How a database shows a paper, and what happens to a second copy of it: every kind of damage with its rate.

Rates of English records are those that ``python -m bench.damage --rates`` measures on the labelled sets; a rate here is
higher where the damage needs something to bite on (a subtitle), and lower where two copies of a group may both have it,
so that the same measurement of a generated set gives about the same shares. Nothing labelled has duplicates in Chinese:
those rates are set by hand after what CNKI, Wanfang and English indexes do.
"""

from random import Random

from bench.damage_fields import (
    Damage,
    Row,
    abstract_cut,
    abstract_punctuation,
    abstract_typed,
    doi_address,
    doi_case,
    journal_abbreviated,
    journal_case,
    journal_other,
    journal_punctuation,
    journal_subtitle,
    markup,
    missing,
    number_decorated,
    number_other,
    pages_first,
    pages_other,
    pages_punctuation,
    pages_shortened,
    title_case,
    title_cut,
    title_marked,
    title_punctuation,
    title_typed,
    volume_decorated,
    volume_other,
    year_off,
)
from bench.damage_han import (
    journal_english,
    spaced,
    traditional,
    translated,
    translation_beside,
    typed_han,
    wide,
)
from bench.damage_names import (
    BARE,
    DOTS,
    FULL,
    STYLE_SHARES,
    STYLES,
    authors_fewer,
    authors_homophone,
    authors_other,
    authors_pinyin,
    authors_separated,
    authors_typed,
    han_names,
    names,
    restyled,
)
from bench.damage_papers import Paper

COLUMNS = (
    "title",
    "title_zh",
    "author",
    "year",
    "journal",
    "volume",
    "number",
    "pages",
    "doi",
    "abstract",
)
TELLING = frozenset({"series", "generic", "meeting", "part", "notice", "yearly"})
"""Families whose papers only these fields tell apart; their copies keep them, or no person could."""
KEPT = frozenset(
    {
        "title cut", "title typed wrong", "title translated", "title marked", "year off by one", "volume other",
        "volume missing", "number other", "pages missing", "pages other", "journal missing",
    }
)  # fmt: skip


def shown(paper: Paper, rng: Random) -> tuple[Row, int]:
    """Return a paper as the first database shows it, and the style of its authors."""
    is_chinese, both, whole = bool(paper.title_zh), paper.bilingual, paper.near in TELLING
    (style,) = rng.choices(STYLES, STYLE_SHARES)
    return {
        "title": paper.title if both or not is_chinese else paper.title_zh,
        "title_zh": paper.title_zh if both else "",
        "author": han_names(paper.authors) if is_chinese else names(paper.authors, style),
        "year": str(paper.year),
        "journal": paper.journal.zh
        if is_chinese
        else paper.journal.short
        if rng.random() < 0.25
        else paper.journal.name,
        "volume": str(paper.volume) if rng.random() < 0.98 or whole else "",
        "number": str(paper.issue) if rng.random() < 0.8 else "",
        "pages": f"{paper.first}-{paper.last}" if rng.random() < 0.97 or whole else "",
        "doi": paper.doi,
        "abstract": paper.abstract or paper.abstract_zh,
    }, style


def copied(row: Row, style: int, paper: Paper, rng: Random, wear: float = 1.0) -> tuple[Row, list[str]]:
    """Return a damaged copy of a row, whose authors stand in ``style``, and what was done to it.

    There is at most one damage to a field; all rates are taken ``wear`` times.
    """
    copy, done = dict(row), []
    for field, damages in (DAMAGE_ZH if paper.title_zh else DAMAGE).items():
        chance = rng.random() / wear
        for name, rate, damage in damages:
            chance -= rate
            if chance < 0:
                kind = f"{field} {name}"
                if not (paper.near in TELLING and kind in KEPT) and damage(copy, paper, rng):
                    done.append(kind)
                break
    if style in {FULL, DOTS, BARE} and not paper.title_zh:
        done += restyled(copy, style, paper, rng, wear)
    return copy, done


NUMBERS: dict[str, tuple[tuple[str, float, Damage], ...]] = {
    "year": (("off by one", 0.004, year_off),),
    "volume": (
        ("decorated", 0.085, volume_decorated), ("other", 0.034, volume_other), ("missing", 0.003, missing("volume")),
    ),
    "number": (
        ("missing", 0.132, missing("number")), ("decorated", 0.026, number_decorated), ("other", 0.011, number_other),
    ),
    "pages": (
        ("shortened", 0.066, pages_shortened), ("missing", 0.030, missing("pages")), ("other", 0.018, pages_other),
        ("first page only", 0.005, pages_first), ("punctuation", 0.003, pages_punctuation),
    ),
    "doi": (("address", 0.235, doi_address), ("missing", 0.145, missing("doi")), ("case", 0.014, doi_case)),
    "abstract": (
        ("cut", 0.144, abstract_cut), ("typed wrong", 0.083, abstract_typed), ("missing", 0.035, missing("abstract")),
        ("markup", 0.080, markup("abstract")), ("punctuation", 0.033, abstract_punctuation),
    ),
}  # fmt: skip
DAMAGE: dict[str, tuple[tuple[str, float, Damage], ...]] = {
    "title": (
        ("case", 0.200, title_case), ("punctuation", 0.035, title_punctuation), ("cut", 0.075, title_cut),
        ("typed wrong", 0.007, title_typed), ("marked", 0.007, title_marked), ("markup", 0.025, markup("title")),
    ),
    "author": (
        ("typed wrong", 0.047, authors_typed), ("fewer", 0.055, authors_fewer), ("other", 0.040, authors_other),
    ),
    "journal": (
        ("punctuation", 0.200, journal_punctuation), ("subtitle", 0.044, journal_subtitle),
        ("case", 0.035, journal_case), ("abbreviated", 0.035, journal_abbreviated), ("other", 0.019, journal_other),
        ("missing", 0.001, missing("journal")),
    ),
} | NUMBERS  # fmt: skip
DAMAGE_ZH: dict[str, tuple[tuple[str, float, Damage], ...]] = {
    "author": (
        ("separators", 0.150, authors_separated), ("pinyin", 0.080, authors_pinyin), ("fewer", 0.055, authors_fewer),
        ("typed wrong", 0.015, authors_homophone),
    ),
    "journal": (("English name", 0.050, journal_english), ("missing", 0.001, missing("journal"))),
    "title": (
        ("full width", 0.150, wide), ("punctuation", 0.035, spaced), ("traditional", 0.050, traditional),
        ("in two languages", 0.080, translation_beside), ("translated", 0.050, translated),
        ("typed wrong", 0.009, typed_han),
    ),
} | NUMBERS  # fmt: skip
