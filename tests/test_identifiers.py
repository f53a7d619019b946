"""Registered names in running text: found whole, written in one form, given the role of their place."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.identifiers import REGISTRIES, SCHEMES, find, identify, normalise, unique
from ingest.record import Identifier


def found(text: str) -> list[tuple[str, str]]:
    return [(f.scheme, f.value) for f in find(text)]


DOI = "10.5555/abc.2024-01(2)x"


@pytest.mark.parametrize(
    "text",
    [
        DOI,
        f"doi:{DOI}",
        f"DOI: {DOI}.",
        f"(doi:{DOI})",
        f"[{DOI}],",
        f'"{DOI}".',
        f"https://doi.org/{DOI}",
        f"http://dx.doi.org/{DOI};",
        f"DOI：{DOI}。",
        f"本文链接（{DOI}）。",
        f"见{DOI}，另见",
        f"{DOI}、",
        f"**{DOI}**",
        f"ＤＯＩ：{DOI}",
        "１０.５５５５/abc.2024-01(2)x",
    ],
)
def test_a_doi_ends_where_the_prose_around_it_begins(text: str) -> None:
    assert found(text) == [("doi", DOI)]


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1002/(SICI)1097-4636(1999)45:1<1::AID>3.0.CO;2-X", "10.1002/(SICI)1097-4636(1999)45:1<1::AID>3.0.CO;2-X"),
        ("<b>10.5555/abc</b>", "10.5555/abc"),
        ("10.5555/s0140-6736(24)00001-2)", "10.5555/s0140-6736(24)00001-2"),
        ("10.5555/abc[1]]", "10.5555/abc[1]"),
        ("10.5555/ABC", "10.5555/ABC"),
        ("10.5555/issn.0254-6450.2024.01.001.", "10.5555/issn.0254-6450.2024.01.001"),
    ],
)
def test_a_doi_keeps_its_own_brackets_and_its_case(text: str, doi: str) -> None:
    assert found(text) == [("doi", doi)]


@pytest.mark.parametrize("behind", ["?af=R", "#sec2", "/full", "/abstract", "/full?lang=zh#abs"])
def test_a_doi_in_an_address_ends_before_what_the_site_put_behind_it(behind: str) -> None:
    assert found(f"https://journal.example/doi/{DOI}{behind}") == [("doi", DOI)]


@pytest.mark.parametrize("text", ["10.5/abc", "210.5555/abc", "1.10.5555/abc", "10.5555", "version 10.5555 / x"])
def test_a_number_that_only_begins_like_a_doi_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "scheme", "value"),
    [
        ("NCT99000101", "nct", "NCT99000101"),
        ("NCT 99000101", "nct", "NCT99000101"),
        ("nct99000101", "nct", "NCT99000101"),
        ("ClinicalTrials.gov number, NCT99000101.", "nct", "NCT99000101"),
        ("https://clinicaltrials.gov/study/NCT99000101?tab=results", "nct", "NCT99000101"),
        ("ＮＣＴ９９０００１０１", "nct", "NCT99000101"),
        ("注册号NCT99000101的试验", "nct", "NCT99000101"),
        ("(NCT99000101)", "nct", "NCT99000101"),
        ("NCT‐99000101", "nct", "NCT99000101"),
        ("ChiCTR2400099001", "chictr", "ChiCTR2400099001"),
        ("中国临床试验注册中心（ChiCTR2400099001）", "chictr", "ChiCTR2400099001"),
        ("CHICTR2400099001", "chictr", "ChiCTR2400099001"),
        ("ChiCTR-TRC-13009901", "chictr", "ChiCTR-TRC-13009901"),
        ("chictr-ior-17099001", "chictr", "ChiCTR-IOR-17099001"),
        ("ChiCTR–INR–17099001", "chictr", "ChiCTR-INR-17099001"),
        ("ITMCTR2024000991", "itmctr", "ITMCTR2024000991"),
        ("jRCT2099240001", "jrct", "jRCT2099240001"),
        ("JRCT2099240001", "jrct", "jRCT2099240001"),
        ("jRCTs099240001", "jrct", "jRCTs099240001"),
        ("UMIN000099001", "umin", "UMIN000099001"),
        ("UMIN 000099001", "umin", "UMIN000099001"),
        ("ISRCTN99000101", "isrctn", "ISRCTN99000101"),
        ("ISRCTN 99000101", "isrctn", "ISRCTN99000101"),
        ("https://www.isrctn.com/ISRCTN99000101", "isrctn", "ISRCTN99000101"),
        ("KCT0009901", "kct", "KCT0009901"),
        ("DRKS00099001", "drks", "DRKS00099001"),
        ("ACTRN12624000099101", "actrn", "ACTRN12624000099101"),
        ("CTRI/2024/01/099001", "ctri", "CTRI/2024/01/099001"),
        ("EudraCT 2019-009901-14", "eudract", "2019-009901-14"),
        ("EUCTR2019-009901-14", "eudract", "2019-009901-14"),
        ("EU CT 2023-509901-21-00", "ctis", "2023-509901-21-00"),
        ("PMID: 99000101", "pmid", "99000101"),
        ("PMID：99000101", "pmid", "99000101"),
        ("PMID: 0099000101", "pmid", "99000101"),
        ("[PMID 99000101]", "pmid", "99000101"),
        ("https://pubmed.ncbi.nlm.nih.gov/99000101/", "pmid", "99000101"),
        ("PMC9900101", "pmcid", "PMC9900101"),
        ("PMCID: PMC9900101", "pmcid", "PMC9900101"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/pmc9900101/", "pmcid", "PMC9900101"),
    ],
)
def test_finds_a_name_in_any_writing_and_gives_it_one_form(text: str, scheme: str, value: str) -> None:
    assert found(text) == [(scheme, value)]


@pytest.mark.parametrize(
    "text",
    [
        "NCT9900010",
        "NCT990001011",
        "XNCT99000101",
        "NCT99000101a",
        "ChiCTR2400099",
        "ChiCTR24000990011",
        "SPMC9900101",
        "2019-009901-142",
        "12019-009901-14",
        "ISRCTN9900010",
        "99000101",
        "jRCT20992400",
    ],
)
def test_finds_nothing_inside_a_longer_word_or_number_or_in_a_shorter_one(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["NCT٩٩٠٠٠١٠١", "PMID: ९९०००१०१", "10.٥٥٥٥/x", "IſRCTN99000101"])
def test_digits_and_letters_of_other_scripts_make_no_name(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The trial (NCT-99000101) closed.", ["nct NCT99000101"]),
        ("Registration: NCT: 99000101.", ["nct NCT99000101"]),
        ("注册号：ＣｈｉＣＴＲ２４０００９９００１。", ["chictr ChiCTR2400099001"]),
        ("ChiCTR-2400099001", ["chictr ChiCTR2400099001"]),
        ("chictr 2400099001", ["chictr ChiCTR2400099001"]),
        ("(ChiCTR- TRC- 13009901)", ["chictr ChiCTR-TRC-13009901"]),
        ("ChiCTR-IPR-15099001；ChiCTR-OPC-16099002", ["chictr ChiCTR-IPR-15099001", "chictr ChiCTR-OPC-16099002"]),
        ("CHiCTR1900099001", ["chictr ChiCTR1900099001"]),
        ("国际传统医学临床试验注册平台 ITMCTR 2024000991", ["itmctr ITMCTR2024000991"]),
        ("ChiMCTR1900099001", ["chimctr ChiMCTR1900099001"]),
        ("jRCT s099240001 and JRCTC099240002", ["jrct jRCTs099240001", "jrct jRCTc099240002"]),
        ("JapicCTI-199001, JMA-IIA00991", ["japic JapicCTI-199001", "jma JMA-IIA00991"]),
        ("UMIN-CTR: UMIN000099001", ["umin UMIN000099001"]),
        ("UMIN-CTR 000099001", ["umin UMIN000099001"]),
        ("UMIN ID: C000099001", ["umin UMIN000099001"]),
        ("CRIS, KCT 0009901", ["kct KCT0009901"]),
        ("German Clinical Trials Register (DRKS 00099001)", ["drks DRKS00099001"]),
        ("ANZCTR: ACTRN12624000099101p", []),
        ("ACTRN 12624000099101", ["actrn ACTRN12624000099101"]),
        ("CTRI/2024 / 01/ 099001", ["ctri CTRI/2024/01/099001"]),
        ("Dutch register NTR9901; NL-OMON99001", ["ntr NTR9901", "omon NL-OMON99001"]),
        ("IRCT20240101099001N1", ["irct IRCT20240101099001N1"]),
        ("PACTR202401999001234", ["pactr PACTR202401999001234"]),
        ("ReBec: RBR-9x8y7z", ["rebec RBR-9x8y7z"]),
        ("rbr-10SWYQ9", ["rebec RBR-10swyq9"]),
        (
            "TCTR20240101001 SLCTR/2024/001 RPCEC00099001",
            ["tctr TCTR20240101001", "slctr SLCTR/2024/001", "rpcec RPCEC00099001"],
        ),
        (
            "PER-099-24, LBCTR2024019901, HKUCTR-9901",
            ["repec PER-099-24", "lbctr LBCTR2024019901", "hkuctr HKUCTR-9901"],
        ),
        ("WHO UTN: U1111-1299-0001", ["utn U1111-1299-0001"]),
        ("EUCTR2019-009901-14-GB", ["eudract 2019-009901-14"]),
        ("EU CT Number 2023-509901-21", ["ctis 2023-509901-21"]),
        ("PMCID: 9900101; PMC9900102.2", ["pmcid PMC9900101", "pmcid PMC9900102"]),
        ("PMID: 99000101, 99000102 and 99000103", ["pmid 99000101", "pmid 99000102", "pmid 99000103"]),
        ("PMIDs 99000101；99000102、99000103", ["pmid 99000101", "pmid 99000102", "pmid 99000103"]),
        ("PMID: 99000101, PMID: 99000102", ["pmid 99000101", "pmid 99000102"]),
        ("PMID: 99000101, 2024;12:301-9", ["pmid 99000101"]),
        ("PubMed ID: 99000101; https://europepmc.org/article/MED/99000102", ["pmid 99000101", "pmid 99000102"]),
        ("chinaxiv:209901.00123", ["chinaxiv 209901.00123"]),
        ("ChinaXiv-209912.00833V1", ["chinaxiv 209912.00833"]),
        ("http://www.chinaxiv.org/abs/209901.00123", ["chinaxiv 209901.00123"]),
        ("CSTR: 32003.36.ChinaXiv.209901.00123.V1。", ["cstr 32003.36.ChinaXiv.209901.00123.V1"]),
    ],
)
def test_finds_the_names_of_all_registers_as_people_write_them(text: str, names: list[str]) -> None:
    assert [f"{f.scheme} {f.value}" for f in find(text)] == names


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("doi:10.5555/j.\nknee.2024.01.001.", ["10.5555/j.knee.2024.01.001"]),
        ("doi:10.5555/j. knee.2024.01.001", ["10.5555/j.knee.2024.01.001"]),
        ("doi:10.5555/\n  s00134-024-05991-x", ["10.5555/s00134-024-05991-x"]),
        ("10.5555/s00134-\n024-05991-x)", ["10.5555/s00134-024-05991-x"]),
        ("doi:10.5555/abc.2024.1.\n2. Another reference 2023", ["10.5555/abc.2024.1"]),
        ("doi:10.5555/knee. The 96 patients swam.", ["10.5555/knee"]),
        ("doi:10.5555/swim-\nming for 12 weeks", ["10.5555/swim"]),
        ("doi:10.5555/abc.PMID:99000101", ["10.5555/abc", "99000101"]),
        ("https://doi.org/10.5555%2Fj.knee.2024.01.001", ["10.5555/j.knee.2024.01.001"]),
        ("https://site.example/x?doi=10.5555%2Fabc.1&lang=zh#top", ["10.5555/abc.1"]),
        ("https://site.example/cgi?id=10.5555/abc.1&lang=zh", ["10.5555/abc.1"]),
        ("https://site.example/content/10.5555/2024.01.01v2.full.pdf", ["10.5555/2024.01.01v2"]),
        ("https://site.example/doi/pdf/10.5555/abc.pdf", ["10.5555/abc"]),
        ("doi:10.5555/abc发表于2024年", ["10.5555/abc"]),
        ("10.5555/abc；10.5555/def！", ["10.5555/abc", "10.5555/def"]),
        ("10.1000.10/123", ["10.1000.10/123"]),
        ("10.5555/abc))))]", ["10.5555/abc"]),
        ("10.5555/", []),
    ],
)
def test_a_doi_in_prose_is_found_whole_and_alone(text: str, values: list[str]) -> None:
    assert [f.value for f in find(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "电话：010-62345678 手机：13812345678",
        "基金项目：国家自然科学基金（81970123、82100456）；2023YFC2508901",
        "中图分类号：R735.2 文献标识码：A 文章编号：1000-1234(2024)01-0001-08",
        "2024-01-15 至 2025-12-31，ISSN 1000-1234，CN 11-1234/R",
        "QQ 群 2400099001；邮编 100050；ISBN 978-7-117-12345-6",
        "at 10.5 mg/kg per day; per-100-20 dosing; ntr 1234",
        "Lancet 2024;395(10223):497-506. P = 0.001, 95% CI 1.02-3.45",
        "PER-PROTOCOL, NCT number pending, DOI: 10.5555",
    ],
)
def test_telephones_grants_dates_and_classes_are_no_names(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "PMID" + " " * 200_000,
        "PMID: " + "0" * 200_000,
        "10.5555/" + ")" * 200_000,
        "10.5555/" + "(" * 200_000,
        "10.5555/a<" + "a:" * 100_000,
        "10.5555/a." + "\n" * 200_000,
        "10.5555/a " * 20_000,
        "http://" * 30_000 + "10.5555/a",
        "NCT" + " -:" * 60_000,
        "ChiCTR-" * 30_000,
        "CSTR:12345.12." + "." * 200_000,
        "RBR-" + "a" * 200_000,
        "PMID 99000101" + ", 99000101" * 20_000,
        "20" * 100_000,
    ],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    assert len(find(text)) <= text.count("1") + text.count("/")  # a quadratic pattern would take minutes


def test_a_ctis_number_is_not_also_a_eudract_number() -> None:
    assert found("2023-509901-21-00 replaces 2019-009901-14") == [
        ("ctis", "2023-509901-21-00"),
        ("eudract", "2019-009901-14"),
    ]


@pytest.mark.parametrize("mark", ["，", "；", "、", "。", "：", "（", "）；", "！", "？"])
def test_full_width_punctuation_separates_names(mark: str) -> None:
    assert found(f"DOI：10.5555/x.1{mark}10.5555/y.2{mark}PMID：99000101") == [
        ("doi", "10.5555/x.1"),
        ("doi", "10.5555/y.2"),
        ("pmid", "99000101"),
    ]


def test_a_number_inside_a_doi_is_the_doi_only() -> None:
    assert found("https://doi.org/10.5555/NCT99000101") == [("doi", "10.5555/NCT99000101")]


def test_finds_all_in_the_order_of_the_text_with_their_offsets() -> None:
    text = "试验（ＮＣＴ99000101、ChiCTR2400099001），见doi：10.5555/x.1。"
    assert [(f.scheme, text[f.start : f.end]) for f in find(text)] == [
        ("nct", "ＮＣＴ99000101"),
        ("chictr", "ChiCTR2400099001"),
        ("doi", "10.5555/x.1"),
    ]


@pytest.mark.parametrize(
    ("scheme", "value", "canonical"),
    [
        ("doi", "https://doi.org/10.5555/ABC.1", "10.5555/ABC.1"),
        ("doi", "https://doi.org/10.5555%2FABC.1", "10.5555/ABC.1"),
        ("doi", "10.5555%2fs%2810%2901", "10.5555/s(10)01"),
        (
            "doi",
            "10.1002/(SICI)1097-4636(1999)45:1%3C1::AID-X1%3E3.0.CO;2-X",
            "10.1002/(SICI)1097-4636(1999)45:1<1::AID-X1>3.0.CO;2-X",
        ),
        (
            "doi",
            "10.1002/(SICI)1097-4636(1999)45:1&lt;1::AID-X1&gt;3.0.CO;2-X",
            "10.1002/(SICI)1097-4636(1999)45:1<1::AID-X1>3.0.CO;2-X",
        ),
        ("doi", "doi:10.5555/abc.1.", "10.5555/abc.1"),
        ("pmid", "99000101", "99000101"),
        ("pmid", " 0099000101 ", "99000101"),
        ("pmid", "PMID: 99000101", "99000101"),
        ("nct", "nct 99000101", "NCT99000101"),
        ("nct", "nct 9900 0101", "NCT99000101"),
        ("chictr", "ChiCTR 2400 099001", "ChiCTR2400099001"),
        ("nct", "NCT99000101 2", "NCT99000101"),
        ("doi", "10.5555/a b", "10.5555/a"),
        ("nct", "ChiCTR2400099001", None),
        ("nct", "", None),
        ("doi", "no doi", None),
        ("pmid", "twelve", None),
        ("doi", "10. 5555 / abc. 1", "10.5555/abc.1"),
        ("chinaxiv", "209912.00833V1", "209912.00833"),
        ("cstr", "32003.36.x.1", "32003.36.x.1"),
        ("chictr", "ChiCTR-2400099001", "ChiCTR2400099001"),
        ("utn", "u1111-1299-0001", "U1111-1299-0001"),
        ("org_study_id", " KNEE-01 ", "KNEE-01"),
        ("org_study_id", "  ", None),
    ],
)
def test_normalises_a_value_of_a_known_scheme_or_refuses_it(scheme: str, value: str, canonical: str | None) -> None:
    assert normalise(scheme, value) == canonical


@pytest.mark.parametrize("scheme", SCHEMES)
@settings(deadline=None)
@given(data=st.data())
def test_normalising_twice_changes_nothing(scheme: str, data: st.DataObject) -> None:
    value = data.draw(st.from_regex(SCHEMES[scheme].pattern, alphabet=st.characters(codec="ascii")))
    if once := normalise(scheme, value):
        assert normalise(scheme, once) == once


@settings(deadline=None)
@given(st.text())
def test_names_never_overlap_and_stand_where_they_say(text: str) -> None:
    names = find(text)
    assert all(0 <= f.start < f.end <= len(text) for f in names)
    assert all(a.end <= b.start for a, b in pairwise(names))


@settings(deadline=None)
@given(
    st.sampled_from(["10.5555/a.b", "NCT99000101", "ChiCTR2400099001", "PMC9900101"]),
    st.text("，。（）、：中文 ", max_size=5),
)
def test_chinese_around_a_name_never_changes_it(name: str, around: str) -> None:
    assert [f.value for f in find(around + name + around)] == [name]


def test_identify_gives_the_role_of_the_place_and_only_the_schemes_asked_for() -> None:
    text = "See NCT99000101 and doi:10.5555/x.1 (PMID: 99000101)"
    assert list(identify(text, "reports", REGISTRIES)) == [Identifier("nct", "NCT99000101", "reports")]
    assert [i.scheme for i in identify(text, "cited")] == ["nct", "doi", "pmid"]
    assert {i.role for i in identify(text, "cited")} == {"cited"}


def test_unique_keeps_the_first_role_of_a_name_whatever_its_case() -> None:
    own, cited = Identifier("doi", "10.5555/ABC"), Identifier("doi", "10.5555/abc", "cited")
    other = Identifier("pmid", "99000101", "cited")
    assert unique([own, cited, other, other]) == (own, other)
    assert unique([cited, own]) == (cited,)
    assert unique([]) == ()


def test_publications_are_no_registries() -> None:
    assert "nct" in REGISTRIES
    assert not REGISTRIES & {"doi", "pmid", "pmcid", "cstr", "chinaxiv"}
