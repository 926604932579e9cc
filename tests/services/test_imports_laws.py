"""Laws of an import, on files of any kind: counts add up, twice is once, undone is as before."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.exchange.found import (
    FileKind,
    FileRead,
    FoundAttendee,
    FoundEvent,
    FoundInvitation,
    FoundMessage,
    FoundOpening,
    FoundPerson,
    FoundTie,
    Party,
)
from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story
from keepknocking.services.imports.doing import carry_out
from keepknocking.services.imports.matching import Origin
from keepknocking.services.imports.planning import Known, plan_import
from keepknocking.services.imports.plans import ImportPlan, Status
from keepknocking.services.imports.reading import Incoming
from keepknocking.services.imports.reports import undo_import
from keepknocking.services.own_ledger import Decided, OwnLedger
from keepknocking.services.proposals import decide, open_proposals
from keepknocking.store.origins import Said

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TODAY = NOW.date()

names = st.sampled_from(
    ["Ana Reyes", "ana reyes", "Reyes, Ana", "A. Reyes", "Ben Ode", "陳 武", "José", "X"]
) | st.text(min_size=1, max_size=8).filter(lambda text: bool(text.strip()))
maybe = st.none() | st.sampled_from(["Harbor Foods", "Oak Bank", "oak bank", " "])
mails = st.sampled_from(["ana@example.org", "ANA@example.org", "office@example.org", "b@x.example"])
phones = st.sampled_from(["+49 30 123456", "0049 (0)30 123456", "030 123456", "12", "call me"])
slugs = st.sampled_from(["ana", "ben", "chen"])
days = st.dates(date(2025, 12, 1), date(2026, 4, 1))
where = st.sampled_from(["row 1", "row 2"])


def some(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, max_size=2).map(tuple)


ties = st.builds(
    FoundTie,
    name=names,
    relation=st.none() | st.just("spouse"),
    key=st.none() | slugs.map(lambda slug: f"uid:{slug}"),
    emails=some(mails),
)
people = st.builds(
    FoundPerson,
    name=names,
    where=where,
    key=st.none()
    | slugs.map(lambda slug: f"linkedin:{slug}")
    | slugs.map(lambda slug: f"uid:{slug}"),
    other_names=some(names),
    emails=some(mails),
    phones=some(phones),
    profiles=some(slugs.map(lambda slug: f"https://www.linkedin.com/in/{slug}/")),
    organization=maybe,
    role=maybe,
    known=st.none() | days,
    connected=st.booleans(),
    notes=some(st.text(max_size=5)),
    knows=st.lists(ties, max_size=2).map(tuple),
)
events = st.builds(
    FoundEvent,
    name=st.sampled_from(["Tea", "tea", "Fair", " "]),
    on=days,
    where=where,
    key=st.none() | st.sampled_from(["uid:e1", "uid:e2"]),
    begins=st.none() | st.just(time(9)) | st.just(time(18, 30)),
    minutes=st.none() | st.integers(-1, 90),
    place=maybe,
    kind=st.none() | st.just("meetup"),
    cancelled=st.booleans(),
    series=st.none() | st.just("uid:e1"),
    attendees=st.lists(st.builds(FoundAttendee, email=st.none() | mails), max_size=2).map(tuple),
)
openings = st.builds(
    FoundOpening,
    title=st.sampled_from(["Planner", "planner", "Buyer"]),
    organization=st.sampled_from(["Oak Bank", "oak bank", "Pier Co"]),
    where=where,
    on=days,
    applied=st.booleans(),
    key=st.none() | st.just("job:1"),
)
ME = Party(name="Me", profile="https://www.linkedin.com/in/me")
others = st.builds(
    Party,
    name=st.sampled_from(["Ana Reyes", "Ben Ode", "Chen Wu", "Dara Quinn"]),
    profile=st.none() | slugs.map(lambda slug: f"https://www.linkedin.com/in/{slug}"),
)
words = st.sampled_from(
    ["Could you introduce me to Ben?", "Thanks!", "Of course.", "Unfortunately I can't.", "Coffee?"]
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 11))  # noqa: DTZ001 (as in a file)


@st.composite
def messages(draw: st.DrawFn) -> FoundMessage:
    is_mine = draw(st.booleans())
    other = draw(others)
    more = draw(st.lists(others, max_size=2))
    return FoundMessage(
        conversation=draw(st.sampled_from(["c1", "c2"])),
        sender=ME if is_mine else other,
        recipients=(other, *more) if is_mine else (ME, *more),
        at=draw(moments),
        words=draw(words),
        where="row 1",
        outgoing=is_mine,
    )


invitations = st.builds(
    FoundInvitation,
    sender=st.just(ME),
    recipient=others,
    on=days.filter(lambda day: day < TODAY),
    words=words,
    outgoing=st.sampled_from([True]),
    where=where,
)
files = st.builds(
    FileRead,
    name=st.sampled_from(["a.csv", "b.vcf"]),
    kind=st.sampled_from([FileKind.LINKEDIN_CONNECTIONS, FileKind.VCARD, FileKind.TABLE]),
    people=st.lists(people, max_size=6).map(tuple),
    events=st.lists(events, max_size=4).map(tuple),
    openings=st.lists(openings, max_size=3).map(tuple),
    messages=st.lists(messages(), max_size=4).map(tuple),
    invitations=st.lists(invitations, max_size=2).map(tuple),
).filter(
    lambda read: any((read.people, read.events, read.openings, read.messages, read.invitations))
)
reads = st.lists(files, min_size=1, max_size=3)
BEFORE = read_story(
    "2026-01-02 met Ana Reyes (Oak Bank)\n2026-01-02 email of Ana Reyes: ana@example.org\n"
    '2026-01-05 event "Tea" meetup\n2026-01-06 met Ben Ode\n'
    '2026-01-07 applied for "Planner" at "Pier Co"\n'
).ledger


def planned(ledger: Ledger, found: list[FileRead], said: Mapping[Origin, Said]) -> ImportPlan:
    return plan_import(Known(ledger=ledger, said=said), found, today=TODAY, now=NOW)


def said_of(plan: ImportPlan) -> dict[Origin, Said]:
    return {(one.source, one.name): one for one in plan.said}


def check_counts(found: list[FileRead], plan: ImportPlan) -> None:
    """Everything found is an item; a tie may make one more of somebody new."""
    people = sum(len(read.people) for read in found)
    of_kind = [str(item.kind) for item in plan.items]
    assert (
        people
        <= of_kind.count("person")
        <= people + sum(len(one.knows) for read in found for one in read.people)
    )
    assert of_kind.count("event") == sum(len(read.events) for read in found)
    assert of_kind.count("opening") == sum(len(read.openings) for read in found)
    assert sum(plan.counts().values()) == len(plan.items)


@settings(deadline=None, max_examples=150)
@given(found=reads, is_empty=st.booleans())
def test_twice_is_once_and_the_counts_add_up(found: list[FileRead], *, is_empty: bool) -> None:
    before = Ledger() if is_empty else BEFORE
    first = planned(before, found, {})
    check_counts(found, first)
    again = planned(first.after, found, said_of(first))
    check_counts(found, again)
    assert not again.changes_ledger
    assert {item.status for item in again.items} - {Status.NEW} <= {Status.SAME}
    assert not [
        item for item in again.items if item.status is Status.NEW and item.kind != "proposal"
    ]


@pytest.mark.slow
@settings(deadline=None, max_examples=10_000, suppress_health_check=list(HealthCheck))
@given(found=reads, is_empty=st.booleans())
def test_twice_is_once_for_ten_thousand_files(found: list[FileRead], *, is_empty: bool) -> None:
    before = Ledger() if is_empty else BEFORE
    first = planned(before, found, {})
    check_counts(found, first)
    assert not planned(first.after, found, said_of(first)).changes_ledger


@settings(deadline=None, max_examples=40)
@given(reads)
def test_what_came_in_can_be_told_as_a_story(found: list[FileRead]) -> None:
    after = planned(BEFORE, found, {}).after
    read = read_story(write_story(after))
    assert not read.problems
    assert read.ledger == after


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(found=reads)
def test_undone_it_is_as_before_and_comes_again(
    empty_home: OwnLedger, found: list[FileRead]
) -> None:
    empty_home.change("begin", lambda _: Decided(ledger=BEFORE, told=("begun",)), at=NOW)
    incoming = Incoming(reads=tuple(found))
    done = carry_out(empty_home, incoming, at=NOW, today=TODAY)
    after = empty_home.stored().ledger
    proposed = {(each.why, each.lines) for each in open_proposals(empty_home)}
    assert carry_out(empty_home, incoming, at=NOW, today=TODAY).number is None
    assert OwnLedger().stored().ledger == after
    if done.number is None:
        return
    undo_import(empty_home, done.number, at=NOW)
    assert empty_home.stored().ledger == BEFORE
    assert open_proposals(empty_home) == ()
    again = carry_out(empty_home, incoming, at=NOW, today=TODAY)
    assert again.number is not None
    assert empty_home.stored().ledger == after
    assert {(each.why, each.lines) for each in open_proposals(empty_home)} == proposed
    undo_import(empty_home, again.number, at=NOW)


talks = st.builds(
    FileRead,
    name=st.just("messages.csv"),
    kind=st.just(FileKind.LINKEDIN_MESSAGES),
    messages=st.lists(messages(), min_size=1, max_size=5).map(tuple),
    invitations=st.lists(invitations, max_size=2).map(tuple),
)


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(read=talks)
def test_every_proposal_can_be_accepted(empty_home: OwnLedger, read: FileRead) -> None:
    empty_home.change("begin", lambda _: Decided(ledger=BEFORE, told=("begun",)), at=NOW)
    done = carry_out(empty_home, Incoming(reads=(read,)), at=NOW, today=TODAY)
    waiting = open_proposals(empty_home)
    numbers = {each.number for each in waiting}
    decided = decide(empty_home, accepted=numbers, declined=(), today=TODAY, at=NOW)
    assert not decided.not_recorded, (decided.not_recorded, [each.lines for each in waiting])
    assert set(decided.accepted) == numbers
    assert open_proposals(empty_home) == ()
    if done.number is not None:
        undo_import(empty_home, done.number, at=NOW)
