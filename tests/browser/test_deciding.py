"""Deciding: pairs, clusters and what becomes of them, by keyboard."""

import re

import pytest
from doubtful import title

from corpus.cli import main
from corpus.store import open_store

TWO_PAGES = "Nebulised LP-22 peptide for acute exacerbations of bronchiectasis"


def heading(page, text: str) -> None:
    """Wait until a pair is shown and its keys act, as they do a moment later."""
    page.get_by_role("heading", level=1, name=text).wait_for()
    page.locator("main [aria-keyshortcuts]").first.wait_for(state="attached")


def verdicts(server) -> list[str]:
    with open_store(server.corpus) as store:
        return [decision.verdict for decision in store.decisions()]


def canonicals(server) -> int:
    with open_store(server.corpus) as store:
        return store.counts().canonicals


def apply(page) -> None:
    page.get_by_role("button", name="Apply decisions").press("Enter")
    page.get_by_text("The decisions are applied.").wait_for(timeout=60_000)


def test_ten_pairs_are_decided_by_keyboard_one_is_taken_back_and_the_rest_merged(work, browse):
    before = canonicals(work)
    page = browse(work)
    page.keyboard.press("3")
    for number in range(10):
        heading(page, f"Pair 1 of {12 - number}")
        page.keyboard.press("ds"[number % 2])
    heading(page, "Pair 1 of 2")
    assert verdicts(work) == ["different", "same"] * 5
    page.keyboard.press("z")
    heading(page, "Pair 1 of 3")
    assert verdicts(work) == ["different", "same"] * 4 + ["different"]
    apply(page)
    assert canonicals(work) == before - 4
    with open_store(work.corpus) as store:
        assert store.pending() == 0
        one = next(decision for decision in store.decisions() if decision.verdict == "same")
    page.keyboard.press("2")
    page.wait_for_url("**/records")
    page.keyboard.press("/")
    page.keyboard.insert_text(title(int(one.left.rpartition("/")[2][:3])))
    page.keyboard.press("Enter")
    page.get_by_text("1 record", exact=True).wait_for()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_text("2 pages").first.wait_for()
    assert all(page.locator("main").get_by_text(name, exact=True).first.is_visible() for name in (one.left, one.right))


def test_skipping_decides_nothing_and_leads_round(work, browse):
    page = browse(work)
    page.goto(f"{work.origin}/duplicates")
    heading(page, "Pair 1 of 12")
    for number in range(2, 13):
        page.keyboard.press("j")
        heading(page, f"Pair {number} of 12")
    page.keyboard.press("j")
    heading(page, "Pair 1 of 12")
    page.keyboard.press("ArrowRight")
    heading(page, "Pair 2 of 12")
    page.keyboard.press("ArrowLeft")
    heading(page, "Pair 1 of 12")
    assert verdicts(work) == []


def test_a_key_held_down_decides_on_no_pair_that_nobody_has_seen(work, browse):
    page = browse(work)
    page.goto(f"{work.origin}/duplicates")
    heading(page, "Pair 1 of 12")
    page.keyboard.down("s")
    for _ in range(5):
        page.keyboard.down("s")  # as a key repeats that is held
    page.keyboard.up("s")
    heading(page, "Pair 1 of 11")
    assert verdicts(work) == ["same"]


def test_a_cluster_is_split_and_the_split_outlives_a_build(work, browse):
    page = browse(work)
    page.goto(f"{work.origin}/records?q=LP-22+nebulised")
    page.get_by_role("link", name=re.compile(TWO_PAGES)).press("Enter")
    page.wait_for_url("**/records/paper-*")
    page.get_by_role("checkbox").last.press("Space")
    page.get_by_role("button", name=re.compile("Split")).press("Enter")
    page.get_by_role("button", name="Apply decisions").wait_for()
    assert verdicts(work) == ["different"]
    before = canonicals(work)
    apply(page)
    assert canonicals(work) == before + 1
    with open_store(work.corpus) as store:
        folder = store.folder()
    assert main(["build", folder, str(work.corpus)]) == 1
    assert canonicals(work) == before + 1


def test_everything_decided_is_in_the_history_and_undone_from_there(work, browse):
    page = browse(work)
    page.goto(f"{work.origin}/duplicates")
    for number in (12, 11):
        heading(page, f"Pair 1 of {number}")
        page.keyboard.press("s")
    heading(page, "Pair 1 of 10")
    page.keyboard.press("4")
    page.wait_for_url("**/history")
    assert page.locator("main").get_by_text("Ilse").count() == 2
    page.keyboard.press("z")
    page.get_by_text("undone", exact=True).wait_for()
    assert verdicts(work) == ["same"]


def test_where_a_person_works_the_focus_is_kept(work, browse):
    page = browse(work)
    page.goto(f"{work.origin}/duplicates")
    heading(page, "Pair 1 of 12")
    page.get_by_role("button", name="Same").focus()
    page.keyboard.press("Enter")
    heading(page, "Pair 1 of 11")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement !== document.body")


def test_failed_files_can_be_read_again(work, browse):
    page = browse(work)
    page.goto(f"{work.origin}/failures")
    assert "interrupted-download.pdf" in page.locator("main").inner_text()
    page.keyboard.press("r")
    page.get_by_text("The failed files were read again.").wait_for(timeout=60_000)


@pytest.mark.parametrize("verdict", ["Same", "Different"])
def test_without_javascript_a_decision_is_taken_all_the_same(work, browse, verdict):
    page = browse(work, java_script_enabled=False)
    page.goto(f"{work.origin}/duplicates")
    page.get_by_role("button", name=verdict).press("Enter")
    page.get_by_role("heading", level=1, name="Pair 1 of 11").wait_for()
    assert verdicts(work) == [verdict.lower()]


def test_a_page_that_somebody_else_has_overtaken_says_so_and_decides_nothing(work, browse):
    page = browse(work)
    page.goto(f"{work.origin}/duplicates")
    other = page.context.new_page()
    other.goto(f"{work.origin}/duplicates")
    heading(other, "Pair 1 of 12")
    other.keyboard.press("s")
    heading(other, "Pair 1 of 11")
    page.keyboard.press("d")
    page.get_by_text("in the meantime").wait_for()
    browse.forgiven.append("409")
    assert verdicts(work) == ["same"]
