"""Damage to one field of a row, in any language: titles, journals, numbers, DOIs and abstracts."""

import re
from collections.abc import Callable
from random import Random

from bench.damage_papers import Paper

Row = dict[str, str]
Damage = Callable[[Row, Paper, Random], bool]
"""Changes the row, or returns False where there is nothing to change."""

PLACES = ("European", "American", "International", "British", "Weinheim", "London", "Baltimore")
_SPELT = (("Gynecolog", "Gynaecolog"), ("Pediatric", "Paediatric"), ("Tumor", "Tumour"), ("Hematolog", "Haematolog"))
_SUBTITLES = (": Official Journal of the {} Society", " : the official publication of the {} Association", " ({})")
_LANGUAGES = ("Chinese", "German", "Russian", "French", "Japanese", "Spanish")


def changed(row: Row, field: str, text: str) -> bool:
    """Set a field; tell whether that changed it."""
    was, row[field] = row[field], text
    return was != text


def slip(text: str, rng: Random) -> str:
    """Return a text with one slip of typing after its first letter: one lost, doubled, exchanged or another."""
    at = rng.randrange(min(1, len(text) - 1), max(1, len(text) - 1))
    one, other = text[at : at + 1], text[at + 1 : at + 2]
    return (
        text[:at] + rng.choice((other, one + one + other, other + one, rng.choice("aeinorst") + other)) + text[at + 2 :]
    )


def missing(field: str) -> Damage:
    return lambda row, _paper, _rng: changed(row, field, "")


def title_case(row: Row, _paper: Paper, rng: Random) -> bool:
    """Write every word with a capital, or none but the first, or now and then all in capitals."""
    text = row["title"]
    if rng.random() < 0.08:
        return changed(row, "title", text.upper())
    big = sum(word[0].isupper() for word in text.split()) > len(text.split()) / 2
    words = [
        word.lower()
        if big and word[1:].islower()
        else word[0].upper() + word[1:]
        if not big and len(word) > 3
        else word
        for word in text.split()
    ]
    text = " ".join(words)
    return changed(row, "title", text[:1].upper() + text[1:])


def title_punctuation(row: Row, _paper: Paper, rng: Random) -> bool:
    text = row["title"]
    choices = [text.rstrip(".") if text.endswith(".") else text + "."]
    choices += [
        text.replace(old, new) for old, new in ((": ", " - "), (" - ", ": "), ("-", " "), ("'", "’"), (", ", " "))
    ]
    return changed(row, "title", rng.choice([choice for choice in choices if choice != text]))


def title_cut(row: Row, _paper: Paper, _rng: Random) -> bool:
    """Cut the subtitle off, or what follows the last preposition, where most of the title stays."""
    text = row["title"]
    place = max((m.start() for m in re.finditer(r": | - |\. | in (?=\S+ \S+$)|\? ", text)), default=0)
    return len(text[:place].split()) >= 4 and changed(row, "title", text[:place])


def title_typed(row: Row, _paper: Paper, rng: Random) -> bool:
    return changed(row, "title", slip(row["title"], rng))


def title_marked(row: Row, _paper: Paper, rng: Random) -> bool:
    text = row["title"].rstrip(".")
    return changed(row, "title", f"[{text}]." if rng.random() < 0.3 else f"{text}. [{rng.choice(_LANGUAGES)}]")


def markup(field: str) -> Damage:
    """Leave what HTML and its loss leave: entities, tags, a quotation mark as a number."""

    def leave(row: Row, _paper: Paper, rng: Random) -> bool:
        text = row[field]
        choices = (
            text.replace(" and ", " &amp; ", 1), text.replace("'", "&#39;"),
            re.sub(r"(?<=[A-Za-z])(\d)", r"<sub>\1</sub>", text, count=1),
            re.sub(r"\b([a-z]{5,})\b", r"<i>\1</i>", text, count=1),
        )  # fmt: skip
        return changed(row, field, rng.choice(choices))

    return leave


def year_off(row: Row, paper: Paper, rng: Random) -> bool:
    return changed(row, "year", str(paper.year + rng.choice((-1, -1, 1))))


def journal_abbreviated(row: Row, paper: Paper, _rng: Random) -> bool:
    name, short = paper.journal.name, paper.journal.short
    return changed(row, "journal", short if row["journal"] == name else name)


