"""Find the titles and authors above an abstract: the front matter of a page that may have come from a scanner."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple
from unicodedata import normalize

from ingest.language import lang_of
from ingest.page import Block
from ingest.papers.abstracts import is_label
from ingest.papers.bylines import read_byline, without_byline
from ingest.papers.furniture import is_menu, is_periodical
from ingest.papers.places import read_place
from ingest.record import Lang

_FRONT_MATTER = 12
"""Blocks above an abstract up to which they are its title, authors and affiliations, not a site's menu."""
_SIGNED_FRONT = 30
"""Blocks above an abstract up to which a line with several names below it is a title."""
_NO_TITLE = re.compile(
    r"[\[［][JMDCNPSRZ](?:/OL)?[\]］]|^[\[［]\d{1,3}[\]］]|"
    r"@|^来[自源]\s|\d{5,}|[,，;；]\s*China\b|University|Hospital|Department|Institute|College|School of|"
    r"\bVol\.? ?\d|第\s*\d+\s*[期卷]|"
    r"(?:大[学學]|医院|醫院|[学學]院|研究[所院]|(?<![单多單])中心)(?:附属|附屬|第[一二三四五六七八九十]|[^\u4e00-\u9fff]|$"
    r"|[\u4e00-\u9fff]{0,16}(?:(?:[科部所院]|(?<!心)室|(?<![关联体關聯體])系)|中心)(?:[^\u4e00-\u9fff]|$))|"
    r"[a-z\u4e00-\u9fff][¹²³⁴-⁹]|[\u4e00-\u9fff]\d[,，\s*]|[a-z]\d\b.*,|^\W|[。.]$|^.{300}"
)
"""Signs of authors, affiliations, citations and prose among the lines above an abstract."""
_SHORT_TITLE = 8
"""Characters under which a line is a title only if no other can be one: names of sites and rubrics are short."""
_TITLE_LENGTH = 4
"""Characters of a title at the least; the last line of one may be shorter."""
_UNFINISHED = re.compile(
    r"(?:\b(?:of|on|in|for|and|or|the|with|to|from|by|an?|based|using|under|between|during|after|before|at|via|"
    r"versus|vs\.?|"
    r"among|its|their|into|as)|[的与及和对在]|[-–—:：,，、])\s*$",
    re.IGNORECASE,
)
"""The end of a title's line that goes on in the next."""
_CONTINUES: dict[Lang, re.Pattern[str]] = {"en": re.compile(r"[a-z]"), "zh": re.compile(r"[的与及和](?!谐|谈)")}
"""The beginning of a line that goes on from the one above."""
_WRAPPED = 16
"""Characters of a Chinese line that may have been broken at the width of its page; rubrics are shorter."""
_MENU = re.compile(r"[>»|›]|\s/\s")
_ABSTRACTS = re.compile(
    r"\b(?:abstracts?|contents)\b.*\bkey ?words\b|^(?:main )?(?:abstracts|contents)$", re.IGNORECASE
)
"""Headings over the English abstracts of an issue."""
_RUBRIC = re.compile(
    r"open access|free|original|article|research|review|editorial|online|published|full text|volume|doi|论著|综述",
    re.IGNORECASE,
)
_LAST_LINE = re.compile(r"(?!.*\d.)[^:：,，;；]{1,40}")
"""What a title's last line looks like when only its place, between title and authors, tells it."""
_FOOTNOTE = re.compile(
    r"(?:\s*[*＊∗#†‡?？]|\s*\$\s*\^?\s*\{?\s*(?:\\ast|\\dag|[\d*])\s*\}?\s*\$|(?<=[\u4e00-\u9fff])[1¹]|"
    r"(?<=[a-z]{4})1|"
    r"(?<=[a-z\u4e00-\u9fff)）])[¹²³])+$"
)
"""Marks behind a title that refer to the funding."""
_AUTHORS_LABEL = re.compile(r"(?:Authors?|By|作\s*者)\s*[:：]\s*", re.IGNORECASE)
_TWO_SCRIPTS = re.compile(
    r"((?:[^\s\u4e00-\u9fff]+\s+){3,}[^\s\u4e00-\u9fff]*[^\s\u4e00-\u9fff\d])\d?\s*(?=[\u4e00-\u9fff]{2})"
)
"""An English title with the Chinese authors behind it on its line."""
_LONGEST_LINE = 1_000
"""Characters of such a line."""
_AUTHORS_TABLE = re.compile(
    r"(?:作\s*者(?:姓名)?\t(?:作者)?(?:单\s*位|机\s*构)|Authors?(?: Names?)?\t(?:Affiliations?|Institutions?))"
    r"(?:\t.*)?",
    re.IGNORECASE,
)
"""The head of a table of authors and where they work."""
_AUTHORS_BELOW = 3
"""Blocks below a title among which its authors stand."""


