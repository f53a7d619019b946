"""ClinicalTrials.gov's formats: one invented study in each of them."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bicorpus import InputError
from ingest.databases.ctgov_criteria import criteria
from ingest.databases.ctgov_json import read_ctgov_json
from ingest.databases.ctgov_xml import read_ctgov_xml
from ingest.record import Identifier, Record, Section, Trial, to_json

Reader = Callable[[bytes, str], Iterator[Record]]
RECORDS = Path(__file__).parent / "records"
FORMS = [("ctgov_v2.json", read_ctgov_json), ("ctgov_v1.json", read_ctgov_json), ("ctgov.xml", read_ctgov_xml)]
V2 = json.loads((RECORDS / "ctgov_v2.json").read_text(encoding="utf-8"))
TRIAL = Trial(
    status="RECRUITING",
    phases=("PHASE2", "PHASE3"),
    enrollment=120,
    enrollment_type="ESTIMATED",
    study_type="INTERVENTIONAL",
    start="2021-03",
    completion="2022-06-30",
    updated="2021-04-05",
    allocation="RANDOMIZED",
    model="PARALLEL",
    purpose="TREATMENT",
    masking="QUADRUPLE",
    conditions=("Hypertension",),
    arms=("Night", "Morning"),
    interventions=("Inventol",),
    inclusion=("Aged 18 or over", "Any of:", "pressure > 140", "treated"),
    exclusion=("Pregnancy", "Night shifts"),
    min_age="18 Years",
    sex="ALL",
    healthy_volunteers=False,
    sponsor="Invented Institute",
    sponsor_class="OTHER",
    responsible_party="Theodora Marlow",
    sites=3,
    countries=("China", "United Kingdom"),
)


def studies(value: object) -> list[Record]:
    return list(read_ctgov_json(json.dumps(value).encode(), "s.json"))


def study(**modules: object) -> Record:
    identification = {"identificationModule": {"nctId": "NCT09900001", "briefTitle": "Night Dosing"}}
    [record] = studies({"protocolSection": identification | modules})
    return record


@pytest.mark.parametrize(("name", "read"), FORMS)
def test_every_format_tells_the_same_of_a_study(name: str, read: Reader) -> None:
    [record] = read((RECORDS / name).read_bytes(), name)
    assert (record.id, record.kind) == ("NCT09900001", "trial")
    assert record.title == {"en": "Night Dosing in Adults"}
    assert record.abstract == {"en": "Is night dosing >= morning dosing?\nAdults are asked."}
    assert record.keywords == {"en": ("dosing", "chronotherapy")}
    assert record.trial == TRIAL
    assert record.sections == (
        Section("Official Title", "en", "A Randomised Trial of Night Dosing in Adults, an Extension of NCT09900002"),
        Section("Detailed Description", "en", "First part.\n* one\n* two"),
        Section("Eligibility Criteria", "en", "Adults with hypertension."),
    )


@pytest.mark.parametrize(("name", "read"), FORMS)
def test_every_identifier_has_the_role_of_its_place(name: str, read: Reader) -> None:
    [record] = read((RECORDS / name).read_bytes(), name)
    grant = [Identifier("secondary_id", "R01XX000001", "related")] if name.endswith("json") else []
    assert sorted(record.ids, key=str) == sorted(
        [
            Identifier("nct", "NCT09900001"),
            Identifier("nct", "NCT09900009"),
            Identifier("org_study_id", "INV-001"),
            Identifier("eudract", "2021-000001-11"),
            Identifier("isrctn", "ISRCTN12345678"),
            Identifier("secondary_id", "INV-EXT"),
            *grant,
            Identifier("nct", "NCT09900002", "related"),
            Identifier("pmid", "99000001", "related"),
            Identifier("doi", "10.5555/xg.2022.1", "related"),
            Identifier("pmid", "99000008", "cited"),
        ],
        key=str,
    )


@pytest.mark.parametrize(("name", "read"), FORMS)
def test_nobody_can_be_called_or_written_to(name: str, read: Reader) -> None:
    line = b"".join(map(to_json, read((RECORDS / name).read_bytes(), name))).decode()
    assert "@" not in line
    assert "5555 0000" not in line
    assert "Hidden" not in line


@pytest.mark.parametrize(
    "wrap",
    [
        lambda s: s,
        lambda s: [s],
        lambda s: {"totalCount": 1, "studies": [s], "nextPageToken": "x"},
        lambda s: [{"study": s}],
        lambda s: {key: s[key] for key in reversed(s)},
    ],
)
def test_whatever_the_api_puts_around_a_study_is_taken_off(wrap: Callable[[object], object]) -> None:
    assert [(r.id, r.trial) for r in studies(wrap(V2))] == [("NCT09900001", TRIAL)]


def test_studies_may_stand_one_to_a_line() -> None:
    lines = "\n".join(json.dumps(V2).replace("NCT09900001", f"NCT0990010{n}") for n in range(3))
    assert [r.id for r in read_ctgov_json(lines.encode(), "s.jsonl")] == [f"NCT0990010{n}" for n in range(3)]


def test_a_broken_line_costs_only_itself() -> None:
    lines = "\n".join(
        [json.dumps(V2), '{"protocolSection": NaN}', json.dumps(V2).replace("NCT09900001", "NCT09900003")]
    )
    first, second = read_ctgov_json(lines.encode(), "s.jsonl")
    assert first.warnings[0].startswith("study 2 was left out: not JSON")
    assert second.id == "NCT09900003"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_json_in_another_charset(encoding: str) -> None:
    text = json.dumps(V2, ensure_ascii=False).replace("Night Dosing in Adults", "夜间给药的疗效与安全性的随机对照研究")
    [record] = read_ctgov_json(text.encode(encoding), "s.json")
    assert record.title == {"zh": "夜间给药的疗效与安全性的随机对照研究"}


@pytest.mark.parametrize(
    "document",
    [
        "",
        "{",
        '{"protocolSection": NaN}',
        '{"protocolSection": {"identificationModule": {"nctId": "\\ud800"}}}',
        "[" * 100_000,
        '{"protocolSection":' * 100_000,
        '{"protocolSection": {"identificationModule": ' + "[" * 50_000 + "]" * 50_000 + "}}",
        "1",
        '"protocolSection"',
        "null",
        "[]",
        "[1, 2]",
        '{"studies": []}',
        '{"studies": "many"}',
        '{"protocolSection": {}}',
        '{"protocolSection": {"identificationModule": []}}',
        '{"protocolSection": {"identificationModule": {"nctId": 7, "briefTitle": {"a": 1}}}}',
    ],
)
def test_json_that_holds_no_study_is_refused_with_a_reason(document: str) -> None:
    with pytest.raises(InputError, match=r"not JSON|nested|not a study|no study|no title"):
        list(read_ctgov_json(document.encode(), "s.json"))


@pytest.mark.parametrize("depth", range(100, 1100, 50))
def test_no_depth_of_json_is_too_much(depth: int) -> None:
    nested = "[" * depth + '"x"' + "]" * depth
    whole = json.dumps(V2).replace('"INV-001"', nested)
    try:
        [record] = read_ctgov_json(whole.encode(), "s.json")
    except InputError as exc:
        assert "nested too deeply" in str(exc)  # noqa: PT017 -- either is right, a crash is not
    else:
        assert record.id == "NCT09900001"


@pytest.mark.parametrize("count", [-5, 1e400, 10**30, "many", [], {}, None, True, 1.5])
def test_an_enrolment_that_is_no_count_is_none(count: object) -> None:
    document = json.dumps({"designModule": {"enrollmentInfo": {"count": count}}})
    if "Infinity" in document:
        document = document.replace("Infinity", "1e400")
    whole = '{"protocolSection": {"identificationModule": {"nctId": "NCT09900001"}, ' + document[1:] + "}"
    try:
        [record] = read_ctgov_json(whole.encode(), "s.json")
    except InputError as exc:
        assert "out of range" in str(exc)  # noqa: PT017 -- either is right, a crash is not
    else:
        assert record.trial is not None
        assert record.trial.enrollment is None


def test_an_observational_study() -> None:
    info = {"observationalModel": "COHORT", "timePerspective": "PROSPECTIVE"}
    trial = study(designModule={"studyType": "OBSERVATIONAL", "designInfo": info}).trial
    assert trial == Trial(study_type="OBSERVATIONAL", model="COHORT")


def test_a_value_that_only_a_later_api_has_passes() -> None:
    assert study(statusModule={"overallStatus": "PAUSED_BY_COMET"}).trial == Trial(status="PAUSED_BY_COMET")
    assert study(statusModule={"overallStatus": "Paused by a comet"}).trial == Trial()


def test_the_sponsor_may_be_the_responsible_party() -> None:
    module = {"responsibleParty": {"type": "SPONSOR"}, "leadSponsor": {"name": "Nowhere Ltd", "class": "INDUSTRY"}}
    trial = study(sponsorCollaboratorsModule=module).trial
    assert trial == Trial(sponsor="Nowhere Ltd", sponsor_class="INDUSTRY", responsible_party="Nowhere Ltd")


def test_a_design_in_one_line() -> None:
    design = (
        "Allocation: Randomized, Endpoint Classification: Safety, Masking: Double-Blind, Primary Purpose: Treatment"
    )
    inside = f"<id_info><nct_id>NCT09900001</nct_id></id_info><study_design>{design}</study_design>"
    [record] = read_ctgov_xml(f"<clinical_study>{inside}</clinical_study>".encode(), "s.xml")
    assert record.trial == Trial(allocation="RANDOMIZED", masking="DOUBLE", purpose="TREATMENT")


def test_the_rows_of_an_older_search() -> None:
    row = (
        "<clinical_study><order>1</order><nct_id>NCT09900001</nct_id><title>Night Dosing</title>"
        '<status open="N">Completed</status><condition_summary>Hypertension; Insomnia</condition_summary>'
        "<last_changed>March 4, 2012</last_changed></clinical_study>"
    )
    [record] = read_ctgov_xml(f"<search_results>{row}</search_results>".encode(), "s.xml")
    assert record.trial == Trial(status="COMPLETED", conditions=("Hypertension", "Insomnia"), updated="2012-03-04")


def test_the_rows_of_a_search() -> None:
    row = (
        '<study rank="1"><nct_id>NCT09900001</nct_id><title>Night Dosing</title><status open="Y">Recruiting</status>'
        "<conditions><condition>Hypertension</condition></conditions>"
        '<interventions><intervention type="Drug">Inventol</intervention></interventions>'
        "<sponsors><lead_sponsor>Nowhere Ltd</lead_sponsor></sponsors><gender>All</gender><min_age>18 Years</min_age>"
        "<phases><phase>Phase 2</phase><phase>Phase 3</phase></phases><enrollment>50</enrollment>"
        "<study_types>Interventional</study_types><study_designs><study_design>Allocation: Randomized</study_design>"
        "<study_design>Masking: None (Open Label)</study_design></study_designs>"
        "<other_ids><other_id>INV-1</other_id></other_ids><start_date>March 2021</start_date>"
        "<locations><location>Nowhere Hospital, Beijing, China</location></locations></study>"
    )
    first, second = read_ctgov_xml(
        f"<search_results>{row}{row.replace('0001', '0002')}</search_results>".encode(), "s.xml"
    )
    assert first.trial == Trial(
        status="RECRUITING",
        phases=("PHASE2", "PHASE3"),
        enrollment=50,
        study_type="INTERVENTIONAL",
        start="2021-03",
        allocation="RANDOMIZED",
        masking="NONE",
        conditions=("Hypertension",),
        interventions=("Inventol",),
        min_age="18 Years",
        sex="ALL",
        sponsor="Nowhere Ltd",
        sites=1,
        countries=("China",),
    )
    assert second.ids[0] == Identifier("nct", "NCT09900002")


@pytest.mark.parametrize(
    ("text", "inclusion", "exclusion", "neither"),
    [
        ("INCLUSION CRITERIA:\n- a\n- b\nEXCLUSION CRITERIA:\n- c", ["a", "b"], ["c"], []),
        ("Key Inclusion Criteria\n1) a\n(2) b\nExclusion:\n\u2022 c", ["a", "b"], ["c"], []),
        ("Inclusion Criteria: a\nExclusion Criteria: none", ["a"], ["none"], []),
        ("Part A inclusion criteria:\na\nExclusion criteria for A\nb", ["a"], ["b"], ["Part A inclusion criteria:"]),
        ("DISEASE CHARACTERISTICS:\n* a", [], [], ["DISEASE CHARACTERISTICS:", "a"]),
        ("Inclusion Criteria:\n10.5 mmol\nNo exclusion met. Yes", ["10.5 mmol", "No exclusion met. Yes"], [], []),
        ("Inclusion Criteria:\nable, e.g. weekly\n- o. is kept", ["able, e.g. weekly", "o. is kept"], [], []),
    ],
)  # fmt: skip
def test_criteria_are_told_apart_by_their_headings(
    text: str, inclusion: list[str], exclusion: list[str], neither: list[str]
) -> None:
    assert criteria(text.split("\n")) == (inclusion, exclusion, neither)


@given(st.lists(st.text(max_size=60), max_size=8))
def test_no_criterion_is_lost(lines: list[str]) -> None:
    found = "".join(line for part in criteria(["Inclusion Criteria:", *lines]) for line in part)
    words = [word for line in lines for word in line.split() if word.isalpha() and len(word) > 1]
    headings = ("inclusion", "exclusion", "criteri")
    assert all(word in found for word in words if not any(h in line.lower() for h in headings for line in lines))


@given(st.binary(max_size=300))
def test_any_bytes_behind_a_beginning_are_read_or_refused(behind: bytes) -> None:
    for read, begin in (
        (read_ctgov_json, b'{"protocolSection": {"identificationModule": '),
        (read_ctgov_xml, b"<clinical_study><id_info>"),
    ):
        with contextlib.suppress(InputError):
            list(read(begin + behind, ""))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_any_value_in_any_place_is_read_or_refused(data: st.DataObject) -> None:
    protocol = dict(V2["protocolSection"])
    module = data.draw(st.sampled_from(sorted(protocol)))
    inner = protocol[module]
    key = data.draw(st.sampled_from(sorted(inner)))
    protocol[module] = data.draw(st.one_of(JSON_VALUES, JSON_VALUES.map(lambda value: inner | {key: value})))
    with contextlib.suppress(InputError):
        list(read_ctgov_json(msgspec.json.encode({"protocolSection": protocol}), "s.json"))


def test_real_studies_have_what_the_registry_shows(shared: Path) -> None:
    folder = shared / "ingest" / "fixtures"
    found = [r for p in sorted(folder.glob("ctgov_json/*.json")) for r in read_ctgov_json(p.read_bytes(), p.name)]
    found += [r for p in sorted(folder.glob("ctgov_xml/*.xml")) for r in read_ctgov_xml(p.read_bytes(), p.name)]
    assert len(found) == 6
    for record in found:
        assert record.ids[0].scheme == "nct"
        assert record.title.keys() == {"en"}
        assert record.trial is not None
        assert record.trial.status
        assert not record.warnings
        assert "@" not in to_json(record).decode()
        if record.trial.status != "WITHHELD":
            assert record.abstract.keys() == {"en"}
            for field in (
                "phases",
                "enrollment",
                "start",
                "completion",
                "inclusion",
                "exclusion",
                "sites",
                "countries",
            ):
                assert getattr(record.trial, field), (record.id, field)
