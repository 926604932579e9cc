"""The chains: rows of doors, and one chain with what it hangs on and the ways round."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keepknocking.chains.silences import Silence
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.searches import Goal
from keepknocking.services.chains import street, ways_round
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.services.person import gather
from keepknocking.services.questions import Question
from keepknocking.web.contexts.chain_ways import ways_of
from keepknocking.web.forms.chains import AheadForm
from keepknocking.web.views import chains as views
from keepknocking.wording.phrases import whole_of_100

Tell = Callable[[str], Ledger]
Read = Callable[..., str]

NOW = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
BEN = "/chains/ben-ode-2026-01-21/"
STORY = """\
2026-01-05 search for "planner" goal offer
2026-01-06 person Eve Hall
2026-01-06 person Farid Amin
2026-01-06 person Ines Roth
2026-01-12 met Ana Reyes (Harbor Foods, buyer)
2026-01-13 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
2026-01-14 Ana Reyes promised
2026-01-20 Ana Reyes introduced me to Ben Ode
2026-01-21 asked Ben Ode for an introduction to Chen Wu (Brightwater, planner)
2026-01-21 Ana Reyes knows Chen Wu well
2026-01-22 know Dana Frost (Brightwater, clerk)
2026-02-01 asked Eve Hall for a conversation
2026-02-02 Eve Hall declined
2026-03-10 asked Farid Amin for a conversation
2026-03-11 Farid Amin promised
2026-03-01 Ines Roth told me of "Night clerk" at Merrow unasked
"""


@pytest.fixture
def read(pages: Client) -> Read:
    """The words of a page on one line; its markup stays."""

    def at(path: str, status: int = 200, **headers: str) -> str:
        answer = pages.get(path, headers=headers)
        assert answer.status_code == status
        return html.unescape(" ".join(answer.content.decode().split()))

    return at


def silences_of_one(home: OwnLedger, person: str) -> tuple[Silence, ...]:
    return gather(home, person, today=NOW.date()).silences


def words_of(page: str) -> str:
    """What is to be read on a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_without_a_chain_there_is_one_thing_to_begin_with(read: Read) -> None:
    page = read("/chains/")
    assert "No chain yet. One begins with a question to somebody you know." in page
    assert 'href="/people/">Choose somebody to ask' in page


def test_the_first_sentence_counts_who_waits_for_whom(read: Read, tell: Tell) -> None:
    tell(STORY)
    page = read("/chains/")
    assert ">2</b> chains are alive: they all wait for somebody." in page
    assert "1 hangs on somebody who has gone quiet." in page


def test_every_way_of_standing_is_counted(read: Read, tell: Tell) -> None:
    tell(
        STORY
        + """\
2026-02-01 know Kim Wood well
2026-02-01 asked Kim Wood about openings
2026-02-02 Kim Wood told me of "Planner" at Northgate
2026-02-03 applied for "Planner" at Northgate through Kim Wood
2026-02-01 know Lea Berg well
2026-02-01 asked Lea Berg about openings
2026-02-02 Lea Berg told me of "Clerk" at Southgate
2026-02-03 applied for "Clerk" at Southgate through Lea Berg
2026-02-20 offer for "Clerk" at Southgate
2026-02-01 know Mina Holm well
2026-02-01 asked Mina Holm about openings
2026-02-02 Mina Holm told me of "Buyer" at Eastgate
"""
    )
    said = words_of(read("/chains/"))
    assert (
        "5 chains are alive: 1 has led to an offer, 1 is at an employer, 1 waits for you "
        "and 2 wait for somebody." in said
    )
    assert "An offer When you decide, thank everybody on this street." in said
    assert "At the employer You applied on 3 February." in said
    assert "Waits for you “Buyer” at Eastgate is yours to apply for." in said


def test_a_row_names_the_weak_link_and_only_it_is_weak(read: Read, tell: Tell) -> None:
    tell(STORY)
    page = read("/chains/")
    assert page.count("Weak link") == page.count("link-sign is-weak") == 1
    said = words_of(page)
    assert "Ben Ode has been silent for 50 days." in said
    assert "Waits for Farid Amin No need to write before" in said
    assert f'href="{BEN}">Ways round it' in page


