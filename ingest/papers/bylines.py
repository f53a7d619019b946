"""Read the names at the beginning of a line of authors, without their raised marks.

A scan runs names, marks and affiliations together (``于荣国福建医科大学``, ``Dan-dan1，2 CHEN Tian1``), so a byline is
read from its start for as long as names come; Chinese ones are known by their surnames.
"""

import re
from typing import NamedTuple

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方"
    "金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛"
    "柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛查单冉鲍华包屈房喻解蒲卫简时"
    "连车项闵邬吉党阳司费蒙席晏隋古强穆姬宫景米麦谈柏瞿艾沙鄢桂窦郁缪巩卓褚栾戚全娄甄郎池丛边岑农苟迟商臧佘卞虞刁冷应匡栗仇练楚"
    "佟封燕桑巫敖邝仲荆储宗楼苑寇盖屠鞠荣井乐奚明麻雍花闻冼郜廉蔺冀占门帅利肖经斯湛菅步承浦闫付闻代裘粟阚茅禹洛逄"
    "張劉陳楊黃趙吳孫馬鄭羅謝韓許鄧馮蕭葉呂蔣盧鍾陸譚賈鄒閻嚴錢龔湯陶顏莊魯龐齊關紀兪藍聶歐蘇詹塗闕簡費連邊滿應寧華喬溫"
)
"""The most frequent surnames (Ministry of Public Security, 2020) and those that authors of papers add; both scripts."""
_COMPOUND = frozenset(
    re.findall("..", "欧阳歐陽上官司马司馬诸葛諸葛司徒皇甫尉迟长孙長孫慕容夏侯令狐东方西门南宫公孙呼延端木轩辕")
)
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff]"
_MARK = r"[\d⁰¹²³⁴-⁹₀-₉*＊#†‡§✉'’‘´`\"”“」』}{\[\]|．.°^$\\~∗△▲☆★◎Δ①-⑳]"
_SEPARATOR = r"[,，;；、·/&]"
_BETWEEN = re.compile(rf"(?:\s|\d[)）]|\d[a-h](?![A-Za-z])|[(（]\s*[)）]|{_MARK}|{_SEPARATOR}|\band\b|l(?![a-z]))*")
"""What stands between two names: separators and the marks of affiliations; a scan reads a raised 1 as l."""
_SPACED = re.compile(rf"({_HAN})[ 　]+({_HAN}{{1,2}})(?!{_HAN})")
"""A name of two characters is set as wide as one of three."""
_RUN = re.compile(rf"{_HAN}+")
_PLACE_NAME = (
    rf"(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    rf"陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|广州|深圳|南京|武汉|中国|解放军|{_HAN}{{2}}[省市州县區区])"
)
_PLACE = re.compile(_PLACE_NAME)
_ORGANISATION = re.compile(
    r"大学|大學|医院|醫院|学院|學院|研究[所院室]|中心|实验室|實驗室|公司|保健院|学校|卫生局|部队"
)
_EMPLOYER = re.compile(
    rf"(?:{_ORGANISATION.pattern})(?:{_HAN}*(?:[科部所室院局站处组省市州县区校]|(?<![关联体])系|中心|{_PLACE_NAME}))?$"
)
"""An organisation at the end of a run, with its department or town; in the middle of a title it is no employer."""
_AFTER_ONE = re.compile(rf"\W*(?:[（(]|$|{_PLACE_NAME})")
"""What follows a name that stands alone: the end, a bracket or a place; else it is a title that begins like a name."""
_NAME_LENGTHS = (2, 3)
_GLUED_LENGTH = 24
"""Characters of names without separators that are tried; the tries grow with them like the Fibonacci numbers."""
_WORD = r"[A-Z](?:[\w'’.\u2010-]*[\w.'’])?"
_NAME_EN = re.compile(rf"(?:{_WORD}\s+){{1,4}}{_WORD}|[A-Z][\w'’-]+,? [A-Z]{{1,3}}")
_RUN_TOGETHER = re.compile(r"[A-Z]{2,20}[a-z]{2,20}(?:-[a-z]{1,20})?")
_CAPITALS = re.compile(r"[A-Z]{2,20}[’']?[a-z]?[ ]+[A-Z][a-z]+(?:-[a-z]+)?")
"""SURNAME Given, the form of Chinese journals."""
_CAPITALS_RUN = re.compile(rf"{_CAPITALS.pattern}l?(?:\s|{_MARK}|{_SEPARATOR})+(?={_CAPITALS.pattern})")
_AFFILIATION_EN = re.compile(
    r"Department|Universit|Hospital|Institut|College|School|Laborator|Cent(?:er|re)\b|Academy|Faculty|Division|China\b|Trial|"
    r"Study|Introduction|Journal|Disease|Treatment|Effect|Analysis",
)
_BUTTON = re.compile(r"(?:Author links open overlay panel|By\s+(?=[A-Z]))")
"""What pages set before their authors without a colon."""
_NUMBER = re.compile(r"\^?[\[(（]\s*\d{1,2}(?:\s*[,，]\s*\d{1,2})*\s*[\])）]\^?")
"""Numbers in brackets that refer a name to affiliations."""
_PROSE = re.compile(r"\s(?:the|is|are|was|were|that|with|to|for|from|on|as|we|be)\s")
"""Words that are no part of a name."""
_FIRST_NAMES = 60
"""Characters in which such a word tells that a text does not begin with names."""
_SURNAME_FIRST = rf"{_WORD}(?:\s{_WORD})?,\s+{_WORD}(?:\s{_WORD}){{0,3}}"
_INVERTED = re.compile(rf"{_SURNAME_FIRST}(?:\s*[;；]\s*{_SURNAME_FIRST})+\s*[;；]?")
"""Zhou, Xiaochuan; Zheng, Mingxia"""
_DEGREES = re.compile(
    r"\s*[,，]\s*(?:M\.?D\.?|Ph\.?\s?D\.?|M\.?Sc\.?|B\.?Sc\.?|M\.?P\.?H\.?|MBBS|MBChB|D\.?Sc\.?|Dr\.?P\.?H\.?|RN|FRCP)"
    r"(?=\W|\d|$)"
)
"""Degrees behind names."""
_LETTERS = re.compile(r"(?<=[a-z])(?:\s+[a-h])+$")
"""Letters that refer a name to affiliations."""
_HEADLINE = re.compile(r"^[A-Z]{3,} [A-Z]{3,} \w|[A-Z]{9}|\bOF\b")
"""Words in capitals that are no name."""
_LONGEST = 20_000
"""Characters of a line of authors; consortia of a thousand have fewer."""
_LONGEST_TITLE = 1_000
"""Characters of a title with the authors behind it."""
_PLACES_TRIED = 200
"""Characters of a title in which a byline is looked for."""
_TITLE_LENGTH = 6
"""Characters of a title before its byline at the least."""


