"""The ledger as JSON: the same each time, the very same back, and bad JSON in one sentence."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keepknocking.exchange.found import FileUnreadable
from keepknocking.exchange.writing import json_ledger
from keepknocking.exchange.writing.json_ledger import is_json_ledger, read_json, write_json
from keepknocking.exchange.writing.json_schema import kept_schema, ledger_schema, written_schema
from keepknocking.exchange.writing.json_values import form_of, shown
from keepknocking.ledger.events import Event
from keepknocking.ledger.ledger import TUPLE_OF, Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import Person

DAY = When(date(2026, 3, 2))
ANA = Person(id="ana-reyes", name="Ana Reyes", known=DAY)
HEAD = '{"keepknocking": {"format": 1, "program": "0.1.0"}'
NOON = "2026-03-02T12:00"
WHEN = '{"on": "2026-03-02"}'
TOO_SOON = f'"asked": {WHEN}, "answer": {{"kind": "promised", "when": {{"on": "2026-03-01"}}}}'
ANA_IN_JSON = '{"id": "ana", "name": "Ana", "known": {"on": "2026-03-02"}}'
often = settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def exactly(ledger: Ledger) -> str:
    """All of a ledger, with what `==` does not look at: offsets, and 8 for 8.0."""
    return repr(ledger)


def test_what_is_written_is_read_again(ledgers: st.SearchStrategy[Ledger]) -> None:
    @often
    @given(ledgers)
    def holds(ledger: Ledger) -> None:
        text = write_json(ledger, program="0.1.0")
        again = read_json(text)
        assert again == ledger
        assert exactly(again) == exactly(ledger)
        assert write_json(again, program="0.1.0") == text
        assert is_json_ledger(text.encode())

    holds()


def test_every_fact_has_a_line_with_every_field(ledgers: st.SearchStrategy[Ledger]) -> None:
    @often
    @given(ledgers)
    def holds(ledger: Ledger) -> None:
        text = write_json(ledger, program="0.1.0")
        lines = [line.rstrip(",") for line in text.split("\n")]
        facts = [fact for name in TUPLE_OF.values() for fact in getattr(ledger, name)]
        alone = [json.loads(line) for line in lines if line.startswith("{") and line != "{"]
        assert len(alone) == len(facts)
        for said, fact in zip(alone, facts, strict=True):
            assert list(said) == list(fact.__dataclass_fields__)

    holds()


def test_it_begins_with_its_format_and_program() -> None:
    said = json.loads(write_json(Ledger(people=(ANA,)), program="0.1.0"))
    assert list(said)[:3] == ["keepknocking", "search", "people"]
    assert said["keepknocking"] == {"format": 1, "program": "0.1.0"}
    assert said["people"] == [
        {
            "id": "ana-reyes",
            "name": "Ana Reyes",
            "known": {"on": "2026-03-02", "recorded_at": None},
            "organization": None,
            "role": None,
        }
    ]


def test_what_may_be_missing_may_be_left_out() -> None:
    text = f'\ufeff{HEAD}, "people": [{ANA_IN_JSON}]}}'
    assert read_json(text) == Ledger(people=(Person(id="ana", name="Ana", known=DAY),))
    assert read_json(f"{HEAD}}}") == Ledger()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "line 1, column 1: Expecting value"),
        ('{"keepknocking": ', "line 1, column 18: Expecting value"),
        ("[]", "it is a list, and an object is wanted"),
        ("3", "it is 3, and an object is wanted"),
        ("{}", 'it has no "keepknocking" with the number of its format'),
        ('{"keepknocking": {"format": true}}', '"keepknocking": the format is true, and 1'),
        ('{"keepknocking": {"format": 0}}', "the format is 0, and 1 is wanted"),
        ('{"keepknocking": {"format": 1, "x": 1}}', 'has a field "x", which is not known'),
        ('{"keepknocking": {"format": 2}}', "newer Keep Knocking (in format 2, and 1 is known"),
        (f'{HEAD}, "dogs": []}}', 'it has a part "dogs", which is not known'),
        (f'{HEAD}, "people": {{}}}}', '"people": it says an object, and a list is wanted'),
        (f'{HEAD}, "people": [3]}}', "people, number 1: it says 3, and an object is wanted"),
        (f'{HEAD}, "people": [{{"x": 1}}]}}', 'number 1: it has a field "x", which is not known'),
        (f'{HEAD}, "people": [{{}}]}}', 'people, number 1: the field "id" is missing'),
        (
            f'{HEAD}, "people": [{ANA_IN_JSON}, {ANA_IN_JSON}]}}',
            "two persons have the id 'ana'",
        ),
        (
            f'{HEAD}, "people": [{ANA_IN_JSON.replace("Ana", " ")}]}}',
            "people, number 1: every person needs a name",
        ),
        (
            f'{HEAD}, "people": [{ANA_IN_JSON.replace("2026-03-02", "2 March")}]}}',
            'people, number 1, "known", "on": it says "2 March", and a day like 2026-03-02',
        ),
        (
            f'{HEAD}, "people": [{ANA_IN_JSON.replace("2026-03-02", "20260302")}]}}',
            'it says "20260302", and a day like 2026-03-02 is wanted',
        ),
        (
            f'{HEAD}, "people": [{ANA_IN_JSON.replace(chr(34) + "Ana" + chr(34), "7")}]}}',
            'people, number 1, "name": it says 7, and a text is wanted',
        ),
        (
            f'{HEAD}, "people": [{ANA_IN_JSON.replace("Ana", chr(92) + "ud800")}]}}',
            '"name": character 1 is only half a character (U+D800)',
        ),
        (f'{HEAD}, "search": []}}', "search: it says a list, and an object is wanted"),
        (
            f'{HEAD}, "search": {{"started": {{"on": "2026-03-02"}}, "goal": "fame"}}}}',
            'search, "goal": it says "fame", and one of conversation, interview, offer is wanted',
        ),
        (
            f'{HEAD}, "search": {{"started": {{"on": "2026-03-02"}}, "hours_a_week": "8"}}}}',
            'search, "hours_a_week": it says "8", and a number is wanted',
        ),
        (
            f'{HEAD}, "search": {{"started": {{"on": "2026-03-02"}}, "hours_a_week": -8}}}}',
            "search: the hours a week must be above zero, not -8",
        ),
        (
            f'{HEAD}, "search": {{"started": {{"on": "2026-03-02", "recorded_at": "noon"}}}}}}',
            'it says "noon", and a moment like 2026-03-02T18:30:00+01:00 is wanted',
        ),
        (
            f'{HEAD}, "search": {{"started": {{"on": "2026-03-02", "recorded_at": "{NOON}"}}}}}}',
            "a moment with its offset",
        ),
        (f'{HEAD}, "notes": [{{"text": NaN}}]}}', "NaN is no number"),
        (f'{HEAD}, "notes": [], "notes": []}}', 'the name "notes" stands twice in one object'),
        (f'{HEAD}, "notes": {"[" * 100_000}', "it has lists in lists without end"),
        (f'{HEAD}, "notes": [{"9" * 5000}]}}', "Exceeds the limit (4300 digits)"),
        (
            f'{HEAD}, "efforts": [{{"minutes": -{"9" * 400}, "when": {{"on": "2026-03-02"}}}}]}}',
            "efforts, number 1: int",
        ),
        (
            f'{HEAD}, "efforts": [{{"minutes": true, "when": {{"on": "2026-03-02"}}}}]}}',
            '"minutes": it says true, and a whole number is wanted',
        ),
        (
            f'{HEAD}, "contact_rules": [{{"person": "ana", "allowed": 1, "when": null}}]}}',
            '"allowed": it says 1, and true or false is wanted',
        ),
        (
            f'{HEAD}, "expectations": [{{"event": "fair", "by": "seeker", "dots": 3}}]}}',
            '"dots": it says 3, and a list is wanted',
        ),
        (
            f'{HEAD}, "events": [{{"id": "f", "name": "F", "when": {WHEN}, "begins": "late"}}]}}',
            'events, number 1, "begins": it says "late", and a time like 18:30 is wanted',
        ),
        (
            f'{HEAD}, "asks": [{{"id": "a", "of": "ana", "purpose": "opening", {TOO_SOON}}}]}}',
            "asks, number 1: an answer on 2026-03-01 comes before the ask",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_value_and_place(text: str, sentence: str) -> None:
    with pytest.raises(FileUnreadable) as refused:
        read_json(text)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_text_with_more_values_than_can_be_read_is_refused_before_it_is_parsed() -> None:
    people = "[" + "{}," * 4_000_000 + "{}]"
    with pytest.raises(FileUnreadable, match=r"about 8,0.* values, and 4,000,000 can be read"):
        read_json(f'{HEAD}, "people": {people}}}')


def test_a_text_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_ledger, "MOST_TEXT", 60)
    with pytest.raises(FileUnreadable, match="it has 71 characters, and 60 can be read"):
        read_json(f"{HEAD}{' ' * 20}}}")


def _nested(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    names = st.sampled_from(["id", "name", "known", "on", "started", "x"])
    return st.lists(values, max_size=3) | st.dictionaries(names, values, max_size=4)


@settings(deadline=None, max_examples=300)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), _nested))
def test_no_json_is_read_with_any_other_error(value: object) -> None:
    said = {"keepknocking": {"format": 1}, "people": [value], "search": value}
    for data in (value, {**said, "search": None}, {**said, "people": []}):
        try:
            read_json(json.dumps(data))
        except FileUnreadable as refused:
            assert len(str(refused)) < 400  # noqa: PT017 (the length of any sentence)


def test_the_schema_in_the_package_is_up_to_date() -> None:
    assert kept_schema() == written_schema()


def test_the_schema_says_what_the_writer_does() -> None:
    schema = ledger_schema()
    said = json.loads(write_json(Ledger(people=(ANA,)), program="0.1.0"))
    assert list(schema["properties"]) == list(said)
    assert schema["$defs"]["person"]["required"] == ["id", "name", "known"]
    assert list(schema["$defs"]["person"]["properties"]) == list(said["people"][0])
    assert schema["$defs"]["person"]["properties"]["known"] == {"$ref": "#/$defs/when"}
    assert schema["$defs"]["ask"]["properties"]["nudges"]["items"] == {"$ref": "#/$defs/when"}


def test_half_a_character_is_written_and_not_read() -> None:
    text = write_json(Ledger(people=(Person(id="a", name="A\ud800", known=DAY),)), program="0")
    assert "\\ud800" in text
    with pytest.raises(FileUnreadable, match="only half a character"):
        read_json(text)


def test_values_are_shown_short_and_in_one_line() -> None:
    assert shown("a\nb") == '"a\\nb"'
    assert shown(None) == "null"
    assert shown(1.5) == "1.5"
    assert len(shown("x" * 100)) == 42


def test_a_time_of_day_has_no_seconds() -> None:
    event = Event(id="fair", name="Fair", when=DAY)
    assert form_of(Event).write(event)["begins"] is None  # type: ignore[index]
