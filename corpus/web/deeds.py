"""What the alignment page lets a person do: what a form asks for → the bitext that comes of it, and where to go on."""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import chain, zip_longest
from typing import NamedTuple

from align.encoder import Encoder
from bicorpus import UsageError
from corpus import review
from corpus.bitext import Bitext
from corpus.encoder import LateEncoder
from corpus.review.acts import Direction
from corpus.web.cuts import parse
from corpus.web.pages import Form, integer
from ingest.record import Lang

MOVES: Mapping[str, tuple[Lang, Direction]] = {
    "zh-up": ("zh", "up"),
    "zh-down": ("zh", "down"),
    "en-up": ("en", "up"),
    "en-down": ("en", "down"),
}


class Asked(NamedTuple):
    """What a form asks for."""

    bitext: Bitext
    at: int
    """Place of the segment that it is about."""
    form: Form
    encoder: Encoder

    @property
    def lang(self) -> Lang:
        return "en" if self.form.get("lang") == "en" else "zh"


class Deed(NamedTuple):
    """Something that can be done."""

    do: Callable[[Asked], Bitext]
    what: str
    """As the history tells it."""
    onward: bool = False
    """Whether the next segment to look at comes then, rather than the one that was changed."""


def _edited(asked: Asked) -> Bitext:
    texts = asked.form.getlist("text")
    bead = asked.bitext.beads[asked.at] if 0 <= asked.at < len(asked.bitext.beads) else None
    if bead and not (bead.en if asked.lang == "en" else bead.zh):
        return review.write(asked.bitext, asked.at, " ".join(texts))
    return review.edit(asked.bitext, asked.at, asked.lang, texts)


def _moved(asked: Asked) -> Bitext:
    return review.move(asked.bitext, asked.at, *MOVES.get(asked.form["act"], ("zh", "up")))


def _split(asked: Asked) -> Bitext:
    cuts = (parse(asked.form.get(lang, "")) for lang in ("en", "zh"))
    return review.split(asked.bitext, asked.at, *cuts)


DEEDS: Mapping[str, Deed] = {
    "accept-next": Deed(lambda a: review.accept(a.bitext, a.at), "accepted", onward=True),
    "accept": Deed(lambda a: review.accept(a.bitext, a.at), "accepted"),
    "accept-all": Deed(
        lambda a: review.accept_all(a.bitext, integer(a.form.get("least"), 100, 0, 100) / 100),
        "accepted all above a confidence",
        onward=True,
    ),
    "reopen": Deed(lambda a: review.unaccept(a.bitext, a.at, a.encoder), "acceptance taken back"),
    "merge": Deed(lambda a: review.merge(a.bitext, a.at), "merged"),
    "split": Deed(_split, "split"),
    "untranslated": Deed(lambda a: review.untranslated(a.bitext, a.at), "marked as untranslated", onward=True),
    "edit": Deed(_edited, "edited", onward=True),
    "restore": Deed(lambda a: review.restore(a.bitext, a.at, a.lang), "source text restored"),
    "realign": Deed(lambda a: review.realign(a.bitext, a.encoder), "rest aligned again"),
    **dict.fromkeys(MOVES, Deed(_moved, "moved")),
}


@cache
def encoder(name: str, prompt: str | None) -> Encoder:
    """Return the encoder of a corpus, kept for the next time; it is loaded for the first text."""
    return LateEncoder(name, prompt)


def next_open(bitext: Bitext, at: int) -> int:
    """Return the place of the next bead that nobody accepted, from the start if need be; ``at`` where there is none."""
    accepted = frozenset(bitext.accepted)
    places = chain(range(at, len(bitext.beads)), range(min(at, len(bitext.beads))))
    return next((place for place in places if place not in accepted), at)


def first_change(before: Bitext, after: Bitext) -> int:
    """Return the place of the first bead of ``after`` that is not as it was."""
    pairs = enumerate(zip_longest(_states(before), _states(after)))
    place = next((place for place, (old, new) in pairs if old != new), 0)
    return min(place, max(0, len(after.beads) - 1))


def _states(bitext: Bitext) -> list[tuple[object, ...]]:
    accepted = frozenset(bitext.accepted)
    return [(*bitext.texts(bead), bead.en, bead.zh, place in accepted) for place, bead in enumerate(bitext.beads)]


def where(deed: Deed, asked: Asked, after: Bitext) -> int:
    """Return the place of the bead to go on with."""
    if deed.onward:
        return next_open(after, asked.at)
    if move := MOVES.get(asked.form["act"]):
        lang, direction = move
        bead = asked.bitext.beads[asked.at]
        moved = bead.en if lang == "en" else bead.zh
        return review.bead_of(after, lang, moved[0 if direction == "up" else -1])
    return first_change(asked.bitext, after)


def deed_of(form: Form) -> Deed:
    """Return what a form asks for.

    Raises:
        UsageError: nothing that is known here.
    """
    try:
        return DEEDS[form.get("act", "")]
    except KeyError:
        raise UsageError("this form asks for nothing that can be done here") from None
