"""Tell a paper's own numbers from those of the papers that its page cites, lists or recommends."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.identifiers import find, identify, unique
from ingest.page import Block
from ingest.papers.places import read_place
from ingest.record import Identifier, Lang
from ingest.schemes import PUBLICATIONS

_HINTS = ("10.", "10．", "１０", "pmid", "pmc", "pubmed", "cstr", "chinaxiv")
"""What every number of a publication holds; most lines of a full text need not be searched."""
_OTHERS = re.compile(
    r"\W*(?:\d+\W+)?(?:references?(?: list| cited)?|bibliography|(?:literature|works|sources) cited|"
    r"cited (?:literature|works|references|sources)|(?:literature|works)(?: list)?|notes and references|"
    r"cited by|"
    r"citing articles|"
    r"(?:similar|related|recommended) (?:articles?|papers?|content|reading)|you may also (?:like|be interested in).*|"
    r"(?:more|other) articles.*|associated data|comment(?:s|ed)? (?:in|on)|errat(?:um|a).*|update (?:in|of)|"
    r"参考文献|引证文献|共引文献|二级参考文献|相似文献|相关(?:文章|文献|论文|推荐)|推荐(?:阅读|文章|论文)|"
    r"读者还看了?|同行关注.*|"
    r"主要参考文献|引用文献|參考文獻|引用文獻|參考資料|相關文獻|引文网络|节点文献)\W*(?:[(（]?\d*[)）]?)\W*",
    re.IGNORECASE,
)
"""Headings over other people's papers."""
_OWN_AGAIN = re.compile(
    r"\W*(?:(?:about this |cite this |how to cite.{0,20}|to cite this |article )(?:article|information|details)?|"
    r"(?:article|publication) (?:information|details|history|metadata)|(?:copyright|rights) .{0,40}|"
    r"author information|"
    r"引用本文|本文引用格式|推荐引用方式|文章信息|文献信息|出版信息|作者信息|基本信息)\W*",
    re.IGNORECASE,
)
"""Headings under which a page speaks of its own paper again."""
_DATES = re.compile(
    r"\W*(?:(?:收稿|投稿|修回|修订|接受|录用|出版|刊出|网络出版|在线出版)(?:日期|时间)|"
    r"received|accepted|published(?: online)?)"
    r"\s*[:：].{0,200}",
    re.IGNORECASE,
)
"""What journals print of their own papers only; it may stand below the references."""
_REFERENCE = re.compile(
    r"\[[JMDCNPSRZ](?:/OL)?\]|^\W*(?!10\.\d{4})\d{1,3}[\].．、]\s*\S|et al\b|^[A-Z][\w'’-]+ [A-Z]{1,3},\s"
)
"""Signs of an entry in a list of references."""
_CITE = re.compile(
    r"\W*(?:cite (?:this|as)|how to cite|(?:to )?cite this article|citation|recommended citation|引用本文|"
    r"本文引用格式|推荐引用方式|"
    r"引用格式|引文格式)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\W*(?:DOI|PMID|PMCID|CSTR|ChinaXiv|https?|引用)\b.*", re.IGNORECASE)
_LABEL_ALONE = re.compile(r"\W*(?:DOI|PMID|PMCID|CSTR)\W*", re.IGNORECASE)
_HEADING_LENGTH = 200
"""Characters of such a line at the most."""
_BARE = 60
"""Characters of a line beside its number up to which it only names the number."""
_CITATION_LENGTH = 2_000
"""Characters of a citation; many authors may make it long."""
_TITLE_SAME = 12
"""Letters of a title that must come again for a citation to be that of the page's own paper."""


def own_numbers(blocks: Sequence[Block], end: int, titles: Mapping[Lang, str]) -> tuple[Identifier, ...]:
    """Return the paper's own numbers, by their places.

    They are the first above the end of the abstracts; else those of the citation that holds the paper's own title; else
    the only DOI that stands labelled on a line of its own, outside of references and lists.

    Args:
        blocks: of the page.
        end: number of blocks up to the end of the last abstract.
        titles: of the paper.
    """
    known = [_letters(title) for title in titles.values()]
    first = [i for block in own_parts(blocks[:end]) if _is_own(block.text, known) for i in _numbers(block.text)]
    hinted = [block for block in blocks if _hints(block.text)]
    cited = [i for block in hinted if _holds(block.text, known) for i in _numbers(block.text)]
    labelled = (block.text for block in own_parts(blocks) if _LABEL.match(block.text) and _is_bare(block.text))
    below = unique(i for text in labelled for i in _numbers(text))
    alone = below if len({i.scheme for i in below}) == len(below) else ()
    return _one_each(first or cited or alone)


def own_parts(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks outside of references, similar articles and the like, a number with the label above it."""
    level: int | None = None
    for above, block in zip((None, *blocks), blocks, strict=False):
        short = len(block.text) <= _HEADING_LENGTH
        if short and _OTHERS.fullmatch(block.text):
            level = block.level if block.kind == "heading" else 0
        elif (short and _OWN_AGAIN.fullmatch(block.text)) or (
            level and block.kind == "heading" and block.level <= level
        ):
            level = None
        elif level is None or (short and _DATES.fullmatch(block.text)):
            level = None
            labelled = above is not None and _LABEL_ALONE.fullmatch(above.text) and _is_bare(block.text)
            yield replace(block, text=f"{above.text} {block.text}") if above is not None and labelled else block


def cited_numbers(lines: Iterable[str]) -> Iterator[Identifier]:
    """Yield the DOIs of a page in the role that they have unless a better one is known."""
    yield from (i for line in lines if _hints(line) for i in identify(line, "cited", ["doi"]))


def _hints(text: str) -> bool:
    lower = text.lower()
    return any(hint in lower for hint in _HINTS)


def _numbers(text: str) -> list[Identifier]:
    return list(identify(text, "own", PUBLICATIONS)) if _hints(text) else []


def _one_each(numbers: Sequence[Identifier]) -> tuple[Identifier, ...]:
    """Keep the first of each scheme: a paper has one DOI, one PMID and one PMCID."""
    first: dict[str, Identifier] = {}
    for number in numbers:
        first.setdefault(number.scheme, number)
    return tuple(first.values())


def _is_own(text: str, titles: Sequence[str]) -> bool:
    """Tell whether a number on a line is the page's own: the line says little more, or where this paper was published.

    Prose, and how to cite some paper, name others.
    """
    if not _hints(text):
        return False
    if _holds(text, titles):
        return True
    if _REFERENCE.search(text):
        return False
    if _is_bare(text):
        return True
    return not _CITE.match(text) and read_place(text) is not None


def _is_bare(text: str) -> bool:
    return len(text) - sum(f.end - f.start for f in find(text)) <= _BARE


def _holds(text: str, titles: Sequence[str]) -> bool:
    if len(text) > _CITATION_LENGTH:
        return False
    letters = _letters(text)
    return any(len(title) >= _TITLE_SAME and title in letters for title in titles)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