def test_what_is_over_is_folded_away_and_openings_stand_apart(read: Read, tell: Tell) -> None:
    tell(STORY)
    page = read("/chains/")
    assert "<details><summary>1 chain is over</summary>" in page
    assert "Eve Hall said no. That is an answer too." in page
    assert "Openings that needed no ask" in page
    assert "Told unasked. “Night clerk” at Merrow is yours to apply for." in page


def test_with_every_chain_over_the_page_says_so_kindly(read: Read, tell: Tell) -> None:
    tell(
        "2026-02-01 know Eve Hall well\n2026-02-01 asked Eve Hall for a talk\n"
        "2026-02-02 Eve Hall declined\n"
    )
    page = read("/chains/")
    assert "No chain is alive just now. Every door on them is still there." in page
    assert "<details open>" in page


def test_openings_alone_are_shown_too(read: Read, tell: Tell) -> None:
    tell(
        '2026-03-01 opening "Clerk" at Merrow\n2026-03-02 rejected for "Clerk" at Merrow\n'
        '2026-03-03 opening "Buyer" at Hollin\n2026-03-04 withdrew from "Buyer" at Hollin\n'
        '2026-03-03 opening "Driver" at Hollin\n2026-03-04 closed "Driver" at Hollin\n'
    )
    said = words_of(read("/chains/"))
    assert "No chain yet, and openings that need none." in said
    assert "Found by yourself. They said no." in said
    assert "Found by yourself. You withdrew." in said
    assert "Found by yourself. The opening is closed." in said


def test_chains_without_a_weak_link_are_counted_without_worry(read: Read, tell: Tell) -> None:
    tell("2026-03-01 know Eve Hall well\n2026-03-11 asked Eve Hall for a conversation\n")
    page = read("/chains/")
    assert "chain is alive: it waits for somebody." in page
    assert "None of them has been quiet for longer than usual." in page


def test_many_chains_come_in_pages(read: Read, tell: Tell) -> None:
    lines = []
    for number in range(120):
        name = f"Pia {chr(65 + number // 26)}{chr(97 + number % 26)}berg"
        lines += [f"2026-01-01 know {name} well", f"2026-02-01 asked {name} for a conversation"]
        if number % 2:
            lines.append(f"2026-02-02 {name} declined")
    tell("\n".join(lines))
    first, last = read("/chains/"), read("/chains/?page=99")
    assert "60 hang on somebody who has gone quiet." in first
    assert "Chains 1 to 50 of 60" in first
    assert first.count('class="chainrow"') == 50
    assert '<a class="btn plain" href="/chains/?over=1#over">60 chains are over</a>' in first
    assert 'rel="next" href="/chains/?page=2"' in first
    assert "Chains 51 to 60 of 60" in last
    assert 'rel="prev" href="/chains/?page=1"' in last
    over = read("/chains/?over=2&page=x")
    assert "<details open>" in over
    assert "Chains that are over 51 to 60 of 60" in over
    assert 'href="/chains/?over=1#over"' in over


def test_one_chain_says_what_it_hangs_on(read: Read, tell: Tell) -> None:
    tell(STORY)
    page = read(BEN)
    said = words_of(page)
    assert "The chain to Chen Wu: 5 doors, begun on 13 January" in said
    assert "This chain hangs on Ben Ode: of 100 asks quiet for 50 days," in said
    assert "are never answered." in said
    assert "A kind line is due now. Silence is about their week, not about you." in said
    assert 'href="#why-1"' in page
    assert 'id="why-1"' in page
    assert 'href="/evidence/kinds.' in page


def test_its_doors_and_links_stand_in_order_and_one_link_is_weak(read: Read, tell: Tell) -> None:
    tell(STORY)
    page = read(BEN)
    said = words_of(page)
    links = (
        "Link 1 held Met on 12 January.",
        "Link 2 held You asked on 13 January. A yes after 1 day, the introduction 6 days later.",
        "Link 3 is weak You asked for an introduction to Chen Wu 50 days ago. No answer yet.",
        "Link 4 waits Chen Wu has not been asked yet.",
        "The one who hires Brightwater",
    )
    places = [said.index(link) for link in links]
    assert places == sorted(places)
    assert page.count('<div class="link weak">') == page.count("link-sign is-weak") == 1


