"""Words that several pages share."""

from datetime import date

import pytest

from keepknocking.evidence.rates import Chance, DelayLaw, Quantity
from keepknocking.evidence.rates_file import default_rates
from keepknocking.web.words import ago, apart, rate_in_words, rate_value


@pytest.mark.parametrize(
    ("day", "said"),
    [(12, "today"), (13, "today"), (11, "yesterday"), (10, "2 days ago")],
)
def test_how_long_ago_a_day_was(day: int, said: str) -> None:
    assert ago(date(2026, 3, day), today=date(2026, 3, 12)) == said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ana, 9 days", "Ana, 9 days"),
        ("שרה 9 days", "\u2068שרה\u2069 9 days"),
        (
            "asked שרה כהן-לוי for محمد الأحمد, 9",
            "asked \u2068שרה כהן-לוי\u2069 for \u2068محمد الأحمد\u2069, 9",
        ),
    ],
)
def test_what_runs_from_right_to_left_is_set_apart(text: str, told: str) -> None:
    assert apart(text) == told


def test_every_rate_has_a_value_in_words_and_no_percent_sign() -> None:
    ends = {Chance: " of 100", DelayLaw: " days", Quantity: ""}
    kinds = set()
    for rate in default_rates().entries:
        said = rate_value(rate)
        kinds.add(type(rate))
        assert said.endswith(ends[type(rate)])
        assert "%" not in said
        assert rate_in_words(rate.key)
    assert kinds == set(ends)
