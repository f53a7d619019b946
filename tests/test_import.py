"""A corpus file from the result of a build on Spark: the same as one that was built on one machine from the pages."""

import io
import shutil
import sys

import msgspec
import pytest
from corpora import EN, entry, mirrored, record
from lakes import write_lake, write_table

import corpus.schema
from bicorpus import InputError, MissingExtraError, UsageError
from corpus.bitext import text_key
from corpus.choosing import Wanted
from corpus.cli import main
from corpus.encoder import LateEncoder
from corpus.export import EXPORTERS, exporter
from corpus.importing import import_lake
from corpus.lake import About, RecordRow, record_row
from corpus.pipeline import align_store, build, complete
from corpus.review import accept
from corpus.store import open_store
from dedupe.link import Decision, Link, Result
from dedupe.merge import merge
from ingest.bulk import FileResult
from ingest.record import Source, Trial

pytest.importorskip("pyarrow")

TABLES = {
    "files": "*",
    "records": "*",
    "canonicals": "*",
    "members": "*",
    "links": "*",
    "bitexts": "*",
    "catalogue": "number, indexed, texts, kind, year, langs, title, members, status, en, en_translated, zh, "
    "zh_translated, findings, confidence, accepted, beads",
    "sites": "*",
    "finding_kinds": "*",
}


def contents(path) -> dict[str, list]:
    with open_store(path) as store:
        found = {table: list(store.rows(f"SELECT {columns} FROM {table}")) for table, columns in TABLES.items()}
        words = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid"
        found["search"] = [list(store.rows(words, word)) for word in ("quercimab", "patient", "trial")]
        kept = "SELECT key, value FROM state WHERE key IN ('folder', 'model', 'warnings', 'search')"
        found["state"] = [*store.rows(kept), store.is_current(), store.is_finished(), store.counts()]
    return found


def exports(path) -> dict[str, bytes]:
    found = {}
    for name in EXPORTERS:
        if not EXPORTERS[name].parts and not EXPORTERS[name].is_reviewed:
            with open_store(path) as store:
                exporter(name).write(store.entries(), out := io.BytesIO())
            found[name] = out.getvalue()
    return found


@pytest.fixture(scope="module")
def built(samples, tmp_path_factory):
    path = tmp_path_factory.mktemp("built") / "built.corpus"
    with open_store(path, write=True) as store:
        build(samples / "pages", store)
        write_lake(store, path.with_name("out"))
    return path


@pytest.fixture
def out(built, tmp_path):
    return shutil.copytree(built.with_name("out"), tmp_path / "out")


@pytest.fixture
def imported(out, tmp_path):
    path = tmp_path / "my.corpus"
    import_lake(str(out), path)
    return path


def made(folder, *records, bytes_of: str = "5a"):
    """Build a corpus of records, and write it as a lake."""
    with open_store(folder / "made.corpus", write=True) as store:
        store.set_folder("/invented/pages")
        for one in records:
            store.put_file(FileResult(entry(one.source.path), bytes_of, (one,), None))
        complete(store, LateEncoder())
        shutil.rmtree(folder / "out", ignore_errors=True)
        return str(write_lake(store, folder / "out"))


def trial(name: str, site: str = "chictr", start: str = "2021-03", **fields):
    one = record(name, title={"en": f"Trial of the invented drug {name}"}, **fields)
    return msgspec.structs.replace(one, kind="trial", site=site, trial=Trial(start=start))


def ids(path) -> set[str]:
    with open_store(path) as store:
        return {name for canonical in store.canonicals() for name in canonical.members}


def chosen(out: str, path, **wanted) -> set[str]:
    import_lake(out, path, Wanted(**wanted), force=True)
    return ids(path)


