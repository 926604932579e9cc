"""The pages of people: a story is the world, and the page says what is true in it."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Protocol

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keepknocking.ledger.asks import AnswerKind
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.people import TieStrength
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.services.questions import Question, weigh_silences
from keepknocking.wording.phrases import of_100

Tell = Callable[[str], Ledger]

BREAKFAST = """
2026-03-02 event "Chamber breakfast" meetup 2h
2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
2026-03-03 asked Ana for an introduction to Ben Ode (Brightwater) by email
"""


class Answer(Protocol):
    """What a page answers, as far as these tests look."""

    content: bytes
    status_code: int

    def __getitem__(self, header: str) -> str: ...


def words(answer: Answer) -> str:
    """What a page says, without its markup."""
    text = answer.content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    plain = re.sub(r'<span class="vh">.*?</span>', "", main)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def deed(pages: Client, person: str, button: str, /, **said: str) -> Answer:
    """Press a button of a person's page."""
    data = {"day": "2026-03-12", "deed": button, **said}
    return pages.post(f"/people/{person}/", data)


def told_back(pages: Client, answer: Answer) -> str:
    """The line that says what was just written down."""
    found = re.search(r'<p role="status">(.*?)</p>', pages.get(answer["Location"]).content.decode())
    return found[1] if found else ""


def in_order(page: str, *names: str) -> bool:
    places = [page.index(name) for name in names]
    return places == sorted(places)


# Everybody


def test_the_first_sentence_counts_who_is_known_and_who_was_asked(
    tell: Tell, pages: Client
) -> None:
    tell(BREAKFAST)
    said = words(pages.get("/people/"))
    assert "You know 2 people; 1 of them has been asked." in said
    assert "1 has not answered yet. Silence is about their week, not about you." in said


def test_each_person_says_who_she_is_how_met_and_what_is_open(tell: Tell, pages: Client) -> None:
    tell(BREAKFAST)
    said = words(pages.get("/people/"))
    assert "Ana Reyes Harbor Foods, buyer met at Chamber breakfast, 2 March" in said
    assert "Asked 9 days ago, silent" in said
    assert "Ben Ode Brightwater you asked Ana Reyes to bring you together" in said


def test_before_anybody_is_asked_the_sentence_is_still_kind(tell: Tell, pages: Client) -> None:
    tell("2026-03-02 know Ana Reyes well")
    said = words(pages.get("/people/"))
    assert "You know 1 person, and have not asked anybody yet." in said
    assert "you only need one to open" in said


def test_an_empty_ledger_asks_for_one_name(pages: Client) -> None:
    said = words(pages.get("/people/"))
    assert "Nobody is here yet. One name is enough to begin." in said
    assert "Add them" in said


def test_names_are_found_without_regard_to_accents_and_case(tell: Tell, pages: Client) -> None:
    tell("2026-03-02 met Łukasz Núñez (Södra Ølhus)\n2026-03-02 met Ana Reyes")
    for looked_for in ("lukasz", "NUNEZ", "sodra OLHUS", "núñez  łukasz"):
        said = words(pages.get("/people/", {"q": looked_for}))
        assert "Łukasz Núñez" in said
        assert "Ana Reyes" not in said


def test_what_is_not_found_is_said_with_the_words_looked_for(tell: Tell, pages: Client) -> None:
    tell(BREAKFAST)
    said = words(pages.get("/people/", {"q": "Zebedee"}))
    assert "Nobody has “Zebedee” in name, organization, role or address." in said
    assert "0 people with “Zebedee”" in said


STANDINGS = """
2026-03-02 know Waits Amber well
2026-03-02 know Promised Blue well
2026-03-02 know Helped Cyan well
2026-03-02 know Fresh Drab well
2026-03-03 asked Waits Amber for a referral at Oak Bank
2026-03-03 asked Promised Blue for a referral at Oak Bank
2026-03-04 Promised Blue promised
2026-03-03 asked Helped Cyan for an introduction
2026-03-05 Helped Cyan introduced me to Turn Ebony
"""


