"""One-time tokens and the sessions that they open."""

import threading

import pytest

from keepknocking.server.gate import TOKEN_SECONDS, Gate


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def gate(watch: Watch) -> Gate:
    return Gate(now=watch.now)


def test_a_token_opens_once(gate: Gate) -> None:
    token = gate.new_token()
    session = gate.open(token)
    assert session is not None
    assert gate.is_open_to(session)
    assert gate.open(token) is None
    assert gate.is_open_to(session), "the second try does no harm to the first"


def test_what_was_never_given_out_opens_nothing(gate: Gate) -> None:
    gate.new_token()
    assert gate.open("") is None
    assert gate.open("Ana\udcff") is None
    assert not gate.is_open_to("")
    assert not gate.is_open_to(gate.new_token()), "a token is not a session"


def test_a_session_is_not_a_token(gate: Gate) -> None:
    session = gate.open(gate.new_token())
    assert session is not None
    assert gate.open(session) is None


def test_the_first_address_waits_as_long_as_it_takes(gate: Gate, watch: Watch) -> None:
    token = gate.new_token()
    watch.seconds += 100 * TOKEN_SECONDS
    assert gate.open(token) is not None


@pytest.mark.parametrize(("waited", "opened"), [(TOKEN_SECONDS, 1), (TOKEN_SECONDS + 1, 0)])
def test_a_later_address_is_good_for_ten_minutes(
    gate: Gate, watch: Watch, waited: float, opened: int
) -> None:
    gate.open(gate.new_token())
    late = gate.new_token()
    watch.seconds += waited
    assert [gate.open(late)].count(None) == 1 - opened


def test_two_browsers_can_be_let_in_by_two_addresses(gate: Gate) -> None:
    sessions = [gate.open(gate.new_token()) for _ in range(2)]
    assert len(set(sessions)) == 2
    assert all(session and gate.is_open_to(session) for session in sessions)


def test_of_many_who_bring_one_token_at_once_one_comes_in(gate: Gate) -> None:
    token = gate.new_token()
    opened: list[str | None] = []
    threads = [threading.Thread(target=lambda: opened.append(gate.open(token))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 16
    assert sum(session is not None for session in opened) == 1


def test_nothing_that_is_kept_would_let_anybody_in(gate: Gate) -> None:
    token, used = gate.new_token(), gate.new_token()
    session = gate.open(used)
    kept = repr(vars(gate))
    assert session
    assert not any(secret in kept for secret in (token, used, session))
