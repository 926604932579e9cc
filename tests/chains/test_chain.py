"""Which asks led to which, and where each chain stands."""

import pytest

from keepknocking.chains.chain import Chain, ChainStatus, chains, first_asks, unasked_openings
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.reading import read_story

TO_BRIGHTWATER = """
2026-03-02 met Ana Reyes (Harbor Foods, buyer)
2026-03-03 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
2026-03-12 Ana Reyes promised
2026-03-15 Ana Reyes introduced me to Ben Ode
2026-03-16 asked Ben Ode for an introduction to Chen Wu (Brightwater)
2026-03-20 Ben Ode introduced me to Chen Wu
"""


def ledger_of(story: str) -> Ledger:
    told = read_story(story)
    assert told.problems == ()
    return told.ledger


def only_chain(story: str) -> Chain:
    (chain,) = chains(ledger_of(story))
    return chain


def path(chain: Chain) -> list[str]:
    return [ask.of for ask in chain.asks]


def test_an_introduction_leads_from_one_ask_to_the_next() -> None:
    chain = only_chain(TO_BRIGHTWATER + "2026-03-21 asked Chen Wu about openings\n")
    assert path(chain) == ["ana-reyes", "ben-ode", "chen-wu"]
    assert chain.status is ChainStatus.WAITING
    assert chain.tip.of == "chen-wu"


def test_after_an_introduction_it_is_the_seekers_turn() -> None:
    chain = only_chain(TO_BRIGHTWATER)
    assert chain.status is ChainStatus.YOUR_TURN
    assert chain.next_person == "chen-wu"


def test_after_a_talk_the_next_step_is_to_ask_the_same_person() -> None:
    chain = only_chain(
        """
        2026-03-02 know Ana Reyes
        2026-03-02 asked Ana Reyes for a conversation
        2026-03-05 talked with Ana Reyes
        """
    )
    assert chain.status is ChainStatus.YOUR_TURN
    assert chain.next_person == "ana-reyes"


def test_a_promise_of_no_name_leaves_the_next_person_open() -> None:
    chain = only_chain(
        """
        2026-03-02 know Ana Reyes
        2026-03-02 asked Ana Reyes for an introduction
        2026-03-04 Ana Reyes promised
        2026-03-05 Ana Reyes kept the promise
        """
    )
    assert chain.next_person is None


def test_through_somebody_counts_before_the_introduction() -> None:
    ledger = ledger_of(
        TO_BRIGHTWATER
        + """
        2026-03-16 know Dana Moss
        2026-03-17 asked Dana Moss for a conversation
        2026-03-22 asked Chen Wu about openings through Dana Moss
        """
    )
    assert ["dana-moss", "chen-wu"] in [path(chain) for chain in chains(ledger)]


def test_through_somebody_who_was_never_asked_is_a_first_ask() -> None:
    ledger = ledger_of(
        """
        2026-03-02 know Ana Reyes
        2026-03-02 know Ben Ode
        2026-03-03 asked Ben Ode about openings through Ana Reyes
        """
    )
    assert [ask.of for ask in first_asks(ledger)] == ["ben-ode"]


def test_an_unasked_introduction_hangs_on_the_last_ask_of_who_made_it() -> None:
    ledger = ledger_of(
        """
        2026-03-02 know Ana Reyes
        2026-03-02 asked Ana Reyes for a conversation
        2026-03-05 Ana Reyes introduced me to Ben Ode unasked
        2026-03-06 asked Ben Ode about openings
        """
    )
    assert ["ana-reyes", "ben-ode"] in [path(chain) for chain in chains(ledger)]


def test_an_introduction_after_the_ask_did_not_lead_to_it() -> None:
    ledger = ledger_of(
        """
        2026-03-02 know Ana Reyes
        2026-03-02 know Ben Ode
        2026-03-03 asked Ana Reyes for an introduction to Ben Ode
        2026-03-04 asked Ben Ode about openings
        2026-03-06 Ana Reyes introduced me to Ben Ode
        """
    )
    assert [ask.of for ask in first_asks(ledger)] == ["ana-reyes", "ben-ode"]


