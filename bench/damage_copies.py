"""How a database shows a paper, and what happens to a second copy of it: every kind of damage with its rate.

Rates of English records are those that ``python -m bench.damage --rates`` measures on the labelled sets; a rate here is
higher where the damage needs something to bite on (a subtitle), and lower where two copies of a group may both have it,
so that the same measurement of a generated set gives about the same shares. Nothing labelled has duplicates in Chinese:
those rates are set by hand after what CNKI, Wanfang and English indexes do.
"""

from random import Random

from bench import damage_fields as fields
from bench import damage_han as han
from bench import damage_names as names
from bench.damage_fields import Damage, Row
from bench.damage_names import BARE, DOTS, FULL, STYLE_SHARES, STYLES
from bench.damage_papers import Paper

COLUMNS = ("title", "title_zh", "author", "year", "journal", "volume", "number", "pages", "doi", "abstract")
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
        "author": names.han_names(paper.authors) if is_chinese else names.names(paper.authors, style),
        "year": str(paper.year),
        "journal": journal(paper, rng),
        "volume": str(paper.volume) if rng.random() < 0.98 or whole else "",
        "number": str(paper.issue) if rng.random() < 0.8 else "",
        "pages": f"{paper.first}-{paper.last}" if rng.random() < 0.97 or whole else "",
        "doi": paper.doi,
        "abstract": paper.abstract or paper.abstract_zh,
    }, style


def journal(paper: Paper, rng: Random) -> str:
    """Return the name of a paper's journal in its language, one in four English ones abbreviated."""
    if paper.title_zh:
        return paper.journal.zh
    return paper.journal.short if rng.random() < 0.25 else paper.journal.name


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
        done += names.restyled(copy, style, paper, rng, wear)
    return copy, done


NUMBERS: dict[str, tuple[tuple[str, float, Damage], ...]] = {
    "year": (("off by one", 0.004, fields.year_off),),
    "volume": (
        ("decorated", 0.085, fields.volume_decorated),
        ("other", 0.034, fields.volume_other),
        ("missing", 0.003, fields.missing("volume")),
    ),
    "number": (
        ("missing", 0.132, fields.missing("number")),
        ("decorated", 0.026, fields.number_decorated),
        ("other", 0.011, fields.number_other),
    ),
    "pages": (
        ("shortened", 0.066, fields.pages_shortened),
        ("missing", 0.030, fields.missing("pages")),
        ("other", 0.018, fields.pages_other),
        ("first page only", 0.005, fields.pages_first),
        ("punctuation", 0.003, fields.pages_punctuation),
    ),
    "doi": (
        ("address", 0.235, fields.doi_address),
        ("missing", 0.145, fields.missing("doi")),
        ("case", 0.014, fields.doi_case),
    ),
    "abstract": (
        ("cut", 0.144, fields.abstract_cut),
        ("typed wrong", 0.083, fields.abstract_typed),
        ("missing", 0.035, fields.missing("abstract")),
        ("markup", 0.080, fields.markup("abstract")),
        ("punctuation", 0.033, fields.abstract_punctuation),
    ),
}
DAMAGE: dict[str, tuple[tuple[str, float, Damage], ...]] = {
    "title": (
        ("case", 0.200, fields.title_case),
        ("punctuation", 0.035, fields.title_punctuation),
        ("cut", 0.075, fields.title_cut),
        ("typed wrong", 0.007, fields.title_typed),
        ("marked", 0.007, fields.title_marked),
        ("markup", 0.025, fields.markup("title")),
    ),
    "author": (
        ("typed wrong", 0.047, names.authors_typed),
        ("fewer", 0.055, names.authors_fewer),
        ("other", 0.040, names.authors_other),
    ),
    "journal": (
        ("punctuation", 0.200, fields.journal_punctuation),
        ("subtitle", 0.044, fields.journal_subtitle),
        ("case", 0.035, fields.journal_case),
        ("abbreviated", 0.035, fields.journal_abbreviated),
        ("other", 0.019, fields.journal_other),
        ("missing", 0.001, fields.missing("journal")),
    ),
} | NUMBERS
DAMAGE_ZH: dict[str, tuple[tuple[str, float, Damage], ...]] = {
    "author": (
        ("separators", 0.150, names.authors_separated),
        ("pinyin", 0.080, names.authors_pinyin),
        ("fewer", 0.055, names.authors_fewer),
        ("typed wrong", 0.015, names.authors_homophone),
    ),
    "journal": (("English name", 0.050, han.journal_english), ("missing", 0.001, fields.missing("journal"))),
    "title": (
        ("full width", 0.150, han.wide),
        ("punctuation", 0.035, han.spaced),
        ("traditional", 0.050, han.traditional),
        ("in two languages", 0.080, han.translation_beside),
        ("translated", 0.050, han.translated),
        ("typed wrong", 0.009, han.typed_han),
    ),
} | NUMBERS
