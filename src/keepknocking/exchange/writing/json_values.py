"""What one value of a fact is in JSON: how it is written, read, and described in a schema.

The rule is one: a fact is an object with the names of its fields. A day is `2026-03-02`, a time of
day `18:30`, a choice its word, a list a list. `Form` holds the three sides of one type together, so
that the writer, the reader and the schema cannot drift apart.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

Schema: TypeAlias = dict[str, Any]
_SHOWN = 40  # design choice: so many characters of a wrong value are shown


class NotThat(ValueError):
    """A value that cannot be what its place wants; `place` leads to it, innermost first."""

    def __init__(self, found: object, wanted: str) -> None:
        self.place: list[str] = []
        self.why = f"it says {shown(found)}, and {wanted} is wanted"
        super().__init__(self.why)


class NoSuchField(NotThat):
    """A field that no fact of its kind has, or one that is missing."""

    def __init__(self, why: str) -> None:
        super().__init__("", "")
        self.why = why


@dataclass(frozen=True, slots=True)
class Form:
    """One type in JSON."""

    write: Callable[[Any], object]
    read: Callable[[object], Any]
    schema: Schema


def shown(value: object) -> str:
    """A value as an error shows it: short, and in one line.

    >>> shown({"a": 1}), shown("x" * 50)
    ('an object', '"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"')
    """
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = ascii(value)[1:-1] if isinstance(value, str) and not value.isprintable() else str(value)
    text = text if len(text) < _SHOWN else f"{text[: _SHOWN - 1]}…"
    return f'"{text}"' if isinstance(value, str) else text


@cache
def form_of(kind: Any) -> Form:  # noqa: ANN401 - an annotation may be anything
    """The form of an annotation.

    >>> form_of(date).write(date(2026, 3, 2))
    '2026-03-02'
    """
    if isinstance(kind, UnionType):
        return _or_nothing(next(one for one in get_args(kind) if one is not NoneType))
    if get_origin(kind) is tuple:
        return _list(get_args(kind)[0])
    if isinstance(kind, type) and is_dataclass(kind):
        return _object(kind)
    if issubclass(kind, StrEnum):
        return _choice(kind)
    return _PLAIN[kind]


def read_fields(kind: type, value: object) -> dict[str, Any]:
    """The fields of an object, read; what may be left out may be missing.

    Raises
    ------
    NotThat
    """
    if not isinstance(value, dict):
        raise NotThat(value, "an object")
    forms = _fields_of(kind)
    for name in value:
        if name not in forms:
            raise NoSuchField(f"it has a field {shown(name)}, which is not known")
    found: dict[str, Any] = {}
    for name, (form, may_be_missing) in forms.items():
        if name in value:
            try:
                found[name] = form.read(value[name])
            except NotThat as wrong:
                wrong.place.append(f'"{name}"')
                raise
        elif not may_be_missing:
            raise NoSuchField(f'the field "{name}" is missing')
    return found


@cache
def _fields_of(kind: type[Any]) -> Mapping[str, tuple[Form, bool]]:
    hints = get_type_hints(kind)
    return {
        one.name: (form_of(hints[one.name]), one.default is not MISSING) for one in fields(kind)
    }


def _object(kind: type) -> Form:
    forms = _fields_of(kind)

    def write(fact: object) -> object:
        return {name: form.write(getattr(fact, name)) for name, (form, _) in forms.items()}

    def read(value: object) -> object:
        found = read_fields(kind, value)
        try:
            return kind(**found)
        except (ValueError, OverflowError) as error:
            raise NoSuchField(str(error)) from None

    schema = {
        "type": "object",
        "properties": {name: form.schema for name, (form, _) in forms.items()},
        "required": [name for name, (_, may_be_missing) in forms.items() if not may_be_missing],
        "additionalProperties": False,
    }
    return Form(write, read, schema)


def _or_nothing(kind: type) -> Form:
    form = form_of(kind)
    return Form(
        lambda value: None if value is None else form.write(value),
        lambda value: None if value is None else form.read(value),
        {"anyOf": [form.schema, {"type": "null"}]},
    )


def _list(kind: type) -> Form:
    form = form_of(kind)

    def read(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise NotThat(value, "a list")
        return tuple(form.read(one) for one in value)

    return Form(
        lambda values: [form.write(one) for one in values],
        read,
        {"type": "array", "items": form.schema},
    )


def _choice(kind: type[StrEnum]) -> Form:
    words = [member.value for member in kind]

    def read(value: object) -> StrEnum:
        if not isinstance(value, str) or value not in words:
            raise NotThat(value, f"one of {', '.join(words)}")
        return kind(value)

    return Form(lambda member: member.value, read, {"enum": words})


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise NotThat(value, "a text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        half = f"U+{ord(value[error.start]):04X}"
        raise NoSuchField(
            f"character {error.start + 1} is only half a character ({half})"
        ) from None
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotThat(value, "a whole number")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise NotThat(value, "a number")
    return value


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise NotThat(value, "true or false")
    return value


def _day(value: object) -> date:
    try:
        day = date.fromisoformat(_text(value))
    except ValueError:
        raise NotThat(value, "a day like 2026-03-02") from None
    if day.isoformat() != value:
        raise NotThat(value, "a day like 2026-03-02")
    return day


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError:
        raise NotThat(value, "a moment like 2026-03-02T18:30:00+01:00") from None
    if moment.tzinfo is None:
        raise NotThat(value, "a moment with its offset, like 2026-03-02T18:30:00+01:00")
    return moment


def _time_of_day(value: object) -> time:
    try:
        return time.fromisoformat(_text(value))
    except ValueError:
        raise NotThat(value, "a time like 18:30") from None


def _as_it_is(value: object) -> object:
    return value


_PLAIN: Mapping[Any, Form] = {
    str: Form(_as_it_is, _text, {"type": "string"}),
    int: Form(_as_it_is, _whole, {"type": "integer"}),
    float: Form(_as_it_is, _number, {"type": "number"}),
    bool: Form(_as_it_is, _yes_or_no, {"type": "boolean"}),
    date: Form(date.isoformat, _day, {"type": "string", "format": "date"}),
    datetime: Form(datetime.isoformat, _moment, {"type": "string", "format": "date-time"}),
    time: Form(
        lambda begins: begins.isoformat(timespec="minutes"),
        _time_of_day,
        {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    ),
}
