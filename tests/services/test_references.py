"""References: names for a form, and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import Person
from keepknocking.ledger.story.reading import read_story
from keepknocking.services.finding import NotFound, SeveralFound
from keepknocking.services.references import KINDS, meant, names_of

WORLD = """
2026-03-02 event "Chamber breakfast"
2026-03-09 event "Chamber breakfast"
2026-03-02 met Ana Reyes
2026-03-02 met Ana Reyes #ana-two
2026-03-02 met Benedict Ode
2026-03-02 met Ben Ode
2026-03-02 opening "Planner" at Brightwater
"""


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return read_story(WORLD).ledger


def test_those_who_share_a_name_are_told_apart_by_their_ids(ledger: Ledger) -> None:
    names = names_of(ledger, "person")
    assert names["ana-reyes"] == "Ana Reyes #ana-reyes"
    assert names["ana-two"] == "Ana Reyes #ana-two"
    assert names["ben-ode"] == "Ben Ode"
    assert names_of(ledger, "opening") == {"planner-brightwater": "Planner at Brightwater"}
    assert len(set(names_of(ledger, "event").values())) == 2


def test_what_a_form_shows_means_what_it_showed(ledger: Ledger) -> None:
    for kind in KINDS:
        names = names_of(ledger, kind)
        assert {meant(names, kind, name) for name in names.values()} == set(names)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        (" ben  ODE ", "ben-ode"),
        ("ben", "ben-ode"),
        ("bened", "benedict-ode"),
        ("#ana-two", "ana-two"),
        ("whoever #ana-two", "ana-two"),
    ],
)
def test_a_beginning_or_an_id_is_enough(ledger: Ledger, words: str, who: str) -> None:
    assert meant(names_of(ledger, "person"), "person", words) == who


def test_words_for_two_list_both(ledger: Ledger) -> None:
    with pytest.raises(SeveralFound, match="#ana-reyes, #ana-two"):
        meant(names_of(ledger, "person"), "person", "Ana Reyes")


@pytest.mark.parametrize("words", ["Chen Wu", "#nobody", "  ", "#"])
def test_words_for_nobody_are_refused(ledger: Ledger, words: str) -> None:
    with pytest.raises(NotFound, match="there is no person"):
        meant(names_of(ledger, "person"), "person", words)


def test_the_nearest_name_is_offered(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="did you mean 'Benedict Ode'"):
        meant(names_of(ledger, "person"), "person", "Benedikt Ode")


NAMES = st.text("Aaá #b-", min_size=1).filter(lambda name: name.strip() != "")


@settings(deadline=None, max_examples=80)
@given(st.lists(NAMES, min_size=1, max_size=5))
def test_every_shown_name_finds_its_own_person(names: list[str]) -> None:
    day = When(read_story("2026-03-02 met Ana").ledger.people[0].known.on)
    people = tuple(Person(id=f"p{i}", name=name, known=day) for i, name in enumerate(names))
    shown = names_of(Ledger(people=people), "person")
    assert [meant(shown, "person", shown[person.id]) for person in people] == [
        person.id for person in people
    ]
