"""What site modules share in turning blocks into fields."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from ingest.identifiers import REGISTRIES, identify
from ingest.language import detect, lang_of, runs
from ingest.record import Identifier, Lang, Source

_NUMBERING = re.compile(r"^\s*(?:\(?\d{1,3}[.)、．](?!\d)|[(（]\d{1,3}[)）]|[①-⑳]|[a-z][.)](?=\s)|[*•·-](?=\s))\s*")
_BOILERPLATE = re.compile(
    r"(?:Supplementary (?:information|material)s?\s*[:：]?\s*)?"
    r"The online version (?:of this article )?contains supplementary material[^。]*?available at \S+"
    r"|Supplementary (?:information|material) (?:is|are) available\b[^.]*\.",
    re.IGNORECASE,
)
KEYWORDS = re.compile(r"\W*(?:Key ?words?|关\s*键\s*词|關\s*鍵\s*詞)\W*[:：]?\s*", re.IGNORECASE)
"""What stands before a list of keywords on its line."""


def record_id(source: Source) -> str:
    """Return the id of the record that a whole page makes: its path, and its member inside an archive."""
    return source.path if source.member is None else f"{source.path}!{source.member}"


def bilingual(paragraphs: Iterable[str]) -> dict[Lang, str]:
    """Sort paragraphs into fields by their language, in order, joined by newlines; other languages are left out.

    A paragraph that holds sentences in both languages, as mirrors print a translation behind its original, comes apart.
    """
    texts: dict[Lang, list[str]] = {}
    for lang, text in chain.from_iterable(map(_by_language, paragraphs)):
        texts.setdefault(lang, []).append(text)
    return {lang: "\n".join(texts[lang]) for lang in sorted(texts)}


def _by_language(paragraph: str) -> Iterator[tuple[Lang, str]]:
    mixed = detect(paragraph) == "mixed"
    stretches = [paragraph[run.start : run.end] for run in runs(paragraph)] if mixed else [paragraph]
    yield from ((lang, text) for text in stretches if (lang := lang_of(text)))


def without_boilerplate(paragraph: str) -> str:
    """Return an abstract's paragraph without what publishers append to every abstract."""
    return _BOILERPLATE.sub("", paragraph).strip()


def without_number(item: str) -> str:
    """Return a list item without the number that was typed before it."""
    return _NUMBERING.sub("", item, count=1).strip()


def keywords(lines: Iterable[str]) -> dict[Lang, tuple[str, ...]]:
    """Return the keywords of the lines that begin by naming themselves so, by language."""
    found: dict[Lang, tuple[str, ...]] = {}
    for line in lines:
        words = KEYWORDS.sub("", line, count=1) if KEYWORDS.match(line) else ""
        if words and (lang := lang_of(words)):
            found.setdefault(lang, tuple(w.strip(" .。") for w in re.split(r"[;；,，、]\s*", words) if w.strip(" .。")))
    return found


def registrations(abstract: dict[Lang, str]) -> tuple[Identifier, ...]:
    """Return the trials that a paper's abstract names: it reports them."""
    return tuple(i for text in abstract.values() for i in identify(text, "reports", REGISTRIES))


def sections(lines: Iterable[str], headings: Iterable[str]) -> dict[str, list[str]]:
    """Cut lines at the given headings (case and a closing colon don't matter); lines before the first go under ``""``.

    Every heading has its key, with an empty list where the page lacks it; one that comes twice continues its section.
    """
    names = {heading.casefold(): heading for heading in headings}
    found: dict[str, list[str]] = {"": [], **{heading: [] for heading in names.values()}}
    current = ""
    for line in lines:
        if heading := names.get(line.rstrip(":： ").casefold()):
            current = heading
        else:
            found[current].append(line)
    return found


def labelled(lines: Iterable[str], labels: Iterable[str], *, colon: bool = False) -> Iterator[tuple[str | None, str]]:
    """Yield (label, value) for every value line; the label is None where the page shows the value alone.

    A label stands on the line before its value, or before it on the same line: ``Last Updated: 2025-05-25``, and unless
    ``colon`` is asked for also ``Sponsor Role lead``.
    """
    names = "|".join(map(re.escape, sorted(labels, key=len, reverse=True)))
    between = r"\s*[:：]\s*|$" if colon else r"\s*[:：]\s*|\s+|$"
    form = re.compile(rf"({names})(?:{between})(.*)", re.IGNORECASE)
    label: str | None = None
    for line in lines:
        if match := form.fullmatch(line):
            label = match[1]
            if not match[2]:
                continue
            line = match[2]  # noqa: PLW2901
        yield label, line
        label = None
