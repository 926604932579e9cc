"""The pages of the events: what is said before the seal, at it, and the morning after."""

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from types import FrameType
from typing import Protocol

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from pytest_django import Settings

from keepknocking.chains.evening import evening
from keepknocking.evidence.rates_file import default_rates
from keepknocking.ledger.events import Rung
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.services.facts import change_fact, held_fact
from keepknocking.services.history import deeds_done, undo_deed
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.store.models import Seal, SealOpened
from keepknocking.web.contexts.event import hand_in_words
from keepknocking.web.contexts.events import MOST
from keepknocking.web.desk import Desk
from keepknocking.web.pictures.wide_door import middle_of, wide_door

Tell = Callable[[str], Ledger]


class Page(Protocol):
    """What the browser without a screen brings back."""

    content: bytes


NOW_DAY = date(2026, 3, 12)
MONTHS = [*((2025, month) for month in range(3, 13)), (2026, 1), (2026, 2)]
NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
TONIGHT = 'event "Chamber breakfast" mixer 2h'
URL = "/events/chamber-breakfast-2026-03-12/"
FIELDS = ("nothing", "a_name", "an_opening", "an_interview", "an_offer")
GUESS = dict(zip(FIELDS, (40, 35, 20, 4, 1), strict=True))
SAID = "nothing 40, a name 35, an opening 20, an interview 4, an offer 1"


def words(response: Page) -> str:
    """What the page says between its head and its foot, in one line."""
    text = response.content.decode()
    inside = text[text.index("<main") : text.index("</main>")]
    apart = re.sub(
        r"(<svg.*?</svg>|</?(?:li|p|h\d|td|th|div)\b[^>]*>)", " ", inside, flags=re.DOTALL
    )
    return " ".join(unescape(strip_tags(apart)).split())


def markup(response: Page) -> str:
    return response.content.decode()


def fields_of(page: Page) -> list[str]:
    """The number fields of the doors."""
    return re.findall(rf'<input type="number" name="(?:{"|".join(FIELDS)})"[^>]*>', markup(page))


@pytest.fixture
def tonight(tell: Tell, pages: Client) -> Client:
    tell(f"2026-03-12 {TONIGHT}")
    return pages


@pytest.fixture
def sealed(tonight: Client) -> Client:
    assert tonight.post(f"{URL}guess/", GUESS).status_code == 303
    return tonight


@pytest.fixture
def on_day(desk: Desk, settings: Settings) -> Callable[[int], None]:
    """Let so many days go by."""

    def later(days: int) -> None:
        moment = desk.now + timedelta(days=days)
        settings.KNOCK_DESK = Desk(home=desk.home, clock=lambda: moment)

    return later


# what is coming, what waits, what has been


def test_a_first_evening_is_asked_for_kindly(pages: Client) -> None:
    assert "One evening is enough to begin." in words(pages.get("/events/"))


def test_what_comes_stands_soonest_first_and_says_whether_a_guess_is_sealed(
    tell: Tell, pages: Client
) -> None:
    tell(f"""2026-03-20 event "Fair"
    2026-03-13 event "Talk" talk 90m
    2026-03-12 {TONIGHT}
    2026-03-12 expect "Fair": {SAID}""")
    pages.post(f"{URL}guess/", GUESS)
    said = words(pages.get("/events/"))
    assert "Next comes Chamber breakfast, today." in said
    order = [said.index(name, said.index("Coming")) for name in ("Chamber", "Talk", "Fair")]
    assert order == sorted(order)
    assert "mixer, 2 hours Your guess is sealed. Look at it" in said
    assert "Tomorrow, Friday 13 March · talk, 1 hour 30 minutes No guess yet." in said
    assert "Your guess is stated, not sealed." in said


def test_what_was_not_told_of_waits_for_a_fortnight_and_then_rests(
    tell: Tell, pages: Client
) -> None:
    tell("""2026-03-10 event "Dinner"
    2026-03-09 event "Talk"
    2026-03-08 event "Club"
    2026-02-02 event "Fair"
    2026-02-03 event "Off"
    2026-02-03 event "Off" cancelled""")
    said = words(pages.get("/events/"))
    assert "What did Dinner and Talk and others bring?" in said
    assert said.count("Say what it came to") == 3
    been = said[said.index("What has been") :]
    assert "Fair Monday 2 February You did not say what it came to." in been
    assert "Off Tuesday 3 February Called off, or you did not go: nothing is marked." in been


