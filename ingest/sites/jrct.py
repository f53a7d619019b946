"""jRCT (jrct.mhlw.go.jp, formerly jrct.niph.go.jp): pages in English, and in Japanese with the English beside it."""

from ingest.identifiers import identify
from ingest.page import Page
from ingest.record import Record
from ingest.trials.labels import SKIPPED, Labels, Table
from ingest.trials.marks import marks
from ingest.trials.page import content, heading_title, trial_record, values_of
from ingest.trials.registry_labels import WHO

NAME = "jrct"

_TABLE: Table = {
    "id": ("jRCT ID", "jRCT No.", "Clinical Research Protocol Number", "臨床研究実施計画番号", "jRCT番号", "試験ID"),
    "org": ("Study ID", "Protocol ID", "研究ID", "プロトコルID", "実施計画書番号"),
    "secondary": (
        "Secondary ID(s)", "Other Registered ID", "ID of other registries", "他の臨床研究登録機関発行の研究番号",
        "他の臨床研究登録機関のID", "ID番号", "Issuing ID",
    ),
    "title": ("Public Title", "Simple title", "平易な研究名称", "研究・治験の平易な名称", "簡略な研究名称"),
    "official_title": (
        "Scientific Title", "Title", "Title of research", "研究名称", "研究の名称", "研究・治験の名称", "試験課題名",
    ),
    "abstract": ("Study Objective", "Objectives", "Purpose of research", "研究・治験の目的", "研究の目的", "研究目的"),
    "updated": ("Last modified on", "Date of last modification", "最終公表日", "最終更新日"),
    "status": ("Recruitment status", "Progress", "Recruiting status", "募集状況", "進捗状況", "募集の有無"),
    "study_type": ("Study Type", "試験の種類", "研究の種類"),
    "phases": ("Phase", "試験のフェーズ", "フェーズ", "試験のフェーズ/Phase"),
    "enrollment_estimated": ("Target sample size", "Sample Size", "実施予定被験者数", "目標症例数", "予定症例数"),
    "start": (
        "Date of first enrollment", "First enrollment", "Start date", "第1症例登録日", "実施期間(開始日)", "開始日",
    ),
    "completion": ("Completion date", "End date", "End of study date", "実施期間(終了日)", "終了日", "観察期間終了日"),
    "design": ("Study Design", "試験デザイン"),
    "allocation": ("Randomization", "Allocation", "無作為化", "無作為化の有無"),
    "masking": ("Blinding", "Masking", "盲検化", "盲検の有無", "盲検"),
    "model": ("Assignment", "割付け", "割付"),
    "purpose": ("Purpose", "目的"),
    "conditions": (
        "Health Condition(s) or Problem(s) Studied", "Health Condition(s) or Problem(s)studied", "Target disease",
        "対象疾患名",
        "対象疾患",
    ),
    "interventions": ("Intervention(s)", "Intervention", "介入の内容"),
    "inclusion": ("Inclusion Criteria", "Key inclusion criteria", "主たる選択基準", "選択基準"),
    "exclusion": ("Exclusion Criteria", "Key exclusion criteria", "主たる除外基準", "除外基準"),
    "min_age": ("Age Minimum", "Minimum age", "年齢下限", "年齢(下限)"),
    "max_age": ("Age Maximum", "Maximum age", "年齢上限", "年齢(上限)"),
    "sex": ("Gender", "Sex", "性別"),
    "sponsor": ("Primary Sponsor", "Sponsor", "Name of sponsor", "研究実施組織", "治験依頼者", "主たる実施機関"),
    "countries": ("Countries of Recruitment", "Country", "Other than Japan", "日本以外の国", "募集国", "実施国"),
    SKIPPED: (
        "Basic Information", "Date of first registration", "First registration", "Date of registration", "Study name",
        "Affiliation", "Contact for Scientific Queries", "Contact for Public Queries", "Name", "Department", "Address",
        "Telephone", "Fax", "E-mail", "Intervention(s) code", "Intervention(s) keyword", "Health Condition(s) code",
        "Health Condition(s) keyword", "Control", "Primary Outcome(s)", "Secondary Outcome(s)",
        "Reason for discontinuation",
        "Discontinuation criteria", "Source of Monetary Support", "Secondary Sponsor", "IRB Information",
        "Ethics committee",
        "Status of compensation", "Medical product", "Plan to share IPD", "Study results", "Certified review board",
        "初回公表日", "中止年月日", "中止届", "研究責任(代表)医師の氏名", "研究責任医師", "所属機関", "所属部署",
        "郵便番号", "住所",
        "電話番号", "FAX番号", "電子メールアドレス", "氏名", "担当者", "研究に関する問い合わせ先", "対象疾患コード",
        "対象疾患キーワード", "介入の有無", "介入コード", "介入キーワード", "中止基準", "主たる評価項目",
        "副次的な評価項目", "対照",
        "対照薬", "プラセボの有無", "医薬品等の概要", "研究資金等の提供", "認定臨床研究審査委員会の名称",
        "実施医療機関の名称",
        "保険の補償", "IPDデータを共有する計画", "研究の種別", "実施状況", "契約の有無", "計画の説明",
        "第1症例登録日の有無",
    ),
}  # fmt: skip
LABELS = Labels(WHO, _TABLE)
_MARKS = frozenset({
    "age minimum", "age maximum", "inclusion criteria", "exclusion criteria", "intervention(s)", "recruitment status",
    "health condition(s) or problem(s) studied", "臨床研究実施計画番号", "主たる選択基準", "主たる除外基準",
    "年齢下限", "年齢上限",
    "対象疾患名", "研究・治験の目的", "実施予定被験者数", "初回公表日", "主たる評価項目",
})  # fmt: skip
_ENOUGH = 3
_TOP = 25
"""Lines among which the number of this registry stands; further down another registry's page may name one."""


def recognise(page: Page) -> bool:
    """Tell by the registry's labels below a number of it."""
    if marks(page, _MARKS) < _ENOUGH:
        return False
    head = (page.url or "", *(block.text for block in content(page)[:_TOP]))
    return any(any(identify(text, "own", ["jrct"])) for text in head)


def extract(page: Page) -> Record:
    """Read a page of this registry; a title in Japanese is in neither of the record's languages."""
    values = values_of(page, LABELS)
    labelled = values["title"] or values["official_title"]
    own = [i for block in content(page)[:_TOP] for i in identify(block.text, "own", ["jrct"])]
    return trial_record(page, NAME, values, own=own[:1], title={} if labelled else heading_title(page, LABELS))
