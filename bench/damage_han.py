"""What happens to the records of Chinese papers only: width, script, and translation."""

from collections.abc import Callable
from functools import cache
from random import Random

from bench.damage_fields import Row, changed
from bench.damage_names import pinyin_names
from bench.damage_papers import Paper

_WIDE = str.maketrans("0123456789()-:,?", "０１２３４５６７８９（）－：，？")


def wide(row: Row, _paper: Paper, _rng: Random) -> bool:
    """Write digits and marks of a Chinese title in full width."""
    field = han_field(row)
    return changed(row, field, row[field].translate(_WIDE))


def han_field(row: Row) -> str:
    return "title_zh" if row["title_zh"] else "title"


def spaced(row: Row, _paper: Paper, rng: Random) -> bool:
    field = han_field(row)
    at = rng.randrange(1, max(2, len(row[field])))
    return changed(
        row,
        field,
        rng.choice((row[field][:at] + " " + row[field][at:], row[field] + "*", row[field].replace("的", "之", 1))),
    )


def typed_han(row: Row, _paper: Paper, rng: Random) -> bool:
    """Lose or double a character."""
    field = han_field(row)
    at = rng.randrange(max(1, len(row[field])))
    return changed(row, field, row[field][:at] + row[field][at] * rng.choice((0, 2)) + row[field][at + 1 :])


def traditional(row: Row, _paper: Paper, _rng: Random) -> bool:
    """Write title, names and journal in traditional characters."""
    convert = _converter()
    field = han_field(row)
    row["author"], row["journal"] = convert(row["author"]), convert(row["journal"])
    return changed(row, field, convert(row[field]))


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    converter: Callable[[str], str] = OpenCC("s2t").convert
    return converter


def translation_beside(row: Row, paper: Paper, rng: Random) -> bool:
    """Give the English title as well, or only one of two."""
    if row["title_zh"]:
        row["title"], row["title_zh"] = row["title_zh"], ""
        return True
    if not paper.title:
        return False
    if rng.random() < 0.3:
        return changed(row, "title", f"{paper.title_zh} {paper.title}")
    row["title"], row["title_zh"] = paper.title, paper.title_zh
    return True


def translated(row: Row, paper: Paper, rng: Random) -> bool:
    """Show the record as an English index does: title, names and journal in English, no abstract."""
    if not paper.title:
        return False
    mark = rng.choice(("", "", ". [Chinese]"))
    row |= {
        "title": paper.title + mark,
        "title_zh": "",
        "journal": paper.journal.name,
        "abstract": "",
        "author": pinyin_names(paper, rng),
    }
    return True


def journal_english(row: Row, paper: Paper, _rng: Random) -> bool:
    return changed(row, "journal", paper.journal.name)
