import json
from collections import Counter
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from jinja2 import Environment
from jinja2.ext import extract_from_ast
from reviewing import BASE, build_corpus, client

from corpus import wording
from corpus.coverage import STATUS_NAMES
from corpus.overview import overview
from corpus.store import open_store
from corpus.web import facets, templating
from corpus.web.findings import KINDS
from corpus.web.pages import integer, local
from corpus.web.templating import percent, url
from corpus.web.twins import to_json
from corpus.web.views import exports, records

WEB = Path(templating.__file__).parent
HTMX = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"
"""Of dist/htmx.min.js in the npm package htmx.org 2.0.11 (0BSD), which this is to be, byte for byte."""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, samples):
    return build_corpus(tmp_path_factory.mktemp("app") / "samples.corpus", samples)


def test_htmx_is_the_one_that_was_published():
    assert sha256((WEB / "static" / "htmx.min.js").read_bytes()).hexdigest() == HTMX


class TestPages:
    @pytest.mark.parametrize("path", ["/", "/failures", "/records", "/history"])
    def test_each_has_landmarks_a_skip_link_and_a_place_for_messages(self, corpus, path):
        text = client(corpus).get(path).text
        for part in ("<header", "<nav aria-label=", '<main id="main"', 'class="skip" href="#main"', 'role="status"'):
            assert part in text

    @pytest.mark.parametrize("path", ["/", "/failures", "/records", "/history"])
    def test_none_has_styles_or_scripts_of_its_own(self, corpus, path):
        text = client(corpus).get(path).text
        assert " style=" not in text
        assert "<style" not in text
        assert "<script>" not in text
        assert " onclick" not in text

    @pytest.mark.parametrize("path", ["/failures.json", "/records.json", "/history.json", "/index.json", "/jobs.json"])
    def test_each_has_a_twin(self, corpus, path):
        answer = client(corpus).get(path)
        assert answer.headers["content-type"] == "application/json"
        assert isinstance(answer.json(), dict)

    def test_a_twin_says_what_its_page_shows(self, corpus):
        with open_store(corpus) as store:
            expected = json.loads(to_json(overview(store)))
        assert client(corpus).get("/index.json").json()["overview"] == expected

    def test_a_template_that_names_what_is_not_there_fails(self):
        with pytest.raises(Exception, match="frame"):
            templating.render("base.html", "en")


class TestOverview:
    def test_it_leads_to_the_records_that_it_counts(self, corpus):
        text = client(corpus).get("/").text
        for address in ("/records?status=partial", "/records?site=veeva", "/records?year=2023", "/failures"):
            assert f'href="{address}"' in text
        assert client(corpus).get("/records.json?status=partial").json()["total"] == 1

    def test_it_says_what_to_do_next(self, corpus):
        text = client(corpus).get("/").text
        assert "See why 3 files failed" in text
        assert "Close the gaps of 1 record<" in text

    def test_an_unfinished_build_is_told(self, corpus, tmp_path):
        path = tmp_path / "u.corpus"
        path.write_bytes(corpus.read_bytes())
        with open_store(path, write=True) as store:
            store.rows("UPDATE state SET value = '0 x' WHERE key = 'deduplicated'")
        assert "The last build did not come to its end." in client(path).get("/").text

    def test_an_empty_corpus_is_told_how_to_fill(self, tmp_path):
        with open_store(tmp_path / "e.corpus", write=True):
            pass
        answer = client(tmp_path / "e.corpus").get("/")
        assert answer.status_code == 200
        assert "bicorpus build FOLDER e.corpus" in answer.text


class TestFailures:
    def test_files_are_listed_with_their_reasons(self, corpus):
        found = client(corpus).get("/failures.json").json()
        assert found["total"] == 3
        assert found["failures"][0]["name"] == "journals/interrupted-download.pdf"

    def test_a_reason_leads_to_its_files(self, corpus):
        [reason] = [r for r in client(corpus).get("/failures.json").json()["reasons"] if r["name"] == "damaged PDF"]
        found = client(corpus).get(reason["address"].replace("?", ".json?")).json()
        assert found["total"] == reason["count"] == 1


class TestExports:
    def test_a_download_is_what_the_command_writes(self, corpus, tmp_path):
        from corpus.cli import main

        assert main(["export", str(corpus), "-f", "tmx", "-o", str(tmp_path / "a.tmx")]) == 0
        answer = client(corpus).get("/export/tmx")
        assert answer.content == (tmp_path / "a.tmx").read_bytes()
        assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''samples.tmx"

    @pytest.mark.parametrize("name", ["csv", "jsonl", "ris", "xliff", "gold"])
    def test_every_offer_is_kept(self, corpus, name):
        answer = client(corpus).get(f"/export/{name}")
        assert answer.status_code == 200
        assert len(answer.content) == int(answer.headers["content-length"])

    def test_no_other_format_is_known(self, corpus):
        assert client(corpus).get("/export/exe").status_code == 404


