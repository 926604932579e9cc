"""Rates files: what they replace, and every mistake with its place."""

import re
from pathlib import Path

import pytest

from keepknocking.evidence.places import (
    CHANNELS,
    EVENT_SLOTS,
    KIND_SLOTS,
    PURPOSES,
    SINGLE_SLOTS,
    STAGE_SLOTS,
    STAGES,
    TIES,
    Holds,
)
from keepknocking.evidence.rates import (
    Basis,
    Chance,
    DelayComponent,
    Grounds,
    MissingRate,
    Rates,
)
from keepknocking.evidence.rates_file import (
    MAX_BYTES,
    UnreadableRates,
    complete_rates,
    default_rates,
    read_rates,
)
from keepknocking.evidence.rates_problems import RatesProblem, shown

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "reference" / "rates.md"


def read(text: str | bytes) -> Rates:
    """The rates of a good file."""
    found = read_rates(text, name="mine.toml")
    assert isinstance(found, Rates), [str(problem) for problem in found]
    return found


def problems(text: str | bytes) -> tuple[RatesProblem, ...]:
    """The problems of a bad file."""
    found = read_rates(text, name="mine.toml")
    assert isinstance(found, tuple)
    assert found
    return found


def only_problem(text: str | bytes) -> RatesProblem:
    found = problems(text)
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]


@pytest.fixture(scope="module")
def manual() -> str:
    return MANUAL.read_text("utf-8")


@pytest.fixture(scope="module")
def example(manual: str) -> str:
    """The example of the manual."""
    found = re.search(r"```toml\n(.*?)```", manual, re.DOTALL)
    assert found is not None
    return found[1]


def test_an_empty_file_changes_nothing() -> None:
    rates = read("")
    assert rates.entries == default_rates().entries
    assert rates.name == "mine.toml"
    assert read("\ufeff# nothing\r\n").entries == rates.entries


def test_what_a_file_does_not_mention_stays() -> None:
    rates = read("[road]\nknows_of_opening.value = 0.5\n")
    changed = [
        rate
        for rate, old in zip(rates.entries, default_rates().entries, strict=True)
        if rate != old
    ]
    grounds = Grounds(basis=Basis.ASSUMED, why="given in mine.toml")
    assert changed == [Chance(key="road.knows_of_opening", value=0.5, grounds=grounds)]


@pytest.mark.parametrize(
    "text",
    [
        "kinds.all.promise = { beta = [2.5, 7.5] }",
        "[kinds]\nall.promise.beta = [2.5, 7.5]",
        "[kinds.all]\r\npromise = { mean = 0.25, worth = 10 }\r\n",
        '["kinds".all."promise"]\nworth = 10\nmean = 0.25',
        b"[kinds.all.promise]\nmean = 0.25\nworth = 10.0",
    ],
)
def test_one_chance_may_be_written_in_many_ways(text: str | bytes) -> None:
    promise = read(text).kind().promise
    assert (promise.a, promise.b) == (2.5, 7.5)


def test_a_chance_may_be_known_exactly() -> None:
    for value in (0, 1, 0.25):
        promise = read(f"[kinds.all.promise]\nvalue = {value}").kind().promise
        assert (promise.value, promise.a) == (value, None)


def test_a_delay_may_be_one_sum_or_a_mixture() -> None:
    rates = read(
        "[kinds.all]\n"
        "answer_delay = { mean_days = 4.5, phases = 3, spread = 0.2 }\n"
        "decline_delay = { mean_days = 4 }\n"
        "fulfilment_delay.mixture = [{ weight = 0.25, phases = 2, mean_days = 3 },\n"
        "  { weight = 0.75, mean_days = 9 }]\n"
    ).kind()
    assert rates.answer_delay.components == (DelayComponent(weight=1.0, phases=3, mean_days=4.5),)
    assert rates.answer_delay.scale_sd == 0.2
    assert rates.decline_delay.components == (DelayComponent(weight=1.0, phases=1, mean_days=4.0),)
    assert rates.fulfilment_delay.components == (
        DelayComponent(weight=0.25, phases=2, mean_days=3.0),
        DelayComponent(weight=0.75, phases=1, mean_days=9.0),
    )
    assert rates.fulfilment_delay.mean_days == 7.5


