"""Pages that are not the record of one paper or trial say what they are."""

import pytest

from ingest.html import read_html
from ingest.page import Page
from ingest.record import Source
from ingest.sites.refusals import refusal
from ingest.text import read_text

EN = "Ninety-six adults with knee pain were randomised to swimming or walking. Pain was lower in those who swam."
ZH = "将九十六例膝痛患者随机分为游泳组与步行组，干预十二周。游泳组的疼痛评分低于步行组。"


def text(page: str) -> Page:
    return read_text(page, Source("page.md"))


def html(title: str, body: str) -> Page:
    return read_html(f"<html><head><title>{title}</title></head><body>{body}</body></html>", Source("page.html"))


ROBOTS = [
    html(
        "Just a moment...", "<h1>www.journal.example</h1><p>Verifying you are human. This may take a few seconds.</p>"
    ),
    html("安全验证", "<p>请完成下方验证后继续访问</p>"),
    html("知网", "<p>系统检测到您的访问行为异常，请输入验证码</p><p>拖动滑块完成拼图</p>"),
    html("404 Not Found", "<h1>404 Not Found</h1><hr><center>nginx</center>"),
    html("Error", "<h1>502 Bad Gateway</h1>"),
    html("期刊", "<p>您访问的页面不存在</p>"),
    html("PubMed", "<p>Sorry, the page you are looking for could not be found.</p>"),
    html("x", "<p>Please enable JavaScript to view the page content.</p>"),
]
LOGINS = [
    html("Log in", "<form>User name Password</form><p>Forgot your password?</p>"),
    html("用户登录", "<p>账号</p><p>密码</p>"),
    html("期刊", "<p>请先登录后查看全文</p>"),
    html("Journal", "<p>Purchase this article to continue reading the full text</p>"),
]
COOKIES = [
    html("Journal", "<p>This site uses cookies. By continuing to use it you agree.</p>"),
    html("Cookie notice", "<h1>We value your privacy</h1>" + "<p>Our partners store data on your device.</p>" * 40),
]


@pytest.mark.parametrize(
    ("pages", "reason"), [(ROBOTS, "kept robots out"), (LOGINS, "asks to log in"), (COOKIES, "asks about cookies")]
)
def test_a_wall_says_what_it_is(pages: list[Page], reason: str) -> None:
    assert [page.blocks for page in pages if reason not in (refusal(page) or "")] == []


@pytest.mark.parametrize(
    "page",
    [
        html("Swimming - Journal", f"<nav>Log in Register</nav><h1>Swimming</h1><h2>Abstract</h2><p>{EN}</p>"),
        html("Swimming", f"<a>Sign in</a><h1>Swimming for pain</h1><p>doi: 10.5555/x.1</p><p>{EN}</p>"),
        html("Swimming", f"<h1>Swimming</h1><h2>摘要</h2><p>{ZH}</p><footer>Accept all cookies</footer>"),
        html("Captcha", f"<h1>Why captchas tire us</h1><h2>Abstract</h2><p>{EN} A captcha was shown.</p>"),
    ],
)
def test_a_paper_with_a_button_to_log_in_is_no_wall(page: Page) -> None:
    assert refusal(page) is None


PUBMED_SEARCH = """knee swimming - Search Results - PubMed

86 results

1

Swimming for knee pain in adults: a randomised trial.

Li N, Wang F.

J Invent Med. 2024 Mar;12(3):145-152. doi: 10.5555/jim.2024.1.

PMID: 99000101

2

Walking for knee pain.

Zhang S.

J Invent Med. 2023;11(1):5-9.

PMID: 99000102

3

Cycling.

PMID: 99000103
"""
CNKI_SEARCH = """检索 - 中国知网

共找到 1,284 条结果 1/65

1 | 居家游泳训练对成人膝痛的影响 | 李娜;王芳 | 虚构医学杂志 | 2024-05-20 | 期刊 | 12

2 | 步行训练与膝痛 | 张三 | 虚构护理杂志,2023,(05):12-18 | 期刊 | 3

3 | 骑行与肩痛 | 李四 | 虚构护理杂志,2022,(11):101-108 | 期刊

4 | 背痛 | 王五 | 虚构康复,2021,(02):33-40 | 期刊
"""
CONTENTS_ZH = """虚构医学杂志

2024年 第38卷 第5期 刊出日期：2024-05-20

论著

居家游泳训练对成人膝痛的影响

李娜，王芳

2024, 38(5): 401-408. DOI: 10.5555/xg.2024.05.001

摘要 ( 12 ) PDF (1024KB) ( 45 )

步行训练与膝痛

2024, 38(5): 409-415. DOI: 10.5555/xg.2024.05.002

摘要 ( 8 ) PDF (988KB) ( 21 )

骑行与肩痛

2024, 38(5): 416-420. DOI: 10.5555/xg.2024.05.003

摘要 ( 3 ) PDF (700KB) ( 9 )
"""
CONTENTS_EN = """# Journal of Invented Medicine

## Volume 12, Issue 3

### Original articles

Swimming for knee pain

Li N, Wang F

pp. 145-152

Walking for knee pain

pp. 153-160

Cycling

pp. 161-170
"""
AUTHOR = """# Na Li

Invented University

h-index 12

## Publications

Swimming. J Invent Med. 2024;12(3):145-152

Walking. J Invent Med. 2023;11(1):5-9

Cycling. J Invent Med. 2022;10(2):33-40
"""


@pytest.mark.parametrize("page", [PUBMED_SEARCH, CNKI_SEARCH, CONTENTS_ZH, CONTENTS_EN, AUTHOR])
def test_search_results_contents_and_profiles_are_lists(page: str) -> None:
    assert "a list of publications or trials" in (refusal(text(page)) or "")


def test_the_page_of_a_paper_that_names_its_issue_is_no_list() -> None:
    page = (
        f"虚构医学杂志\n\n2024年 第38卷 第5期\n\n# 居家游泳训练\n\n李娜，王芳\n\n摘要：{ZH}\n\n## 参考文献\n\n"
        "[1] 张三. 步行. 2020, 12(1): 5-9.\n\n[2] 李四. 骑行. 2021, 13(2): 7-12.\n\n"
        "[3] 王五. 跑步. 2022, 14(3): 9-15.\n"
    )
    assert refusal(text(page)) is None
    letter = page.replace(f"摘要：{ZH}\n\n", f"{ZH}\n\n")
    assert refusal(text(letter)) is None


def test_a_paper_with_the_abstracts_of_its_issue_behind_it_is_no_list() -> None:
    body = "在焊接过程中，熔化的铝在钢侧有效润湿铺展，减少脆硬的化合物层的厚度。" * 60
    others = "".join(f"<h2>Swimming, part {n}</h2><p>Abstract: Sixty patients of group {n} swam.</p>" for n in range(4))
    html = f"<h1>游泳训练对膝痛的影响</h1><p>摘要：将九十六例患者随机分为两组。</p><h2>1 资料</h2><p>{body}</p>{others}"
    assert refusal(read_html(html, Source("a.html"))) is None
