"""The trial vocabulary of the ClinicalTrials.gov API v2, and how mirrors print it.

``https://clinicaltrials.gov/data-api/about-api/study-data-structure`` lists the values. A mirror may print them as they
are (``NOT_YET_RECRUITING``) or for readers (``Not yet enrolling``, ``Single Group Assignment``).
"""

import re
import unicodedata
from functools import cached_property

from ingest.languages.simplified import simplified


class Vocabulary(dict[str, tuple[str, ...]]):
    """The values of one field of the API, each with what pages print for it."""

    @cached_property
    def printed(self) -> dict[str, str]:
        """The values by what is printed, folded; the first value wins."""
        forms = [(_folded(form), value) for value, names in self.items() for form in (value, *names)]
        return dict(reversed(forms))


COUNT_DIGITS = 9
"""Digits of a trial's enrolment, at most."""
STATUS = Vocabulary({
    "ACTIVE_NOT_RECRUITING": (
        "active not enrolling", "no longer recruiting", "ongoing recruitment ended", "recruitment completed",
        "not recruiting", "closed follow up continuing",
        "recruiting complete follow up continuing", "停止招募", "招募完成", "进行中(招募完成)", "主动，不招人",
        "进行中 未招募", "募集終了",
    ),
    "COMPLETED": (
        "complete", "closed follow up complete", "main results already published", "ended", "ended completed",
        "recruiting complete follow up complete", "recruiting complete study complete", "结束", "完成", "已完成",
        "完全的", "研究終了", "試験終了",
    ),
    "ENROLLING_BY_INVITATION": ("invitation only", "by invitation", "邀请报名", "邀请入组", "受邀入组"),
    "NOT_YET_RECRUITING": (
        "not yet enrolling", "authorised recruitment pending", "pending", "preinitiation", "recruiting planned",
        "尚未开始", "尚未招募", "尚未招聘",
        "未开始招募", "进行中(尚未招募)", "募集前",
    ),
    "RECRUITING": (
        "enrolling", "ongoing recruiting", "authorised recruiting", "now enrolling", "now recruiting",
        "open public recruiting", "recruiting ongoing", "正在进行",
        "正在招募", "招募中", "招聘中", "进行中(招募中)", "募集中",
    ),
    "SUSPENDED": (
        "enrollment suspended", "temporarily suspended", "temporarily halted", "halted", "suspending",
        "recruiting suspended on temporary hold", "暂停或中断", "暂停", "已暂停", "主动暂停", "责令暂停", "募集中断",
    ),
    "TERMINATED": (
        "stopped", "stopped early", "prematurely ended", "recruiting stopped after recruiting started", "提前终止",
        "终止", "已终止", "主动终止", "责令终止", "研究中止",
    ),
    "WITHDRAWN": (
        "withdrawn prior to enrollment", "recruiting withdrawn before recruiting started", "撤回", "撤销", "已撤回",
    ),
    "AVAILABLE": (),
    "NO_LONGER_AVAILABLE": (),
    "TEMPORARILY_NOT_AVAILABLE": (),
    "APPROVED_FOR_MARKETING": (),
    "WITHHELD": (),
    "UNKNOWN": ("unknown status", "未知", "未知状态", "状态未知"),
})  # fmt: skip
STUDY_TYPE = Vocabulary({
    "INTERVENTIONAL": (
        "interventional study", "rct", "interventional clinical trial of medicinal product", "treatment study",
        "prevention",
        "干预性研究", "干预性", "介入性", "介入性研究", "介入", "介入研究", "治疗研究", "预防性研究", "预防研究",
    ),
    "OBSERVATIONAL": (
        "observational study", "non interventional", "epidemiological research", "epidemilogical research",
        "cause/relative factors study", "prognosis study", "观察性研究", "观察性", "观察性的", "观察", "観察研究",
        "流行病学研究", "病因学/相关因素研究", "相关因素研究", "预后研究",
    ),
    "EXPANDED_ACCESS": ("扩展访问", "扩大使用"),
})  # fmt: skip
"""ChiCTR's list of types tells purposes apart where the API has two types only."""
ALLOCATION = Vocabulary(
    {
        "RANDOMIZED": ("randomised", "randomized controlled trial", "rct", "随机", "随机化", "随机分配"),
        "NON_RANDOMIZED": ("nonrandomized", "non randomised", "非随机", "非随机化", "非随机分配"),
        "NA": ("n/a", "不适用"),
    }
)
MODEL = Vocabulary({
    "SINGLE_GROUP": (
        "single group assignment", "single arm", "single arm study", "single assignment", "single", "单臂", "单臂试验",
        "单组", "单组作业", "单组分配",
    ),
    "PARALLEL": (
        "parallel assignment", "parallel group", "平行", "平行对照", "平行分组", "并行分配", "平行分配", "随机平行对照",
        "随机平行对照试验",
    ),
    "CROSSOVER": (
        "crossover assignment", "cross over", "cross over assignment", "交叉", "交叉设计", "交叉对照", "交叉作业",
        "交叉分配", "随机交叉对照",
    ),
    "FACTORIAL": ("factorial assignment", "析因", "析因设计", "析因分配", "析因分组"),
    "SEQUENTIAL": ("sequential assignment", "序贯", "序贯设计", "顺序分配", "连续入组"),
    "COHORT": ("cohort study", "队列", "队列研究"),
    "CASE_CONTROL": ("case control study", "病例对照", "病例对照研究", "巢式病例对照研究"),
    "CASE_ONLY": ("case series", "case study", "病例系列", "病例观察"),
    "CASE_CROSSOVER": ("病例交叉",),
    "ECOLOGIC_OR_COMMUNITY": ("生态或社区",),
    "FAMILY_BASED": ("基于家庭",),
    "DEFINED_POPULATION": (),
    "NATURAL_HISTORY": (),
    "OTHER": ("cross sectional", "cross sectional study", "横断面", "横断面研究"),
})  # fmt: skip
"""A cross-section is a time perspective, which the API files apart; as a model it is none of those listed."""
PURPOSE = Vocabulary(
    {
        "TREATMENT": ("treatment purpose", "treatment study", "治疗", "治疗研究", "治療"),
        "PREVENTION": ("prevention purpose", "prophylaxis", "预防", "预防性研究", "预防研究"),
        "DIAGNOSTIC": ("diagnosis", "diagnostic purpose", "diagnostic test", "诊断", "诊断试验"),
        "ECT": ("educational/counseling/training", "教育/咨询/培训"),
        "SUPPORTIVE_CARE": ("supportive care purpose", "支持治疗", "支持性护理", "支持性治疗"),
        "SCREENING": ("筛查", "筛选"),
        "HEALTH_SERVICES_RESEARCH": ("health services reaserch", "卫生服务研究", "健康服务研究"),
        "BASIC_SCIENCE": ("基础科学", "基础科学研究"),
        "DEVICE_FEASIBILITY": ("设备可行性",),
        "OTHER": ("其他", "其它"),
    }
)
MASKING = Vocabulary({
    "NONE": (
        "none open label", "open label", "open", "open masking not used", "open no masking", "unblinded", "not blinded",
        "no masking", "no", "no blinding", "not applied", "否", "开放", "开放标签", "非盲", "不设盲", "未设盲",
        "无 开放标签", "无(打开标签)", "无盲",
    ),
    "SINGLE": ("single blind", "单盲", "单身的", "单个"),
    "DOUBLE": ("double blind", "双盲", "双倍的"),
    "TRIPLE": ("triple blind", "三盲", "三倍"),
    "QUADRUPLE": ("quadruple blind", "四盲", "四人间", "四重"),
})  # fmt: skip
SEX = Vocabulary({
    "ALL": (
        "both", "male female", "female male", "both males and females", "male and female", "all sexes", "男女均可",
        "男女不限", "不限", "全部",
        "所有", "男+女", "男性和女性", "男・女", "男性・女性", "男女両方",
    ),
    "FEMALE": ("females", "women", "女", "女性", "仅女性"),
    "MALE": ("males", "men", "男", "男性", "仅男性"),
})  # fmt: skip
SPONSOR_CLASS = Vocabulary(
    {
        "NIH": (),
        "FED": ("u.s. federal", "u.s. fed"),
        "OTHER_GOV": ("other government", "government"),
        "INDIV": ("individual",),
        "INDUSTRY": ("commercial sector/industry", "pharmaceutical company"),
        "NETWORK": (),
        "AMBIG": (),
        "OTHER": (
            "university/education",
            "university",
            "hospital/treatment centre",
            "hospital",
            "charity",
            "research organisation",
            "research council",
            "charities/societies/foundations",
            "other collaborative groups",
        ),
        "UNKNOWN": (),
    }
)
ARM_TYPE = Vocabulary(
    {
        "EXPERIMENTAL": ("实验性", "实验性的", "试验组"),
        "ACTIVE_COMPARATOR": ("有源比较器", "活性比较", "阳性对照"),
        "PLACEBO_COMPARATOR": ("安慰剂比较", "安慰剂比较器", "安慰剂对照"),
        "SHAM_COMPARATOR": ("假比较器", "假对照"),
        "NO_INTERVENTION": ("无干预", "不干预"),
        "OTHER": ("其他", "其它"),
    }
)
INTERVENTION_TYPE = Vocabulary(
    {
        "BEHAVIORAL": ("行为", "行为的"),
        "BIOLOGICAL": ("生物", "生物学", "生物的", "生物制品"),
        "COMBINATION_PRODUCT": ("组合产品",),
        "DEVICE": ("设备", "器械"),
        "DIAGNOSTIC_TEST": ("诊断测试", "诊断试验"),
        "DIETARY_SUPPLEMENT": ("膳食补充剂", "饮食补充"),
        "DRUG": ("药品", "药物"),
        "GENETIC": ("基因", "遗传"),
        "PROCEDURE": ("程序", "手术", "操作"),
        "RADIATION": ("辐射", "放射"),
        "OTHER": ("其他", "其它"),
    }
)

