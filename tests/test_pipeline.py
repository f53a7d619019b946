"""A folder to a corpus: each run does only what is new, and the result depends on the folder alone."""

import io
import os
from itertools import chain

import pytest
from corpora import EN, page, write_pages

import align
from bicorpus import InputError, UsageError
from corpus import pipeline
from corpus.bitext import Bitext, text_key
from corpus.catalogue import Query
from corpus.encoder import LateEncoder
from corpus.export import jsonl
from corpus.holdings import Entry
from corpus.pipeline import build
from corpus.review import edit
from corpus.store import open_store
from dedupe import Decision
from ingest.bulk import FileResult, read_file, read_files


@pytest.fixture
def folder(tmp_path):
    write_pages(tmp_path / "pages", range(3))
    return tmp_path / "pages"


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "some.corpus", write=True) as opened:
        yield opened


@pytest.fixture(autouse=True)
def work(monkeypatch):
    """What was really done, by stage: files read, canonicals found, texts aligned. Files are read in this process."""
    done = {"read": [], "deduplicated": [], "aligned": []}

    def noted_read(entries, workers=1, limits=None, known=None):
        for result in chain.from_iterable(map(read_file, entries)):
            done["read"].append(result.entry.path)
            yield result

    def noted_align(abstract, encoder):
        done["aligned"].append(abstract["en"])
        return align_abstract(abstract, encoder)

    def noted_deduplicate(records, encoder, **options):
        found = deduplicate(records, encoder, **options)
        done["deduplicated"].append(len(found.canonicals))
        return found

    import dedupe

    align_abstract, deduplicate = pipeline.align_abstract, dedupe.deduplicate
    monkeypatch.setattr(pipeline, "read_files", noted_read)
    monkeypatch.setattr(pipeline, "align_abstract", noted_align)
    monkeypatch.setattr(dedupe, "deduplicate", noted_deduplicate)
    return done


def exported(store) -> bytes:
    out = io.BytesIO()
    jsonl.write(store.entries(), out)
    return out.getvalue()


def reset(done) -> None:
    for names in done.values():
        names.clear()