class TestLanguage:
    def test_the_browser_prefers_one(self, corpus):
        assert '<html lang="zh-Hans">' in client(corpus, **{"Accept-Language": "zh-CN,zh;q=0.9"}).get("/").text
        assert '<html lang="en">' in client(corpus, **{"Accept-Language": "de"}).get("/").text

    def test_the_person_chooses_one_and_stays_where_they_are(self, corpus):
        asker = client(corpus)
        answer = asker.get("/language?to=zh&back=/records?q=a", follow_redirects=False)
        assert answer.headers["location"] == "/records?q=a"
        assert "没有找到记录" in asker.get("/records?q=zzzz").text

    @pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "", "/a\nb"])
    def test_it_leads_to_no_other_site(self, corpus, back):
        answer = client(corpus).get("/language", params={"to": "zh", "back": back}, follow_redirects=False)
        assert answer.headers["location"] == "/"

    def test_another_language_is_none(self, corpus):
        assert "set-cookie" not in client(corpus).get("/language?to=xx", follow_redirects=False).headers


class TestWording:
    def test_every_text_of_a_template_has_its_chinese(self):
        texts = {text for template in sorted((WEB / "templates").iterdir()) for text in _texts(template)}
        assert sorted(texts.difference(wording.chinese())) == []

    def test_so_have_the_names_that_code_gives_to_what_pages_show(self):
        named = {*facets.NAMES.values(), *STATUS_NAMES.values(), *records.NAMES.values(), *KINDS}
        named |= {name for names in facets.WORDED.values() for name in names.values()}
        named |= {form.purpose for form in exports.FORMS.values()}
        assert sorted(named.difference(wording.chinese())) == []

    def test_no_text_is_in_two_tables_that_could_contradict_each_other(self):
        areas = (import_module(f"corpus.wording.{area.name}") for area in iter_modules(wording.__path__))
        counts = Counter(text for area in areas for text in area.ZH)
        assert [text for text, count in counts.items() if count > 1] == []

    def test_placeholders_are_the_same_in_both(self):
        def names(text: str) -> set[str]:
            return {name for _, name, _, _ in _parse(text) if name}

        assert [en for en, zh in wording.chinese().items() if names(en) != names(zh)] == []

    def test_a_sentence_made_of_a_value_is_told_in_chinese_with_the_value(self):
        told = wording.retell("another job is running; wait for its end", "zh")
        assert told == "另一项任务正在运行，请等待其结束"
        english = "act 12 (merged) was followed by others on the same; undo those first"
        assert wording.retell(english, "zh") == "第 12 号操作（已合并）之后同一对象又有改动，须先撤销那些改动"
        assert wording.retell(english, "en") == english
        assert wording.retell("the moon is full", "zh") == "the moon is full"

    def test_why_a_file_failed_is_told_in_chinese(self, corpus):
        text = client(corpus, **{"Accept-Language": "zh-CN"}).get("/failures").text
        assert "PDF 已损坏：找不到页面目录" in text
        assert "damaged PDF" not in text.replace("reason=damaged", "")

    def test_a_refusal_is_in_the_language_of_the_page_and_its_twin_in_english(self, corpus):
        chinese = client(corpus, **{"Accept-Language": "zh-CN"})
        assert "没有 ID 为 " in chinese.get("/records/nothing").text
        assert "no canonical record has the id" in chinese.get("/records/nothing.json").json()["error"]

    def test_a_count_of_one_is_singular_in_english_only(self):
        assert templating.plural("en")("{n} record", "{n} records", 1) == "1 record"
        assert templating.plural("en")("{n} record", "{n} records", 1234) == "1,234 records"
        assert templating.plural("zh")("{n} record", "{n} records", 1) == "1 条记录"


class TestReading:
    def test_numbers_of_a_query_are_kept_within_bounds(self):
        assert [integer(text, 1, 1, 9) for text in ("3", "0", "99", "x", "", None, "1e3", "٣")] == [
            3,
            1,
            9,
            1,
            1,
            1,
            1,
            3,
        ]

    def test_an_address_is_local_or_not_taken(self):
        assert [local(text) for text in ("/a?b=c", "http://x/", "//x", "/\\x", None)] == ["/a?b=c", "/", "/", "/", "/"]

    def test_addresses_leave_out_what_is_empty_and_repeat_what_is_several(self):
        assert url("/a", b="", c=None, d=(), e=("1", "中"), f=0) == "/a?e=1&e=%E4%B8%AD&f=0"

    def test_a_share_is_nothing_or_all_only_where_it_is(self):
        assert [percent(share) for share in (0, 0.001, 0.5, 0.999, 1)] == ["0%", "1%", "50%", "99%", "100%"]


def test_the_page_before_is_taken_from_this_site_only(corpus):
    asker = client(corpus)
    for referer, to in ((f"{BASE}/records?q=a", "/records?q=a"), ("http://evil.example/records", "/"), (None, "/")):
        headers = {"Referer": referer} if referer else {}
        assert asker.post("/jobs/dismiss", headers=headers, follow_redirects=False).headers["location"] == to


def _texts(template: Path):
    tree = Environment().parse(template.read_text(encoding="utf-8"))
    for _, function, said in extract_from_ast(tree, ["_", "_n"]):
        parts = said if isinstance(said, tuple) else (said,)
        text = parts[1] if function == "_n" else parts[0]
        if text is not None:
            yield text


def _parse(text: str):
    from string import Formatter

    return Formatter().parse(text)