def test_weights_with_few_decimals_are_made_to_sum_to_one() -> None:
    third = "{ weight = 0.33333, mean_days = 3 }"
    law = read(f"kinds.all.answer_delay.mixture = [{third}, {third}, {third}]").kind().answer_delay
    assert [part.weight for part in law.components] == pytest.approx([1 / 3] * 3)


def test_an_amount_has_the_unit_of_its_place() -> None:
    rates = read('[search]\npool_people = { value = 12, spread = 0.1, unit = "people" }')
    assert (rates.pool_people.value, rates.pool_people.log_sd) == (12.0, 0.1)
    assert read("search.horizon_days.value = 90").horizon_days == 90


def test_a_kind_of_event_is_any_word() -> None:
    rates = read("[events.stammtisch]\na_name = { value = 0.3 }\n[events.'après-ski']\n")
    assert rates.event("Stammtisch").a_name.value == 0.3
    assert rates.event("Stammtisch").an_offer == default_rates().event().an_offer


def test_grounds_may_be_given() -> None:
    promise = read(
        "[kinds.all.promise]\nvalue = 0.5\n"
        'basis = "cited"\nfigures = ["marin_share_info"]\nwhy = "a study"\n'
    ).kind()
    assert promise.promise.grounds == Grounds(
        basis=Basis.CITED, figures=("marin_share_info",), why="a study"
    )


@pytest.mark.parametrize(
    ("text", "at", "place", "nearest"),
    [
        ("[kind.all]", (1, 2), "kind", "kinds"),
        ("[kinds.al.promise]\nvalue = 0.5", (1, 2), "kinds.al", "all"),
        ("[kinds.all]\npromis = { value = 0.4 }", (2, 1), "kinds.all.promis", "promise"),
        ("[kinds.all.promis]\nvalue = 0.4", (1, 2), "kinds.all.promis", "promise"),
        ("\n\n  kinds.referral.clos.promise.value = 0.4", (3, 3), "kinds.referral.clos", "close"),
        (
            "kinds = { referral = { close = { emial = {} } } }",
            (1, 34),
            "kinds.referral.close.emial",
            "email",
        ),
        (
            "[kinds.all.promise]\nmean = 0.4\nworht = 6\nworth = 6",
            (3, 1),
            "kinds.all.promise.worht",
            "worth",
        ),
        ("[stages.ofer.chance]", (1, 2), "stages.ofer", "offer"),
        ("[events.fair]\nnames = 3", (2, 1), "events.fair.names", "a_name"),
        ("[events.'Fair']\n", (1, 2), "events.Fair", "fair"),
        ("[search]\nzzz = 3", (2, 1), "search.zzz", None),
        (
            "[kinds.all]\nanswer_delay.mixture = [{ weight = 1, mean_day = 3, mean_days = 3 }]",
            (2, 39),
            "kinds.all.answer_delay.mixture[1].mean_day",
            "mean_days",
        ),
    ],
)
def test_an_unknown_key_is_met_with_the_nearest_one(
    text: str, at: tuple[int, int], place: str, nearest: str | None
) -> None:
    problem = only_problem(text)
    assert (problem.line, problem.column) == at
    assert (problem.place, problem.nearest) == (place, nearest)
    assert problem.expected.startswith("one of ")


CHANCE = "[kinds.all.promise]\n{}"
DELAY = "[kinds.all.answer_delay]\n{}"
AMOUNT = "[kinds.all.minutes]\n{}"
HORIZON = "[search.horizon_days]\n{}"