def test_each_way_round_says_what_it_brings_and_leads_to_doing_it(read: Read, tell: Tell) -> None:
    tell(STORY)
    page = read(BEN)
    said = words_of(page)
    assert "Ways round link 3" in said
    assert "As it stands," in said
    assert "of 100 searches like yours hear yes by 7 May" in said
    assert "Send Ben Ode one kind line" in said
    assert "5 minutes" in said
    assert 'href="/people/ben-ode/#ask-ben-ode-2026-01-21">Write to Ben Ode' in page
    assert "Ask Dana Frost instead" in said
    assert "Dana Frost is at Brightwater, where this link leads to." in said
    assert 'href="/people/dana-frost/#h-next">Ask Dana Frost' in page
    assert "Or knock at a new door" in said
    assert 'id="why-ways"' in page
    assert re.search(r"from (\d+|fewer than 1) \(its reasons\) to (\d+) \(its reasons\)", said)


def test_the_marks_of_a_way_are_those_of_its_numbers(
    read: Read, tell: Tell, home: OwnLedger
) -> None:
    tell(STORY)
    one = street(home, today=NOW.date()).ending_with("ben-ode-2026-01-21")
    assert one is not None
    outlook = ways_round(Question(home=home, today=NOW.date(), goal=Goal.CONVERSATION), one.chain)
    assert outlook.outlook is not None
    best = outlook.outlook.remedies[0]
    before, after = whole_of_100(best.before.mean), whole_of_100(best.chance.mean)
    assert after > before
    marks = f"{before} get there as it stands, {after - before} more by 7 May, {100 - after} do not"
    page = read(f"{BEN}?goal=conversation")
    assert f'aria-label="Of 100 searches like yours: {marks}."' in page
    assert f"from {before} (its reasons) to {after} (its reasons) in 100 by 7 May" in words_of(page)


def test_who_knows_the_one_it_leads_to_needs_nobody_between(read: Read, tell: Tell) -> None:
    tell(STORY + "2026-01-23 met Hugo Lind\n2026-01-23 Hugo Lind knows Chen Wu well\n")
    assert "Hugo Lind knows Chen Wu, so nobody between is needed." in read(BEN)


def test_day_and_goal_can_be_others(read: Read, tell: Tell) -> None:
    tell(STORY)
    page = read(f"{BEN}?goal=interview&by=2026-06-01")
    assert "of 100 searches like yours get an interview by 1 June" in words_of(page)
    assert 'value="interview"' in page
    assert '<details class="ahead" open>' in page
    assert '<details class="ahead">' in read(BEN)
    part = read(
        f"{BEN}?goal=interview&by=2026-06-01", **{"HX-Request": "true", "HX-Target": "ways"}
    )
    assert part.startswith('<section id="ways"')
    assert "get an interview by 1 June" in words_of(part)


@pytest.mark.parametrize(
    ("query", "trouble"),
    [
        ("by=2026-03-12", "2026-03-12 is not after today, 2026-03-12: a forecast looks ahead."),
        ("by=2036-01-01", "2036-01-01 is outside this forecast: give a day from 2026-03-12 to"),
        ("by=soon", "This is not a day: write it like 2026-03-02."),
        ("goal=fame", "Select a valid choice. fame is not one of the available choices."),
    ],
)
def test_what_cannot_be_asked_is_told_at_the_field(
    read: Read, tell: Tell, query: str, trouble: str
) -> None:
    tell(STORY)
    page = read(f"{BEN}?{query}", 422)
    assert trouble in page
    assert '<details class="ahead" open>' in page
    assert "This chain hangs on Ben Ode" in page
    part = read(f"{BEN}?{query}", 422, **{"HX-Target": "ways"})
    assert trouble in part


