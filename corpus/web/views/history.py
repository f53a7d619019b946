"""Everything that people decided, the latest first, to be looked at and undone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request

from corpus.journal import LAST_ACT, Act
from corpus.store import Store
from corpus.web.pages import Done, Form, action, back, integer, language, page
from corpus.web.past import Change, changes
from corpus.web.sides import headings
from corpus.web.templating import url, wording

PAGE_SIZE = 50
PAIRS = 5
"""Pairs of one act that are shown; splitting a large record takes hundreds."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, and what was decided on them; None where nothing was, before or after."""

    left: str
    right: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Deed:
    """An act with what it changed."""

    act: Act
    title: str | None
    """Of the canonical record as it is now; None where there is none of that id any more."""
    pairs: tuple[Pair, ...]
    more_pairs: int
    changes: tuple[Change, ...]
    """Of the words of an alignment; where there are none, its beads were changed."""
    blocked_by: int | None
    """The latest act on the same that still holds: it has to be undone before this one can."""


@dataclass(frozen=True, slots=True)
class History:
    """A page of what people did."""

    deeds: tuple[Deed, ...]
    latest_standing: int | None
    """The latest act here that can be undone."""
    earlier: str | None
    """Address of what was done before."""
    latest: str | None
    """Address of the first page, where this is another."""


def history(store: Store, request: Request) -> History:
    before = integer(request.query_params.get("before"), LAST_ACT, 1, LAST_ACT)
    acts = list(store.journal.acts(before=before, limit=PAGE_SIZE + 1))
    shown = acts[:PAGE_SIZE]
    deeds = tuple(_deeds(store, shown))
    return History(
        deeds=deeds,
        latest_standing=next((d.act.number for d in deeds if not d.act.undone and d.blocked_by is None), None),
        earlier=url("/history", before=shown[-1].number) if len(acts) > PAGE_SIZE else None,
        latest="/history" if before < LAST_ACT else None,
    )


def undo(store: Store, request: Request, form: Form) -> Done:
    act = store.journal.undo(integer(form.get("number"), 0, 0, LAST_ACT))
    say = wording(language(request))
    return Done(back(request), say("Undone: {what}", what=say(act.what)))


def _deeds(store: Store, acts: Sequence[Act]) -> Iterator[Deed]:
    titles = headings(store, (act.canonical for act in acts))
    last = _last_standing(store, acts)
    for act in acts:
        pairs = tuple(_pairs(store, act)) if act.kind == "pair" else ()
        later = last.get(act.subject, act.number)
        yield Deed(
            act=act,
            title=titles.get(act.canonical),
            pairs=pairs[:PAIRS],
            more_pairs=max(0, len(pairs) - PAIRS),
            changes=tuple(changes(*store.journal.texts(act.number))) if act.kind == "alignment" else (),
            blocked_by=None if act.undone or later == act.number else later,
        )


def _pairs(store: Store, act: Act) -> Iterator[Pair]:
    for before, after in zip(*store.journal.words(act.number), strict=True):
        yield Pair(after.left, after.right, before.verdict, after.verdict)


def _last_standing(store: Store, acts: Sequence[Act]) -> Mapping[str, int]:
    """Return by subject the latest act that is not undone."""
    subjects = sorted({act.subject for act in acts})
    slots = ", ".join("?" * len(subjects))
    sql = f"SELECT subject, max(number) FROM acts WHERE NOT undone AND subject IN ({slots}) GROUP BY 1"  # noqa: S608
    return dict(store.rows(sql, *subjects))


ROUTES = (*page("/history", "history.html", history), action("/history/undo", undo))