_AFFILIATION = re.compile(
    r"University|Hospital|Institut|Department|College|School of|Academy|Cent(?:er|re) for|大学|医院|大學|醫院|學院|"
    r"学院|研究[所院]|中心|公司|实验室"
)
_AFFILIATION_LABEL = re.compile(r"(?:作者)?(?:单位|單位|机构|機構)\s*[:：]\s*|Affiliations?\s*[:：]\s*", re.IGNORECASE)
_AFFILIATION_LENGTH = 600
_NUMBER = re.compile(r"^(?:\d{1,2}|[¹²³⁴-⁹]+|[a-h])[.、)）]?\s*(?=[A-Z\u4e00-\u9fff])")
"""What refers an affiliation to its authors."""
_NUMBERED = re.compile(
    r"(?<=[\u4e00-\u9fff）;；])\s*(?=\d{1,2}[.．、]\s*[\u4e00-\u9fff])|"
    r"(?<=[;；])\s*(?=[¹²³⁴-⁹\d]{1,2}\s*[\u4e00-\u9fffA-Z])"
)
"""Where the next of several affiliations on a line begins."""
_SENTENCE_WORDS = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|can|may|that|which|who|we|they|it|to)\b|[是了将其。]"
)
"""Words of prose, which may name an institution too."""


class FrontMatter(NamedTuple):
    """Titles by language, authors and affiliations in one language; empty where the page does not show them."""

    title: dict[Lang, str]
    authors: tuple[str, ...]
    affiliations: tuple[str, ...]


def read_front_matter(above: Sequence[Block]) -> FrontMatter:
    """Read what stands above an abstract.

    Of the highest headings the last in a language is its title, since a journal's rubric comes before it; in a language
    without a heading it is the line above the authors, or the first of the few above the abstract that can be one.
    """
    blocks = [piece for block in above for piece in _by_script(block)]
    spans = {lang: _whole(blocks, place) for lang, place in _places(blocks).items()}
    title = {lang: _clean(blocks[start:end]) for lang, (start, end) in spans.items()}
    ends = [spans[lang][1] for lang in ("zh", "en") if lang in spans]
    authors, rest = _authors(blocks, ends)
    return FrontMatter({lang: text for lang, text in title.items() if text}, authors, tuple(_affiliations(rest)))


def _by_script(block: Block) -> Iterator[Block]:
    """Cut a line between an English title and the Chinese names that were run together with it."""
    if (
        block.kind != "heading"
        and len(block.text) <= _LONGEST_LINE
        and not block.text.isascii()
        and (cut := _TWO_SCRIPTS.match(block.text))
        and read_byline(block.text[cut.end() :]).names
    ):
        yield replace(block, text=cut[1])
        yield replace(block, text=block.text[cut.end() :])
    else:
        yield block


def _places(blocks: Sequence[Block]) -> dict[Lang, int]:
    """Return by language the place of its title's line."""
    named = (i for i, block in enumerate(blocks) if block.kind == "heading" and _is_heading(block.text))
    headings = [i for i in named if _is_able(blocks[i])]
    top = min((blocks[i].level for i in headings), default=0)
    first = headings[0] + 1 if headings else 0
    below = [i for i in range(max(first, len(blocks) - _SIGNED_FRONT), len(blocks)) if _is_able(blocks[i])]
    lines = [i for i in below if blocks[i].kind in {"paragraph", "row"} and _is_title(without_byline(blocks[i].text))]
    few = lines if len(below) <= _FRONT_MATTER and len(blocks) - first <= _SIGNED_FRONT else []
    plain = sorted(few, key=lambda i: len(blocks[i].text) < _SHORT_TITLE or is_periodical(blocks[i].text))
    signed = [i for i in lines if _is_signed(blocks, i)]
    highest = [i for i in headings if blocks[i].level == top]
    lower = [i for i in headings if i - 1 in highest or (i + 1 < len(blocks) and read_byline(blocks[i + 1].text).names)]
    ranked = (*reversed(plain), *reversed(signed), *lower, *highest)
    return {lang: i for i in ranked if (lang := lang_of(blocks[i].text))}


def _is_able(block: Block) -> bool:
    """Tell whether a block may be a title, as far as it is no label, byline or menu."""
    return not (is_label(block.text) or _is_byline(block) or is_menu(block.text))


