"""The walk through the code is true: its files and names exist, its numbers are computed."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from keepknocking.chains.kinds import kind_of, rates_of
from keepknocking.chains.silences import Silence, silences
from keepknocking.evidence.rates_file import default_rates
from keepknocking.ledger.story.reading import Story, read_story

MOST_STOPS = 8
FILE = re.compile(r"[a-z_]+(?:/[a-z_]+)+\.(?:py|toml)")
NAME = re.compile(r"[A-Za-z_]\w*")
IN_BACKTICKS = re.compile(r"`([^`\n]+)`")


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """The page of the walk."""
    return (root / "docs" / "background" / "walk.md").read_text()


@pytest.fixture(scope="module")
def stops(page: str) -> list[list[str]]:
    """What each stop names in backticks, in order; the first is the file where one stops."""
    found = re.findall(r"^\d\. (.*(?:\n {3}.*)*)", page, flags=re.MULTILINE)
    return [IN_BACKTICKS.findall(stop) for stop in found]


@pytest.fixture(scope="module")
def today(page: str) -> date:
    """The day on which the page asks."""
    asked = re.search(r"--today (\d{4}-\d{2}-\d{2})", page)
    assert asked
    return date.fromisoformat(asked[1])


@pytest.fixture(scope="module")
def story(page: str) -> Story:
    """The story of the page."""
    lines = re.search(r"^```\n(.*?)^```", page, flags=re.MULTILINE | re.DOTALL)
    assert lines
    return read_story(lines[1])


@pytest.fixture(scope="module")
def silence(story: Story, today: date) -> Silence:
    """The one silence of the story."""
    (found,) = silences(story.ledger, default_rates(), today=today)
    return found


def test_every_stop_is_at_a_file_that_is_there(root: Path, stops: list[list[str]]) -> None:
    assert 1 < len(stops) <= MOST_STOPS
    for names in stops:
        assert FILE.fullmatch(names[0])
        for place in filter(FILE.fullmatch, names):
            assert (root / "src" / "keepknocking" / place).is_file(), place


def test_every_other_file_on_the_page_is_there(root: Path, page: str) -> None:
    places = [place for place in IN_BACKTICKS.findall(page) if FILE.fullmatch(place)]
    assert len(places) > MOST_STOPS
    assert [p for p in places if not (root / "src" / "keepknocking" / p).is_file()] == []


def test_every_stop_begins_with_what_its_file_defines(
    stops: list[list[str]], defined_in: Callable[[str], set[str]]
) -> None:
    for place, name, *_ in stops:
        assert name in defined_in(place), f"{place} defines no {name}"


def test_every_name_on_the_way_stands_in_a_file_of_its_stop(
    root: Path, stops: list[list[str]]
) -> None:
    missing = []
    for names in stops:
        places = [root / "src" / "keepknocking" / name for name in names if FILE.fullmatch(name)]
        words = set(NAME.findall(" ".join(place.read_text() for place in places)))
        missing += [name for name in names if NAME.fullmatch(name) and name not in words]
    assert missing == []


def test_the_longest_file_of_the_way_is_the_one_that_is_named(
    root: Path, page: str, stops: list[list[str]]
) -> None:
    longest = max(
        (names[0] for names in stops),
        key=lambda place: len((root / "src" / "keepknocking" / place).read_text().splitlines()),
    )
    assert f"longest of the eight files is `{longest}`" in " ".join(page.split())


def test_the_story_of_the_page_earns_the_number_of_the_page(page: str, silence: Silence) -> None:
    never = silence.never
    told = [int(number) for number in re.findall(r"\*\*(\d+)\*\*", page)]
    assert told == [round(100 * part) for part in (never.mean, never.low, never.high)]
    assert f"might be, {told[0]}." in " ".join(page.split())
    assert f"range, {told[1]} to {told[2]}, is worth more" in " ".join(page.split())


def test_the_days_of_silence_are_those_of_the_page(page: str, silence: Silence) -> None:
    assert f"on 12 March: {silence.silent_days}." in " ".join(page.split())


def test_the_rates_of_the_page_are_the_default_ones(page: str, story: Story) -> None:
    kind = rates_of(default_rates(), kind_of(story.ledger, story.ledger.asks[0]))
    promised = kind.promise.mean
    declined = (1 - promised) * kind.decline_of_rest.mean
    told = [round(100 * share) for share in (promised, declined, 1 - promised - declined)]
    said = "{} of 100 promise, {} decline, {} never answer".format(*told)
    assert said in " ".join(page.split())
