"""Make the pictures of docs/pictures anew: ``python tests/browser/pictures.py``, from the samples, in chromium."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from doubtful import pair, write_pairs  # noqa: E402 - which tests/ has to be on the path for
from serving import Server, serving  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1280, 800
SHARPNESS = 1
"""Pixels per pixel of the page; a picture of 1 takes about 150 kB, of 2 three times that."""
FINDING, GAPS = "/records.json?q=faecal+microbiota", "/records.json?q=light+delirium"
"""Find the papers of the samples with a number that differs, and with sentences that nobody translated."""
EDITED = 4
CORRECTION = "为期5天", "连续5天"
"""What a person writes in that segment of the latter."""
VIEWS = {
    "review-overview": "/",
    "review-record": "/records/{finding}",
    "review-alignment": "/records/{gaps}/alignment?at=5",
    "review-duplicates": "/duplicates?left=more/01.html&right=more/02.html",
}
REWORDED = {
    "10.5555/doubt.2": "10.5555/other.2",
    ": a randomised trial": ": a double-blind randomised trial",
    "的随机试验": "的双盲随机试验",
    "We randomised 42 patients": "Forty-two patients were randomised",
    "Two patients stopped because of headache.": "Two patients withdrew.",
    "我们将42例患者随机分为": "42例患者被随机分为",
    "Okonjo, B. T.": "Okonjo, Blessing",
}
"""What the second of two papers says otherwise, of which nobody could tell whether they are one."""


def make(corpus: Path, out: Path) -> None:
    """Photograph each view of a corpus, with part of the work done."""
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with serving(corpus) as server, sync_playwright() as playwright:
        names = {"finding": found(server, FINDING), "gaps": found(server, GAPS)}
        review(server, f"/records/{names['gaps']}/alignment")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        size = {"width": WIDTH, "height": HEIGHT}
        page = browser.new_page(viewport=size, device_scale_factor=SHARPNESS, locale="en-GB", color_scheme="light")
        page.goto(server.address)
        for name, path in VIEWS.items():
            page.goto(server.origin + path.format(**names), wait_until="networkidle")
            page.screenshot(path=out / f"{name}.png")
        browser.close()


def found(server: Server, query: str) -> str:
    name: str = json.loads(server.get(query).body)["hits"][0]["id"]
    return name


def review(server: Server, path: str) -> None:
    """Accept the first segments of an alignment, and put one translation right."""
    for at in (1, 2):
        act(server, path, at, act="accept")
    line = json.loads(server.get(f"{path}.json").body)["rows"][EDITED - 1]["zh"][0]
    said = "".join(piece["text"] for piece in line["pieces"])
    act(server, path, EDITED, act="edit", lang="zh", text=said.replace(*CORRECTION))


def act(server: Server, path: str, at: int, **form: str) -> None:
    seen = json.loads(server.get(f"{path}.json").body)["fingerprint"]
    answer = server.post(path, {"at": str(at), "seen": seen} | form)
    assert answer.status == 303, answer.text


def main() -> None:
    """Build a corpus of the samples and of doubtful pairs, and make the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        pages, corpus = Path(folder) / "pages", Path(folder) / "my.corpus"
        shutil.copytree(ROOT / "samples" / "pages", pages)
        write_pairs(pages / "more", range(3, 9))
        first, _ = pair(2)
        second = first
        for words, others in REWORDED.items():
            second = second.replace(words, others)
        for name, text in (("01", first), ("02", second)):
            (pages / "more" / f"{name}.html").write_text(text, encoding="utf-8")
        subprocess.run([sys.executable, "-m", "bicorpus", "build", str(pages), str(corpus)], cwd=ROOT, check=False)
        make(corpus, PICTURES)


if __name__ == "__main__":
    main()
