"""Tell pages that are not the record of one paper or trial: walls, errors of a site, lists of papers or trials."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, takewhile

from ingest.identifiers import find
from ingest.language import lang_of
from ingest.page import Page
from ingest.papers.abstracts import find_abstracts

_ROBOTS = re.compile(
    r"access denied.*|just a moment.*|attention required.*|forbidden|(?:page |article )?not found|loading\W*|"
    r"(?:please )?(?:enable|turn on) javascript.*|javascript (?:is|has been) (?:disabled|required).*|"
    r"are you (?:a robot|human).*|verify(?:ing)? (?:that )?you are (?:a )?human.*|checking your browser.*|"
    r"too many requests|(?:our systems have detected )?unusual traffic.*|.{0,40}\bcaptcha\b.{0,40}|"
    r"i['’]m not a robot|"
    r"(?:http )?(?:error )?[45]\d\d\b.{0,40}|bad gateway|(?:internal )?server error|"
    r"service (?:temporarily )?unavailable|"
    r"(?:the page|sorry).{0,40}(?:cannot be|could not be|can['’]t be|couldn['’]t be|not) found.*|"
    r".{0,20}under maintenance.*|"
    r".{0,12}(?:安全|访问|人机|滑块|身份)验证.{0,12}|访问受限.*|.{0,10}页面(?:不存在|找不到|已删除|走丢).*|"
    r"找不到.{0,8}页面.*|"
    r".{0,10}(?:文章|文献|资源)不存在.*|请.{0,8}验证.*|请输入验证码.*|拖动.{0,6}滑块.*|正在加载\W*|加载中\W*|"
    r"服务器(?:错误|繁忙).*|"
    r"系统(?:繁忙|维护).*|访问(?:过于)?频繁.*|请开启\s*javascript.*",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:please )?(?:sign|log) ?in(?: (?:to|with|or|via)\b.*)?|(?:user |member |institutional )?log ?in(?: required|"
    r" page)?|"
    r"(?:get|purchase|buy|rent) (?:full )?access.*|(?:purchase|subscribe).{0,20}(?:article|pdf|to (?:read|"
    r"continue)).*|"
    r"you do not have access.*|.{0,6}(?:请|需)先?登录.{0,20}|登录后.{0,12}(?:查看|阅读|下载).*|(?:用户|会员|账号|"
    r"机构)登录|"
    r".{0,12}(?:没有|无).{0,4}权限.*|.{0,20}未授权.{0,10}",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"(?:this site|our (?:web)?site).{0,20}(?:uses|requires) cookies.*|we (?:use|value) (?:cookies|your privacy).*|"
    r"(?:please )?enable cookies.*|cookies (?:are|must be|have been).{0,20}|accept (?:all )?cookies|"
    r"cookie (?:settings|notice|policy)|"
    r"本网站使用\s*cookies?.*",
    re.IGNORECASE,
)
_WALLS = {
    _ROBOTS: "a page that kept robots out, or an error of the site; the paper was not saved: save it again",
    _LOGIN: "a page that asks to log in or to pay; the paper was not saved: save it again from where it may be read",
    _COOKIES: "a page that asks about cookies; the paper was not saved: answer it and save the paper again",
}
_SENTENCE = 12
"""Columns of a line that says more than a button; every page has a button to log in."""
_WALL_LENGTH = 600
"""Characters of text up to which such words are all that a page says."""
_LONG_WALL = 4_000
"""Characters up to which a page is a wall where its title or first heading is such words."""

_RESULTS = re.compile(
    r"search results|[\d,]+ (?:results|studies found|articles|publications|records)\b|检索结果|搜索结果|檢索結果|"
    r"搜尋結果|"
    r"showing \d+.{0,20} of [\d,]+|共\s*(?:找到|有|检索到)?\s*[\d,]+\s*[条條項项篇]|找到\s*[\d,]+\s*[条條項项篇]",
    re.IGNORECASE,
)
"""Words at the top of a page that lists what a search found."""
_CONTENTS = re.compile(
    r"(?:table of )?contents|(?:current|latest|this|all|past|back) issues?|in this issue|.{0,30}\bvol(?:ume|"
    r"\.)? ?\d+,? *(?:issue|no\.?|number) ?\d+.{0,40}|"
    r".{0,12}(?:目\s*[录錄次]|本期文章|当期目录|最新录用|优先出版|网络首发|过刊浏览|往期浏览|文章列表|论文列表)|"
    r".{0,30}(?:19|20)\d\d\s*年.{0,12}第\s*\d+\s*期.{0,20}|"
    r"publications|selected publications|(?:all )?articles by.*|h-index.*|.{0,12}(?:发表论文|学术成果|代表作|发文量|"
    r"被引频次|作者主页|学者主页).{0,12}",
    re.IGNORECASE,
)
"""Lines at the top of an issue's contents or of an author's page."""
_TOP = 15
"""Lines that are the top of a page."""
_ENTRY = re.compile(
    r"(?:19|20)\d\d\s*[,，;；年]\s*(?:第?\d+\s*卷)?\s*(?:vol\.?\s*)?\d*\s*[(（第]\s*\w{1,6}\s*[)）期]|"
    r"(?:^|[:：,，\s])[a-z]?\d{1,5}\s*[-–—~]\s*[a-z]?\d{1,5}\s*[.。]?$|"
    r"^\W*(?:摘要|abstract)\b.{0,20}\b(?:pdf|html|full text|全文)\b|\.\s(?:19|"
    r"20)\d\d(?: [A-Z][a-z]{2})?.{0,12};\s?\d+",
    re.IGNORECASE,
)
"""How a line of a list names one of its papers: year, volume and issue; pages at its end; links to abstract and PDF."""
_NAMED_ON_A_LIST = 3
"""Publications or trials on such a page from which on it is a list."""
_OF_LIST = 0.4
"""Share of its text that such a page's abstracts are; below it, a paper has the abstracts of its issue behind it."""
_REFERENCES = re.compile(r"\W*(?:references|参考文献|參考文獻)\W*", re.IGNORECASE)
_SHORT = 80
"""Characters up to which a line at the top of a page may tell what the page is; prose may hold the same words."""
_LIST = "a list of publications or trials, not the record of one: ingest the pages that it links to"


