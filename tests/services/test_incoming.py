"""Files that wait: private, under random names, bounded, and gone after a day."""

import stat
import time
from io import BytesIO
from pathlib import Path

import pytest

from keepknocking.exchange.sources import TooMuch
from keepknocking.services import incoming
from keepknocking.services.incoming import (
    CannotHold,
    NotHeld,
    TooMuchWaits,
    drop,
    held,
    hold,
    opened,
    sweep,
)
from keepknocking.services.own_ledger import OwnLedger


def test_a_file_waits_under_a_token_for_its_owner_only(
    empty_home: OwnLedger, own_file: Path
) -> None:
    one = hold(BytesIO(b"first"), "../a.csv")
    both = hold(BytesIO(b"second"), "b.vcf", token=one.token)
    assert (both.names, both.size) == (("../a.csv", "b.vcf"), 11)
    assert held(one.token) == both
    with opened(one.token) as sources:
        assert [(each.name, each.bytes()) for each in sources] == [
            ("../a.csv", b"first"),
            ("b.vcf", b"second"),
        ]
    folder = own_file.parent / "incoming" / one.token
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert (modes, stat.S_IMODE(folder.stat().st_mode)) == ({0o600}, 0o700)
    assert empty_home.where == str(own_file)


@pytest.mark.parametrize("token", ["", "../../etc", "A" * 32, "0" * 32])
@pytest.mark.usefixtures("empty_home")
def test_an_unknown_token_is_refused(token: str) -> None:
    with pytest.raises(NotHeld, match="bring them in once more"), opened(token):
        pass


@pytest.mark.usefixtures("empty_home")
def test_what_was_dropped_is_gone() -> None:
    one = hold(BytesIO(b"first"), "a.csv")
    drop(one.token)
    with pytest.raises(NotHeld):
        held(one.token)


@pytest.mark.usefixtures("empty_home")
def test_what_waited_for_more_than_a_day_is_swept() -> None:
    assert sweep() == 0
    one = hold(BytesIO(b"first"), "a.csv")
    assert sweep() == 0
    assert sweep(now=time.time() + 90_000) == 1
    with pytest.raises(NotHeld):
        held(one.token)


@pytest.mark.usefixtures("empty_home")
def test_too_much_is_refused_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    one = hold(BytesIO(b"first"), "a.csv")
    monkeypatch.setattr(incoming, "MOST_BYTES", 20)
    with pytest.raises(TooMuchWaits, match="leave them first"):
        hold(BytesIO(b"x" * 30), "b.csv", token=one.token)
    monkeypatch.setattr(incoming, "LARGEST", 10)
    with pytest.raises(TooMuch, match=r"c\.csv"):
        hold(BytesIO(b"x" * 11), "c.csv", token=one.token)
    assert held(one.token).names == ("a.csv",)


@pytest.mark.usefixtures("empty_home")
def test_a_folder_that_cannot_be_made_is_said_plainly(own_file: Path) -> None:
    (own_file.parent / "incoming").write_text("in the way")
    with pytest.raises(CannotHold, match="nothing was brought in"):
        hold(BytesIO(b"first"), "a.csv")