def test_what_has_been_says_what_it_came_to_and_her_mark(tell: Tell, pages: Client) -> None:
    tell(f"""2026-03-02 event "Fair" fair
    2026-03-02 expect "Fair": {SAID}
    2026-03-02 debrief "Fair": a name
    2026-03-03 event "Talk"
    2026-03-03 debrief "Talk": nothing""")
    said = words(pages.get("/events/"))
    # By hand: 0.40^2 + 0.25^2 + 0.05^2 + 0.01^2 = 0.2251, and 100 - 25 * 0.2251 = 94.4.
    assert "Fair Monday 2 March Someone who knows someone Your mark 94" in said
    assert "Nothing is planned. One evening is enough to begin again." in said
    assert said.count("(its reasons)") == 1


def test_a_year_of_events_is_paged_by_month(tell: Tell, pages: Client) -> None:
    evenings = [(year, month, day) for year, month in MONTHS for day in range(1, 14)]
    told = []
    for year, month, day in evenings:
        named = f'"Evening {year} {month} {day}"'
        on = date(year, month, day)
        told += [f"{on} event {named}", f"{on} debrief {named}: nothing"]
    tell("\n".join(told))
    first = pages.get("/events/")
    assert f"Evenings 1 to {MOST} of 156, the latest first" in words(first)
    assert "February 2026 Evening 2026 2 13" in words(first)
    assert "Earlier in the list" not in words(first)
    second = pages.get(f"/events/?before={MOST}")
    assert 'href="/events/#been"' in markup(second)
    assert f'href="/events/?before={2 * MOST}#been"' in markup(second)
    third = pages.get(f"/events/?before={2 * MOST}")
    assert f'href="/events/?before={MOST}#been"' in markup(third)
    assert "Further on" not in words(pages.get("/events/?before=150"))
    for nonsense in ("-1", "x", "9" * 30, "²"):
        assert f"Evenings 1 to {MOST} of 156" in words(pages.get(f"/events/?before={nonsense}"))


def test_an_event_is_added_as_one_line_of_the_story(pages: Client, home: OwnLedger) -> None:
    new = {"name": "Where pallets go", "on": "2026-03-20", "kind": "talk", "length": "1h 30m"}
    answer = pages.post("/events/", new)
    assert (answer.status_code, answer["Location"].split("?")[0]) == (303, "/events/")
    assert (
        deeds_done(home, most=1)[0]
        .told[0]
        .startswith('2026-03-20 event "Where pallets go" talk 1h30m')
    )
    said = words(pages.get(answer["Location"]))
    assert "Where pallets go Friday 20 March · talk, 1 hour 30 minutes" in said


def test_a_name_and_a_day_are_enough(pages: Client, home: OwnLedger) -> None:
    pages.post("/events/", {"name": "Fair", "on": "2026-03-20"})
    event = home.stored().ledger.events[0]
    assert (event.name, event.kind, event.minutes) == ("Fair", None, None)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Give it a name, for example Chamber breakfast."),
        ({"on": ""}, "Give its day, for example 2026-03-02."),
        ({"on": "31.2."}, "That is not a day: write it like 2026-03-02."),
        ({"length": "long"}, "Write a length of time like 2h, 90m or 1h30m."),
        ({"length": "0h"}, "An event's length in minutes must be above zero, not 0."),
        ({"name": "Chamber breakfast", "on": "2026-03-12"}, "Expected an event that the story"),
    ],
)
def test_what_is_wrong_with_an_event_is_said_at_the_field_and_what_was_typed_stays(
    tonight: Client, home: OwnLedger, wrong: dict[str, str], sentence: str
) -> None:
    typed = {"name": "Fair", "on": "2026-03-20", "kind": "kept kind", "length": "2h", **wrong}
    answer = tonight.post("/events/", typed)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert 'value="kept kind"' in markup(answer)
    assert markup(answer).count("autofocus") == 1
    assert len(home.stored().ledger.events) == 1


