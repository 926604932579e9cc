"""The page of one fact: its form, its errors at the field, two windows, and taking it out."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from typing import Any, TypeAlias

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from keepknocking.ledger.asks import AskStatus
from keepknocking.ledger.ledger import TUPLE_OF, Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.facts import turns_held
from keepknocking.services.homes import Guess
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.store.opening import LedgerLocked
from keepknocking.store.translate import TurnKind
from keepknocking.web.forms.facts import MOST_LISTED, FactForm

Tell = Callable[[str], Ledger]
Answer: TypeAlias = Any
"""What the test client gives: Django's answer, with the context of its page."""
TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
DOTS = "nothing 40, a name 35, an opening 20, an interview 4, an offer 1"
WORLD = f"""
2026-03-02 search for "planner" goal offer, 8h a week, zone Europe/Berlin
2026-03-02 event "Chamber breakfast" meetup 2h
2026-03-02 expect "Chamber breakfast": {DOTS}
2026-03-02 house expects "Chamber breakfast": {DOTS} by defaults
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
2026-03-03 debrief "Chamber breakfast": a name, talked to 9
2026-03-03 asked Ana for an introduction to Ben Ode by email
2026-03-05 nudged Ana
2026-03-08 Ana introduced me to Ben Ode
2026-03-08 asked Ben about openings
2026-03-08 Ben knows Chen Wu
2026-03-09 Ben promised
2026-03-10 Ben told me of "Planner" at Brightwater
2026-03-11 applied for "Planner" at Brightwater through Ben
2026-03-11 thanked Ana
2026-03-11 do not contact Chen
2026-03-11 email of Ana: ana@example.org
2026-03-11 effort 45m on "letters"
2026-03-11 pause until 2026-03-12
2026-03-11 note about Ana: A good week.
2026-03-11 corrected "2026-03-11 effort 45" -> "2026-03-11 effort 45m"
"""


def address(home: OwnLedger, table: str, place: int = 0) -> str:
    return f"/facts/{table}/{home.stored().rows[table][place].id}/"


def turn(home: OwnLedger, kind: TurnKind) -> str:
    asks = home.stored().ledger.asks
    found = [held for ask in asks for held in turns_held(home, ask) if held.fact.kind is kind]
    return f"/facts/turns/{found[0].row}/"


def fields(answer: Answer) -> dict[str, str]:
    """What a browser would send of the form as it stands."""
    form: FactForm = answer.context["fact"].form
    return {bound.name: "" if bound.value() is None else str(bound.value()) for bound in form}


def send(pages: Client, url: str, **changed: str) -> Answer:
    typed = fields(pages.get(url)) | changed
    return pages.post(f"{url}change/", typed)


def words(answer: Answer) -> str:
    return unescape(answer.content.decode())


def story(home: OwnLedger) -> str:
    return write_story(home.stored().ledger)


PLACES = [
    (table, place)
    for table, number in {
        "search": 1,
        "expectations": 2,
        **dict.fromkeys(TUPLE_OF.values(), 1),
        "people": 3,
        "asks": 2,
        "turns": 5,
    }.items()
    for place in range(number)
    if (table, place) != ("expectations", 1)
]


@pytest.mark.parametrize(("table", "place"), PLACES)
def test_every_kind_of_fact_has_a_page_and_saving_it_untouched_changes_nothing(
    tell: Tell, pages: Client, home: OwnLedger, table: str, place: int
) -> None:
    tell(WORLD)
    before, revision = story(home), home.stored().revision
    url = address(home, table, place)
    assert pages.get(url).status_code == 200
    answer = send(pages, url)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{url}?done={revision}")
    assert (story(home), home.stored().revision) == (before, revision)


