"""Read the labelled lines of a paper's page: who, where and when it was published, what it is about."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from ingest.dates import iso_date
from ingest.fields import KEYWORDS
from ingest.issued import published as most_precise
from ingest.language import lang_of
from ingest.page import Block
from ingest.papers.furniture import is_periodical
from ingest.papers.places import Place, read_article_number, read_place
from ingest.record import Lang

_PUBLISHED = (
    "Published", "Published online", "Year", "Issue date", "Publication year", "Date published", "年份", "出版年",
    "出版年份", "发表年份", "发表年度", "出版日", "上线日期", "Publication date", "Date of publication", "Submitted",
    "提交时间", "发表日期", "发表时间", "刊发日期", "出版年月", "首发时间", "出版日期", "出版时间",
    "发布日期", "刊出日期", "在线出版日期", "在线公开时间", "网络出版日期",
)  # fmt: skip
_OTHER = (
    "Abstract", "Keywords", "Key words", "Funding", "Series", "Subject", "Classification Code", "Corresponding author",
    "CSTR", "CNKI", "Pagecount", "Size", "PMID", "PMCID", "ISSN", "Received", "Accepted", "摘要", "关键词",
    "基金", "基金资助", "基金项目",
    "专辑", "专题", "分类", "分类号", "中图分类号", "机标分类号", "机标关键词", "收稿日期", "修回日期", "接受日期",
    "文献标识码", "文献标志码", "投稿日期", "投稿时间", "修订日期", "录用日期", "文章编号", "通信作者", "通讯作者",
    "页数", "大小", "下载", "语种", "正文语种", "期刊栏目", "来自", "所属期刊栏目", "引用本文", "推荐引用方式",
    "版本历史", "作者简介",
)  # fmt: skip
LABELS: Mapping[str, Sequence[str]] = {
    "title": (
        "Title",
        "English title",
        "题名",
        "题目",
        "论文题目",
        "论文名称",
        "文章标题",
        "论文标题",
        "Article title",
        "篇名",
        "标题",
        "英文题名",
        "英文篇名",
        "英文标题",
        "中文标题",
        "中文题名",
    ),
    "journal": (
        "Journal",
        "Journal title",
        "Source",
        "期刊",
        "刊名",
        "期刊名称",
        "来源期刊",
        "期刊名",
        "刊物名称",
        "杂志名称",
        "发表期刊",
        "Journal name",
        "文献来源",
        "文献出处",
        "来源",
        "出处",
    ),
    "authors": ("Authors", "Author", "Author(s)", "By", "作者", "全部作者", "作者姓名", "论文作者", "研究生"),
    "affiliations": (
        *("Affiliations", "Affiliation", "Author affiliation", "作者单位", "作者机构", "机构", "单位", "第一作者单位"),
        "工作单位",
    ),
    "published": _PUBLISHED,
    "place": ("年，卷(期)", "年,卷(期)", "年卷期", "卷期", "Year,vol(issue)", "Citation", "Issue"),
    "volume": ("Volume", "卷", "卷号"),
    "issue": ("No.", "Issue number", "期", "期号"),
    "pages": ("Pages", "Page", "Page range", "页", "页面", "页码范围", "起始页码", "页码", "起止页码", "起止页"),
    "doi": ("DOI", "DOI号", "数字对象唯一标识符"),
    "other": _OTHER,
}
"""Labels by field; those under ``other`` only end the field before them."""
_NAMES = {label.casefold(): field for field, labels in LABELS.items() for label in labels}
_ANY = "|".join(map(re.escape, sorted(_NAMES, key=len, reverse=True)))
_LABEL = re.compile(
    rf"[\[【]?\s*({_ANY})\s*[\]】]?\s*(?:[:：]\s*(?P<value>.*)|$)",
    re.IGNORECASE | re.DOTALL,
)
_LABEL_LENGTH = max(map(len, _NAMES)) + 8
"""Characters of a label with its brackets and blanks."""
_INLINE = re.compile(rf"\s+(?=(?:{_ANY})\s*[:：]\s*\S)(?!.{{200}})", re.IGNORECASE)
"""Where the next label of a short line begins."""
_PUBLISHED_IN = re.compile(
    r"^\W*(?:引用本文|引用格式|引文格式|本文引用格式|(?:to )?cite this article)\W"
    r".{1,1000}?\[J(?:/OL)?\]\s*[.．,，]\s*",
    re.IGNORECASE,
)
"""What stands before the journal in a line that says how to cite the page's paper."""
_NUMBERED = re.compile(r"[;；,，]?\s*[\[［]\d{1,2}[\]］]\s*")
"""What stands before each affiliation of a line that numbers them."""
_NUMBER = re.compile(r"(?:[SZ]?\d{1,4}|\d{1,3}[-–/]\d{1,3})")
"""A volume or an issue."""
_TOP, _HEAD_LENGTH = 12, 40
"""Lines at the top, and their characters, over which date, volume and issue may be spread."""
_SEVERAL = re.compile(r"[;；,，、][^;；,，、]*[^;；,，、\s]\s*$")
"""A line of several keywords that does not go on in the next."""
_MOST_KEYWORDS = 20
"""Lines below the heading of keywords that may hold one each."""
_KEYWORD_LENGTH = 60
_SENTENCE_END = re.compile(r"[a-z\u4e00-\u9fff]{2}[.。]\s*$")
_KEYWORDS_LENGTH = 300
"""Characters of a line below the heading that holds all keywords."""
_SEPARATOR = re.compile(r"[;；,，、|\t]\s*|\s[·•/]\s|(?<=[\u4e00-\u9fff])\s{1,}(?=[\u4e00-\u9fff])")


