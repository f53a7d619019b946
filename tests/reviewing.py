"""The review pages without a server: a client that has the key of the run, on a corpus built from the samples."""

from pathlib import Path

from starlette.testclient import TestClient

from corpus.pipeline import build
from corpus.store import open_store
from corpus.web.app import create_app

KEY = "sesame"
BASE = "http://127.0.0.1:8765"


def client(corpus: Path, *, who: str = "Ilse", key: str = KEY, **headers: str) -> TestClient:
    """Return who may read and write, unless ``headers`` say otherwise."""
    sent = {"Authorization": f"Bearer {key}", "X-Token": key, "Accept-Language": "en"}
    return TestClient(create_app(corpus, who=who, token=KEY), base_url=BASE, headers=sent | headers)


def build_corpus(path: Path, samples: Path) -> Path:
    with open_store(path, write=True) as store:
        build(samples / "pages", store)
    return path
