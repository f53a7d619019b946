"""The report on coverage: one file, opened from disk, that says everything in either language and prints in it."""

import pytest
from test_every_page import CONTRASTS, LEGIBLE, LEGIBLE_LARGE, NARROW, WIDER

from corpus.cli import main


@pytest.fixture(scope="module")
def report(built, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    assert main(["coverage", str(built), "--html", str(path)]) == 0
    return path


@pytest.fixture
def opened(chromium, report):
    """The file, in a window that has no network; whatever it complains of is gathered."""
    context = chromium.new_context(offline=True, locale="en-GB", viewport={"width": 1280, "height": 800})
    complaints = []
    context.on("console", lambda message: message.type == "error" and complaints.append(message.text))
    context.on("request", lambda request: request.url.startswith("file:") or complaints.append(request.url))
    page = context.new_page()
    page.goto(report.as_uri())
    yield page
    context.close()
    assert complaints == []


def headings(page) -> list[str]:
    shown = (node for node in page.locator("h1 .t, h2 .t").all() if node.is_visible())
    return [node.get_attribute("lang")[:2] for node in shown]


def switch(page, language: str) -> None:
    page.get_by_role("radio", name={"en": "English", "zh": "中文"}[language]).check()


@pytest.mark.parametrize("media", ["screen", "print"])
def test_it_says_everything_in_the_language_that_is_chosen_on_paper_too(opened, media):
    for language, other in (("zh", "en"), ("en", "zh")):
        switch(opened, language)
        opened.emulate_media(media=media)
        assert set(headings(opened)) == {language}
        assert opened.locator(f".t[lang|='{other}']:visible").count() == 0
        opened.emulate_media(media="screen")


def test_the_language_is_changed_by_keyboard(opened):
    opened.get_by_role("radio", name="English").focus()
    opened.keyboard.press("ArrowRight")
    assert set(headings(opened)) == {"zh"}


def test_what_only_a_screen_needs_is_not_printed(opened):
    opened.emulate_media(media="print")
    assert opened.get_by_role("radio").count() == 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_fits_a_telephone(opened, language):
    switch(opened, language)
    opened.set_viewport_size(NARROW)
    assert opened.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], opened.evaluate(WIDER)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_what_is_behind_it(opened, scheme):
    opened.emulate_media(color_scheme=scheme)
    measured = opened.evaluate(CONTRASTS)
    assert measured
    faint = {name for ratio, large, name in measured if ratio < (LEGIBLE_LARGE if large else LEGIBLE)}
    assert faint == set()
