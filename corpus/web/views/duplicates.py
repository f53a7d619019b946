"""The pairs that a person is to look at: two records side by side, why they may be one, and the word on them."""

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from corpus.journal import LAST_ACT, Act, Verdict
from corpus.store import Store
from corpus.web import pairs
from corpus.web.comparing import Compared, compare
from corpus.web.fields import scheme_label
from corpus.web.pages import Done, Form, action, integer, language, page, site
from corpus.web.pairs import Filter, Place, Waiting
from corpus.web.sides import Side, found, headings, record_named, side
from corpus.web.templating import url, wording
from corpus.web.waterfall import Waterfall, waterfall
from dedupe.features import features
from dedupe.link import Canonical, Decision, LinkKind
from dedupe.verdict import excluding
from ingest.record import Record

RECENT = 50
"""Acts among which the last that can be undone is looked for."""
KINDS: tuple[Filter, ...] = ("", "paper", "trial")
DECIDED = {
    "same": "Decided: the same. It holds from the next build on.",
    "different": "Decided: different. It holds from the next build on.",
}
_VERDICTS: Mapping[str, Verdict] = {"same": "same", "different": "different"}
SLOTS = {"kind": "Kind", "form": "Form", "part": "Part", "title-year": "Year in the title"}
"""What ``dedupe.titles`` calls what a title names."""


class Against(msgspec.Struct, frozen=True):
    """What the two have that nothing but a person's word can reconcile, such as two DOIs."""

    label: str
    left: str
    right: str


class Pair(msgspec.Struct, frozen=True):
    """Two records, and what is known of them together."""

    left: Side
    right: Side
    fields: tuple[Compared, ...]
    link: LinkKind | None
    """None where deduplication saw nothing between them."""
    probability: float | None
    waterfall: Waterfall | None
    against: tuple[Against, ...]
    verdict: Verdict | None
    """What somebody decided."""
    merged: bool
    """Whether the two are members of one canonical record at present."""


class Undoable(msgspec.Struct, frozen=True):
    """The last act on pairs that stands."""

    number: int
    what: str
    who: str
    left: str
    right: str


class Queue(msgspec.Struct, frozen=True):
    """The queue, and the pair or the list that is looked at."""

    kind: Filter
    view: Literal["pair", "list", "decided"]
    waiting: int
    """Undecided pairs."""
    decided: int
    """Those that have left the queue and stay out of it from the next build on."""
    number: int | None
    """The pair's number in the queue, from 1; None where it is not in it."""
    pair: Pair | None
    previous: Waiting | None
    next: Waiting | None
    undoable: Undoable | None
    list: tuple[Waiting, ...]
    titles: dict[str, str]
    """Of the canonical records of the list, by their ids."""
    page: int
    """Of the list, from 1."""
    pages: int


def duplicates(store: Store, request: Request) -> Queue:
    query = request.query_params
    kind = _kind(query.get("kind"))
    view = query.get("view")
    if view in {"list", "decided"}:
        return _listing(store, kind, request, decided=view == "decided")
    left, right = query.get("left"), query.get("right")
    if not (left and right):
        first = pairs.after(store, kind)
        if first is None:
            return _queue(store, kind, who=site(request).who)
        left, right = first.left, first.right
    return _at(store, kind, left, right, site(request).who)


def _kind(asked: str | None) -> Filter:
    return next((kind for kind in KINDS if kind == asked), KINDS[0])


