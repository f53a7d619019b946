"""What holds for every page: it fits, one finds one's way, every control has a name, every text can be read."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from crawling import view_of

from corpus.store import open_store

NARROW = {"width": 400, "height": 800}
PATHS = (
    "/",
    "/failures",
    "/records",
    "/records?q=LP-22&sort=doubtful",
    "/records?q=nothing+like+it",
    "/records/{partial}",
    "/records/{finding}?order=confidence",
    "/records/{trial}",
    "/records/{merged}",
    "/records/{merged}?member={member}",
    "/records/{finding}?from=/records&nth=1",
    "/records/{finding}/alignment",
    "/records/{finding}/alignment?from=/records&nth=2",
    "/records/{finding}/alignment?panel=zh&at=4",
    "/records/{finding}/alignment?panel=split&at=4",
    "/duplicates",
    "/duplicates?view=list",
    "/duplicates?view=decided",
    "/history",
)
NAMED = {
    "button",
    "link",
    "textbox",
    "searchbox",
    "checkbox",
    "radio",
    "combobox",
    "spinbutton",
    "navigation",
    "table",
    "dialog",
    "progressbar",
    "image",
    "group",
}
"""Roles that say nothing without a name."""
LEGIBLE = 4.5
"""WCAG 2.2, 1.4.3: contrast of text, 3 for large text."""
LEGIBLE_LARGE = 3.0

CONTRASTS = """() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] / 255 + below[i] * (1 - top[3] / 255)).concat(255);
  const behind = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) layers.unshift(rgba(getComputedStyle(at).backgroundColor));
    return layers.reduce((below, top) => over(top, below), rgba("Canvas"));
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  for (const node of document.body.querySelectorAll("*")) {
    const text = [...node.childNodes].map((child) => (child.nodeType === 3 ? child.data.trim() : "")).join("");
    const style = getComputedStyle(node);
    const isShown = node.getClientRects().length && style.visibility !== "hidden" && !node.matches("svg *, .unseen");
    if (!text || !isShown || node.matches(":disabled")) continue;
    const ground = behind(node);
    const [light, dark] = [luminance(over(rgba(style.color), ground)), luminance(ground)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    found.push([(light + 0.05) / (dark + 0.05), large, `${node.tagName}.${node.className} ${text.slice(0, 40)}`]);
  }
  return found;
}"""
WIDER = """() => [...document.querySelectorAll("body *")]
  .filter((node) => node.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((node) => `${node.tagName}.${node.className}`).slice(0, 5)"""
FOCUS = """() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  const shown = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
  return [`${node.tagName}.${node.className} ${node.textContent.trim().slice(0, 30)}`, shown && inside];
}"""


@pytest.fixture(scope="module")
def paths(look):
    """All pages, of records of each sort."""
    found = {}
    with open_store(look.corpus) as store:
        for entry in store.entries():
            found |= dict.fromkeys(sorts(entry), entry.canonical)
    names = {sort: canonical.id for sort, canonical in found.items()}
    return [path.format(**names, member=found["merged"].members[0]) for path in PATHS]


def sorts(entry) -> Iterator[str]:
    coverage = entry.bitext.coverage if entry.bitext else None
    if coverage and coverage.status == "partial":
        yield "partial"
    if coverage and coverage.findings:
        yield "finding"
    if entry.canonical.kind == "trial":
        yield "trial"
    elif len(entry.canonical.members) > 1:
        yield "merged"


def visit(page, server, path: str) -> None:
    page.goto(f"{server.origin}{path}")
    page.locator("main").wait_for()


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_no_page_is_wider_than_a_telephone(look, browse, paths, language):
    page = browse(look, viewport=NARROW, locale=language)
    for path in paths:
        visit(page, look, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], (path, page.evaluate(WIDER))


def test_every_page_has_landmarks_one_heading_of_the_first_rank_and_a_title_of_its_own(look, browse, paths):
    page = browse(look)
    titles = {}
    for path in paths:
        visit(page, look, path)
        assert [page.locator(name).count() for name in ("body > header", "main", "h1")] == [1, 1, 1], path
        assert page.get_by_role("banner").count() == 1, path
        assert page.get_by_role("navigation").count() >= 1, path
        ranks = [
            int(name[1]) for name in page.locator("h1, h2, h3, h4").evaluate_all("all => all.map((one) => one.tagName)")
        ]
        assert all(after - before <= 1 for before, after in pairwise(ranks)), (path, ranks)
        titles.setdefault(page.title(), set()).add(view_of(path))
    assert all(len(views) == 1 for views in titles.values()), titles


@pytest.mark.parametrize("language", ["en-GB", "zh-CN"])
def test_every_control_and_every_landmark_of_several_has_a_name(look, browse, paths, language):
    page = browse(look, locale=language)
    asking = page.context.new_cdp_session(page)
    for path in paths:
        visit(page, look, path)
        nodes = [node for node in asking.send("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]
        nameless = [node for node in nodes if node["role"]["value"] in NAMED and not node.get("name", {}).get("value")]
        markup = [markup_of(asking, node) for node in nameless]
        assert [each for each in markup if not each.startswith("<details")] == [], path  # its summary names it


def markup_of(asking, node) -> str:
    asked = {"backendNodeId": node["backendDOMNodeId"]}
    return asking.send("DOM.getOuterHTML", asked)["outerHTML"][:200]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(look, browse, paths, scheme):
    page = browse(look, color_scheme=scheme)
    for path in paths:
        visit(page, look, path)
        measured = page.evaluate(CONTRASTS)
        assert measured
        faint = {
            (name, round(ratio, 2)) for ratio, large, name in measured if ratio < (LEGIBLE_LARGE if large else LEGIBLE)
        }
        assert faint == set(), path


def test_the_focus_is_seen_wherever_it_goes(look, browse, paths):
    page = browse(look)
    for path in paths:
        visit(page, look, path)
        walked = []
        for _ in range(40):
            page.keyboard.press("Tab")
            if (found := page.evaluate(FOCUS)) is None:
                break
            walked.append(found)
        assert walked, path
        assert [name for name, shown in walked if not shown] == [], path


def test_the_skip_link_leads_past_the_navigation(look, browse):
    page = browse(look)
    page.goto(f"{look.origin}/records")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_no_word_of_the_pages_is_left_in_english(look, browse, paths):
    """Of names of controls, headings and columns; what is data is marked with its language, or is a name."""
    page = browse(look, locale="zh-CN")
    for path in paths:
        visit(page, look, path)
        said = page.locator("button, nav[aria-label] a, thead th, h2, label, summary, dt, legend").all_inner_texts()
        latin = {text for text in said if re.search("[a-z]{3}", text) and not re.search("[\u4e00-\u9fff]", text)}
        assert {text for text in latin if not is_name(text)} == set(), path


def is_name(text: str) -> bool:
    """Tell titles of papers, and names of sites, files and records."""
    return len(text.split()) > 5 or re.search(r"^English$|^(paper|trial)-|\.\w+\b|\bgeneric|mirror|pubmed|veeva", text)


def test_pages_can_be_read_at_twice_the_size(look, browse, paths):
    """WCAG 1.4.4 and 1.4.10: a window of 640 pixels is one of 1280 at 200 %."""
    page = browse(look, viewport={"width": 640, "height": 400}, device_scale_factor=2)
    for path in paths:
        visit(page, look, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, (path, page.evaluate(WIDER))
