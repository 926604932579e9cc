"""What holds for every set of messages and invitations, whatever stands in them."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from keepknocking.exchange.conversations.proposing import proposals_of
from keepknocking.exchange.found import FoundInvitation, FoundMessage, FoundPerson, Party

START = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 (as files have it: without a zone)
OWNER = Party(name="Sam Lee", profile="https://www.linkedin.com/in/sam-lee")
PARTIES = [
    OWNER,
    Party(name="Sam Lee"),
    Party(name="Ana Reyes", profile="https://www.linkedin.com/in/ana"),
    Party(name="Ana Reyes"),
    Party(name="Ben Ode", profile="https://www.linkedin.com/in/ben"),
    Party(name="Chen Wu"),
    Party(name=""),
]
WORDS = [
    "Could you introduce me to Ben Ode at Brightwater?",
    "Sam, meet Ana.",
    "Happy to.",
    "Unfortunately not.",
    "👍",
    "",
    "yes",
]

parties = st.sampled_from(PARTIES)
words = st.sampled_from(WORDS) | st.text(max_size=30)
messages = st.builds(
    FoundMessage,
    conversation=st.sampled_from(["", "one", "two"]),
    sender=parties,
    recipients=st.lists(parties, max_size=4).map(tuple),
    at=st.integers(0, 2000).map(lambda hours: START + timedelta(hours=hours)),
    words=words,
    where=st.integers(2, 99).map(lambda line: f"line {line}"),
    outgoing=st.sampled_from([True, False, None]),
)
invitations = st.builds(
    FoundInvitation,
    sender=parties,
    recipient=parties,
    on=st.integers(0, 80).map(lambda days: START.date() + timedelta(days=days)),
    words=words,
    outgoing=st.booleans(),
    where=st.just("line 2"),
)
people = st.builds(
    FoundPerson,
    name=st.sampled_from([party.name for party in PARTIES]),
    where=st.just("line 3"),
    key=st.sampled_from([None, "linkedin:ana"]),
    organization=st.sampled_from([None, "Brightwater", "?"]),
    profiles=st.sampled_from([(), ("https://www.linkedin.com/in/ana",)]),
    known=st.sampled_from([None, date(2026, 3, 1), date(2026, 4, 1)]),
    connected=st.booleans(),
)
owners = st.sampled_from([None, OWNER])


@settings(deadline=None, max_examples=80)
@given(
    given_messages=st.lists(messages, max_size=12),
    given_invitations=st.lists(invitations, max_size=4),
    connections=st.lists(people, max_size=3),
    owner=owners,
    data=st.data(),
)
def test_counts_add_up_marks_differ_days_rise_and_rows_may_stand_in_any_order(
    given_messages: list[FoundMessage],
    given_invitations: list[FoundInvitation],
    connections: list[FoundPerson],
    owner: Party | None,
    data: st.DataObject,
) -> None:
    found = proposals_of(given_messages, given_invitations, owner=owner, connections=connections)
    assert found.looked_at == found.in_threads + sum(count for _, count in found.set_aside)
    marks = [step.mark for thread in found.threads for step in thread.steps]
    assert len(marks) == len(set(marks))
    for thread in found.threads:
        days = [step.on for step in thread.steps]
        assert days == sorted(days)
        assert len(thread.excerpt) <= 140
        assert len(thread.excerpt.splitlines()) <= 1
        assert thread.party.name.strip()
    again = proposals_of(
        data.draw(st.permutations(given_messages)),
        data.draw(st.permutations(given_invitations)) * 2,
        owner=owner,
        connections=data.draw(st.permutations(connections)),
    )
    assert again == found


@settings(deadline=None, max_examples=60)
@given(
    told=st.lists(messages, max_size=10),
    later=st.lists(messages, max_size=4),
)
def test_a_newer_export_keeps_every_mark_of_an_ask(
    told: list[FoundMessage], later: list[FoundMessage]
) -> None:
    def plain(message: FoundMessage, *, after: bool) -> FoundMessage:
        own = bool(message.outgoing)
        return FoundMessage(
            conversation=message.conversation or "three",
            sender=OWNER if own else PARTIES[2],
            recipients=(PARTIES[2] if own else OWNER,),
            at=message.at + timedelta(days=100 * after),
            words=message.words,
            where=message.where,
            outgoing=own,
        )

    old = [plain(each, after=False) for each in told]
    new = old + [plain(each, after=True) for each in later]
    before = {thread.mark for thread in proposals_of(old, (), owner=OWNER).threads}
    after = {thread.mark for thread in proposals_of(new, (), owner=OWNER).threads}
    assert before <= after
