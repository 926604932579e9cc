"""The sample search holds what the demo shows: every kind of door, silence and answer."""

from collections import Counter
from datetime import date, timedelta
from importlib import resources

import pytest

from keepknocking.chains.chain import Chain, ChainStatus, chains, first_asks, opening_status
from keepknocking.ledger.asks import Ask, AskStatus, Channel, Purpose
from keepknocking.ledger.events import RUNGS, Event, Rung
from keepknocking.ledger.expectations import Expectation, Speaker
from keepknocking.ledger.hindsight import facts_after
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.openings import Opening, StageKind
from keepknocking.ledger.people import TieStrength
from keepknocking.ledger.searches import Goal
from keepknocking.ledger.story.reading import Story, read_story
from keepknocking.ledger.story.writing import write_story

TODAY = date(2026, 6, 8)
START = date(2026, 3, 2)
BAD_FORTNIGHT = (date(2026, 4, 13), date(2026, 4, 26))
GOOD_FORTNIGHT = (date(2026, 5, 4), date(2026, 5, 17))

Fortnight = tuple[date, date]


@pytest.fixture(scope="module")
def text() -> str:
    return (resources.files("keepknocking.cli") / "sam.story").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def story(text: str) -> Story:
    return read_story(text, today=TODAY)


@pytest.fixture(scope="module")
def ledger(story: Story) -> Ledger:
    return story.ledger


def week(day: date) -> int:
    """The week of the search, the first being 0."""
    return (day - START).days // 7


def within(day: date, fortnight: Fortnight) -> bool:
    return fortnight[0] <= day <= fortnight[1]


def named(ledger: Ledger, name: str) -> str:
    """The id of the one person of that name."""
    (found,) = (person.id for person in ledger.people if person.name == name)
    return found


def opening_called(ledger: Ledger, title: str) -> Opening:
    (found,) = (opening for opening in ledger.openings if opening.title == title)
    return found


def stages(ledger: Ledger, title: str) -> list[tuple[StageKind, str | None]]:
    """Each stage of one opening, with the name of the person it came through."""
    return [
        (stage.kind, None if stage.through is None else ledger.person[stage.through].name)
        for stage in ledger.stages_of(opening_called(ledger, title).id)
    ]


def asks_with(ledger: Ledger, status: AskStatus) -> list[Ask]:
    return [ask for ask in ledger.asks if ask.status is status]


def attended(ledger: Ledger) -> list[Event]:
    return [event for event in ledger.events if event.when.on <= TODAY]


def outcome(ledger: Ledger, event: Event) -> Rung:
    debrief = ledger.debrief_of(event.id)
    assert debrief is not None, event.name
    return debrief.rung


def expectation(ledger: Ledger, event: Event, speaker: Speaker) -> Expectation:
    (found,) = (
        expected
        for expected in ledger.expectations
        if expected.event == event.id and expected.by is speaker
    )
    return found


def distance_of(ledger: Ledger, event: Event, speaker: Speaker) -> int:
    """Brier's sum over the rungs, in dots: 0 for all dots on what came, 20,000 at worst."""
    came = RUNGS.index(outcome(ledger, event))
    dots = expectation(ledger, event, speaker).dots
    return sum((laid - 100 * (place == came)) ** 2 for place, laid in enumerate(dots))


def people_along(ledger: Ledger, chain: Chain) -> list[str]:
    return [ledger.person[ask.of].name for ask in chain.asks]


def chain_of(ledger: Ledger, *names: str) -> Chain:
    (found,) = (chain for chain in chains(ledger) if people_along(ledger, chain) == list(names))
    return found


def passed_on(ledger: Ledger, fortnight: Fortnight) -> int:
    """How often within the fortnight somebody did what had been asked."""
    done = (ask.fulfilment for ask in ledger.asks)
    return sum(when is not None and within(when.on, fortnight) for when in done)


def stages_within(ledger: Ledger, fortnight: Fortnight) -> list[StageKind]:
    return [stage.kind for stage in ledger.stages if within(stage.when.on, fortnight)]


def declined_within(ledger: Ledger, fortnight: Fortnight) -> int:
    answers = (ask.answer for ask in asks_with(ledger, AskStatus.DECLINED))
    return sum(answer is not None and within(answer.when.on, fortnight) for answer in answers)


def test_every_line_is_read(story: Story) -> None:
    assert [problem.sentence() for problem in story.problems] == []


def test_the_first_line_says_which_day_it_is(text: str) -> None:
    assert text.splitlines()[0] == f"# today {TODAY}"
    assert START + timedelta(weeks=14) == TODAY


