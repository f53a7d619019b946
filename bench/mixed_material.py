"""What mixed pages are invented from: nothing but what the project itself holds, so that tests can make them.

The material is of the kind that ``bench.damage_material`` cuts from development data, so that its papers, families and
damages work on it. Diseases are real, so that an encoder can know their translations; most drugs are not.
"""

from functools import cache
from random import Random

from bench.big_papers import JOURNALS, SENTENCES, SYLLABLES, vocabulary
from bench.damage_chinese import FIELDS, OUTCOMES, PEOPLE, Pair, Terms, title, written
from bench.damage_journals import ADJECTIVES, Journal, abbreviated, chinese_journals
from bench.damage_material import GENERIC, Material, cut_abstracts, cut_abstracts_zh, cut_chinese, cut_titles

DISEASES = (
    ("高血压", "hypertension"), ("糖尿病", "diabetes"), ("哮喘", "asthma"), ("脑卒中", "stroke"),
    ("肺炎", "pneumonia"), ("肝硬化", "liver cirrhosis"), ("心力衰竭", "heart failure"), ("失眠", "insomnia"),
    ("抑郁症", "depression"), ("骨质疏松", "osteoporosis"), ("类风湿关节炎", "rheumatoid arthritis"),
    ("肾病综合征", "nephrotic syndrome"), ("胃溃疡", "gastric ulcer"), ("乳腺癌", "breast cancer"),
    ("肺癌", "lung cancer"), ("胃癌", "gastric cancer"), ("结核病", "tuberculosis"), ("癫痫", "epilepsy"),
    ("帕金森病", "Parkinson disease"), ("白内障", "cataract"), ("贫血", "anaemia"), ("银屑病", "psoriasis"),
    ("偏头痛", "migraine"), ("腰痛", "low back pain"), ("膝骨关节炎", "knee osteoarthritis"), ("痛风", "gout"),
    ("甲状腺功能亢进", "hyperthyroidism"), ("房颤", "atrial fibrillation"), ("脓毒症", "sepsis"),
    ("支气管炎", "bronchitis"), ("胰腺炎", "pancreatitis"), ("溃疡性结肠炎", "ulcerative colitis"),
)  # fmt: skip
STAGES = (
    ("", ""), ("急性", "acute "), ("慢性", "chronic "), ("重度", "severe "), ("轻度", "mild "), ("早期", "early "),
    ("晚期", "advanced "), ("复发性", "recurrent "), ("难治性", "refractory "), ("原发性", "primary "),
)  # fmt: skip
REMEDIES = (
    ("阿司匹林", "aspirin"), ("二甲双胍", "metformin"), ("胰岛素", "insulin"), ("维生素D", "vitamin D"),
    ("针灸", "acupuncture"), ("有氧运动", "aerobic exercise"), ("认知行为疗法", "cognitive behavioural therapy"),
    ("干扰素", "interferon"), ("褪黑素", "melatonin"), ("益生菌", "probiotics"), ("氧疗", "oxygen therapy"),
    ("光疗", "phototherapy"), ("激素", "corticosteroids"), ("他汀类药物", "statins"), ("太极拳", "tai chi"),
)  # fmt: skip
FORMS = (
    "{a} and {c} for {b} in {p}: a randomised trial in {place}",
    "Long-term {n} of {p} with {b} given {a} in {place}",
    "Serum {c} predicts {n} after {a} in {b}",
    "Cost of {a} for {b} and {d} in {place}: a cohort study",
    "Does {a} prevent {d} in {p} with {b}? A registry study from {place}",
    "{n} and {d} under {c}: results of the {place} {b} survey",
)
"""Of English titles, beside those in which Chinese papers are translated."""
TITLES = 3000
ABSTRACTS = 400
PEOPLE_NAMED = 3000
"""Family names; names of two syllables alone would make most teams look alike."""
LENGTHS = (5, 10)
"""Sentences of an abstract in two languages."""
WRONG = 0.01
"""Share of its sentences whose Chinese may have another number."""


@cache
def invented() -> Material:
    """Return material that is the same every time."""
    rng, terms = Random(0), _terms()
    titles = [_title(rng, terms) for _ in range(TITLES)]
    pairs = [written(*title(rng, terms)) for _ in range(TITLES)]
    texts = [abstract(rng, *term_pair(rng, terms)) for _ in range(ABSTRACTS)]
    frames, words = cut_titles(titles + [en for _, en in pairs])
    frames_zh, words_zh = cut_chinese([zh for zh, _ in pairs], terms.words)
    return Material(
        frames, words, frames_zh, words_zh,
        cut_abstracts([en for en, _ in texts]), cut_abstracts_zh([zh for _, zh in texts], terms.words),
        _names(rng, PEOPLE_NAMED, 3), _names(rng, PEOPLE_NAMED // 10, 2), _journals(), chinese_journals(),
        tuple(sorted(GENERIC)), terms,
    )  # fmt: skip


def _terms() -> Terms:
    diseases = [(stage_zh + zh, stage + en) for zh, en in DISEASES for stage_zh, stage in STAGES]
    remedies = [*REMEDIES, *((zh, en) for en, zh in vocabulary()[0])]
    words = {zh for zh, _ in (*diseases, *remedies, *PEOPLE, *OUTCOMES) if 2 <= len(zh) <= 6}
    return Terms(tuple(sorted(diseases)), tuple(sorted(remedies)), frozenset(words))


def _title(rng: Random, terms: Terms) -> str:
    (_, a), (_, c) = rng.sample(terms.remedies, 2)
    (_, b), (_, d) = rng.sample(terms.diseases, 2)
    place = "".join(rng.choices(SYLLABLES, k=3)).capitalize()
    text = rng.choice(FORMS).format(a=a, b=b, c=c, d=d, p=rng.choice(PEOPLE)[1], n=rng.choice(OUTCOMES)[1], place=place)
    return text[0].upper() + text[1:]


def term_pair(rng: Random, terms: Terms) -> tuple[Pair, Pair]:
    """Draw (a remedy, a disease)."""
    return rng.choice(terms.remedies), rng.choice(terms.diseases)


def abstract(rng: Random, remedy: Pair, disease: Pair) -> Pair:
    """Return an abstract (English, Chinese), sentence beside sentence; now and then a sentence has no translation."""
    pairs = []
    for en, zh in rng.sample(SENTENCES, k=rng.randint(*LENGTHS)):
        n, w = rng.randint(20, 900), rng.randint(2, 52)
        said = n + 9 if rng.random() < WRONG else n
        pairs.append(
            (en.format(a=remedy[1], b=disease[1], n=n, w=w), zh.format(a=remedy[0], b=disease[0], n=said, w=w))
        )
    if rng.random() < 0.25:
        pairs[-1] = (pairs[-1][0], "") if rng.random() < 0.7 else ("", pairs[-1][1])
    return " ".join(en for en, _ in pairs if en), "".join(zh for _, zh in pairs)


def _names(rng: Random, count: int, syllables: int) -> tuple[str, ...]:
    return tuple("".join(rng.choices(SYLLABLES, k=rng.randint(2, syllables))).capitalize() for _ in range(count))


def _journals() -> tuple[Journal, ...]:
    names = [*JOURNALS, *(f"{adjective} Journal of {field}" for _, field in FIELDS for adjective in ADJECTIVES)]
    return tuple(
        Journal(name, abbreviated(name, {}), "", 1950 + 7 * place % 30, (4, 6, 12)[place % 3], f"10.5555/mix{place}")
        for place, name in enumerate(names)
    )
