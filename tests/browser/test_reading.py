"""Looking: a record is found in either language, its gaps are read, its data taken away."""

import json

GAP = "Two patients in the light group stopped because of headache."
TITLE = "Encapsulated faecal microbiota for active ulcerative proctitis: a double-blind pilot trial."


def test_a_record_is_found_in_chinese_and_its_gaps_are_read_by_keyboard_alone(look, browse):
    page = browse(look)
    page.keyboard.press("2")
    page.wait_for_url("**/records")
    page.keyboard.press("/")
    page.keyboard.insert_text("谵妄 光照疗法")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records?q=*")
    page.get_by_text("1 record", exact=True).wait_for()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/paper-*")
    assert page.locator("main").get_by_text("Partly translated").first.is_visible()
    row = page.get_by_role("row").filter(has_text=GAP)
    assert "no Chinese" in row.inner_text()


def test_what_is_searched_for_and_chosen_stays_in_the_address(look, browse):
    page = browse(look)
    page.goto(f"{look.origin}/records?q=LP-22&kind=trial")
    page.get_by_text("1 record", exact=True).wait_for()
    again = page.context.new_page()
    again.goto(page.url)
    assert again.locator("main").inner_text() == page.locator("main").inner_text()


def test_numbers_that_differ_are_marked_where_they_stand(look, browse):
    page = browse(look)
    page.goto(f"{look.origin}/records?q=faecal+microbiota")
    page.get_by_role("link", name=TITLE).press("Enter")
    page.wait_for_url("**/records/paper-*")
    marked = [mark.inner_text() for mark in page.locator("main mark, main .finding").all()]
    assert {"38.6", "36.8"} <= {text.strip() for text in marked}
    assert page.get_by_text("38.6 in English is 36.8 in Chinese").is_visible()


def test_the_language_of_the_pages_is_changed_in_place_and_stays(look, browse):
    page = browse(look)
    page.goto(f"{look.origin}/records?kind=trial")
    page.get_by_role("link", name="中文").press("Enter")
    page.locator("html:lang(zh)").wait_for()
    assert page.url == f"{look.origin}/records?kind=trial"
    page.keyboard.press("1")
    page.wait_for_url(f"{look.origin}/")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    page.get_by_role("link", name="English", exact=True).press("Enter")
    page.locator("html:lang(en)").wait_for()


def test_a_browser_that_prefers_chinese_gets_it(look, browse):
    page = browse(look, locale="zh-CN")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"


def test_the_twin_of_a_page_says_what_the_page_shows(look, browse):
    page = browse(look)
    page.goto(f"{look.origin}/records?q=faecal+microbiota")
    [hit] = json.loads(page.request.get(f"{look.origin}/records.json?q=faecal+microbiota").text())["hits"]
    page.get_by_role("link", name=TITLE).press("Enter")
    page.wait_for_url(f"**/records/{hit['id']}?*")
    assert page.request.get(page.url.replace("?", ".json?")).json()["id"] == hit["id"]


def test_the_list_of_keys_opens_names_every_key_and_closes_again(look, browse):
    page = browse(look)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert {"1", "2", "3", "4"} <= set(dialog.locator("kbd").all_inner_texts())
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.keyboard.press("3")
    page.wait_for_url("**/duplicates")


def test_going_back_shows_the_list_as_it_was_left(look, browse):
    page = browse(look)
    page.goto(f"{look.origin}/records?kind=trial")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/trial-*")
    page.go_back()
    page.wait_for_url("**/records?kind=trial")
    page.get_by_text("1 record", exact=True).wait_for()
