"""What the page of one person shows: how things stand, what can be done, and every fact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from keepknocking.chains.silences import Silence
from keepknocking.ledger.asks import AskStatus
from keepknocking.ledger.people import ContactRule, Tie, TieStrength
from keepknocking.services.lines import ToldLine, lines_about
from keepknocking.services.person import Gathered
from keepknocking.web.contexts.people import door_of, person_url
from keepknocking.web.contexts.reach import WayToHer, fact_url, ways_to
from keepknocking.web.contexts.silences import (
    AskDeeds,
    OpenAsk,
    RateLine,
    Reason,
    longest,
    open_asks,
    picture_of,
    rates_behind,
    reasons,
)
from keepknocking.web.forms.person import DEEDS, DeedForm
from keepknocking.web.pictures.chain_picture import door_words
from keepknocking.web.pictures.doors import DoorState, door, mini_door
from keepknocking.web.pictures.tables import Picture
from keepknocking.web.words import ago, apart, how_known, who_is
from keepknocking.wording.asks import what_for
from keepknocking.wording.phrases import counted, day_in_words, of_100

MOST_LINES = 60  # design choice: so many of the latest lines, until all are asked for
CONTACT = ("contact", "Add a way to reach them", "Keep it")
KNOWN = {
    TieStrength.CLOSE: "well",
    TieStrength.ACQUAINTANCE: "slightly",
    TieStrength.STRANGER: "not yet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The first sentence: words, the house's number on its plate (or none), more words."""

    before: str
    plate: str = ""
    url: str = ""
    after: str = ""
    lede: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One door of a thread, or one acquaintance."""

    name: str
    url: str
    words: str
    door: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that can be written down, with its form."""

    deed: str
    summary: str
    button: str
    form: DeedForm
    is_open: bool
    is_refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How to reach her, and the form for one way more."""

    ways: tuple[WayToHer, ...]
    deed: Deed


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fact as a plain line, and where it is mended (empty: it cannot be)."""

    day: str
    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """The page of one person."""

    name: str
    who: str
    known: str
    url: str
    kept_url: str
    change_url: str
    headline: Headline
    picture: Picture | None
    door: SafeString
    may_contact: bool
    thanks: str
    today: str
    opens: tuple[OpenAsk, ...]
    came: tuple[str, ...]
    deeds: tuple[Deed, ...]
    is_refused: bool
    refused: DeedForm | None
    reach: Reach
    path: tuple[Stop, ...]
    here: Stop
    led_to: tuple[Stop, ...]
    knows: tuple[Stop, ...]
    known_to: tuple[Stop, ...]
    lines: tuple[Line, ...]
    earlier: int
    reasons: tuple[Reason, ...]
    rates: tuple[RateLine, ...]


def person_page(
    gathered: Gathered,
    *,
    refused: tuple[str, DeedForm] | None = None,
    is_whole: bool = False,
) -> PersonPage:
    """Everything about one person, or, unless `is_whole`, only the latest of many lines.

    `refused` is a deed that could not be done, with its form.
    """
    index, person = gathered.index, gathered.index.ledger.person[gathered.person]
    told = lines_about(index, person.id)
    first = 0 if is_whole else max(len(told) - MOST_LINES, 0)
    opens, deeds = open_asks(gathered, refused=refused), tuple(_deeds(gathered, refused))
    reach = Reach(ways=tuple(ways_to(gathered)), deed=_deed(gathered, refused, CONTACT))
    return PersonPage(
        name=person.name,
        who=who_is(person),
        known=how_known(gathered.acquaintance, index.ledger, today=index.today),
        url=person_url(person),
        kept_url=reverse("kept", args=[person.id]),
        change_url=fact_url(index.places.of(person)),
        headline=_headline(gathered),
        picture=picture_of(gathered),
        door=door(door_of(index, person.id)),
        may_contact=gathered.may_contact,
        thanks=_thanks(gathered),
        today=index.today.isoformat(),
        opens=opens,
        came=tuple(_came(gathered)),
        deeds=deeds,
        is_refused=refused is not None,
        refused=_loose(refused, (reach.deed, *deeds, *(one.deeds for one in opens))),
        reach=reach,
        path=tuple(_stop(gathered, one) for one in gathered.path),
        here=_stop(gathered, person.id),
        led_to=tuple(_led_to(gathered)),
        knows=tuple(_tie(gathered, tie.to, tie) for tie in gathered.knows),
        known_to=tuple(_tie(gathered, tie.of, tie) for tie in gathered.known_to if tie.of),
        lines=tuple(_line(line, today=index.today) for line in told[first:]),
        earlier=first,
        reasons=reasons(gathered),
        rates=rates_behind(gathered),
    )


def _loose(
    refused: tuple[str, DeedForm] | None, deeds: Iterable[Deed | AskDeeds]
) -> DeedForm | None:
    """The form that was refused, where no deed of the page shows it."""
    is_shown = any(deed.is_refused for deed in deeds)
    return None if refused is None or is_shown else refused[1]


def _headline(gathered: Gathered) -> Headline:
    """How things stand with her, in one sentence."""
    index = gathered.index
    name = apart(index.ledger.person[gathered.person].name)
    if not gathered.may_contact:
        return _at_peace(gathered, name)
    if gathered.your_turn_since is not None:
        since = day_in_words(gathered.your_turn_since, today=index.today)
        lede = f"This door has stood open since {since}. Ask, and write it down below."
        return Headline(before=f"It is your turn with {name}.", lede=lede)
    if gathered.silences:
        return _quiet(gathered, name)
    if gathered.helped_on is not None:
        day = day_in_words(gathered.helped_on, today=index.today)
        owed = gathered.thanks_owed_since is not None
        lede = "" if owed else "A door that has opened once is worth another knock."
        return Headline(before=f"{name} opened a door for you on {day}.", lede=lede)
    if gathered.asks:
        lede = "That is an answer too. Who said no to one thing may well know another."
        return Headline(before=f"{name} said no.", lede=lede)
    lede = "An ask takes a few minutes, and you only need one yes."
    return Headline(before=f"You have not asked {name} for anything yet.", lede=lede)