class TestFirstBuild:
    def test_every_page_becomes_a_record_a_canonical_and_aligned_sentences(self, folder, store):
        report = build(folder, store)
        assert (report.read, report.unchanged, report.counts.records, report.counts.papers) == (3, 0, 3, 3)
        for entry in store.entries():
            assert len(entry.bitext.en) == len(entry.bitext.zh) == 3
            assert sorted(i for bead in entry.bitext.beads for i in bead.en) == [0, 1, 2]

    def test_a_bad_file_is_a_failure_and_the_rest_is_in(self, folder, store):
        (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing that follows")
        report = build(folder, store)
        assert report.counts.records == 3
        ((path, reason),) = report.failures
        assert path == "broken.pdf"
        assert reason

    def test_the_corpus_may_lie_in_its_own_folder(self, folder):
        with open_store(folder / "my.corpus", write=True) as store:
            report = build(folder, store)
            assert not report.failures
            assert report.counts.files == 3

    def test_a_folder_that_is_not_there_is_refused(self, tmp_path, store):
        with pytest.raises(InputError, match="no such folder"):
            build(tmp_path / "nowhere", store)

    def test_the_number_of_workers_changes_nothing(self, folder, store, tmp_path, monkeypatch):
        build(folder, store)
        monkeypatch.setattr(pipeline, "read_files", read_files)
        with open_store(tmp_path / "other.corpus", write=True) as other:
            build(folder, other, workers=2)
            assert exported(other) == exported(store)


class TestNextBuild:
    def test_nothing_is_done_when_nothing_changed(self, folder, store, work):
        before = build(folder, store)
        reset(work)
        after = build(folder, store)
        assert work == {"read": [], "deduplicated": [], "aligned": []}
        assert (after.read, after.unchanged, after.counts) == (0, 3, before.counts)

    def test_only_a_new_file_is_read_and_aligned(self, folder, store, work):
        build(folder, store)
        reset(work)
        write_pages(folder / "more", range(7, 8))
        build(folder, store)
        assert work["read"] == ["more/007.html"]
        assert work["deduplicated"] == [4]
        assert ["ward 7" in text for text in work["aligned"]] == [True]

    def test_a_changed_file_is_read_again_and_gives_what_a_fresh_build_gives(self, folder, store, work, tmp_path):
        build(folder, store)
        reset(work)
        (folder / "001.html").write_text(page(1, en="It was stopped. Nobody knows why.", zh="研究已终止。原因不明。"))
        build(folder, store)
        assert work["read"] == ["001.html"]
        assert work["aligned"] == ["It was stopped. Nobody knows why."]
        with open_store(tmp_path / "fresh.corpus", write=True) as fresh:
            build(folder, fresh)
            assert exported(fresh) == exported(store)

    def test_a_file_with_a_new_date_and_the_same_bytes_is_not_read(self, folder, store, work):
        build(folder, store)
        reset(work)
        os.utime(folder / "001.html", ns=(1, 1))
        assert build(folder, store).read == 0
        assert store.files()["001.html"].mtime_ns == 1
        assert work == {"read": [], "deduplicated": [], "aligned": []}

    def test_a_file_that_is_gone_leaves_nothing_behind(self, folder, store, tmp_path):
        build(folder, store)
        (folder / "001.html").unlink()
        report = build(folder, store)
        assert (report.gone, report.counts.records, report.counts.papers) == (1, 2, 2)
        with open_store(tmp_path / "fresh.corpus", write=True) as fresh:
            build(folder, fresh)
            assert exported(fresh) == exported(store)

    def test_a_renamed_file_is_a_new_file_and_an_old_one_gone(self, folder, store, work):
        build(folder, store)
        reset(work)
        (folder / "001.html").rename(folder / "eins.html")
        report = build(folder, store)
        assert work["read"] == ["eins.html"]
        assert work["aligned"] == []
        assert report.counts.records == 3

    def test_a_failed_file_is_not_tried_again_until_it_changes(self, folder, store, work):
        (folder / "bad.html").write_bytes(b"")
        build(folder, store)
        reset(work)
        assert len(build(folder, store).failures) == 1
        assert not work["read"]
        (folder / "bad.html").write_text(page(9), encoding="utf-8")
        assert not build(folder, store).failures
        assert work["read"] == ["bad.html"]

    def test_a_file_that_could_not_be_opened_is_tried_again(self, folder, store, work, monkeypatch):
        def unreadable(entries, *_):
            return (FileResult(entry, "", (), "cannot be opened: Permission denied") for entry in entries)

        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "read_files", unreadable)
            assert len(build(folder, store).failures) == 3
        assert build(folder, store).failures == ()
        assert work["read"] == ["000.html", "001.html", "002.html"]

    def test_canonical_ids_survive_a_new_mirror_of_the_same_paper(self, folder, store):
        build(folder, store)
        before = {c.id for c in store.canonicals()}
        (folder / "000-mirror.html").write_text(page(0), encoding="utf-8")
        report = build(folder, store)
        assert report.counts.merged == 1
        assert {c.id for c in store.canonicals()} == before

    def test_a_person_s_decision_holds_in_later_builds(self, folder, store):
        (folder / "000-mirror.html").write_text(page(0), encoding="utf-8")
        assert build(folder, store).counts.papers == 3
        store.journal.decide([Decision("000.html", "000-mirror.html", "different")])
        assert build(folder, store).counts.papers == 4
        write_pages(folder, range(5, 6))
        assert build(folder, store).counts.papers == 5

    def test_a_merge_undone_restores_the_corpus_to_the_byte(self, folder, store):
        build(folder, store)
        before = exported(store)
        act = store.journal.decide([Decision("000.html", "001.html", "same")])
        assert build(folder, store).counts.papers == 2
        store.journal.undo(act)
        build(folder, store)
        assert exported(store) == before

    def test_a_merge_undone_after_more_pages_came_gives_both_ids_back(self, folder, store):
        build(folder, store)
        ids = {member: c.id for c in store.canonicals() for member in c.members}
        act = store.journal.decide([Decision("001.html", "002.html", "same")])
        build(folder, store)
        for copy in ("002-a.html", "002-b.html"):
            (folder / copy).write_text(page(2), encoding="utf-8")
        assert build(folder, store).counts.papers == 2
        store.journal.undo(act)
        assert build(folder, store).counts.papers == 3
        after = {member: c.id for c in store.canonicals() for member in c.members}
        assert ids.items() <= after.items()
        assert after["002-a.html"] == after["002-b.html"] == ids["002.html"]

    def test_decisions_that_contradict_each_other_are_reported(self, folder, store):
        for left, right, verdict in (("0", "1", "same"), ("1", "2", "same"), ("0", "2", "different")):
            store.journal.decide([Decision(f"00{left}.html", f"00{right}.html", verdict)])
        report = build(folder, store)
        assert report.counts.papers == 2
        assert ["'000.html' and '001.html'" in warning for warning in report.warnings] == [True]
        assert build(folder, store).warnings == report.warnings


