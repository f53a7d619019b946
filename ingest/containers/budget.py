"""What reading one container may cost, checked while it is unpacked: a bomb is met before it has gone off."""

from dataclasses import dataclass

from bicorpus import InputError

LARGEST_FILE = 256 * 2**20
"""Bytes of a file or member; real pages and papers are hundreds of times smaller, and a parser needs some ten times a
file's size."""
MOST_MEMBERS = 1_000_000
"""Members of a container; a crawl's archives hold tens of thousands, and a million names take 0.1 GB to tell apart."""
MOST_UNPACKED = 256 * 2**30
"""Bytes that a container may hold, all that is packed in it together."""
MOST_RATIO = 200
"""Bytes unpacked per byte packed. Pages of one registry, all alike, packed by xz reach 60; deflate can reach 1,032 and
bzip2 45,000, which nothing but a bomb does."""
UNSUSPECTED = 64 * 2**20
"""Bytes that may be unpacked whatever the ratio: a small archive of blank pages harms nobody."""
DEEPEST = 3
"""Containers within containers: a zip of a site's zips of issues has two."""


class SpentError(InputError):
    """A container cost more than it may; nothing more of it is read, however deep the reader was in it."""


class TooLargeError(InputError):
    """A member is larger than a file may be; those after it can be read."""


@dataclass(slots=True)
class Budget:
    """What a container and all that is packed in it may cost together, and what it has cost so far."""

    packed: int
    """Bytes of the container itself."""
    largest: int = LARGEST_FILE
    """Bytes that one member may have."""
    most_members: int = MOST_MEMBERS
    most_unpacked: int = MOST_UNPACKED
    members: int = 0
    unpacked: int = 0
    passed_over: int = 0
    """Members that are no pages and that nobody asked for: pictures and styles of a crawl, hidden files."""

    def spend(self, size: int) -> None:
        """Note that so many bytes came out of something packed.

        Raises:
            SpentError: it was more than an honest container holds.
        """
        self.unpacked += size
        check_ratio(self.unpacked, self.packed)
        if self.unpacked > self.most_unpacked:
            raise SpentError(f"holds more than {self.most_unpacked:,} bytes; split it, or unpack it first")

    def count(self) -> None:
        """Note that one more member was met.

        Raises:
            SpentError: there are more than can be kept track of.
        """
        self.members += 1
        if self.members > self.most_members:
            raise SpentError(f"holds more than {self.most_members:,} members; split it, or unpack it first")


def check_ratio(unpacked: int, packed: int) -> None:
    """Raise SpentError where so few bytes cannot honestly hold so many."""
    if unpacked > UNSUSPECTED and unpacked > MOST_RATIO * packed:
        raise SpentError(f"{packed:,} bytes unpack to more than {unpacked:,}: a decompression bomb, not read further")
