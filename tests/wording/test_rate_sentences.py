"""Every rate as one plain sentence."""

import pytest

from keepknocking.evidence.rates import Basis, Chance, DelayComponent, DelayLaw, Grounds, Quantity
from keepknocking.evidence.rates_file import default_rates
from keepknocking.wording.goals import heard
from keepknocking.wording.rate_sentences import (
    Subject,
    base_of,
    many_of,
    place_of,
    sentence_of,
    subject_of,
)

RATES = default_rates().entries
GROUNDS = Grounds(basis=Basis.ASSUMED, why="an example")


@pytest.mark.parametrize("rate", RATES, ids=lambda rate: rate.key)
def test_every_rate_has_a_sentence(rate: Chance) -> None:
    sentence = str(sentence_of(rate))
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert "_" not in sentence
    assert "%" not in sentence


def test_no_two_rates_have_the_same_sentence() -> None:
    frames = [(sentence_of(rate).before, sentence_of(rate).after) for rate in RATES]
    assert len(set(frames)) > len(RATES) - 3  # other ways differ in their unit alone
    assert len({str(sentence_of(rate)) for rate in RATES}) == len(RATES)


@pytest.mark.parametrize(
    ("key", "a", "b", "said"),
    [
        (
            "kinds.introduction.stranger.in_person.promise",
            1.0,
            1.0,
            "Of 100 strangers whom you ask for an introduction in person, 50 say yes.",
        ),
        (
            "events.ball.a_name",
            1.0,
            9.0,
            "Of 100 new people you talk to at an event of the kind “ball”, 10 give you a name.",
        ),
        (
            "events.all.an_interview",
            1.0,
            99.0,
            "Of 100 new people you talk to at an event, 1 agrees on an interview on the spot.",
        ),
        (
            "kinds.all.fulfilment",
            1.0,
            99.0,
            "Of 100 people whom you ask for something and who said yes, 1 does it.",
        ),
        (
            "events.all.an_offer",
            1.0,
            2999.0,
            "Of 10,000 new people you talk to at an event, 3 make an offer on the spot.",
        ),
    ],
)
def test_a_chance_is_told_in_whole_numbers(key: str, a: float, b: float, said: str) -> None:
    assert str(sentence_of(Chance(key=key, a=a, b=b, grounds=GROUNDS))) == said


def test_a_wait_is_told_as_an_average() -> None:
    law = DelayLaw(
        key="stages.offer.delay",
        components=(DelayComponent(weight=1.0, phases=1, mean_days=24.0),),
        grounds=GROUNDS,
    )
    assert str(sentence_of(law)) == "From an interview to an offer it takes 24 days on average."


def test_what_comes_rarely_in_a_week_is_told_of_a_hundred_weeks() -> None:
    rate = Quantity(
        key="other_ways.offers_per_week", value=0.0188, unit="offers a week", grounds=GROUNDS
    )
    assert str(sentence_of(rate)) == (
        "In 100 weeks, adverts, agencies and other ways without a person bring 1.9 offers."
    )


def test_a_chance_too_small_for_all_words_is_fewer_than_one() -> None:
    assert (base_of(0.0), many_of(0.0, 100)) == (100, "0")
    assert (base_of(1e-6), many_of(1e-6, 10_000)) == (10_000, "fewer than 1")
    assert many_of(0.0, 10_000) == "0"


def test_rates_stand_by_subject_in_their_natural_order() -> None:
    in_order = sorted((rate.key for rate in RATES), key=place_of)
    subjects = [subject_of(key) for key in in_order]
    assert subjects == sorted(subjects, key=list(Subject).index)
    assert in_order[:3] == [
        "kinds.all.promise",
        "kinds.all.decline_of_rest",
        "kinds.all.fulfilment",
    ]
    offers = [key for key in in_order if key.startswith("stages.offer")]
    assert offers[0] == "stages.offer.chance"


def test_one_search_does_what_many_do() -> None:
    assert heard("conversation", "1") == "talks to somebody inside"
    assert heard("conversation", "12") == "talk to somebody inside"