@pytest.mark.parametrize(
    ("table", "place", "typed", "was", "now"),
    [
        ("search", 0, {"hours_a_week": "6.5"}, "8h a week", "6.5h a week"),
        (
            "search",
            0,
            {"hours_a_week": "", "goal": "interview"},
            "goal offer, 8h a week",
            "goal interview",
        ),
        ("events", 0, {"kind": ""}, 'breakfast" meetup 2h', 'breakfast" 2h'),
        ("events", 0, {"name": "  Mixer  of March "}, "", '"Mixer of March"'),
        (
            "events",
            0,
            {"cancelled": "2026-03-04"},
            "",
            '2026-03-04 event "Chamber breakfast" cancelled [recorded',
        ),
        ("people", 0, {"role": "head of buying"}, "Foods, buyer", "Foods, head of buying"),
        ("asks", 0, {"channel": "phone", "minutes": "12"}, "by email", "by phone 12m"),
        ("asks", 0, {"towards": "chen"}, "introduction to Ben Ode", "introduction to Chen Wu"),
        ("asks", 1, {"opening": "Planner at Brightwater"}, "about openings", 'about "Planner"'),
        ("ties", 0, {"strength": "close"}, "knows Chen Wu", "knows Chen Wu well"),
        ("ties", 0, {"of": ""}, "Ben Ode knows Chen Wu", "know Chen Wu"),
        ("contact_rules", 0, {"allowed": "yes"}, "do not contact", "may contact"),
        (
            "encounters",
            0,
            {"event": ""},
            ' at "Chamber breakfast"\n',
            "met Ana Reyes (Harbor Foods, buyer)\n",
        ),
        (
            "debriefs",
            0,
            {"rung": "an opening", "talked_to": "0"},
            "a name, talked to 9",
            "an opening, talked to 0",
        ),
        ("expectations", 0, {"dots_0": "39", "dots_4": "2"}, "nothing 40", "nothing 39"),
        (
            "introductions",
            0,
            {"made": "2026-03-07"},
            "2026-03-08 Ana Reyes intro",
            "2026-03-07 Ana Reyes intro",
        ),
        ("openings", 0, {"closed": "2026-03-11"}, "", '2026-03-11 closed "Planner"'),
        ("stages", 0, {"kind": "interview", "through": ""}, "applied for", "interview for"),
        ("thanks", 0, {"person": "Ben Ode"}, "thanked Ana Reyes", "thanked Ben Ode"),
        ("efforts", 0, {"minutes": "50", "on": ""}, 'effort 45m on "letters"', "effort 50m"),
        ("pauses", 0, {"until": ""}, "2026-03-12 resume", "2026-03-11 pause"),
        (
            "notes",
            0,
            {"person": "", "text": "One\r\nTwo"},
            "note about Ana Reyes: A good week.",
            'note: "One\\nTwo"',
        ),
        ("corrections", 0, {"now": ""}, '-> "2026-03-11 effort 45m"', "-> nothing"),
    ],
)
def test_a_field_changes_its_part_of_the_line(  # noqa: PLR0917 (a table of changes)
    tell: Tell,
    pages: Client,
    home: OwnLedger,
    table: str,
    place: int,
    typed: dict[str, str],
    was: str,
    now: str,
) -> None:
    tell(WORLD)
    before = story(home)
    answer = send(pages, address(home, table, place), **typed)
    assert answer.status_code == 303, words(answer)
    assert was in before
    assert story(home) != before
    assert now in story(home)


