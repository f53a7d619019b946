"""Any page that no site module knows."""

import pytest

from bicorpus import InputError
from ingest.formats import read_bytes
from ingest.html import read_html
from ingest.record import Identifier, Record, Source
from ingest.sites import extract, generic
from ingest.text import read_text

TITLE_ZH, TITLE_EN = "居家游泳训练对成人膝痛的影响", "Home swimming training for knee pain in adults"
ZH = "将九十六例膝痛患者随机分为游泳组与步行组，干预十二周。游泳组的疼痛评分低于步行组。"
EN = "Ninety-six adults with knee pain were randomised to swimming or walking. Pain was lower in those who swam."


def html(body: str, head: str = "") -> Record:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return extract(read_html(page, Source("pages/1.html", media_type="text/html")))


def markdown(text: str) -> Record:
    return extract(read_text(text, Source("pages/1.md")))


def own(record: Record) -> list[Identifier]:
    return [i for i in record.ids if i.role == "own"]


LANDING_HEAD = (
    f'<title>{TITLE_ZH} - 虚构医学杂志</title><meta name="citation_title" content="{TITLE_ZH}">'
    f'<meta name="citation_title" content="{TITLE_EN}"><meta name="citation_doi" content="10.5555/xg.2024.1">'
    '<meta name="citation_author" content="李娜"><meta name="citation_author" content="王芳">'
    '<meta name="citation_journal_title" content="虚构医学杂志">'
    '<meta name="citation_publication_date" content="2024/05">'
    '<meta name="citation_volume" content="12"><meta name="citation_issue" content="3">'
    '<meta name="citation_firstpage" content="101"><meta name="citation_lastpage" content="108">'
    '<meta name="citation_keywords" content="膝痛；游泳"><link rel="canonical" href="https://journal.example/zh/1">'
)
LANDING_BODY = (
    "<nav>首页 检索</nav><main><h1>论文</h1>"
    f"<h2>摘要</h2><p>{ZH}</p><p>注册号：NCT99000101</p><h2>Abstract</h2><p>{EN}</p>"
    "<p>Keywords: knee pain; swimming</p><h2>参考文献</h2><p>[1] 张三. 步行. doi:10.5555/cited.1</p></main>"
    "<aside><h3>相关文章</h3><p>10.5555/beside.1</p></aside>"
)


def test_a_landing_page_is_read_field_by_field() -> None:
    record = html(LANDING_BODY, LANDING_HEAD)
    assert (record.kind, record.site, record.id) == ("paper", "generic", "pages/1.html")
    assert record.title == {"en": TITLE_EN, "zh": TITLE_ZH}
    assert record.abstract == {"en": EN, "zh": f"{ZH}\n注册号：NCT99000101"}
    assert record.authors == ("李娜", "王芳")
    assert (record.journal, record.published) == ("虚构医学杂志", "2024-05")
    assert (record.volume, record.issue, record.pages) == ("12", "3", "101-108")
    assert record.keywords == {"en": ("knee pain", "swimming"), "zh": ("膝痛", "游泳")}
    assert record.source.url == "https://journal.example/zh/1"


def test_every_identifier_has_the_role_of_its_place() -> None:
    assert html(LANDING_BODY, LANDING_HEAD).ids == (
        Identifier("doi", "10.5555/xg.2024.1", "own"),
        Identifier("nct", "NCT99000101", "reports"),
        Identifier("doi", "10.5555/cited.1", "cited"),
    )


def test_without_metadata_the_first_number_above_the_abstracts_is_the_papers() -> None:
    record = markdown(
        f"# {TITLE_EN}\n\ndoi: 10.5555/own.1\n\n## Abstract\n\n{EN}\n\n## References\n\n1. Li N. 10.5555/other.1\n"
    )
    assert own(record) == [Identifier("doi", "10.5555/own.1")]
    assert Identifier("doi", "10.5555/other.1", "cited") in record.ids


def test_a_number_below_the_abstracts_only_is_not_the_papers() -> None:
    record = markdown(f"# {TITLE_EN}\n\n## Abstract\n\n{EN}\n\n## References\n\n1. Li N. Walking. 10.5555/other.1\n")
    assert own(record) == []


def test_titles_and_abstracts_are_found_per_language() -> None:
    record = markdown(
        f"# {TITLE_ZH}\n\n摘要：{ZH}\n\n关键词：膝痛；游泳\n\n# {TITLE_EN}\n\nAbstract: {EN}\n\nKey words: knee; pain\n"
    )
    assert record.title == {"en": TITLE_EN, "zh": TITLE_ZH}
    assert record.abstract == {"en": EN, "zh": ZH}
    assert record.keywords == {"en": ("knee", "pain"), "zh": ("膝痛", "游泳")}


def test_a_body_in_one_language_has_no_other() -> None:
    record = markdown(f"# {TITLE_ZH}\n\n摘要：{ZH}\n\n关键词：膝痛\n")
    assert (set(record.title), set(record.abstract)) == ({"zh"}, {"zh"})


def test_labels_give_journal_and_date_where_the_head_does_not() -> None:
    record = markdown(f"# {TITLE_ZH}\n\n期刊：虚构医学杂志\n\n发表日期：2024年5月3日\n\n摘要：{ZH}\n\n© 2019 出版社\n")
    assert (record.journal, record.published) == ("虚构医学杂志", "2024-05-03")


def test_the_title_of_the_window_serves_only_where_no_better_one_is() -> None:
    head = f"<title>{TITLE_EN}</title>"
    assert html(f"<p>Abstract: {EN}</p>", head).title == {"en": TITLE_EN}
    assert html(f"<h1>Knee pain and swimming</h1><p>Abstract: {EN}</p>", head).title == {"en": "Knee pain and swimming"}