@pytest.mark.parametrize(
    ("show", "count", "names"),
    [
        (
            "everybody",
            5,
            {"Waits Amber", "Promised Blue", "Helped Cyan", "Fresh Drab", "Turn Ebony"},
        ),
        ("waiting", 1, {"Waits Amber"}),
        ("promised", 1, {"Promised Blue"}),
        ("your-turn", 1, {"Turn Ebony"}),
        ("thanks", 1, {"Helped Cyan"}),
        ("never-asked", 2, {"Fresh Drab", "Turn Ebony"}),
        (
            "nonsense",
            5,
            {"Waits Amber", "Promised Blue", "Helped Cyan", "Fresh Drab", "Turn Ebony"},
        ),
    ],
)
def test_each_way_to_choose_shows_its_people_and_their_number(
    tell: Tell, pages: Client, show: str, count: int, names: set[str]
) -> None:
    tell(STANDINGS)
    html = pages.get("/people/", {"show": show}).content.decode()
    assert set(re.findall(r"<h3><a [^>]+><bdi>([^<]+)", html)) == names
    current = re.search(r'aria-current="true"><span>[^<]+</span> <b>(\d+)', html)
    assert current is not None
    assert int(current[1]) == count


def test_an_empty_choice_says_so_kindly(tell: Tell, pages: Client) -> None:
    tell("2026-03-02 met Ana Reyes")
    assert "No promise is open." in words(pages.get("/people/", {"show": "promised"}))


def test_a_promise_without_silence_is_the_second_sentence(tell: Tell, pages: Client) -> None:
    tell(BREAKFAST + "2026-03-05 Ana promised")
    assert "1 has promised something that is still to come." in words(pages.get("/people/"))


def test_the_latest_is_first_unless_names_are_wanted(tell: Tell, pages: Client) -> None:
    tell(
        "2026-03-02 met Zoe\n2026-03-03 met Ben Ode\n2026-03-04 met Émile\n"
        "2026-03-05 asked Zoe about openings\n2026-03-11 nudged Zoe"
    )
    latest = words(pages.get("/people/"))
    assert in_order(latest, "Zoe", "Émile", "Ben Ode")
    assert in_order(words(pages.get("/people/", {"order": "name"})), "Ben Ode", "Émile", "Zoe")


def test_fifty_are_on_a_page_and_links_lead_on_and_back(tell: Tell, pages: Client) -> None:
    tell(
        "\n".join(
            f"2026-03-02 met Person{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}"
            for n in range(100)
        )
    )
    first = pages.get("/people/", {"order": "name", "q": "person"})
    assert "People 1 to 50 of 100" in words(first)
    assert 'rel="prev"' not in first.content.decode()
    assert 'href="/people/?q=person&amp;order=name&amp;page=2"' in first.content.decode()
    for number in ("2", "99"):
        last = pages.get("/people/", {"page": number})
        assert "People 51 to 100 of 100" in words(last)
        assert 'rel="next"' not in last.content.decode()
    assert "People 1 to 50 of 100" in words(pages.get("/people/", {"page": "9" * 40}))
    assert "People 1 to 50 of 100" in words(pages.get("/people/", {"page": "0"}))


def test_many_open_asks_are_told_shortly(tell: Tell, pages: Client) -> None:
    tell(
        "2026-03-02 met Ana\n2026-03-03 asked Ana for a coffee as #one\n"
        "2026-03-04 asked Ana about openings as #two\n"
        "2026-03-05 asked Ana for a referral as #three\n"
        "2026-03-06 Ana replied #two\n2026-03-07 nudged Ana about #three\n"
        "2026-03-08 nudged Ana about #three"
    )
    said = words(pages.get("/people/"))
    assert "Replied 6 days ago, neither yes nor no" in said
    assert "Asked 7 days ago, silent, nudged 2 times" in said
    assert "And 1 other ask still open" in said


def test_what_was_asked_just_now_was_asked_today(tell: Tell, pages: Client) -> None:
    tell("2026-03-02 met Ana\n2026-03-12 asked Ana about openings")
    assert "Asked today, silent" in words(pages.get("/people/"))


def test_somebody_left_in_peace_is_marked(tell: Tell, pages: Client) -> None:
    tell("2026-03-02 met Ana\n2026-03-03 do not contact Ana")
    assert "Left in peace" in words(pages.get("/people/"))


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("2026-03-02 know Ana well", "you know each other well"),
        ("2026-03-02 know Ana", "you know each other slightly"),
        ("2026-03-02 know Ana not yet", "you have not met yet"),
        ("2026-03-02 know Ana not yet\n2026-03-04 met Ana", "met on 4 March"),
        ("2026-03-02 met Ben\n2026-03-03 Ben knows Ana", "known to Ben"),
        ("2026-03-02 met Ben\n2026-03-03 Ben introduced me to Ana", "introduced by Ben, 3 March"),
        ("2026-03-02 person Ana", "in your ledger since 2 March"),
    ],
)
def test_how_somebody_became_known(tell: Tell, pages: Client, line: str, known: str) -> None:
    tell(line)
    assert known in words(pages.get("/people/ana/")).casefold().replace("ben", "Ben").replace(
        "march", "March"
    )


