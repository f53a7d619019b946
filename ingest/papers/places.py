"""Read where a paper was published from the lines that tell it in a row: journal, year, volume, issue, pages."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ingest.dates import iso_date

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_YEAR = r"(?:19|20)\d\d"
_PAGES = r"(?P<pages>[A-Za-z]?\d\w*(?:\.\w+)?(?:\s?[-–—~]\s?[A-Za-z]?\d+)?)"
_VOLUME = r"(?P<volume>\d{1,4}|[SZ]\d)"
_ISSUE = r"[(（]\s*(?:No\.?\s*)?(?P<issue>[\w./\ -]{1,12}?)\s*[)）]"
_JOURNAL_EN = r"(?P<journal>[A-Z][^.,;:，；：。]{1,80}?)"
_JOURNAL_ZH = r"(?P<journal>[《]?[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z()（）·：:\ ]{2,30}?)[》]?"
_JOURNAL = r"(?P<journal>《?[A-Z\u4e00-\u9fff][^.,;:，；：。]{1,80}?》?)"
_PUBMED = rf"""
    (?:{_JOURNAL_EN}\.?\s+)?(?P<date>{_YEAR}(?:[ -](?:{_MONTHS})\w*(?:-(?:{_MONTHS}))?(?:[ ]\d{{1,2}})?)?)
    (?:\s*;\s*(?:{_VOLUME}\s*)?(?:{_ISSUE}\s*)?(?:\s*:\s*{_PAGES})?)?\s*(?:[.;]\s*.*|$)
"""
"""J Invent Med. 2024 Mar 4;12(3):145-152. doi: …"""
_EUROPE_PMC = rf"""
    {_JOURNAL_EN},\s*(?P<date>\d{{1,2}}[ ](?:{_MONTHS})\w*[ ]{_YEAR}|{_YEAR}),?\s*
    {_VOLUME}\s*(?:{_ISSUE})?\s*(?::\s*{_PAGES})?\b.*
"""
"""J Invent Med, 04 Mar 2024, 12(3):145-152"""
_CHINESE = rf"""
    (?:{_JOURNAL}\s*[.．,，:：\s]\s*)?(?P<date>{_YEAR})\s*[,，]\s*
    (?:Vol\.?\s*)?(?:{_VOLUME}\s*)?{_ISSUE}\s*(?:[:：,，]\s*{_PAGES})?.*
"""
"""虚构医学杂志. 2024,38(05):401-408; the journal may stand elsewhere"""
_IN_WORDS_ZH = rf"""
    (?:{_JOURNAL_ZH}(?:\s*[,，\s]\s*(?:[A-Z][A-Za-z\ .&()-]{{2,80}}[,，]\s*)?|(?<=》)))?
    (?P<date>{_YEAR}\s*年(?:\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?)?)\s*[,，]?\s*
    (?:第?\s*{_VOLUME}\s*卷)?\s*[,，]?\s*第?\s*(?P<issue>\w{{1,4}})\s*期
    (?:\s*[:：,，]?\s*(?:第|页码[:：]?|pp?\.?)?\s*{_PAGES})?.*
"""
"""虚构医学杂志 2024年第38卷第5期 401-408页"""
_IN_WORDS_EN = rf"""
    {_JOURNAL_EN},?\s+(?:(?P<date>(?:(?:{_MONTHS})[a-z]*\.?\s+)?{_YEAR}),?\s+)?Vol(?:ume)?\.?\s*{_VOLUME},?\s*
    (?:Issue|No\.?|Iss\.?)\s*(?P<issue>\w{{1,6}})(?:,?\s*(?:[Pp]ages?|[Pp]p?\.?)?[:：]?\s*{_PAGES})?.*
"""
"""J Invent Med 2024, Vol. 12, Issue 3, pp. 145-152"""
_MAGTECH = rf"""
    (?:{_JOURNAL}\s*(?:››|»|>>|,|\s)\s*)?(?P<date>{_YEAR})\s*,\s*Vol\.?\s*{_VOLUME}\s*(?:››|»|>>|,)?\s*
    (?:Issue\s*)?{_ISSUE}\s*(?::\s*{_PAGES})?.*
"""
"""虚构医学杂志 ›› 2024, Vol. 38 ›› Issue (5): 401-408. doi: …"""
_VOLUME_FIRST = rf"""
    (?:{_JOURNAL_EN},?\s+)?Vol(?:ume)?\.?\s*{_VOLUME},?\s*(?:Issue|No\.?)\s*(?P<issue>\w{{1,6}}),?\s*
    \(?(?P<date>(?:\d{{1,2}}\s+)?(?:(?:{_MONTHS})[a-z]*\.?,?\s+)?{_YEAR})\)?
    (?:[,:]?\s*(?:[Pp]ages?|[Pp]p?\.)\s*{_PAGES})?.*
"""
"""Volume 12, Issue 3, March 2024, Pages 145-152"""
_FORMS = tuple(
    re.compile(f, re.VERBOSE)
    for f in (_VOLUME_FIRST, _PUBMED, _EUROPE_PMC, _CHINESE, _IN_WORDS_ZH, _IN_WORDS_EN, _MAGTECH)
)
_NARROW = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
"""Full-width digits; what this module returns of them are numbers."""
_ARTICLE_NUMBER = re.compile(
    rf"\d{{4}}-\d{{3}}[\dXx]\s*[(（]({_YEAR})[)）]\s*([A-Z]?\d{{1,2}})-(\d{{4}})-\d{{2}}(?!\d)"
)
_DOTS = re.compile(r"\s*[·•|]\s*")
"""What stands between the parts of such a line where it is not a comma or a blank."""
_LONGEST = 300
"""Characters of a line that may be a citation."""


class Place(NamedTuple):
    """Where a paper was published, as far as a line tells."""

    journal: str | None = None
    published: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None


def read_article_number(lines: Iterable[str]) -> Place | None:
    """Return the year, issue and first page that the number of an article holds: ``1000-0000(2021)05-0033-09``.

    Source: CAJ-CD B/T 1-1998, the standard that gave Chinese journals these numbers.
    """
    match = next((m for line in lines if (m := _ARTICLE_NUMBER.search(line))), None)
    if match is None:
        return None
    year, issue, page = match.groups()
    return Place(published=year, issue=issue.lstrip("0") or None, pages=page.lstrip("0") or None)


def read_place(line: str) -> Place | None:
    """Return what a line that is a citation without authors and title tells, or None for any other line."""
    line = _DOTS.sub(" ", line.strip().translate(_NARROW))
    if len(line) > _LONGEST or not re.search(_YEAR, line):
        return None
    match = next((m for form in _FORMS if (m := form.fullmatch(line))), None)
    if match is None or not (match["issue"] or match["volume"] or match["pages"]):
        return None
    parts = match.groupdict()
    journal = (parts.get("journal") or "").strip(" .《》") or None
    pages = re.sub(r"\s*[-–—~]\s*", "-", parts["pages"]) if parts["pages"] else None
    return Place(journal, iso_date(parts["date"] or ""), parts["volume"] or None, parts["issue"] or None, pages)
