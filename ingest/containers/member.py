"""A member of a container, and the names that members are known by: text to show, never a place on the disk."""

import re
import unicodedata
from dataclasses import dataclass, field
from hashlib import blake2b

import msgspec

_LONGEST_NAME = 500
"""Characters of a name; file systems take 255 bytes a folder, and a hostile archive takes what it gets."""
_DRIVE = re.compile(r"\A[A-Za-z]:(?=[/\\])")
_SEPARATOR = re.compile(r"[/\\]+")


class Member(msgspec.Struct, frozen=True):
    """A file inside a container, with its bytes or the reason why there are none.

    A Struct, as are all that travel to workers: those are pickled ten times as fast as dataclasses with slots.
    """

    name: str
    """Path in the container, through containers in it: ``b.zip!c/d.html``."""
    data: bytes = b""
    url: str | None = None
    """Where it was fetched from, if the container says so."""
    error: str | None = None


@dataclass(slots=True)
class Names:
    """Tells members of one container apart that have the same name."""

    _times: dict[bytes, int] = field(default_factory=dict)
    """How often each name came, by its hash: names of a crawl are long, and there may be a million."""

    def unique(self, name: str) -> str:
        """Return the name, with a number where an earlier member has it: ``a.html``, ``a.html (2)``."""
        times = self._count(name)
        if times == 1:
            return name
        while True:
            numbered = f"{name} ({times})"
            if self._count(numbered) == 1:
                return numbered
            times = self._count(name)

    def _count(self, name: str) -> int:
        digest = blake2b(name.encode(), digest_size=8).digest()
        self._times[digest] = times = self._times.get(digest, 0) + 1
        return times


def is_hidden(name: str) -> bool:
    """Tell whether a member is one that is passed over in a folder too, or what a Mac adds to its archives."""
    parts = _SEPARATOR.split(name)
    return any(part.startswith(".") and part.strip(".") for part in parts) or parts[0] == "__MACOSX"


def harmless(name: str) -> str:
    """Return a path without root, drive and ``..``, in characters that can be shown."""
    parts = (part for part in _SEPARATOR.split(_DRIVE.sub("", name)) if part.strip(". "))
    return printable("/".join(parts)) or "unnamed"


def printable(name: str) -> str:
    """Return a name with control, direction and broken characters escaped, cut where no honest name goes on."""
    cut = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
    if cut.isprintable():
        return cut
    return "".join(ascii(c)[1:-1] if _is_unsafe(c) else c for c in cut)


def _is_unsafe(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def readable(raw: bytes) -> str:
    """Return a name whose charset nobody noted: UTF-8, else what a Chinese Windows writes, else what DOS wrote."""
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")