# Somebody new


def test_somebody_new_comes_in_with_where_she_was_met(home: OwnLedger, pages: Client) -> None:
    answer = pages.post(
        "/people/",
        {
            "name": "Ana Reyes",
            "organization": "Harbor Foods",
            "role": "buyer",
            "strength": "close",
            "event": "Chamber breakfast",
            "day": "2026-03-02",
        },
    )
    assert answer.status_code == 303
    assert answer["Location"].startswith("/people/ana-reyes/?done=")
    ledger = home.stored().ledger
    assert (ledger.people[0].organization, ledger.people[0].role) == ("Harbor Foods", "buyer")
    assert ledger.events[0].name == "Chamber breakfast"
    assert ledger.ties[0].strength is TieStrength.CLOSE
    said = words(pages.get(answer["Location"]))
    assert "Harbor Foods, buyer · met at Chamber breakfast, 2 March" in said


@pytest.mark.parametrize("strength", ["acquaintance", "stranger"])
def test_somebody_new_may_be_a_name_alone(home: OwnLedger, pages: Client, strength: str) -> None:
    pages.post("/people/", {"name": "Ana", "strength": strength, "day": "2026-03-12"})
    ledger = home.stored().ledger
    assert [person.name for person in ledger.people] == ["Ana"]
    assert ledger.ties[0].strength == strength
    assert not ledger.encounters


def test_the_beginning_of_a_known_name_is_somebody_else(
    tell: Tell, home: OwnLedger, pages: Client
) -> None:
    tell("2026-03-02 met Ana Reyes")
    pages.post("/people/", {"name": "Ana", "strength": "close", "day": "2026-03-12"})
    assert {person.name for person in home.stored().ledger.people} == {"Ana", "Ana Reyes"}


def test_a_name_that_is_there_is_asked_about_first(
    tell: Tell, home: OwnLedger, pages: Client
) -> None:
    tell("2026-03-02 met Ana Reyes (Harbor Foods)")
    new = {"name": "ana reyes", "strength": "close", "day": "2026-03-12"}
    refused = pages.post("/people/", new)
    assert refused.status_code == 422
    assert "Ana Reyes (Harbor Foods) is in your ledger already" in words(refused)
    assert 'value="ana reyes"' in refused.content.decode()
    assert '<a href="/people/ana-reyes/">' in refused.content.decode()
    assert pages.post("/people/", {**new, "another": "on"}).status_code == 303
    assert [person.id for person in home.stored().ledger.people] == ["ana-reyes", "ana-reyes-2"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "  ", "every person needs a name that is not empty"),
        ("day", "2026-03-13", "This day has not come (today is 2026-03-12)"),
        ("day", "12/03/2026", "This is not a day: write it like 2026-03-02."),
        ("day", "", "Say on which day: write it like 2026-03-02."),
    ],
)
def test_what_is_wrong_with_somebody_new_is_said_at_the_field(
    home: OwnLedger, pages: Client, field: str, typed: str, sentence: str
) -> None:
    new = {"name": "Ana", "role": "buyer", "strength": "close", "day": "2026-03-12", field: typed}
    refused = pages.post("/people/", new)
    assert refused.status_code == 422
    assert sentence in words(refused)
    assert 'value="buyer"' in refused.content.decode()
    assert home.stored().revision == 0


def test_what_the_story_refuses_stands_above_the_form(tell: Tell, pages: Client) -> None:
    tell('2026-03-02 event "Chamber breakfast"')
    new = {"name": "Ana", "strength": "close", "day": "2026-03-12", "event": "Chamber breakfest"}
    refused = pages.post("/people/", new)
    assert refused.status_code == 422
    assert "Found “Chamber breakfest”, expected an event of the story" in words(refused)
    assert "nearest: Chamber breakfast" in words(refused)


# One person