_NUMBER = r"(?:IV|I{1,3}|[1-4]|[一二三四])"
_PHASE = re.compile(
    rf"EARLY[_ ]PHASE[_ ]?1|早期\s?(?:第?\s?)?(?:1|I|一)\s?(?:期|阶段)|PHASE[_ ]?{_NUMBER}(?![A-Z0-9])"
    rf"|第?\s?{_NUMBER}\s?(?:期|相)|第\s?{_NUMBER}\s?阶段|(?:早期)?阶段\s?{_NUMBER}(?![A-Z0-9])",
    re.IGNORECASE,
)
_SHORT = re.compile(rf"(phase\s*)({_NUMBER})\s*(?:[/,~、-]|and)\s*({_NUMBER})(?![A-Z0-9])", re.IGNORECASE)
_SHORT_ZH = re.compile(rf"(?<![A-Z0-9])({_NUMBER})\s*期?\s*[/,~、至和-]\s*({_NUMBER})(\s*[期相])", re.IGNORECASE)
_BESIDES = re.compile(r"[\s/|,;&()-]|and|clinical|trial|study|临床|研究|试验|治験", re.IGNORECASE)
"""What may stand beside phases without saying more of a trial."""
_DIGIT = {"I": "1", "II": "2", "III": "3", "IV": "4", "一": "1", "二": "2", "三": "3", "四": "4"}
_NO_PHASE = frozenset({
    "na", "n/a", "not applicable", "none", "other", "others", "不适用", "其他", "其它", "无",
    "diagnostic new technique clinical study", "diagnostic new technique clincal study", "诊断试验新技术临床试验",
    "诊断新技术临床试验", "treatment new technique clinical study", "treatment new technique clincal study",
    "治疗新技术临床试验", "预防新技术临床试验", "health services research", "该当せず",
})  # fmt: skip
"""What registries print of a trial that is of no phase of a drug's development."""
_NAMED_PHASE = {
    "EARLY_PHASE1": (
        "0",
        "phase 0",
        "phase0",
        "0期",
        "pilot study",
        "exploratory research/pilot study",
        "探索性研究/预试验",
    ),
    "PHASE1": ("new drug bioavailability", "新药生物利用度", "新药生物利用度试验", "生物等效性试验", "人体药理学"),
    "PHASE4": (
        "postmarketing",
        "post marketing",
        "post market",
        "marketed",
        "postmarketing iv",
        "上市后药物",
        "上市后",
        "上市后研究",
    ),
}
"""ChiCTR's names: phase 0 is the API's early phase 1, and a drug on the market is in phase 4."""


