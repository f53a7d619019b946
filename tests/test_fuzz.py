"""Damaged and hostile input: every saved one again, and new ones made of them."""

from pathlib import Path

import pytest
from fuzz.targets import CORPUS, PIECES, TARGETS, seeds
from hypothesis import given, settings
from hypothesis import strategies as st

EXAMPLES = {"pdf": 15, "files": 80}
"""Inputs made for the slow targets; 100 for the others."""
SAVED = [file for target in TARGETS for file in sorted((CORPUS / target).iterdir())]


def damaged(kind: str) -> st.SearchStrategy[bytes]:
    """Saved inputs cut, repeated, joined and sprinkled with pieces."""
    place = st.floats(0, 1)
    change = st.one_of(
        st.tuples(st.just("insert"), place, st.sampled_from(PIECES) | st.binary(max_size=8), st.integers(1, 40)),
        st.tuples(st.just("cut"), place, st.just(b""), st.integers(1, 200)),
        st.tuples(st.just("repeat"), place, st.just(b""), st.integers(1, 200)),
    )
    return st.builds(changed, st.sampled_from(seeds(kind)), st.lists(change, max_size=6))


def changed(data: bytes, changes: list[tuple[str, float, bytes, int]]) -> bytes:
    for kind, place, piece, times in changes:
        at = int(place * len(data))
        if kind == "insert":
            data = data[:at] + piece * times + data[at:]
        elif kind == "cut":
            data = data[:at] + data[at + times :]
        else:
            data = data[:at] + data[at : at + 40] * times + data[at:]
    return data


@pytest.mark.parametrize("file", SAVED, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_saved_input_keeps_the_promises(file: Path) -> None:
    TARGETS[file.parent.name](file.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_damaged_input_keeps_the_promises(target: str) -> None:
    @settings(max_examples=EXAMPLES.get(target, 100), deadline=None)
    @given(damaged(target))
    def drive(data: bytes) -> None:
        TARGETS[target](data)

    drive()
