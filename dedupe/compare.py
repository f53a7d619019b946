"""Sum the evidence on a pair; say same, uncertain or different.

A logistic model over levels of agreement: unlike Fellegi-Sunter it does not take fields for independent, and title,
abstract, volume and pages are not.
"""

import math
from collections.abc import Iterator, Sequence

import msgspec

from dedupe.features import Features
from dedupe.link import Evidence, Link, LinkKind, Verdict
from dedupe.signals import Signal, place_signals, signals, title_signals
from dedupe.text import is_han
from dedupe.weights import BIAS, WEIGHTS

SAME = 0.85
"""Above the highest probability of a false pair of the labelled sets: 0.68, or 0.83 for a set left out of the fit."""
UNCERTAIN = 0.1
"""Below it stand 4 of the 2,764 true candidate pairs of the labelled sets; between the two, 11 true and 27 false."""
VETO = -30.0
"""Log-odds of two values that exclude each other: no sum of other fields outweighs it."""
SHOWN_CHARS = 120
"""Characters of a value that evidence keeps."""
SET_BY_HAND = {
    ("authors", "other script"): -1.7,
    ("id", "shared"): 20.0,
    ("weak id", "shared"): 1.5,
    ("numbers", "same"): 5.0,
    ("numbers", "some"): 2.5,
    ("numbers", "few"): -1.0,
    ("numbers", "different"): -3.0,
    ("meaning", "nearest"): 3.0,
}
"""What the labelled sets cannot teach. An own identifier outweighs all fields, a shared one helps beside a title.
Authors that pinyin does not match: half of what strangers in one script are worth. Numbers: by the counts at
``signals.NUMBER_LEVELS``, with a margin since false pairs grow with the input. Meaning: of 1,137 mutual nearest
neighbours there 1,128 are translations, but the bundled encoder may know such texts."""
ALL_WEIGHTS = WEIGHTS | SET_BY_HAND
"""Log-odds by (field, level)."""
_MOST = {field: max(w for (name, _), w in ALL_WEIGHTS.items() if name == field) for field, _ in ALL_WEIGHTS}
"""The weight of a field's best level."""
_UNCERTAIN_ODDS = math.log(UNCERTAIN / (1 - UNCERTAIN))
_TEXT = frozenset({"title", "title numbers", "authors", "abstract"})
"""What a preprint or meeting abstract shares with its paper, unlike the place and date of publication."""
_ONE_TITLE = frozenset({"same", "near"})
_ONE_TEAM = frozenset({"all", "most", "one"})
_ONE_PER_VERSION = frozenset({"doi", "pmid", "pmcid"})
_ONE_PLACE = frozenset({"same", "similar", "range", "page", "partly"})
VERSION_YEARS = 3
"""Years between two versions of one paper, at most."""


def compare(left: Features, right: Features, meaning: float | None = None) -> Link:
    """Return the verdict on one pair, smaller id on the left, with the evidence of every field that both sides have.

    Where the two are not the same, but one text at two kinds of place, the link is ``version-of`` and its evidence is
    the text alone.

    Args:
        left: one record.
        right: the other.
        meaning: cosine of texts in two languages that are each other's nearest neighbours.
    """
    left, right = sorted((left, right), key=lambda f: f.id)
    found = list(signals(left, right))
    if meaning is not None:
        found.append(Signal("meaning", "nearest", "", "", meaning))
    vetoes = list(excluding(left, right))
    same = _link(left, right, "same-as", [*map(_evidence, found), *vetoes])
    if same.verdict == "same" and not _enough(found):
        return msgspec.structs.replace(same, verdict="uncertain")
    if same.verdict != "same" and _are_versions(left, right, found, vetoes):
        return _link(left, right, "version-of", [_evidence(s) for s in found if s.field in _TEXT])
    return same