def test_a_description_serves_where_the_body_shows_no_abstract() -> None:
    record = html("<h1>膝痛</h1>", f'<meta name="citation_abstract" content="{EN}">')
    assert record.abstract == {"en": EN}


def test_no_phone_number_or_address_of_a_person_is_taken() -> None:
    contact = "通信作者：李娜，电话 020-99990000，E-mail: lina@example.org"
    record = markdown(f"# {TITLE_ZH}\n\n李娜，王芳\n\n{contact}\n\n摘要：{ZH}\n\n关键词：膝痛\n")
    told = repr(record)
    assert "9999" not in told
    assert "lina@" not in told


@pytest.mark.parametrize(
    "text",
    [
        "# Search results\n\n1. Swimming. doi:10.5555/a.1\n2. Walking. doi:10.5555/b.2\n3. Cycling. doi:10.5555/c.3\n",
        "检索结果\n\n共 3 条\n\n膝痛 NCT99000101\n\n肩痛 NCT99000102\n\n背痛 NCT99000103\n",
        "Showing 1-3 of 86\n\nSwimming PMID: 99000101\n\nWalking PMID: 99000102\n\nCycling PMID: 99000103\n",
    ],
)
def test_a_list_of_records_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="a list of publications or trials"):
        markdown(text)


def test_a_paper_about_search_results_is_no_list() -> None:
    abstract = f"{EN} The search results were screened by two of us."
    text = f"# {TITLE_EN}\n\n## Abstract\n\n{abstract}\n\n## References\n\n10.5555/a.1\n\n10.5555/b.2\n\n10.5555/c.3\n"
    assert markdown(text).abstract == {"en": abstract}


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title></title></head><body><script>load()</script></body></html>",
        "<html><body><p>Loading…</p></body></html>",
        "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1></body></html>",
        "<html><head><title>安全验证</title></head><body><h1>安全验证</h1><p>请完成安全验证后继续访问</p></body></html>",
        "<html><body><nav>首页</nav><footer>© 2024</footer></body></html>",
        "404",
    ],
)
def test_a_page_that_holds_nothing_is_refused_with_a_reason(page: str) -> None:
    with pytest.raises(InputError, match=r"no text in it|no title, abstract or identifier|kept robots out"):
        read_bytes(page.encode(), "page.html")


def test_this_module_takes_every_page() -> None:
    assert generic.recognise(read_text("", Source("a")))


def test_each_field_names_what_gave_it() -> None:
    head = '<meta name="citation_title" content="Swimming for pain"><meta name="citation_doi" content="10.5555/x.9">'
    body = f"<h1>{TITLE_ZH}</h1><p>期刊：虚构医学杂志</p><h2>摘要</h2><p>{ZH}</p>"
    [record] = read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")
    assert record.found_by == {
        "title.en": "head",
        "title.zh": "headings",
        "abstract.zh": "labels",
        "ids": "head",
        "journal": "labels",
    }


NEWS = (
    "<h1>Swimming helps sore knees, study finds</h1><p>By Maria Rossi</p><p>People with sore knees felt better after "
    "twelve weeks of swimming, researchers said on Tuesday, and most of them kept swimming.</p><p>The study was "
    "published in the Journal of Invented Medicine (doi: 10.5555/jim.2024.1).</p>"
)
RECIPE = (
    "<h1>Grandma's dumplings 奶奶的饺子</h1><p>By Maria Rossi</p><p>My grandmother made dumplings every year, and the "
    "whole family came to fold them at the long table.</p><p>奶奶每年冬天都包饺子，全家人都会围坐在"
    "厨房的长桌旁一起动手，一边包一边聊天，那是我最难忘的事。</p><h2>Method</h2><p>Mix the flour with water.</p>"
)
HOMEPAGE = (
    "<h1>Journal of Invented Medicine</h1><h2>Aims and scope</h2><p>We welcome trials, cohort studies and reviews from "
    "all countries, and we review them within thirty days.</p><h2>Editor-in-chief</h2><p>Maria Rossi, Invented "
    "University</p><p>ISSN 9999-1234</p>"
)
LYRICS = "<h1>智能</h1><p>我在遠方看著你，夜裡的風吹過山崗，吹過河流，也吹過我們走過的那條長長的路，直到天亮。</p>"


@pytest.mark.parametrize("body", [NEWS, RECIPE, HOMEPAGE, LYRICS])
@pytest.mark.parametrize(
    "head", ["", '<meta property="og:type" content="article"><meta property="og:title" content="A">']
)
def test_a_page_with_text_but_nothing_of_a_paper_is_refused(body: str, head: str) -> None:
    with pytest.raises(InputError, match="nothing of a paper or trial in it"):
        html(body, head)


@pytest.mark.parametrize(
    "text",
    [
        f"# {TITLE_EN}\n\nLI Na, WANG Fang\n\nInvented University, Xugou\n\n{EN}\n",
        f"# {TITLE_EN}\n\nMethods: We asked adults.\n\nResults: Pain was lower.\n",
        f"# {TITLE_EN}\n\n{EN}\n\nKeywords: knee; pain\n",
        f"# {TITLE_EN}\n\nPMID: 99000101\n\n{EN}\n",
        f"# {TITLE_ZH}\n\n李娜，王芳\n\n{ZH}\n\n{EN}\n",
    ],
)
def test_a_paper_that_lost_its_labels_is_known_by_what_is_left(text: str) -> None:
    assert markdown(text).title