class TestWhole:
    def test_every_table_is_that_of_a_build_on_one_machine(self, built, imported):
        there, here = contents(built), contents(imported)
        assert {table: here[table] == there[table] for table in there} == dict.fromkeys(there, True)

    def test_every_export_is_the_same_bytes(self, built, imported):
        assert exports(imported) == exports(built)

    def test_nothing_is_merged_or_aligned_again(self, out, tmp_path, monkeypatch):
        for again in ("dedupe.deduplicate", "corpus.pipeline.align_abstract"):
            monkeypatch.setattr(again, lambda *_, **__: pytest.fail("computed again"))
        import_lake(str(out), tmp_path / "my.corpus")
        with open_store(tmp_path / "my.corpus", write=True) as store:
            complete(store, LateEncoder(*store.model()))

    def test_importing_again_changes_nothing(self, out, imported):
        before = contents(imported)
        import_lake(str(out), imported)
        assert contents(imported) == before

    def test_a_newer_result_takes_the_place_of_an_older_and_names_keep_their_numbers(self, tmp_path):
        old = made(tmp_path, *(mirrored(f"{name}.html", doi=f"10.5555/{name}") for name in "bcd"))
        import_lake(old, tmp_path / "my.corpus")
        numbers = "SELECT id, number FROM canonicals ORDER BY id"
        with open_store(tmp_path / "my.corpus") as store:
            before = dict(store.rows(numbers))
        (tmp_path / "made.corpus").unlink()
        new = made(tmp_path, *(mirrored(f"{name}.html", doi=f"10.5555/{name}", en=f"{EN} New.") for name in "acd"))
        import_lake(new, tmp_path / "my.corpus")
        with open_store(tmp_path / "my.corpus") as store:
            after = dict(store.rows(numbers))
        assert {name: after[name] for name in before.keys() & after.keys()} == {
            name: before[name] for name in before.keys() & after.keys()
        }
        assert len(before.keys() & after.keys()) == 2
        assert ids(tmp_path / "my.corpus") == {"a.html", "c.html", "d.html"}

    def test_the_summary_says_what_came_and_what_is_next(self, out, tmp_path, capfd):
        assert main(["import", str(out), str(tmp_path / "my.corpus"), "--kind", "trial"]) == 0
        told = capfd.readouterr().err
        assert "1 canonical record from" in told
        assert "left out   8 canonical records" in told
        assert f"bicorpus review {tmp_path / 'my.corpus'} --open" in told


class TestPart:
    @pytest.fixture
    def out(self, tmp_path):
        return made(
            tmp_path,
            trial("a.html", start="2019-05"),
            trial("b.html", start="2021", en=f"{EN} B."),
            trial("c.html", site="isrctn", en=f"{EN} C.", zh=""),
            record("d.html", title={"en": "A paper without a year"}, doi="10.5555/ABC", en=f"{EN} D."),
            mirrored("e.html", doi="10.5555/e"),
            mirrored("f.html", doi="10.5555/e"),
        )

    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            ({"kind": "trial"}, "abc"),
            ({"kind": "trial", "years": ("2020-",)}, "bc"),
            ({"years": ("unknown", "-2019")}, "ad"),
            ({"kind": "trial", "sites": ("isrctn",)}, "c"),
            ({"sites": ("isrctn", "generic")}, "cdef"),
            ({"both": True, "kind": "trial"}, "ab"),
            ({"statuses": ("english only",)}, "c"),
            ({"names": ("https://doi.org/10.5555/abc", "f.html")}, "def"),
            ({"names": ("doi:10.5555/ABC",), "kind": "paper"}, "d"),
        ],
    )
    def test_what_fits_is_carried_with_all_pages_of_it(self, out, tmp_path, wanted, found):
        assert chosen(out, tmp_path / "my.corpus", **wanted) == {f"{name}.html" for name in found}
        with open_store(tmp_path / "my.corpus") as store:
            assert {path for (path,) in store.rows("SELECT path FROM files")} == ids(tmp_path / "my.corpus")
            assert {other for one in store.entries() for _, other in one.relations} <= {
                one.canonical.id for one in store.entries()
            }
            assert store.is_finished()

    def test_a_sample_is_the_same_every_time_and_part_of_a_larger_one(self, out, tmp_path):
        samples = [chosen(out, tmp_path / f"{n}.corpus", sample=n) for n in (1, 2, 2, 9)]
        assert samples[0] < samples[1] == samples[2] < samples[3] == {f"{name}.html" for name in "abcdef"}

    def test_a_name_that_no_record_has_is_told(self, out, tmp_path, capfd):
        (tmp_path / "names.txt").write_text("a.html\n10.5555/absent\n\n")
        asked = ["import", out, str(tmp_path / "my.corpus"), "--ids", str(tmp_path / "names.txt")]
        assert main(asked) == 1
        assert "names.txt: 10.5555/absent: no record" in capfd.readouterr().err
        assert ids(tmp_path / "my.corpus") == {"a.html"}

    def test_nothing_fits(self, out, tmp_path):
        with pytest.raises(InputError, match="no canonical record of it fits"):
            chosen(out, tmp_path / "my.corpus", years=("1901",))
        assert not (tmp_path / "my.corpus").exists()

    def test_a_year_that_is_none(self, out, tmp_path):
        with pytest.raises(UsageError, match="2015-2020"):
            chosen(out, tmp_path / "my.corpus", years=("soon",))

    def test_uncertain_pairs_come_with_both_ends(self, tmp_path):
        with open_store(tmp_path / "made.corpus", write=True) as store:
            records = [record(f"{name}.html", en=f"{EN} {name}") for name in "abc"]
            for one in records:
                store.put_file(FileResult(entry(one.id), "5a", (one,), None))
            store.set_folder("/invented")
            merged = tuple(merge([one], f"paper-{one.id[0]}") for one in records)
            unsure = (Link("a.html", "c.html", "same-as", "uncertain", 0.4),)
            store.put_result(Result(merged, (), unsure), store.revision(), "made")
            align_store(store, LateEncoder())
            out = str(write_lake(store, tmp_path / "out"))
        assert chosen(out, tmp_path / "my.corpus", uncertain=True, names=("a.html",)) == {"a.html", "c.html"}
        with open_store(tmp_path / "my.corpus") as store:
            assert list(store.uncertain()) == list(unsure)

    def test_a_container_of_which_a_part_came_counts_as_unread(self, tmp_path):
        inner = [
            msgspec.structs.replace(trial(f"a.zip!{name}", start=year), source=Source("a.zip", member=name))
            for name, year in (("x", "2019"), ("y", "2021"))
        ]
        with open_store(tmp_path / "made.corpus", write=True) as store:
            store.set_folder("/invented")
            for one in inner:
                store.put_file(FileResult(entry("a.zip"), "5a", (one,), None, one.source.member))
            store.put_file(FileResult(entry("a.zip"), "5a", (), None))
            complete(store, LateEncoder())
            out = str(write_lake(store, tmp_path / "out"))
        assert chosen(out, tmp_path / "my.corpus", years=("2021",)) == {"a.zip!y"}
        with open_store(tmp_path / "my.corpus") as store:
            assert [row[:2] for row in store.rows("SELECT path, member FROM files")] == [("a.zip", ""), ("a.zip", "y")]
            assert store.files()["a.zip"].sha256 == ""


