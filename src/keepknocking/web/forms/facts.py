"""The form of one fact: a field for each of its own fields, made from the fact itself.

What is not touched stays exactly as it is, whatever a browser makes of line ends and spaces. The
moment of recording is not a field: it is what it is. Nor are the numbers of the house.
"""

from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, replace
from datetime import date, datetime, time
from enum import StrEnum
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_type_hints

from django import forms

from keepknocking.ledger.asks import Ask, Introduction, OutOfOrder
from keepknocking.ledger.events import RUNGS, Event, NotPositive
from keepknocking.ledger.expectations import Expectation, Speaker
from keepknocking.ledger.ledger import REFERENCES_IN, WHEN_OF, Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.openings import Opening
from keepknocking.ledger.people import EmptyDetail, EmptyName, Person
from keepknocking.ledger.searches import Correction, Note
from keepknocking.services.amending import NotYet, moved
from keepknocking.services.finding import NotFound, SeveralFound
from keepknocking.services.references import meant, names_of
from keepknocking.store.translate import Turn, TurnKind
from keepknocking.web.forms.events import clock_field
from keepknocking.web.forms.fact_words import HELP, LABELS, NOT_SAID, WORDS_OF
from keepknocking.wording.asks import what_for
from keepknocking.wording.phrases import day_in_words

MOST_LISTED = 300  # design choice: longer lists of names are not put into a page
LARGEST_NUMBER = 999_999_999  # numerical: no number of a story is longer
_ANSWERS = (TurnKind.PROMISED, TurnKind.DECLINED)
_LEFT_OUT = {
    Ask: ("replies", "nudges", "answer", "fulfilment"),
    Expectation: ("by", "model"),
    Turn: ("ask",),
}
"""What is no field of the form: facts of their own, or nobody's to change."""
_LONG = ((Note, "text"), (Correction, "was"), (Correction, "now"))
_NAMED = {
    (Person, "name"): "person",
    (Event, "name"): "event",
    (Opening, "title"): "opening",
    (Opening, "organization"): "organization",
}
DOTS = tuple(f"dots_{number}" for number in range(len(RUNGS)))
_AT: Mapping[type[ValueError], tuple[str, ...]] = MappingProxyType(
    {
        NotPositive: ("minutes", "hours_a_week", "talked_to"),
        EmptyName: ("name", "title"),
        EmptyDetail: ("value",),
        NotYet: ("when", "known", "asked", "made", "since", "started"),
        OutOfOrder: ("until", "closed", "when", "asked"),
    }
)
"""The fields at which an error of the ledger is shown: the first of them that the fact has."""


class ReferenceField(forms.CharField):
    """Somebody or something of the ledger, by name; its value is the id."""

    def __init__(self, names: Mapping[str, str], kind: str, **more: Any) -> None:  # noqa: ANN401 (Django's own)
        """A field for one of the names; they are offered where they are not too many."""
        super().__init__(**more)
        self.names = names
        self.kind = kind
        self.widget.attrs["autocomplete"] = "off"
        if len(names) <= MOST_LISTED:
            self.widget.attrs["list"] = list_of(kind)

    def clean(self, value: Any) -> str | None:  # noqa: ANN401 (Django's own)
        """The id that the words mean."""
        words = super().clean(value)
        if not words:
            return None
        try:
            return meant(self.names, self.kind, words)
        except (NotFound, SeveralFound) as error:
            raise forms.ValidationError(sentence(error)) from None