def journal_punctuation(row: Row, _paper: Paper, rng: Random) -> bool:
    text = row["journal"]
    choices = (
        text.replace(" and ", " & "),
        "The " + text,
        text + ".",
        text.replace(" of ", " "),
        text.replace(" ", ". ") if len(text) < 30 else text,
    )
    return changed(row, "journal", rng.choice(choices))


def journal_subtitle(row: Row, _paper: Paper, rng: Random) -> bool:
    return changed(row, "journal", row["journal"] + rng.choice(_SUBTITLES).format(rng.choice(PLACES)))


def journal_case(row: Row, _paper: Paper, rng: Random) -> bool:
    text = row["journal"]
    return changed(row, "journal", text.upper() if rng.random() < 0.3 else text[:1] + text[1:].lower())


def journal_other(row: Row, _paper: Paper, rng: Random) -> bool:
    text = row["journal"]
    spelt = next((text.replace(*pair) for pair in _SPELT if pair[0] in text), text)
    return changed(
        row,
        "journal",
        spelt
        if spelt != text
        else text + rng.choice((" [Electronic Resource]", " Online", " / edited by the society")),
    )


def volume_decorated(row: Row, paper: Paper, rng: Random) -> bool:
    ends = (f"({paper.issue})", f" ({paper.issue}) (no pagination)", " (pp 1-300)", f" (SUPPL. {paper.issue})")
    return bool(row["volume"]) and changed(row, "volume", f"{paper.volume}{rng.choice(ends)}")


def volume_other(row: Row, paper: Paper, rng: Random) -> bool:
    return bool(row["volume"]) and changed(
        row, "volume", rng.choice((f"{paper.issue})", str(paper.year), f"({paper.issue})"))
    )


def number_decorated(row: Row, paper: Paper, rng: Random) -> bool:
    return bool(row["number"]) and changed(
        row, "number", rng.choice((f"No. {paper.issue}", f"{paper.issue} Pt 1", f"{paper.issue} (Suppl)"))
    )


def number_other(row: Row, paper: Paper, _rng: Random) -> bool:
    return bool(row["number"]) and changed(row, "number", str(paper.first))


def pages_shortened(row: Row, paper: Paper, _rng: Random) -> bool:
    first, last = str(paper.first), str(paper.last)
    same = (
        next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
        if len(first) == len(last)
        else 0
    )
    return bool(same and row["pages"]) and changed(row, "pages", f"{first}-{last[same:]}")


def pages_first(row: Row, paper: Paper, _rng: Random) -> bool:
    return bool(row["pages"]) and changed(row, "pages", str(paper.first))


def pages_other(row: Row, paper: Paper, rng: Random) -> bool:
    return bool(row["pages"]) and changed(
        row, "pages", rng.choice((f"t-{paper.last % 100}", f"{paper.last}-{paper.last + 9}", f"e{paper.number}"))
    )


def pages_punctuation(row: Row, _paper: Paper, rng: Random) -> bool:
    return changed(row, "pages", row["pages"].replace("-", rng.choice(("--", "–", " - "))))


def doi_address(row: Row, _paper: Paper, rng: Random) -> bool:
    starts = ("http://dx.doi.org/", "http://dx.doi.org/", "https://doi.org/", "doi: ")
    return bool(row["doi"]) and changed(row, "doi", rng.choice(starts) + row["doi"])


def doi_case(row: Row, _paper: Paper, _rng: Random) -> bool:
    return changed(row, "doi", row["doi"].upper())


def abstract_cut(row: Row, _paper: Paper, rng: Random) -> bool:
    """Stop at a sentence or in the middle of a word, or add the publisher's line."""
    text = row["abstract"]
    stop = int(len(text) * rng.uniform(0.5, 0.95))
    choices = (
        text[:stop],
        text[:stop].rpartition("。" if "。" in text else ". ")[0] or text[:stop],
        text + " Copyright © Elsevier Inc. All rights reserved.",
    )
    return bool(text) and changed(row, "abstract", rng.choice(choices))


def abstract_typed(row: Row, _paper: Paper, rng: Random) -> bool:
    text = row["abstract"]
    for _ in range(rng.randrange(1, 6) if text else 0):
        text = slip(text, rng)
    return changed(row, "abstract", text)


def abstract_punctuation(row: Row, _paper: Paper, _rng: Random) -> bool:
    return changed(row, "abstract", row["abstract"].replace(", ", " ").replace("，", ","))
