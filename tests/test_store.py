"""The corpus file: what is kept, what is forgotten, and what is refused."""

import sqlite3
from dataclasses import replace

import pytest
from corpora import EN, ZH, bitext, entry, mirrored, record, result

import corpus.schema
import corpus.store
from bicorpus import InputError, UsageError
from corpus.schema import transaction
from corpus.store import open_store
from corpus.wording import retell
from dedupe import Decision, Result, deduplicate


@pytest.fixture
def path(tmp_path):
    return tmp_path / "some.corpus"


@pytest.fixture
def store(path):
    with open_store(path, write=True) as opened:
        yield opened


def deduplicated(store, known=None) -> Result:
    found = deduplicate(list(store.records()), known=known)
    store.put_result(found, store.revision(), "method")
    return found


class TestFiles:
    def test_records_come_back_equal_and_in_the_order_of_ids_whatever_the_order_of_arrival(self, store):
        records = [record("b.html", title={"zh": "某药治疗"}), record("a.html"), record("c.html", zh="")]
        for each in records:
            store.put_file(result(each.id, each))
        assert list(store.records()) == sorted(records, key=lambda r: r.id)

    def test_a_file_read_again_replaces_what_it_gave_before(self, store):
        store.put_file(result("a.ris", record("a.ris#1"), record("a.ris#2")))
        store.put_file(result("a.ris", record("a.ris#2", en="Other text.")))
        assert list(store.records()) == [record("a.ris#2", en="Other text.")]

    def test_a_file_that_is_gone_takes_its_records_along(self, store):
        store.put_file(result("a.html", record("a.html")))
        store.put_file(result("b.html", record("b.html")))
        assert store.forget(["a.html", "never-seen.html"]) == 1
        assert [r.id for r in store.records()] == ["b.html"]
        assert set(store.files()) == {"b.html"}

    def test_failed_files_are_listed_with_their_reasons(self, store):
        store.put_file(result("z.pdf", error="not a PDF"))
        store.put_file(result("a.pdf", error="encrypted"))
        store.put_file(result("b.html", record("b.html")))
        assert store.failures() == (("a.pdf", "encrypted"), ("z.pdf", "not a PDF"))

    def test_files_of_another_version_are_to_be_read_again(self, store, monkeypatch):
        store.put_file(result("a.html", record("a.html"), sha256="5a"))
        assert store.files()["a.html"].sha256 == "5a"
        monkeypatch.setattr(corpus.store, "__version__", "99")
        assert store.files()["a.html"].sha256 == ""

    def test_a_record_under_an_id_that_another_file_gave_is_refused_and_changes_nothing(self, store):
        store.put_file(result("a.csv", record("7")))
        with pytest.raises(InputError, match="id of a record in another file"):
            store.put_file(result("b.csv", record("8"), record("7")))
        assert [r.id for r in store.records()] == ["7"]
        assert set(store.files()) == {"a.csv"}

    def test_text_that_is_not_text_is_refused_and_changes_nothing(self, store):
        with pytest.raises(InputError, match="no text"):
            store.put_file(result("a.html", record("a.html", en="half of an emoji: \ud83d")))
        assert not store.files()


class TestMembers:
    def keep(self, store, *members: str, path: str = "a.zip", mtime_ns: int = 1) -> None:
        for member in members:
            store.put_file(replace(result(path, record(f"{path}!{member}"), sha256=member), member=member))
        store.put_file(replace(result(path), entry=entry(path, mtime_ns=mtime_ns)))

    def test_a_container_is_one_file_and_its_members_are_known_by_their_bytes(self, store):
        self.keep(store, "x.html", "y.html")
        assert set(store.files()) == {"a.zip"}
        assert store.counts().files == 1
        assert store.has_member("a.zip", "x.html", "x.html")
        assert not store.has_member("a.zip", "x.html", "other bytes")
        assert not store.has_member("b.zip", "x.html", "x.html")

    def test_members_of_another_version_are_not_known(self, store, monkeypatch):
        self.keep(store, "x.html")
        monkeypatch.setattr(corpus.store, "__version__", "99")
        assert not store.has_member("a.zip", "x.html", "x.html")

    def test_a_failed_member_is_known_unless_failed_ones_are_to_be_tried_again(self, store):
        store.put_file(replace(result("a.zip", error="empty file", sha256="5a"), member="x/y.html"))
        assert store.failures() == (("a.zip!x/y.html", "empty file"),)
        assert store.has_member("a.zip", "x/y.html", "5a")
        assert not store.has_member("a.zip", "x/y.html", "5a", failed=False)

    def test_members_that_do_not_turn_up_again_are_forgotten_when_their_container_ends(self, store):
        self.keep(store, "x.html", "y.html", "z.html")
        store.expect(entry("a.zip"))
        assert len(list(store.records())) == 3
        store.put_file(replace(result("a.zip"), member="x.html", is_known=True))
        self.keep(store, "z.html")
        assert [r.id for r in store.records()] == ["a.zip!x.html", "a.zip!z.html"]

    def test_a_container_that_is_being_read_is_not_finished(self, store):
        self.keep(store, "x.html")
        store.expect(entry("a.zip"))
        assert store.files()["a.zip"].sha256 == ""
        self.keep(store, "x.html")
        assert store.files()["a.zip"].sha256 == "5a"

    def test_members_that_are_known_change_nothing(self, store):
        self.keep(store, "x.html")
        before = store.revision()
        store.expect(entry("a.zip"))
        store.put_file(replace(result("a.zip"), member="x.html", is_known=True))
        store.put_file(result("a.zip"))
        assert store.revision() == before

    def test_a_file_named_like_a_member_is_another_one(self, store):
        store.put_file(result("a.zip!x.html", record("another id")))
        self.keep(store, "x.html")
        assert store.forget(["a.zip"]) == 1
        assert [r.id for r in store.records()] == ["another id"]