# before: the house is silent


def test_the_page_before_the_seal_asks_and_says_what_is_true_of_a_seal(tonight: Client) -> None:
    page = tonight.get(URL)
    said = words(page)
    assert "What do you expect of Chamber breakfast?" in said
    assert "Today, Thursday 12 March · mixer, 2 hours" in said
    assert "100 dots still in your hand" in said
    assert "A changed seal is seen." in said
    assert "nobody can change" not in said
    assert len(fields_of(page)) == 5


def test_nothing_of_the_house_is_computed_before_the_seal(tonight: Client) -> None:
    called = []

    def watch(frame: FrameType, what: str, _: object) -> None:
        if what == "call" and frame.f_code is evening.__code__:
            called.append(frame.f_code)

    sys.setprofile(watch)
    try:
        tonight.get(URL)
        tonight.get(f"{URL}?start=same")
        tonight.post(f"{URL}guess/", {**GUESS, "nothing": 39})
        tonight.get("/events/")
        before = len(called)
        tonight.post(f"{URL}guess/", GUESS)
    finally:
        sys.setprofile(None)
    assert before == 0
    assert called


def test_the_page_before_the_seal_is_the_same_whatever_the_house_expects(
    tell: Tell, pages: Client
) -> None:
    pages_of = []
    rates = default_rates()
    assert evening("conference", rates).dots != evening("dinner", rates).dots
    for kind in ("conference", "dinner"):
        tell(f'2026-03-12 event "Evening" {kind} 2h')
        page = pages.get("/events/evening-2026-03-12/")
        pages_of.append(
            re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", markup(page)).replace(
                kind, "KIND"
            )
        )
    assert pages_of[0] == pages_of[1]
    assert "plate house" not in pages_of[0]


def test_before_the_seal_no_number_of_the_house_stands_in_what_is_said(tonight: Client) -> None:
    expected = evening("mixer", default_rates())
    theirs = {dots for dots in expected.dots if dots > 12}
    theirs |= {round(100 * chance.high) for chance in expected.chances if chance.high > 0.12}
    theirs -= {100}
    page = tonight.get(URL)
    numbers = {int(number) for number in re.findall(r"(?<![\d-])\d{1,3}(?![\d-])", words(page))}
    assert numbers <= {100, 1, 2, 3, 4, 5, 12}
    assert not numbers & theirs
    assert all('value="0"' in field for field in fields_of(page))


def test_the_doors_start_empty_or_even_or_as_last_time_and_no_other_way(
    tell: Tell, pages: Client
) -> None:
    tell(f"""2026-03-02 event "Fair" fair
    2026-03-02 expect "Fair": {SAID}
    2026-03-12 {TONIGHT}""")
    page = markup(pages.get(URL))
    assert re.findall(r'data-dots="([\d,]+)"', page) == [
        "0,0,0,0,0",
        "20,20,20,20,20",
        "40,35,20,4,1",
    ]
    for start, dots in (
        ("last", "40 35 20 4 1"),
        ("same", "20 20 20 20 20"),
        ("wild", "0 0 0 0 0"),
    ):
        shown = pages.get(f"{URL}?start={start}")
        values = [re.findall(r'value="(\d+)"', field)[0] for field in fields_of(shown)]
        assert " ".join(values) == dots
        assert markup(shown).count('class="on"') == 2 * sum(map(int, dots.split()))


def test_a_line_of_the_house_in_the_story_is_not_shown_before_her_guess(
    tell: Tell, pages: Client
) -> None:
    tell(f"""2026-03-12 {TONIGHT}
    2026-03-12 house expects "Chamber breakfast": {laid("77 13 8 1 1")}""")
    page = pages.get(URL)
    assert "What do you expect of Chamber breakfast?" in words(page)
    assert "77" not in words(page)
    assert "plate house" not in markup(page)


def test_without_an_earlier_guess_there_is_none_to_start_from(tonight: Client) -> None:
    page = tonight.get(f"{URL}?start=last")
    assert "My last guess" not in words(page)
    assert "100 dots still in your hand" in words(page)


