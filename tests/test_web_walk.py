import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from reviewing import build_corpus, client

LIST = "/records?sort=oldest&size=2"


@pytest.fixture(scope="module")
def built(tmp_path_factory, samples):
    return build_corpus(tmp_path_factory.mktemp("walk") / "samples.corpus", samples)


@pytest.fixture
def browser(built, tmp_path):
    return client(Path(shutil.copy(built, tmp_path / "samples.corpus")))


def links(browser, address: str) -> dict[str, str]:
    """Return where the keys of a page lead."""
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    tree = html.fromstring(answer.text)
    return {node.get("data-key"): node.get("href") for node in tree.xpath("//main//a[@data-key]")}


def first(browser, address: str = LIST) -> str:
    return html.fromstring(browser.get(address).text).xpath("//a[@data-row]/@href")[0]


def name(address: str) -> str:
    return urlsplit(address).path.split("/")[2]


def everything(browser) -> list[str]:
    return [hit["id"] for hit in browser.get("/records.json?sort=oldest&size=200").json()["hits"]]


def test_all_records_are_walked_along_in_the_order_of_the_list_and_back_again(browser):
    address, seen = first(browser), []
    while address:
        seen.append(address)
        address = links(browser, address).get("j")
    assert [name(each) for each in seen] == everything(browser)
    back = [seen[-1]]
    while address := links(browser, back[-1]).get("k"):
        back.append(address)
    assert back == seen[::-1]


def test_a_record_leads_back_to_its_page_of_the_list(browser):
    second = links(browser, first(browser))["j"]
    third = links(browser, second)["j"]
    assert links(browser, second)["l"] == LIST
    assert links(browser, third)["l"] == "/records?sort=oldest&page=2&size=2"


def test_a_record_that_nobody_came_to_from_a_list_has_nothing_before_or_after(browser):
    assert not {"j", "k", "l"} & links(browser, f"/records/{everything(browser)[0]}").keys()


@pytest.mark.parametrize("came", ["https://example.org/records", "//example.org", "/history", "/records?sort=loud", ""])
def test_no_other_address_is_taken_for_a_list(browser, came):
    answer = browser.get(f"/records/{everything(browser)[0]}", params={"from": came, "nth": "1"})
    assert answer.status_code == 200
    assert "example.org/records" not in answer.text
    assert 'class="walk"' not in answer.text


def test_where_what_was_done_takes_a_record_off_its_list_the_next_is_what_took_its_place(browser):
    address = "/records?status=partial&status=full&reviewed=none"
    record = first(browser, address)
    following = links(browser, record)["j"]
    text = links(browser, record)["e"]
    page = html.fromstring(browser.get(text).text)
    form = page.get_element_by_id("acts")
    fields = {field.name: field.value for field in form.inputs if field.type == "hidden"}
    answer = browser.post(form.action, data=fields | {"act": "accept-next"})
    assert answer.status_code == 200
    assert parse_qs(answer.url.query.decode())["from"] == [address]
    onward = links(browser, str(answer.url))
    assert name(onward["N"]) == name(following)
    assert urlsplit(onward["N"]).path.endswith("/alignment")
    assert name(links(browser, onward["b"])["j"]) == name(following)
