"""Who is who: the index of people against plain loops over the ledger and its neighbours."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection

import keepknocking.cli
from keepknocking.chains.silences import silences
from keepknocking.ledger.asks import Ask, AskStatus
from keepknocking.ledger.ledger import TUPLE_OF, Ledger, references_of, when_of
from keepknocking.ledger.people import Person
from keepknocking.ledger.story.reading import read_story
from keepknocking.services.agenda import ThingKind, agenda
from keepknocking.services.facts import turns_held
from keepknocking.services.lines import lines_about
from keepknocking.services.own_ledger import Address, Decided, OwnLedger
from keepknocking.services.people import Order, PeopleIndex, Standing, people_index
from keepknocking.services.person import NobodyThere, Way, acquaintance_of, gather, path_to
from keepknocking.services.questions import Question
from keepknocking.services.rates import load_rates
from keepknocking.store.opening import make_ledger

TODAY = date(2026, 6, 8)
NOW = datetime(2026, 6, 8, 8, 30, tzinfo=UTC)
SAM = Path(keepknocking.cli.__file__).with_name("sam.story")


def held(story: str) -> OwnLedger:
    """The seeker's own ledger with a story in it."""
    read = read_story(story)
    assert not read.problems
    make_ledger()
    home = OwnLedger()
    home.change("story", lambda _: Decided(ledger=read.ledger, told=()), at=NOW)
    return home


@pytest.fixture(scope="module")
def kept() -> dict[str, bytes]:
    """The ledger of the made-up search as a file, once it has been made."""
    return {}


@pytest.fixture
def sam(own_file: Path, kept: dict[str, bytes]) -> OwnLedger:
    """Fourteen weeks of a made-up search."""
    if not kept:
        held(SAM.read_text(encoding="utf-8"))
        connection.close()
        kept["sam"] = own_file.read_bytes()
    else:
        own_file.parent.mkdir(mode=0o700)
        own_file.touch(mode=0o600)
        own_file.write_bytes(kept["sam"])
    return OwnLedger()


@pytest.fixture
def index(sam: OwnLedger) -> PeopleIndex:
    return people_index(sam, today=TODAY)


def everything(ledger: Ledger) -> list[object]:
    return [fact for name in TUPLE_OF.values() for fact in getattr(ledger, name)]


def names(index: PeopleIndex, words: str = "", **more: Standing | Order) -> list[str]:
    standing = more.get("standing", Standing.EVERYBODY)
    order = more.get("order", Order.NAME)
    assert isinstance(standing, Standing)
    assert isinstance(order, Order)
    found = index.find(words, standing=standing, order=order)
    return [index.ledger.person[person].name for person in found.people]


def test_the_facts_about_each_person_are_those_that_name_her(index: PeopleIndex) -> None:
    for person in index.ledger.people:
        named = {
            id(fact)
            for fact in everything(index.ledger)
            if fact is person or ("person", person.id) in references_of(fact)
        }
        found = index.facts_about(person.id)
        assert found[0] is person
        assert len(found) == len({id(fact) for fact in found})
        assert {id(fact) for fact in found} == named


def test_every_fact_lies_where_the_ledger_says(sam: OwnLedger, index: PeopleIndex) -> None:
    for fact in everything(index.ledger):
        assert index.places.of(fact) == sam.address_of(fact)
    for ask in index.ledger.asks:
        expected = [
            (turn.fact, Address(turn.table, turn.row, turn.version))
            for turn in turns_held(sam, ask)
        ]
        assert list(index.places.turns_of(ask)) == expected


def test_what_is_not_in_the_ledger_lies_nowhere(index: PeopleIndex) -> None:
    ask = index.ledger.asks[0]
    stranger = Person(id="nobody", name="Nobody", known=ask.asked)
    unmade = Ask(id="unmade", of=ask.of, purpose=ask.purpose, asked=ask.asked)
    assert index.places.of(stranger) is None
    assert index.places.turns_of(unmade) == ()


def test_the_index_is_made_once_until_something_is_written(sam: OwnLedger) -> None:
    before = people_index(sam, today=TODAY)
    assert people_index(sam, today=TODAY) is before
    sam.record(("met Ana Reyes",), today=TODAY, recorded_at=NOW)
    after = people_index(sam, today=TODAY)
    assert after is not before
    assert "Ana Reyes" in names(after)


def test_each_standing_is_what_a_loop_over_the_asks_finds(index: PeopleIndex) -> None:
    ledger = index.ledger
    silent = {ask.of for ask in ledger.asks if ask.status is AskStatus.SILENT}
    promised = {ask.of for ask in ledger.asks if ask.status is AskStatus.PROMISED}
    asked = {ask.of for ask in ledger.asks}
    for standing, expected in (
        (Standing.WAITING, silent),
        (Standing.PROMISED, promised),
        (Standing.NEVER_ASKED, {person.id for person in ledger.people} - asked),
    ):
        found = index.find("", standing=standing, order=Order.NAME)
        assert set(found.people) == expected
        assert found.counts[standing] == len(expected)


def test_thanks_are_owed_and_turns_taken_as_the_day_s_list_says(
    sam: OwnLedger, index: PeopleIndex
) -> None:
    day = agenda(Question(home=sam, today=TODAY)).things
    owed = {thing.person: thing.day for thing in day if thing.kind is ThingKind.THANK}
    turns = {thing.person: thing.day for thing in day if thing.kind is ThingKind.YOUR_TURN}
    assert owed.items() <= index.thanks_owed.items()
    assert index.your_turn == {who: on for who, on in turns.items() if who} != {}
    assert set(index.thanks_owed) == {
        "caoimhe-ni-laoire",
        "dafydd-prys-owain",
        "mateusz-wisniowski",
        "niamh-o-hanrahan",
        "putri-wulansari",
        "xiomara-quispe-roldan",
    }


