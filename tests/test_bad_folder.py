"""A folder of everything that scraping leaves behind: each file a record or a row with a reason, and the rest is in."""

import os
import shutil
from pathlib import Path

import pytest
from corpora import page

from corpus.cli import main
from corpus.store import open_store
from ingest.bulk import LARGEST_FILE

ENCRYPTED = Path(__file__).parent / "files" / "encrypted.pdf"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")

GOOD = {"good.html", "markup.pdf", r"caf\xe9.html", "linked.html", "latin letters only.TXT"}
REASONS = {
    "empty.html": "empty",
    "blank.txt": "white space",
    "huge.html": "too large",
    "binary.html": "",
    "encrypted.pdf": "encrypted",
    "damaged.pdf": "",
    "pdf.html": "",
    "picture.txt": "PNG image",
    "broken link.html": "link",
    "circle.html": "link",
    "outside.html": "outside the folder",
    "pipe.html": "pipe",
}
"""A word of what each file's reason must say."""


def fill(folder: Path, outside: Path) -> None:
    """Write the bad folder; what the file system cannot hold is left out."""
    folder.mkdir()
    good = page(1).encode()
    outside.write_bytes(good)
    files = {
        "good.html": good,
        "markup.pdf": page(2).encode(),
        "latin letters only.TXT": b"Quercimab lowers pressure: a trial\n\nAbstract\n\nIt was given to 42 patients.\n",
        "empty.html": b"",
        "blank.txt": b" \n\t\n",
        "binary.html": bytes(range(256)) * 64,
        "damaged.pdf": b"%PDF-1.7\n1 0 obj << /Type /Catalog >>",
        "pdf.html": b"%PDF-1.7\nand then text that is no PDF at all",
        "picture.txt": PNG + bytes(100),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    shutil.copy(ENCRYPTED, folder)
    with (folder / "huge.html").open("wb") as sparse:
        sparse.truncate(LARGEST_FILE + 1)
    (folder / "broken link.html").symlink_to("nowhere.html")
    (folder / "circle.html").symlink_to("circle.html")
    (folder / "linked.html").symlink_to("good.html")
    (folder / "outside.html").symlink_to(outside)
    (folder / "folder.html").mkdir()
    os.mkfifo(folder / "pipe.html")
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.html")).write_bytes(page(3).encode())


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    place = tmp_path_factory.mktemp("bad")
    fill(place / "pages", place / "elsewhere.html")
    return place, main(["build", str(place / "pages"), str(place / "bad.corpus")])


def test_it_ends_with_1_and_every_file_is_a_record_or_a_reason(built):
    place, status = built
    assert status == 1
    with open_store(place / "bad.corpus") as store:
        assert set(store.files()) == GOOD | set(REASONS)
        assert {record.source.path for record in store.records()} == GOOD
        assert {failure.name for failure in store.failures()} == set(REASONS)


@pytest.mark.parametrize("path", REASONS)
def test_the_reason_tells_a_person_what_is_wrong(built, path):
    place, _ = built
    with open_store(place / "bad.corpus") as store:
        (reason,) = (failure.reason for failure in store.failures() if failure.name == path)
    assert REASONS[path] in reason
    assert "Traceback" not in reason


def test_everything_good_is_exported(built, capfdbinary):
    place, _ = built
    assert main(["export", str(place / "bad.corpus"), "-f", "jsonl"]) == 0
    assert len(capfdbinary.readouterr().out.splitlines()) == len(GOOD) - 1, (
        "one is a link to another, and merged with it"
    )


def test_the_next_build_reads_none_of_it(built, capfd):
    place, _ = built
    assert main(["build", str(place / "pages"), str(place / "bad.corpus")]) == 1
    told = capfd.readouterr().err
    for path in REASONS:
        assert path in told
    assert " 0 read" in told


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser can read everything")
def test_a_file_without_permission_is_a_reason_until_it_has_it(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "secret.html").write_bytes(page(1).encode())
    (pages / "secret.html").chmod(0)
    assert main(["build", str(pages), str(tmp_path / "x.corpus")]) == 1
    (pages / "secret.html").chmod(0o600)
    assert main(["build", str(pages), str(tmp_path / "x.corpus")]) == 0
