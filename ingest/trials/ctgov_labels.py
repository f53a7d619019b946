"""The labels of ClinicalTrials.gov and of the sites that print its records, in English and as they are translated.

The translations are those of ICH GCP's Chinese pages, which a machine made (``武器和干预`` for Arms and Interventions),
and those that people write.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest import vocabulary
from ingest.trials.labels import SKIPPED, Labels, Table

TABLE: Table = {
    "id": (
        "ClinicalTrials.gov Identifier", "ClinicalTrials.gov ID", "ClinicalTrials.gov Identifier (NCT Number)",
        "NCT Number", "NCT ID", "临床试验编号", "ClinicalTrials.gov 标识符", "ClinicalTrials.gov 编号", "NCT 编号",
        "NCT编号",
    ),
    "secondary": (
        "Other Study ID Numbers", "Secondary ID", "Secondary IDs", "其他研究编号", "其他研究 ID 号", "其他研究ID号",
    ),
    "org": ("Org Study ID", "Unique Protocol ID", "Organization's Unique Protocol ID", "研究方案编号"),
    "title": ("Brief Title", "简要标题", "简短标题"),
    "official_title": ("Official Title", "正式名称", "官方名称", "官方标题", "正式标题"),
    "status": (
        "Recruitment Status", "Overall Status", "Study Status", "Status", "Current Study Status", "招募状态",
        "总体状态",
        "招聘状态",
        "地位", "研究状态",
    ),
    "updated": (
        "Last Update Posted", "Last Update Posted Date", "Last Updated", "Last Update", "最后更新发布",
        "最后更新已发布",
        "最近更新日期", "最后更新", "最后更新日期",
    ),
    "sponsor": ("Sponsor", "Study Sponsor", "Lead Sponsor", "Source", "赞助", "赞助商", "主办方", "申办者", "申办方"),
    "sponsor_class": ("Agency Class", "Funder Type"),
    "responsible": ("Information provided by", "Responsible Party", "信息提供者", "责任方", "负责方"),
    "abstract": ("Brief Summary", "简要总结", "简要摘要", "简短的摘要", "简介"),
    "description": ("Detailed Description", "详细说明", "详细描述"),
    "study_type": ("Study Type", "研究类型", "学习类型"),
    "phases": ("Phase", "Study Phase", "Phases", "阶段", "相", "研究阶段", "试验分期", "分期"),
    "enrollment": ("Enrollment", "Number of Participants", "注册", "入组人数", "招募人数", "入学", "参与人数"),
    "enrollment_actual": (
        "Actual Enrollment", "Enrollment (Actual)", "注册 (实际的)", "注册 (实际)", "入学 (实际的)", "实际入组人数",
        "入组人数 (实际)", "入组人数 (实际的)",
    ),
    "enrollment_estimated": (
        "Estimated Enrollment", "Anticipated Enrollment", "Enrollment (Estimated)", "Enrollment (Anticipated)",
        "注册 (估计的)", "注册 (估计)", "注册 (预期的)", "入学 (估计的)", "入学 (预期的)", "预计入组人数",
        "入组人数 (估计)",
        "入组人数 (预计)", "Estimated Enrollment (submitted)",
    ),
    "start": (
        "Study Start", "Start Date", "Study Start Date", "Actual Study Start Date", "Estimated Study Start Date",
        "学习开始",
        "研究开始", "研究开始日期", "开始日期", "实际研究开始日期",
    ),
    "completion": (
        "Study Completion", "Completion Date", "Study Completion Date", "Actual Study Completion Date",
        "Estimated Study Completion Date", "Estimated Completion Date", "研究完成", "研究完成日期", "完成日期",
        "学习完成",
    ),
    "design": ("Study Design", "Design Details", "Study Design Info", "设计细节", "学习规划", "研究设计信息"),
    "allocation": ("Allocation", "分配"),
    "model": (
        "Intervention Model", "Interventional Model", "Interventional Study Model", "Observational Model",
        "Observational Study Model", "介入模型", "干预模型", "观测模型", "观察模型",
    ),
    "purpose": ("Primary Purpose", "主要用途", "主要目的"),
    "masking": ("Masking", "屏蔽", "掩蔽", "设盲", "盲法"),
    "conditions": ("Conditions", "Condition", "条件", "状况", "疾病", "适应症", "健康状况", "(健康)状况"),
    "overview": (
        "Condition or disease Intervention/treatment Phase", "Condition or disease Intervention/treatment",
        "Condition or disease", "病情或疾病", "疾病或病症",
    ),
    "interventions": (
        "Intervention / Treatment", "Intervention/Treatment", "Intervention/treatment", "Intervention", "Interventions",
        "Intervention Details", "干预/治疗", "干预 / 治疗", "干预", "干预措施", "介入/治疗",
    ),
    "intervention_names": ("Intervention Name", "干预名称"),
    "arm_names": ("Label",),
    "arms": (
        "Arm Intervention/treatment", "Group/Cohort Intervention/treatment",
        "Participant Group/Arm Intervention/Treatment",
        "Arms and Interventions", "Study Arms", "Arm Group", "Arm Groups", "Study Groups/Cohorts", "Groups and Cohorts",
        "Groups and Interventions", "Study Groups", "武器和干预", "手臂和干预", "分组与干预", "分组和干预",
        "组和队列", "Arm", "Participant Group/Arm", "Participant Group / Arm", "Group/Cohort", "Group / Cohort",
        "参与者组/臂", "参与者组/手臂", "受试者分组/组别", "组/队列",
    ),
    "criteria": (
        "Eligibility Criteria", "Criteria", "Description", "资格标准", "标准", "描述", "入选资格", "适合标准",
    ),
    "inclusion": (
        "Inclusion Criteria", "Key Inclusion Criteria", "Main Inclusion Criteria", "Major Inclusion Criteria",
        "Inclusion",
        "纳入标准", "入选标准", "主要纳入标准",
    ),
    "exclusion": (
        "Exclusion Criteria", "Key Exclusion Criteria", "Main Exclusion Criteria", "Major Exclusion Criteria",
        "Exclusion",
        "排除标准", "主要排除标准",
    ),
    "ages": ("Ages Eligible for Study", "Ages", "适合学习的年龄", "适合研究的年龄", "符合研究条件的年龄"),
    "min_age": ("Minimum Age", "最低年龄", "最小年龄"),
    "max_age": ("Maximum Age", "最高年龄", "最大年龄"),
    "sex": (
        "Sexes Eligible for Study", "Genders Eligible for Study", "Sex/Gender", "Sex", "Gender", "有资格学习的性别",
        "适合学习的性别", "符合研究条件的性别", "性别", "有资格参与研究的性别",
    ),
    "volunteers": ("Accepts Healthy Volunteers", "Healthy Volunteers", "接受健康志愿者", "健康志愿者"),
    "locations": (
        "Contacts and Locations", "联系人和位置", "联系方式和地点", "联系人和地点",
        "Locations", "Study Locations", "Location", "Facility", "学习地点", "研究地点", "地点", "位置",
    ),
    "countries": ("Location Countries", "Listed Location Countries", "地点国家", "位置国家"),
    "references": (
        "Publications", "General Publications", "Reference", "References", "Publications of Background",
        "一般刊物", "一般出版物", "出版物", "参考文献", "Publications *",
    ),
    "results": (
        "Publications of Results", "Results Reference", "Results Publications", "Study Results Publications",
        "Publications automatically indexed to this study by ClinicalTrials.gov Identifier (NCT Number)",
        "Publications automatically indexed to this study", "Other Publications", "From PubMed", "结果出版物",
        "研究结果出版物",
    ),
    SKIPPED: (
        "Study Description", "Study Overview", "Study Details", "Tabular View", "Researcher View", "Record History",
        "No Results Posted", "Results Posted", "How to Read a Study Record", "On this page", "Go to", "Top of Page",
        "View this study on the modernized ClinicalTrials.gov", "Collaborator", "Collaborators", "First Posted",
        "First Posted Date", "First Submitted", "First Submitted Date", "Results First Posted",
        "Results First Posted Date",
        "First Submitted that Met QC Criteria", "Last Update Submitted that met QC Criteria",
        "Last Update Submitted Date",
        "Last Verified", "Verification Date", "Primary Completion", "Primary Completion Date",
        "Actual Primary Completion Date", "Estimated Primary Completion Date", "Original Estimated Enrollment",
        "Original Actual Enrollment", "Original Enrollment", "Current Primary Outcome Measures",
        "Original Primary Outcome Measures", "Current Secondary Outcome Measures",
        "Original Secondary Outcome Measures",
        "Current Other Pre-specified Outcome Measures", "Original Other Pre-specified Outcome Measures",
        "Change History",
        "Outcome Measures", "Primary Outcome Measures", "Secondary Outcome Measures", "Other Outcome Measures",
        "Primary Outcome", "Secondary Outcome", "Other Outcome", "Outcome Measure", "Measure Description", "Measure",
        "Time Frame", "Intervention Model Description", "Interventional Study Model Description", "Masking Description",
        "Time Perspective", "Biospecimen Retention", "Biospecimen Description", "Biospecimen",
        "Target Follow-Up Duration",
        "Enrollment Information", "Resource links provided by the National Library of Medicine",
        "MedlinePlus related topics",
        "Genetics Home Reference related topics", "MedlinePlus Genetics related topics",
        "Drug Information available for",
        "U.S. FDA Resources", "Genetic and Rare Diseases Information Center resources",
        "Information from the National Library of Medicine", "Learn About Clinical Studies",
        "Contacts", "Contact", "Study Contact", "Study Contact Backup", "Central Contact", "Overall Contact",
        "Overall Contact Backup", "Overall Official", "Name", "Phone Number", "Phone", "Email", "Phone Number and Ext.",
        "Sponsors and Collaborators", "Collaborators and Investigators", "Investigators", "Investigator",
        "Principal Investigator", "Study Director", "Study Chair", "Study Officials", "More Information",
        "Additional Information", "Additional relevant MeSH terms", "Additional Relevant MeSH Terms",
        "Terms related to this study", "Keywords", "Keywords provided by", "Keyword", "Condition Browse",
        "Intervention Browse", "Participation Criteria", "Eligibility", "Study Population", "Sampling Method",
        "Study Plan", "How is the study designed?", "What is the study measuring?", "Is Expanded Access",
        "Study Record Dates", "Study Major Dates", "Study Registration Dates", "Study Record Updates",
        "Helpful Links", "Has Data Monitoring Committee", "Studies a U.S. FDA-regulated Drug Product",
        "Studies a U.S. FDA-regulated Device Product", "U.S. FDA-regulated Product",
        "Product Manufactured in and Exported from the U.S.",
        "Individual Participant Data (IPD) Sharing Statement", "IPD Sharing Statement", "Plan to Share IPD",
        "Plan for Individual participant data (IPD)", "Plan to Share Individual Participant Data (IPD)?",
        "Drug and device information, study documents, and helpful links", "Study Documents (Full-Text)",
        "PRS Account", "Investigators ICMJE", "Tracking Information", "Descriptive Information",
        "Recruitment Information",
        "Administrative Information", "Removed Location Countries", "Current Responsible Party",
        "Original Responsible Party", "Current Study Sponsor", "Original Study Sponsor", "Number Of Arms",
        "Patient Data", "Intervention Type", "Intervention Description", "Arm Type", "Type",
        "Why Study Stopped", "Why Stopped", "Expanded Access", "Sponsors", "Official Role",
        "Related Clinical Trials", "Clinical Trials on", "Similar clinical trials", "Search Similar Trials",
        "研究概览", "学习概览", "学习联系方式", "研究联系人",
        "研究联系方式", "姓名", "电话号码",
        "参与标准", "参与条件", "学习计划", "研究计划", "研究是如何设计的？", "研究衡量的是什么？", "主要结果指标",
        "次要结果测量",
        "次要结果指标", "其他结果措施", "结果测量", "措施说明", "大体时间", "时间范围", "合作者和调查者",
        "合作者和研究者", "合作者",
        "调查人员", "调查员", "首席研究员", "出版物和有用的链接", "研究记录日期", "研究主要日期", "初级完成",
        "主要完成", "主要完成日期",
        "研究注册日期", "首次提交", "首先提交符合 QC 标准的", "首次发布", "研究记录更新",
        "上次提交的符合 QC 标准的更新", "最后验证",
        "更多信息", "与本研究相关的术语", "关键字", "关键词", "其他相关的 MeSH 术语", "其他相关 MeSH 术语",
        "此信息直接从", "取样方法",
        "研究人群", "学习人数", "计划个人参与者数据 (IPD)", "计划共享个人参与者数据 (IPD)？",
        "药物和器械信息、研究文件", "时间观点",
        "临床试验", "相关临床试验", "类似试验", "联系人", "Clinical Trials",
    ),
}  # fmt: skip
LABELS = Labels(TABLE)

_TYPED = re.compile(r"([^:：]{2,24})\s*[:：]\s*(\S.*)")
_NAME_LENGTH = 200
"""Longest name of an arm in the registry's data model."""
_ADDRESS_LENGTH = 300
"""Characters of an address, at most."""
_PARTY = re.compile(r"\s*[(（](?:Responsible Party|责任方|负责方)[)）]\s*$", re.IGNORECASE)