def test_with_many_open_asks_the_ways_come_after_the_page(
    read: Read, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(STORY)
    monkeypatch.setattr(views, "QUICK", 2)
    assert "Send Ben Ode one kind line" in read(BEN)
    monkeypatch.setattr(views, "QUICK", 1)
    page = read(BEN)
    assert f'hx-get="{BEN}?ways=1" hx-trigger="load"' in page
    assert "Send Ben Ode one kind line" not in page
    assert f'href="{BEN}?ways=1#ways">Weigh the ways round' in page
    assert "Send Ben Ode one kind line" in read(f"{BEN}?ways=1")


def test_a_chain_that_only_waits_tells_what_is_to_be_hoped(
    read: Read, tell: Tell, home: OwnLedger
) -> None:
    tell(STORY)
    page = read("/chains/farid-amin-2026-03-10/")
    said = words_of(page)
    assert "This chain waits for Farid Amin: of 100 promises quiet for 1 day," in said
    (weighed,) = silences_of_one(home, "farid-amin")
    kept = whole_of_100(1 - weighed.never.mean)
    assert f"{kept} (its reasons) are still kept." in said
    assert f"so many are still kept {kept} Range" in said
    assert "so many are still kept" in said
    assert "No need to write before" in said
    assert "What you can do" in said
    assert "Nothing today This link still has time." in said
    assert "weak" not in page.replace("pages/chains.css", "").replace("weak link", "")


def test_who_led_on_without_a_promise_kept_is_told_so(read: Read, tell: Tell) -> None:
    tell(
        "2026-01-01 know Eve Hall well\n2026-01-01 know Ben Ode well\n"
        "2026-01-02 asked Eve Hall for an introduction\n2026-01-03 Eve Hall declined\n"
        "2026-01-04 asked Ben Ode for a conversation through Eve Hall\n"
    )
    said = words_of(read("/chains/ben-ode-2026-01-04/"))
    assert "You asked on 2 January. Eve Hall led you on." in said


def test_a_way_that_brings_nothing_says_so(tell: Tell, home: OwnLedger) -> None:
    tell(STORY)
    today = NOW.date()
    one = street(home, today=today).ending_with("ben-ode-2026-01-21")
    assert one is not None
    found = ways_round(Question(home=home, today=today), one.chain)
    (silence,) = silences_of_one(home, "ben-ode")
    assert found.outlook is not None
    nudge = next(remedy for remedy in found.outlook.remedies if remedy.kind == "nudge")
    vain = replace(nudge, chance=nudge.before)
    quiet = replace(silence, passes_on_if_nudged=silence.passes_on)
    (way,) = ways_of(
        replace(found, outlook=replace(found.outlook, remedies=(vain,))),
        one,
        quiet,
        AheadForm({}, goal=Goal.OFFER, by=today),
    ).ways
    assert way.change.words == "It changes less than 1 in 1,000 by 7 May: as good as nothing."
    assert (way.change.before, way.adds) == ("", "")
    assert way.why.endswith("After a silence this long a line seldom wakes anything.")


def test_an_ask_of_today_has_no_days_yet(read: Read, tell: Tell) -> None:
    tell("2026-03-01 know Eve Hall well\n2026-03-12 asked Eve Hall for a conversation\n")
    assert "of 100 asks made today," in read("/chains/eve-hall-2026-03-12/")


def test_promises_replies_and_nudges_are_told_on_the_link(read: Read, tell: Tell) -> None:
    start = "2026-01-01 know Eve Hall well\n2026-01-02 asked Eve Hall for a referral\n"
    at = "/chains/eve-hall-2026-01-02/"
    tell(start + "2026-01-03 Eve Hall promised\n2026-02-01 nudged Eve Hall\n")
    assert "Eve Hall promised 68 days ago, and it is not done." in read("/chains/")
    said = words_of(read(at))
    assert (
        "You asked for a referral. A promise 68 days ago, and nothing since, nudged once." in said
    )
    assert "You have nudged already: one kind line more, or go round." in said
    tell(
        start + "2026-01-03 Eve Hall replied\n2026-01-20 nudged Eve Hall\n"
        "2026-02-01 nudged Eve Hall\n"
    )
    said = words_of(read(at))
    assert "A reply 68 days ago, neither yes nor no, nudged 2 times." in said


def test_somebody_left_in_peace_stays_in_peace(read: Read, tell: Tell) -> None:
    tell(STORY + "2026-03-01 do not contact Ben Ode\n")
    said = words_of(read(BEN))
    assert "You leave Ben Ode in peace, and that stands. There are ways round." in said
    assert "Send Ben Ode" not in said


def test_where_no_way_is_left_leaving_it_costs_nothing(read: Read, tell: Tell) -> None:
    tell(
        "2026-01-01 know Eve Hall well\n2026-01-02 asked Eve Hall for a conversation\n"
        "2026-03-01 do not contact Eve Hall\n"
    )
    said = words_of(read("/chains/eve-hall-2026-01-02/"))
    assert "Leave it as it is Nothing you can do today mends this link" in said


TURN = """\
2026-01-12 met Ana Reyes (Harbor Foods, buyer)
2026-03-01 asked Ana Reyes for an introduction to Ben Ode
2026-03-01 Ana Reyes promised
2026-03-01 Ana Reyes introduced me to Ben Ode
"""
ANA = "/chains/ana-reyes-2026-03-01/"


def test_a_chain_that_waits_for_her_says_whom_to_ask(read: Read, tell: Tell) -> None:
    tell(TURN)
    said = words_of(read(ANA))
    assert "This chain waits for you: Ben Ode has not been asked." in said
    assert "This door has stood open since 1 March." in said
    assert "A yes and the introduction the same day." in said
    assert "Ask Ben Ode: the door is open" in said
    assert "The house counts on it already: the first number is what is left without it." in said


def test_her_turn_may_be_over_or_not_be_hers(read: Read, tell: Tell) -> None:
    tell(TURN + "2026-03-02 do not contact Ben Ode\n")
    said = words_of(read(ANA))
    assert "This chain waits for you: Ben Ode is next, and you leave Ben Ode in peace." in said
    assert "Leave it as it is You leave Ben Ode in peace." in said
    tell(TURN.replace("2026-03-01", "2025-12-01").replace("2026-01-12", "2025-11-12"))
    said = words_of(read("/chains/ana-reyes-2025-12-01/"))
    assert "Go on from Ben Ode" in said


def test_after_a_talk_the_next_step_is_with_the_same_person(read: Read, tell: Tell) -> None:
    tell(
        "2026-01-01 know Eve Hall well\n2026-03-02 asked Eve Hall for a conversation\n"
        "2026-03-02 Eve Hall promised\n2026-03-05 talked with Eve Hall\n"
    )
    said = words_of(read("/chains/eve-hall-2026-03-02/"))
    assert "A yes the same day, the talk 3 days later. It is your turn." in said
    assert "This chain waits for you: Eve Hall has not been asked" in said
    tell(
        "2026-01-01 know Eve Hall well\n2026-03-02 asked Eve Hall for an introduction\n"
        "2026-03-03 Eve Hall promised\n2026-03-03 Eve Hall kept the promise\n"
    )
    said = words_of(read("/chains/eve-hall-2026-03-02/"))
    assert "Eve Hall opened a door, and nothing has followed yet." in said
    assert "A yes after 1 day, the introduction with it." in said
    assert "your turn" in words_of(read("/chains/"))


KIM = """\
2026-02-01 know Kim Wood (Northgate, clerk) well
2026-02-01 asked Kim Wood about openings
2026-02-02 Kim Wood told me of "Planner" at Northgate
"""
AT = "/chains/kim-wood-2026-02-01/"


def test_an_opening_is_hers_to_apply_for(read: Read, tell: Tell) -> None:
    tell(KIM)
    said = words_of(read(AT))
    assert "The chain to “Planner” at Northgate" in said
    assert "This chain waits for you: “Planner” at Northgate is yours to apply for." in said
    assert "Apply for it Openings close." in said


@pytest.mark.parametrize(
    ("stage", "head", "then"),
    [
        (
            'applied for "Planner" at Northgate',
            "This chain has reached Northgate. You applied on 1 March.",
            "Let them take their time",
        ),
        (
            'offer for "Planner" at Northgate',
            "This chain has led to an offer from Northgate.",
            "Thank those who opened a door",
        ),
        (
            'rejected for "Planner" at Northgate',
            "This chain to Northgate is over. They said no.",
            "Let it rest Kim Wood still knows others",
        ),
        (
            'closed "Planner" at Northgate',
            "This chain to Northgate is over. The opening is closed.",
            "It was closed on 1 March.",
        ),
    ],
)
def test_how_far_it_has_come_with_the_employer(
    read: Read, tell: Tell, stage: str, head: str, then: str
) -> None:
    tell(f"{KIM}2026-03-01 {stage}\n")
    said = words_of(read(AT))
    assert head in said
    assert then in said
    assert "As it stands" not in said


def test_a_no_is_an_answer_too(read: Read, tell: Tell) -> None:
    tell(STORY)
    said = words_of(read("/chains/eve-hall-2026-02-01/"))
    assert "This chain is over: Eve Hall said no." in said
    assert (
        "Link 2 ends here You asked for a conversation on 1 February. Eve Hall said no on" in said
    )


def test_a_chain_that_has_grown_leads_to_the_longer_one(pages: Client, tell: Tell) -> None:
    tell(STORY)
    grown = pages.get("/chains/ana-reyes-2026-01-13/")
    assert (grown.status_code, grown["Location"]) == (302, BEN)


def test_chains_that_begin_alike_know_of_each_other(read: Read, tell: Tell) -> None:
    more = STORY + "2026-02-03 asked Dana Frost for a conversation through Ana Reyes\n"
    tell(more)
    said = words_of(read(BEN))
    assert "From the same doors One other chain begins in the same way." in said
    tell(
        more + "2026-02-04 asked Ines Roth for a conversation through Ana Reyes\n"
        "2026-02-05 Ines Roth declined\n"
    )
    assert "2 other chains begin in the same way; 1 of them alive." in read(BEN)
    dead = more.replace(
        "2026-02-03 asked Dana", "2026-02-05 Dana Frost declined\n2026-02-03 asked Dana"
    )
    tell(
        dead + "2026-02-04 asked Ines Roth for a conversation through Ana Reyes\n"
        "2026-02-05 Ines Roth declined\n"
    )
    assert "2 other chains begin in the same way; none of them alive." in read(BEN)


def test_a_long_chain_runs_down_the_page(read: Read, tell: Tell) -> None:
    names = [f"Pia {letter}berg" for letter in "ABCDEF"]
    lines = [f"2026-01-01 know {names[0]} well"]
    for number, name in enumerate(names):
        lines.append(f"2026-01-{number + 2:02} asked {name} for an introduction")
        if name != names[-1]:
            lines += [
                f"2026-01-{number + 2:02} {name} promised",
                f"2026-01-{number + 2:02} {name} introduced me to {names[number + 1]} (Northgate)",
            ]
    tell("\n".join(lines))
    page = read("/chains/pia-fberg-2026-01-07/")
    assert '<div class="day">' in page
    tell(STORY)
    assert '<div class="across">' in read(BEN)


def test_the_address_keeps_which_opening_of_an_ask_is_meant(read: Read, tell: Tell) -> None:
    tell(KIM)
    assert f'href="{AT}?opening=planner-northgate">Look at it' in read("/chains/")
    page = read(f"{AT}?opening=planner-northgate")
    assert '<input type="hidden" name="opening" value="planner-northgate">' in page
    assert "“Planner” at Northgate is yours to apply for" in page


def test_an_ask_that_is_not_there_is_not_found(pages: Client, tell: Tell) -> None:
    tell(STORY)
    assert pages.get("/chains/nobody/").status_code == 404


def test_a_page_of_chains_writes_nothing(pages: Client, tell: Tell) -> None:
    tell(STORY)
    assert pages.post("/chains/").status_code == pages.post(BEN).status_code == 405


def test_hostile_and_right_to_left_names_stay_names(pages: Client, tell: Tell) -> None:
    hostile, hebrew = '"<script>alert(1)</script>"', "משה כהן"
    tell(
        f"2026-01-01 person {hostile}\n2026-01-02 asked {hostile} for an introduction to {hebrew}\n"
    )
    (tip,) = re.findall(r'href="(/chains/[^"?]+)"', pages.get("/chains/").content.decode())[-1:]
    for path in ("/chains/", html.unescape(tip)):
        page = pages.get(path).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert f"<bdi>{hebrew}</bdi>" in page


@pytest.mark.parametrize("path", ["/chains/", BEN, f"{BEN}?by=2026-06-01&goal=interview"])
def test_the_database_is_asked_little(pages: Client, tell: Tell, path: str) -> None:
    tell(STORY)
    pages.get(path)
    with CaptureQueriesContext(connection) as asked:
        pages.get(path)
    assert len(asked) <= 4