def test_it_can_be_read_from_top_to_bottom(text: str) -> None:
    assert 150 <= len(text.splitlines()) <= 190
    days = [line.split()[0] for line in text.splitlines() if line and not line.startswith("#")]
    assert days == sorted(days)


def test_it_survives_being_written_and_read(ledger: Ledger) -> None:
    again = read_story(write_story(ledger), today=TODAY)
    assert again.problems == ()
    assert again.ledger == ledger


def test_it_counts_forty_people_twenty_five_asks_and_six_events(ledger: Ledger) -> None:
    assert len(ledger.people) == 40
    assert len(ledger.asks) == 25
    assert len(attended(ledger)) == 6


def test_only_plans_lie_after_today(ledger: Ledger) -> None:
    assert facts_after(ledger, TODAY) == 0
    planned = [event for event in ledger.events if event.when.on > TODAY]
    assert [event.name for event in planned] == ["Chamber summer mixer", "Cold chain open day"]
    assert all(event.when.known_on > TODAY for event in planned)
    assert all(event.when.recorded_at is not None for event in planned)


def test_sam_looks_for_an_offer_as_a_planner(ledger: Ledger) -> None:
    assert (search := ledger.search) is not None
    assert (search.started.on, search.goal, search.closed) == (START, Goal.OFFER, None)
    assert search.wanted == "planner in logistics"
    assert search.hours_a_week == 8
    assert search.zone == "Europe/Dublin"


def test_the_events_are_of_six_kinds(ledger: Ledger) -> None:
    kinds = [event.kind for event in attended(ledger)]
    assert kinds == ["meetup", "mixer", "fair", "club", "talk", "conference"]
    assert all(event.minutes for event in ledger.events)


def test_asks_stand_in_every_state(ledger: Ledger) -> None:
    assert Counter(ask.status for ask in ledger.asks) == {
        AskStatus.SILENT: 9,
        AskStatus.PROMISED: 3,
        AskStatus.DECLINED: 3,
        AskStatus.FULFILLED: 10,
    }


def test_silences_last_from_three_days_to_nine_weeks(ledger: Ledger) -> None:
    silent = sorted(ask.silent_days(today=TODAY) for ask in asks_with(ledger, AskStatus.SILENT))
    assert silent == [3, 10, 14, 23, 38, 49, 56, 60, 63]


def test_some_silent_people_were_nudged_and_some_replied(ledger: Ledger) -> None:
    silent = asks_with(ledger, AskStatus.SILENT)
    nudged = {ledger.person[ask.of].name for ask in silent if ask.nudges_in_silence()}
    replied = {ledger.person[ask.of].name for ask in silent if ask.replies}
    assert nudged == {"Kwabena Darkwah", "Sione Latukolo"}
    assert replied == {"Arjun Mukhopadhyay", "Þórdís Hallvarðsdóttir"}


def test_a_promise_not_yet_done_is_young_or_old_or_nudged(ledger: Ledger) -> None:
    promised = {
        ledger.person[ask.of].name: (ask.silent_days(today=TODAY), len(ask.nudges_in_silence()))
        for ask in asks_with(ledger, AskStatus.PROMISED)
    }
    assert promised == {
        "Fang Wenqing": (3, 0),
        "Harpreet Sandhar": (68, 0),
        "Yusuf al-Najjari": (77, 1),
    }


def test_asks_have_all_purposes_and_channels(ledger: Ledger) -> None:
    assert {ask.purpose for ask in ledger.asks} == set(Purpose)
    assert {ask.channel for ask in ledger.asks} >= set(Channel)


def test_friends_acquaintances_and_strangers_are_asked(ledger: Ledger) -> None:
    asked = {ask.of for ask in ledger.asks}
    own = {tie.strength for tie in ledger.ties if tie.of is None and tie.to in asked}
    assert own == set(TieStrength)
    others = {tie.strength for tie in ledger.ties if tie.of is not None}
    assert others == {TieStrength.CLOSE, TieStrength.ACQUAINTANCE}


def test_the_pace_is_one_or_two_first_asks_a_week_with_gaps(ledger: Ledger) -> None:
    a_week = Counter(week(ask.asked.on) for ask in first_asks(ledger))
    assert max(a_week.values()) == 2
    assert sum(a_week.values()) == 18
    (pause,) = ledger.pauses
    assert not any(pause.covers(ask.asked.on) for ask in ledger.asks)