def interventions(lines: Iterable[str]) -> dict[str, str]:
    """Return the treatments among lines, those that begin with a type (``Drug: …``): what is printed -> their names.

    One that begins with the name of an earlier one is that one with its description.
    """
    found: dict[str, str] = {}
    names: set[str] = set()
    for line in lines:
        typed = _TYPED.fullmatch(line)
        if typed and _is_treatment(typed[1]):
            blanks = (match.start() for match in re.finditer(" ", typed[2][:_NAME_LENGTH]))
            found[line] = next((name for end in blanks if (name := typed[2][:end]) in names), typed[2])
            names.add(found[line])
    return found


def arms(lines: Sequence[str], treatments: Iterable[str]) -> list[str]:
    """Return the names of the arms: they stand behind their types (``Experimental: …``).

    Groups of an observational study have no type: a group's name is a line that is no sentence and has below it what is
    one, or a treatment.
    """
    known = frozenset(treatments)
    typed = (_TYPED.fullmatch(line) for line in lines if line not in known)
    named = [m[2] for m in typed if m and vocabulary.lookup(vocabulary.ARM_TYPE, m[1])]
    return named or [a for a, b in pairwise(lines) if _is_name(a, known) and not _is_name(b, known)]


def places(lines: Iterable[str]) -> tuple[list[str], int | None]:
    """Return the countries and the number of places.

    Above the places of a country stands its name (``China`` or ``China, Shanghai``), and each has an address that ends
    in it but for a postal code (``Shanghai, China, 200025``).
    """
    heads: dict[str, None] = {}
    found: list[str] = []
    for line in (line for line in lines if len(line) <= _ADDRESS_LENGTH):
        parts = [part.strip() for part in re.split("[,，、]", line) if not re.search(r"\d", part)]
        ends = [", ".join(parts[begin:]) for begin in range(1, len(parts))]
        if country := next((end for end in ends if end in heads), None):
            found.append(country)
        elif parts:
            heads |= dict.fromkeys([parts[0], ", ".join(parts)])
    return list(dict.fromkeys(found)), len(found) or None


def responsible(text: str, sponsors: Sequence[str]) -> str:
    """Return the party responsible: a person without title and organisation, which is the sponsor."""
    bare = _PARTY.sub("", text).strip()
    own = any(bare.endswith(f", {sponsor}") for sponsor in sponsors)
    return bare.split(",")[0] if own else bare


def _is_treatment(printed: str) -> bool:
    return vocabulary.lookup(vocabulary.INTERVENTION_TYPE, printed) is not None


def _is_name(line: str, treatments: frozenset[str]) -> bool:
    return line not in treatments and len(line) <= _NAME_LENGTH and not re.search(r"[.。;；:：]$", line)