def test_an_opening_told_of_leads_to_the_ask_that_is_for_it() -> None:
    ledger = ledger_of(
        """
        2026-03-02 know Ana Reyes
        2026-03-02 know Ben Ode
        2026-03-03 asked Ana Reyes about openings
        2026-03-05 Ana Reyes told me of "Planner" at Brightwater
        2026-03-06 asked Ben Ode for a referral for "Planner" at Brightwater
        """
    )
    assert ["ana-reyes", "ben-ode"] in [path(chain) for chain in chains(ledger)]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ("", ChainStatus.YOUR_TURN),
        ('2026-03-10 applied for "Planner" at Brightwater', ChainStatus.AT_THE_EMPLOYER),
        ('2026-03-10 closed "Planner" at Brightwater', ChainStatus.OVER),
        (
            """2026-03-10 applied for "Planner" at Brightwater
            2026-03-12 interview for "Planner" at Brightwater
            2026-03-20 rejected for "Planner" at Brightwater""",
            ChainStatus.OVER,
        ),
        (
            """2026-03-10 applied for "Planner" at Brightwater
            2026-03-20 offer for "Planner" at Brightwater""",
            ChainStatus.OFFER,
        ),
    ],
)
def test_a_chain_that_reached_an_opening_stands_where_the_opening_stands(
    more: str, status: ChainStatus
) -> None:
    chain = only_chain(
        f"""
        2026-03-02 know Ana Reyes
        2026-03-03 asked Ana Reyes about openings
        2026-03-05 Ana Reyes told me of "Planner" at Brightwater
        {more}
        """
    )
    assert chain.status is status
    assert chain.opening is not None


def test_a_refusal_ends_the_chain() -> None:
    chain = only_chain(
        """
        2026-03-02 know Ana Reyes
        2026-03-03 asked Ana Reyes about openings
        2026-03-05 Ana Reyes declined
        """
    )
    assert chain.status is ChainStatus.OVER


def test_a_referral_that_was_given_stands_with_its_opening() -> None:
    chain = only_chain(
        """
        2026-03-02 know Ana Reyes
        2026-03-02 opening "Planner" at Brightwater
        2026-03-03 asked Ana Reyes for a referral for "Planner" at Brightwater
        2026-03-05 Ana Reyes referred me for "Planner" at Brightwater
        """
    )
    assert chain.status is ChainStatus.YOUR_TURN
    assert chain.opening is not None


def test_one_ask_may_lead_to_two_chains() -> None:
    ledger = ledger_of(
        TO_BRIGHTWATER
        + """
        2026-03-21 asked Chen Wu about openings
        2026-03-18 asked Ben Ode about openings
        """
    )
    assert [path(chain) for chain in chains(ledger)] == [
        ["ana-reyes", "ben-ode"],
        ["ana-reyes", "ben-ode", "chen-wu"],
    ]


def test_an_opening_is_shown_once_at_the_end_of_the_asks_that_are_for_it() -> None:
    chain = only_chain(
        """
        2026-03-02 know Ana Reyes
        2026-03-03 asked Ana Reyes about openings
        2026-03-05 Ana Reyes told me of "Planner" at Brightwater
        2026-03-06 asked Ana Reyes for a referral for "Planner" at Brightwater
        2026-03-09 Ana Reyes referred me for "Planner" at Brightwater
        2026-03-10 applied for "Planner" at Brightwater through Ana Reyes
        """
    )
    assert path(chain) == ["ana-reyes", "ana-reyes"]
    assert chain.status is ChainStatus.AT_THE_EMPLOYER


def test_asks_of_one_day_that_would_lead_to_each_other_are_no_circle() -> None:
    ledger = ledger_of(
        """
        2026-03-02 know Ana Reyes
        2026-03-02 know Ben Ode
        2026-03-03 asked Ana Reyes about openings through Ben Ode
        2026-03-03 asked Ben Ode about openings through Ana Reyes
        """
    )
    assert sorted(len(chain.asks) for chain in chains(ledger)) == [2]


def test_an_opening_that_no_ask_led_to_stands_beside_the_chains() -> None:
    ledger = ledger_of(
        """
        2026-03-02 know Ana Reyes
        2026-03-03 asked Ana Reyes about openings
        2026-03-05 Ana Reyes told me of "Planner" at Brightwater
        2026-03-06 Ana Reyes told me of "Buyer" at Oak Bank unasked
        2026-03-07 opening "Clerk" at Harbor Foods
        """
    )
    titles = [opening.title for opening in unasked_openings(ledger)]
    assert titles == ["Buyer", "Clerk"]


def test_no_asks_no_chains() -> None:
    assert chains(Ledger()) == ()
