"""Invented papers and trials in two languages, sentence beside sentence, for corpora of any size.

The n-th paper is the same every time, whatever the others are. Words are as frequent as in literature: patients are in
every abstract, a drug in a few per cent, a compound or a ward in one or two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from align.bead import Bead, Finding
from align.coverage import coverage
from align.sentences import Sentence
from bench.damage_chinese import GIVEN, SURNAMES
from corpus.bitext import Bitext
from dedupe.link import Canonical
from dedupe.merge import merge
from ingest.record import Identifier, Record, Source, Trial

TERMS = 4000
"""Pairs of invented words, the n-th n times rarer than the first (Zipf's law)."""
TRIAL_EACH = 6
"""One trial in so many papers."""
SITES = ("pubmed", "pubmed_zh", "pmc", "clinicaltrials", "chictr", "cnki", "wanfang", "chinaxiv", "veeva", "generic")
JOURNALS = tuple(f"{kind} of Invented {field}" for kind in ("Annals", "Journal", "Archives", "Letters")
                 for field in ("Medicine", "Surgery", "Cardiology", "Nursing", "Oncology", "Pharmacy"))  # fmt: skip
SYLLABLES = ("ba", "cor", "den", "fu", "gly", "hex", "ka", "lo", "mi", "nor", "os", "pra", "qui", "ri", "sto", "tan",
             "ul", "ver", "xa", "zol")  # fmt: skip
ENDINGS = ("mab", "tinib", "pril", "osis", "itis", "emia", "pathy", "statin", "ward", "ase")
CHARACTERS = (
    "阿巴多伐克拉利罗美诺普奎瑞沙泰维西亚佐替单抗酶素酸醇炎症病痛肿瘤衰竭硬化贫血哮喘溃疡感染损伤综合征功能异常"
)
SENTENCES = (
    ("Background: {a} is common among patients with {b}.", "背景：{a}在{b}患者中很常见。"),
    ("We studied the effect of {a} on {b} in {n} patients.", "我们在{n}例患者中研究了{a}对{b}的影响。"),
    ("Patients were randomised to {a} or placebo for {w} weeks.", "患者被随机分配接受{a}或安慰剂治疗{w}周。"),
    ("The dose of {a} was {n} mg a day.", "{a}的剂量为每天{n} mg。"),
    ("The primary outcome was the change of {b} after {w} weeks.", "主要结局为{w}周后{b}的变化。"),
    ("Blood pressure fell by {w} mmHg in the group given {a}.", "{a}组的血压下降了{w} mmHg。"),
    ("The score of {b} rose from {w}.5 to {n}.1 points (P<0.05).", "{b}评分从{w}.5分升至{n}.1分（P<0.05）。"),
    ("No difference was seen in {b} between the two hospitals.", "两家医院之间的{b}没有差异。"),
    ("Tumours were smaller under {a} in {n} of the patients.", "{n}例患者的肿瘤在{a}治疗下缩小。"),
    ("Adverse events such as {b} occurred in {w}% of the patients.", "{w}%的患者发生了{b}等不良事件。"),
    ("Conclusion: {a} is safe and relieves {b}.", "结论：{a}安全，并可缓解{b}。"),
    ("Further trials of {a} in diabetes are needed.", "需要对{a}在糖尿病中的作用作进一步试验。"),
)
SHAPES = ("full", "partial", "partial", "full", "both apart", "en", "zh", "nothing")
SHAPE_WEIGHTS = (34, 22, 10, 6, 2, 16, 8, 2)
LONG = {2: 300, 3: 8_000}
"""Papers by number whose abstract has so many sentences: a long summary, and a page that was read as one."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper or trial: the records of its mirrors, what they merge into, how its texts are aligned."""

    records: tuple[Record, ...]
    canonical: Canonical
    bitext: Bitext | None


def paper(number: int, seed: int) -> Paper:
    """Invent the paper of that number."""
    r = Random(f"{seed} {number}")
    [drawn] = r.choices(SHAPES, SHAPE_WEIGHTS)
    shape = "full" if number in LONG else drawn
    pairs = [] if shape == "nothing" else _pairs(r, shape, LONG.get(number, 0))
    en, zh = [one for one, _ in pairs if one], [other for _, other in pairs if other]
    records = tuple(_records(r, number, " ".join(en), "".join(zh)))
    canonical = merge(records, f"{records[0].kind}-{number:012x}")
    return Paper(records, canonical, _bitext(r, pairs, shape) if pairs else None)


def _pairs(r: Random, shape: str, count: int) -> list[tuple[str, str]]:
    """Return sentences beside their translations, eight to sixteen or ``count``; one side is empty where none is."""
    pairs = []
    for en, zh in r.choices(SENTENCES, k=count or r.randint(8, 16)):
        (a, a_zh), (b, b_zh) = term(r), term(r)
        n, w = r.randint(20, 900), r.randint(2, 52)
        pairs.append((en.format(a=a, b=b, n=n, w=w), zh.format(a=a_zh, b=b_zh, n=n, w=w)))
    if shape == "partial":
        gaps = set(r.sample(range(len(pairs)), k=r.randint(1, 4)))
        return [
            ((en, "") if r.random() < 0.8 else ("", zh)) if i in gaps else (en, zh) for i, (en, zh) in enumerate(pairs)
        ]
    return [(en * (shape != "zh"), zh * (shape != "en")) for en, zh in pairs]


def term(r: Random) -> tuple[str, str]:
    """Draw an invented word with its translation."""
    terms, weights = vocabulary()
    return r.choices(terms, cum_weights=weights)[0]


@cache
def vocabulary() -> tuple[list[tuple[str, str]], list[float]]:
    """Return the invented words, commonest first, and how often they are drawn, added up."""
    r = Random(0)
    english = dict.fromkeys(
        "".join(r.choices(SYLLABLES, k=r.randint(2, 4))) + r.choice(ENDINGS) for _ in range(3 * TERMS)
    )
    chinese = dict.fromkeys("".join(r.choices(CHARACTERS, k=r.randint(2, 5))) for _ in range(3 * TERMS))
    terms = list(zip(english, chinese, strict=False))[:TERMS]
    return terms, list(accumulate(1 / place for place in range(1, len(terms) + 1)))


def _records(r: Random, number: int, en: str, zh: str) -> Iterator[Record]:
    """Yield a paper's mirrors: the first has all its languages, the others one."""
    (a, a_zh), (b, b_zh) = term(r), term(r)
    date = f"{2025 - int(r.paretovariate(1.2)) % 35}-{r.randint(1, 12):02}"
    title = {"en": f"{a.capitalize()} for {b}: a randomised trial", "zh": f"{a_zh}治疗{b_zh}的随机对照试验"}
    said = {lang: text for lang, text in (("en", en), ("zh", zh)) if text}
    authors = tuple(_author(r) for _ in range(r.randint(1, 6)))
    if number % TRIAL_EACH == 0:
        ids = (Identifier("nct", f"NCT{number:08}"),)
        trial = Trial(
            status="COMPLETED", conditions=(b,), interventions=(a,), start=date, enrollment=r.randint(20, 900)
        )
        own = {"kind": "trial", "trial": trial, "ids": ids}
    else:
        ids = (Identifier("doi", f"10.5555/big.{number}"), Identifier("pmid", str(10_000_000 + number)))
        own = {"kind": "paper", "journal": r.choice(JOURNALS), "published": date, "volume": "7", "ids": ids}
    for place, site in enumerate(r.sample(SITES, k=r.choices((1, 2, 3), (6, 3, 1))[0])):
        path = f"{site}/{number // 1000:03}/{number:07}.html"
        yield Record(
            path,
            site=site,
            source=Source(path, url=f"https://{site}.example.org/{number}"),
            title={lang: text for lang, text in title.items() if lang in said or not said},
            abstract=dict(list(said.items())[: 1 if place else 2]),
            authors=authors,
            keywords={"en": (a, b), "zh": (a_zh, b_zh)},
            **own,
        )


def _author(r: Random) -> str:
    if r.random() < 0.5:
        return r.choice(SURNAMES) + "".join(r.choices(GIVEN, k=r.randint(1, 2)))
    return f"{''.join(r.choices(SYLLABLES, k=2)).capitalize()} {''.join(r.choices(SYLLABLES, k=2)).capitalize()}"


def _bitext(r: Random, pairs: list[tuple[str, str]], shape: str) -> Bitext:
    """Tie what stands side by side; two neighbours are sometimes one bead."""
    en, zh = _sentences([one for one, _ in pairs], 1), _sentences([other for _, other in pairs], 0)
    beads, i, j = [], 0, 0
    for one, other in pairs:
        sides = ((i,) if one else ()), ((j,) if other else ())
        i, j = i + bool(one), j + bool(other)
        if shape == "both apart":
            beads += [Bead(sides[0], ()), Bead((), sides[1])]
        elif one and other and beads and r.random() < 0.1 and beads[-1].en and beads[-1].zh:
            last = beads.pop()
            beads.append(Bead(last.en + sides[0], last.zh + sides[1], last.score, last.confidence))
        else:
            beads.append(Bead(*sides, r.random(), r.betavariate(9, 1), _checks(r, one) if one and other else ()))
    texts = [sentence.text for sentence in en], [sentence.text for sentence in zh]
    return Bitext(en, zh, tuple(beads), coverage(*texts, beads))


def _checks(r: Random, text: str) -> tuple[Finding, ...]:
    digits = [place for place, character in enumerate(text) if character.isdigit()]
    if r.random() > 0.04 or not digits:
        return ()
    kind = r.choice(("number", "number", "unit", "percent", "sign", "negation"))
    return (
        Finding(kind, f"{text[digits[0]]} is missing in the Chinese", ((digits[0], digits[0] + 1),), (), r.random()),
    )


def _sentences(texts: list[str], blanks: int) -> tuple[Sentence, ...]:
    found, start = [], 0
    for text in filter(None, texts):
        found.append(Sentence(start, start + len(text), text))
        start += len(text) + blanks
    return tuple(found)