class Byline(NamedTuple):
    """The names that a text begins with, and what follows them."""

    names: tuple[str, ...]
    rest: str


def read_byline(text: str) -> Byline:
    """Return the names at the beginning of a text; none when it does not begin with names."""
    text = _BUTTON.sub("", text, count=1)
    if len(text) > _LONGEST:
        return Byline((), text)
    return _chinese(text) if _RUN.match(text.lstrip()) else _latin(text)


def without_byline(title: str) -> str:
    """Return a title without the authors that a scan ran together with it: names that carry raised marks."""
    if len(title) > _LONGEST_TITLE:
        return title
    for place in range(_TITLE_LENGTH, min(len(title), _PLACES_TRIED)):
        if title[place] in _SURNAMES and _is_glued(title[place:]):
            return _BETWEEN.sub("", title[:place][::-1], count=1)[::-1].rstrip()
    capitals = _CAPITALS_RUN.search(title, _TITLE_LENGTH)
    return title[: capitals.start()].rstrip() if capitals else title


def _is_glued(text: str) -> bool:
    names, rest = _chinese(text)
    told = text[: len(text) - len(rest)]
    several = len(names) >= 2 or (bool(names) and rest.startswith(("（", "(")))
    return several and bool(re.search(_MARK, told)) and all(map(_is_surnamed, names))


