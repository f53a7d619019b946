"""Several dates of one paper, in print and online → the date of its publication."""

from collections.abc import Iterable


def published(dates: Iterable[str | None]) -> str | None:
    """Return the most precise of the ISO dates in the year of the first, of equals the first.

    The first is that of the issue, by whose year a paper is cited: it may have been online in the year before.
    """
    known = [date for date in dates if date]
    return max((date for date in known if date.startswith(known[0][:4])), key=len, default=None)
