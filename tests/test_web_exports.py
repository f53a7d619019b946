import csv
import io

import pytest
from lxml import etree
from reviewing import build_corpus, client

from corpus.export import Selection
from corpus.store import open_store


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, samples):
    return build_corpus(tmp_path_factory.mktemp("exports") / "samples.corpus", samples)


def confidences(corpus, **query):
    answer = client(corpus).get("/export/csv", params=query)
    assert answer.status_code == 200
    return [float(row["confidence"]) for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))]


def test_a_choice_by_confidence_is_kept(corpus):
    everything = confidences(corpus)
    assert confidences(corpus, min_confidence="0.9") == [each for each in everything if each >= 0.9]
    assert confidences(corpus, min_confidence="0", kind="", accepted="0") == everything


def test_a_choice_of_what_people_accepted_holds_nothing_else(corpus):
    assert confidences(corpus, accepted="1") == []


def test_a_choice_by_kind_holds_no_other(corpus):
    text = client(corpus).get("/export/jsonl", params={"kind": "trial"}).text
    with open_store(corpus) as store:
        trials = sum(entry.canonical.kind == "trial" for entry in store.entries())
    assert len(text.splitlines()) == trials > 0


def test_xliff_is_written_in_the_direction_that_was_asked_for(corpus):
    for direction in ("en:zh-Hans", "zh-Hans:en"):
        answer = client(corpus).get("/export/xliff", params={"direction": direction})
        root = etree.fromstring(answer.content)
        assert f"{root.get('srcLang')}:{root.get('trgLang')}" == direction


def test_what_had_to_stay_out_is_told_by_the_next_page(corpus):
    browser = client(corpus)
    browser.get("/export/xliff")
    assert "samples.xlf: left out: " in browser.get("/").text
    assert "left out: " not in browser.get("/").text
    chinese = client(corpus, **{"Accept-Language": "zh-CN"})
    chinese.get("/export/xliff")
    assert "samples.xlf：未写出：" in chinese.get("/").text


def test_where_there_is_nothing_to_write_the_page_says_so(corpus):
    browser = client(corpus)
    came = {"Referer": f"{browser.base_url}/"}
    query = {"direction": "zh-Hant:en", "kind": "trial"}
    answer = browser.get("/export/xliff", params=query, headers=came)
    assert answer.url.path == "/"
    assert "there is no zh-Hant sentence to write" in answer.text
    assert client(corpus).get("/export/xliff", params=query).status_code == 400


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("csv", {"min_confidence": "2"}),
        ("csv", {"min_confidence": "most"}),
        ("csv", {"min_confidence": "nan"}),
        ("csv", {"kind": "book"}),
        ("xliff", {"direction": "en:fr"}),
        ("gold", {"kind": "paper"}),
    ],
)
def test_a_choice_that_is_none_is_refused_rather_than_forgotten(corpus, name, query):
    assert client(corpus).get(f"/export/{name}", params=query).status_code == 400


def test_the_form_offers_every_format_with_what_can_be_chosen(corpus):
    offers = {offer["name"]: offer for offer in client(corpus).get("/index.json").json()["formats"]}
    assert "en:zh-Hans" in offers["xliff"]["directions"]
    text = client(corpus).get("/").text
    for name, offer in offers.items():
        assert (f'href="/export/{name}"' if offer["is_reviewed"] else f'formaction="/export/{name}"') in text
    assert Selection._fields[:3] == ("min_confidence", "accepted", "kind")
    assert all(f'name="{field}"' in text for field in (*Selection._fields, "direction"))