def test_a_silence_is_the_first_sentence_and_its_number_leads_to_its_reasons(
    tell: Tell, pages: Client
) -> None:
    tell(BREAKFAST)
    page = pages.get("/people/ana-reyes/")
    said = words(page)
    assert re.search(
        r"Ana Reyes has been quiet for 9 days. Of 100 asks this quiet, \d+ never", said
    )
    assert "You asked for an introduction to Ben Ode, by email, on 3 March." in said
    assert "A nudge is due" in said
    html = page.content.decode()
    plates = re.findall(r'<a class="plate house" href="([^"]+)"', html)
    anchors = {address for address in plates if address.startswith("#")}
    assert anchors == {"#why-1"}
    assert 'id="why-1"' in html
    assert {address for address in plates if "/evidence/" in address}
    assert 'id="ask-ana-reyes-2026-03-03"' in html


def test_the_silence_of_one_person_is_the_one_that_everybodys_list_weighs(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(BREAKFAST + '2026-03-04 asked Ana for a referral for "Planner" at Oak Bank through Ben')
    weighed = weigh_silences(Question(home=home, today=date(2026, 3, 12)))
    said = words(pages.get("/people/ana-reyes/"))
    for silence in weighed.silences:
        assert f"Of 100 this quiet, {of_100(silence.never.mean)} never answer" in said


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("2026-03-10 Ana promised", "Ana Reyes promised 2 days ago. Of 100 promises this quiet,"),
        ("2026-03-10 nudged Ana", "No need to write before"),
        ("2026-03-10 Ana declined", "Ana Reyes said no."),
        ("2026-03-10 Ana introduced me to Ben", "Ana Reyes opened a door for you on 10 March."),
        ("2026-03-10 do not contact Ana", "You leave Ana Reyes in peace."),
    ],
)
def test_the_first_sentence_says_how_things_stand(
    tell: Tell, pages: Client, more: str, sentence: str
) -> None:
    tell(BREAKFAST + more)
    assert sentence in words(pages.get("/people/ana-reyes/"))


def test_it_may_be_the_seekers_turn_or_nothing_was_asked_yet(tell: Tell, pages: Client) -> None:
    tell(BREAKFAST + "2026-03-10 Ana introduced me to Ben\n2026-03-11 met Chen Wu")
    assert "It is your turn with Ben Ode." in words(pages.get("/people/ben-ode/"))
    assert "You have not asked Chen Wu for anything yet." in words(pages.get("/people/chen-wu/"))


def test_a_long_silence_after_a_nudge_may_rest(tell: Tell, pages: Client) -> None:
    tell("2025-09-01 know Ana well\n2025-09-02 asked Ana about openings\n2025-09-10 nudged Ana")
    page = pages.get("/people/ana/")
    assert "one kind line more, or let it rest and go round" in words(page)
    assert "more than 99 never answer" in words(page)
    assert 'class="hundred' not in page.content.decode()  # a hundred empty marks help nobody


def test_thanks_are_owed_until_they_are_said(tell: Tell, pages: Client, home: OwnLedger) -> None:
    tell(BREAKFAST + "2026-03-10 Ana introduced me to Ben")
    assert "That is worth a thank-you." in words(pages.get("/people/ana-reyes/"))
    answer = deed(pages, "ana-reyes", "thanked")
    assert answer.status_code == 303
    assert home.stored().ledger.thanks[0].person == "ana-reyes"
    assert "thank-you" not in words(pages.get(answer["Location"]))


def test_thanks_are_named_where_the_first_sentence_is_about_something_else(
    tell: Tell, pages: Client
) -> None:
    tell(BREAKFAST + "2026-03-10 Ana introduced me to Ben\n2026-03-11 asked Ana about openings")
    said = words(pages.get("/people/ana-reyes/"))
    assert "What Ana Reyes did for you on 10 March is worth a thank-you." in said
    assert "You asked for an introduction to Ben Ode on 3 March: done on 10 March." in said


def test_the_thread_shows_who_led_to_her_and_whom_she_led_to(tell: Tell, pages: Client) -> None:
    tell(
        BREAKFAST + "2026-03-05 Ana introduced me to Ben\n2026-03-06 Ben introduced me to Chen Wu\n"
        '2026-03-07 Ben told me of "Planner" at Brightwater\n'
        "2026-03-08 Ben knows Dana Frost well\n2026-03-08 Ana knows Ben\n"
        "2026-03-09 asked Dana Frost for a coffee through Ben"
    )
    said = words(pages.get("/people/ben-ode/"))
    thread = said[said.index("The thread") :]
    assert in_order(thread, "You", "Ana Reyes", "Ben Ode", "Chen Wu", "Dana Frost", "Planner")
    assert "an opening at Brightwater" in thread
    assert "Whom they know Dana Frost well" in said
    assert "Who knows them Ana Reyes slightly; Harbor Foods, buyer" in said