def test_after_saving_the_page_says_what_was_done_and_how_to_undo_it(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    answer = send(pages, address(home, "thanks"), when="2026-03-10")
    page = words(pages.get(answer.headers["Location"]))
    assert "2026-03-10 thanked Ana Reyes" in page
    assert f"/history/{home.stored().revision}/undo/" in page
    assert "Until Thursday 12 March at 08:30" in page
    assert "2026-03-11 thanked Ana Reyes" in page


def test_a_line_moved_to_an_earlier_day_is_marked_as_recorded_now(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    send(pages, address(home, "thanks"), when="2026-03-10")
    assert home.stored().ledger.thanks[0].when == When(date(2026, 3, 10), NOW)
    page = words(pages.get(address(home, "thanks")))
    assert "Written down on Thursday 12 March at 08:30" in page
    assert "<h1>thanked Ana Reyes</h1>" in page


@pytest.mark.parametrize(
    ("table", "typed", "at", "said"),
    [
        (
            "asks",
            {"of": "Anna Reyis"},
            "of",
            "There is no person 'Anna Reyis': did you mean 'Ana Reyes'?",
        ),
        ("asks", {"of": ""}, "of", "required"),
        ("asks", {"minutes": "0"}, "minutes", "The minutes of an ask must be above zero, not 0."),
        ("asks", {"minutes": "many"}, "minutes", "whole number"),
        ("asks", {"minutes": "99999999999999999999"}, "minutes", "less than or equal"),
        (
            "asks",
            {"asked": "2026-03-06"},
            "asked",
            "A nudge on 2026-03-05 comes before the ask on 2026-03-06.",
        ),
        ("asks", {"asked": "yesterday"}, "asked", "This is not a day: write it like 2026-03-02."),
        ("asks", {"asked": ""}, "asked", "Say on which day"),
        ("asks", {"purpose": "money"}, "purpose", "Select a valid choice"),
        (
            "thanks",
            {"when": "2026-03-13"},
            "when",
            "2026-03-13 has not come yet (today is 2026-03-12)",
        ),
        ("people", {"name": "   "}, "name", "Every person needs a name that is not empty."),
        ("people", {"name": ""}, "name", "Every person needs a name that is not empty."),
        ("openings", {"organization": ""}, "organization", "Every organization needs a name"),
        ("events", {"minutes": "-5"}, "minutes", "length in minutes must be above zero, not -5."),
        ("search", {"hours_a_week": "nan"}, "hours_a_week", "Enter a number"),
        ("search", {"closed": "2026-03-01"}, "closed", "comes before its start on 2026-03-02"),
        ("pauses", {"until": "2026-03-01"}, "until", "comes before the pause on 2026-03-11"),
        ("notes", {"text": ""}, "text", "to have it away altogether, take it out"),
        ("notes", {"text": "x\0"}, "text", "Null characters are not allowed"),
        ("encounters", {"event": "Fair"}, "event", "There is no event 'Fair'"),
        ("expectations", {"dots_0": "39"}, "", "The dots add up to 99, not to 100: 1 more to lay."),
        ("expectations", {"dots_0": "-1"}, "dots_0", "greater than or equal to 0"),
        ("ties", {"of": "Chen Wu"}, "", "cannot have a tie to the same person"),
        (
            "introductions",
            {"ask": "ana-reyes-2026-03-03", "made": "2026-03-02"},
            "made",
            "A fulfilment on 2026-03-02 comes before the promise",
        ),
        ("notes", {"text": "a" * 10_001}, "", "a line of the story has at most 10,000"),
        ("notes", {"version": "-"}, "version", "Enter a whole number"),
    ],
)
def test_what_is_refused_is_said_where_it_stands_and_nothing_typed_is_lost(  # noqa: PLR0917
    tell: Tell,
    pages: Client,
    home: OwnLedger,
    table: str,
    typed: dict[str, str],
    at: str,
    said: str,
) -> None:
    tell(WORLD)
    before = story(home)
    answer = send(pages, address(home, table), **typed)
    form = answer.context["fact"].form
    assert answer.status_code == 422
    errors = [
        error for name in ([at] if at else ["__all__"]) for error in form.errors.get(name, ())
    ]
    if table == "introductions":
        errors = [error for found in form.errors.values() for error in found]
        said = "comes before"
    assert any(said in error for error in errors), form.errors
    assert all(form[name].value() == value for name, value in typed.items())
    assert story(home) == before


def test_two_people_of_one_name_are_told_apart(tell: Tell, pages: Client, home: OwnLedger) -> None:
    tell(
        "2026-03-02 met Ana Reyes\n"
        "2026-03-02 met Ana Reyes #ana-two\n"
        "2026-03-03 thanked Ana Reyes #ana-two\n"
    )
    url = address(home, "thanks")
    assert fields(pages.get(url))["person"] == "Ana Reyes #ana-two"
    refused = send(pages, url, person="Ana Reyes")
    assert "may be more than one person: say which, #ana-reyes, #ana-two" in words(refused)
    assert send(pages, url, person="Ana Reyes #ana-reyes").status_code == 303
    assert home.stored().ledger.thanks[0].person == "ana-reyes"


def test_few_names_are_offered_and_many_are_not(tell: Tell, pages: Client, home: OwnLedger) -> None:
    tell("2026-03-02 met Ana\n2026-03-03 thanked Ana")
    assert '<option value="Ana">' in words(pages.get(address(home, "thanks")))
    letters = "abcdefghijklmnopqrs"
    many = [f"2026-03-02 met Bo X{a}{b}" for a in letters for b in letters]
    assert len(many) > MOST_LISTED
    tell("2026-03-02 met Ana\n2026-03-03 thanked Ana\n" + "\n".join(many))
    page = words(pages.get(address(home, "thanks")))
    assert "<datalist" not in page
    assert send(pages, address(home, "thanks"), person="bo xaa").status_code == 303


def test_two_windows_changing_one_fact_are_both_shown(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    url = address(home, "notes")
    mine = fields(pages.get(url)) | {"text": "Mine."}
    assert send(pages, url, text="Theirs.").status_code == 303
    answer = pages.post(f"{url}change/", mine)
    assert answer.status_code == 409
    page = words(answer)
    assert "note about Ana Reyes: Theirs." in page
    assert "Mine.</textarea>" in page
    assert home.stored().ledger.notes[0].text == "Theirs."
    over = pages.post(f"{url}change/", fields(answer))
    assert over.status_code == 303
    assert home.stored().ledger.notes[0].text == "Mine."


def test_a_form_whose_fact_is_gone_gives_back_what_was_typed(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    url = address(home, "notes")
    mine = fields(pages.get(url)) | {"text": "Long and dear."}
    pages.post(f"{url}remove/", {"version": mine["version"]})
    answer = pages.post(f"{url}change/", mine)
    assert answer.status_code == 409
    assert "Long and dear." in words(answer)
    assert "/history/" in words(answer)
    assert pages.get(url).status_code == 404
    assert pages.post(f"{url}remove/", {"version": "1"}).status_code == 404


def test_a_fact_is_taken_out_and_the_story_offers_to_undo_it(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    before = story(home)
    url = address(home, "thanks")
    answer = pages.post(f"{url}remove/", {"version": fields(pages.get(url))["version"]})
    assert (answer.status_code, answer.headers["Location"][:13]) == (303, "/story/?done=")
    assert "thanked" not in story(home)
    pages.post(f"/history/{home.stored().revision}/undo/")
    assert story(home) == before


@pytest.mark.parametrize("version", ["0", "", "x", "-1", "9" * 30, "٣"])
def test_what_was_not_seen_as_it_stands_is_not_taken_out(
    tell: Tell, pages: Client, home: OwnLedger, version: str
) -> None:
    tell(WORLD)
    answer = pages.post(f"{address(home, 'thanks')}remove/", {"version": version})
    assert answer.status_code == 409
    assert "changed in another window" in words(answer)
    assert len(home.stored().ledger.thanks) == 1


def test_whoever_is_named_stays_and_the_lines_that_name_her_are_shown(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    url = address(home, "people")
    page = words(pages.get(url))
    assert "It cannot go yet" in page
    assert address(home, "thanks") in page
    answer = pages.post(f"{url}remove/", {"version": fields(pages.get(url))["version"]})
    assert answer.status_code == 422
    assert "Other facts still name it" in words(answer)


def test_many_lines_that_name_her_are_counted(tell: Tell, pages: Client, home: OwnLedger) -> None:
    tell("2026-03-02 met Ana\n" + "2026-03-03 thanked Ana\n" * 40)
    assert "and 11 lines more" in words(pages.get(address(home, "people")))


def test_what_came_of_an_ask_can_be_edited_by_itself(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    url = turn(home, TurnKind.NUDGED)
    assert url in words(pages.get(address(home, "asks")))
    assert list(fields(pages.get(url))) == ["version", "when"]
    assert send(pages, url, when="2026-03-06").status_code == 303
    assert home.stored().ledger.asks[0].nudges[0].on == date(2026, 3, 6)
    refused = send(pages, url, when="2026-03-01")
    assert "A nudge on 2026-03-01 comes before the ask on 2026-03-03." in words(refused)


def test_a_promise_can_turn_out_to_have_been_a_no(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell("2026-03-02 met Ana\n2026-03-02 asked Ana for a talk\n2026-03-03 Ana promised")
    url = turn(home, TurnKind.PROMISED)
    assert send(pages, url, kind="declined").status_code == 303
    assert home.stored().ledger.asks[0].status is AskStatus.DECLINED
    page = words(pages.get(url))
    assert "A no, Tuesday 3 March" in page


def test_a_promise_that_is_kept_does_not_become_a_no(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    answer = send(pages, turn(home, TurnKind.PROMISED), kind="declined")
    assert answer.status_code == 422
    assert "it was not promised" in words(answer)


def test_the_houses_numbers_are_not_edited_but_can_be_taken_out(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    url = address(home, "expectations", 1)
    page = words(pages.get(url))
    assert "These are the house" in page
    assert '<h2 id="h-change">' in page
    assert 'name="dots_0"' not in page
    refused = pages.post(f"{url}change/", {"version": "1", "dots_0": "100"})
    assert refused.status_code == 422
    assert "What the house said stays as it was said" in words(refused)
    assert pages.post(f"{url}remove/", {"version": "1"}).status_code == 303
    assert len(home.stored().ledger.expectations) == 1


def test_a_guess_under_a_seal_says_what_changing_it_means(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    url = address(home, "expectations")
    assert 'id="sealed"' not in words(pages.get(url))
    event = home.stored().ledger.events[0].id
    home.change(
        "seal",
        lambda ledger: Decided(ledger=ledger, told=(), sealed=Guess(event=event, said={})),
        at=NOW,
    )
    assert "the seal keeps the old numbers" in words(pages.get(url))
    assert send(pages, url, dots_0="39", dots_4="2").status_code == 303


def test_an_introduction_can_be_untied_from_an_ask_that_others_keep(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD + "2026-03-12 Ana introduced me to Chen Wu out of #ana-reyes-2026-03-03\n")
    url = address(home, "introductions", 1)
    page = words(pages.get(url))
    assert "what you asked Ana Reyes for an introduction to Ben Ode on 3 March" in page
    assert send(pages, url, ask="").status_code == 303
    assert home.stored().ledger.introductions[1].ask is None


def test_what_came_of_somebody_elses_ask_keeps_it_among_the_choices(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    ledger = tell(WORLD)
    made = replace(ledger.introductions[0], by="chen-wu")
    changed = replace(ledger, introductions=(made,))
    home.change("change", lambda _: Decided(ledger=changed, told=()), at=NOW)
    url = address(home, "introductions")
    assert fields(pages.get(url))["ask"] == "ana-reyes-2026-03-03"
    assert "what you asked Ana Reyes" in words(pages.get(url))


def test_a_ledger_that_is_held_by_another_program_is_no_fault_of_the_form(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(WORLD)
    url = address(home, "notes")
    typed = fields(pages.get(url)) | {"text": "Mine."}
    other = sqlite3.connect(home.where)
    other.execute("BEGIN IMMEDIATE")
    connection.cursor().execute("PRAGMA busy_timeout=0")
    try:
        with pytest.raises(LedgerLocked):
            pages.post(f"{url}change/", typed)
    finally:
        other.close()
    assert pages.post(f"{url}change/", typed).status_code == 303


def test_what_is_not_touched_keeps_its_odd_spaces(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell('2026-03-02 met "Ana  Reyes" ("Harbor\\tFoods", buyer)')
    assert home.stored().ledger.people[0].organization == "Harbor\tFoods"
    url = address(home, "people")
    assert send(pages, url, organization="Harbor Foods", role="boss").status_code == 303
    person = home.stored().ledger.people[0]
    assert (person.name, person.organization, person.role) == (
        "Ana  Reyes",
        "Harbor\tFoods",
        "boss",
    )


def test_an_opening_nobody_told_of_has_no_asks_to_choose_from(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell('2026-03-02 opening "Planner" at Brightwater')
    page = words(pages.get(address(home, "openings")))
    assert "nothing you asked for" in page
    assert "what you asked" not in page


def test_what_it_was_may_name_somebody_who_is_gone(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell("2026-03-02 met Ana\n2026-03-02 met Ben\n2026-03-03 thanked Ana")
    send(pages, address(home, "thanks"), person="Ben")
    for table in ("encounters", "people"):
        url = address(home, table)
        answer = pages.post(f"{url}remove/", {"version": fields(pages.get(url))["version"]})
        assert answer.status_code == 303
    assert "that has been taken out since" in words(pages.get(address(home, "thanks")))


def test_where_else_it_is_to_be_seen(tell: Tell, pages: Client, home: OwnLedger) -> None:
    tell(WORLD)
    assert "/people/ana-reyes/" in words(pages.get(address(home, "people")))
    assert "/events/chamber-breakfast" in words(pages.get(address(home, "events")))
    assert "/chains/ana-reyes-2026-03-03/" in words(pages.get(address(home, "asks")))
    assert "/story/?month=2026-03" in words(pages.get(address(home, "notes")))


@pytest.mark.parametrize(
    "text",
    [
        '<script>alert("x")</script>',
        "</textarea><b>",
        "\u202edesrever",
        "x" * 9_000,
        "{{ fact }}{% url 'story' %}",
        "\U0001f469\u200d\U0001f467 \u2028",
    ],
)
def test_hostile_words_are_only_words(
    tell: Tell, pages: Client, home: OwnLedger, text: str
) -> None:
    tell(WORLD)
    url = address(home, "notes")
    assert send(pages, url, text=text).status_code == 303
    assert home.stored().ledger.notes[0].text == text
    assert fields(pages.get(url))["text"] == text
    raw = pages.get(url).content.decode()
    assert "<script>alert" not in raw
    assert "</textarea><b>" not in raw
    person = address(home, "people")
    assert send(pages, person, name=text).status_code == 303
    raw = pages.get(person).content.decode()
    assert "<script>alert" not in raw
    assert "<b>" not in raw.replace("<b>1</b>", "")


@pytest.mark.parametrize(
    "url",
    [
        "/facts/notes/999/",
        "/facts/nonsense/1/",
        "/facts/deed/1/",
        "/facts/..%2f/1/",
        "/facts/notes/99999999999999999999999999/",
    ],
)
def test_there_is_no_page_where_no_fact_is(tell: Tell, pages: Client, url: str) -> None:
    tell(WORLD)
    assert pages.get(url).status_code == 404


def test_deeds_are_done_by_post_only(tell: Tell, pages: Client, home: OwnLedger) -> None:
    tell(WORLD)
    for deed in ("change", "remove"):
        assert pages.get(f"{address(home, 'notes')}{deed}/").status_code == 405


def test_a_fact_asks_little_of_the_disk(
    tell: Tell, pages: Client, home: OwnLedger, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell(WORLD)
    url = address(home, "people")
    with django_assert_num_queries(2):
        pages.get(url)
