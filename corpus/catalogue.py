"""What lists of records are filtered, sorted and searched by."""

import sqlite3
from collections.abc import Iterable, Sequence

from corpus.bitext import Bitext
from dedupe.link import Canonical


class Catalogue:
    """Narrow rows, one per canonical record."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def replace(self, numbered: Iterable[tuple[int, Canonical, Sequence[str]]]) -> None:
        for number, canonical, sites in numbered:
            texts = self._db.execute("SELECT texts FROM canonicals WHERE number = ?", (number,)).fetchone()[0]
            values = (number, texts, canonical.kind, "", "", len(canonical.members), None if texts else "no abstract")
            self._db.execute(
                "INSERT INTO catalogue (number, texts, kind, langs, title, members, status) VALUES (?, ?, ?, ?, ?, ?, ?)", values
            )
            self._db.executemany("INSERT INTO sites VALUES (?, ?)", ((site, number) for site in sites))

    def remove(self, canonicals: Iterable[tuple[int, Canonical]]) -> None:
        pass

    def note(self, texts: str, bitext: Bitext) -> None:
        coverage = bitext.coverage
        self._db.execute("UPDATE catalogue SET status = ?, findings = ? WHERE texts = ?", (coverage.status, sum(coverage.findings.values()), texts))

    def unindexed(self) -> int:
        return 0

    def index(self, batch: int) -> int:
        return 0
