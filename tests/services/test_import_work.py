"""The look before an import and the import at work: kept once, stopped, and never two at a time."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from keepknocking.exchange.found import FileUnreadable
from keepknocking.services import incoming
from keepknocking.services.imports import looking
from keepknocking.services.imports.doing import ImportReport, carry_out
from keepknocking.services.imports.looking import (
    Chosen,
    choose,
    chosen,
    forget,
    look_at,
    taken_up,
)
from keepknocking.services.imports.planning import Progress, preview
from keepknocking.services.imports.plans import Choices, Kind
from keepknocking.services.imports.reading import read_for_import
from keepknocking.services.imports.working import AtWork, ImportWork, State
from keepknocking.services.incoming import Arriving, CannotHold, NotHeld, hold, note, noted
from keepknocking.services.own_ledger import OwnLedger

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
TODAY = NOW.date()
PEOPLE = b"Name,Email\nAna Reyes,ana@example.org\nBen Ode,ben@example.org\n"
NOBODY = b"A,B\nx7,y8\nx9,z1\n"
RUBBISH = b"\xff\xd8\0\0" * 50


@pytest.fixture
def token(empty_home: OwnLedger) -> str:
    """A table of two people that waits."""
    del empty_home
    return hold(BytesIO(PEOPLE), "people.csv").token


class Counted:
    """A function that counts how often it is called."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.count = 0

    def __call__(self, *said: Any, **more: Any) -> Any:  # noqa: ANN401 (whatever it takes)
        self.count += 1
        return self.function(*said, **more)