def _at_peace(gathered: Gathered, name: str) -> Headline:
    rules = gathered.index.of_kind(gathered.person, ContactRule, "person")
    since = day_in_words(rules[-1].when.on, today=gathered.index.today)
    lede = f"You wrote that down on {since}. What has been said and done stays here."
    return Headline(before=f"You leave {name} in peace.", lede=lede)


def _quiet(gathered: Gathered, name: str) -> Headline:
    """The longest silence, and what it says."""
    silence = longest(gathered.silences)
    today, days = gathered.index.today, counted(silence.silent_days, "day")
    if silence.ask.status is AskStatus.PROMISED:
        before = f"{name} promised {ago(silence.ask.waiting_since, today=today)}."
        before, after = f"{before} Of 100 promises this quiet,", "are never kept."
    else:
        before = f"{name} has been quiet for {days}. Of 100 asks this quiet,"
        after = "never answer."
    return Headline(
        before=before,
        plate=of_100(silence.never.mean),
        url=f"#why-{gathered.silences.index(silence) + 1}",
        after=after,
        lede=f"{_due(silence, today=today)} Silence is about their week, not about you.",
    )


def _due(silence: Silence, *, today: date) -> str:
    """What there is to do about a silence."""
    due = silence.nudge_due_on
    if due > today:
        return f"No need to write before {day_in_words(due, today=today)}."
    if silence.nudged:
        return "You have nudged already: one kind line more, or let it rest and go round."
    return "A kind line is due now."


def _thanks(gathered: Gathered) -> str:
    """That thanks are owed, in a sentence; nothing where none are."""
    if gathered.thanks_owed_since is None:
        return ""
    day = day_in_words(gathered.thanks_owed_since, today=gathered.index.today)
    name = apart(gathered.index.ledger.person[gathered.person].name)
    is_said = not gathered.silences and gathered.your_turn_since is None
    why = "That" if is_said else f"What {name} did for you on {day}"
    return f"{why} is worth a thank-you. It takes two minutes."


def _came(gathered: Gathered) -> Iterator[str]:
    """What came of the asks that are no longer open, one sentence each."""
    ledger, today = gathered.index.ledger, gathered.index.today
    for ask in gathered.asks:
        if ask.is_open or ask.answer is None:
            continue
        asked = day_in_words(ask.asked.on, today=today)
        done = ask.fulfilment or ask.answer.when
        end = "a no" if ask.status is AskStatus.DECLINED else "done"
        day = day_in_words(done.on, today=today)
        yield apart(f"You asked {what_for(ledger, ask)} on {asked}: {end} on {day}.")


def _deeds(gathered: Gathered, refused: tuple[str, DeedForm] | None) -> Iterator[Deed]:
    """What can be written down of a person whatever is open."""
    told = (
        ("asked", "I asked them for something", "Write down the ask"),
        ("talked", "We met or talked", "Write it down"),
        ("introduced", "They introduced me to somebody", "Write it down"),
        ("told-of", "They told me of an opening", "Write it down"),
        ("knows", "They know somebody", "Write it down"),
        ("note", "A note about them", "Keep the note"),
    )
    for words in told:
        if words[0] != "asked" or gathered.may_contact:
            yield _deed(gathered, refused, words)


def _deed(
    gathered: Gathered, refused: tuple[str, DeedForm] | None, words: tuple[str, str, str]
) -> Deed:
    deed, summary, button = words
    is_it = refused is not None and refused[0] == deed and not refused[1].data.get("ask")
    form = refused[1] if is_it and refused else _fresh(gathered, deed)
    is_next = deed == "asked" and refused is None and gathered.your_turn_since is not None
    return Deed(
        deed=deed,
        summary=summary,
        button=button,
        form=form,
        is_open=is_it or is_next,
        is_refused=is_it,
    )


def _fresh(gathered: Gathered, deed: str) -> DeedForm:
    return DEEDS[deed](today=gathered.index.today, place=deed)


def _stop(gathered: Gathered, person: str, words: str = "") -> Stop:
    index = gathered.index
    state = door_of(index, person)
    found = index.ledger.person[person]
    return Stop(
        name=found.name,
        url=person_url(found),
        words=words or who_is(found) or door_words(state),
        door=mini_door(state=state),
    )


def _led_to(gathered: Gathered) -> Iterator[Stop]:
    """The people and the openings that she led to."""
    for person in gathered.led_to:
        yield _stop(gathered, person)
    for opening in gathered.openings:
        yield Stop(
            name=opening.title,
            url=reverse("chains"),
            words=f"an opening at {apart(opening.organization)}",
            door=mini_door(state=DoorState.LIT),
        )


def _tie(gathered: Gathered, person: str, tie: Tie) -> Stop:
    who = who_is(gathered.index.ledger.person[person])
    known = KNOWN[tie.strength]
    return _stop(gathered, person, f"{known}; {who}" if who else known)


def _line(line: ToldLine, *, today: date) -> Line:
    return Line(
        day=day_in_words(line.day, today=today),
        words=apart(line.words),
        url=fact_url(line.address),
    )
