"""Aligning: a translation is corrected by keys, and the correction carried away."""

import re

from lxml import etree

from corpus.cli import main
from corpus.store import open_store

RIGHT = "供体胶囊组第12周的缓解率为38.6%(17/44),安慰剂组为20.0%(9/45)。"
WRONG = "36.8"
ENGLISH = "Remission at week 12 was reached by 38.6%"


def open_alignment(page, server, query: str) -> None:
    page.goto(f"{server.origin}/records?q={query}")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/paper-*")
    page.keyboard.press("e")
    page.wait_for_url("**/alignment*")


def wait_for_segments(page, number: int) -> None:
    page.locator(f".segments[start='1']:has(> :nth-child({number}):last-child)").wait_for()


def active(page) -> str:
    return page.locator(".segment[aria-current]").get_attribute("data-number")


def acts(server) -> list[str]:
    with open_store(server.corpus) as store:
        return [act.what for act in store.journal.acts() if not act.undone]


def test_a_wrong_number_is_corrected_by_keys_and_the_correction_is_in_the_tmx(work, browse, tmp_path):
    page = browse(work)
    open_alignment(page, work, "faecal+microbiota")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert ENGLISH in page.locator(".segment[aria-current]").inner_text()
    page.keyboard.press("e")
    page.locator(".segment textarea:focus").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(RIGHT)
    page.keyboard.press("Enter")
    page.locator(".segment").filter(has_text=RIGHT).wait_for()
    assert page.get_by_text("0 findings").is_visible()
    assert page.locator("aside").get_by_text(WRONG).first.is_visible()  # the history says what stood there
    out = tmp_path / "fixed.tmx"
    assert main(["export", str(work.corpus), "-f", "tmx", "-o", str(out)]) == 0
    said = {segment.text for segment in etree.parse(out).iter("seg")}
    assert RIGHT in said
    assert not any(WRONG in text for text in said)


def test_segments_are_merged_split_moved_and_undone_by_keys(work, browse):
    page = browse(work)
    open_alignment(page, work, "faecal+microbiota")
    page.keyboard.press("m")
    wait_for_segments(page, 6)
    page.keyboard.press("s")
    page.locator(".segment form.split input:focus").wait_for()
    page.keyboard.press("Enter")
    wait_for_segments(page, 7)
    page.keyboard.press("]")
    page.locator(".segment.lone").first.wait_for()
    for number in (1, 2, 3):
        page.keyboard.press("z")
        page.locator(".past > .undone").nth(number - 1).wait_for()
    wait_for_segments(page, 7)
    assert acts(work) == []


def test_going_through_a_text_accepts_it_segment_by_segment(work, browse):
    page = browse(work)
    open_alignment(page, work, "faecal+microbiota")
    for number in range(1, 4):
        assert active(page) == str(number)
        page.keyboard.press("Enter")
        page.locator(f".segment[aria-current][data-number='{number + 1}']").wait_for()
    assert page.get_by_text(re.compile("3 of 7 segments accepted")).is_visible()
    page.keyboard.press("r")
    page.get_by_text(re.compile("3 of 7 segments accepted")).wait_for()


def test_escape_leaves_what_is_being_edited_as_it_was(work, browse):
    page = browse(work)
    open_alignment(page, work, "faecal+microbiota")
    page.keyboard.press("e")
    page.locator(".segment textarea:focus").wait_for()
    page.keyboard.insert_text("something else")
    page.keyboard.press("Escape")
    page.locator(".segment textarea").wait_for(state="detached")
    assert "something else" not in page.locator("main").inner_text()
    assert acts(work) == []


def test_keys_typed_into_a_text_are_text(work, browse):
    page = browse(work)
    open_alignment(page, work, "faecal+microbiota")
    page.keyboard.press("E")
    page.locator(".segment textarea:focus").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type("maszxu 123 ?")
    assert page.locator(".segment textarea").input_value() == "maszxu 123 ?"
    assert acts(work) == []


def test_what_two_people_do_to_one_text_is_told_to_the_second(work, browse):
    page = browse(work)
    open_alignment(page, work, "faecal+microbiota")
    other = page.context.new_page()
    other.goto(page.url)
    other.keyboard.press("a")
    other.get_by_text(re.compile("1 of 7 segments accepted")).wait_for()
    page.keyboard.press("m")
    page.get_by_text("in the meantime").wait_for()
    browse.forgiven.append("409")
    assert len(acts(work)) == 1