def affiliations(labels: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the labelled affiliations, those of a line that numbers them in brackets one by one."""
    return tuple(one.rstrip(";；") for line in labels["affiliations"] for one in _NUMBERED.split(line) if one)


def is_bibliographic(name: str) -> bool:
    """Tell whether a text is one of the labels that this module reads."""
    return name.casefold() in _NAMES


def read_labels(lines: Iterable[str]) -> dict[str, list[str]]:
    """Return the values by field; a label stands before its value on its line, or alone on the line above."""
    found: dict[str, list[str]] = {field: [] for field in LABELS}
    waiting: str | None = None
    for line in chain.from_iterable(map(_parts, lines)):
        label = _LABEL.fullmatch(line.strip()) if waiting or _may_hold_label(line) else None
        field = _NAMES[label[1].casefold()] if label else waiting
        value = (label["value"] or "").strip() if label else line
        if field and value:
            found[field].append(value)
        waiting = field if label and not value else None
    return found


def _parts(line: str) -> list[str]:
    return _INLINE.split(line) if ":" in line or "：" in line else [line]


def _may_hold_label(line: str) -> bool:
    return len(line) <= _LABEL_LENGTH or ":" in line[:_LABEL_LENGTH] or "：" in line[:_LABEL_LENGTH]


def place_of(labels: Mapping[str, Sequence[str]], lines: Iterable[str]) -> Place:
    """Return where a paper was published: as labels say, and else as the first citation among the lines says."""
    lines = list(lines)
    cited = (line[mark.end() :] for line in lines if (mark := _PUBLISHED_IN.search(line)))
    short = [line for line in lines[:_TOP] if len(line) <= _HEAD_LENGTH]
    broken = map(" ".join, zip(short, short[1:], short[2:], strict=False))
    places = (*labels["place"], *labels["journal"], *lines, *cited, *broken)
    told = next((p for line in places if (p := read_place(line))), None) or read_article_number(lines) or Place()
    named = next((line for line in labels["journal"] if not read_place(line)), None)
    alone = next((line.strip("《》") for line in lines[:_TOP] if is_periodical(line)), None)
    published = next((date for line in labels["published"] if (date := iso_date(line))), None)
    pages = next((line for line in labels["pages"] if re.fullmatch(r"[\w\s.,+-]{1,30}", line)), None)
    volume, issue = (
        next((n[0] for line in labels[f] if (n := _NUMBER.fullmatch(line))), None) for f in ("volume", "issue")
    )
    return Place(
        named or told.journal or alone,
        most_precise([published, told.published]),
        told.volume or volume,
        told.issue or issue,
        told.pages or pages,
    )


def read_keywords(blocks: Sequence[Block]) -> dict[Lang, tuple[str, ...]]:
    """Return the keywords by language: behind their label, or one a line below it."""
    found: dict[Lang, tuple[str, ...]] = {}
    for place, block in enumerate(blocks):
        if label := KEYWORDS.match(block.text):
            words = _INLINE.split(block.text[label.end() :])[0] or "；".join(_below(blocks[place + 1 :]))
            if words and (lang := lang_of(words)):
                found.setdefault(lang, _listed(words))
    counts = {len(words) for words in found.values() if len(words) > 1}
    return {lang: _parted(words, counts) for lang, words in found.items()}


def _listed(words: str) -> tuple[str, ...]:
    listed = (word.strip(" .。/[]") for word in _SEPARATOR.split(words))
    return tuple(dict.fromkeys(word for word in listed if word))


def _parted(words: tuple[str, ...], counts: Collection[int]) -> tuple[str, ...]:
    """Cut keywords that nothing but blanks separates, if they then are as many as those in the other language."""
    single = words[0].split() if len(words) == 1 else []
    return tuple(single) if len(single) in counts else words


def _below(blocks: Sequence[Block]) -> list[str]:
    """Return the short lines below the heading of keywords, up to the next heading, label or sentence."""
    words: list[str] = []
    for block in blocks[:_MOST_KEYWORDS]:
        too_long = len(block.text) > (_KEYWORD_LENGTH if words else _KEYWORDS_LENGTH)
        other = block.kind == "heading" or block.kind != blocks[0].kind
        if other or too_long or _LABEL.fullmatch(block.text) or _SENTENCE_END.search(block.text):
            break
        words.append(block.text.strip("•·"))
        if _SEVERAL.search(block.text):
            break
    return [word for word in words if word.strip()]
