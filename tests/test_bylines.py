"""Names at the beginning of a line, as journals set them and scanners leave them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.papers.bylines import read_byline, without_byline


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("李娜，王芳，欧阳明", ("李娜", "王芳", "欧阳明")),
        ("李 娜1，王芳2*", ("李娜", "王芳")),
        ("李娜¹ 王芳² 欧阳明1，2", ("李娜", "王芳", "欧阳明")),
        ("李娜」王芳l诸葛明", ("李娜", "王芳", "诸葛明")),
        ("李娜王小芳张三（虚构大学，广州 510030）", ("李娜", "王小芳", "张三")),
        ("李娜，于荣国福建虚构大学附属医院", ("李娜", "于荣国")),
        ("李娜，杨蔚深圳市虚构医院", ("李娜", "杨蔚")),
        ("LI Na1, WANG Fang2", ("LI Na", "WANG Fang")),
        ("LI Na1，2 WANG Fang-fang2 ZHAO Yan1", ("LI Na", "WANG Fang-fang", "ZHAO Yan")),
        ("LI Na,WANGFang,ZHAO Yan DepartmentofMedicine,Guangzhou", ("LI Na", "WANGFang", "ZHAO Yan")),
        ("Na Li¹, Fang Wang and Ming Ou-Yang", ("Na Li", "Fang Wang", "Ming Ou-Yang")),
        ("J. M. Smith, Hugh P.A. Sweatman", ("J. M. Smith", "Hugh P.A. Sweatman")),
    ],
)
def test_names_are_read_up_to_what_is_none(line: str, names: tuple[str, ...]) -> None:
    assert read_byline(line).names == names


@pytest.mark.parametrize(
    "line",
    [
        "临床研究",
        "高强度聚焦超声消融治疗子宫腺肌症的临床研究",
        "应用CRISPR技术构建细胞株",
        "虚构大学第一医院，广州 510030",
        "Department of Swimming, Invented Hospital",
        "The trial took place at home.",
        "Knee pain, Shoulder and Elbow",
        "Therapy of tumours",
        "",
    ],
)
def test_titles_and_affiliations_begin_with_no_names(line: str) -> None:
    assert read_byline(line).names == ()


@pytest.mark.parametrize(
    ("glued", "title"),
    [
        ("居家游泳训练的研究进展李娜1,2，王芳²，欧阳明1", "居家游泳训练的研究进展"),
        ("居家游泳训练的研究进展 $^ 1$ 李娜1（1虚构大学", "居家游泳训练的研究进展"),
        ("swimming for pain in adults LI Na' WANG Fang² ZHAO Yan1", "swimming for pain in adults"),
        ("黄芪、白术对高血压和高血脂的影响", "黄芪、白术对高血压和高血脂的影响"),
        ("The role of NOTCH Signalling and WNT Pathways", "The role of NOTCH Signalling and WNT Pathways"),
    ],
)
def test_a_title_is_parted_from_the_names_behind_it(glued: str, title: str) -> None:
    assert without_byline(glued) == title


@given(st.text("李王欧阳1，, ²A bcLI（", max_size=40))
def test_any_line_is_read_and_names_come_from_it(line: str) -> None:
    found = read_byline(line)
    assert all(name.strip() for name in found.names)
    assert line.endswith(without_byline(line)[-1:])
    assert line.startswith(without_byline(line))
