"""Tell what a page without ``<nav>`` shows like its text: a site's menus, its breadcrumbs, the name of its journal."""

import re

_LONGEST = 200
"""Characters of a line that may be a menu."""
_WORDS = re.compile(
    r"首\s*页|主\s*页|网站地图|(?:期刊|杂志|本刊)(?:简介|介绍|概况|首页|在线|导航|订阅|荣誉|动态|征订)|刊物介绍|关于(?:本刊|我们|期刊)|"
    r"(?:编辑?委员?会|编委会|编辑委员会)(?:介绍)?|(?:投稿|作者|读者|审稿|编辑)(?:须知|指南|指引|园地|中心|登录|投稿|查稿|办公|审稿|之窗)|"
    r"(?:在线|网上)(?:投稿|期刊|阅读|办公|查稿)|(?:过刊|当期|现刊|往期|本期)(?:浏览|目录|文章)|过刊|下载中心|(?:联系|关于)我们|联系方式|"
    r"留\s*言\s*板?|征订启事|广告(?:合作|服务)|学术(?:道德|会议|诚信)|出版(?:伦理|道德)|开放获取|"
    r"登\s*[录陆]|注\s*册|退出|(?:用户|会员)中心|"
    r"(?:简体|繁体)?中\s*文(?:版|网站)?|英\s*文(?:版|网站)|简体|繁体|帮助(?:中心)?|检索|高级检索|搜索|上一篇|下一篇|"
    r"(?:简体|繁體)中文|"
    r"查看全文|查看/发表评论|下载PDF阅读器|返回|"
    r"\b(?:Home(?:page)?|English(?: Version)?|Chinese|About(?: Us| the Journal| Journal)?|Archives?|Current(?: Issue)?|"
    r"Past Issues|"
    r"Back Issues|All Issues|Contact(?:s| Us)?|Log ?in|Sign (?:in|up)|Register|Submit(?: Online)?|Submission|"
    r"Editorial Board|"
    r"(?:Instructions |Guidelines )?for Authors|Search|Subscri(?:be|ption)|Help|Announcements?|News|RSS|Sitemap|Browse|"
    r"Author links open overlay panel|Show more|Add to Mendeley|Get rights and content|Skip to (?:main )?content|"
    r"Journals & Books|"
    r"(?:Original|Research|Review|Brief|Short|Clinical) "
    r"(?:Articles?|Papers?|Reports?|Communications?|Research|Contributions?)|"
    r"Open Access|Free Access|Share|Cite|Download PDF|View PDF|Full[ -]text)\b",
    re.IGNORECASE,
)
"""Words of a site's own pages."""
_CRUMBS = re.compile(
    r"(?:(?:您|你)?(?:的|现在的?|当前的?|所在的?)?(?:当前)?位置(?:是)?\s*[:：]|"
    r"you are here\s*:?|(?:首\s*页|主\s*页|home(?:page)?)\s*"
    r"(?:[>»››/→|]|--?>|::|·)).*",
    re.IGNORECASE | re.DOTALL,
)
"""How a breadcrumb begins."""
_WIDE = re.compile(r"[\W_\d]+")
_SHARE = 0.7
"""Share of a line's letters in such words from which on the line is a menu."""

_PERIODICAL = re.compile(
    r"《?[\u4e00-\u9fff]{2,20}(?:杂志|学报|雜誌|學報)》?|"
    r"(?:The )?(?:[A-Z][\w&'’-]* ){0,6}(?:Journal|Annals|Archives)(?: (?:of|on|for|in|and|the|[A-Z&][\w'’-]*)){0,8}"
)
"""A line that can only be the name of a journal."""


def is_periodical(text: str) -> bool:
    """Tell whether a line is nothing but the name of a journal."""
    return len(text) <= _LONGEST and bool(_PERIODICAL.fullmatch(text))


def is_menu(text: str) -> bool:
    """Tell whether a line is a menu or a breadcrumb: short, and of the words that lead to a site's own pages."""
    if len(text) > _LONGEST:
        return False
    if _CRUMBS.fullmatch(text):
        return True
    left = _WORDS.sub(" ", text)
    return left != text and _letters(left) <= (1 - _SHARE) * _letters(text)


def _letters(text: str) -> int:
    return len(_WIDE.sub("", text))
