"""Figures: every row is whole, and what nobody verified is shown to nobody."""

from collections import Counter
from dataclasses import replace
from math import log

import pytest

from keepknocking.evidence.figures import (
    BrokenFigures,
    Figure,
    Status,
    UnknownFigure,
    figure,
    figures_from,
    read_all_for_checking,
    read_figures,
    shown,
)
from keepknocking.evidence.sources import (
    BrokenSources,
    Source,
    UnknownSource,
    read_sources,
    source,
    sources_from,
)

SOURCES = {"book": Source(key="book", authors="A", year="", title="", published="P")}

ROW = """
[{key}]
value = 0.4
unit = "share"
who = "people"
measures = "something"
source = "book"
where = "page 1"
status = "{status}"
"""


def row(key: str = "seen", status: str = "checked", more: str = "") -> str:
    return ROW.format(key=key, status=status) + more + "\n"


def numbered(key: str) -> float:
    """The value of a figure that is a number."""
    value = figure(key).value
    assert value is not None
    return value


def texts_of(each: Figure) -> str:
    """Everything of a figure that a user may see."""
    texts = (each.words, each.unit, each.n_note, each.who, each.measures, each.where, each.caution)
    numbers = (each.value, each.low, each.high, each.n)
    return " ".join([*texts, each.not_shown, *map(str, numbers), str(each.parameters)])


def test_every_row_is_there() -> None:
    counts = Counter(each.status for each in read_all_for_checking().values())
    assert counts == {
        Status.CHECKED: 123,
        Status.UNCHECKED: 34,
        Status.DERIVED: 12,
        Status.MEASURED: 12,
    }


def test_only_unverified_rows_and_what_rests_on_them_are_kept_back() -> None:
    kept_back = read_all_for_checking().keys() - read_figures().keys()
    unchecked = {
        key for key, each in read_all_for_checking().items() if each.status is Status.UNCHECKED
    }
    assert kept_back == unchecked | {"forward_delay_lognormal"}


@pytest.mark.parametrize("key", ["forward_delay_lognormal", "guiot_completion", "milkman_reply"])
def test_an_unverified_figure_is_unknown_to_everybody_who_asks(key: str) -> None:
    assert key in read_all_for_checking()
    with pytest.raises(UnknownFigure, match=key):
        figure(key)


def test_no_figure_shown_says_what_is_only_remembered() -> None:
    for each in read_figures().values():
        seen = texts_of(each)
        assert each.not_shown == ""
        for words in ("recalled", "unchecked", "remembered", "4.05", "22.4", "0.224", "SD 5.5"):
            assert words not in seen, each.key
    assert "1.5" not in texts_of(figure("forward_delay_mean"))
    assert "million" not in texts_of(figure("gee_strong_tie"))
    assert "agree" not in texts_of(figure("dodds_forward_p_implied"))
    assert "country" not in texts_of(figure("dodds_true_median_len"))


def test_the_hidden_parts_are_kept_for_those_who_check() -> None:
    hidden = {key for key, each in read_all_for_checking().items() if each.not_shown}
    assert hidden == {
        "dodds_no_recipient",
        "dodds_completed_len_mean",
        "dodds_true_median_len",
        "dodds_forward_p_implied",
        "forward_delay_mean",
        "bortnick_found_month",
        "gee_strong_tie",
    }


def test_a_wrong_key_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(UnknownFigure, match=r"did you mean 'mixer_encounters'"):
        figure("mixer_encounter")
    with pytest.raises(UnknownFigure, match=r"there is no figure 'zzz'$"):
        figure("zzz")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("dodds_start_rate", 24163 / 98847),
        ("dodds_completion_rate", 384 / 24163),
        ("tm_start_rate", 217 / 296),
        ("tm_completion_of_sent", 64 / 217),
        ("tm_first_dropout", 79 / 296),
        ("tm_forward_p_implied", (64 / 217) ** (1 / 5.2)),
        ("mst_bias_logodds_1m", log(0.26 / 0.74) - log(0.10 / 0.90)),
        ("mst_bias_logodds_3m", log(0.47 / 0.53) - log(0.40 / 0.60)),
        ("implied_referral_to_interview", 0.0625 / (0.456 * 0.682)),
        ("implied_cold_to_interview", 0.0066 / (0.456 * 0.682)),
    ],
)
def test_the_arithmetic_of_derived_figures_holds(key: str, value: float) -> None:
    written = numbered(key)
    # To the last digit that is written.
    digits = len(str(written).partition(".")[2])
    assert round(value, digits) == pytest.approx(written, abs=0.5 * 10**-digits)


def test_the_rate_of_a_link_follows_from_the_length_of_the_chains() -> None:
    implied = figure("dodds_forward_p_implied")
    assert implied.low == pytest.approx((384 / 24163) ** (1 / 4.0), abs=0.001)
    assert implied.high == pytest.approx((384 / 24163) ** (1 / 4.2), abs=0.001)


def test_shares_that_must_sum_to_one_do() -> None:
    weeks = ("lt5w", "5_14w", "15_26w", "27w")
    assert sum(numbered(f"bls_share_{each}") for each in weeks) == pytest.approx(1.0)


@pytest.mark.parametrize("study", ["mccall", "romeo"])
def test_fewer_are_still_searching_the_longer_it_takes(study: str) -> None:
    by_week = sorted(
        (int(key.split("_")[2][:-1]), numbered(key))
        for key in read_figures()
        if key.startswith(f"{study}_S_")
    )
    shares = [share for _, share in by_week]
    assert len(shares) >= 5
    assert shares == sorted(shares, reverse=True)