class TestWork:
    """What people did in a corpus, when a newer result comes."""

    def test_decisions_and_reviews_stay_and_hold(self, tmp_path):
        path = tmp_path / "my.corpus"
        import_lake(made(tmp_path, mirrored("a.html"), mirrored("b.html"), trial("t.html")), path)
        with open_store(path, write=True) as store:
            store.journal.decide([Decision("a.html", "b.html", "different")], who="Ilse")
            [reviewed] = [one for one in store.entries() if one.canonical.kind == "trial"]
            texts = text_key(reviewed.canonical.record.abstract)
            store.journal.review(texts, reviewed.canonical.id, reviewed.bitext, accept(reviewed.bitext, 0), "accept")
            acts, words = list(store.journal.acts()), store.decisions()
        (tmp_path / "made.corpus").unlink()
        longer = made(
            tmp_path, mirrored("a.html"), mirrored("b.html"), trial("t.html", en=f"{EN} More."), trial("u.html")
        )
        import_lake(longer, path)
        with open_store(path) as store:
            assert (list(store.journal.acts()), store.decisions()) == (acts, words)
            assert store.canonical_of("a.html") != store.canonical_of("b.html")
            assert (store.is_current(), store.pending(), store.is_finished()) == (True, 0, True)
            carried = store.entry(store.canonical_of("t.html")).bitext
            assert [carried.texts(carried.beads[place])[0] for place in carried.accepted] == [EN.split(". ")[0] + "."]
            assert {key for key, _ in store.reviewed()} == {reviewed.canonical.id}

    def test_a_reviewed_alignment_is_not_replaced(self, out, imported):
        with open_store(imported, write=True) as store:
            one = next(one for one in store.entries() if one.bitext and one.bitext.en and one.bitext.zh)
            texts, mine = text_key(one.canonical.record.abstract), accept(one.bitext, 0)
            store.journal.review(texts, one.canonical.id, one.bitext, mine, "accept")
        import_lake(str(out), imported)
        with open_store(imported) as store:
            assert store.entry(one.canonical.id).bitext == mine
            assert [n for (n,) in store.rows("SELECT accepted FROM catalogue WHERE texts = ?", texts)] == [1]

    def test_a_corpus_from_elsewhere_is_left_alone_without_force(self, built, out, tmp_path):
        other = shutil.copy(built, tmp_path / "other.corpus")
        before = contents(other)
        with pytest.raises(UsageError, match="--force"):
            import_lake(str(out), other, Wanted(kind="trial"))
        assert contents(other) == before
        import_lake(str(out), other, Wanted(kind="trial"), force=True)
        with open_store(other) as store:
            assert store.counts().canonicals == 1