def _is_signed(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether several authors stand below a line or behind it."""
    below = blocks[place + 1].text if place + 1 < len(blocks) else ""
    return len(read_byline(below).names) > 1 or without_byline(blocks[place].text) != blocks[place].text


def _is_heading(line: str) -> bool:
    return len(line) >= _TITLE_LENGTH and not _ABSTRACTS.search(normalize("NFKC", line))


def _is_byline(block: Block) -> bool:
    """Tell whether a block is nothing but names; a heading of one name in Latin letters is a short title."""
    names = read_byline(block.text).names
    return len(names) > 1 or (bool(names) and (block.kind != "heading" or not names[0].isascii()))


def _is_title(line: str) -> bool:
    return "\t" not in line and len(line) >= _TITLE_LENGTH and not _NO_TITLE.search(line) and read_place(line) is None


def _whole(blocks: Sequence[Block], place: int) -> tuple[int, int]:
    """Return the span [start, end) of the lines over which a title runs."""
    start, end = place, place + 1
    while start > 0 and _joined(blocks[start - 1], blocks[start]):
        start -= 1
    while end < len(blocks) and (_joined(blocks[end - 1], blocks[end]) or _is_last_line(blocks, end)):
        end += 1
    return start, end


def _joined(first: Block, second: Block) -> bool:
    """Tell whether a line of a title goes on in the next."""
    if not _alike(first, second):
        return False
    lang = lang_of(second.text)
    goes_on = lang and (
        _is_wrapped(first, second) or _UNFINISHED.search(first.text) or _CONTINUES[lang].match(second.text)
    )
    return bool(goes_on) and not _NO_TITLE.search(without_byline(second.text))


def _is_wrapped(first: Block, second: Block) -> bool:
    """Tell whether a line of Chinese may have been broken at the width of its page."""
    plain = first.kind == second.kind == "paragraph" and lang_of(first.text) == "zh"
    long = len(first.text) >= max(_WRAPPED, len(second.text))
    return plain and long and _is_title(first.text) and not _MENU.search(first.text)


def _is_last_line(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether a short line stands between a title and its authors."""
    text = blocks[place].text
    return (
        _alike(blocks[place - 1], blocks[place])
        and bool(_LAST_LINE.fullmatch(text))
        and not (_RUBRIC.search(text) or _NO_TITLE.search(_FOOTNOTE.sub("", text)))
        and place + 1 < len(blocks)
        and bool(read_byline(blocks[place + 1].text).names)
    )


def _alike(first: Block, second: Block) -> bool:
    """Tell whether two lines are of one language and neither a label nor a byline."""
    if (
        is_label(first.text)
        or is_label(second.text)
        or is_menu(first.text)
        or is_menu(second.text)
        or read_byline(second.text).names
    ):
        return False
    return lang_of(first.text) == lang_of(second.text) is not None


def _clean(lines: Sequence[Block]) -> str:
    bare = [without_byline(block.text) for block in lines]
    between = "" if lang_of(bare[0]) == "zh" else " "
    return _FOOTNOTE.sub("", between.join(bare)).strip()


def _authors(blocks: Sequence[Block], title_ends: Sequence[int]) -> tuple[tuple[str, ...], list[str]]:
    """Return the authors, from a labelled line or the names behind a title or below it, and what follows them."""
    for i, block in enumerate(blocks):
        if label := _AUTHORS_LABEL.match(block.text):
            return _names(blocks, i, block.text[label.end() :])
        if _AUTHORS_TABLE.fullmatch(block.text):
            return _tabled(blocks[i + 1 :])
    for end in title_ends:
        last = blocks[end - 1].text
        texts = [(end - 1, last[len(without_byline(last)) :].lstrip())]
        texts += [(i, blocks[i].text) for i in range(end, min(end + _AUTHORS_BELOW, len(blocks)))]
        for i, text in texts:
            names, rest = _names(blocks, i, text)
            if names:
                return names, rest
    return (), []


def _names(blocks: Sequence[Block], place: int, text: str) -> tuple[tuple[str, ...], list[str]]:
    """Return the names of a line, and of the next where the line ends with a separator, and the texts after them."""
    names, rest = read_byline(text)
    below = [block.text for block in blocks[place + 1 :]]
    if names and below and re.search(r"[,，、;；]\s*$", text):
        more = read_byline(below[0])
        return names + more.names, [more.rest, *below[1:]]
    if len(names) == 1 and blocks[place].kind == "item":
        others = list(takewhile(lambda one: one is not None, map(_listed, blocks[place + 1 :])))
        return names + tuple(filter(None, others)), [rest, *below[len(others) :]]
    return names, [rest, *below]


def _listed(block: Block) -> str | None:
    """Return the name that is all of a list's item."""
    names, rest = read_byline(block.text)
    return names[0] if block.kind == "item" and len(names) == 1 and not rest.strip() else None


def _tabled(below: Sequence[Block]) -> tuple[tuple[str, ...], list[str]]:
    """Return the authors and their affiliations from the rows of a table, each affiliation once."""
    rows = [block.text.split("\t") for block in takewhile(lambda block: "\t" in block.text, below)]
    people = [row for row in rows if read_byline(row[0]).names]
    names = tuple(dict.fromkeys(name for row in people for name in read_byline(row[0]).names))
    return names, list(dict.fromkeys(row[1] for row in people))


def _affiliations(texts: Sequence[str]) -> Iterator[str]:
    """Yield the affiliations among the texts below the authors, up to the next authors, label or sentence."""
    for text in texts:
        prose = len(text) > _AFFILIATION_LENGTH or len(_SENTENCE_WORDS.findall(text)) > 1
        if prose or is_label(text) or (read_byline(text).names and not _AFFILIATION.search(text)):
            return
        if _AFFILIATION.search(text):
            named = _AFFILIATION_LABEL.sub("", text.rpartition("\t")[2].strip(" ()（）"))
            pieces = _NUMBERED.split(named)
            yield from (bare for piece in pieces if (bare := _NUMBER.sub("", piece).strip(" ;；")))
