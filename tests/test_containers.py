"""Containers are folders: every member a file or a reason, whatever the archive does to its reader."""

import bz2
import contextlib
import gzip
import io
import lzma
import random
import tarfile
import zipfile
import zlib
from typing import ClassVar

import pytest
from archives import chunked, http, tar_header, tarred, warc, warc_gz, warc_record, zip_by_hand, zipped
from hypothesis import given
from hypothesis import strategies as st

from bicorpus import InputError
from ingest.containers import Budget, Member, is_container, members, zips
from ingest.containers import budget as limits
from ingest.containers.budget import SpentError
from ingest.containers.member import Names, harmless, readable

FILES = {"a.html": b"<p>one</p>", "deep/b.txt": "居家游泳训练".encode(), "deep/c.md": b""}
NOISE = random.Random(0).randbytes(200_000)


def listed(data: bytes, name: str = "some.file", **limit: int) -> tuple[dict[str, bytes | str], Budget]:
    """Return the members by name (bytes, or the reason) and what was spent."""
    budget = Budget(len(data), **limit)
    found = list(members(io.BytesIO(data), name, budget))
    assert len({member.name for member in found}) == len(found), "a name came twice"
    return {member.name: member.error or member.data for member in found}, budget


def until_damage(data: bytes, **limit: int) -> tuple[list[str], str]:
    """Return the names of what was read before the container turned out to be damaged, and how that is told."""
    found: list[str] = []
    reading = members(io.BytesIO(data), "some.file", Budget(len(data), **limit))
    with pytest.raises(InputError) as damage:
        found.extend(member.name for member in reading if member.error is None)
    return found, str(damage.value)


PACKED = {
    "zip": zipped(FILES),
    "stored zip": zipped(FILES, zipfile.ZIP_STORED),
    "bzip2 zip": zipped(FILES, zipfile.ZIP_BZIP2),
    "tar": tarred(FILES),
    "tar.gz": tarred(FILES, "w:gz"),
    "tar.bz2": tarred(FILES, "w:bz2"),
    "tar.xz": tarred(FILES, "w:xz"),
}


class TestFolder:
    @pytest.mark.parametrize("kind", PACKED)
    def test_an_archive_of_any_kind_holds_its_files_in_order(self, kind: str) -> None:
        found, _ = listed(PACKED[kind])
        assert list(found.items()) == list(FILES.items())

    @pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
    def test_one_packed_file_is_a_folder_of_one_named_without_the_ending(self, pack) -> None:
        for name in ("a.html.gz", "deep/a.html.GZ", "a.html"):
            assert listed(pack(b"<p>one</p>"), name)[0] == {"a.html": b"<p>one</p>"}
        assert list(listed(pack(b"x"), "pages.tgz")[0]) == ["pages.tar"]

    @pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
    def test_streams_one_after_another_are_one_with_padding_between_or_not(self, pack) -> None:
        assert listed(pack(b"one ") + pack(b"two") + bytes(700), "a")[0] == {"a": b"one two"}

    def test_folders_and_hidden_files_are_passed_over(self) -> None:
        names = ("__MACOSX/._a.html", ".DS_Store", "deep/.git/config", "seen.txt", "...txt")
        for data in (zipped(dict.fromkeys((*names, "deep/"), b"x")), tarred(dict.fromkeys(names, b"x"))):
            found, budget = listed(data)
            assert (list(found), budget.passed_over) == (["seen.txt"], 4)

    def test_containers_in_it_are_opened_and_their_members_named_by_the_way(self) -> None:
        inner = tarred({"x/y.html": b"deep"}, "w:gz")
        found, _ = listed(zipped({"a.html": b"one", "in.tar.gz": inner, "b.html.gz": gzip.compress(b"two")}))
        assert found == {"a.html": b"one", "in.tar.gz!x/y.html": b"deep", "b.html.gz!b.html": b"two"}

    def test_what_is_a_container_is_told_by_content(self) -> None:
        assert all(
            is_container(data[:512]) for data in (*PACKED.values(), warc({"http://a": b"x"}), gzip.compress(b""))
        )
        for plain in (b"", b"PK", b"%PDF-1.4\n", b"<html>", b"WARC is a format", bytes(512), b"7" * 512, NOISE[:512]):
            assert not is_container(plain)

    @pytest.mark.parametrize("mark", ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"])
    def test_a_document_that_is_a_zip_is_no_folder(self, mark: str) -> None:
        names, told = until_damage(zipped({mark: b"x", "word/document.xml": b"<w/>"}))
        assert names == []
        assert told.startswith(("a ", "an "))
        found, _ = listed(zipped({"a.docx": zipped({mark: b"x"}), "b.html": b"one"}))
        assert found == {"a.docx": told, "b.html": b"one"}

    def test_an_archive_that_nothing_here_opens_asks_to_be_unpacked(self) -> None:
        sealed = {"a.7z": b"7z\xbc\xaf\x27\x1c", "a.rar": b"Rar!\x1a\x07\0", "a.zst": b"\x28\xb5\x2f\xfd"}
        found, _ = listed(zipped(sealed))
        assert list(found) == list(sealed)
        assert all(str(reason).endswith(": unpack it first") for reason in found.values())

    @given(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1, max_size=9), st.binary(max_size=50)))
    def test_no_member_is_lost_whatever_the_names(self, files: dict[str, bytes]) -> None:
        files = {name: data for name, data in files.items() if "\0" not in name and not name.endswith("/")} | {"z": b""}
        files = {f"x{name}": b"." + data for name, data in files.items() if "/." not in name and "\\." not in name}
        for data in (zipped(files), tarred(files)):
            assert sorted(map(str, listed(data)[0].values())) == sorted(map(str, files.values()))