def _queue(
    store: Store,
    kind: Filter,
    *,
    who: str = "",
    view: Literal["pair", "list", "decided"] = "pair",
    number: int | None = None,
    pair: Pair | None = None,
    previous: Waiting | None = None,
    following: Waiting | None = None,
    listed: tuple[Waiting, ...] = (),
    at: int = 1,
) -> Queue:
    waiting, decided = pairs.count(store, kind), pairs.count(store, kind, decided=True)
    last = decided if view == "decided" else waiting
    return Queue(
        kind=kind,
        view=view,
        waiting=waiting,
        decided=decided,
        number=number,
        pair=pair,
        previous=previous,
        next=following,
        undoable=_undoable(store, who),
        list=listed,
        titles=headings(store, (end for one in listed for end in (one.left_canonical, one.right_canonical))),
        page=at,
        pages=max(1, -(-last // pairs.PAGE)),
    )


def _listing(store: Store, kind: Filter, request: Request, *, decided: bool) -> Queue:
    total = pairs.count(store, kind, decided=decided)
    number = integer(request.query_params.get("page"), 1, 1, max(1, -(-total // pairs.PAGE)))
    listed = pairs.page(store, kind, number, decided=decided)
    return _queue(store, kind, who=site(request).who, view="decided" if decided else "list", listed=listed, at=number)


def _at(store: Store, kind: Filter, left: str, right: str, who: str) -> Queue:
    """Return the queue at a certain pair, which need not be in it."""
    pair = _pair(store, left, right)
    place = Place(pair.probability or 0.0, pair.left.id, pair.right.id)
    number = pairs.rank(store, kind, place) if _is_waiting(store, pair) else None
    return _queue(
        store,
        kind,
        who=who,
        number=number,
        pair=pair,
        previous=pairs.before(store, kind, place),
        following=pairs.after(store, kind, place) or _first(store, kind, pair),
    )


def _first(store: Store, kind: Filter, pair: Pair) -> Waiting | None:
    """Return where the queue begins again behind its last pair."""
    first = pairs.after(store, kind)
    return first if first and (first.left, first.right) != (pair.left.id, pair.right.id) else None


def _is_waiting(store: Store, pair: Pair) -> bool:
    link = store.link(pair.left.id, pair.right.id)
    return link is not None and link.verdict == "uncertain" and pair.verdict is None


def _pair(store: Store, left: str, right: str) -> Pair:
    """Return two records in the order of their link, or in that in which they were asked for."""
    link = store.link(left, right)
    if link is not None:
        left, right = link.left, link.right
    ours, theirs = found(store, left), found(store, right)
    return Pair(
        left=side(*ours),
        right=side(*theirs),
        fields=compare((ours[0], ours[1].record), (theirs[0], theirs[1].record)),
        link=link.kind if link else None,
        probability=link.probability if link else None,
        waterfall=waterfall(link) if link else None,
        against=() if ours[1].id == theirs[1].id else tuple(_against(ours, theirs)),
        verdict=pairs.verdict(store, left, right),
        merged=ours[1].id == theirs[1].id,
    )


def _against(ours: tuple[Record, Canonical], theirs: tuple[Record, Canonical]) -> Iterator[Against]:
    """Yield what excludes that the two are one, by all that their canonical records hold."""
    for veto in excluding(features(ours[1].record), features(theirs[1].record)):
        yield Against(SLOTS.get(veto.field) or scheme_label(veto.field), veto.left, veto.right)


def _undoable(store: Store, who: str) -> Undoable | None:
    """Return the last decision of somebody that still stands."""
    acts = (act for act in store.journal.acts(limit=RECENT) if act.kind == "pair" and not act.undone and act.who == who)
    return next((_told(store, act) for act in acts), None)


def _told(store: Store, act: Act) -> Undoable:
    word = store.journal.words(act.number)[1][0]
    return Undoable(act.number, act.what, act.who, word.left, word.right)


def decide(store: Store, request: Request, form: Form) -> Done:
    """Keep a person's word on two records, and show the pair after them."""
    word = _VERDICTS.get(form.get("verdict", ""))
    if word is None:
        raise HTTPException(400, "a decision is either same or different")
    left, right = (record_named(store, form.get(name, "")) for name in ("left", "right"))
    ours, theirs = found(store, left), found(store, right)
    if ours[0].kind != theirs[0].kind and word == "same":
        raise HTTPException(400, "a paper and a trial are never one record")
    if pairs.verdict(store, left, right) != word:  # else a key was pressed twice, or two people agree
        saw = [_VERDICTS.get(form["seen"])] if "seen" in form else None
        store.journal.decide([Decision(left, right, word)], word, site(request).who, saw)
    to = _following(store, form, left, right) if "kind" in form else f"/records/{ours[1].id}"
    return Done(to, wording(language(request))(DECIDED[word]))


def undo(store: Store, request: Request, form: Form) -> Done:
    """Take a decision back, and show its pair again."""
    number = integer(form.get("number"), 0, 0, LAST_ACT)
    store.journal.undo(number)
    word = store.journal.words(number)[1][0]
    to = url("/duplicates", left=word.left, right=word.right, kind=_kind(form.get("kind")))
    return Done(to, wording(language(request))("Undone: decide anew."))


def _following(store: Store, form: Form, left: str, right: str) -> str:
    """Return the address of the next pair of the queue; after the last one, of the first that was skipped."""
    kind = _kind(form["kind"])
    link = store.link(left, right)
    following = pairs.after(store, kind, Place(link.probability, link.left, link.right)) if link else None
    following = following or pairs.after(store, kind)
    ends = {"left": following.left, "right": following.right} if following else {}
    return url("/duplicates", kind=kind, **ends)


ROUTES = (
    *page("/duplicates", "duplicates.html", duplicates),
    action("/duplicates/decide", decide),
    action("/duplicates/undo", undo),
)
