"""Keys: the same everywhere, none lost while the server is at work, and nothing that was typed lost by a click."""

import re
import time

from test_aligning import ENGLISH, active, acts, open_alignment, wait_for_segments

SLOW_S = 0.4
"""Longer than fast fingers take for two keys."""


def slow(page) -> None:
    """Let every answer of the alignment page take its time."""
    page.route("**/alignment*", lambda route: (time.sleep(SLOW_S), route.continue_()))


def test_enter_right_after_asking_for_a_cut_cuts(work, browse):
    page = browse(work)
    open_alignment(page, work, "faecal+microbiota")
    page.keyboard.press("m")
    wait_for_segments(page, 6)
    slow(page)
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    wait_for_segments(page, 7)
    assert acts(work) == ["split", "merged"]


def test_keys_pressed_while_the_server_is_at_work_are_obeyed_in_their_order(work, browse):
    page = browse(work)
    open_alignment(page, work, "faecal+microbiota")
    slow(page)
    for _ in range(3):
        page.keyboard.press("Enter")
    assert page.locator(".alignment[aria-busy=true]").count() == 1
    page.get_by_text(re.compile("3 of 7 segments accepted")).wait_for()
    assert active(page) == "4"
    page.keyboard.press("z")
    page.keyboard.press("z")
    page.get_by_text(re.compile("1 of 7 segments accepted")).wait_for()
    assert page.locator(".alignment[aria-busy]").count() == 0


def test_words_typed_before_the_field_is_there_are_in_it(work, browse):
    page = browse(work)
    open_alignment(page, work, "faecal+microbiota")
    slow(page)
    page.keyboard.press("e")
    page.keyboard.type("12 ")
    field = page.locator(".segment textarea:focus")
    field.wait_for()
    for _ in range(100):  # the policy of the page lets no script ask for it again and again
        if "12 " in field.input_value():
            break
        time.sleep(0.05)
    assert "12 " in field.input_value()
    assert acts(work) == []


def test_a_click_that_leads_away_from_typed_words_asks_first(work, browse):
    page = browse(work)
    browse.forgiven.append("beforeunload")
    open_alignment(page, work, "faecal+microbiota")
    page.keyboard.press("e")
    page.locator(".segment textarea:focus").wait_for()
    page.keyboard.insert_text("typed ")
    page.get_by_role("link", name="History").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert "alignment" in page.url
    assert "typed" in page.locator(".segment textarea").input_value()


def test_nobody_is_asked_who_has_typed_nothing(work, browse):
    page = browse(work)
    open_alignment(page, work, "faecal+microbiota")
    page.keyboard.press("e")
    page.locator(".segment textarea:focus").wait_for()
    page.get_by_role("link", name="History").click()
    page.wait_for_url("**/history")


def test_undo_and_going_on_have_the_same_keys_on_every_page(work, browse):
    page = browse(work)
    for path in ("/duplicates", "/records", "/history"):
        page.goto(f"{work.origin}{path}")
        assert page.locator("[data-key=u]").count() == 0
    page.goto(f"{work.origin}/duplicates")
    first = page.url, page.locator("main table").first.inner_text()
    page.keyboard.press("j")
    page.get_by_role("heading", level=1, name="Pair 2 of 12").wait_for()
    page.keyboard.press("?")
    assert {"j", "→", "k", "←", "s", "d"} <= set(page.get_by_role("dialog").locator("kbd").all_inner_texts())
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    page.get_by_role("heading", level=1, name="Pair 1 of 12").wait_for()
    assert page.locator("main table").first.inner_text() == first[1]
    page.keyboard.press("s")
    page.get_by_role("heading", level=1, name="Pair 1 of 11").wait_for()
    page.keyboard.press("z")
    page.get_by_role("heading", level=1, name="Pair 1 of 12").wait_for()


def test_the_page_of_an_alignment_begins_with_its_text_on_a_telephone(look, browse):
    page = browse(look, viewport={"width": 400, "height": 800})
    page.goto(f"{look.origin}/records?q=faecal+microbiota")
    page.locator(".hit a.title").first.click()
    page.wait_for_url("**/records/paper-*")
    page.goto(f"{page.url.partition('?')[0]}/alignment")
    assert ENGLISH in page.locator(".segments").inner_text()
    assert page.locator(".segment").first.bounding_box()["y"] < 320
    for button in page.locator(".bar button").all():
        box = button.bounding_box()
        assert box["x"] >= 0, button.inner_text()
        assert box["x"] + box["width"] <= 400, button.inner_text()


def test_a_key_for_the_next_pair_does_not_decide_on_the_one_that_is_being_sent(work, browse):
    page = browse(work)
    page.goto(f"{work.origin}/duplicates")
    page.get_by_role("heading", level=1, name="Pair 1 of 12").wait_for()
    page.route("**/duplicates/decide", lambda route: (time.sleep(SLOW_S), route.continue_()))
    page.keyboard.press("s")
    page.keyboard.press("d")
    page.get_by_role("heading", level=1, name="Pair 1 of 11").wait_for()
    assert acts(work) == ["same"]
    assert page.locator("html[aria-busy]").count() == 0