@pytest.mark.parametrize(
    ("typed", "sentence", "hand"),
    [
        ({"an_offer": "0"}, "The dots add up to 99, not to 100: 1 more to lay.", "1 dot still"),
        ({"an_offer": ""}, "The dots add up to 99, not to 100: 1 more to lay.", "1 dot still"),
        ({"an_offer": "3"}, "The dots add up to 102, not to 100: 2 too many.", "2 too many"),
        (
            {"nothing": "-1", "a_name": "76"},
            "(-1, 76, 20, 4, 1) must be 5 numbers, none below zero, one for each rung.",
            "1 too many",
        ),
        ({"nothing": "many"}, "Give a whole number from 0 to 100.", "40 dots still"),
        ({"nothing": "9" * 5000}, "Give a whole number from 0 to 100.", "60 too many"),
        ({"nothing": "40.5"}, "Give a whole number from 0 to 100.", "40 dots still"),
    ],
)
def test_what_is_missing_is_said_in_the_ledgers_words_and_what_was_typed_stays(
    tonight: Client, home: OwnLedger, typed: dict[str, str], sentence: str, hand: str
) -> None:
    answer = tonight.post(f"{URL}guess/", {**GUESS, **typed})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert hand in words(answer)
    assert 'name="a_name" value="' + typed.get("a_name", "35") + '"' in markup(answer)
    assert not home.stored().ledger.expectations
    assert not Seal.objects.exists()


# the seal


def test_the_seal_closes_both_guesses_and_shows_only_hers(sealed: Client, home: OwnLedger) -> None:
    hers, house = home.stored().ledger.expectations
    assert (hers.dots, house.model) == ((40, 35, 20, 4, 1), default_rates().name)
    page = sealed.get(f"{URL}?done={home.stored().revision}")
    said = words(page)
    assert "Your guess for Chamber breakfast is sealed." in said
    assert "Sealed on Thursday 12 March at 08:30." in said
    assert "Open the house's now" in said
    assert "plate house" not in markup(page)
    assert "house expects" not in markup(page)
    assert "Guess sealed: 2026-03-12 expect &quot;Chamber breakfast&quot;" in markup(page)
    assert not SealOpened.objects.exists()


def test_the_houses_side_is_opened_when_she_asks_and_the_moment_is_noted(sealed: Client) -> None:
    answer = sealed.post(f"{URL}open/")
    assert (answer.status_code, answer["Location"]) == (303, URL)
    sealed.post(f"{URL}open/")
    assert SealOpened.objects.count() == 1
    page = sealed.get(URL)
    said = words(page)
    assert "opened on Thursday 12 March at 08:30" in said
    foreseen = evening("mixer", default_rates())
    most = max(foreseen.dots)
    assert f"most often: {most} (its reasons) of 100 evenings like it (8 times in 10:" in said
    for dots in foreseen.dots:
        assert f'plate house" href="#why">{dots}<' in markup(page)
    for key, _ in foreseen.grounds:
        assert f'href="/evidence/{key}/"' in markup(page)
    assert "Open the house's now" not in said


def test_a_guess_is_made_once(sealed: Client, home: OwnLedger) -> None:
    answer = sealed.post(f"{URL}guess/", {**GUESS, "nothing": 41, "a_name": 34})
    assert answer.status_code == 409
    assert "You have guessed 40,35,20,4,1 for Chamber breakfast already" in words(answer)
    assert "--dots" not in words(answer)
    assert len(home.stored().ledger.expectations) == 2


def test_a_changed_seal_is_seen(sealed: Client) -> None:
    seal = Seal.objects.get()
    seal.body = seal.body.replace("40", "10")
    seal.save()
    said = words(sealed.get(URL))
    assert "This seal was changed after it was closed." in said
    assert "is-broken" in markup(sealed.get(URL))
    Seal.objects.update(body="{}")
    said = words(sealed.get(URL))
    assert "A seal of this ledger was changed after it was closed." in said
    assert "This guess has no seal." in said