def lookup(vocabulary: Vocabulary, text: str) -> str | None:
    """Return the value of a vocabulary that a printed text stands for, or None."""
    return vocabulary.printed.get(_folded(text))


def phases(text: str) -> tuple[str, ...] | None:
    """Return the phases that a text consists of (``Phase 2/Phase 3``, ``N/A``), or None when it holds anything else."""
    folded = _folded(text)
    if folded in _FOLDED_NO_PHASE:
        return ("NA",)
    if named := next((phase for phase, names in _FOLDED_NAMED.items() if folded in names), None):
        return (named,)
    plain = simplified(unicodedata.normalize("NFKC", text))
    plain = _SHORT_ZH.sub(r"\1期/\2\3", _SHORT.sub(r"\1\2/\1\3", plain))
    plain = re.sub(r"上市后药物|postmarketing|post-marketing", "", plain, flags=re.IGNORECASE)
    found = _PHASE.findall(plain)
    if not found or _BESIDES.sub("", _PHASE.sub("", plain)):
        return None
    return tuple(dict.fromkeys(map(_phase, found)))


def count(number: str) -> int | None:
    """Return a number of people, or None for more digits than mankind has: a telephone number, or a page's bad will."""
    digits = number.replace(",", "").lstrip("0")
    return int(digits or "0") if len(digits) <= COUNT_DIGITS else None


def age(number: str, unit: str) -> str:
    """Return an age as the registry writes it: ``18 Years``, ``1 Month``."""
    return f"{int(number)} {unit.capitalize()}{'s' if int(number) != 1 else ''}"


def _phase(name: str) -> str:
    number = re.sub(r"(?i)early|phase|早期|阶段|[期相第_\s]", "", name).upper()
    early = re.match(r"(?i)early|早期", name)
    return ("EARLY_" if early else "") + "PHASE" + _DIGIT.get(number, number)


def _folded(text: str) -> str:
    """Return a printed term as it is compared: simplified, lower case, signs of punctuation as blanks."""
    plain = simplified(unicodedata.normalize("NFKC", text)).lower()
    return " ".join(re.sub(r"[_(),:;.。-]", " ", plain).split())


_FOLDED_NO_PHASE = frozenset(map(_folded, _NO_PHASE))
_FOLDED_NAMED = {phase: frozenset(map(_folded, names)) for phase, names in _NAMED_PHASE.items()}
