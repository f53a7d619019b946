"""Work that takes longer than a request."""

from dataclasses import dataclass


@dataclass
class Jobs:
    """The work of one server, one piece at a time."""