def test_words_that_went_with_somebody_who_was_erased_are_told_of(sealed: Client) -> None:
    assert "because somebody was erased" not in words(sealed.get(URL))
    Seal.objects.update(erased_at=NOW, body=Seal.objects.get().body.replace("Chamber", "Some"))
    said = words(sealed.get(URL))
    assert (
        "Words under this seal were changed on 12 March, because somebody was erased; its mark "
        "cannot be checked any more."
    ) in said
    assert "was changed after it was closed" not in said


def test_a_guess_that_is_not_the_one_under_the_seal_is_told_apart(
    sealed: Client, home: OwnLedger
) -> None:
    line = '2026-03-12 expect "Chamber breakfast": nothing 100, a name 0, an opening 0, '
    home.record((f"{line}an interview 0, an offer 0",), today=NOW_DAY, recorded_at=NOW)
    said = words(sealed.get(URL))
    assert "The guess in your story is not the one under the seal." in said
    assert "Under it stands: 40, 35, 20, 4, 1, from door 1 to door 5." in said


def test_a_guess_taken_back_may_be_sealed_again(sealed: Client, home: OwnLedger) -> None:
    undo_deed(home, home.stored().revision, at=NOW)
    said = words(sealed.get(f"{URL}?done={home.stored().revision}"))
    assert "You sealed a guess for this on Thursday 12 March at 08:30 and took it back." in said
    assert "had been opened" not in said
    assert "house expects" not in markup(sealed.get(f"{URL}?done={home.stored().revision}"))
    assert sealed.post(f"{URL}guess/", GUESS).status_code == 303
    assert "is sealed." in words(sealed.get(URL))


def test_a_guess_taken_back_after_looking_says_so(sealed: Client, home: OwnLedger) -> None:
    sealed.post(f"{URL}open/")
    undo_deed(home, home.stored().revision, at=NOW)
    assert "The house's side of it had been opened" in words(sealed.get(URL))