def _chinese(text: str) -> Byline:
    text = _SPACED.sub(r"\1\2", text)
    names: list[str] = []
    place = _BETWEEN.match(text, 0).end()  # type: ignore[union-attr]  # it matches the empty string too
    while run := _RUN.match(text, place):
        found = _names_of(run[0])
        names += found
        place += sum(map(len, found))
        if place < run.end() or not found:
            break
        place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]
    known = sum(map(_is_surnamed, names)) + bool(re.search(r"[\d⁰¹²³⁴-⁹]", text[:place]))
    alone = len(names) == 1 and not (
        _AFTER_ONE.match(text, place) or _ORGANISATION.search(text, place, place + _PLACES_TRIED)
    )
    return Byline((), text) if alone or not names or 2 * known < len(names) else Byline(tuple(names), text[place:])


def _names_of(run: str) -> list[str]:
    """Return the names that a run of characters begins with: itself, several of them, or one before its affiliation."""
    if len(run) in _NAME_LENGTHS or (len(run) == 4 and run[:2] in _COMPOUND):
        return [run]
    if len(run) < 4 or not _is_surnamed(run):
        return []
    if _EMPLOYER.search(run):
        return [_before_affiliation(run)]
    return _glued(run) if len(run) <= _GLUED_LENGTH else []


def _before_affiliation(run: str) -> str:
    """Return the name before an affiliation: three characters, or two where then a place begins."""
    surname = 2 if run[:2] in _COMPOUND else 1
    short, long = surname + 1, surname + 2
    return run[:short] if _PLACE.match(run, short) and not _PLACE.match(run, long) else run[:long]


def _glued(run: str) -> list[str]:
    """Cut a run without separators into names of three or two characters, each with a surname; none if that fails."""
    if not run:
        return []
    for length in reversed(_NAME_LENGTHS):
        name, rest = run[:length], run[length:]
        if len(name) == length and _is_surnamed(name):
            others = _glued(rest)
            if others or not rest:
                return [name, *others]
    return []


def _is_surnamed(name: str) -> bool:
    return name[0] in _SURNAMES or name[:2] in _COMPOUND


def _latin(text: str) -> Byline:
    if _PROSE.search(text, 0, _FIRST_NAMES):
        return Byline((), text)
    if _INVERTED.fullmatch(text):
        return Byline(tuple(name.strip() for name in re.split(r"[;；]", text) if name.strip()), "")
    text = _DEGREES.sub("", _NUMBER.sub(" ", text))
    head = re.sub(rf"(?<=[a-z])(?:{_MARK})+(?=[A-Z])", ", ", re.split(r"[(（\[]", text, maxsplit=1)[0])
    if _CAPITALS_RUN.match(head):
        return Byline(tuple(m[0] for m in _CAPITALS.finditer(head)), text[len(head) :])
    names: list[str] = []
    for part in re.split(rf"\s*(?:{_SEPARATOR}|\band\b)\s*", head):
        name = _LETTERS.sub("", re.sub(rf"(?:(?!\.){_MARK})+", "", part).strip(" "))
        if name and not _is_name_en(name):
            glued = _CAPITALS.match(name)
            return _formed([*names, glued[0]] if glued else names, _CAPITALS, "")
        names += [name] if name else []
    return _formed(names, _NAME_EN, text[len(head) :])


def _formed(names: list[str], form: re.Pattern[str], rest: str) -> Byline:
    """Return the byline of names if one of them is of the sure form; others are words in capitals."""
    return Byline(tuple(names) if any(map(form.match, names)) else (), rest)


def _is_name_en(name: str) -> bool:
    form = _NAME_EN.fullmatch(name) or _RUN_TOGETHER.fullmatch(name)
    return bool(form) and not (_AFFILIATION_EN.search(name) or _HEADLINE.search(name))
