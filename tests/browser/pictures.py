"""Make the pictures of docs/pictures anew: ``python tests/browser/pictures.py``, from the samples, in chromium."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from doubtful import write_pairs  # noqa: E402 - which tests/ has to be on the path for
from serving import serving  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1280, 800
SHARPNESS = 1
"""Pixels per pixel of the page; a picture of 1 takes about 150 kB, of 2 three times that."""
VIEWS = {
    "review-duplicates": "/duplicates",
    "review-alignment": "/records/{record}/alignment?at=4",
    "review-record": "/records/{record}",
    "review-overview": "/",
}
QUERY = "/records.json?q=faecal+microbiota"


def make(corpus: Path, out: Path) -> None:
    """Photograph each view of a corpus."""
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with serving(corpus) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        size = {"width": WIDTH, "height": HEIGHT}
        page = browser.new_page(viewport=size, device_scale_factor=SHARPNESS, locale="en-GB", color_scheme="light")
        page.goto(server.address)
        record = page.request.get(server.origin + QUERY).json()["hits"][0]["id"]
        for name, path in VIEWS.items():
            page.goto(server.origin + path.format(record=record), wait_until="networkidle")
            page.screenshot(path=out / f"{name}.png")
        browser.close()


def main() -> None:
    """Build a corpus of the samples and of doubtful pairs, and make the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        pages, corpus = Path(folder) / "pages", Path(folder) / "my.corpus"
        shutil.copytree(ROOT / "samples" / "pages", pages)
        write_pairs(pages / "more", range(1, 8))
        subprocess.run([sys.executable, "-m", "bicorpus", "build", str(pages), str(corpus)], cwd=ROOT, check=False)
        make(corpus, PICTURES)


if __name__ == "__main__":
    main()
