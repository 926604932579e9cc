"""The page for a meeting in words: only what the seeker chose to show.

Whom she knows is told by initials unless she says otherwise; what the house expects, how her
guesses were marked and the time she put in are told only where she ticked them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from keepknocking.chains.chain import Chain, ChainStatus
from keepknocking.ledger.asks import Ask, AskStatus, Purpose
from keepknocking.ledger.events import Rung
from keepknocking.ledger.openings import Opening, StageKind
from keepknocking.services.chains import Stands
from keepknocking.services.questions import Foreseen
from keepknocking.services.sheet import Evening, Sheet, Talk, Topic
from keepknocking.wording.goals import HEARD
from keepknocking.wording.phrases import (
    counted,
    day_in_words,
    listed,
    weekday_and_day,
    with_range,
)

MOST_EVENINGS = 3  # design choice: one page
MOST_STAGES = 3  # design choice: one page
MOST_OPEN = 4  # design choice: one page
MOST_CHAINS = 4  # design choice: one page
MOST_NAMES = 4  # design choice: so many people of one chain by name
LONGEST = 40  # design choice: longer names of people, events and openings are cut
_AN_HOUR = 60  # by definition

FOOTER = (
    "Made by the seeker, for this meeting. These numbers say what to expect of searches in "
    "general; they do not measure effort."
)
GOALS = {"offer": "an offer", "interview": "an interview", "conversation": "a talk inside"}
FOR = {
    Purpose.INTRODUCTION: "an introduction",
    Purpose.OPENING: "openings",
    Purpose.CONVERSATION: "a conversation",
    Purpose.REFERRAL: "a referral",
}
STAGES = {
    StageKind.APPLICATION: "applied for",
    StageKind.INTERVIEW: "interview for",
    StageKind.OFFER: "offer for",
    StageKind.REJECTION: "a no for",
    StageKind.ACCEPTANCE: "said yes to",
    StageKind.WITHDRAWAL: "withdrew from",
}
CAME = {
    Rung.NOTHING: "nothing to use yet",
    Rung.A_NAME: "a name",
    Rung.AN_OPENING: "an opening",
    Rung.AN_INTERVIEW: "an interview",
    Rung.AN_OFFER: "an offer",
}


class Names(StrEnum):
    """How the people she knows are told."""

    FULL = "full"
    INITIALS = "initials"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the seeker chose to show."""

    names: Names = Names.INITIALS
    numbers: bool = False
    marks: bool = False
    time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the page: a heading, a sentence, and a few lines."""

    title: str
    sentence: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """The page, word by word."""

    title: str
    day: str
    about: str
    parts: tuple[Part, ...]
    questions: tuple[str, ...]
    footer: str = FOOTER


def sheet_in_words(sheet: Sheet, shown: Shown) -> SheetWords:
    """The page for a meeting, as she chose to show it."""
    today = sheet.search.today
    teller = _Teller(sheet, shown)
    return SheetWords(
        title="For our meeting",
        day=f"{weekday_and_day(today, today=today)} {today.year}",
        about=teller.about(),
        parts=tuple(teller.parts()),
        questions=tuple(teller.question(talk) for talk in sheet.talks),
    )


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name.

    >>> initials("Mateusz Wiśniowski"), initials("Joost van den Akker"), initials("Ana")
    ('M. W.', 'J. A.', 'A.')
    """
    words = name.split()
    letters = [next((one for one in word if one.isalnum()), "") for word in (words[0], words[-1])]
    return " ".join(f"{one.upper()}." for one in letters[: len(words)] if one) or "?"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _time(minutes: int) -> str:
    hours, rest = divmod(minutes, _AN_HOUR)
    parts = [counted(hours, "hour")] * bool(hours) + [counted(rest, "minute")] * bool(rest)
    return listed(parts)