class TestNames:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("../../etc/passwd", "etc/passwd"),
            ("/etc/passwd", "etc/passwd"),
            ("C:\\Users\\x\\a.html", "Users/x/a.html"),
            ("\\\\server\\share\\a.html", "server/share/a.html"),
            ("a/./b//c.html", "a/b/c.html"),
            ("..", "unnamed"),
            ("", "unnamed"),
            ("a\x1b[31m\nb.html", "a\\x1b[31m\\nb.html"),
            ("a\u202elmth.exe", "a\\u202elmth.exe"),
            ("居家 游泳　训练.html", "居家 游泳　训练.html"),
        ],
    )
    def test_they_are_made_harmless(self, name: str, shown: str) -> None:
        assert harmless(name) == shown

    @given(st.text())
    def test_no_name_leads_anywhere(self, name: str) -> None:
        shown = harmless(name)
        assert not shown.startswith("/")
        assert not {"", ".", ".."} & set(shown.split("/"))
        assert len(shown) < 5_100
        shown.encode()

    @pytest.mark.parametrize("charset", ["utf-8", "gbk", "gb18030"])
    def test_a_zip_that_does_not_say_its_charset_has_readable_names(self, charset: str) -> None:
        data = zip_by_hand("研究/膝痛.html".encode(charset), b"one")
        assert listed(data)[0] == {"研究/膝痛.html": b"one"}

    def test_a_tar_in_gbk_has_readable_names(self) -> None:
        target = io.BytesIO()
        with tarfile.open(fileobj=target, mode="w", format=tarfile.GNU_FORMAT, encoding="gbk") as archive:
            archive.addfile(tarfile.TarInfo("研究/膝痛.html"))
        assert list(listed(target.getvalue())[0]) == ["研究/膝痛.html"]

    def test_a_name_in_no_charset_is_shown_all_the_same(self) -> None:
        assert readable(b"caf\x82.html") == "café.html"

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_members_of_one_name_are_told_apart(self) -> None:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name in ("a", "a", "a (2)", "b", "a", "x/../a"):
                archive.writestr(name, name)
        assert list(listed(target.getvalue())[0]) == ["a", "a (2)", "a (2) (2)", "b", "a (3)", "x/a"]

    @given(st.lists(st.sampled_from(["a", "a (2)", "a (3)", "a (2) (2)", "b"])))
    def test_a_name_never_comes_twice(self, names: list[str]) -> None:
        unique = Names().unique
        assert len({unique(name) for name in names}) == len(names)

    def test_a_hundred_thousand_of_one_name_take_no_time(self) -> None:
        unique = Names().unique
        assert len({unique("a") for _ in range(100_000)}) == 100_000