@pytest.mark.parametrize(
    ("text", "line", "found", "expected"),
    [
        (CHANCE.format("value = 1.1"), 2, "1.1", "a number from 0 to 1"),
        (CHANCE.format("value = -0.1"), 2, "-0.1", "a number from 0 to 1"),
        (CHANCE.format("value = nan"), 2, "nan", "a number from 0 to 1"),
        (CHANCE.format("value = inf"), 2, "inf", "a number from 0 to 1"),
        (CHANCE.format("value = true"), 2, "true", "a number from 0 to 1"),
        (CHANCE.format("value = '0.4'"), 2, "'0.4'", "a number from 0 to 1"),
        (CHANCE.format("value = 1" + "0" * 400), 2, "too long", "a number from 0 to 1"),
        (CHANCE.format("beta = [1, 0]"), 2, "0", "a number from 1e-06 to 1e+06"),
        (CHANCE.format("beta = [\n-1,\n 2]"), 3, "-1", "a number from 1e-06"),
        (CHANCE.format("beta = [1, false]"), 2, "false", "a number from 1e-06"),
        (CHANCE.format("beta = [1, 2, 3]"), 2, "[1, 2, 3]", "two numbers"),
        (CHANCE.format("beta = 3"), 2, "3", "two numbers"),
        (CHANCE.format("mean = 0\nworth = 6"), 2, "0", "a number from 0.0001 to 0.9999"),
        (CHANCE.format("mean = 0.4\nworth = 0"), 3, "0", "a number from 0.01"),
        (CHANCE.format("mean = 0.4"), 1, "mean", "one of: beta"),
        (CHANCE.format("value = 0.4\nbeta = [2, 3]"), 1, "beta and value", "one of: beta"),
        (CHANCE.format("why = 'because'"), 1, "no value", "one of: beta"),
        ("[kinds.all]\npromise = 0.4", 2, "0.4", "a table with one of: beta"),
        ("kinds = 0.4", 1, "0.4", "a table"),
        ("[kinds]\nall = []", 2, "[]", "a table"),
        ("[[kinds]]", 1, "[{}]", "a table"),
        (DELAY.format("mean_days = 0.5"), 2, "0.5", "a number from 1 to 36500"),
        (DELAY.format("mean_days = -3"), 2, "-3", "a number from 1 to 36500"),
        (DELAY.format("mean_days = 36501"), 2, "36501", "a number from 1 to 36500"),
        (DELAY.format("mean_days = 2\nphases = 3"), 2, "2", "at least 3, because each of the 3"),
        (DELAY.format("mean_days = 2\nphases = 1.5"), 3, "1.5", "a whole number from 1 to 20"),
        (DELAY.format("mean_days = 2\nphases = true"), 3, "true", "a whole number from 1 to 20"),
        (DELAY.format("mean_days = 90\nphases = 21"), 3, "21", "a whole number from 1 to 20"),
        (DELAY.format("phases = 2"), 1, "phases", "either mean_days"),
        (DELAY.format("spread = 2"), 1, "no value", "either mean_days"),
        (DELAY.format("mean_days = 2\nspread = -1"), 3, "-1", "a number from 0 to 3"),
        (DELAY.format("mean_days = 2\nspread = 3.1"), 3, "3.1", "a number from 0 to 3"),
        (DELAY.format("mean_days = 2\nmixture = []"), 1, "mean_days and mixture", "either"),
        (DELAY.format("mixture = []"), 2, "[]", "1 to 8 tables"),
        (DELAY.format("mixture = { weight = 1 }"), 2, "a table", "1 to 8 tables"),
        (DELAY.format("mixture = [\n3]"), 3, "3", "a table of weight"),
        (DELAY.format("mixture = [\n{ weight = 1 }]"), 3, "nothing", "mean_days = a number"),
        (DELAY.format("mixture = [\n{ mean_days = 4 }]"), 3, "nothing", "weight = a number"),
        (DELAY.format("mixture = [\n{ weight = 0, mean_days = 4 }]"), 3, "0", "above 0 to 1"),
        (DELAY.format("mixture = [{ weight = 0.9, mean_days = 4 }]"), 2, "0.9", "sum to 1"),
        (DELAY.format("[[kinds.all.answer_delay.mixture]]\nweight = 2"), 3, "2", "above 0 to 1"),
        (AMOUNT.format("value = 0"), 2, "0", "a number above 0 to 1e+06"),
        (AMOUNT.format("value = 1e7"), 2, "10000000.0", "a number above 0 to 1e+06"),
        (AMOUNT.format("spread = 0.1"), 1, "nothing", "value = a number above 0"),
        (AMOUNT.format("value = 3\nspread = nan"), 3, "nan", "a number from 0 to 3"),
        (AMOUNT.format("value = 3\nunit = 'hours'"), 3, "'hours'", "'minutes', or no unit"),
        (HORIZON.format("value = 90.5"), 2, "90.5", "a whole number above 0 to 3650"),
        (HORIZON.format("value = 4000"), 2, "4000", "a whole number above 0 to 3650"),
        (CHANCE.format("value = 1\nbasis = 'known'"), 3, "'known'", "one of cited, derived"),
        (CHANCE.format("value = 1\nbasis = 3"), 3, "3", "one of cited, derived"),
        (CHANCE.format("value = 1\nbasis = 'cited'"), 3, "'cited'", "figures = [...]"),
        (CHANCE.format("value = 1\nfigures = 'x'"), 3, "'x'", "a list of keys"),
        (CHANCE.format("value = 1\nfigures = [\n'zzz', 'romeo_S_4w']"), 4, "'zzz'", "the key of"),
        (CHANCE.format("value = 1\nfigures = ['romeo_S_4']"), 3, "'romeo_S_4'", "romeo_S_4w"),
        (CHANCE.format("value = 1\nfigures = [3]"), 3, "3", "the key of a figure"),
        (CHANCE.format("value = 1\nfigures = ['guiot_completion']"), 3, "'guiot", "the key of a"),
        (CHANCE.format("value = 1\nwhy = ' '"), 3, "' '", "a sentence"),
        (CHANCE.format("value = 1\nwhy = 3"), 3, "3", "a sentence"),
        (CHANCE.format('value = 1\nwhy = "a\\u0007"'), 3, "'a\\x07'", "a sentence"),
        (CHANCE.format(f"value = 1\nwhy = '{'x' * 1501}'"), 3, "'xxx", "at most 1500"),
    ],
)
def test_a_bad_value_is_shown_with_what_was_expected(
    text: str, line: int, found: str, expected: str
) -> None:
    problem = only_problem(text)
    assert problem.line == line
    assert problem.column is not None
    assert found in problem.found
    assert expected in problem.expected


