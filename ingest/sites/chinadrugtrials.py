"""The drug trials' registry of China's Center for Drug Evaluation (chinadrugtrials.org.cn), in Chinese only."""

import re
from collections.abc import Iterable, Iterator

from ingest.page import Page
from ingest.record import Identifier, Record
from ingest.trials.labels import SKIPPED, Labels, Table
from ingest.trials.marks import marks
from ingest.trials.page import trial_record, values_of

NAME = "chinadrugtrials"

_TABLE: Table = {
    "id": ("登记号",),
    "status": ("试验状态",),
    "updated": ("最近更新日期", "最后更新日期", "信息更新日期"),
    "title": ("试验通俗题目",),
    "official_title": ("试验专业题目",),
    "org": ("试验方案编号",),
    "secondary": ("临床申请受理号",),
    "conditions": ("适应症",),
    "abstract": ("试验目的",),
    "phases": ("试验分期",),
    "model": ("设计类型",),
    "allocation": ("随机化",),
    "masking": ("盲法",),
    "ages": ("年龄",),
    "sex": ("性别",),
    "volunteers": ("健康受试者",),
    "inclusion": ("入选标准",),
    "exclusion": ("排除标准",),
    "interventions": ("药物名称",),
    "sponsor": ("申请人名称", "申办者名称", "申办者"),
    "target": ("目标入组人数",),
    "recruited": ("实际入组总人数", "实际入组人数"),
    "start": ("第一例受试者入组日期",),
    "consent": ("第一例受试者签署知情同意书日期",),
    "completion": ("试验完成日期", "试验终止日期"),
    "countries": ("国家或地区",),
    SKIPPED: (
        "申请人联系人", "首次公示信息日期", "题目和背景信息", "相关登记号", "曾用名", "药物类型", "方案最新版本号",
        "版本日期",
        "方案是否为联合用药", "申请人信息", "申办者信息", "联系人姓名", "联系人座机", "联系人手机号", "联系人Email",
        "联系人邮政地址",
        "联系人邮编", "试验项目经费来源", "临床试验信息", "试验设计", "试验分类", "试验范围", "受试者信息", "试验分组",
        "试验药",
        "对照药", "名称", "用法", "序号", "终点指标", "主要终点指标及评价时间", "次要终点指标及评价时间",
        "主要终点指标",
        "次要终点指标", "指标", "评价时间", "终点指标选择", "数据安全监查委员会", "数据安全监察委员会",
        "为受试者购买试验伤害保险", "研究者信息", "主要研究者信息", "姓名", "学位", "职称", "电话", "Email",
        "邮政地址", "邮编",
        "单位名称", "各参加机构信息", "机构名称", "主要研究者", "省（州）", "省(州)", "城市", "伦理委员会信息",
        "审查结论",
        "批准日期/备案日期", "审查日期", "试验状态信息", "试验人数", "已入组人数", "受试者招募及试验完成日期",
        "临床试验结果摘要", "版本号", "检查结果", "手机号",
    ),
}  # fmt: skip
LABELS = Labels(_TABLE)
_MARKS = frozenset({
    "试验专业题目", "试验通俗题目", "首次公示信息日期", "目标入组人数", "临床申请受理号", "试验方案编号",
    "各参加机构信息",
    "为受试者购买试验伤害保险", "申请人名称", "第一例受试者入组日期",
})  # fmt: skip
_ENOUGH = 3
_NUMBER = re.compile(r"CTR20\d{6}(?!\d)")
_WHOLE = re.compile(r"国际\D{0,6}?[:：]\s*(\d{1,6})")
_DOMESTIC = re.compile(r"(?:国内\D{0,6}?[:：]\s*)?(\d{1,6})")


def recognise(page: Page) -> bool:
    """Tell by the labels."""
    return marks(page, _MARKS) >= _ENOUGH


def extract(page: Page) -> Record:
    """Read a page of this registry; people are counted in China (``国内``) and, for an international trial, in all."""
    values = values_of(page, LABELS)
    own = [Identifier("ctr", number) for text in values["id"] for number in _NUMBER.findall(text)]
    values |= {
        "enrollment_estimated": list(_people(values["target"])),
        "enrollment_actual": list(_people(values["recruited"])),
        "start": [*values["start"], *values["consent"]],
        "conditions": values["conditions"][:1],
        "interventions": values["interventions"][:1],
        "sponsor": [re.sub(r"^\d+\s*|\s*[/／].*$", "", text) for text in values["sponsor"]],
    }
    return trial_record(page, NAME, values, own=own[:1])


def _people(texts: Iterable[str]) -> Iterator[str]:
    yield from (found[1] for text in texts if (found := _WHOLE.search(text) or _DOMESTIC.search(text)))