def test_what_waits_is_read_once_and_planned_once_for_every_state_of_the_ledger(
    empty_home: OwnLedger, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, planned = Counted(read_for_import), Counted(preview)
    monkeypatch.setattr(looking, "read_for_import", read)
    monkeypatch.setattr(looking, "preview", planned)
    first = look_at(empty_home, token, today=TODAY, now=NOW)
    assert look_at(empty_home, token, today=TODAY, now=NOW) is first
    assert (read.count, planned.count) == (1, 1)
    empty_home.record(("2026-03-02 met Cleo Diaz",), today=TODAY, recorded_at=NOW)
    assert look_at(empty_home, token, today=TODAY, now=NOW).incoming is first.incoming
    assert (read.count, planned.count) == (1, 2)
    columns = {"people.csv": {"column 2": "not used"}}
    choose(token, Chosen(choices=Choices(columns=columns)))
    look_at(empty_home, token, today=TODAY, now=NOW)
    assert (read.count, planned.count) == (2, 3)


def test_choices_are_kept_beside_the_files(token: str) -> None:
    assert chosen(token) == Chosen()
    said = Chosen(
        choices=Choices(
            kinds=frozenset({Kind.EVENT}),
            items=frozenset({"a"}),
            series=frozenset({"b"}),
            bring_back=frozenset({"c"}),
            columns={"people.csv": {"column 1": "name"}},
        ),
        troubles=("large.csv is too large.",),
    )
    choose(token, said)
    assert chosen(token) == said
    choose(token, Chosen())
    assert chosen(token) == Chosen()


def test_what_is_taken_up_leaves_no_plan(empty_home: OwnLedger, token: str) -> None:
    found = taken_up(empty_home, token, today=TODAY, now=NOW)
    assert len(found.reads[0].people) == 2
    assert not empty_home.kept("the look before an import")


def test_of_a_table_with_nobody_in_it_the_columns_are_told(empty_home: OwnLedger) -> None:
    token = hold(BytesIO(NOBODY), "list.csv").token
    hold(BytesIO(RUBBISH), "photo.jpg", token=token)
    hold(BytesIO(b"one\ntwo\n"), "one.txt", token=token)
    found = look_at(empty_home, token, today=TODAY, now=NOW)
    assert found.plan is None
    assert "list.csv has no column" in found.trouble
    assert [name for name, _ in found.tables] == ["list.csv"]
    with pytest.raises(FileUnreadable, match="no column"):
        taken_up(empty_home, token, today=TODAY, now=NOW)


def test_a_saved_ledger_that_cannot_be_read_is_told(empty_home: OwnLedger) -> None:
    token = hold(BytesIO(b'{"format": "keepknocking ledger", "version": 99}'), "a.json").token
    found = look_at(empty_home, token, today=TODAY, now=NOW)
    assert found.plan is None
    assert found.trouble


def test_what_does_not_wait_cannot_be_looked_at(empty_home: OwnLedger) -> None:
    with pytest.raises(NotHeld):
        look_at(empty_home, "0" * 32, today=TODAY, now=NOW)
    forget(empty_home)


# files that come piece by piece


def test_a_file_waits_only_once_it_is_whole(empty_home: OwnLedger, own_file: Path) -> None:
    del empty_home
    token = incoming.new_token()
    arriving = Arriving("people.csv", token=token)
    arriving.write(PEOPLE)
    with pytest.raises(NotHeld):
        incoming.held(token)
    arriving.keep()
    assert incoming.held(token).names == ("people.csv",)
    other = Arriving("b.csv", token=token)
    other.write(b"x")
    other.give_up()
    assert incoming.held(token).names == ("people.csv",)
    Arriving("c.csv", token="1" * 32).give_up()
    assert [path.name for path in (own_file.parent / "incoming").iterdir()] == [token]


class Full(BytesIO):
    """A file on a full disk."""

    def write(self, *_said: object) -> int:
        raise OSError(28, "No space left on device")


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the disk be full from now on."""
    return lambda: monkeypatch.setattr(incoming, "_private", lambda _: Full())


def test_a_piece_that_has_no_room_gives_the_file_up(
    token: str, full_disk: Callable[[], None]
) -> None:
    full_disk()
    arriving = Arriving("b.csv", token=token)
    with pytest.raises(CannotHold, match="nothing was brought in"):
        arriving.write(b"x")
    assert incoming.held(token).names == ("people.csv",)


def test_a_name_that_has_no_room_gives_the_file_up(
    token: str, full_disk: Callable[[], None], own_file: Path
) -> None:
    arriving = Arriving("b.csv", token=token)
    full_disk()
    with pytest.raises(CannotHold, match="nothing was brought in"):
        arriving.keep()
    folder = own_file.parent / "incoming" / token
    assert len(list(folder.iterdir())) == 2


def test_a_note_that_has_no_room_leaves_the_one_before(
    token: str, full_disk: Callable[[], None]
) -> None:
    note(token, "before")
    full_disk()
    with pytest.raises(CannotHold, match="nothing was brought in"):
        note(token, "words")
    assert noted(token) == "before"


# at work


@pytest.fixture
def work() -> Iterator[ImportWork]:
    """Work that is over at the end."""
    made = ImportWork()
    yield made
    made.wait(20)


def test_the_work_is_seen_from_outside(empty_home: OwnLedger, token: str, work: ImportWork) -> None:
    seen = []

    def do(progress: Progress) -> ImportReport:
        found = taken_up(empty_home, token, today=TODAY, now=NOW)
        progress(1, 2)
        seen.append(work.standing(token))
        progress(2, 2)
        seen.append(work.standing(token))
        return carry_out(empty_home, found, at=NOW, today=TODAY, progress=progress)

    assert work.standing(token) is None
    work.wait()
    work.start(token, do)
    work.wait(20)
    first, second = seen
    assert first is not None
    assert second is not None
    assert (first.done, first.total, first.is_writing) == (1, 2, False)
    assert second.is_writing
    done = work.standing(token)
    assert done is not None
    assert done.state is State.FINISHED
    assert done.report is not None
    assert done.report.number == 1
    assert work.standing("another") is None


def test_one_at_a_time_and_stopped_at_the_next_step(work: ImportWork) -> None:
    began, may_go_on = threading.Event(), threading.Event()

    def do(progress: Progress) -> ImportReport:
        progress(0, 2)
        began.set()
        assert may_go_on.wait(20)
        progress(1, 2)
        raise AssertionError

    work.start("a", do)
    assert began.wait(20)
    with pytest.raises(AtWork, match="another import is at work"):
        work.start("b", do)
    work.stop("b")
    work.stop("a")
    standing = work.standing("a")
    assert standing is not None
    assert standing.is_stopping
    may_go_on.set()
    work.wait(20)
    standing = work.standing("a")
    assert standing is not None
    assert standing.state is State.STOPPED
    work.stop("a")
    work.start("b", do)
    work.stop("b")


def test_what_goes_wrong_is_kept(work: ImportWork) -> None:
    error = ValueError("this file is broken")

    def do(_progress: Progress) -> ImportReport:
        raise error

    work.start("a", do)
    work.wait(20)
    standing = work.standing("a")
    assert standing is not None
    assert (standing.state, standing.error) == (State.FAILED, error)