def test_a_guess_stated_by_hand_is_told_as_such_and_the_house_may_be_heard(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(f"""2026-03-12 {TONIGHT}
    2026-03-12 expect "Chamber breakfast": {SAID}""")
    said = words(pages.get(URL))
    assert "it is stated, not sealed" in said
    assert "Hear the house's guess now" in said
    pages.post(f"{URL}open/")
    assert len(home.stored().ledger.expectations) == 2
    assert "both guesses, side by side" in words(pages.get(URL))
    assert not Seal.objects.exists()
    flash = markup(pages.get(f"{URL}?done={home.stored().revision}"))
    assert "Written down: the house&#x27;s guess" in flash


def test_the_house_is_not_heard_before_she_has_guessed(tonight: Client, home: OwnLedger) -> None:
    answer = tonight.post(f"{URL}open/")
    assert answer.status_code == 409
    assert "The house says nothing of Chamber breakfast before you have guessed." in words(answer)
    assert not home.stored().ledger.expectations


def test_an_event_that_was_moved_or_renamed_keeps_its_seal_and_says_so(
    sealed: Client, home: OwnLedger
) -> None:
    rename(home, name="Chamber supper")
    assert "It was sealed for “Chamber breakfast”" in words(sealed.get(URL))
    rename(home, day=14)
    said = words(sealed.get(URL))
    assert "It was sealed for 2026-03-12; the evening has been moved since." in said
    assert "Saturday 14 March" in said


# afterwards


def test_the_morning_after_asks_first_and_keeps_the_seal_closed(
    sealed: Client, on_day: Callable[[int], None]
) -> None:
    on_day(1)
    page = sealed.get(URL)
    said = words(page)
    assert "What did Chamber breakfast bring?" in said
    assert "Your answer keeps it, and the seal opens." in said
    assert "Yesterday, Thursday 12 March" in said
    assert "plate house" not in markup(page)


def test_two_taps_keep_it_and_open_the_seal(
    sealed: Client, home: OwnLedger, on_day: Callable[[int], None]
) -> None:
    on_day(1)
    answer = sealed.post(f"{URL}debrief/", {"rung": "a name", "promise": "no", "talked_to": "9"})
    assert answer.status_code == 303
    debrief = home.stored().ledger.debriefs[0]
    assert (debrief.rung, debrief.talked_to) == (Rung.A_NAME, 9)
    assert SealOpened.objects.count() == 1
    said = words(sealed.get(answer["Location"]))
    house = evening("mixer", default_rates()).dots
    assert "Chamber breakfast came to door 2." in said
    assert (
        f"You had 35 (its reasons) dots there and the house had {house[1]} (its reasons):" in said
    )
    assert "a fair call by both of you" in said
    assert "94 (its reasons) you" in said
    assert "85 for the same on each door" in said
    assert "0.23" in said
    assert "You talked to 9 people, and nobody of them is written down yet." in said
    assert "it came to this door" in said
    assert "Who promised what?" not in said


def test_a_promise_is_asked_after_with_lines_ready(
    tell: Tell, pages: Client, on_day: Callable[[int], None]
) -> None:
    tell(f"""2026-03-12 {TONIGHT}
    2026-03-12 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
    2026-03-12 met Ben Ode at "Chamber breakfast" """)
    on_day(1)
    answer = pages.post(f"{URL}debrief/", {"rung": "a name", "promise": "yes", "talked_to": "2"})
    assert answer["Location"].endswith("&promise=yes")
    page = pages.get(answer["Location"])
    assert "Who promised what?" in words(page)
    assert (
        "2026-03-12 asked Ana Reyes for an introduction in person\n2026-03-12 Ana Reyes promised"
        in markup(page)
    )
    assert "You talked to 2 people; these you kept:" in words(page)
    assert "Ana Reyes buyer, Harbor Foods" in words(page)
    assert "Whose maybe was it?" in words(pages.get(f"{URL}?promise=maybe"))
    assert "promised" not in words(pages.get(f"{URL}?promise=perhaps"))


def test_two_of_one_name_are_told_apart_in_the_lines_and_nobody_is_made_up(
    tell: Tell, pages: Client
) -> None:
    tell(f"""2026-03-12 {TONIGHT}
    2026-03-12 event "Talk"
    2026-03-11 person Ana Reyes #ana-one
    2026-03-11 person Ana Reyes #ana-two
    2026-03-12 met Ana Reyes #ana-two at "Chamber breakfast"
    2026-03-12 debrief "Talk": nothing
    2026-03-12 debrief "Chamber breakfast": nothing""")
    assert "asked Ana Reyes #ana-two for" in markup(pages.get(f"{URL}?promise=yes"))
    nobody = markup(pages.get("/events/talk-2026-03-12/?promise=yes"))
    assert "<code>2026-03-12 met Ana Reyes at &quot;Talk&quot;</code>" in nobody
    assert re.search(r'<textarea[^>]*id="tell"[^>]*></textarea>', nobody)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"promise": "no"}, "Say which door it came to; then the seal opens."),
        ({"rung": "a party"}, "That is none of the five doors."),
        ({"rung": "nothing", "talked_to": "some"}, "Give a whole number, or leave it empty."),
        ({"rung": "nothing", "talked_to": "-2"}, "must not be below zero."),
        ({"rung": "nothing", "talked_to": "99999"}, "Give a number up to 10,000."),
    ],
)
def test_what_is_wrong_with_a_debrief_is_said_and_nothing_is_written(
    tonight: Client, home: OwnLedger, typed: dict[str, str], sentence: str
) -> None:
    answer = tonight.post(f"{URL}debrief/", typed)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert ('value="nothing" required checked' in markup(answer)) == (
        typed.get("rung") == "nothing"
    )
    assert '<details class="over" open>' in markup(answer)
    assert not home.stored().ledger.debriefs


def test_an_evening_is_told_once(tonight: Client, home: OwnLedger) -> None:
    told = {"rung": "nothing", "promise": "no"}
    tonight.post(f"{URL}debrief/", told)
    again = tonight.post(f"{URL}debrief/", {**told, "rung": "an offer"})
    assert again.status_code == 409
    assert "You have said already that Chamber breakfast came to nothing" in words(again)
    late = tonight.post(f"{URL}guess/", GUESS)
    assert late.status_code == 409
    assert "Chamber breakfast is over: what is known cannot be guessed any more." in words(late)
    assert len(home.stored().ledger.debriefs) == 1