class TestRevision:
    def test_it_grows_with_records_and_decisions_and_not_with_files_that_gave_nothing(self, store):
        revisions = [store.revision()]
        store.put_file(result("bad.pdf", error="encrypted"))
        revisions.append(store.revision())
        store.put_file(result("a.html", record("a.html")))
        revisions.append(store.revision())
        store.touch(entry("a.html", mtime_ns=2))
        revisions.append(store.revision())
        store.journal.decide([Decision("a.html", "b.html", "different")])
        revisions.append(store.revision())
        store.forget(["a.html"])
        revisions.append(store.revision())
        assert revisions == [0, 0, 1, 1, 2, 3]

    def test_canonical_records_are_current_until_a_record_a_decision_or_the_method_changes(self, store):
        store.put_file(result("a.html", record("a.html")))
        assert not store.is_deduplicated("method")
        deduplicated(store)
        assert store.is_deduplicated("method")
        assert not store.is_deduplicated("newer method")
        store.put_file(result("b.html", record("b.html")))
        assert not store.is_deduplicated("method")

    def test_a_decision_taken_while_deduplication_ran_is_not_lost(self, store):
        store.put_file(result("a.html", record("a.html")))
        before = store.revision()
        found = deduplicate(list(store.records()))
        store.journal.decide([Decision("b.html", "a.html", "same")])
        store.put_result(found, before, "method")
        assert not store.is_deduplicated("method")
        assert store.decisions() == (Decision("a.html", "b.html", "same"),)


class TestDecisions:
    def test_decisions_that_were_left_aside_are_told_until_the_next_result(self, store):
        store.put_file(result("a.html", record("a.html")))
        store.put_result(Result((), (), (), ("a and b",)), store.revision(), "method")
        assert store.warnings() == ("a and b",)
        deduplicated(store)
        assert store.warnings() == ()


class TestCanonicals:
    def test_a_link_names_the_canonical_record_on_its_other_end(self, store):
        store.put_file(result("a.html", mirrored("a.html")))
        store.put_file(result("b.html", mirrored("b.html")))
        found = deduplicated(store)
        (only,) = store.entries()
        assert (only.canonical,) == found.canonicals
        assert [(link.left, link.right, other) for link, other in only.relations] == [
            ("a.html", "b.html", only.canonical.id)
        ]

    def test_counts_add_up(self, store):
        store.put_file(result("a.html", mirrored("a.html")))
        store.put_file(result("b.html", mirrored("b.html")))
        store.put_file(result("c.html", record("c.html", en="Other words.", zh="")))
        store.put_file(result("d.html", error="empty file"))
        deduplicated(store)
        counts = store.counts()
        assert (counts.files, counts.records, counts.canonicals, counts.merged) == (4, 3, 2, 1)


