"""Proposals: what messages propose waits for a word, and is written down or put away."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from keepknocking.exchange.found import FileKind, FileRead, FoundMessage, FoundPerson, Party
from keepknocking.services.erasures import erase
from keepknocking.services.homes import Recorded
from keepknocking.services.imports.doing import ImportReport, carry_out
from keepknocking.services.imports.planning import preview
from keepknocking.services.imports.plans import Choices, Kind, Status
from keepknocking.services.imports.reading import Incoming
from keepknocking.services.imports.reports import undo_import
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.services.proposals import NoProposal, count_open, decide, open_proposals
from keepknocking.store.models import Proposal

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TODAY = NOW.date()
ME = Party(name="Sam Lee", profile="https://www.linkedin.com/in/sam")
ANA = Party(name="Ana Reyes", profile="https://www.linkedin.com/in/ana-reyes")
BEN = Party(name="Ben Ode", profile="https://www.linkedin.com/in/ben-ode")


def message(to: Party, words: str, day: int, *, mine: bool = True) -> FoundMessage:
    return FoundMessage(
        conversation=f"with {to.name}",
        sender=ME if mine else to,
        recipients=(to,) if mine else (ME,),
        at=datetime(2026, 2, day, 9),  # noqa: DTZ001 (as in a file)
        words=words,
        where=f"row {day}",
        outgoing=mine,
    )


ASK = message(ANA, "Could you introduce me to Ben Ode?", 2)
YES = message(ANA, "Of course, happy to!", 3, mine=False)
COFFEE = message(BEN, "Would you have time for a coffee?", 5)


def talk(*messages: FoundMessage) -> FileRead:
    return FileRead(
        name="messages.csv",
        kind=FileKind.LINKEDIN_MESSAGES,
        read=len(messages),
        messages=messages,
    )


def bring(home: OwnLedger, *reads: FileRead, choices: Choices | None = None) -> ImportReport:
    return carry_out(home, Incoming(reads=reads), at=NOW, today=TODAY, choices=choices)


def say(home: OwnLedger, *lines: str) -> Recorded:
    return home.record(lines, today=TODAY, recorded_at=NOW)


def accept(home: OwnLedger, *numbers: int) -> tuple[str, ...]:
    done = decide(home, accepted=numbers, declined=(), today=TODAY, at=NOW)
    assert not done.not_recorded
    return done.added


def test_an_ask_in_a_message_waits_and_is_written_down_when_accepted(
    empty_home: OwnLedger,
) -> None:
    say(empty_home, "met Ana Reyes", "profile of Ana Reyes: linkedin.com/in/ana-reyes")
    assert bring(empty_home, talk(ASK, YES)).proposals == 1
    (one,) = open_proposals(empty_home)
    assert (one.person, one.name, one.is_clear) == ("ana-reyes", "Ana Reyes", True)
    assert one.excerpt == ASK.words
    assert count_open(empty_home) == 1
    assert empty_home.stored().ledger.asks == ()
    assert len(accept(empty_home, one.number)) == 2
    (ask,) = empty_home.stored().ledger.asks
    assert (ask.of, ask.asked.on, str(ask.purpose)) == (
        "ana-reyes",
        date(2026, 2, 2),
        "introduction",
    )
    assert ask.answer is not None
    assert open_proposals(empty_home) == ()
    assert Proposal.objects.get().excerpt is None


def test_the_same_messages_propose_nothing_twice_and_newer_ones_what_is_new(
    empty_home: OwnLedger,
) -> None:
    bring(empty_home, talk(ASK))
    (one,) = open_proposals(empty_home)
    decide(empty_home, accepted=(), declined=(one.number,), today=TODAY, at=NOW)
    assert bring(empty_home, talk(ASK)).number is None
    found = preview(empty_home, (talk(ASK),), today=TODAY, now=NOW)
    assert [(item.status, item.why) for item in found.items] == [(Status.SAME, "proposed before")]
    assert bring(empty_home, talk(ASK, COFFEE)).proposals == 1


def test_proposals_accepted_together_say_a_profile_once(empty_home: OwnLedger) -> None:
    later = message(BEN, "May I ask for your advice?", 27)
    bring(empty_home, talk(ASK))
    bring(empty_home, talk(ASK, COFFEE))
    bring(empty_home, talk(ASK, COFFEE, replace(later, conversation="another")))
    waiting = [each.number for each in open_proposals(empty_home)]
    accept(empty_home, *waiting)
    ledger = empty_home.stored().ledger
    assert len(ledger.asks_of("ben-ode")) == 2
    assert [one.value for one in ledger.details_of("ben-ode")] == [BEN.profile]


def test_somebody_only_in_messages_comes_with_a_line_of_her_own(empty_home: OwnLedger) -> None:
    bring(empty_home, talk(COFFEE))
    (one,) = open_proposals(empty_home)
    assert (one.person, one.name) == (None, "Ben Ode")
    accept(empty_home, one.number)
    ledger = empty_home.stored().ledger
    assert [person.id for person in ledger.people] == ["ben-ode"]
    assert ledger.details_of("ben-ode")[0].value == BEN.profile
    assert bring(empty_home, talk(COFFEE)).number is None


def test_who_came_into_the_ledger_meanwhile_is_not_brought_in_again(
    empty_home: OwnLedger,
) -> None:
    bring(empty_home, talk(COFFEE))
    say(
        empty_home,
        "met Benjamin Ode",
        "profile of Benjamin Ode: https://www.linkedin.com/in/ben-ode",
    )
    (one,) = open_proposals(empty_home)
    accept(empty_home, one.number)
    assert [person.name for person in empty_home.stored().ledger.people] == ["Benjamin Ode"]
    assert empty_home.stored().ledger.asks[0].of == "benjamin-ode"


def test_somebody_else_who_got_the_id_meanwhile_stays_somebody_else(
    empty_home: OwnLedger,
) -> None:
    bring(empty_home, talk(COFFEE))
    say(empty_home, "met Ben Ode", "profile of Ben Ode: https://www.linkedin.com/in/another")
    (one,) = open_proposals(empty_home)
    accept(empty_home, one.number)
    ledger = empty_home.stored().ledger
    assert {person.id for person in ledger.people} == {"ben-ode", "ben-ode-2"}
    assert ledger.asks[0].of == "ben-ode-2"


def test_what_cannot_be_recorded_any_more_is_named_and_the_others_go_through(
    empty_home: OwnLedger,
) -> None:
    say(empty_home, "met Ana Reyes", "met Ben Ode")
    bring(empty_home, talk(ASK, COFFEE))
    first, second = open_proposals(empty_home)
    Proposal.objects.filter(pk=first.number).update(lines=["2026-02-02 nudged Nobody #x"])
    done = decide(
        empty_home,
        accepted=(first.number, second.number),
        declined=(),
        today=TODAY,
        at=NOW,
    )
    assert done.accepted == (second.number,)
    (refused,) = done.not_recorded
    assert refused.number == first.number
    assert "Nobody" in refused.why
    assert [one.number for one in open_proposals(empty_home)] == [first.number]
    alone = decide(empty_home, accepted=(first.number,), declined=(), today=TODAY, at=NOW)
    assert alone.deed is None
    with pytest.raises(NoProposal, match=f"proposal number {second.number}"):
        accept(empty_home, second.number)


def test_an_ask_noted_by_hand_is_not_proposed(empty_home: OwnLedger) -> None:
    say(empty_home, "2026-02-02 asked Ana Reyes (Oak Bank) for an introduction to Ben Ode")
    found = preview(empty_home, (talk(ASK),), today=TODAY, now=NOW)
    assert [item.why for item in found.items] == ["you noted this ask yourself"]


def test_messages_left_out_or_of_somebody_erased_propose_nothing(empty_home: OwnLedger) -> None:
    nothing = Choices(kinds=frozenset((Kind.PROPOSAL,)))
    assert bring(empty_home, talk(ASK), choices=nothing).number is None
    say(empty_home, "met Ana Reyes", "profile of Ana Reyes: linkedin.com/in/ana-reyes")
    erase(empty_home, "ana-reyes", at=NOW)
    assert bring(empty_home, talk(ASK)).skipped[0].why == "somebody whom you erased"


def test_what_an_undone_import_proposed_waits_no_more_and_comes_again(
    empty_home: OwnLedger,
) -> None:
    report = bring(empty_home, talk(ASK, COFFEE))
    first, second = open_proposals(empty_home)
    accept(empty_home, first.number)
    undo_import(empty_home, report.number or 0, at=NOW)
    assert open_proposals(empty_home) == ()
    bring(empty_home, talk(ASK, COFFEE))
    assert [one.number for one in open_proposals(empty_home)] == [second.number]


def test_people_and_messages_of_one_export_are_put_together(empty_home: OwnLedger) -> None:
    ana = FoundPerson(name="Ana Reyes", where="row 4", key="linkedin:ana-reyes", connected=True)
    people = FileRead(name="c.csv", kind=FileKind.LINKEDIN_CONNECTIONS, read=1, people=(ana,))
    bring(empty_home, people, replace(talk(ASK), owner=ME))
    (one,) = open_proposals(empty_home)
    assert one.person == "ana-reyes"


def test_a_thread_of_three_brings_an_introduction_or_ties(empty_home: OwnLedger) -> None:
    words = "Sam, meet Ben. Ben, meet Sam: I wanted to introduce you two."
    group = FoundMessage(
        conversation="three",
        sender=ANA,
        recipients=(ME, BEN),
        at=datetime(2026, 2, 7, 9),  # noqa: DTZ001 (as in a file)
        words=words,
        where="row 1",
        outgoing=False,
    )
    loose = replace(group, conversation="lunch", words="Lunch on Friday?")
    bring(empty_home, replace(talk(group, loose), owner=ME))
    numbers = [one.number for one in open_proposals(empty_home)]
    added = accept(empty_home, *numbers)
    assert any("introduced me to" in line for line in added)
    assert any("inferred" in line for line in added)


def test_proposals_come_page_by_page(empty_home: OwnLedger) -> None:
    bring(empty_home, talk(ASK, COFFEE))
    first, second = open_proposals(empty_home)
    assert open_proposals(empty_home, most=1) == (first,)
    assert open_proposals(empty_home, most=5, after=1) == (second,)
