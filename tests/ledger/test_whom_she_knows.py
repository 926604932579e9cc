"""How well the seeker knows somebody, as far as the ledger says."""

from keepknocking.ledger.people import TieStrength
from keepknocking.ledger.story.reading import read_story


def test_the_last_word_on_a_tie_counts_and_only_of_her_own_ties() -> None:
    ledger = read_story("""
        2026-03-02 know Ana Reyes slightly
        2026-03-05 know Ana Reyes well
        2026-03-06 Ana Reyes knows Ben Ode well
        """).ledger
    assert ledger.strength_told("ana-reyes") is TieStrength.CLOSE
    assert ledger.strength_told("ben-ode") is None
    assert ledger.strength_told("nobody") is None


def test_somebody_is_met_by_meeting_her_or_by_an_introduction() -> None:
    ledger = read_story("""
        2026-03-02 met Ana Reyes
        2026-03-03 asked Ana Reyes for an introduction to Ben Ode
        2026-03-04 Ana Reyes promised
        2026-03-05 Ana Reyes introduced me to Ben Ode
        2026-03-06 Ben Ode knows Chen Wu
        """).ledger
    assert ledger.has_met("ana-reyes")
    assert ledger.has_met("ben-ode")
    assert not ledger.has_met("chen-wu")
