"""The JSON Schema of a ledger in JSON, made from the facts themselves.

The file `ledger.schema.json` beside this module holds it; a test says when it is behind. To make it
anew, write there what `written_schema` returns.
"""

import json
from importlib.resources import files

from keepknocking.exchange.writing.json_ledger import FORMAT, HEAD
from keepknocking.exchange.writing.json_values import Schema, form_of
from keepknocking.ledger.ledger import TUPLE_OF
from keepknocking.ledger.moments import When
from keepknocking.ledger.searches import Search

FILE = "ledger.schema.json"
_WHEN = {"$ref": "#/$defs/when"}


def ledger_schema() -> Schema:
    """The schema, in the 2020-12 draft of JSON Schema."""
    kinds = {fact.__name__.lower(): fact for fact in TUPLE_OF}
    names = {name: fact.__name__.lower() for fact, name in TUPLE_OF.items()}
    when = form_of(When).schema
    head = {
        "type": "object",
        "properties": {"format": {"const": FORMAT}, "program": {"type": "string"}},
        "required": ["format"],
        "additionalProperties": False,
    }
    parts: Schema = {
        HEAD: head,
        "search": _with_when(form_of(Search | None).schema, when),
        **{
            name: {"type": "array", "items": {"$ref": f"#/$defs/{kind}"}}
            for name, kind in names.items()
        },
    }
    defined = {kind: _with_when(form_of(fact).schema, when) for kind, fact in kinds.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A ledger of Keep Knocking",
        "type": "object",
        "properties": parts,
        "required": [HEAD],
        "additionalProperties": False,
        "$defs": {"when": when, **defined},
    }


def written_schema() -> str:
    """The schema as the file holds it."""
    return json.dumps(ledger_schema(), indent=1) + "\n"


def kept_schema() -> str:
    """The schema in the file."""
    return files(__package__).joinpath(FILE).read_text("utf-8")


def _with_when(schema: Schema, when: Schema) -> Schema:
    """The schema with a reference in the place of each day with its moment."""
    if schema == when:
        return _WHEN
    changed = dict(schema)
    if "properties" in schema:
        changed["properties"] = {
            name: _with_when(one, when) for name, one in schema["properties"].items()
        }
    if "items" in schema:
        changed["items"] = _with_when(schema["items"], when)
    if "anyOf" in schema:
        changed["anyOf"] = [_with_when(one, when) for one in schema["anyOf"]]
    return changed