def test_every_fact_stands_day_by_day_with_a_link_to_mend_it(tell: Tell, pages: Client) -> None:
    tell(BREAKFAST + "2026-03-10 nudged Ana\n2026-03-11 note about Ana: likes short mails")
    page = pages.get("/people/ana-reyes/")
    said = words(page)
    days = said[said.index("Day by day") :]
    assert in_order(days, "met Ana Reyes", "asked Ana Reyes", "nudged Ana Reyes", "short mails")
    html = page.content.decode()
    found = set(re.findall(r'href="/facts/(\w+)/\d+/"', html))
    assert found == {"people", "encounters", "asks", "turns", "notes"}


def test_a_long_record_shows_its_end_first(tell: Tell, pages: Client) -> None:
    tell(
        "\n".join(f"2026-03-02 note about Ana: remark {n}" for n in range(70)).replace(
            "note", "met Ana\n2026-03-02 note", 1
        )
    )
    short = words(pages.get("/people/ana/"))
    assert "Show the 12 earlier lines too" in short
    assert "remark 5 " not in short
    assert "remark 5 " in words(pages.get("/people/ana/", {"all": "1"}))


def test_nobody_and_nothing_to_do_are_not_there(tell: Tell, pages: Client) -> None:
    tell(BREAKFAST)
    assert pages.get("/people/nobody/").status_code == 404
    assert deed(pages, "nobody", "thanked").status_code == 404
    assert deed(pages, "ana-reyes", "forgotten").status_code == 404


# What can be written down


@pytest.mark.parametrize("name", ["nudged", "replied", "promised", "declined", "kept"])
def test_one_tap_writes_what_happened_to_the_ask(
    tell: Tell, pages: Client, home: OwnLedger, name: str
) -> None:
    tell(BREAKFAST)
    answer = deed(pages, "ana-reyes", name, ask="ana-reyes-2026-03-03", day="2026-03-10")
    assert answer.status_code == 303
    assert answer["Location"] == "/people/ana-reyes/?done=2"
    ask = home.stored().ledger.asks[0]
    happened = {
        "nudged": bool(ask.nudges),
        "replied": bool(ask.replies),
        "promised": ask.answer is not None and ask.answer.kind is AnswerKind.PROMISED,
        "declined": ask.answer is not None and ask.answer.kind is AnswerKind.DECLINED,
        "kept": ask.fulfilment is not None,
    }
    assert happened[name]
    assert "#" not in answer["Location"]
    assert "ana-reyes-2026" not in told_back(pages, answer)
    assert told_back(pages, answer).startswith("Written down: 2026-03-10 ")


def test_what_the_ask_was_for_fulfils_it(tell: Tell, pages: Client, home: OwnLedger) -> None:
    tell(
        "2026-03-02 met Ana\n2026-03-03 asked Ana for an introduction to Ben Ode as #one\n"
        "2026-03-03 asked Ana about openings at Oak Bank as #two\n"
        "2026-03-03 asked Ana for a coffee as #three\n"
        '2026-03-03 asked Ana for a referral for "Clerk" at Harbor Foods as #four'
    )
    html = pages.get("/people/ana/").content.decode()
    assert 'value="Ben Ode"' in html
    assert 'value="Oak Bank"' in html
    assert 'value="Clerk"' in html
    for name, ask, more in (
        ("introduced", "one", {"name": "Ben Ode", "organization": "Brightwater", "role": "boss"}),
        ("told-of", "two", {"title": "Planner", "organization": "Oak Bank"}),
        ("talked", "three", {}),
        ("referred", "four", {"title": "Clerk", "organization": "Harbor Foods"}),
    ):
        assert deed(pages, "ana", name, ask=ask, **more).status_code == 303
    ledger = home.stored().ledger
    assert all(ask.fulfilment is not None for ask in ledger.asks)
    assert ledger.introductions[0].ask == "one"
    assert {opening.ask for opening in ledger.openings} == {"two", None}
    assert ledger.person["ben-ode"].role == "boss"