def _enough(found: Sequence[Signal]) -> bool:
    """Tell whether the evidence can merge, however much it sums up to.

    That is an identifier; or a common text with common authors or a common place; or, without a common text, the whole
    team and either the place in a volume or the numbers of the abstracts.
    """
    levels = {s.field: s.level for s in found}
    if levels.get("id") == "shared":
        return True
    if "title" in levels or "abstract" in levels:
        return levels.get("authors") in _ONE_TEAM or bool({levels.get("journal"), levels.get("pages")} & _ONE_PLACE)
    place = levels.get("pages") == "range" and levels.get("volume") == "same"
    return levels.get("authors") == "all" and (place or levels.get("numbers") == "same")


def _link(left: Features, right: Features, kind: LinkKind, evidence: Sequence[Evidence]) -> Link:
    probability = _probability(BIAS + sum(e.weight for e in evidence))
    return Link(left.id, right.id, kind, _verdict(probability), probability, tuple(evidence))


def tells_apart(link: Link) -> bool:
    """Tell whether two records, however alike, came out in two places: no third record that lacks one may join them."""
    levels = {e.field for e in link.evidence if e.weight < 0}
    return link.verdict != "same" and {"journal", "pages"} <= levels


def cannot_link(left: Features, right: Features) -> bool:
    """Tell, from what is compared fastest, whether no agreement of the other fields could make a pair even uncertain.

    It spares nine of ten candidates the rest of the comparison and changes no verdict.
    """
    if left.own & right.own:
        return False
    titles = list(title_signals(left, right))
    if titles and titles[0].level in _ONE_TITLE:
        return False
    compared = sum(_weight(s) for s in (*titles, *place_signals(left, right)))
    return BIAS + compared + _most_of_the_rest(left, right) < _UNCERTAIN_ODDS


def _most_of_the_rest(left: Features, right: Features) -> float:
    """Return the log-odds of the fields that ``cannot_link`` does not compare, if all of them agreed."""
    most = 0.0
    if left.authors and right.authors:
        most += _MOST["authors"]
    if left.journal and right.journal:
        most += _MOST["journal"]
    if left.weak & right.weak:
        most += _MOST["weak id"]
    if left.abstracts and right.abstracts:
        one_script = any(is_han(ours) == is_han(theirs) for ours in left.abstracts for theirs in right.abstracts)
        most += _MOST["abstract" if one_script else "numbers"]
    return most


def excluding(left: Features, right: Features) -> Iterator[Evidence]:
    """Yield a veto for every slot in which the two hold values that exclude each other."""
    for slot in sorted({slot for slot, _ in left.exclusive} & {slot for slot, _ in right.exclusive}):
        ours, theirs = ({value for name, value in f.exclusive if name == slot} for f in (left, right))
        if ours.isdisjoint(theirs):
            yield Evidence(slot, min(ours), min(theirs), None, VETO)


def _evidence(s: Signal) -> Evidence:
    return Evidence(s.field, s.left[:SHOWN_CHARS], s.right[:SHOWN_CHARS], s.similarity, _weight(s))


def _weight(s: Signal) -> float:
    return ALL_WEIGHTS.get((s.field, s.level), 0.0)


def _verdict(probability: float) -> Verdict:
    return "same" if probability >= SAME else "uncertain" if probability >= UNCERTAIN else "different"


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def _are_versions(left: Features, right: Features, found: Sequence[Signal], vetoes: Sequence[Evidence]) -> bool:
    """Tell whether one text came out at two kinds of place: a preprint server or a meeting, and elsewhere."""
    levels = {s.field: s.level for s in found}
    return (
        bool(left.venue and right.venue)
        and left.venue != right.venue
        and "id" not in levels
        and levels.get("title") in _ONE_TITLE
        and levels.get("authors") in _ONE_TEAM
        and not (left.year and right.year and abs(left.year - right.year) > VERSION_YEARS)
        and all(veto.field in _ONE_PER_VERSION for veto in vetoes)
    )