def test_an_evening_to_come_is_not_told(tell: Tell, pages: Client) -> None:
    tell('2026-03-20 event "Fair"')
    assert "Is it over?" not in words(pages.get("/events/fair-2026-03-20/"))
    answer = pages.post("/events/fair-2026-03-20/debrief/", {"rung": "nothing"})
    assert answer.status_code == 409
    assert "Fair is on 2026-03-20: say what it came to when it has been." in words(answer)


def test_who_did_not_go_is_not_marked(sealed: Client, home: OwnLedger) -> None:
    answer = sealed.post(f"{URL}debrief/", {"away": "1"})
    assert answer.status_code == 303
    assert home.stored().ledger.events[0].cancelled is not None
    said = words(sealed.get(URL))
    assert "was called off, or you did not go." in said
    assert "Nothing is marked, and nothing is lost by it." in said
    assert "What you had expected" in said
    for deed, typed in (
        ("debrief", {"rung": "nothing"}),
        ("debrief", {"away": "1"}),
        ("guess", GUESS),
    ):
        refused = sealed.post(f"{URL}{deed}/", typed)
        assert refused.status_code == 409
        assert "Chamber breakfast was called off" in words(refused)


def test_without_a_guess_there_is_nothing_to_mark(tonight: Client) -> None:
    tonight.post(f"{URL}debrief/", {"rung": "an offer", "promise": ""})
    said = words(tonight.get(URL))
    assert "You had not said what you expected of it, so there is nothing to mark." in said
    assert "That is more than most evenings bring." in said
    assert "The marks" not in said
    assert "Whom did you meet?" in said


CALLS = [
    ("40 35 20 4 1", "40 35 20 4 1", "a name", "a fair call by both of you", ""),
    ("90 10 0 0 0", "90 10 0 0 0", "an offer", "a surprise to you both", ""),
    (
        "90 10 0 0 0",
        "100 0 0 0 0",
        "an offer",
        "a surprise to you both",
        "I had laid 100 of my 100 on door 1, and 0 on door 5",
    ),
    (
        "30 40 20 9 1",
        "40 35 20 4 1",
        "a name",
        "and you were a little nearer",
        "I was farther off than you.",
    ),
    ("40 35 20 4 1", "30 40 20 9 1", "a name", "and the house was a little nearer", ""),
    (
        "0 0 100 0 0",
        "0 0 0 0 100",
        "an opening",
        "you were nearer",
        "I had laid 100 of my 100 on door 5",
    ),
    ("0 0 0 0 100", "0 0 100 0 0", "an opening", "the house was nearer", ""),
    (
        "10 90 0 0 0",
        "30 40 30 0 0",
        "a name",
        "you were a little nearer",
        "I had the right door and too few on it: 40 of my 100.",
    ),
    ("40 35 20 4 1", None, "a name", "a fair call", ""),
    ("0 0 0 0 100", None, "nothing", "not what you expected", ""),
]


@pytest.mark.parametrize("case", CALLS)
def test_one_kind_sentence_says_who_was_nearer_and_the_house_tells_its_own_miss(
    tell: Tell, pages: Client, case: tuple[str, str | None, str, str, str]
) -> None:
    hers, house, rung, call, on_itself = case
    house_said = f'2026-03-12 house expects "Chamber breakfast": {laid(house)}' if house else ""
    tell(f"""2026-03-12 {TONIGHT}
    2026-03-12 expect "Chamber breakfast": {laid(hers)}
    {house_said}
    2026-03-12 debrief "Chamber breakfast": {rung}""")
    said = words(pages.get(URL))
    assert call in said
    assert on_itself in said
    assert ("The house, of itself" in said) == bool(on_itself)


def test_a_house_with_other_rates_shows_its_number_and_no_range_of_today(
    tell: Tell, pages: Client
) -> None:
    tell(f"""2026-03-12 {TONIGHT}
    2026-03-12 expect "Chamber breakfast": {SAID}
    2026-03-12 house expects "Chamber breakfast": {laid("1 2 3 4 90")} by old-rates
    2026-03-12 debrief "Chamber breakfast": a name""")
    page = pages.get(URL)
    assert "with its rates of old-rates" in words(page)
    assert 'plate house" href="/evidence/">90<' in markup(page)
    assert "Why the house says so" not in words(page)


