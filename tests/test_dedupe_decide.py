from hypothesis import given
from hypothesis import strategies as st

from dedupe.decide import settle
from dedupe.link import Decision

_KINDS = dict.fromkeys("abcde", "paper") | {"t": "trial"}
_PAIRS = st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")).filter(lambda pair: pair[0] != pair[1])
_DECISIONS = st.lists(
    st.builds(lambda pair, verdict: Decision(*pair, verdict), _PAIRS, st.sampled_from(["same", "different"]))
)


def _same(left, right):
    return Decision(left, right, "same")


def _different(left, right):
    return Decision(left, right, "different")


def test_decisions_that_agree_all_hold():
    settled = settle([_same("a", "b"), _different("c", "b"), _same("c", "d")], _KINDS)
    assert set(settled.together) == {("a", "b"), ("c", "d")}
    assert settled.apart == (("c", "b"),)
    assert settled.warnings == ()


def test_of_three_that_cannot_hold_together_the_first_is_left_aside_and_told():
    one, two, three = _same("a", "b"), _same("b", "c"), _different("a", "c")
    for first, *later in ([one, two, three], [two, three, one], [three, one, two]):
        settled = settle([first, *later], _KINDS)
        assert settled == settle(later, _KINDS)._replace(warnings=settled.warnings)
        (warning,) = settled.warnings
        assert repr(first.left) in warning
        assert repr(first.right) in warning


def test_a_later_word_on_the_same_pair_counts():
    assert settle([_same("a", "b"), _different("b", "a")], _KINDS).apart == (("b", "a"),)
    assert settle([_different("b", "a"), _same("a", "b")], _KINDS).together == (("a", "b"),)


def test_a_paper_and_a_trial_cannot_be_called_the_same_not_even_over_a_third():
    settled = settle([_same("a", "t")], _KINDS)
    assert settled.together == ()
    assert "one is a paper and the other a trial" in settled.warnings[0]


def test_a_record_does_not_differ_from_itself():
    settled = settle([_different("a", "a")], _KINDS)
    assert settled.apart == ()
    assert "itself" in settled.warnings[0]


def test_a_decision_on_a_record_that_is_not_here_waits():
    assert settle([_same("a", "gone")], _KINDS) == ((), (), ())


@given(_DECISIONS)
def test_every_decision_holds_or_is_told_and_those_that_hold_agree(decisions):
    settled = settle(decisions, _KINDS)
    assert len(settled.together) + len(settled.apart) + len(settled.warnings) == len(decisions)
    kept = [_same(*pair) for pair in settled.together] + [_different(*pair) for pair in settled.apart]
    assert settle(kept, _KINDS).warnings == ()


@given(_DECISIONS)
def test_the_last_decision_always_holds(decisions):
    for decision in decisions[-1:]:
        settled = settle(decisions, _KINDS)
        assert (decision.left, decision.right) in (settled.together if decision.verdict == "same" else settled.apart)
