"""The words of the grammar: one example for every verb, and what the single words mean.

`FORMS` is what a problem shows as the nearest valid line.
"""

from collections.abc import Mapping
from types import MappingProxyType

from keepknocking.ledger.asks import Channel, Purpose
from keepknocking.ledger.events import Rung
from keepknocking.ledger.openings import StageKind
from keepknocking.ledger.people import ContactKind, TieSource, TieStrength
from keepknocking.ledger.story.statements import Step

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "search": 'search for "planner in logistics" goal offer, 8h a week, zone Europe/Berlin',
        "search closed": "search closed",
        "event": 'event "Chamber breakfast" meetup 2h from 18:30 in "Town hall"',
        "event cancelled": 'event "Chamber breakfast" cancelled',
        "expect": 'expect "Chamber breakfast": nothing 40, a name 35, an opening 20, '
        "an interview 4, an offer 1",
        "house expects": 'house expects "Chamber breakfast": nothing 37, a name 37, '
        "an opening 20, an interview 5, an offer 1",
        "met": 'met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"',
        "know": "know Frank Lee (Oak Bank, clerk) well",
        "knows": "Ben Ode knows Chen Wu (Brightwater, head of planning) slightly",
        "asked": "asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email",
        "nudged": "nudged Ana Reyes",
        "promised": "Ana Reyes promised",
        "declined": "Ana Reyes declined",
        "replied": "Ana Reyes replied",
        "kept the promise": "Ana Reyes kept the promise",
        "introduced me to": "Ana Reyes introduced me to Ben Ode (Brightwater)",
        "told me of": 'Ben Ode told me of "Planner" at Brightwater',
        "talked with": "talked with Ben Ode",
        "referred me for": 'Ben Ode referred me for "Planner" at Brightwater',
        "opening": 'opening "Planner" at Brightwater',
        "closed": 'closed "Planner" at Brightwater',
        "applied for": 'applied for "Planner" at Brightwater through Ben Ode',
        "interview for": 'interview for "Planner" at Brightwater',
        "offer for": 'offer for "Planner" at Brightwater',
        "rejected for": 'rejected for "Planner" at Brightwater',
        "accepted": 'accepted "Planner" at Brightwater',
        "withdrew from": 'withdrew from "Planner" at Brightwater',
        "thanked": "thanked Ana Reyes",
        "effort": 'effort 45m on "letters"',
        "pause": "pause",
        "resume": "resume",
        "do not contact": "do not contact Ana Reyes",
        "may contact": "may contact Ana Reyes",
        "debrief": 'debrief "Chamber breakfast": a name, talked to 9',
        "note": "note about Ana Reyes: likes short mails",
        "person": "person Ana Reyes (Harbor Foods, buyer)",
        "email of": "email of Ana Reyes: ana@example.org",
        "phone of": 'phone of Ana Reyes: "+49 30 123456"',
        "profile of": "profile of Ana Reyes: https://www.linkedin.com/in/ana",
        "other name of": 'other name of Ana Reyes: "Ana Gomez"',
        "correction": 'correction "2026-03-12 Ana promised" -> "2026-03-13 Ana promised"',
        "corrected": 'corrected "2026-03-12 Ana promised" -> nothing',
    }
)

PURPOSES = MappingProxyType(
    {
        "introduction": Purpose.INTRODUCTION,
        "intro": Purpose.INTRODUCTION,
        "conversation": Purpose.CONVERSATION,
        "talk": Purpose.CONVERSATION,
        "chat": Purpose.CONVERSATION,
        "coffee": Purpose.CONVERSATION,
        "referral": Purpose.REFERRAL,
    }
)
CHANNELS = MappingProxyType(
    {
        **{channel.value: channel for channel in Channel if channel is not Channel.IN_PERSON},
        "e-mail": Channel.EMAIL,
        "mail": Channel.EMAIL,
        "call": Channel.PHONE,
        "telephone": Channel.PHONE,
        "linkedin": Channel.MESSAGE,
        "text": Channel.MESSAGE,
        "chat": Channel.MESSAGE,
        "post": Channel.LETTER,
    }
)
STRENGTHS = MappingProxyType(
    {
        "well": TieStrength.CLOSE,
        "slightly": TieStrength.ACQUAINTANCE,
        "not yet": TieStrength.STRANGER,
    }
)
CONTACTS = MappingProxyType(
    {
        **{str(kind): kind for kind in ContactKind},
        "e-mail": ContactKind.EMAIL,
        "mail": ContactKind.EMAIL,
        "telephone": ContactKind.PHONE,
        "tel": ContactKind.PHONE,
        "mobile": ContactKind.PHONE,
        "link": ContactKind.PROFILE,
        "page": ContactKind.PROFILE,
        "linkedin": ContactKind.PROFILE,
    }
)
SOURCES = MappingProxyType({"imported": TieSource.IMPORTED, "inferred": TieSource.INFERRED})
STAGES = MappingProxyType(
    {
        "applied for": StageKind.APPLICATION,
        "interview for": StageKind.INTERVIEW,
        "offer for": StageKind.OFFER,
        "rejected for": StageKind.REJECTION,
        "accepted": StageKind.ACCEPTANCE,
        "withdrew from": StageKind.WITHDRAWAL,
    }
)
STEPS = MappingProxyType(
    {
        "promised": Step.PROMISED,
        "said yes": Step.PROMISED,
        "declined": Step.DECLINED,
        "said no": Step.DECLINED,
        "replied": Step.REPLIED,
        "kept the promise": Step.KEPT,
    }
)
RUNG_NAMES = MappingProxyType(
    {
        "nothing": Rung.NOTHING,
        "a name": Rung.A_NAME,
        "name": Rung.A_NAME,
        "an opening": Rung.AN_OPENING,
        "opening": Rung.AN_OPENING,
        "an interview": Rung.AN_INTERVIEW,
        "interview": Rung.AN_INTERVIEW,
        "an offer": Rung.AN_OFFER,
        "offer": Rung.AN_OFFER,
    }
)