class TestBitexts:
    def test_texts_that_did_not_change_stay_aligned_when_everything_is_deduplicated_again(self, store):
        store.put_file(result("a.html", record("a.html", doi="10.5555/x")))
        deduplicated(store)
        (todo,) = store.unaligned("bundled 1")
        store.put_bitext(todo, bitext(), "bundled 1")
        store.put_file(result("b.html", record("b.html", doi="10.5555/y", en="Something else.")))
        deduplicated(store)
        assert [todo.canonical.members for todo in store.unaligned("bundled 1")] == [("b.html",)]
        assert [e.bitext for e in store.entries() if e.canonical.members == ("a.html",)] == [bitext()]

    def test_texts_that_are_gone_are_forgotten(self, store, path):
        store.put_file(result("a.html", record("a.html")))
        deduplicated(store)
        store.put_bitext(next(store.unaligned("bundled 1")), bitext(), "bundled 1")
        store.put_file(result("a.html", record("a.html", en="Other text.")))
        deduplicated(store)
        assert [e.bitext for e in store.entries()] == [None]
        with sqlite3.connect(path) as raw:
            assert raw.execute("SELECT count(*) FROM bitexts").fetchone() == (0,)
        raw.close()

    def test_another_encoder_aligns_everything_again(self, store):
        store.put_file(result("a.html", record("a.html")))
        deduplicated(store)
        store.put_bitext(next(store.unaligned("bundled 1")), bitext(), "bundled 1")
        assert not list(store.unaligned("bundled 1"))
        assert len(list(store.unaligned("LaBSE 1"))) == 1

    def test_equal_texts_are_aligned_once(self, store):
        for name in ("a", "b"):
            store.put_file(result(name, record(name, doi=f"10.5555/{name}", title={"en": f"A study of {name * 9}"})))
        assert len(deduplicated(store).canonicals) == 2
        (todo,) = store.unaligned("bundled 1")
        store.put_bitext(todo, bitext(), "bundled 1")
        assert [e.bitext for e in store.entries()] == [bitext(), bitext()]

    def test_records_without_an_abstract_have_nothing_to_align(self, store):
        store.put_file(result("a.html", record("a.html", en="", zh="", title={"en": "A title"})))
        deduplicated(store)
        assert not list(store.unaligned("bundled 1"))
        assert store.is_finished()


def test_a_full_disk_is_told_in_one_line_and_what_was_kept_stays(path):
    def fill():
        with open_store(path, write=True) as store:
            store.put_file(result("a.html", record("a.html")))
            store._db.execute("PRAGMA max_page_count = 40")
            store.put_file(result("b.html", record("b.html", en="long " * 1_000_000)))

    with pytest.raises(InputError, match=r"some.corpus: database or disk is full"):
        fill()
    with open_store(path) as store:
        assert [r.id for r in store.records()] == ["a.html"]


class TestOpening:
    def test_reading_creates_nothing(self, path):
        with pytest.raises(InputError, match="no such corpus"), open_store(path):
            pass
        assert not list(path.parent.iterdir())

    def test_a_closed_corpus_is_one_file_and_reading_leaves_it_as_it_is(self, path):
        with open_store(path, write=True) as store:
            store.put_file(result("a.html", record("a.html")))
        before = path.read_bytes()
        with open_store(path) as store:
            assert [r.abstract for r in store.records()] == [{"en": EN, "zh": ZH}]
        assert list(path.parent.iterdir()) == [path]
        assert path.read_bytes() == before

    def test_reading_cannot_write(self, path):
        with open_store(path, write=True):
            pass
        with pytest.raises(InputError, match="readonly"), open_store(path) as store:
            store.forget(["a.html"])

    def test_one_reads_while_another_writes(self, path):
        with open_store(path, write=True) as writer:
            writer.put_file(result("a.html", record("a.html")))
            with open_store(path) as reader:
                writer.put_file(result("b.html", record("b.html")))
                assert [r.id for r in reader.records()] == ["a.html", "b.html"]

    @pytest.mark.parametrize("write", [False, True])
    def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(self, path, write):
        path.write_text("a letter to my aunt, of some length\n" * 100)
        with pytest.raises(InputError, match=r"some.corpus: is not a corpus"), open_store(path, write=write):
            pass
        assert path.read_text().startswith("a letter")

    @pytest.mark.parametrize("write", [False, True])
    def test_another_program_s_database_is_refused(self, path, write):
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE bookmarks (url)")
        other.close()
        with pytest.raises(InputError, match="not a corpus"), open_store(path, write=write):
            pass

    @pytest.mark.parametrize("write", [False, True])
    def test_a_corpus_of_a_newer_format_says_to_install_a_newer_version(self, path, write):
        with open_store(path, write=True):
            pass
        with sqlite3.connect(path) as raw:
            raw.execute("PRAGMA user_version = 999")
        raw.close()
        with pytest.raises(InputError, match=r"format 999.*install a newer"), open_store(path, write=write):
            pass

    def test_a_place_that_cannot_hold_a_corpus_is_refused(self, tmp_path):
        for place, reason in ((tmp_path, "is a folder"), (tmp_path / "no" / "x.corpus", "no folder")):
            with pytest.raises(UsageError, match=reason), open_store(place, write=True):
                pass


def test_who_waits_in_vain_for_another_to_finish_writing_is_told_to_try_again(store, path, monkeypatch):
    monkeypatch.setattr(corpus.schema, "BUSY_TIMEOUT_S", 0.05)
    failing = pytest.raises(InputError, match="try again")
    with transaction(store._db), failing as told, open_store(path, write=True) as other:
        other.set_folder("/pages")
    assert store.folder() is None
    assert "请稍后重试" in retell(str(told.value), "zh")
