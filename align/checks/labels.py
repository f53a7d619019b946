"""Compare the dates of two texts, and their names with digits."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from align.checks.dates import Date, agree, differing, shared
from align.checks.found import Found, differ
from align.checks.names import Name, key
from align.checks.quantities import Reading
from align.numbers import in_words

DatePair = tuple[Date, Date]


def match_dates(en: Reading, zh: Reading) -> tuple[list[DatePair], list[DatePair]]:
    """Return the pairs of dates that agree, and those that are one date but for a year, month or day."""
    left, right = list(en.dates), list(zh.dates)
    agreeing, wrong = [], []
    for one in tuple(left):
        other = next((other for other in right if agree(one, other)), None)
        if other:
            left.remove(one)
            right.remove(other)
            agreeing.append((one, other))
    for one in left:
        near = [other for other in right if shared(one, other) and differing(one, other) == 1]
        if len(near) == 1 and not _says(zh, one) and not _says(en, near[0]):
            right.remove(near[0])
            wrong.append((one, near[0]))
    return agreeing, wrong


def wrong_dates(en: Reading, zh: Reading, pairs: Sequence[DatePair]) -> Iterator[Found]:
    """Yield a finding for each pair of dates."""
    for one, other in pairs:
        message = differ(en.text[one.start : one.end], zh.text[other.start : other.end])
        yield Found("date", message, [one[:2]], [other[:2]])


def _says(reading: Reading, date: Date) -> bool:
    """Tell whether a text has all that a date says, if not as one date: "June to October 2012"."""
    numbers = [one.values for one in reading.quantities] + [mention.values for mention in in_words(reading.text)]
    values: set[Decimal] = set().union(*numbers)
    return all(Decimal(part) in values for part in date[2:] if part)


def wrong_names(en: Reading, zh: Reading) -> Iterator[Found]:
    """Yield a finding for each name that the other text has with other digits: miR-223 and miR-23.

    Of names with the same letters one must be left over on either side, or both texts must have them equally often.
    """
    unknown_en, unknown_zh = _unknown(en.names, zh), _unknown(zh.names, en)
    for letters in sorted({name.letters for name in (*unknown_en, *unknown_zh)}):
        left, right = _with(letters, unknown_en), _with(letters, unknown_zh)
        all_en, all_zh = _with(letters, en.names), _with(letters, zh.names)
        if len(left) == len(right) == 1:
            yield _misnamed(en, left[0], zh, right[0])
        elif len(all_en) == len(all_zh) and len(left) + len(right) == 1:
            yield _misnamed(en, (left or all_en)[0], zh, (right or all_zh)[0])
    yield from _short_names(en, zh)


def _with(letters: str, names: Sequence[Name]) -> list[Name]:
    return [name for name in names if name.letters == letters]


def _unknown(own: Sequence[Name], other: Reading) -> list[Name]:
    """Return the names that the other text does not hold, not even within a longer one."""
    known = {name.key for name in other.names}
    left = [name for name in own if not name.short and not name.raised and name.key not in known]
    if not left:
        return left
    squeezed = key(other.text)
    return [name for name in left if name.key not in squeezed]


def _short_names(en: Reading, zh: Reading) -> Iterator[Found]:
    """Yield the short name that alone is left over on either side, such as the number of a table."""
    sides = [[name for name in reading.names if name.short and not name.raised] for reading in (en, zh)]
    counts = [Counter(name.key for name in side) for side in sides]
    left, right = (
        [name for name in side if own[name.key] > other[name.key]]
        for side, own, other in zip(sides, counts, counts[::-1], strict=True)
    )
    if len(left) == len(right) == 1 and left[0].letters == right[0].letters:
        yield _misnamed(en, left[0], zh, right[0])


def _misnamed(en: Reading, one: Name, zh: Reading, other: Name) -> Found:
    message = differ(en.text[one.start : one.end], zh.text[other.start : other.end])
    return Found("name", message, [one[:2]], [other[:2]])