def test_two_chains_have_three_links(ledger: Ledger) -> None:
    long = [chain for chain in chains(ledger) if len(chain.asks) >= 3]
    assert [people_along(ledger, chain) for chain in long] == [
        ["Mateusz Wiśniowski", "Niamh O'Hanrahan", "Kwabena Darkwah"],
        ["Rosaria D'Ambrogio", "Dafydd Prys-Owain", "Fang Wenqing"],
    ]
    assert {chain.status for chain in long} == {ChainStatus.WAITING}


def test_one_chain_is_alive(ledger: Ledger) -> None:
    tip = chain_of(ledger, "Rosaria D'Ambrogio", "Dafydd Prys-Owain", "Fang Wenqing").tip
    assert tip.status is AskStatus.PROMISED
    assert tip.silent_days(today=TODAY) <= 7


def test_one_chain_is_dying_and_has_a_way_round(ledger: Ledger) -> None:
    tip = chain_of(ledger, "Mateusz Wiśniowski", "Niamh O'Hanrahan", "Kwabena Darkwah").tip
    assert tip.status is AskStatus.SILENT
    assert tip.silent_days(today=TODAY) == 56
    assert tip.towards == named(ledger, "Hinemoa Rangikura")
    leila = named(ledger, "Leila Farrokhzadeh")
    (way,) = (tie for tie in ledger.ties if tie.to == tip.towards)
    assert (way.of, way.strength) == (leila, TieStrength.CLOSE)
    assert ledger.asks_of(leila) == ()


def test_one_introduction_waits_for_sam(ledger: Ledger) -> None:
    joao = named(ledger, "João Pestana Luz")
    (chain,) = (chain for chain in chains(ledger) if chain.status is ChainStatus.YOUR_TURN)
    assert people_along(ledger, chain) == ["Fatou Diokhané"]
    assert chain.next_person == joao
    assert ledger.asks_of(joao) == ()


def test_one_opening_went_from_a_friend_to_a_rejection(ledger: Ledger) -> None:
    opening = opening_called(ledger, "Transport planner")
    assert opening.told_by == named(ledger, "Tunde Olorunda")
    assert stages(ledger, "Transport planner") == [
        (StageKind.APPLICATION, "Tunde Olorunda"),
        (StageKind.INTERVIEW, "Tunde Olorunda"),
        (StageKind.REJECTION, None),
    ]
    assert chain_of(ledger, "Tunde Olorunda").status is ChainStatus.OVER


def test_one_application_waits_after_a_referral(ledger: Ledger) -> None:
    assert stages(ledger, "Capacity planner") == [(StageKind.APPLICATION, "Wanjiru Kamande")]
    chain = chain_of(ledger, "Wanjiru Kamande", "Wanjiru Kamande")
    assert [ask.purpose for ask in chain.asks] == [Purpose.OPENING, Purpose.REFERRAL]
    assert chain.status is ChainStatus.AT_THE_EMPLOYER


def test_one_application_went_through_nobody(ledger: Ledger) -> None:
    assert opening_called(ledger, "Supply planner").told_by is None
    assert stages(ledger, "Supply planner") == [(StageKind.APPLICATION, None)]


def test_one_opening_closed_before_anything_came_of_it(ledger: Ledger) -> None:
    opening = opening_called(ledger, "Night scheduler")
    assert opening.told_by == named(ledger, "Putri Wulansari")
    assert opening.closed is not None
    assert stages(ledger, "Night scheduler") == []
    assert opening_status(ledger, opening) is ChainStatus.OVER


def test_sam_and_the_house_expect_each_event_by_its_day(ledger: Ledger) -> None:
    assert len(ledger.expectations) == 12
    for event in attended(ledger):
        assert expectation(ledger, event, Speaker.SEEKER).when.known_on <= event.when.on
        house = expectation(ledger, event, Speaker.HOUSE)
        assert house.when.known_on <= event.when.on
        assert house.model == "defaults-2026-11"


def test_each_event_is_told_the_day_after(ledger: Ledger) -> None:
    for event in attended(ledger):
        debrief = ledger.debrief_of(event.id)
        assert debrief is not None
        assert debrief.when.on == event.when.on + timedelta(days=1)
        met = [encounter for encounter in ledger.encounters if encounter.event == event.id]
        assert debrief.talked_to is not None
        assert 2 <= len(met) <= debrief.talked_to


