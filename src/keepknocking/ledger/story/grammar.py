"""The grammar: from the words of one line to what it says.

A line begins with its verb (`asked Ana ...`) or with a person who does something (`Ana promised`).
"""

import difflib
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from keepknocking.ledger.story import statements as say
from keepknocking.ledger.story import verbs
from keepknocking.ledger.story.asking import asked
from keepknocking.ledger.story.forms import CONTACTS, FORMS, STAGES, STEPS
from keepknocking.ledger.story.phrases import Phrase, tokens_of
from keepknocking.ledger.story.planning import event
from keepknocking.ledger.story.problems import Unreadable
from keepknocking.ledger.story.spelling import spaced
from keepknocking.ledger.story.statements import Named, Statement

Leading: TypeAlias = Callable[[Phrase], Statement]
Subject: TypeAlias = Callable[[Phrase, Named], Statement]

LEADING: Mapping[str, Leading] = {
    "search": verbs.search,
    "event": event,
    "expect": verbs.expect,
    "expected": verbs.expect,
    "house expects": verbs.house_expects,
    "the house expects": verbs.house_expects,
    "debrief": verbs.debrief,
    "met": verbs.met,
    "talked with": verbs.talked_with,
    "talked to": verbs.talked_with,
    "know": verbs.know,
    "asked": asked,
    "nudged": verbs.nudged,
    "opening": verbs.opening,
    "closed": verbs.closed,
    **{words: partial(verbs.staged, kind) for words, kind in STAGES.items()},
    "thanked": verbs.thanked,
    "do not contact": verbs.do_not_contact,
    "don't contact": verbs.do_not_contact,
    "don’t contact": verbs.do_not_contact,  # noqa: RUF001 - the apostrophe of many keyboards
    "may contact": verbs.may_contact,
    "person": verbs.person,
    "effort": verbs.effort,
    "pause": verbs.pause,
    "resume": verbs.resume,
    "correction": verbs.correction,
    "corrected": verbs.corrected,
}
SUBJECT: Mapping[str, Subject] = {
    **{words: partial(verbs.stepped, step) for words, step in STEPS.items()},
    "knows": verbs.knows,
    "introduced me to": verbs.introduced,
    "also called": verbs.also_called,
    "is also called": verbs.also_called,
    "told me of": verbs.told_of,
    "told me about": verbs.told_of,
    "referred me for": verbs.referred_for,
}
NOTE = re.compile(
    r'note(?P<about>\s++about\s(?:"(?:[^"\\]|\\.)*+"|[^":])*+)?\s*:(?P<text>.*)',
    re.IGNORECASE | re.DOTALL,
)
CONTACT = re.compile(
    rf"(?P<kind>{'|'.join(CONTACTS)})".replace(" ", r"\s++")
    + r'\s++of\s(?P<who>(?:"(?:[^"\\]|\\.)*+"|[^":])*+)(?P<text>:.*)?',
    re.IGNORECASE | re.DOTALL,
)
NEAR = 0.75  # design choice: how alike a misspelled verb must be
FIRST_WORDS = 6  # design choice: where a misspelled verb is looked for
LONGEST_VERB = 40  # numerical: no verb of the grammar is longer


def _by_first_word(
    table: Mapping[str, Callable[..., Statement]],
) -> Mapping[str, list[tuple[tuple[str, ...], Callable[..., Statement]]]]:
    found: dict[str, list[tuple[tuple[str, ...], Callable[..., Statement]]]] = {}
    for phrase, read in table.items():
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append((words, read))
    return found


LEADING_BY_WORD = _by_first_word(LEADING)
SUBJECT_BY_WORD = _by_first_word(SUBJECT)


def read_statement(text: str) -> Statement:
    """What the words of one line say (without its day and its recorded moment).

    >>> read_statement("nudged Ana").step
    <Step.NUDGED: 'nudged'>
    """
    if text[:4].casefold() == "note" and (note := NOTE.fullmatch(text)):
        return _note(note)
    if contact := CONTACT.match(text):
        return _contact(contact)
    phrase = Phrase(text, tokens_of(text))
    _skip_i(phrase)
    for words, read in LEADING_BY_WORD.get(phrase.token().lower, ()):
        if phrase.takes(*words):
            statement = read(phrase)
            phrase.ends()
            return statement
    statement = _with_subject(phrase)
    phrase.ends()
    return statement


def _skip_i(phrase: Phrase) -> None:
    """`I asked Ana` is `asked Ana`."""
    if phrase.takes("i") and phrase.token().lower not in LEADING_BY_WORD:
        phrase.at = 0


def _note(found: re.Match[str]) -> Statement:
    person = None
    if found["about"]:
        words = found.string[: found.end("about")]
        head = Phrase(words, tokens_of(words))
        head.takes("note", "about")
        person = head.person()
        head.ends()
    text = found["text"].strip(" \t")
    if text.startswith('"'):
        pieces = tokens_of(text)
        text = pieces[0].text if len(pieces) == 1 else text
    return say.Noted(text=text, person=person)


def _contact(found: re.Match[str]) -> Statement:
    """`email of PERSON: ADDRESS` and its like; the address runs to the end of the line."""
    kind = CONTACTS[spaced(found["kind"]).casefold()]
    words = found.string[: found.end("who")]
    head = Phrase(words, tokens_of(words))
    while head.token().start < found.start("who") and not head.is_done:
        head.at += 1
    person = head.person(stops=frozenset())
    head.ends()
    value = _value(found)
    if not value.strip():
        head.fail(f"a colon, and the {kind} after it", FORMS[f"{kind} of"])
    return say.ContactTold(person=person, kind=kind, value=value)


def _value(found: re.Match[str]) -> str:
    """What is told of somebody: as it is written, or what stands between the quotes around it."""
    value = (found["text"] or "").removeprefix(":").strip(" \t")
    if not value.startswith(tuple('"“„«')):
        return value
    try:
        pieces = tokens_of(value)
    except Unreadable as unreadable:
        unreadable.column += found.string.index(value, found.start("text"))
        raise
    return pieces[0].text if len(pieces) == 1 else value


def _with_subject(phrase: Phrase) -> Statement:
    """A line that begins with a person."""
    for at in range(phrase.at + 1, len(phrase.tokens)):
        for words, read in SUBJECT_BY_WORD.get(phrase.tokens[at].lower, ()):
            if tuple(token.lower for token in phrase.tokens[at : at + len(words)]) == words:
                subject = _subject(phrase, at)
                phrase.at = at + len(words)
                return read(phrase, subject)
    return _unknown_verb(phrase)


def _subject(phrase: Phrase, end: int) -> Named:
    tokens = phrase.tokens[:end]
    before = Phrase(phrase.text[: tokens[-1].end], tokens)
    before.at = phrase.at
    person = before.person(stops=frozenset())
    before.ends()
    return person


def _unknown_verb(phrase: Phrase) -> Statement:
    words = [token.lower[:LONGEST_VERB] for token in phrase.tokens[:FIRST_WORDS]]
    near: list[str] = []
    for word in (" ".join(words[:2]), *words):
        near = near or difflib.get_close_matches(word, FORMS, n=1, cutoff=NEAR)
    phrase.fail(
        "a line that begins with what you did (met, asked, nudged, applied for, ...) or with "
        "somebody who did something (Ana promised)",
        FORMS[near[0]] if near else FORMS["met"],
    )