def test_words_are_looked_for_everywhere_and_all_of_them(index: PeopleIndex) -> None:
    assert names(index, "hall planner") == ["Þórdís Hallvarðsdóttir"]
    assert names(index, "THORDIS") == ["Þórdís Hallvarðsdóttir"]
    assert names(index, "o’hanrahan") == ["Niamh O'Hanrahan"]  # noqa: RUF001
    assert names(index, "wisniowski broker") == ["Mateusz Wiśniowski"]
    assert names(index, "hall nobody") == []
    counts = index.find("planner", standing=Standing.WAITING, order=Order.NAME).counts
    assert counts[Standing.EVERYBODY] == len(names(index, "planner"))
    assert counts[Standing.WAITING] == len(names(index, "planner", standing=Standing.WAITING))


def test_the_latest_first_are_in_the_order_of_their_latest_fact(index: PeopleIndex) -> None:
    def last(person: str) -> date:
        days = [when_of(fact).on for fact in index.facts_about(person)]
        for ask in index.ledger.asks_of(person):
            days += [when.on for when in (*ask.nudges, *ask.replies)]
            days += [ask.answer.when.on] if ask.answer else []
            days += [ask.fulfilment.on] if ask.fulfilment else []
        return max(days)

    found = index.find("", standing=Standing.EVERYBODY, order=Order.LATEST).people
    days = [last(person) for person in found]
    assert days == sorted(days, reverse=True)
    assert names(index)[:3] == ["Aigerim Bekova", "Aino Kettunranta", "Arjun Mukhopadhyay"]


def test_each_silence_alone_says_what_it_says_among_all(sam: OwnLedger, index: PeopleIndex) -> None:
    among_all = {one.ask.id: one for one in silences(index.ledger, load_rates(None), today=TODAY)}
    alone = {
        one.ask.id: one
        for person in index.ledger.people
        for one in gather(sam, person.id, today=TODAY).silences
    }
    assert alone == among_all
    assert len(alone) == 12


@pytest.mark.parametrize(
    ("person", "way"),
    [
        ("caoimhe-ni-laoire", Way.WELL),
        ("aino-kettunranta", Way.SLIGHTLY),
        ("aigerim-bekova", Way.NOT_YET),
        ("rosaria-d-ambrogio", Way.MET),
        ("niamh-o-hanrahan", Way.INTRODUCED),
        ("joost-van-den-akker", Way.KNOWN_TO),
        ("min-ah-gwak", Way.HOPED_FOR),
        ("eleni-papadimou", Way.LISTED),
    ],
)
def test_how_the_seeker_came_to_know_somebody(index: PeopleIndex, person: str, way: Way) -> None:
    assert acquaintance_of(index, person).way is way


def test_the_thread_leads_back_to_the_first_who_opened_a_door(sam: OwnLedger) -> None:
    kwabena = gather(sam, "kwabena-darkwah", today=TODAY)
    assert kwabena.path == ("mateusz-wisniowski", "niamh-o-hanrahan")
    assert kwabena.led_to == ()
    niamh = gather(sam, "niamh-o-hanrahan", today=TODAY)
    assert niamh.led_to == ("kwabena-darkwah",)
    assert gather(sam, "sione-latukolo", today=TODAY).path == ("xiomara-quispe-roldan",)
    bence = gather(sam, "bence-halmagyi", today=TODAY)
    assert [opening.title for opening in bence.openings] == ["Depot planner"]


def test_people_who_led_to_each_other_make_no_endless_thread(own_file: Path) -> None:
    del own_file
    home = held(
        "2026-03-02 person Ana\n2026-03-02 person Ben\n"
        "2026-03-03 Ana introduced me to Ben\n2026-03-03 Ben introduced me to Ana\n"
        "2026-03-04 Ben introduced me to Chen\n"
    )
    index = people_index(home, today=TODAY)
    assert path_to(index, "ana") == ("ben",)
    assert path_to(index, "chen") == ("ana", "ben")


def test_nobody_is_not_gathered(sam: OwnLedger) -> None:
    with pytest.raises(NobodyThere, match="there is nobody 'zoe' in the ledger"):
        gather(sam, "zoe", today=TODAY)


def test_the_lines_about_somebody_are_in_the_order_of_days(
    sam: OwnLedger, index: PeopleIndex
) -> None:
    lines = lines_about(index, "yusuf-al-najjari")
    assert [line.words for line in lines if line.address and line.address.table == "turns"] == [
        "Yusuf al-Najjari promised",
        "nudged Yusuf al-Najjari",
    ]
    days = [line.day for line in lines]
    assert days == sorted(days)
    assert all(line.address is not None for line in lines)
    del sam


def test_what_came_later_is_not_told_on_an_earlier_day(sam: OwnLedger) -> None:
    earlier = people_index(sam, today=date(2026, 3, 22))
    words = [line.words for line in lines_about(earlier, "yusuf-al-najjari")]
    assert "Yusuf al-Najjari promised" not in words
    assert earlier.places.of(earlier.ledger.ask["yusuf-al-najjari-2026-03-20"]) is not None
