"""ChiCTR (chictr.org.cn): every field twice, a Chinese label and value and then an English label and value.

Its pages are tables whose cells hold both labels; saved as text, each label and value is a line. The English version of
a page has the English labels only.
"""

import re

from ingest.page import Page
from ingest.record import Record
from ingest.trials.labels import SKIPPED, Labels, Table
from ingest.trials.marks import marks, names_itself
from ingest.trials.page import heading_title, trial_record, values_of

NAME = "chictr"

TABLE: Table = {
    "id": ("注册号", "Registration number", "ChiCTR ID"),
    "updated": ("最近更新日期", "Date of Last Refreshed on", "最后更新日期"),
    "title": ("注册题目", "Public title"),
    "official_title": ("研究课题的正式科学名称", "Scientific title", "研究课题的正式科学名称（英文）"),
    "org": ("研究课题代号", "研究课题代号(代码)", "Study subject ID"),
    "secondary": (
        "在二级注册机构或其它机构的注册号", "在其它机构的注册号", "在其他机构的注册号",
        "二级注册机构或其它机构的注册号",
        "The registration number of the Partner Registry or other register", "Secondary ID",
        "Other registration number",
        "其它机构注册号",
    ),
    "sponsor": ("研究实施负责（组长）单位", "研究实施负责单位", "Primary sponsor"),
    "conditions": ("研究疾病", "研究疾病名称", "Target disease"),
    "study_type": ("研究类型", "Study type"),
    "phases": ("研究所处阶段", "Study phase"),
    "design": ("研究设计", "Study design", "随机方法", "Randomization Procedure"),
    "abstract": ("研究目的", "Objectives of Study", "Objective of study"),
    "inclusion": ("纳入标准", "入选标准", "Inclusion criteria"),
    "exclusion": ("排除标准", "Exclusion criteria"),
    "period": ("研究实施时间", "Study execute time"),
    "interventions": ("干预措施", "干预措施名称", "Interventions", "Intervention"),
    "arms": ("组别", "Group"),
    "group_size": ("样本量", "例数", "Sample size"),
    "enrollment": ("样本总量", "总样本量", "Total sample size", "Sample size in total"),
    "countries": ("国家", "Country"),
    "locations": (),
    "status": ("征募研究对象情况", "征募研究对象状况", "招募状态", "Recruiting status", "Recruitment status"),
    "ages": ("年龄范围", "Participant age"),
    "min_age": ("最小", "Min age", "最小年龄"),
    "max_age": ("最大", "Max age", "最大年龄"),
    "sex": ("性别", "Gender"),
    "masking": ("盲法", "Blinding", "是否采用盲法", "揭盲或破盲原则和方法"),
    SKIPPED: (
        "试验主办单位", "Secondary sponsor",
        "审核状态", "Project audit state", "注册时间", "Date of Registration", "注册号状态", "Registration Status",
        "注册题目简写", "English Acronym", "研究课题的正式科学名称简写", "Scientific title acronym", "申请注册联系人",
        "申请人", "Applicant", "研究负责人", "Study leader", "申请注册联系人电话", "Applicant telephone",
        "研究负责人电话",
        "Study leader's telephone", "申请注册联系人传真", "Applicant Fax", "研究负责人传真", "Study leader's fax",
        "申请注册联系人电子邮件", "Applicant E-mail", "研究负责人电子邮件", "Study leader's E-mail", "申请单位网址",
        "Applicant website", "研究负责人网址", "Study leader's website", "申请注册联系人通讯地址", "Applicant address",
        "研究负责人通讯地址", "Study leader's address", "申请注册联系人邮政编码", "Applicant postcode",
        "研究负责人邮政编码", "Study leader's postcode", "申请人所在单位", "Applicant's institution",
        "研究负责人所在单位", "Affiliation of the Leader", "Leader's institution", "是否获伦理委员会批准",
        "Approved by ethic committee", "伦理委员会批件文号", "Approved No. of ethic committee", "伦理委员会批件附件",
        "Approved file of Ethical Committee", "批准本研究的伦理委员会名称", "Name of the ethic committee",
        "伦理委员会批准日期", "Date of approved by ethic committee", "伦理委员会联系人",
        "Contact Name of the ethic committee", "伦理委员会联系地址", "Contact Address of the ethic committee",
        "伦理委员会联系人电话", "Contact phone of the ethic committee", "伦理委员会联系人邮箱",
        "Contact email of the ethic committee", "国家食品药品监督管理局批准文号", "Approved No. of CFDA",
        "国家药监局批准文号", "国家食品药品监督管理局批件附件", "国家FDA批准日期", "研究计划书", "Study protocol",
        "知情同意书", "Informed consent file", "研究实施负责（组长）单位地址", "Primary sponsor's address", "具体地址",
        "Address", "单位(医院)", "单位", "Institution", "Institution hospital", "单位级别", "Level of the institution",
        "省(直辖市)", "省", "Province", "市(区县)", "市", "City", "经费或物资来源", "Source(s) of funding",
        "Sources of funding", "研究疾病代码", "Target disease code", "药物成份或治疗方案详述",
        "Description for medicine or protocol of treatment in detail", "征募观察对象时间", "Recruiting time",
        "干预措施代码", "Intervention code", "研究实施地点", "Countries of recruitment and research settings",
        "测量指标", "Outcomes", "指标名称", "指标中文名", "Outcome", "Outcome Name", "指标类型", "Type", "测量时间点",
        "Measure time point of outcome", "测量方法", "Measure method", "采集人体标本",
        "Collecting sample(s) from participants", "标本中文名", "Sample Name", "组织", "Tissue", "人体标本去向",
        "Fate of sample", "说明", "Note", "隐蔽分组方法", "Process of allocation concealment", "随访时间",
        "Follow up time", "随访时间单位", "共享原始数据", "IPD sharing", "是否共享原始数据",
        "试验完成后的统计结果", "Calculated Results after the Study Completed",
        "Calculated Results ater the Study Completed",
        "是否公开试验完成后的统计结果", "Statistical results after completion of the test file",
        "上传试验完成后的统计结果",
        "全球唯一识别码", "UTN", "UTN(全球唯一识别码)", "共享原始数据的方式", "The way of sharing IPD",
        "共享原始数据时间", "The time of sharing IPD", "数据采集和管理", "Data collection and Management",
        "数据与安全监察委员会", "Data Managemen Committee", "Data Management Committee", "注册人",
        "Name of Registration",
        "研究计划书或研究结果报告发表信息", "Publication information of the protocol/research results report",
        "盲法详述", "Blinding detail", "诊断试验", "金标准或参考标准", "Gold Standard or Reference Standard",
        "指标试验", "Index test", "目标人群", "Target condition", "容易混淆的疾病人群和例数",
        "Population with condition difficult to distinguish from the target condition",
    ),
}  # fmt: skip
LABELS = Labels(TABLE)
_MARKS = frozenset({
    "注册号状态", "注册题目", "研究课题的正式科学名称", "研究所处阶段", "征募研究对象情况",
    "在二级注册机构或其它机构的注册号",
    "研究实施负责(组长)单位", "申请注册联系人", "date of last refreshed on", "registration status", "study subject id",
    "the registration number of the partner registry or other register", "affiliation of the leader",
    "recruiting status", "study execute time", "objectives of study", "name of the ethic committee",
})  # fmt: skip
_ENOUGH = 4
"""Labels of its own that make a page one of this registry's; other registries have two of these words at most."""
_OWN_NAME = re.compile(r"chictr\.org\.cn|中国临床试验注册中心|^ChiCTR\d", re.IGNORECASE | re.MULTILINE)


def recognise(page: Page) -> bool:
    """Tell by the labels, of which no other registry prints so many."""
    found = marks(page, _MARKS)
    return found >= _ENOUGH or (found > 1 and names_itself(page, _OWN_NAME))


def extract(page: Page) -> Record:
    """Read a page of this registry."""
    return read(page, NAME)


def read(page: Page, site: str) -> Record:
    """Read a page of a registry that uses these forms."""
    values = values_of(page, LABELS)
    labelled = values["title"] or values["official_title"]
    return trial_record(page, site, values, title={} if labelled else heading_title(page, LABELS))