class TestTar:
    def test_links_and_devices_are_reasons_and_nothing_is_followed_or_written(self, tmp_path, monkeypatch) -> None:
        monkeypatch.chdir(tmp_path)
        data = (
            tar_header("out", tarfile.SYMTYPE, link="/etc/passwd")
            + tar_header("out/x.html", tarfile.REGTYPE)
            + tar_header("hard", tarfile.LNKTYPE, link="../../etc/passwd")
            + tar_header("pipe", tarfile.FIFOTYPE)
            + tar_header("disk", tarfile.BLKTYPE)
            + tar_header("../up.html", tarfile.REGTYPE)
            + bytes(1024)
        )
        assert listed(data)[0] == {
            "out": "a link to 'etc/passwd': not followed",
            "out/x.html": b"",
            "hard": "a link to 'etc/passwd': not followed",
            "pipe": "a pipe, device or file with holes: not read",
            "disk": "a pipe, device or file with holes: not read",
            "up.html": b"",
        }
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("at", [512 + 100, 1024 + 100, 1024 + 512, 3 * 512])
    def test_one_that_was_cut_off_gives_what_is_whole(self, at: int) -> None:
        whole = tarred({"a": b"x" * 500, "b": b"y" * 500})
        names, told = until_damage(whole[:at])
        assert names == ["a"] * (at >= 1024)
        assert "cut off" in told

    def test_damage_between_members_is_told_and_not_taken_for_the_end(self) -> None:
        whole = bytearray(tarred({"a": b"x" * 500, "b": b"y" * 500}))
        whole[1024 + 150] ^= 1
        assert until_damage(bytes(whole))[0] == ["a"]

    @pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.XGLTYPE])
    def test_a_header_that_would_take_all_memory_is_refused(self, kind: bytes) -> None:
        data = tarred({"a": b"x"})[:1024] + tar_header("long", kind, size=2**33) + bytes(4096)
        names, told = until_damage(data)
        assert names == ["a"]
        assert "claims a size of 8,589,934,592 bytes" in told

    def test_a_size_below_nothing_does_not_lead_round_in_circles(self) -> None:
        for size in (-1, -512, -1024, -1536, -(2**40)):
            data = tarred({"a": b"x"})[:1024] + tar_header("b", tarfile.REGTYPE, size=size) + bytes(1024)
            assert until_damage(data)[0] == ["a"]
            extended = b"%d size=%d\n" % (len(f" size={size}\n") + 2, size)
            pax = tar_header("pax", tarfile.XHDTYPE, size=len(extended)) + extended.ljust(512, b"\0")
            until_damage(pax + tar_header("b", tarfile.REGTYPE) + bytes(1024))


class TestZip:
    def test_what_an_archive_says_of_a_member_is_checked(self) -> None:
        assert "Bad CRC-32" in str(listed(zip_by_hand(b"a", b"one" * 99, crc=7))[0]["a"])
        assert "Bad CRC-32" in str(listed(zip_by_hand(b"a", b"one" * 99, said=5))[0]["a"])
        assert listed(zip_by_hand(b"a", b"one" * 99, said=2**31))[0] == {"a": b"one" * 99}

    def test_one_damaged_member_does_not_cost_the_others(self) -> None:
        data = bytearray(zipped({"a": NOISE[:99], "b": NOISE[99:300], "c": NOISE[300:400]}, zipfile.ZIP_STORED))
        data[data.index(NOISE[150:160])] ^= 1
        found, _ = listed(bytes(data))
        assert (found["a"], found["c"]) == (NOISE[:99], NOISE[300:400])
        assert str(found["b"]).startswith("damaged in its archive: Bad CRC-32")

    def test_a_member_without_a_name_is_read(self) -> None:
        assert listed(zip_by_hand(b"", b"one"))[0] == {"unnamed": b"one"}

    def test_an_encrypted_member_and_a_rare_method_are_reasons(self) -> None:
        assert "password" in str(listed(zip_by_hand(b"a", b"one", flags=1))[0]["a"])
        assert "method 14" in str(listed(zipped({"a": b"one"}, zipfile.ZIP_LZMA))[0]["a"])

    @pytest.mark.parametrize("cut", [1, 30, 100])
    def test_one_that_was_cut_off_says_so(self, cut: int) -> None:
        assert "damaged zip archive, perhaps cut off" in until_damage(PACKED["zip"][:-cut])[1]

    def test_a_table_of_contents_that_would_take_all_memory_is_refused(self, monkeypatch) -> None:
        monkeypatch.setattr(zips, "_LARGEST_TABLE", 46)
        told = until_damage(zipped({"a": b"one"}))[1]
        assert told == "its table of contents has 47 bytes; split it, or unpack it first"

    def test_an_empty_archive_holds_nothing(self) -> None:
        assert listed(zipped({}))[0] == {}


