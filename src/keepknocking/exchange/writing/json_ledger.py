"""The ledger as JSON: every fact with every field, one fact a line, always in the same order.

It is the form for other programs, and reads back to the very same ledger. The shape is described
in `ledger.schema.json` beside this module, which is made from the facts themselves.

Reading is bounded: how many values a text can hold is counted before anything is made of it. Python
reads the whole text at once, so the largest costs a few hundred MiB and not more.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from keepknocking.exchange.found import FileUnreadable
from keepknocking.exchange.writing.json_values import NotThat, form_of, read_fields, shown
from keepknocking.ledger.ledger import TUPLE_OF, Ledger
from keepknocking.ledger.searches import Search

FORMAT = 1  # by definition: raised when an older program could misread what a newer one writes
HEAD = "keepknocking"
MOST_VALUES = 4_000_000  # numerical: about 300,000 facts, and less than 500 MiB while it is read
MOST_TEXT = 64 * 1024 * 1024  # characters, as of any text
_OPENING = ("[", "{", ",")
_KIND_OF: Mapping[str, type] = {name: kind for kind, name in TUPLE_OF.items()}
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_HALVES = re.compile("[\ud800-\udfff]")


class NoJsonLedger(FileUnreadable):
    """A text that is not a ledger in JSON."""

    def __init__(self, why: str) -> None:
        super().__init__(f"this is no ledger of Keep Knocking in JSON: {why}")


class JsonNewer(FileUnreadable):
    """A ledger in JSON that a newer program wrote."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"this ledger was written by a newer Keep Knocking (in format {number}, and {FORMAT} "
            "is known here): install the newer one"
        )


def write_json(ledger: Ledger, *, program: str) -> str:
    r"""The ledger as JSON; `program` is the version of whoever writes it.

    >>> print(write_json(Ledger(), program="0.1.0").partition(',\n"people"')[0])
    {
    "keepknocking": {"format": 1, "program": "0.1.0"},
    "search": null
    """
    return "".join(_pieces(ledger, program))


def _pieces(ledger: Ledger, program: str) -> Iterator[str]:
    yield f'{{\n"{HEAD}": {_in_json({"format": FORMAT, "program": program})},\n'
    yield f'"search": {_in_json(form_of(Search | None).write(ledger.search))}'
    for name, kind in _KIND_OF.items():
        write = form_of(kind).write
        lines = ",\n".join(_in_json(write(fact)) for fact in getattr(ledger, name))
        yield f',\n"{name}": [\n{lines}\n]' if lines else f',\n"{name}": []'
    yield "\n}\n"


def _in_json(value: object) -> str:
    text = _ENCODER.encode(value)
    return _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def is_json_ledger(start: bytes) -> bool:
    r"""Whether a file that begins so can be a ledger in JSON.

    >>> is_json_ledger(b'{\n"keepknocking": {"format": 1}}')
    True
    """
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"{") and text[1:].lstrip().startswith(f'"{HEAD}"'.encode())


def read_json(text: str) -> Ledger:
    """The ledger of a JSON text: the very one that was written.

    Raises
    ------
    NoJsonLedger, JsonNewer
        with one sentence: what was found, and where.
    """
    data = _parsed(text)
    _check_head(data)
    unknown = [name for name in data if name not in (HEAD, "search", *_KIND_OF)]
    if unknown:
        raise NoJsonLedger(f"it has a part {shown(unknown[0])}, which is not known")
    found: dict[str, Any] = {"search": _search(data.get("search"))}
    for name, kind in _KIND_OF.items():
        found[name] = tuple(_facts(name, kind, data.pop(name, [])))
    try:
        return Ledger(**found)
    except ValueError as error:
        raise NoJsonLedger(str(error)) from None


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > MOST_TEXT:
        raise NoJsonLedger(f"it has {len(text):,} characters, and {MOST_TEXT:,} can be read")
    values = sum(map(text.count, _OPENING)) + 1
    if values > MOST_VALUES:
        raise NoJsonLedger(f"it has about {values:,} values, and {MOST_VALUES:,} can be read")
    try:
        data = json.loads(
            text.removeprefix("\ufeff"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        raise NoJsonLedger(f"line {error.lineno:,}, column {error.colno:,}: {error.msg}") from None
    except RecursionError:
        raise NoJsonLedger("it has lists in lists without end") from None
    except ValueError as error:
        raise NoJsonLedger(str(error)) from None
    if not isinstance(data, dict):
        raise NoJsonLedger(f"it is {shown(data)}, and an object is wanted")
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, in which each name stands once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        ((twice, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the name {shown(twice)} stands twice in one object")
    return found


def _no_number(word: str) -> object:
    raise ValueError(f"{word} is no number")


def _check_head(data: Mapping[str, Any]) -> None:
    head = data.get(HEAD)
    if not isinstance(head, dict):
        raise NoJsonLedger(f'it has no "{HEAD}" with the number of its format')
    number = head.get("format")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise NoJsonLedger(f'"{HEAD}": the format is {shown(number)}, and {FORMAT} is wanted')
    if number > FORMAT:
        raise JsonNewer(number)
    for name in head:
        if name not in ("format", "program"):
            raise NoJsonLedger(f'"{HEAD}" has a field {shown(name)}, which is not known')


def _search(value: object) -> Search | None:
    try:
        search: Search | None = form_of(Search | None).read(value)
    except NotThat as wrong:
        raise _at("search", wrong) from None
    return search


def _facts(name: str, kind: type, value: object) -> Iterator[object]:
    if not isinstance(value, list):
        raise NoJsonLedger(f'"{name}": it says {shown(value)}, and a list is wanted')
    for number, one in enumerate(value, 1):
        try:
            yield kind(**read_fields(kind, one))
        except NotThat as wrong:
            raise _at(f"{name}, number {number:,}", wrong) from None
        except (ValueError, OverflowError) as error:
            raise NoJsonLedger(f"{name}, number {number:,}: {error}") from None


def _at(place: str, wrong: NotThat) -> NoJsonLedger:
    return NoJsonLedger(f"{', '.join([place, *reversed(wrong.place)])}: {wrong.why}")
