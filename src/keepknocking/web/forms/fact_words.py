"""What the fields of a fact are called, and what each choice means, in plain words."""

from types import MappingProxyType

from keepknocking.ledger.asks import Ask, Channel, Introduction, Purpose
from keepknocking.ledger.events import Debrief, Encounter, Event, Rung
from keepknocking.ledger.expectations import Expectation
from keepknocking.ledger.openings import Opening, Stage, StageKind
from keepknocking.ledger.people import (
    ContactDetail,
    ContactKind,
    ContactRule,
    Person,
    Thanks,
    Tie,
    TieSource,
    TieStrength,
)
from keepknocking.ledger.searches import Correction, Effort, Goal, Note, Pause, Search
from keepknocking.store.translate import Turn, TurnKind

NOT_SAID = "not said"

LABELS = MappingProxyType(
    {
        (Search, "started"): "The search began on",
        (Search, "goal"): "What counts as reaching it",
        (Search, "zone"): "Time zone",
        (Search, "hours_a_week"): "Hours a week it may take",
        (Search, "wanted"): "What you look for",
        (Search, "closed"): "The search ended on",
        (Person, "name"): "Name",
        (Person, "known"): "In the ledger since",
        (Person, "organization"): "Organization",
        (Person, "role"): "What she or he does there",
        (Event, "name"): "Name",
        (Event, "when"): "Day",
        (Event, "kind"): "What kind of event",
        (Event, "minutes"): "How long, in minutes",
        (Event, "begins"): "When it begins",
        (Event, "place"): "Where",
        (Event, "cancelled"): "Cancelled on",
        (Ask, "of"): "Whom you asked",
        (Ask, "purpose"): "For what",
        (Ask, "asked"): "Asked on",
        (Ask, "towards"): "To reach whom",
        (Ask, "organization"): "At which organization",
        (Ask, "opening"): "For which opening",
        (Ask, "channel"): "How",
        (Ask, "through"): "Through whom you came to ask",
        (Ask, "minutes"): "Minutes it took you",
        (Opening, "title"): "Title",
        (Opening, "organization"): "Organization",
        (Opening, "known"): "Known since",
        (Opening, "told_by"): "Who told you",
        (Opening, "ask"): "What it came of",
        (Opening, "closed"): "Closed on",
        (Tie, "of"): "Who",
        (Tie, "to"): "knows whom",
        (Tie, "strength"): "How well",
        (Tie, "known"): "Known since",
        (Tie, "source"): "Where you know it from",
        (ContactDetail, "person"): "Whose",
        (ContactDetail, "kind"): "What it is",
        (ContactDetail, "value"): "Address, number or name",
        (ContactDetail, "known"): "Known since",
        (ContactRule, "person"): "Who",
        (ContactRule, "allowed"): "May you knock?",
        (ContactRule, "when"): "From this day on",
        (Encounter, "person"): "Whom you met",
        (Encounter, "when"): "Day",
        (Encounter, "event"): "At which event",
        (Debrief, "event"): "Event",
        (Debrief, "rung"): "It came to",
        (Debrief, "when"): "Written on",
        (Debrief, "talked_to"): "How many people you talked to",
        (Expectation, "event"): "Event",
        (Expectation, "when"): "Guessed on",
        (Introduction, "by"): "Who introduced you",
        (Introduction, "to"): "To whom",
        (Introduction, "made"): "Day",
        (Introduction, "ask"): "What it came of",
        (Stage, "opening"): "Opening",
        (Stage, "kind"): "What happened",
        (Stage, "when"): "Day",
        (Stage, "through"): "Through whom",
        (Thanks, "person"): "Whom you thanked",
        (Thanks, "when"): "Day",
        (Effort, "minutes"): "Minutes",
        (Effort, "when"): "Day",
        (Effort, "on"): "On what",
        (Pause, "since"): "Resting since",
        (Pause, "until"): "First day back",
        (Note, "text"): "Note",
        (Note, "when"): "Day",
        (Note, "person"): "About whom",
        (Correction, "was"): "The line said",
        (Correction, "now"): "It should have said",
        (Correction, "when"): "Day",
        (Turn, "when"): "Day",
        (Turn, "kind"): "The answer was",
    }
)

_EMPTY_IF_NOT = "Empty: it is not."
HELP = MappingProxyType(
    {
        (Search, "closed"): "Empty: it goes on.",
        (Event, "kind"): "One plain word: meetup, fair, talk.",
        (Event, "begins"): "On the clock of the place, like 18:30. Empty: not said.",
        (Event, "cancelled"): _EMPTY_IF_NOT,
        (Opening, "told_by"): "Empty: you found it yourself.",
        (Opening, "closed"): _EMPTY_IF_NOT,
        (Tie, "of"): "Empty: you yourself.",
        (Encounter, "event"): "Empty: somewhere else.",
        (Debrief, "talked_to"): "Empty: you did not count.",
        (Stage, "through"): "Empty: through nobody.",
        (Pause, "until"): "Empty: not known yet.",
        (Note, "person"): "Empty: about nobody in particular.",
        (Correction, "now"): "Empty: nothing, the line was wrong altogether.",
    }
)

WORDS_OF = MappingProxyType(
    {
        Goal: MappingProxyType(
            {
                "conversation": "a talk with somebody inside",
                "interview": "an interview",
                "offer": "an offer",
            }
        ),
        Purpose: MappingProxyType(
            {
                "introduction": "an introduction",
                "opening": "openings she or he knows of",
                "conversation": "a conversation",
                "referral": "a referral",
            }
        ),
        Channel: MappingProxyType(
            {
                "in person": "in person",
                "phone": "by phone",
                "email": "by email",
                "message": "by message",
                "letter": "by letter",
            }
        ),
        Rung: MappingProxyType({str(rung): str(rung) for rung in Rung}),
        StageKind: MappingProxyType(
            {
                "application": "you applied",
                "interview": "an interview",
                "offer": "an offer",
                "rejection": "a no from them",
                "acceptance": "you accepted",
                "withdrawal": "you withdrew",
            }
        ),
        TieStrength: MappingProxyType(
            {
                "close": "well",
                "acquaintance": "slightly",
                "stranger": "not yet",
            }
        ),
        ContactKind: MappingProxyType(
            {
                "email": "an email address",
                "phone": "a phone number",
                "profile": "a profile or page",
                "other name": "another name",
            }
        ),
        TieSource: MappingProxyType(
            {"told": "somebody said so", "imported": "a file", "inferred": "it was guessed"}
        ),
        TurnKind: MappingProxyType({"promised": "a promise", "declined": "a no"}),
        bool: MappingProxyType({"no": "do not contact", "yes": "may be contacted again"}),
    }
)
"""What each choice means, by the kind of choice."""
