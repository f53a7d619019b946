"""Check a pair of texts that should say the same: numbers without a counterpart."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from align.bead import Finding
from align.numbers import Mention, in_digits, in_words


def check(en: str, zh: str) -> tuple[Finding, ...]:
    """Return a finding for each number in digits whose value the other text has nowhere, in digits or words.

    Offsets count from the start of the text given. One such number on either side is one finding: one was miscopied.
    """
    in_en, in_zh = in_digits(en), in_digits(zh)
    alone_en, alone_zh = _alone(in_en, in_zh, zh), _alone(in_zh, in_en, en)
    if len(alone_en) == len(alone_zh) == 1:
        return (_differ(en, alone_en[0], zh, alone_zh[0]),)
    return (
        *(
            Finding("number", f"{en[m.start : m.end]} is not in the Chinese text", en=((m.start, m.end),))
            for m in alone_en
        ),
        *(
            Finding("number", f"{zh[m.start : m.end]} is not in the English text", zh=((m.start, m.end),))
            for m in alone_zh
        ),
    )


def _alone(own: Sequence[Mention], other: Sequence[Mention], other_text: str) -> list[Mention]:
    """Return the certain mentions whose values the other text has neither in digits nor in words."""
    alone = _without([mention for mention in own if mention.certain], other)
    return _without(alone, in_words(other_text)) if alone else []


def _without(own: Sequence[Mention], other: Iterable[Mention]) -> list[Mention]:
    known: set[Decimal] = set().union(*(mention.values for mention in other))
    return [mention for mention in own if not mention.values & known]


def _differ(en: str, in_en: Mention, zh: str, in_zh: Mention) -> Finding:
    message = f"{en[in_en.start : in_en.end]} in English is {zh[in_zh.start : in_zh.end]} in Chinese"
    return Finding("number", message, en=((in_en.start, in_en.end),), zh=((in_zh.start, in_zh.end),))