def test_sam_hopes_too_much_at_first_and_learns(ledger: Ledger) -> None:
    hopes = [sum(expectation(ledger, event, Speaker.SEEKER).dots[2:]) for event in attended(ledger)]
    assert hopes[0] == 70
    assert max(hopes[3:]) < min(hopes[:3])
    distances = [distance_of(ledger, event, Speaker.SEEKER) for event in attended(ledger)]
    assert distances[-1] < distances[0] / 2


def test_the_house_missed_one_interview_badly(ledger: Ledger) -> None:
    events = sorted(attended(ledger), key=lambda event: distance_of(ledger, event, Speaker.HOUSE))
    distances = [distance_of(ledger, event, Speaker.HOUSE) for event in events]
    assert distances[-2] < 0.75 * distances[-1]
    assert outcome(ledger, events[-1]) is Rung.AN_INTERVIEW
    assert expectation(ledger, events[-1], Speaker.HOUSE).dots[RUNGS.index(Rung.AN_INTERVIEW)] == 1
    assert stages(ledger, "Depot planner") == [(StageKind.INTERVIEW, "Bence Halmágyi")]


def test_a_bad_fortnight_is_told_as_it_was(ledger: Ledger) -> None:
    assert declined_within(ledger, BAD_FORTNIGHT) == 2
    assert stages_within(ledger, BAD_FORTNIGHT) == [StageKind.REJECTION]
    closed = [opening.closed for opening in ledger.openings]
    assert sum(when is not None and within(when.on, BAD_FORTNIGHT) for when in closed) == 1
    (evening,) = (event for event in ledger.events if within(event.when.on, BAD_FORTNIGHT))
    assert outcome(ledger, evening) is Rung.NOTHING
    (pause,) = ledger.pauses
    assert within(pause.since.on, BAD_FORTNIGHT)
    assert pause.until is not None
    assert (pause.until.on - pause.since.on).days == 7
    assert any(note.when.on == pause.since.on for note in ledger.notes)


def test_a_good_fortnight_comes_after_it(ledger: Ledger) -> None:
    assert declined_within(ledger, GOOD_FORTNIGHT) == 0
    assert passed_on(ledger, GOOD_FORTNIGHT) == 3
    assert passed_on(ledger, BAD_FORTNIGHT) == 1
    assert stages_within(ledger, GOOD_FORTNIGHT) == [StageKind.INTERVIEW, StageKind.APPLICATION]


def test_some_thanks_are_given_and_some_still_owed(ledger: Ledger) -> None:
    helped = {introduction.by for introduction in ledger.introductions}
    helped |= {opening.told_by for opening in ledger.openings if opening.told_by is not None}
    thanked = {thanks.person for thanks in ledger.thanks}
    assert {ledger.person[person].name for person in helped & thanked} == {
        "Bence Halmágyi",
        "Fatou Diokhané",
        "Rosaria D'Ambrogio",
        "Tunde Olorunda",
        "Wanjiru Kamande",
    }
    assert {ledger.person[person].name for person in helped - thanked} == {
        "Dafydd Prys-Owain",
        "Mateusz Wiśniowski",
        "Niamh O'Hanrahan",
        "Putri Wulansari",
    }


def test_somebody_who_wants_no_letters_gets_none(ledger: Ledger) -> None:
    (rule,) = ledger.contact_rules
    assert rule.person == named(ledger, "Aino Kettunranta")
    assert not ledger.may_contact(rule.person)
    assert all(ask.asked.on < rule.when.on for ask in ledger.asks_of(rule.person))


def test_a_slip_of_the_pen_is_corrected(ledger: Ledger) -> None:
    (correction,) = ledger.corrections
    (meant,) = (effort for effort in ledger.efforts if effort.when.on == date(2026, 3, 29))
    assert "600m" in correction.was
    assert meant.minutes == 60


def test_most_weeks_have_their_minutes_and_none_too_many(ledger: Ledger) -> None:
    minutes = Counter[int]()
    for effort in ledger.efforts:
        minutes[week(effort.when.on)] += effort.minutes
    assert set(range(14)) - set(minutes) == {4, 7}
    assert max(minutes.values()) <= 8 * 60


def test_two_people_share_a_first_name(ledger: Ledger) -> None:
    firsts = Counter(person.name.split()[0] for person in ledger.people)
    assert [name for name, count in firsts.items() if count > 1] == ["Priya"]


def test_a_person_may_change_and_stay_the_same(ledger: Ledger) -> None:
    person = ledger.person[named(ledger, "Xiomara Quispe Roldán")]
    assert (person.organization, person.role) == ("Gannet Wholesale", "warehouse analyst")
    assert person.known.on == date(2026, 4, 14)
