"""Chinese names, journals, terms and titles of invented papers, with the English that stands beside them."""

import gzip
import itertools
import re
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The hundred or so commonest, commonest first."""
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文辉鹏飞玉兰红梅志国海燕晓东雪琳佳怡浩宇子轩欣然思雨"
    "梦婷嘉俊凯博天翔立新春生永庆祥德成光荣正义振宏亮健斌鑫波峰云龙丹凤莹颖慧倩蕾洁茜薇婧雅悦冰心瑞泽睿哲"
)
DISEASE = re.compile(
    r"(?:病|症|炎|癌|瘤|障碍|损伤|中毒|出血|硬化|衰竭|血症|骨折|感染|贫血|哮喘|肿|溃疡|梗塞|梗死|痛|瘫|疹)$"
)
REMEDY = re.compile(
    r"(?:素|酶|酸|霉素|蛋白|疗法|受体|抗体|激素|胶囊|碱|糖|醇|维生素|疫苗|干扰素|黄酮|多糖|皂苷|移植|切除术)$"
)
GLOSS = re.compile(r"[a-z][a-z\-]{3,}(?: [a-z\-]{2,}){0,2}")
NOT_A_TERM = re.compile(r"^(?:to|a|an|the|old|variant|see|be|very|minor|common|little|mad)\b|ing$")

TITLES = (
    ("{a}治疗{b}的临床研究", "Clinical study of {a} in the treatment of {b}"),
    ("{a}对{b}患者{n}的影响", "Effect of {a} on {n} in patients with {b}"),
    ("{a}联合{c}治疗{p}{b}的疗效观察", "Efficacy of {a} combined with {c} for {b} in {p}"),
    ("{p}{b}患者血清{a}水平及其临床意义", "Serum levels of {a} in {p} with {b} and their clinical significance"),
    ("{a}在{b}组织中的表达及其与预后的关系", "Expression of {a} in {b} and its relation to prognosis"),
    ("{b}合并{d}的危险因素分析", "Risk factors of {d} in patients with {b}"),
    ("{a}与{b}相关性的Meta分析", "Association between {a} and {b}: a meta-analysis"),
    ("{b}模型大鼠{a}表达的变化", "Changes of {a} expression in a rat model of {b}"),
    ("{p}{b}{k}例临床分析", "Clinical analysis of {k} cases of {b} in {p}"),
    ("{b}并发{d}{k}例报告", "Report of {k} cases of {b} complicated by {d}"),
    ("{a}预防{p}{d}的随机对照试验", "Prevention of {d} in {p} by {a}: a randomized controlled trial"),
    ("{p}{b}患者{n}现状及影响因素", "{n} and its influencing factors in {p} with {b}"),
    ("{a}通过{c}减轻{b}小鼠{n}的机制研究", "{a} relieves {n} in mice with {b} through {c}"),
    ("护理干预对{p}{b}患者{n}的效果评价", "Nursing intervention and {n} in {p} with {b}: an evaluation"),
    ("{b}的诊断与治疗进展", "Advances in the diagnosis and treatment of {b}"),
    ("{a}检测在{b}与{d}鉴别诊断中的价值", "Value of {a} in the differential diagnosis of {b} and {d}"),
)
PEOPLE = (
    ("老年", "the elderly"), ("儿童", "children"), ("妊娠期", "pregnancy"), ("围手术期", "the perioperative period"),
    ("青少年", "adolescents"), ("新生儿", "newborns"), ("男性", "men"), ("绝经后", "postmenopausal women"),
    ("重症", "intensive care"), ("社区", "the community"), ("初诊", "newly diagnosed patients"),
    ("难治性", "refractory cases"),
)  # fmt: skip
OUTCOMES = (
    ("生活质量", "quality of life"), ("炎症因子", "inflammatory factors"), ("睡眠质量", "sleep quality"),
    ("免疫功能", "immune function"), ("氧化应激", "oxidative stress"), ("认知功能", "cognitive function"),
    ("血脂水平", "blood lipids"), ("肾功能", "renal function"), ("抑郁情绪", "depressive mood"),
    ("术后恢复", "postoperative recovery"), ("细胞凋亡", "apoptosis"), ("骨密度", "bone mineral density"),
)  # fmt: skip
FIELDS = (
    ("内科", "Internal Medicine"), ("外科", "Surgery"), ("儿科", "Pediatrics"), ("妇产科", "Obstetrics and Gynecology"),
    ("神经科", "Neurology"), ("精神科", "Psychiatry"), ("肿瘤", "Oncology"), ("心血管病", "Cardiology"),
    ("护理", "Nursing"),
    ("肝脏病", "Hepatology"), ("消化", "Digestion"), ("骨科", "Orthopaedics"), ("眼科", "Ophthalmology"),
    ("血液学", "Hematology"), ("内分泌代谢", "Endocrinology and Metabolism"), ("康复医学", "Rehabilitation Medicine"),
    ("病理学", "Pathology"), ("流行病学", "Epidemiology"), ("药理学", "Pharmacology"), ("中药", "Materia Medica"),
    ("针灸", "Acupuncture"), ("急诊医学", "Emergency Medicine"), ("放射学", "Radiology"),
    ("老年医学", "Geriatrics"),
    ("公共卫生", "Public Health"), ("检验医学", "Laboratory Medicine"), ("麻醉学", "Anesthesiology"),
    ("皮肤科", "Dermatology"),
)  # fmt: skip
PATTERNS = (
    ("中华{}杂志", "Chinese Journal of {}"),
    ("中国{}杂志", "China Journal of {}"),
    ("国际{}杂志", "International Journal of {}"),
    ("实用{}杂志", "Journal of Practical {}"),
    ("临床{}研究", "Clinical Research in {}"),
    ("现代{}进展", "Advances in Modern {}"),
)
PLACES = (
    ("北京", "Beijing"), ("上海", "Shanghai"), ("天津", "Tianjin"), ("山东", "Shandong"), ("河北", "Hebei"),
    ("河南", "Henan"), ("江苏", "Jiangsu"), ("浙江", "Zhejiang"), ("广东", "Guangdong"), ("四川", "Sichuan"),
    ("湖北", "Hubei"), ("湖南", "Hunan"), ("陕西", "Shaanxi"),
    ("辽宁", "Liaoning"), ("吉林", "Jilin"), ("云南", "Yunnan"),
)  # fmt: skip
LOCAL = (("{}医药", "{} Medical Journal"), ("{}中医", "{} Journal of Traditional Chinese Medicine"))
GENERIC = (
    ("病例报告", "Case report"), ("编者按", "Editor's note"), ("会议纪要", "Meeting summary"), ("卷首语", "Editorial"),
    ("读者来信", "Letter to the editor"), ("征稿启事", "Call for papers"), ("文献综述", "Literature review"),
)  # fmt: skip

_WHOLE_ENTRY = re.compile(r"(\S+) (\S+) \[[^\]]*\] /(.*)/")
_OBJECTIVE = re.compile(r"(?:探讨|研究|分析|观察|评价|比较|了解)([\u4e00-\u9fffA-Za-z0-9\-]{10,36})[，。；]")
_NO_TITLE = re.compile(r"^(?:了|其|等|的|结果|表明|发现|显示|中|后)")
_TITLE_END = re.compile(
    r"(?:影响|效果|作用|疗效|关系|相关性|应用|机制|价值|特征|变化|规律|表达|意义|差异|现状|因素|对策|方法)$"
)

Pair = tuple[str, str]


class Terms(NamedTuple):
    """(Chinese, English) terms of one dictionary, sorted, and all its words of two characters or more."""

    diseases: tuple[Pair, ...]
    remedies: tuple[Pair, ...]
    words: frozenset[str]


def read_terms(path: Path) -> Terms:
    """Read the medical terms of CC-CEDICT whose first gloss is a short English term; of synonyms the first."""
    words: set[str] = set()
    diseases: dict[str, str] = {}
    remedies: dict[str, str] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for entry in filter(None, map(_WHOLE_ENTRY.match, lines)):
            zh, gloss = entry[2], re.sub(r" *\([^)]*\)", "", entry[3].split("/")[0]).strip()
            if 2 <= len(zh) <= 6:
                words.add(zh)
            if not 2 <= len(zh) <= 8 or not GLOSS.fullmatch(gloss) or NOT_A_TERM.search(gloss):
                continue
            if DISEASE.search(zh):
                diseases.setdefault(gloss, zh)
            elif REMEDY.search(zh):
                remedies.setdefault(gloss, zh)
    return Terms(_pairs(diseases), _pairs(remedies), frozenset(words))


def _pairs(by_gloss: dict[str, str]) -> tuple[Pair, ...]:
    return tuple(sorted((zh, gloss) for gloss, zh in by_gloss.items()))


def objectives(abstracts: list[str]) -> list[str]:
    """Return what Chinese abstracts say they study, in the form of a title."""
    found = {m[1] for text in abstracts for m in _OBJECTIVE.finditer(text)}
    return sorted(text for text in found if "的" in text and _TITLE_END.search(text) and not _NO_TITLE.match(text))


def segments(text: str, words: frozenset[str]) -> list[str]:
    """Cut a text into dictionary words, longest first, and what is between them."""
    parts, place = [], 0
    while place < len(text):
        size = next((size for size in (6, 5, 4, 3, 2) if text[place : place + size] in words), 1)
        parts.append(text[place : place + size])
        place += size
    return parts


def title(rng: Random, terms: Terms) -> tuple[str, dict[str, Pair]]:
    """Return (number of a title's form, what fills it): vary the filling and a near title results."""
    (a, c), (b, d) = rng.sample(terms.remedies, 2), rng.sample(terms.diseases, 2)
    k = str(rng.randrange(11, 480))
    form = str(rng.randrange(len(TITLES)))
    return form, {"a": a, "b": b, "c": c, "d": d, "p": rng.choice(PEOPLE), "n": rng.choice(OUTCOMES), "k": (k, k)}


def written(form: str, filling: dict[str, Pair]) -> Pair:
    """Return the title (Chinese, English) of a form."""
    zh, en = TITLES[int(form)]
    english = en.format_map({name: pair[1] for name, pair in filling.items()})
    return zh.format_map({name: pair[0] for name, pair in filling.items()}), english[0].upper() + english[1:]


def person(rng: Random) -> tuple[str, str, str]:
    """Return (family name, given name, the whole in characters) of one person; pinyin without tones."""
    surname = SURNAMES[int(len(SURNAMES) * rng.random() ** 2)]
    given = rng.choice(GIVEN) + (rng.choice(GIVEN) if rng.random() < 0.7 else "")
    return pinyin(surname).capitalize(), "".join(map(pinyin, given)).capitalize(), surname + given


@cache
def pinyin(character: str) -> str:
    """Return the commonest reading of a character, without its tone."""
    from pypinyin import lazy_pinyin

    return {"lü": "lv", "nü": "nv"}.get(reading := lazy_pinyin(character)[0], reading)


def journals() -> list[Pair]:
    """Return the names of Chinese journals (Chinese, English)."""
    by_field = [(zh.format(f), en.format(g)) for (f, g), (zh, en) in itertools.product(FIELDS, PATTERNS)]
    return by_field + [(zh.format(p), en.format(q)) for (p, q), (zh, en) in itertools.product(PLACES, LOCAL)]
