"""JSON Lines: everything, one canonical record per line.

``{"id", "kind", "record", "members", "provenance", "conflicts", "links": [{"left", "right", "kind", …, "canonical"}],
"bitext": {"en": [{"start", "end", "text"}], "zh": […], "beads": […], "coverage": {…}}}``; ``links[].canonical`` is the
canonical record on the other end, and a record without an abstract has no ``bitext``.
"""

from collections.abc import Iterable
from typing import Any, BinaryIO

import msgspec

from corpus.holdings import Entry


def write(entries: Iterable[Entry], out: BinaryIO) -> None:
    """Write one line of JSON (UTF-8) per entry."""
    out.writelines(msgspec.json.encode(_line(entry)) + b"\n" for entry in entries)


def _line(entry: Entry) -> dict[str, Any]:
    line = msgspec.structs.asdict(entry.canonical)
    line["links"] = [msgspec.structs.asdict(link) | {"canonical": other} for link, other in entry.relations]
    if entry.bitext is not None:
        line["bitext"] = entry.bitext
    return line