class TestAnotherFolder:
    def test_a_corpus_is_not_taken_over_by_another_folder_unless_told_to(self, folder, store, tmp_path):
        build(folder, store)
        write_pages(tmp_path / "other", range(8, 9))
        with pytest.raises(UsageError, match=r"was built from .*--force"):
            build(tmp_path / "other", store)
        assert store.counts().records == 3
        assert build(tmp_path / "other", store, force=True).counts.records == 1

    def test_a_moved_folder_is_not_read_again(self, folder, store, work):
        build(folder, store)
        reset(work)
        moved = folder.rename(folder.with_name("moved"))
        assert build(moved, store, force=True).read == 0

    def test_an_empty_folder_does_not_empty_a_corpus_unless_told_to(self, folder, store):
        build(folder, store)
        for file in folder.iterdir():
            file.unlink()
        with pytest.raises(UsageError, match="holds no file, and the corpus 3"):
            build(folder, store)
        assert store.counts().records == 3
        assert build(folder, store, force=True).counts.records == 0


@pytest.fixture
def no_model(monkeypatch):
    def refuse(name, **_):
        raise InputError(f"{name}: can't be loaded")

    with monkeypatch.context() as patch:
        patch.setattr(align, "load_encoder", refuse)
        yield patch


def test_a_model_that_cannot_be_loaded_is_told_and_everything_before_it_is_kept(folder, store, work, no_model):
    for read in (["000.html", "001.html", "002.html"], []):
        with pytest.raises(InputError, match="other: can't be loaded"):
            build(folder, store, encoder=LateEncoder("other"))
        assert work["read"] == read
        reset(work)
    no_model.undo()
    build(folder, store)
    assert not work["read"]
    assert len(work["aligned"]) == 3


def test_a_text_that_breaks_the_aligner_is_a_failure_until_it_does_not(folder, store, monkeypatch):
    def breaking(abstract, encoder):
        if "ward 1" in abstract["en"]:
            raise FloatingPointError("overflow")
        return align_abstract(abstract, encoder)

    align_abstract = pipeline.align_abstract
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "align_abstract", breaking)
        ((name, reason),) = build(folder, store).failures
    assert reason == "cannot be aligned: FloatingPointError: overflow"
    assert [e.canonical.id for e in store.entries() if e.bitext is None] == [name]
    assert not store.is_finished()
    report = build(folder, store)
    assert (report.read, report.failures) == (0, ())
    assert store.is_finished()


@pytest.mark.usefixtures("no_model")
def test_texts_in_one_language_need_no_encoder(tmp_path, store):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text(page(1, en=EN, zh="").replace("摘要", ""), encoding="utf-8")
    report = build(tmp_path / "pages", store)
    (entry,) = store.entries()
    assert entry.bitext.coverage.status == "english only"
    assert report.counts.papers == 1


class TestReviewed:
    """A person's work on an alignment holds, whatever aligns the corpus afterwards."""

    FIXED = "血压下降了12毫米汞柱。"

    def fix(self, store, place=1) -> Entry:
        """Edit the Chinese of a bead of the first record, and return that record."""
        entry = next(store.entries())
        after = edit(entry.bitext, place, "zh", [self.FIXED])
        store.journal.review(text_key(entry.canonical.record.abstract), entry.canonical.id, entry.bitext, after, "edit")
        return entry

    def said(self, bitext: Bitext) -> list[str]:
        return [bitext.texts(bitext.beads[place])[1] for place in bitext.accepted]

    def test_another_aligner_leaves_what_a_person_accepted(self, folder, store, monkeypatch):
        build(folder, store)
        fixed = self.fix(store)
        monkeypatch.setattr(pipeline, "__version__", "99.0")
        build(folder, store)
        bitext = store.entry(fixed.canonical.id).bitext
        assert self.said(bitext) == [self.FIXED]
        assert bitext.coverage.status == "full"

    def test_a_record_whose_abstract_changes_keeps_the_sentences_that_stay(self, folder, store, work):
        build(folder, store)
        fixed = self.fix(store)
        changed = folder / fixed.canonical.record.source.path
        text = changed.read_text(encoding="utf-8")
        changed.write_text(text.replace("未见不良反应。", "未见严重不良反应。随访结束。"), encoding="utf-8")
        build(folder, store)
        entry = store.entry(fixed.canonical.id)
        assert "随访结束" in entry.canonical.record.abstract["zh"]
        assert self.said(entry.bitext) == [self.FIXED]
        assert [s.text for s in entry.bitext.zh][-2:] == ["未见严重不良反应。", "随访结束。"]

    def test_what_the_search_finds_follows_the_records(self, folder, store):
        build(folder, store)
        assert store.catalogue.unindexed() == 0
        assert store.catalogue.find(Query(q="血压 12")).total == 3
        write_pages(folder, range(1))
        (folder / "001.html").unlink()
        build(folder, store)
        assert store.catalogue.find(Query(q="血压 12")).total == 2