def test_an_ask_is_written_with_all_its_parts(tell: Tell, pages: Client, home: OwnLedger) -> None:
    tell("2026-03-02 met Ana\n2026-03-02 met Ben Ode")
    deed(
        pages,
        "ana",
        "asked",
        purpose="introduction",
        towards="Ben Ode",
        channel="in person",
        minutes="15",
    )
    deed(pages, "ana", "asked", purpose="referral", title="Planner", organization="Oak Bank")
    deed(pages, "ana", "asked", purpose="opening", organization="Oak Bank", day="2026-03-04")
    first, second, third = sorted(home.stored().ledger.asks, key=lambda ask: ask.purpose)
    assert (first.towards, first.channel, first.minutes) == ("ben-ode", "in person", 15)
    assert (second.organization, second.asked.on.isoformat()) == ("Oak Bank", "2026-03-04")
    assert second.asked.recorded_at is not None
    assert third.opening == "planner-oak-bank"


def test_the_rest_can_be_written_down_too(tell: Tell, pages: Client, home: OwnLedger) -> None:
    tell("2026-03-02 met Ana")
    assert deed(pages, "ana", "note", text='first\r\n"second" <b>').status_code == 303
    assert deed(pages, "ana", "knows", name="Ben Ode", strength="close").status_code == 303
    assert deed(pages, "ana", "introduced", name="Chen Wu").status_code == 303
    assert deed(pages, "ana", "told-of", title="Clerk", organization="Oak Bank").status_code == 303
    assert deed(pages, "ana", "leave").status_code == 303
    ledger = home.stored().ledger
    assert ledger.notes[0].text == 'first\n"second" <b>'
    assert ledger.ties[0].strength is TieStrength.CLOSE
    assert ledger.introductions[0].ask is None
    assert ledger.openings[0].told_by == "ana"
    assert not ledger.may_contact("ana")
    left = pages.get("/people/ana/").content.decode()
    assert "I asked them for something" not in left
    assert deed(pages, "ana", "may-contact").status_code == 303
    assert home.stored().ledger.may_contact("ana")


