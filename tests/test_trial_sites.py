"""What holds for every page of a trial registry, whichever module reads it."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bicorpus import InputError
from ingest import read
from ingest.html import read_html
from ingest.page import Block, Page
from ingest.record import Source, from_json, to_json
from ingest.sites import TRIALS, extract
from ingest.text import read_text

PAGES = Path(__file__).parent / "pages"
NAMES = (*(site.NAME for site in TRIALS), "registry")
TRIAL_PAGES = sorted(
    page for name in NAMES for page in (PAGES / name).glob("*") if not page.name.endswith(".expected.json")
)


def label(page: Path) -> str:
    return page.relative_to(PAGES).as_posix()


@pytest.mark.parametrize("name", NAMES)
def test_every_registry_has_pages(name: str) -> None:
    assert (PAGES / name).is_dir()


@pytest.mark.parametrize("page", TRIAL_PAGES, ids=label)
def test_only_the_pages_own_module_recognises_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    read_page = read_html if page.suffix == ".html" else read_text
    parsed = read_page(text, Source(page.name))
    recognised = {site.NAME for site in TRIALS if site.recognise(parsed)}
    assert recognised - {"chictr", "ctgov-page"} <= {
        page.parent.name
    }  # ITMCTR uses ChiCTR's forms, ICH GCP the other's


@pytest.mark.parametrize("page", TRIAL_PAGES, ids=label)
def test_no_record_has_an_address_or_a_telephone_number_of_a_person(page: Path) -> None:
    [record] = read(page)
    text = to_json(record).decode()
    assert "@" not in text
    assert "990 0000" not in text
    assert "990-0000" not in text


@pytest.mark.parametrize("page", TRIAL_PAGES, ids=label)
def test_fields_of_a_trial_are_terms_of_the_api(page: Path) -> None:
    from ingest import vocabulary

    [record] = read(page)
    trial = record.trial
    assert trial is not None
    assert trial.status in {None, *vocabulary.STATUS}
    assert trial.model in {None, *vocabulary.MODEL}
    assert trial.masking in {None, *vocabulary.MASKING}
    assert trial.purpose in {None, *vocabulary.PURPOSE}
    assert trial.allocation in {None, *vocabulary.ALLOCATION}
    assert trial.sex in {None, *vocabulary.SEX}
    assert set(trial.phases) <= {"NA", "EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4"}


CTGOV_LIST = "# Search Results\n\n34 studies found\n\n" + "\n\n".join(
    f"NCT9900{n:04}\n\nRecruiting\n\nA Study of Something {n}\n\nConditions: Cough" for n in range(8)
)
CHICTR_LIST = "<table><tr><th>注册号</th><th>注册题目</th><th>研究类型</th><th>注册时间</th></tr>" + "".join(
    f"<tr><td>ChiCTR990000{n:04}</td><td>游泳研究{n}</td><td>干预性研究</td><td>2024-01-02</td></tr>" for n in range(8)
)
ICTRP_HEAD = (
    "| Recruitment status | Main ID | Public Title | Condition | Phase | Sponsor |\n|---|---|---|---|---|---|\n"
)
ICTRP_LIST = ICTRP_HEAD + "\n".join(
    f"| Recruiting | ISRCTN9900{n:04} | A study {n} | Cough | 2 | Example |" for n in range(8)
)


@pytest.mark.parametrize("text", [CTGOV_LIST, CHICTR_LIST, ICTRP_LIST], ids=["ctgov", "chictr", "ictrp"])
def test_a_list_of_trials_is_no_record(text: str, tmp_path: Path) -> None:
    page = tmp_path / "list.txt"
    page.write_text(f"<html><body>{text}</body></html>" if text.startswith("<table") else text, encoding="utf-8")
    with pytest.raises(InputError, match=r"a list of|nothing of a paper|no title, abstract"):
        read(page)


def test_a_record_reached_from_search_results_is_one(tmp_path: Path) -> None:
    source = (PAGES / "ctgov-page" / "frozen-gloves.txt").read_text(encoding="utf-8")
    page = tmp_path / "a.txt"
    page.write_text("Home\n\nSearch Results\n\nStudy Record\n\n" + source, encoding="utf-8")
    [record] = read(page)
    assert record.site == "ctgov-page"


def test_the_chinese_of_criteria_is_kept_as_sections() -> None:
    [record] = read(PAGES / "chictr" / "swim-knee.html")
    kept = {section.heading: section.text for section in record.sections}
    assert kept["纳入标准"].startswith("1. 年龄18~75岁；")
    assert kept["研究疾病"] == "膝骨关节炎"
    assert json.loads(to_json(record))["found_by"] == {"trial.enrollment": "groups"}


LINES = (
    "注册号：", "Registration number: ChiCTR9900000001", "NCT99000001", "ClinicalTrials.gov ID", "Study Overview",
    "Phase",
    "Phase 2", "Study type: Interventional", "性别：男女均可", "Inclusion Criteria:", "1. Adults; 2. Consent", "Ages",
    "18~75岁",
    "Arms and Interventions", "Experimental: A", "Drug: B", "Locations", "China, Shanghai", "Shanghai, China, 200000",
    "从2021-01-01至1990-01-01", "样本量：", "30", "Sponsor", "Example", "Related Clinical Trials",
    "年龄范围 Participant age：",
    "最小 Min age", "Label", "Type: Experimental", "登记号", "CTR20990001", "E.2.1", "：", "Yes", "",
)  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(TRIALS),
    st.lists(
        st.tuples(
            st.sampled_from(["heading", "paragraph", "item", "row"]),
            st.lists(st.sampled_from(LINES) | st.text(max_size=30), min_size=1, max_size=4),
        ),
        max_size=25,
    ),
)
def test_any_mixture_of_labels_and_values_gives_a_record_or_a_reason(site, pieces) -> None:
    blocks = tuple(Block(kind, "\t".join(cells) if kind == "row" else cells[0], level=1) for kind, cells in pieces)
    page = Page(Source("a.txt"), tuple(block for block in blocks if block.text))
    try:
        record = site.extract(page)
    except InputError:
        return
    assert from_json(to_json(record)) == record


def test_a_number_in_the_title_is_another_trials() -> None:
    source = (PAGES / "ctgov-page" / "frozen-gloves.html").read_text(encoding="utf-8")
    titled = source.replace("During Docetaxel</h2>", "During Docetaxel: an Extension of NCT99001099</h2>")
    assert titled != source
    record = extract(read_html(titled, Source("a.html")))
    roles = {identifier.value: identifier.role for identifier in record.ids}
    assert (roles["NCT99001010"], roles["NCT99001099"]) == ("own", "related")