class _Teller:
    """Words the parts of one sheet."""

    def __init__(self, sheet: Sheet, shown: Shown) -> None:
        self.sheet, self.shown = sheet, shown
        self.ledger, self.today = sheet.search.ledger, sheet.search.today

    def name(self, person: str) -> str:
        told = self.ledger.person[person]
        if self.shown.names is Names.NONE:
            return "somebody"
        if self.shown.names is Names.INITIALS:
            return initials(told.name)
        return _short(told.name)

    def who(self, person: str) -> str:
        """Name and organization, where names are told at all."""
        place = self.ledger.person[person].organization
        if self.shown.names is not Names.FULL or place is None:
            return self.name(person)
        return f"{self.name(person)} ({_short(place)})"

    def day(self, day: date) -> str:
        return day_in_words(day, today=self.today)

    def about(self) -> str:
        search, begun = self.ledger.search, self.sheet.begun
        if begun is None:
            return "A search that is about to begin."
        weeks = (self.today - begun).days // 7
        long = f", {counted(weeks, 'week')}" if weeks else ""
        wanted = "work" if search is None or search.wanted is None else _short(search.wanted)
        goal = "" if search is None else f" Next goal: {GOALS[search.goal.value]}."
        return f"Looking for: {wanted}. Since {self.day(begun)}{long}.{goal}"

    def parts(self) -> Iterator[Part]:
        done = self.sheet.done
        yield Part(
            title=f"Since {self.day(self.sheet.since)}",
            sentence=self._done(),
            lines=(
                *(self._stage(kind, opening) for kind, opening in self._stages()),
                *_and_more(
                    len(done.stages) - MOST_STAGES,
                    "step with an employer",
                    "steps with an employer",
                ),
                *(self._evening(one) for one in done.evenings[-MOST_EVENINGS:]),
                *_and_more(len(done.evenings) - MOST_EVENINGS, "evening"),
            ),
        )
        yield self._open()
        yield self._chains()
        if self.sheet.foreseen is not None:
            yield Part(title="What to expect", sentence=self._expected(self.sheet.foreseen))

    def _done(self) -> str:
        done = self.sheet.done
        told = (
            (done.people, f"met {counted(done.people, 'person', 'people')}"),
            (done.asks, f"asked {counted(done.asks, 'time')}"),
            (done.promises, f"was promised something {counted(done.promises, 'time')}"),
            (done.refusals, f"heard no {counted(done.refusals, 'time')}"),
            (done.introductions, f"was introduced {counted(done.introductions, 'time')}"),
            (done.openings, f"heard of {counted(done.openings, 'opening')}"),
            (len(done.evenings), f"went to {counted(len(done.evenings), 'event')}"),
        )
        said = listed([words for many, words in told if many])
        first = f"I {said}." if said else "Not much was written down in this time."
        if not self.shown.time or not done.minutes:
            return first
        return f"{first} Time put in, as far as written down: {_time(done.minutes)}."

    def _stages(self) -> Sequence[tuple[str, Opening]]:
        latest = self.sheet.done.stages[-MOST_STAGES:]
        return [
            (f"{self.day(one.when.on)}: {STAGES[one.kind]}", opening) for one, opening in latest
        ]

    def _stage(self, said: str, opening: Opening) -> str:
        return f"{said} {self._opening(opening)}"

    def _opening(self, opening: Opening) -> str:
        title = f"“{_short(opening.title)}”"
        if self.shown.names is Names.NONE:
            return title
        return f"{title} at {_short(opening.organization)}"

    def _evening(self, one: Evening) -> str:
        start = f"{self.day(one.event.when.on)}: {_short(one.event.name)}"
        if one.debrief is None:
            return start
        talked = one.debrief.talked_to
        people = "" if talked is None else f", talked to {counted(talked, 'person', 'people')}"
        said = f"{start}: {CAME[one.debrief.rung]}{people}"
        if not self.shown.marks or one.yours is None:
            return said
        house = "" if one.house is None else f", the house: {one.house}"
        return f"{said} (my guess: {one.yours} of 100{house})"

    def _open(self) -> Part:
        asks = self.sheet.open_asks
        promised = sum(ask.status is AskStatus.PROMISED for ask in asks)
        if not asks:
            return Part(title="Open", sentence="No ask is open just now.")
        are = "is" if len(asks) == 1 else "are"
        without = len(asks) - promised
        said = [f"{promised} promised"] * bool(promised)
        said += [f"{without} without an answer yet"] * bool(without)
        return Part(
            title="Open",
            sentence=f"{counted(len(asks), 'ask')} {are} open: {listed(said)}."
            + " The latest:" * (len(asks) > MOST_OPEN),
            lines=(
                *(self._ask(ask) for ask in reversed(asks[-MOST_OPEN:])),
                *_and_more(len(asks) - MOST_OPEN, "ask"),
            ),
        )

    def _ask(self, ask: Ask) -> str:
        days = ask.silent_days(today=self.today)
        since = f"{counted(days, 'day')} ago" if days else "today"
        how = "promised" if ask.status is AskStatus.PROMISED else "asked"
        if how == "asked" and ask.replies:
            how = "replied"
        name = self.who(ask.of)
        return f"{name[:1].upper()}{name[1:]}, for {FOR[ask.purpose]}: {how} {since}"

    def _chains(self) -> Part:
        alive = self.sheet.street.alive
        if not alive:
            return Part(title="Chains", sentence="No chain is alive just now.")
        weak = sum(one.is_weak for one in alive)
        are = "is" if len(alive) == 1 else "are"
        has = "has" if weak == 1 else "have"
        more = f"; {weak} {has} a weak link" if weak else ""
        longest = sorted(alive, key=lambda one: -len(one.chain.asks))
        first = [one for one in alive if one.chain.status is not ChainStatus.WAITING]
        shown = list(dict.fromkeys([*first, *longest]))[:MOST_CHAINS]
        return Part(
            title="Chains",
            sentence=f"{counted(len(alive), 'chain')} {are} alive{more}.",
            lines=(
                *(self._chain(one) for one in shown),
                *_and_more(len(alive) - len(shown), "chain"),
            ),
        )

    def _chain(self, one: Stands) -> str:
        people = [ask.of for ask in one.chain.asks]
        if self.shown.names is Names.NONE:
            street = counted(len(set(people)), "person", "people")
        else:
            names = [self.name(person) for person in dict.fromkeys(people)]
            cut = ["…"] * (len(names) > MOST_NAMES)
            street = " → ".join([*cut, *names[-MOST_NAMES:]])
        return f"{street}: {self._stands(one)}"

    def _stands(self, one: Stands) -> str:
        chain, opening = one.chain, one.chain.opening
        days = counted(chain.tip.silent_days(today=self.today), "day")
        if chain.status is ChainStatus.WAITING:
            since = f"promised {days} ago"
            if chain.tip.status is AskStatus.SILENT:
                since = f"silent for {days}"
            if one.is_weak:
                return f"weak link, {since}"
            return f"waiting, {since}"
        where = "" if opening is None else f" ({self._opening(opening)})"
        if chain.status is ChainStatus.YOUR_TURN:
            return f"my turn{where or self._next(chain)}"
        return f"{chain.status.value}{where}"

    def _next(self, chain: Chain) -> str:
        known = chain.next_person is not None and self.shown.names is not Names.NONE
        return f" ({self.name(chain.next_person)})" if known and chain.next_person else ""

    def _expected(self, foreseen: Foreseen) -> str:
        forecast = foreseen.forecast
        keep, stop = forecast.keep.at(forecast.by), forecast.stop.at(forecast.by)
        heard, by = HEARD[forecast.goal.value], self.day(forecast.by)
        return (
            f"Of 100 searches like this one, {with_range(keep)} {heard} through people by {by} at "
            f"this pace, and {with_range(stop)} from what is under way alone. Most of the rates "
            "behind this are assumptions; the range says how little is known."
        )

    def question(self, talk: Talk) -> str:
        """A question worth talking about."""
        who = self.name(talk.people[0]) if talk.people else ""
        whose = f"{who[:1].upper()}{who[1:]}"
        event = "" if talk.event is None else _short(talk.event.name)
        day = "" if talk.event is None else self.day(talk.event.when.on)
        kind = "" if talk.purpose is None else FOR[talk.purpose]
        people = counted(talk.count, "person", "people")
        have = "has" if talk.count == 1 else "have"
        return {
            Topic.YOUR_TURN: f"{whose} is open to me and not asked yet. "
            "What would be a good first line?",
            Topic.WEAK_LINK: f"{whose} has gone quiet, which is about their week. "
            "Who else could open that door?",
            Topic.ONE_KIND: f"My last {talk.count} asks were all for {kind}. "
            "What else could I ask for?",
            Topic.COMING: f"{event} is on {day}. Whom could I look for there?",
            Topic.THANKS: f"{people} opened a door for me and {have} not had a thank-you. "
            "What came of it that I could tell?",
            Topic.UNASKED: f"I know {people} whom I have not asked for anything. "
            "Who would be glad to be asked?",
            Topic.OLD_FRIENDS: "Whom do I never ask because we are friends?",
            Topic.NO_NEW_DOOR: "Which door would I knock at first if nobody could say no?",
            Topic.NEXT_MONTH: "What would I like to have done when we meet next?",
        }[talk.topic]


def _and_more(many: int, what: str, whats: str = "") -> tuple[str, ...]:
    """How many are not told one by one; nothing where all are."""
    return (f"and {many} more {what if many == 1 else whats or what + 's'}",) if many > 0 else ()