# what holds for all of them


def test_an_unknown_event_is_not_found(pages: Client) -> None:
    for path in ("", "guess/", "open/", "debrief/"):
        method = pages.get if not path else pages.post
        assert method(f"/events/nowhere/{path}").status_code == 404


def test_deeds_are_posted_only(tonight: Client) -> None:
    for path in ("guess/", "open/", "debrief/"):
        assert tonight.get(f"{URL}{path}").status_code == 405
    assert tonight.post(URL).status_code == 405


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "x" * 300, "مساء الخير", "a\u202eb", "Ana & Ben's \\"]
)
def test_any_name_is_only_a_name(pages: Client, home: OwnLedger, name: str) -> None:
    answer = pages.post("/events/", {"name": name, "on": "2026-03-12", "kind": "<b>", "length": ""})
    assert answer.status_code == 303, words(answer)
    (event,) = home.stored().ledger.events
    assert event.name == name
    listed = markup(pages.get("/events/"))
    address = re.findall(r'href="(/events/[^"?]+/)"', listed)[0]
    before = pages.get(address)
    assert pages.post(f"{address}guess/", GUESS).status_code == 303
    assert pages.post(f"{address}debrief/", {"rung": "nothing"}).status_code == 303
    for page in (listed, markup(before), markup(pages.get(address))):
        assert "<script>alert" not in page
        assert "<b>" not in re.sub(r"<b>(?=Nothing|Someone|An )", "", page)


def test_an_event_of_any_id_has_its_page(tell: Tell, pages: Client) -> None:
    tell('2026-03-13 event "Talk" #"a/b"')
    assert "/events/a%252Fb/" in markup(pages.get("/events/"))
    assert "What do you expect of Talk" in words(pages.get("/events/a%252Fb/"))


def test_what_came_to_an_event_later_is_not_known_yet_and_it_cannot_be_edited_from_here(
    tell: Tell, pages: Client
) -> None:
    tell(f"""2026-03-12 {TONIGHT}
    2026-03-14 event "Chamber breakfast" cancelled""")
    page = pages.get(URL)
    assert "What do you expect of Chamber breakfast?" in words(page)
    assert "Change its name" not in words(page)


@pytest.mark.parametrize("path", ["/events/", URL])
def test_few_questions_are_put_to_the_ledger(sealed: Client, path: str) -> None:
    sealed.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        sealed.get(path)
    assert len(asked) <= 3


def test_the_script_is_small_and_says_the_same_as_the_page(root: Path) -> None:
    script = (root / "src/keepknocking/web/static/keepknocking/pour.js").read_text()
    assert len(script.encode()) < 4096
    for left in (-1, 0, 1, 2):
        assert f'"{hand_in_words(left)}"' in script


def test_a_wide_door_shows_its_dots_leaf_by_leaf_from_the_floor() -> None:
    places = [middle_of(place) for place in range(100)]
    assert len(set(places)) == 100
    assert wide_door(0).count('class="on"') == 0
    drawn = wide_door(23)
    assert drawn.count('class="on"') == 23
    assert "d-glass lit" in drawn
    assert "d-glass lit" not in wide_door(0)
    # The first leaf is full before the second has a dot; each row of five fills from the left.
    assert max(x for x, _ in places[:20]) < min(x for x, _ in places[20:])
    assert [y for _, y in places[:6]] == [places[0][1]] * 5 + [places[5][1]]
    assert places[5][1] < places[0][1]


def laid(dots: str) -> str:
    rungs = ("nothing", "a name", "an opening", "an interview", "an offer")
    return ", ".join(f"{rung} {dot}" for rung, dot in zip(rungs, dots.split(), strict=True))


def rename(home: OwnLedger, *, name: str | None = None, day: int | None = None) -> None:
    """Change the one event there is, as its own page does."""
    (event,) = home.stored().ledger.events
    address = home.address_of(event)
    assert address is not None
    now = replace(event, name=name or event.name, when=When(date(2026, 3, day or 12)))
    change_fact(home, held_fact(home, address.table, address.row), now, today=NOW_DAY, at=NOW)
