"""HTML into blocks: what a reader sees, in order, and what the head says."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.html import read_html
from ingest.html_head import collapse
from ingest.page import Page
from ingest.record import Source


def read(html: str, url: str | None = None) -> Page:
    return read_html(html, Source("page.html", url=url))


def texts(html: str) -> list[str]:
    return [block.text for block in read(html).blocks]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">SECRET</div>',
        '<div style="color: red; DISPLAY : none">SECRET</div>',
        '<span style="visibility:hidden">SECRET</span>',
        "<p hidden>SECRET</p>",
        "<script>var SECRET = '<p>SECRET</p>';</script>",
        "<style>.SECRET { color: red }</style>",
        "<noscript>SECRET</noscript>",
        "<template><p>SECRET</p></template>",
        "<!-- SECRET -->",
        "<!--[if IE]><p>SECRET</p><![endif]-->",
        "<svg><text>SECRET</text></svg>",
        "<select><option>SECRET</option></select>",
        "<iframe>SECRET</iframe>",
        "<?php SECRET ?>",
        "<![CDATA[SECRET]]>",
        '<img alt="SECRET" src="x.png">',
        '<input value="SECRET">',
    ],
)
def test_what_a_reader_does_not_see_is_in_no_block(hidden: str) -> None:
    assert texts(f"<p>疗效观察</p>{hidden}<p>Results</p>") == ["疗效观察", "Results"]


def test_a_script_with_markup_in_its_strings_stays_a_script() -> None:
    page = read('<script>document.write("<h1>SECRET</h1>")</script><script type="text/x">a</script><h1>标题</h1>')
    assert [(b.kind, b.text, b.level) for b in page.blocks] == [("heading", "标题", 1)]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("P&lt;0.05 &amp; n&nbsp;=&nbsp;12", "P<0.05 & n = 12"),
        ("&#x4E2D;&#25991; &alpha;-blocker", "中文 α-blocker"),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
        ("two\n   lines\t and　全角空格", "two lines and 全角空格"),
        ("10<sup>6</sup> and 10<sup>-3</sup>", "10⁶ and 10⁻³"),
        ("10<sup>\u22126</sup> mol", "10⁻⁶ mol"),
        ("张三<sup>a</sup> H<sub>2</sub>O", "张三a H2O"),
        ("<b>目的：</b>观察<i>P</i>值", "目的：观察P值"),
        ("co<wbr>operation", "cooperation"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
    ],
)
def test_text_reads_as_on_the_screen(html: str, text: str) -> None:
    assert texts(f"<p>{html}</p>") == [text]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("两组比较（<math><mi>P</mi><mo>&lt;</mo><mn>0.05</mn></math>）。", "两组比较（P<0.05）。"),
        ("Pain was <x-tooltip>lower</x-tooltip> in swimmers.", "Pain was lower in swimmers."),
    ],
)
def test_formulas_and_elements_that_html_does_not_know_stay_in_their_sentence(html: str, text: str) -> None:
    assert texts(f"<p>{html}</p>") == [text]


def test_blocks_come_in_order_with_their_kinds() -> None:
    page = read(
        "<h1>膝痛患者游泳的疗效</h1>loose text<div><p>Sixty patients.</p>tail</div>"
        "<h2>Arms</h2><ul><li>swimming</li><li><p>步行</p></li></ul>"
        "<p>one<br>two</p><blockquote>quoted</blockquote>"
    )
    assert [(b.kind, b.text, b.level) for b in page.blocks] == [
        ("heading", "膝痛患者游泳的疗效", 1),
        ("paragraph", "loose text", 0),
        ("paragraph", "Sixty patients.", 0),
        ("paragraph", "tail", 0),
        ("heading", "Arms", 2),
        ("item", "swimming", 0),
        ("item", "步行", 0),
        ("paragraph", "one", 0),
        ("paragraph", "two", 0),
        ("paragraph", "quoted", 0),
    ]


def test_a_nested_list_gives_every_item_once() -> None:
    assert texts("<ul><li>入选标准<ul><li>18岁以上</li><li>知情同意</li></ul></li><li>other</li></ul>") == [
        "入选标准",
        "18岁以上",
        "知情同意",
        "other",
    ]


def test_a_table_row_is_one_block_of_cells() -> None:
    page = read(
        "<table><thead><tr><th>组别</th><th>n</th></tr></thead>"
        "<tbody><tr><td>Swimming</td><td>48</td></tr><tr><td></td><td></td></tr><tr><td></td><td>96</td></tr></tbody></table>"
    )
    assert [(b.kind, b.text) for b in page.blocks] == [("row", "组别\tn"), ("row", "Swimming\t48"), ("row", "\t96")]
    assert list(page.lines()) == ["组别", "n", "Swimming", "48", "96"]


def test_a_table_that_lays_out_a_page_is_read_by_its_blocks() -> None:
    page = read("<table><tr><td><h1>标题</h1><p>Abstract.</p></td><td><p>menu</p></td></tr></table>")
    assert [(b.kind, b.text) for b in page.blocks] == [
        ("heading", "标题"),
        ("paragraph", "Abstract."),
        ("paragraph", "menu"),
    ]


def test_a_table_in_a_cell_is_read_by_its_rows() -> None:
    assert texts("<table><tr><td>outer<table><tr><td>a</td><td>b</td></tr></table></td></tr></table>") == [
        "outer",
        "a\tb",
    ]


def test_terms_and_their_definitions_are_lines_of_their_own() -> None:
    assert texts("<dl><dt>Status</dt><dd>Completed</dd><dt>研究类型</dt><dd>干预性</dd></dl>") == [
        "Status",
        "Completed",
        "研究类型",
        "干预性",
    ]


def test_chips_are_values_of_their_own_and_other_inline_text_is_not() -> None:
    assert texts('<div><span class="chip">knee</span><span class="tag-item">膝</span></div>') == ["knee", "膝"]
    assert texts('<div><span class="stage">knee</span><span class="heritage"> pain</span></div>') == ["knee pain"]


def test_lines_that_a_style_keeps_are_blocks() -> None:
    html = '<div style="white-space: pre-wrap">Inclusion Criteria:\n\n* 18 years or older\n* 签署知情同意书\n</div>'
    assert [(b.kind, b.text) for b in read(html).blocks] == [
        ("paragraph", "Inclusion Criteria:"),
        ("item", "18 years or older"),
        ("item", "签署知情同意书"),
    ]
    assert texts("<pre>one\ntwo</pre>") == ["one", "two"]
    assert texts('<div class="whitespace-pre-line">one\n二</div>') == ["one", "二"]


@pytest.mark.parametrize(
    "html",
    [
        "<nav><ul><li>首页</li></ul></nav>",
        "<footer><p>首页</p></footer>",
        "<aside><div>首页</div></aside>",
        '<div role="navigation">首页</div>',
        '<div role="contentinfo"><p>首页</p></div>',
        "<footer><table><tr><td>首页</td></tr></table></footer>",
        "<footer><pre>首页</pre></footer>",
    ],
)
def test_menus_and_footers_are_aside(html: str) -> None:
    page = read(f"{html}<main><p>疗效观察</p></main>")
    assert [(b.text, b.aside) for b in page.blocks] == [("首页", True), ("疗效观察", False)]


def test_metadata_is_kept_by_lower_case_name_in_order() -> None:
    page = read(
        "<head><title> 膝痛 \n与游泳 </title>"
        '<meta name="citation_author" content="Li, Na"><meta name="Citation_Author" content=" 王 芳 ">'
        '<meta property="og:title" content="Knee pain"><meta itemprop="datePublished" content="2024-05-03">'
        '<meta name="DC.Title" xml:lang="zh-CN" content="膝痛"><meta name="DC.Title" lang="en" content="Knee">'
        '<meta name="empty" content=""><meta content="nameless"><meta charset="utf-8"></head>'
    )
    assert page.meta == {
        "citation_author": ("Li, Na", "王 芳"),
        "og:title": ("Knee pain",),
        "datepublished": ("2024-05-03",),
        "dc.title@zh": ("膝痛",),
        "dc.title@en": ("Knee",),
        "<title>": ("膝痛 与游泳",),
    }
    assert page.blocks == ()


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "Article", "name": "膝痛"}',
        '[{"@type": "Article", "name": "膝痛"}]',
        '{"@graph": [{"@type": "Article", "name": "膝痛"}]}',
        '<!-- {"@type": "Article", "name": "膝痛"} -->',
        '<!--\n{"@type": "Article", "name": "膝痛"}\n-->',
        '// generated\n{"@type": "Article", "name": "膝痛"}',
        '/* generated */ {"@type": "Article", "name": "膝痛"}',
        '//<![CDATA[\n{"@type": "Article", "name": "膝痛"}\n//]]>',
        '<![CDATA[{"@type": "Article", "name": "膝痛"}]]>',
    ],
)
def test_linked_data_is_read_whatever_it_is_wrapped_in(script: str) -> None:
    page = read(f'<script type="application/ld+json">{script}</script><p>x</p>')
    assert [item["name"] for item in page.linked_data if "name" in item] == ["膝痛"]


def test_linked_data_may_hold_line_breaks_in_its_strings_and_lose_control_characters() -> None:
    page = read('<script type="application/ld+json">{"@type": "Article", "abstract": "first\nsecond\x07"}</script>')
    assert [item["abstract"] for item in page.linked_data] == ["first\nsecond"]


@pytest.mark.parametrize(
    "script", ["", "null", "3", '"text"', "{broken", "[" * 100_000, '{"@graph": null}', "[[], [null]]"]
)
def test_linked_data_that_say_nothing_cost_nothing_else(script: str) -> None:
    page = read(
        "".join(f'<script type="application/ld+json">{s}</script>' for s in (script, '{"a": 1}')) + "<p>疗效</p>"
    )
    assert {"a": 1} in page.linked_data
    assert [block.text for block in page.blocks] == ["疗效"]


def test_the_address_is_the_canonical_one_unless_it_is_known() -> None:
    canonical = '<link rel="canonical" href=" https://example.org/zh/1 ">'
    shared_as = '<meta property="og:url" content="https://example.org/og/1">'
    assert read(f"<head>{shared_as}{canonical}</head>").url == "https://example.org/zh/1"
    assert read(f"<head>{shared_as}</head>").url == "https://example.org/og/1"
    assert read(f"<head>{canonical}</head>", url="https://example.org/fetched").url == "https://example.org/fetched"
    assert read("<p>x</p>").url is None


@pytest.mark.parametrize("tag", ["div", "span", "b", "ul><li", "table><tr><td", "sup", "font"])
def test_ten_thousand_levels_are_read(tag: str) -> None:
    opened = f"<{tag}>" * 10_000
    found = "".join(texts(f"<p>开始</p>{opened}深处</p><p>end"))
    assert "开始" in found
    assert "深处" in found


def test_text_around_a_deep_place_keeps_its_order_and_comes_once() -> None:
    opened, closed = "<div>" * 600, "</div>" * 600
    assert texts(f"<p>one</p>{opened}<p>二</p><script>SECRET</script>{closed}<p>three</p>") == ["one", "二", "three"]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE html SYSTEM "file:///etc/passwd">',
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<?xml version="1.0" encoding="gb2312"?>',
    ],
)
def test_entities_of_a_doctype_are_not_expanded(doctype: str) -> None:
    found = " ".join(texts(f"{doctype}<html><body><p>疗效 &b;</p></body></html>"))
    assert "疗效" in found
    assert "lol" not in found.replace('"lol"', "")
    assert "root:" not in found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", []),
        ("   ", []),
        ("plain words only", ["plain words only"]),
        ("<p>unclosed <b>bold<p>次段", ["unclosed bold", "次段"]),
        ("<html><body></body></html>", []),
        ("<frameset><frame src='a'></frameset>", []),
        ("</div></p><p>x", ["x"]),
    ],
)
def test_broken_and_empty_documents_are_read_as_far_as_they_go(html: str, found: list[str]) -> None:
    assert texts(html) == found


@settings(deadline=None)
@given(st.text())
def test_any_text_makes_a_page_without_empty_blocks(text: str) -> None:
    assert all(block.text.strip() for block in read(text).blocks)


@settings(deadline=None)
@given(st.text())
def test_collapsing_twice_changes_nothing(text: str) -> None:
    assert collapse(collapse(text)) == collapse(text)


@settings(deadline=None)
@given(st.lists(st.text("abc中文 ,。", min_size=1).filter(str.strip), min_size=1, max_size=6))
def test_every_paragraph_comes_back_in_order(paragraphs: list[str]) -> None:
    html = "".join(f"<p>{text}</p>" for text in paragraphs)
    assert texts(html) == [collapse(text) for text in paragraphs]


@pytest.mark.parametrize("name", ["JSONLD_with_JS_comment.html", "JSONLD_with_control_characters.html"])
def test_odd_linked_data_of_real_pages_are_read(shared: Path, name: str) -> None:
    page = (shared / "ingest" / "fixtures" / "html_meta" / name).read_text(encoding="utf-8")
    assert read(page).linked_data


def test_half_a_surrogate_pair_in_linked_data_is_replaced_and_a_whole_one_kept() -> None:
    [data] = read(r'<script type="application/ld+json">{"a": "x\ud83d y\ud83d\ude00 z\ude00"}</script>').linked_data
    assert data["a"] == "x� y😀 z�"


def test_a_title_that_never_ends_does_not_swallow_the_page() -> None:
    page = read("<title>膝痛患者游泳的疗效<meta name=a content=b><body><p>Sixty patients.</p><p>六十例患者。</p>")
    assert [block.text for block in page.blocks if block.kind == "paragraph"][-2:] == [
        "Sixty patients.",
        "六十例患者。",
    ]


def test_control_characters_are_no_text() -> None:
    assert texts("<p>P\x00 < 0.05\x0b，差异\x1f有统计学意义</p>") == ["P < 0.05，差异有统计学意义"]


def test_inline_elements_shown_as_blocks_are_lines() -> None:
    shown = '<td><span style="display:block">knee</span><span style="display: block;">hip</span></td>'
    assert texts(f"<table><tr>{shown}</tr></table>") == ["knee", "hip"]
    assert texts('<p><span style="display:inline-block">kn</span>ee</p>') == ["knee"]


@pytest.mark.parametrize("hostile", ["<![:CDATA[y]]>", "<!--" * 10_000, "<![if IE]>", "<!x" * 10_000])
def test_what_stops_or_slows_the_second_parser_costs_nothing_else(hostile: str) -> None:
    assert texts(f"<title>x{hostile}<p>六十例患者。")[-1].endswith("六十例患者。")