def test_every_figure_has_a_source_and_every_source_a_figure() -> None:
    used = {each.source for each in read_all_for_checking().values()}
    assert used == set(read_sources())


def test_a_source_reads_as_a_reference() -> None:
    assert str(source("marin-dont-mention-it-2012")) == (
        "Marin (2012), Don't mention it, Social Networks 34:181-192"
    )
    assert str(SOURCES["book"]) == "A, P"
    with pytest.raises(UnknownSource, match=r"did you mean 'romeo-1999'"):
        source("romeo-1998")
    with pytest.raises(UnknownSource, match=r"there is no source '0'$"):
        source("0")


@pytest.mark.parametrize(
    "text",
    [
        "book = 3",
        '[book]\nauthors = "A"\npublished = "P"\npages = "3"',
        '[book]\nauthors = "A"\npublished = "P"\nyear = 1999',
        '[book]\nauthors = "A"',
        '[book]\nauthors = ""\npublished = "P"',
    ],
)
def test_a_broken_source_is_refused(text: str) -> None:
    with pytest.raises(BrokenSources, match=r"^book: "):
        sources_from(text)


def test_a_good_row_is_read() -> None:
    text = row(more='n = 12\nlow = 0.3\nhigh = 1\nyear = "1999"\ncaution = "careful"')
    only = figures_from(text, sources=SOURCES)["seen"]
    assert (only.value, only.low, only.high, only.n, only.year) == (0.4, 0.3, 1.0, 12, "1999")
    assert only.caution == "careful"


def test_words_and_parameters_stand_in_the_place_of_a_value() -> None:
    in_words = row().replace("value = 0.4", 'words = "more"')
    assert figures_from(in_words, sources=SOURCES)["seen"].words == "more"
    of_a_law = row().replace("value = 0.4", "parameters = { mu = -1, zero = 0, sigma = 2.5 }")
    law = figures_from(of_a_law, sources=SOURCES)["seen"]
    assert law.parameters == (("mu", -1.0), ("zero", 0.0), ("sigma", 2.5))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("seen = 3", "is a table of"),
        (row(more="colour = 3"), "is a table of"),
        (row().replace('unit = "share"', ""), "unit is missing"),
        (row().replace("people", ""), "who is missing"),
        (row(status="sure"), "'sure' is none of"),
        (row().replace('"people"', "3"), "who is 3, not a text"),
        (row(more="caution = 3"), "caution is 3, not a text"),
        (row().replace("value = 0.4", "value = true"), "value is True, not a number"),
        (row().replace("value = 0.4", 'value = "0.4"'), "value is '0.4', not a number"),
        (row(more="parameters = 3"), "parameters are a table"),
        (row().replace("value = 0.4", 'parameters = { mu = "x" }'), "mu is 'x'"),
        (row(more='derived_from = "seen"'), "derived_from is a list"),
        (row().replace("value = 0.4", ""), "give one of"),
        (row(more='words = "more"'), "give one of"),
        (row(more="parameters = { mu = 1 }"), "give one of"),
        (row(more="low = 0.5"), "in order"),
        (row(more="high = 0.3"), "in order"),
        (row(more="low = nan"), "in order"),
        (row(more="high = inf"), "in order"),
        (row().replace("0.4", "40"), "not a share"),
        (row(more="n = 0"), "counted on 0"),
        (row(more='derived_from = ["seen"]'), "name ingredients"),
        (row(status="derived"), "name ingredients"),
        (row().replace('"book"', '"film"'), "no source 'film'"),
        (row(status="derived", more='derived_from = ["other"]'), "no ingredient 'other'"),
        (row(status="derived", more='derived_from = ["seen"]'), "seen is derived from itself"),
        (
            row() + row("next", "derived", 'derived_from = ["seen.not_shown"]'),
            r"no ingredient 'seen\.not_shown'",
        ),
        (
            row("one", "derived", 'derived_from = ["two"]')
            + row("two", "derived", 'derived_from = ["one"]'),
            "derived from itself",
        ),
    ],
)
def test_a_broken_row_is_refused(text: str, words: str) -> None:
    with pytest.raises(BrokenFigures, match=words):
        figures_from(text, sources=SOURCES)


def test_a_figure_is_as_firm_as_the_weakest_it_rests_on() -> None:
    text = (
        row("firm")
        + row("measured", "measured")
        + row("weak", "unchecked")
        + row("half", more='not_shown = "the other half"')
        + row("from_firm", "derived", 'derived_from = ["firm", "measured", "half"]')
        + row("from_weak", "derived", 'derived_from = ["firm", "weak"]')
        + row("from_hidden", "derived", 'derived_from = ["half.not_shown"]')
        + row("far_from_weak", "derived", 'derived_from = ["from_firm", "from_weak"]')
        + row("far_from_firm", "derived", 'derived_from = ["from_firm"]')
    )
    figures = figures_from(text, sources=SOURCES)
    assert set(shown(figures)) == {"firm", "measured", "half", "from_firm", "far_from_firm"}
    assert shown(figures)["half"] == replace(figures["half"], not_shown="")


def test_figures_cannot_be_changed_by_those_who_read_them() -> None:
    with pytest.raises(TypeError):
        read_figures()["new"] = figure("mixer_encounters")  # type: ignore[index]