class FactForm(forms.Form):
    """The fields of one fact; `changed` is the fact that they make."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        fact: Any,  # noqa: ANN401 (as many kinds as nouns)
        ledger: Ledger,
        *,
        today: date,
        version: int,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        """The fields of `fact`; `version` is the one that she sees."""
        super().__init__(data, initial={"version": version})
        self.was = fact
        self.ledger = ledger
        self.today = today
        self.names: dict[str, Mapping[str, str]] = {}
        hints = get_type_hints(type(fact))
        for field in _in_order(fact):
            for name, made in self._made(field.name, hints[field.name]):
                made.label = made.label or LABELS[type(fact), field.name]
                made.help_text = HELP.get((type(fact), field.name), "")
                self.fields[name] = made

    @property
    def dots(self) -> tuple[forms.BoundField, ...]:
        """The fields of the dots, of a guess."""
        return tuple(self[name] for name in DOTS if name in self.fields)

    @property
    def others(self) -> tuple[forms.BoundField, ...]:
        """All other fields that are seen."""
        return tuple(self[name] for name in self.fields if name not in ("version", *DOTS))

    def lists(self) -> Mapping[str, tuple[str, ...]]:
        """The names to choose from, where they are not too many, by the id of their list."""
        return {
            list_of(kind): tuple(names.values())
            for kind, names in self.names.items()
            if len(names) <= MOST_LISTED
        }

    def changed(self, *, at: datetime) -> Any:  # noqa: ANN401 (as many kinds as nouns)
        """The fact as the fields say it.

        Raises
        ------
        ValueError
            the ledger's own, where the fact does not hold by itself.
        """
        made: dict[str, Any] = {}
        for field in self.others:
            was, said = getattr(self.was, field.name), self.cleaned_data[field.name]
            is_long = (type(self.was), field.name) in _LONG
            if not _is_same(was, said, is_long=is_long):
                made[field.name] = self._value(field.name, was, said, at=at)
        if DOTS[0] in self.fields:
            made["dots"] = tuple(self.cleaned_data[name] for name in DOTS)
        return replace(self.was, **made)

    def refuse(self, error: ValueError) -> None:
        """Show what the ledger refuses: at its field where it is about one, or above the form."""
        wanted = next((names for kind, names in _AT.items() if isinstance(error, kind)), ())
        self.add_error(
            next((name for name in wanted if name in self.fields), None), sentence(error)
        )

    def _made(self, name: str, hint: object) -> Iterator[tuple[str, forms.Field]]:
        kind, optional = _kind(hint)
        value = getattr(self.was, name)
        if name == "dots":
            yield from _dots(value)
        elif name in REFERENCES_IN.get(type(self.was), {}):
            yield name, self._reference(name, value, optional=optional)
        elif kind is When:
            yield name, _day(value, optional=optional)
        elif kind is bool or issubclass(kind, StrEnum):
            members = _ANSWERS if kind is TurnKind else None
            yield name, _choice(kind, value, optional=optional, members=members)
        elif kind is time:
            yield name, clock_field(initial=value)
        elif issubclass(kind, int | float):
            yield name, _number(kind, value, optional=optional)
        else:
            yield name, _text((type(self.was), name), value, optional=optional)

    def _reference(self, name: str, value: str | None, *, optional: bool) -> forms.Field:
        kind = REFERENCES_IN[type(self.was)][name]
        if kind == "ask":
            return forms.ChoiceField(choices=self._asks(value), initial=value, required=False)
        if kind not in self.names:
            self.names[kind] = names_of(self.ledger, kind)
        initial = "" if value is None else self.names[kind][value]
        return ReferenceField(self.names[kind], kind, initial=initial, required=not optional)

    def _asks(self, value: str | None) -> list[tuple[str, str]]:
        """The asks of whoever did it: what came may have come of one of them."""
        by = self.was.by if isinstance(self.was, Introduction) else self.was.told_by
        asks = [] if by is None else list(self.ledger.asks_of(by))
        if value is not None and all(ask.id != value for ask in asks):
            asks.append(self.ledger.ask[value])
        words = [(ask.id, self._ask_in_words(ask)) for ask in asks]
        return [("", "nothing you asked for"), *words]

    def _ask_in_words(self, ask: Ask) -> str:
        name = self.ledger.person[ask.of].name
        day = day_in_words(ask.asked.on, today=self.today)
        return f"what you asked {name} {what_for(self.ledger, ask)} on {day}"

    def _value(self, name: str, was: Any, said: Any, *, at: datetime) -> Any:  # noqa: ANN401 (as many kinds as fields)
        """What a field says, as the fact keeps it."""
        kind, optional = _kind(get_type_hints(type(self.was))[name])
        if said is None or (said == "" and optional):
            return None
        if kind is When:
            return When(said, at) if was is None else moved(was, said, at=at)
        if kind is bool:
            return said == "yes"
        if issubclass(kind, StrEnum):
            return kind(said)
        if kind is str and (type(self.was), name) not in _LONG:
            return " ".join(said.split())
        return _line_ends(said) if kind is str else said


def list_of(kind: str) -> str:
    """The id of the list of names of one kind."""
    return f"known-{kind}"


def has_fields(fact: object) -> bool:
    """Whether there is anything to change; what the house has said stays as it was said."""
    return not (isinstance(fact, Expectation) and fact.by is Speaker.HOUSE)


def sentence(error: Exception) -> str:
    """The words of an error, as a sentence.

    >>> sentence(ValueError("the disk is full"))
    'The disk is full.'
    """
    words = str(error)
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith((".", "?")) else ".")


def _in_order(fact: Any) -> list[Field[Any]]:  # noqa: ANN401 (as many kinds as nouns)
    """The fields to show, the day first."""
    own = "when" if isinstance(fact, Turn) else WHEN_OF[type(fact)]
    left_out = ("id", *_LEFT_OUT.get(type(fact), ()))
    if isinstance(fact, Turn) and fact.kind not in _ANSWERS:
        left_out = (*left_out, "kind")
    shown = [field for field in fields(fact) if field.name not in left_out]
    return sorted(shown, key=lambda field: field.name != own)


def _kind(hint: object) -> tuple[Any, bool]:
    """The type of a field, and whether it may be empty."""
    kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    return kinds[0], type(None) in kinds


def _is_same(was: object, said: object, *, is_long: bool) -> bool:
    """Whether a field says what stood there already, as far as a browser can say it."""
    if isinstance(was, When):
        return was.on == said
    if isinstance(was, bool):
        return was == (said == "yes")
    if isinstance(was, str) and isinstance(said, str):
        return _line_ends(was) == _line_ends(said) if is_long else was.split() == said.split()
    return was == said or (was is None and said == "")


def _day(value: When | None, *, optional: bool) -> forms.Field:
    return forms.DateField(
        initial=None if value is None else value.on,
        required=not optional,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": "This is not a day: write it like 2026-03-02.",
            "required": "Say on which day: write it like 2026-03-02.",
        },
    )


def _dots(dots: tuple[int, ...]) -> Iterator[tuple[str, forms.Field]]:
    for name, rung, number in zip(DOTS, RUNGS, dots, strict=True):
        label = str(rung).capitalize()
        yield name, _number(int, number, optional=False, label=label, min_value=0)


def _choice(
    kind: Any,  # noqa: ANN401 (a kind of choice)
    value: Any,  # noqa: ANN401 (one of them)
    *,
    optional: bool,
    members: tuple[StrEnum, ...] | None,
) -> forms.Field:
    words = WORDS_OF[kind]
    kept = words if members is None else [str(member) for member in members]
    choices = [(word, words[word]) for word in kept]
    if optional:
        choices.insert(0, ("", NOT_SAID))
    if kind is bool:
        value = "yes" if value else "no"
    return forms.ChoiceField(choices=choices, initial=value and str(value), required=not optional)


def _number(kind: type, value: float | None, *, optional: bool, **more: Any) -> forms.Field:  # noqa: ANN401 (Django's own)
    made = forms.FloatField if kind is float else forms.IntegerField
    return made(initial=value, required=not optional, max_value=LARGEST_NUMBER, **more)


def _text(field: tuple[type, str], value: str | None, *, optional: bool) -> forms.Field:
    is_long = field in _LONG
    return forms.CharField(
        initial=value,
        required=not optional,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput(),
        error_messages={"required": sentence(_needed(field))},
    )


def _needed(field: tuple[type, str]) -> ValueError:
    """What to say where a text may not be empty."""
    if field in _NAMED:
        return EmptyName(_NAMED[field])
    return ValueError("a few words are needed here; to have it away altogether, take it out below")


def _line_ends(text: str) -> str:
    """Text with the line ends of the ledger: forms send both signs of a typewriter."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