class TestBadInput:
    def refused(self, out, path, words: str) -> None:
        before = contents(path) if path.exists() else None
        with pytest.raises(InputError, match=words):
            import_lake(str(out), path, force=True)
        assert (contents(path) if path.exists() else None) == before

    def test_no_folder_or_another_one(self, tmp_path):
        self.refused(tmp_path / "nowhere", tmp_path / "my.corpus", "nowhere: no such folder")
        self.refused(tmp_path, tmp_path / "my.corpus", "is not the result of bicorpus build --engine spark")

    @pytest.mark.parametrize("is_new", [True, False])
    def test_a_table_is_missing(self, out, imported, is_new):
        shutil.rmtree(out / "links")
        self.refused(out, imported.with_name("new.corpus") if is_new else imported, "table 'links' is missing")

    @pytest.mark.parametrize("table", ["canonicals", "records", "files"])
    def test_a_part_is_missing(self, out, imported, table):
        next((out / table).glob("*.parquet")).unlink()
        self.refused(out, imported, "lacks; copy the whole|has; copy the whole")

    def test_a_part_is_there_twice(self, out, imported):
        part = next((out / "records").glob("*.parquet"))
        shutil.copy(part, part.with_name("part-9.parquet"))
        self.refused(out, imported, "'records' has a row twice")

    def test_a_damaged_file_is_named(self, out, imported):
        part = sorted((out / "records").glob("*.parquet"))[1]
        part.write_bytes(part.read_bytes()[:-400])
        self.refused(out, imported, f"records/{part.name}: cannot be read")

    def test_bytes_that_are_damaged_amid_a_file(self, out, imported):
        part = min((out / "canonicals").glob("*.parquet"))
        data = bytearray(part.read_bytes())
        data[100:600] = bytes(500)
        part.write_bytes(data)
        self.refused(out, imported, f"canonicals/{part.name}")

    def test_another_format(self, out, imported):
        write_table(out, "about", [About("format", '"0"'), About("version", '"0.0.1"')])
        self.refused(out, imported, "has format '0', and this version of bicorpus knows '1'")

    def test_a_build_that_is_putting_its_tables_in_place(self, out, imported):
        (out / "_ready").touch()
        self.refused(out, imported, "is putting its tables in place")

    @pytest.mark.parametrize(
        ("body", "words"), [("{", "row 'x.html' cannot be understood"), ("{}", "required field"), (None, "holds 'y")]
    )
    def test_a_body_that_is_no_record(self, out, imported, body, words):
        row = record_row(record("y.html"))
        bad: RecordRow = msgspec.structs.replace(row, id="x.html", **({} if body is None else {"body": body}))
        write_table(out, "records", [bad])
        self.refused(out, imported, words)

    def test_a_column_is_missing(self, out, imported):
        shutil.rmtree(out / "coverage")
        shutil.copytree(out / "records", out / "coverage")
        self.refused(out, imported, "table 'coverage' has no column 'status'")

    def test_a_corpus_that_is_none(self, out, tmp_path):
        (tmp_path / "mine.txt").write_text("my own words")
        with pytest.raises(InputError, match="is not a corpus"):
            import_lake(str(out), tmp_path / "mine.txt", force=True)
        assert (tmp_path / "mine.txt").read_text() == "my own words"

    def test_an_address_of_an_unknown_kind(self, tmp_path):
        self.refused("gopher://out", tmp_path / "my.corpus", "gopher://out: cannot be read")

    def test_without_pyarrow(self, out, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(MissingExtraError, match=r"bicorpus\[parquet\]"):
            import_lake(str(out), tmp_path / "my.corpus")

    @pytest.mark.parametrize("is_new", [True, False])
    def test_a_disk_that_is_full(self, out, tmp_path, monkeypatch, is_new):
        path = tmp_path / "my.corpus"
        if not is_new:
            import_lake(str(out), path, Wanted(sample=1))
        before = None if is_new else contents(path)
        connect = corpus.schema._connect

        def full(*args):
            connection = connect(*args)
            connection.execute("PRAGMA max_page_count = 60")
            return connection

        monkeypatch.setattr(corpus.schema, "_connect", full)
        with pytest.raises(InputError, match="full"):
            import_lake(str(out), path)
        monkeypatch.undo()
        assert path.exists() != is_new
        assert is_new or contents(path) == before
