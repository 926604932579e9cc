"""What messages and invitations propose, in made-up conversations."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from keepknocking.exchange.conversations.found_threads import (
    FoundThread,
    ProposedAnswer,
    ProposedAsk,
    ProposedIntroduction,
    ProposedNudge,
    ProposedReply,
    ProposedTie,
)
from keepknocking.exchange.conversations.proposing import proposals_of
from keepknocking.exchange.found import FoundInvitation, FoundMessage, FoundPerson, Party
from keepknocking.ledger.asks import AnswerKind, Purpose

START = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 (as files have it: without a zone)
SAM = Party(name="Sam Lee", profile="https://www.linkedin.com/in/sam-lee")
ANA = Party(name="Ana Reyes", profile="https://www.linkedin.com/in/Ana-Reyes/")
BEN = Party(name="Ben Ode", profile="https://www.linkedin.com/in/ben-ode")
CHEN = Party(name="Chen Wu")
ASKS = "Could you introduce me to somebody at Brightwater?"


def message(
    day: float, sender: Party, words: str, to: Sequence[Party] | None = None, **more: object
) -> FoundMessage:
    recipients = tuple(to) if to is not None else ((ANA,) if sender == SAM else (SAM,))
    values: dict[str, object] = {
        "conversation": "one",
        "sender": sender,
        "recipients": recipients,
        "at": START + timedelta(days=day),
        "words": words,
        "where": f"line {int(day * 10)}",
        "outgoing": sender == SAM,
    }
    return FoundMessage(**(values | more))  # type: ignore[arg-type]


def threads(*messages: FoundMessage) -> tuple[FoundThread, ...]:
    return proposals_of(messages, (), owner=SAM).threads


def steps(*messages: FoundMessage) -> list[tuple[type, int]]:
    (thread,) = threads(*messages)
    return [(type(step), (step.on - START.date()).days) for step in thread.steps]


def set_aside(*messages: FoundMessage, owner: Party | None = SAM) -> list[str]:
    found = proposals_of(messages, (), owner=owner)
    assert found.threads == ()
    assert found.looked_at == sum(count for _, count in found.set_aside)
    return [why for why, _ in found.set_aside]


def test_the_first_own_message_is_an_ask() -> None:
    (thread,) = threads(message(0, SAM, f"Dear Ana,\n\n{ASKS}"))
    (ask,) = thread.steps
    assert isinstance(ask, ProposedAsk)
    assert (ask.on, ask.purpose, ask.organization) == (
        date(2026, 3, 2),
        Purpose.INTRODUCTION,
        "Brightwater",
    )
    assert ask.channel.value == "message"
    assert (thread.party, thread.key, thread.is_clear) == (ANA, "linkedin:ana-reyes", True)
    assert thread.why == (
        "You wrote first on 2 March 2026; it asks for an introduction to somebody at Brightwater."
    )
    assert thread.excerpt == f"Dear Ana, {ASKS}"
    assert thread.mark == ask.mark
    assert thread.where == "line 0"


def test_a_message_without_a_cue_is_taken_for_a_conversation_and_not_clear() -> None:
    (thread,) = threads(message(0, SAM, "Congratulations, Ana!"))
    assert isinstance(thread.steps[0], ProposedAsk)
    assert thread.steps[0].purpose is Purpose.CONVERSATION
    assert not thread.is_clear
    assert "do not say what for" in thread.why


def test_a_long_message_is_shown_by_its_beginning_alone() -> None:
    (thread,) = threads(message(0, SAM, "word " * 1000))
    assert len(thread.excerpt) <= 140
    assert thread.excerpt.endswith("word…")


def test_silence_of_two_days_between_own_messages_makes_a_nudge() -> None:
    assert steps(message(0, SAM, ASKS), message(1, SAM, "P.S."), message(2, SAM, "Hello?")) == [
        (ProposedAsk, 0),
        (ProposedNudge, 2),
    ]


def test_the_first_reply_is_a_reply_and_further_ones_are_talk() -> None:
    assert steps(
        message(0, SAM, ASKS),
        message(1, ANA, "How are you?"),
        message(1.1, SAM, "Well, thank you."),
        message(1.2, ANA, "Glad."),
        message(2, SAM, "And?"),
        message(9, SAM, "Any news?"),
    ) == [(ProposedAsk, 0), (ProposedReply, 1), (ProposedNudge, 9)]


@pytest.mark.parametrize(
    ("words", "kind", "is_clear"),
    [
        ("No problem, I will.", AnswerKind.PROMISED, True),
        ("Kein Problem!", AnswerKind.PROMISED, True),
        ("Of course", AnswerKind.PROMISED, True),
        ("Yes", AnswerKind.PROMISED, False),
        ("👍", AnswerKind.PROMISED, False),
        ("Leider nein", AnswerKind.DECLINED, True),
        ("Of course not.", AnswerKind.DECLINED, True),
        ("I can\N{RIGHT SINGLE QUOTATION MARK}t", AnswerKind.DECLINED, True),
        ("No", AnswerKind.DECLINED, False),
    ],
)
def test_a_plain_yes_or_no_is_an_answer(words: str, kind: AnswerKind, *, is_clear: bool) -> None:
    (thread,) = threads(message(0, SAM, ASKS), message(1, ANA, words))
    answer = thread.steps[1]
    assert isinstance(answer, ProposedAnswer)
    assert (answer.kind, answer.is_clear, answer.on) == (kind, is_clear, date(2026, 3, 3))
    assert thread.is_clear == is_clear


@pytest.mark.parametrize(
    "words", ["Happy to, but unfortunately I left.", "No worries.", "Not sure yet.", "Which team?"]
)
def test_yes_and_no_or_neither_is_only_a_reply(words: str) -> None:
    assert steps(message(0, SAM, ASKS), message(1, ANA, words))[1] == (ProposedReply, 1)


def test_an_answer_may_come_in_the_second_reply() -> None:
    assert steps(
        message(0, SAM, ASKS), message(1, ANA, "Hello!"), message(2, ANA, "Happy to.")
    ) == [(ProposedAsk, 0), (ProposedReply, 1), (ProposedAnswer, 2)]


def test_an_answer_of_the_day_of_the_reply_stands_in_its_place() -> None:
    assert steps(
        message(0, SAM, ASKS), message(1, ANA, "Hello!"), message(1.1, ANA, "Happy to.")
    ) == [(ProposedAsk, 0), (ProposedAnswer, 1)]


def test_an_answer_may_come_in_the_third_reply() -> None:
    talk = [message(1 + n / 10, ANA, "Hm.") for n in range(2)]
    assert steps(message(0, SAM, ASKS), *talk, message(2, ANA, "Happy to."))[1:] == [
        (ProposedReply, 1),
        (ProposedAnswer, 2),
    ]


def test_a_yes_in_the_fourth_reply_answers_something_else() -> None:
    talk = [message(1 + n / 10, ANA, "Hm.") for n in range(3)]
    assert steps(message(0, SAM, ASKS), *talk, message(2, ANA, "Happy to."))[1:] == [
        (ProposedReply, 1)
    ]


def test_only_the_first_answer_counts() -> None:
    assert len(steps(message(0, SAM, ASKS), message(1, ANA, "Sure"), message(2, ANA, "Sure"))) == 2


def test_nobody_is_nudged_after_a_no() -> None:
    assert steps(
        message(0, SAM, ASKS),
        message(1, ANA, "Unfortunately not"),
        message(2, SAM, "I see."),
        message(9, SAM, "Thank you."),
    ) == [(ProposedAsk, 0), (ProposedAnswer, 1)]


def test_thirty_silent_days_begin_a_new_ask() -> None:
    first, second = threads(
        message(0, SAM, ASKS), message(1, ANA, "Hm."), message(31, SAM, "A coffee, Ana?")
    )
    assert isinstance(second.steps[0], ProposedAsk)
    assert second.steps[0].purpose is Purpose.CONVERSATION
    assert second.why == (
        "You wrote again, after 30 silent days, on 2 April 2026; it asks for a conversation."
    )
    assert len(first.steps) == 2


def test_asking_for_nothing_new_after_silence_is_a_nudge_and_for_something_an_ask() -> None:
    assert steps(message(0, SAM, ASKS), message(40, SAM, "Still hoping!"))[1] == (ProposedNudge, 40)
    assert len(threads(message(0, SAM, ASKS), message(40, SAM, "Is there an opening?"))) == 2


def test_a_late_reply_is_a_reply() -> None:
    assert steps(message(0, SAM, ASKS), message(50, ANA, "Oh!"))[1] == (ProposedReply, 50)


def test_somebody_else_beginning_is_no_ask_unless_the_answer_asks() -> None:
    first = message(0, ANA, "We have a great role for you!")
    assert set_aside(first) == ["somebody wrote to you, and you did not write back"]
    answer = message(1, SAM, "Thank you, no.")
    assert set_aside(first, answer) == ["they wrote first, and your answer asks for nothing"]
    (thread,) = threads(first, message(1, SAM, ASKS))
    assert not thread.is_clear
    assert thread.why.startswith("They wrote first, and you answered on 3 March 2026; it asks for")


def test_a_later_beginning_of_hers_ends_the_old_ask() -> None:
    (thread,) = threads(
        message(0, SAM, ASKS),
        message(1, ANA, "Hm."),
        message(60, ANA, "Happy new year!"),
        message(60.1, SAM, "The same to you."),
        message(70, SAM, "Are you there?"),
        message(71, ANA, "Sure."),
    )
    assert len(thread.steps) == 2


def test_pictures_are_no_asks() -> None:
    assert set_aside(message(0, SAM, "👍")) == ["what you wrote has no words"]


def test_without_an_owner_nothing_is_guessed() -> None:
    unknown = message(0, SAM, ASKS, outgoing=None)
    assert set_aside(unknown, owner=None) == [
        "the file does not say which of the messages are yours"
    ]
    assert proposals_of([unknown], (), owner=SAM).threads != ()
    assert proposals_of([unknown], (), owner=Party(name="SAM  LEE")).threads != ()


def test_nobody_else_or_nobody_with_a_name() -> None:
    assert set_aside(message(0, SAM, ASKS, to=[SAM])) == ["nobody else is in it"]
    assert set_aside(message(0, SAM, ASKS, to=[Party(name=" ")])) == ["somebody without a name"]


def test_towards_is_only_somebody_whom_the_files_know_by_this_very_name() -> None:
    asks = message(0, SAM, "Ana Reyes, would you introduce me to ben ode at Harbor Foods?")
    (alone,) = threads(asks)
    assert isinstance(alone.steps[0], ProposedAsk)
    assert alone.steps[0].towards is None
    ben = message(3, BEN, "Hello", conversation="two")
    (thread,) = threads(asks, ben)
    assert isinstance(thread.steps[0], ProposedAsk)
    assert thread.steps[0].towards == BEN
    assert thread.why.endswith("for an introduction to Ben Ode at Harbor Foods.")
    namesake = message(4, Party(name="Ben Ode", profile="linkedin.com/in/x"), "", conversation="3")
    (thread,) = threads(asks, ben, namesake)
    assert isinstance(thread.steps[0], ProposedAsk)
    assert thread.steps[0].towards is None


def test_an_organization_of_a_connection_is_known_after_any_preposition() -> None:
    people = [
        FoundPerson(name="Dana Ito", where="", organization=written, key=f"linkedin:{written}")
        for written in ("OAK Bank", "Oak Bank", "")
    ]
    words = "Estoy buscando trabajo en Oak Bank, no en Berlin"
    (thread,) = proposals_of([message(0, SAM, words)], (), owner=SAM, connections=people).threads
    assert isinstance(thread.steps[0], ProposedAsk)
    assert thread.steps[0].organization == "OAK Bank"
    assert thread.why.endswith("it asks about openings at OAK Bank.")


@pytest.mark.parametrize(
    ("words", "organization"),
    [
        ("at Ode & Sons-Gmbh Ltd, please", "Ode & Sons-Gmbh Ltd"),
        ("bei Gelegenheit", None),
        ("are you at home", None),
        ("in Berlin", None),
        ("at, Brightwater", None),
        ("meet at", None),
        ("at  Brightwater. Then", "Brightwater"),
        ("at 5", None),
    ],
)
def test_an_organization_follows_a_plain_at(words: str, organization: str | None) -> None:
    (thread,) = threads(message(0, SAM, words))
    assert isinstance(thread.steps[0], ProposedAsk)
    assert thread.steps[0].organization == organization


def test_a_third_person_who_introduces_makes_an_introduction() -> None:
    (thread,) = threads(
        message(0, BEN, "Sam, meet Ana. Ana, this is Sam.", to=[SAM, ANA]),
        message(1, SAM, "Thank you, Ben!", to=[ANA, BEN]),
    )
    (step,) = thread.steps
    assert isinstance(step, ProposedIntroduction)
    assert (step.by, step.to, step.on) == (BEN, ANA, date(2026, 3, 2))
    assert (thread.party, thread.is_clear) == (BEN, True)
    assert thread.why == (
        "Ben Ode wrote to you and Ana Reyes on 2 March 2026, and the words introduce you."
    )


def test_whoever_wrote_first_is_the_one_who_introduces() -> None:
    (thread,) = threads(message(0, ANA, "Sam, meet Ben.", to=[SAM, BEN]))
    (step,) = thread.steps
    assert isinstance(step, ProposedIntroduction)
    assert (step.by, step.to, thread.key) == (ANA, BEN, "linkedin:ana-reyes")


def test_other_threads_of_a_few_are_hints_of_ties() -> None:
    (thread,) = threads(
        message(0, SAM, "Lunch?", to=[ANA, BEN, CHEN]), message(1, ANA, "Sure", to=[SAM, BEN, CHEN])
    )
    assert [
        (step.of.name, step.to.name) for step in thread.steps if isinstance(step, ProposedTie)
    ] == [("Ana Reyes", "Ben Ode"), ("Ana Reyes", "Chen Wu"), ("Ben Ode", "Chen Wu")]
    assert not thread.is_clear
    assert thread.excerpt == "Lunch?"
    assert thread.why == (
        "Ana Reyes, Ben Ode and Chen Wu were in one thread with you on 2 March 2026, "
        "so they may know one another."
    )
    (met,) = threads(message(0, ANA, "Let's meet on Friday", to=[SAM, BEN]))
    assert isinstance(met.steps[0], ProposedTie)


def test_a_thread_of_many_says_nothing() -> None:
    many = [Party(name=f"Guest {letter}") for letter in "abcdefg"]
    (why,) = set_aside(message(0, SAM, "Party!", to=many))
    assert why.startswith("a thread of more than 6 others")


def test_two_of_one_name_in_one_thread_never_give_one_mark_twice() -> None:
    first, second = (Party(name="Ana Reyes", profile=f"linkedin.com/in/{n}") for n in "ab")
    (thread,) = threads(message(0, SAM, "Hello", to=[first, second, BEN]))
    marks = [step.mark for step in thread.steps]
    assert len(marks) == len(set(marks)) == 2


def test_a_profile_is_taken_over_from_rows_that_have_it() -> None:
    bare = Party(name="Ana Reyes")
    (thread,) = threads(
        message(0, SAM, ASKS, to=[bare]), message(1, ANA, "Sure"), message(1, ANA, "Sure")
    )
    assert (thread.party, thread.key) == (ANA, "linkedin:ana-reyes")


def test_threads_without_a_name_are_told_by_who_is_in_them() -> None:
    found = proposals_of(
        [
            message(0, SAM, ASKS, conversation=""),
            message(1, ANA, "Sure", conversation=""),
            message(2, SAM, "Coffee?", to=[CHEN], conversation=""),
        ],
        (),
        owner=SAM,
    )
    assert [len(thread.steps) for thread in found.threads] == [2, 1]
    assert found.threads[1].key is None


def test_moments_with_and_without_a_zone_come_into_one_order() -> None:
    east = timezone(timedelta(hours=9))
    assert steps(
        message(0, SAM, ASKS, at=datetime(2026, 3, 3, 8, tzinfo=east)),
        message(1, ANA, "Sure", at=datetime(2026, 3, 3, 8, tzinfo=UTC)),
    ) == [(ProposedAsk, 0), (ProposedAnswer, 1)]


def test_a_newer_export_gives_the_old_marks_and_new_ones_for_what_is_new() -> None:
    told = [message(0, SAM, ASKS), message(3, SAM, "Hello?")]
    (before,) = threads(*told)
    (after,) = threads(*told, message(4, ANA, "Sure"))
    assert after.mark == before.mark
    left = after.without({step.mark for step in before.steps})
    assert left is not None
    assert [type(step) for step in left.steps] == [ProposedAnswer]
    assert after.without({step.mark for step in after.steps}) is None


def invitation(words: str, *, outgoing: bool = True, **more: object) -> FoundInvitation:
    values: dict[str, object] = {
        "sender": SAM if outgoing else ANA,
        "recipient": ANA if outgoing else SAM,
        "on": date(2026, 3, 2),
        "words": words,
        "outgoing": outgoing,
        "where": "line 2",
    }
    return FoundInvitation(**(values | more))  # type: ignore[arg-type]


def connection(day: int, **more: object) -> FoundPerson:
    values: dict[str, object] = {
        "name": "Ana Reyes",
        "where": "line 4",
        "key": "linkedin:ana-reyes",
        "known": date(2026, 3, day),
        "connected": True,
    }
    return FoundPerson(**(values | more))  # type: ignore[arg-type]


def test_an_invitation_with_words_asks_and_connecting_is_the_reply() -> None:
    found = proposals_of((), [invitation("A coffee?")], owner=None, connections=[connection(5)])
    (thread,) = found.threads
    assert [(type(step), step.on.day) for step in thread.steps] == [
        (ProposedAsk, 2),
        (ProposedReply, 5),
    ]
    assert thread.is_clear
    assert thread.why == (
        "You invited them to connect on 2 March 2026, with words; it asks for a conversation."
    )


def test_an_invitation_may_ask_for_an_introduction() -> None:
    ben = connection(1, name="Ben Ode", key="linkedin:ben-ode", profiles=(BEN.profile,))
    (thread,) = proposals_of(
        (), [invitation("Would you introduce me to Ben Ode?")], owner=None, connections=[ben]
    ).threads
    (ask,) = thread.steps
    assert isinstance(ask, ProposedAsk)
    assert ask.towards == BEN


@pytest.mark.parametrize(
    "person",
    [connection(1), connection(5, connected=False), connection(5, known=None)],
    ids=["before", "not connected", "no day"],
)
def test_a_connection_of_before_is_no_reply(person: FoundPerson) -> None:
    found = proposals_of((), [invitation("Hello")], owner=None, connections=[person])
    assert len(found.threads[0].steps) == 1


def test_a_connection_of_an_old_file_is_known_by_her_name() -> None:
    old = connection(9, key=None)
    found = proposals_of((), [invitation("Hello")], owner=None, connections=[old])
    assert len(found.threads[0].steps) == 2


def test_other_invitations_are_counted_with_their_reasons() -> None:
    words = "Dear Ana, a coffee?"
    found = proposals_of(
        [message(0, SAM, words)],
        [
            invitation(words, where="line 3"),
            invitation(words),
            invitation(""),
            invitation(words, outgoing=False),
            invitation(words, recipient=Party(name="")),
        ],
        owner=None,
    )
    assert len(found.threads) == 1
    assert dict(found.set_aside) == {
        "an invitation that came to you": 1,
        "an invitation without words": 1,
        "an invitation whose words stand among the messages": 1,
        "somebody without a name": 1,
    }
    assert (found.looked_at, found.in_threads) == (5, 1)


def test_two_invitations_of_one_day_to_one_person_are_one_ask() -> None:
    found = proposals_of((), [invitation("A coffee?"), invitation("A tea?")], owner=None)
    assert len(found.threads) == 1


def test_purposes_and_languages() -> None:
    said = {
        "Könntest du mich Ben vorstellen?": Purpose.INTRODUCTION,
        "Darf ich mich kurz vorstellen?": Purpose.CONVERSATION,
        "¿Podrías presentarme a Ben?": Purpose.INTRODUCTION,
        "Pourriez-vous m'introduire ?": Purpose.INTRODUCTION,
        "Você pode me indicar?": Purpose.REFERRAL,
        "Avete posizioni aperte?": Purpose.OPENING,
        "Heb je tijd voor koffie?": Purpose.CONVERSATION,
        "Kan du rekommendera mig?": Purpose.REFERRAL,
        "Is there an opening? Could you refer me?": Purpose.REFERRAL,
    }
    for words, purpose in said.items():
        (thread,) = threads(message(0, SAM, words))
        assert isinstance(thread.steps[0], ProposedAsk)
        assert thread.steps[0].purpose is purpose, words