def test_of_two_people_of_one_name_the_id_says_which(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(
        "2026-03-02 met Ben Ode (Oak Bank)\n2026-03-02 met Ben Ode #ben-ode-2 (Brightwater)\n"
        "2026-03-03 met Ana\n2026-03-04 asked Ana for an introduction to Ben Ode #ben-ode-2"
    )
    assert 'value="Ben Ode #ben-ode-2"' in pages.get("/people/ana/").content.decode()
    refused = deed(pages, "ana", "introduced", name="Ben Ode")
    assert refused.status_code == 422
    assert "one person: there are several of the name" in words(refused)
    assert deed(pages, "ana", "introduced", name="Ben Ode #ben-ode-2").status_code == 303
    assert home.stored().ledger.introductions[0].to == "ben-ode-2"
    assert deed(pages, "ben-ode-2", "thanked").status_code == 303
    assert home.stored().ledger.thanks[0].person == "ben-ode-2"


@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("asked", {}, "Say what you asked for."),
        (
            "asked",
            {"purpose": "referral", "minutes": "0"},
            "The minutes of an ask must be above zero, not 0.",
        ),
        ("asked", {"purpose": "referral", "minutes": "2000"}, "An ask takes a day at the most"),
        ("asked", {"purpose": "referral", "minutes": "long"}, "Give whole minutes, like 15."),
        (
            "asked",
            {"purpose": "referral", "title": "Clerk"},
            "Say at which organization the opening is.",
        ),
        ("introduced", {"name": ""}, "every person needs a name that is not empty"),
        ("told-of", {"title": ""}, "every opening needs a name that is not empty"),
        ("told-of", {"title": "X"}, "every organization needs a name that is not empty"),
        ("note", {"text": " "}, "a note needs a text"),
        (
            "knows",
            {"name": "Ana Reyes", "strength": "close"},
            "cannot have a tie to the same person",
        ),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is_lost(
    tell: Tell, pages: Client, name: str, said: dict[str, str], sentence: str
) -> None:
    tell(BREAKFAST)
    answer = deed(pages, "ana-reyes", name, **said)
    assert answer.status_code == 422
    assert sentence in words(answer)
    for typed in said.values():
        assert typed in answer.content.decode()


def test_a_button_that_is_refused_is_told_under_the_first_sentence(
    tell: Tell, pages: Client
) -> None:
    tell(BREAKFAST)
    refused = deed(pages, "ana-reyes", "leave", day="2026-04-01")
    assert refused.status_code == 422
    assert "This day has not come (today is 2026-03-12)" in words(refused)


def test_a_tap_on_an_ask_that_was_answered_in_another_window_is_told(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(BREAKFAST + "2026-03-05 Ana declined")
    before = home.stored().revision
    refused = deed(pages, "ana-reyes", "promised", ask="ana-reyes-2026-03-03")
    assert refused.status_code == 422
    assert 'role="alert"' in refused.content.decode()
    assert home.stored().revision == before


def test_a_tap_never_falls_on_another_ask_than_the_one_it_stood_beside(
    tell: Tell, pages: Client, home: OwnLedger
) -> None:
    tell(
        "2026-03-02 met Ana\n2026-03-03 asked Ana for a coffee as #old\n2026-03-04 Ana declined\n"
        "2026-03-05 asked Ana for a referral as #new"
    )
    assert deed(pages, "ana", "promised", ask="old").status_code == 422
    assert home.stored().ledger.ask["new"].answer is None


def test_a_step_that_may_belong_to_several_asks_is_refused(tell: Tell, pages: Client) -> None:
    tell(
        "2026-03-02 met Ana\n2026-03-03 asked Ana for a coffee as #one\n"
        "2026-03-03 asked Ana for a referral"
    )
    refused = deed(pages, "ana", "promised")
    assert refused.status_code == 422
    assert "The story expects one ask: several are open" in words(refused)


def test_a_refused_tap_is_told_at_its_ask(tell: Tell, pages: Client) -> None:
    tell(BREAKFAST)
    refused = deed(pages, "ana-reyes", "promised", ask="ana-reyes-2026-03-03", day="2026-03-01")
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "Nothing has been written down. See what is missing." in words(refused)
    assert html.index('id="ask-ana-reyes-2026-03-03"') < html.index('id="refused"')
    assert html.index('id="refused"') < html.index("The story expects")


def test_a_refused_introduction_keeps_what_was_typed_at_its_ask(tell: Tell, pages: Client) -> None:
    tell(BREAKFAST)
    refused = deed(
        pages,
        "ana-reyes",
        "introduced",
        ask="ana-reyes-2026-03-03",
        name="Ben Ode",
        organization="Oak Bank",
    )
    assert refused.status_code == 422
    assert "Brightwater, as Ben Ode is known" in words(refused)
    assert 'value="Oak Bank"' in refused.content.decode()


# Hostile and unusual


ODD = """
2026-03-02 met "<script>alert(1)</script>" ("\\"><img src=x>", "a & b")
2026-03-02 met "שרה כהן" ("חברת החשמל")
2026-03-03 asked "שרה כהן" about openings
2026-03-02 met "Slash Id" #"a/b"
2026-03-03 asked "<script>alert(1)</script>" for an introduction to "<b>Ben</b>"
"""


def test_names_are_never_markup(tell: Tell, pages: Client) -> None:
    tell(ODD)
    for address in ("/people/", "/people/script-alert-1-script/", "/people/?q=<script>"):
        html = pages.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>Ben" not in html


def test_a_name_from_right_to_left_does_not_turn_the_number_behind_it(
    tell: Tell, pages: Client
) -> None:
    tell(ODD)
    html = pages.get("/people/שרה-כהן/").content.decode()
    assert "\u2068שרה כהן\u2069 has been quiet for 9 days" in html


def test_an_id_that_makes_no_address_does_not_break_the_list(tell: Tell, pages: Client) -> None:
    tell(ODD)
    page = pages.get("/people/")
    assert page.status_code == 200
    assert "Slash Id" in words(page)


def test_a_very_long_name_is_shown_whole(tell: Tell, pages: Client) -> None:
    name = "Wolfeschlegelsteinhausen " * 40
    tell(f'2026-03-02 met "{name.strip()}" #long')
    assert name.strip() in words(pages.get("/people/long/"))


@pytest.mark.parametrize(
    "address", ["/people/", "/people/?q=ana&show=waiting", "/people/ana-reyes/"]
)
def test_a_page_asks_the_database_at_most_three_times(
    tell: Tell, pages: Client, address: str
) -> None:
    tell(BREAKFAST)
    pages.get(address)
    with CaptureQueriesContext(connection) as queries:
        pages.get(address)
    assert len(queries) <= 3