@pytest.mark.parametrize(
    ("text", "line", "column", "found"),
    [
        ("[kinds\n", 1, 7, "Expected ']'"),
        ("a = 1\nb = = 2\n", 2, 5, "Invalid value"),
        ("a = 1\na = 2\n", 2, 6, "Cannot overwrite"),
        ("\n\na = [1,\n2", 4, None, "at the end"),
        ('a = "', 1, None, "at the end"),
        (b"a = 1\nb = '\xff'", 2, None, "the byte 0xff"),
        (b"\xff\xfea\x00", 1, None, "the byte 0xff"),
        ("a = 1\n#" + "x" * 4000, 2, None, "4001 characters"),
        ("\na" + ".a" * 40 + " = 1", 2, None, "a very long dotted key"),
        ("a = " + "[" * 1900 + "]" * 1900, 1, None, "brackets in brackets"),
        (b"#" * (MAX_BYTES + 1), 1, None, "1000001"),
        ("#" * (MAX_BYTES + 1), 1, None, "1000001"),
    ],
)
def test_what_is_not_toml_at_all_is_one_problem(
    text: str | bytes, line: int, column: int | None, found: str
) -> None:
    problem = only_problem(text)
    assert (problem.line, problem.column) == (line, column)
    assert found in problem.found


def test_a_file_of_the_greatest_length_is_read() -> None:
    line = "#" * 99 + "\n"
    assert read(line * (MAX_BYTES // 100)).entries == default_rates().entries


def test_a_multiline_reason_is_kept() -> None:
    rates = read('[road.knows_of_opening]\nvalue = 0.5\nwhy = """one\ntwo"""')
    assert rates.road_knows_of_opening.grounds.why == "one\ntwo"


def test_all_problems_are_told_at_once_in_the_order_of_their_lines() -> None:
    found = problems(
        "[search]\n"
        "pool_people = { value = -1, spread = 'wide' }\n"
        "[kinds.all]\n"
        "promise = { beta = [0, true], basis = 'sure', why = '' }\n"
        "answer_delay = { mixture = [{ weight = 2, mean_days = 0 }, 7] }\n"
        "[kinds.al]\n"
        "[stages]\n"
        "interview = 3\n"
    )
    assert [(each.line, each.place) for each in found] == [
        (2, "search.pool_people.value"),
        (2, "search.pool_people.spread"),
        (4, "kinds.all.promise.beta[1]"),
        (4, "kinds.all.promise.beta[2]"),
        (4, "kinds.all.promise.basis"),
        (4, "kinds.all.promise.why"),
        (5, "kinds.all.answer_delay.mixture[1].weight"),
        (5, "kinds.all.answer_delay.mixture[2]"),
        (6, "kinds.al"),
        (8, "stages.interview"),
    ]


def test_a_problem_reads_as_one_line() -> None:
    assert str(only_problem("[kinds.all.promise]\nvalue = 3")) == (
        "line 2, column 9: kinds.all.promise.value: found 3, expected a number from 0 to 1"
    )
    assert str(RatesProblem(line=3, found="this", expected="that")) == (
        "line 3: found this, expected that"
    )
    assert shown({"a": 1}) == "a table"
    assert shown(10**30) == "a whole number that is too long"


def test_a_file_that_must_stand_alone_needs_everything() -> None:
    with pytest.raises(MissingRate, match=r"kinds\.all\.promise"):
        complete_rates("", name="alone.toml")
    with pytest.raises(UnreadableRates, match=r"alone\.toml cannot be read: line 1"):
        complete_rates("x = 1", name="alone.toml")


def test_the_example_of_the_manual_is_a_rates_file(example: str) -> None:
    rates = read(example)
    assert rates.kind().answer_delay.mean_days == 2.5
    assert rates.kind(purpose="introduction", tie="close").promise.mean == pytest.approx(0.9)
    fairs = rates.kind(purpose="introduction", tie="stranger", channel="in person").promise
    assert fairs.mean == pytest.approx(0.3)
    assert fairs.grounds.why.startswith("At fairs")
    assert rates.event("breakfast").new_people.value == 4
    assert rates.offer.delay.grounds.basis is Basis.CITED
    assert rates.horizon_days == 180


def test_the_manual_names_every_word_and_no_other_rate(manual: str) -> None:
    words = {word.replace(" ", "_") for word in (*PURPOSES, *TIES, *CHANNELS)}
    groups = {f"{group}.RATE" for group in SINGLE_SLOTS} | {
        f"stages.{each}.RATE" for each in STAGES
    }
    for word in words | groups:
        assert f"`{word}`" in manual, word
    named = re.findall(r"^\|[^|]*\| `(\w+)` \| (chance|delay|amount) \|", manual, re.MULTILINE)
    single = [slot for slots in SINGLE_SLOTS.values() for slot in slots.items()]
    slots = [*KIND_SLOTS.items(), *EVENT_SLOTS.items(), *STAGE_SLOTS.items(), *single]
    in_words = {Holds.CHANCE: "chance", Holds.DELAY: "delay", Holds.QUANTITY: "amount"}
    assert named == [(name, in_words[slot.holds]) for name, slot in slots]