class TestLimits:
    def test_a_bomb_is_stopped_before_it_has_gone_off(self, monkeypatch) -> None:
        monkeypatch.setattr(limits, "UNSUSPECTED", 2**20)
        zeros = bytes(2**24)
        for bomb in (
            zipped({"a": b"one", "b": zeros}),
            gzip.compress(zeros),
            bz2.compress(zeros),
            lzma.compress(zeros),
            tarred({"a": b"one", "b": zeros, "c": zeros}, "w:bz2"),
            zipped({"a": b"one", "in.gz": gzip.compress(gzip.compress(zeros))}),
            warc_record("http://a", http(gzip.compress(zeros), "Content-Encoding: gzip")),
        ):
            budget = Budget(len(bomb))
            with pytest.raises(SpentError, match="bomb"):
                list(members(io.BytesIO(bomb), "bomb", budget))
            assert budget.unpacked <= 2**24 + 2**22, "it was read on after the limit"

    def test_a_member_that_is_too_large_is_a_reason_and_those_after_it_are_read(self) -> None:
        files = {"a": b"one", "b": NOISE, "c": b"two"}
        crawl = warc({f"http://{name}": data for name, data in files.items()})
        for data in (zipped(files), tarred(files), tarred(files, "w:gz"), crawl):
            found, _ = listed(data, largest=100_000)
            assert list(map(type, found.values())) == [bytes, str, bytes]
            assert all(str(each).startswith("too large: ") for each in found.values() if isinstance(each, str))

    def test_a_member_that_is_too_large_is_not_unpacked_to_its_end(self) -> None:
        budget = Budget(10 * len(NOISE), largest=100_000)
        with pytest.raises(InputError, match="too large: more than 100,000 bytes"):
            list(members(io.BytesIO(gzip.compress(NOISE * 10)), "a.gz", budget))
        assert budget.unpacked < 2 * budget.largest

    def test_members_are_counted_and_no_more_than_enough_are_read(self) -> None:
        files = {f"{n}.html": b"x" for n in range(20)}
        for data in (zipped(files), tarred(files, "w:gz"), warc({f"http://{n}": b"x" for n in files})):
            names, told = until_damage(data, most_members=15)
            assert len(names) == 15
            assert told == "holds more than 15 members; split it, or unpack it first"

    def test_all_that_is_packed_in_one_container_counts_together(self) -> None:
        inner = zipped({"a": NOISE[:60_000]})
        with pytest.raises(SpentError, match="holds more than 150,000 bytes"):
            listed(zipped({"1.zip": inner, "2.zip": inner}), most_unpacked=150_000)

    def test_archives_in_archives_are_opened_to_a_depth(self) -> None:
        data = b"<p>deep</p>"
        for level in range(6):
            data = zipped({f"{level}.zip" if level else "a.html": data})
        found, _ = listed(data)
        assert found == {"5.zip!4.zip!3.zip": "an archive within archives, more than 3 deep: unpack it first"}

    def test_an_archive_that_seems_to_hold_itself_comes_to_an_end(self) -> None:
        data = NOISE[:1000]
        for _ in range(4):
            data = zipped({f"{n}.zip": data for n in range(8)})
        found, _ = listed(data)
        assert len(found) == 8**3

    def test_a_hundred_thousand_members_are_read_one_by_one(self) -> None:
        data = tar_header("a.html", tarfile.REGTYPE) * 100_000 + bytes(1024)
        reading = members(io.BytesIO(data), "many.tar", Budget(len(data)))
        assert len({member.name for member in reading}) == 100_000