def refusal(page: Page) -> str | None:
    """Return why a page is not the record of one paper or trial, or None if it may be one."""
    return _wall(page) or (_LIST if _is_list(page) else None)


def _wall(page: Page) -> str | None:
    lines = list(page.lines())
    length = sum(map(len, lines))
    if length > _LONG_WALL or find_abstracts(page.blocks):
        return None
    title = [*page.meta.get("<title>", ()), *[block.text for block in page.blocks if block.kind == "heading"][:1]]
    named = length > _WALL_LENGTH or any(map(find, lines))
    sentences = [] if named else [line for line in lines if _width(line) >= _SENTENCE]
    said = {_ROBOTS: title if length > _WALL_LENGTH else [*title, *lines]}
    return next(
        (why for words, why in _WALLS.items() if any(map(words.fullmatch, said.get(words, [*title, *sentences])))), None
    )


def _width(line: str) -> int:
    """Return the columns that a line takes, two for a character that is not ASCII."""
    return sum(1 + (not character.isascii()) for character in line)


def _is_list(page: Page) -> bool:
    if "citation_title" in page.meta:
        return False
    lines = list(page.lines())
    top = [*page.meta.get("<title>", ()), *(line for line in islice(page.content(), _TOP) if len(line) < _SHORT)]
    if _of_several(page):
        return True
    if any(map(_RESULTS.search, top)):
        return _named(lines) >= _NAMED_ON_A_LIST
    if not any(map(_CONTENTS.fullmatch, top)) or len(find_abstracts([b for b in page.blocks if not b.aside])) in {1, 2}:
        return False
    return _named(list(takewhile(lambda line: not _REFERENCES.fullmatch(line), lines))) >= _NAMED_ON_A_LIST


def _of_several(page: Page) -> bool:
    """Tell whether so many abstracts in one language stand below headings of their own that they are of many papers."""
    if sum("摘" in block.text[:8] or "bstract" in block.text[:12].lower() for block in page.blocks) < _NAMED_ON_A_LIST:
        return False
    found = find_abstracts([block for block in page.blocks if not block.aside])
    size = sum(len(paragraph) for abstract in found for paragraph in abstract.paragraphs)
    if size < _OF_LIST * sum(map(len, page.content())):
        return False
    texts = {abstract.paragraphs[0] for abstract in found}
    return max(Counter(map(lang_of, texts)).values(), default=0) >= _NAMED_ON_A_LIST


def _named(lines: Sequence[str]) -> int:
    """Return how many papers or trials the lines name: by identifiers, or by the places where papers were published."""
    return max(len({f.value for line in lines for f in find(line)}), sum(bool(_ENTRY.search(line)) for line in lines))
