"""Laws of rates files: any rates survive being written, any damage is told with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.evidence.figures import read_figures
from keepknocking.evidence.places import (
    CHANNELS,
    EVENT_SLOTS,
    KIND_SLOTS,
    PURPOSES,
    TIES,
    Holds,
    needed_places,
    slot_at,
)
from keepknocking.evidence.rates import (
    Basis,
    Chance,
    DelayComponent,
    DelayLaw,
    Grounds,
    Quantity,
    Rate,
    Rates,
)
from keepknocking.evidence.rates_file import (
    MAX_BYTES,
    complete_rates,
    default_rates,
    read_rates,
)
from keepknocking.evidence.rates_text import rates_as_toml

chances = st.floats(0, 1)
parts = st.floats(1e-6, 1e6)
spreads = st.floats(0, 3)
reasons = st.text(min_size=1, max_size=60).filter(
    lambda why: why.strip() != "" and why.replace("\n", " ").isprintable()
)
words = st.from_regex(r"[a-zà-ö_0-9-]{1,8}", fullmatch=True).filter(lambda w: w == w.casefold())
channels = tuple(channel.replace(" ", "_") for channel in CHANNELS)
places = st.one_of(
    st.sampled_from(needed_places()),
    st.tuples(
        st.just("kinds"),
        st.sampled_from(PURPOSES),
        st.sampled_from(TIES),
        st.sampled_from(channels),
        st.sampled_from(list(KIND_SLOTS)),
    ).map(".".join),
    st.tuples(st.just("kinds"), st.sampled_from(PURPOSES), st.sampled_from(list(KIND_SLOTS))).map(
        ".".join
    ),
    st.tuples(st.just("events"), words, st.sampled_from(list(EVENT_SLOTS))).map(".".join),
)


@st.composite
def grounds(draw: st.DrawFn) -> Grounds:
    cited = draw(st.lists(st.sampled_from(list(read_figures())), max_size=3))
    basis = draw(st.sampled_from(list(Basis) if cited else [Basis.DERIVED, Basis.ASSUMED]))
    return Grounds(basis=basis, figures=tuple(cited), why=draw(reasons))


@st.composite
def components(draw: st.DrawFn) -> tuple[DelayComponent, ...]:
    shares = draw(st.lists(st.integers(1, 100), min_size=1, max_size=8))
    made = []
    for share in shares:
        phases = draw(st.integers(1, 20))
        mean_days = draw(st.floats(phases, 36_500))
        made.append(DelayComponent(weight=share / sum(shares), phases=phases, mean_days=mean_days))
    return tuple(made)


@st.composite
def any_rate(draw: st.DrawFn) -> Rate:
    key = draw(places)
    slot = slot_at(key)
    assert slot is not None
    why = draw(grounds())
    if slot.holds is Holds.CHANCE:
        if draw(st.booleans()):
            return Chance(key=key, value=draw(chances), grounds=why)
        return Chance(key=key, a=draw(parts), b=draw(parts), grounds=why)
    if slot.holds is Holds.DELAY:
        return DelayLaw(key=key, components=draw(components()), scale_sd=draw(spreads), grounds=why)
    amount = st.integers(1, 3650).map(float) if slot.whole else st.floats(1e-9, 1e6)
    return Quantity(key=key, value=draw(amount), log_sd=draw(spreads), unit=slot.unit, grounds=why)


@settings(deadline=None, max_examples=40)
@given(changed=st.lists(any_rate(), max_size=6, unique_by=lambda rate: rate.key))
def test_rates_that_are_written_and_read_again_are_equal(changed: list[Rate]) -> None:
    rates = default_rates().with_entries(changed, name="mine.toml")
    assert read_rates(rates_as_toml(rates), name="mine.toml") == rates


@pytest.mark.parametrize("name", ["default rates", "mine.toml"])
def test_the_defaults_are_written_for_editing_and_stand_alone(name: str) -> None:
    text = rates_as_toml(default_rates())
    assert complete_rates(text, name=name).entries == default_rates().entries
    assert text.startswith("# Rates of a forecast.")
    assert "# mean 0.55" in text
    assert "\n# other ways\n" in text


SMALL = """\
[kinds.introduction.close]   # a comment
promise = { mean = 0.9, worth = 12 }
answer_delay = { mixture = [{ weight = 0.5, mean_days = 6 }, { weight = 0.5, mean_days = 2 }] }
[events."breakfast"]
new_people = { value = 4, spread = 0.5 }
[road.knows_of_opening]
beta = [3, 7]
basis = "cited"
figures = ["marin_share_info"]
why = \"\"\"
because\"\"\"
"""
pieces = st.one_of(
    st.text(max_size=3),
    st.sampled_from(["[", "]", "{", "}", "=", '"', "'''", '"""', "\n", ".", "#", "-", "e999"]),
    st.sampled_from(["nan", "true", "-inf", "[[x]]", "2026-01-01 10:00:00", "\\", "0", ","]),
)


def assert_read_or_told(text: str | bytes, line_count: int) -> None:
    found = read_rates(text, name="damaged.toml")
    if isinstance(found, Rates):
        return
    assert found
    for problem in found:
        assert 1 <= problem.line <= line_count, str(problem)
        assert problem.column is None or problem.column >= 1
        assert "\n" not in str(problem)
        assert problem.expected
    assert [each.line for each in found] == sorted(each.line for each in found)


@settings(deadline=None, max_examples=300)
@given(
    cuts=st.lists(
        st.tuples(st.integers(0, len(SMALL)), st.integers(0, 12), pieces), min_size=1, max_size=3
    )
)
def test_any_damage_is_told_with_a_line_of_the_file(cuts: list[tuple[int, int, str]]) -> None:
    text = SMALL
    for start, length, piece in cuts:
        text = text[:start] + piece + text[start + length :]
    assert_read_or_told(text, text.count("\n") + 1)


@settings(deadline=None, max_examples=200)
@given(data=st.binary(max_size=60), at=st.integers(0, len(SMALL)))
def test_any_bytes_are_told_with_a_line_of_the_file(data: bytes, at: int) -> None:
    small = SMALL.encode()
    damaged = small[:at] + data + small[at:]
    assert_read_or_told(damaged, damaged.count(b"\n") + 1)


values = st.recursive(
    st.one_of(
        st.integers(-5, 10**25),
        st.floats(),
        st.booleans(),
        st.text('a"\\', max_size=3),
    ),
    lambda below: st.lists(below, max_size=3),
    max_leaves=4,
)


def as_toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case list():
            return "[" + ", ".join(as_toml(each) for each in value) + "]"
        case str():
            return "'" + value + "'"
        case _:
            return repr(value)


@settings(deadline=None, max_examples=150)
@given(place=places, value=values, key=st.sampled_from(["value", "beta", "mean_days", "why"]))
def test_any_value_in_any_place_is_read_or_told(place: str, value: object, key: str) -> None:
    path = ".".join(f"'{word}'" for word in place.split("."))
    assert_read_or_told(f"# first\n[{path}]\n{key} = {as_toml(value)}\n", 3)


@pytest.mark.parametrize(
    "line",
    [
        "a . " * 900 + "a = 1",
        '"a".' * 900 + "a = 1",
        "a = " + "9" * 3990,
        "a-" * 1990,
        "'" * 3999,
        "[" * 3999,
        "a = {" * 700,
        " " * 3999 + "x",
    ],
)
def test_a_hostile_file_costs_a_message(line: str) -> None:
    text = (line + "\n") * (MAX_BYTES // (len(line) + 1))
    assert_read_or_told(text, text.count("\n") + 1)