class TestPacked:
    def test_one_that_was_cut_off_or_damaged_says_where(self) -> None:
        whole = gzip.compress(NOISE)
        assert "cut off after " in until_damage(whole[:-4])[1]
        assert "cut off after " in until_damage(whole[:5000])[1]
        broken = bytearray(whole)
        broken[-6] ^= 1
        assert " bytes of what was packed: Error" in until_damage(bytes(broken))[1]

    @pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
    def test_of_a_packed_archive_what_comes_before_the_damage_is_kept(self, mode: str) -> None:
        files = {f"{n}": random.Random(n).randbytes(90_000) for n in range(30)}
        whole = tarred(files, mode)
        names, told = until_damage(whole[: len(whole) // 2])
        assert 5 < len(names) < 30
        assert names == list(files)[: len(names)]
        assert "cut off" in told

    def test_an_xz_that_asks_for_gigabytes_is_refused(self) -> None:
        greedy = {"id": lzma.FILTER_LZMA2, "dict_size": 2**28, "mode": lzma.MODE_FAST, "mf": lzma.MF_HC3}
        packer = lzma.LZMACompressor(filters=[greedy])
        assert "emory" in until_damage(packer.compress(b"x") + packer.flush())[1]

    @given(st.binary(max_size=300), st.sampled_from(sorted(PACKED)), st.integers(0, 2000))
    def test_any_damage_is_an_inputerror_or_a_reason(self, junk: bytes, kind: str, place: int) -> None:
        data = PACKED[kind]
        place %= len(data)
        hurt = data[:4] + (data[:place] + junk + data[place + len(junk) :])[4:]
        if is_container(hurt[:512]):
            with contextlib.suppress(InputError):
                list(members(io.BytesIO(hurt), "hurt", Budget(len(hurt))))


class TestWarc:
    PAGES: ClassVar = {f"https://journal.example.org/{n}?lang=zh": f"<p>页{n}</p>".encode() for n in range(4)}

    @pytest.mark.parametrize("pack", [warc, warc_gz, lambda pages: gzip.compress(warc(pages))])
    def test_pages_are_named_by_their_address(self, pack) -> None:
        found = list(members(io.BytesIO(pack(self.PAGES)), "crawl.warc", Budget(10**6)))
        assert found == [Member(url, page, url) for url, page in self.PAGES.items()]

    def test_what_is_no_page_is_passed_over_and_counted(self) -> None:
        url = "http://a.example/{}".format
        data = b"".join(
            (
                warc_record("", b"software: wget", "warcinfo"),
                warc_record(url(1), b"GET / HTTP/1.1", "request"),
                warc_record(url(2), http(b"\x89PNG", media_type="image/png")),
                warc_record(url(3), http(b"p{}", media_type="text/css; charset=utf-8")),
                warc_record(url(4), http(b"f()", media_type="application/javascript")),
                warc_record(url(5), http(b"", status="302 Found")),
                warc_record(url(6), http(b"gone", status="404 Not Found")),
                warc_record(url(7), http(b"", status="304 Not Modified"), "revisit"),
                warc_record("dns:a.example", b"1 2 3", "response"),
                warc_record("metadata://gnu.org/wget/log", b"log", "resource"),
                warc_record(url(8), b"not http at all"),
                warc_record(f"<{url(9)}>", http(b"<p>one</p>")),
                warc_record(url(10), b"TY  - JOUR", "resource", "Content-Type: text/plain"),
                warc_record(url(11), http(b"%PDF-1.4", media_type="application/pdf")),
                warc_record(url(12), http(b"<p>untyped</p>", media_type="")),
            )
        )
        found, budget = listed(data)
        assert found == {
            url(9): b"<p>one</p>",
            url(10): b"TY  - JOUR",
            url(11): b"%PDF-1.4",
            url(12): b"<p>untyped</p>",
        }
        assert budget.passed_over == 7

    def test_a_film_is_passed_over_whatever_its_size_and_a_page_that_is_too_large_is_a_reason(self) -> None:
        film = warc_record("http://a/film", http(NOISE, media_type="video/mp4"))
        large = warc_record("http://a/page", http(NOISE))
        found, budget = listed(film + large + warc({"http://b": b"one"}), largest=100_000)
        assert found == {"http://a/page": f"too large: {len(http(NOISE)):,} bytes", "http://b": b"one"}
        assert budget.passed_over == 1

    def test_a_body_longer_than_what_is_looked_at_first_is_whole(self) -> None:
        assert listed(warc({"http://a": NOISE}))[0] == {"http://a": NOISE}

    def test_one_address_fetched_twice_gives_two_members(self) -> None:
        record = warc({"http://a": b"<p>one</p>"})
        assert list(listed(record * 2)[0]) == ["http://a", "http://a (2)"]

    @pytest.mark.parametrize(
        ("length", "reason"),
        [
            ("99999", "cut off"),
            ("-5", "length is '-5'"),
            ("9" * 40, "length is '999"),
            ("", "length is ''"),
            ("7", "begin"),
        ],
    )
    def test_a_wrong_length_ends_it_and_what_came_before_is_kept(self, length: str, reason: str) -> None:
        good, after = warc({"http://a": b"one"}), warc({"http://b": b"two"})
        names, told = until_damage(good + warc_record("http://x", b"GET / HTTP/1.1", "request", length=length) + after)
        assert names == ["http://a"]
        assert reason in told

    def test_one_that_was_cut_off_gives_what_is_whole(self) -> None:
        for data in (warc(self.PAGES), warc_gz(self.PAGES)):
            names, told = until_damage(data[:-30])
            assert names == list(self.PAGES)[:3]
            assert "cut off" in told

    def test_headers_without_end_are_refused(self) -> None:
        for data in (b"WARC/1.0\r\n" + b"X: a\r\n" * 10_000, b"WARC/1.0\r\nX: " + b"a" * 10**7, b"WARC/1.0\r\nX: a"):
            assert "header" in until_damage(data)[1]

    @pytest.mark.parametrize(
        ("body", "coding"),
        [
            (gzip.compress, "gzip"),
            (zlib.compress, "deflate"),
            (lambda page: zlib.compress(page, wbits=-15), "deflate"),
            (lambda page: __import__("brotli").compress(page), "br"),
            (lambda page: page, "gzip"),
            (lambda page: page, "deflate"),
            (lambda page: page, "br"),
            (lambda page: page, "identity"),
        ],
    )
    def test_a_body_is_decoded_unless_it_was_already(self, body, coding: str) -> None:
        page = "<html><p>干预十二周后两组患者的疼痛评分</p></html>".encode() * 20
        for wrap, header in ((bytes, "X-A: b"), (chunked, "Transfer-Encoding: chunked")):
            block = http(wrap(body(page)), f"Content-Encoding: {coding}", header)
            assert listed(warc_record("http://a", block))[0] == {"http://a": page}

    def test_a_body_that_was_stored_whole_though_it_came_in_chunks_is_whole(self) -> None:
        block = http(b"<html>x</html>", "Transfer-Encoding: chunked")
        assert listed(warc_record("http://a", block))[0] == {"http://a": b"<html>x</html>"}

    def test_a_coded_body_that_bursts_its_limit_is_a_reason(self) -> None:
        import brotli

        for pack, coding in ((gzip.compress, "gzip"), (brotli.compress, "br")):
            data = warc_record("http://a", http(pack(bytes(2**22)), f"Content-Encoding: {coding}"))
            found, budget = listed(data + warc({"http://b": b"two"}), largest=2**20)
            assert found == {"http://a": "too large: more than 1,048,576 bytes", "http://b": b"two"}
            assert budget.unpacked < 2**21


def test_reading_needs_no_place_on_the_disk(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for data in PACKED.values():
        listed(data)
    assert not list(tmp_path.iterdir())
