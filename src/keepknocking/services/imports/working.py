"""An import at work: in a thread of its own, one at a time, seen from outside and stopped.

Nothing of it outlives the program. Whatever ends the work early leaves the ledger as it was, since
an import is one transaction.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import connection

from keepknocking.services.imports.doing import ImportReport
from keepknocking.services.imports.planning import Progress, Stopped


class State(StrEnum):
    """How far the work is."""

    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


class AtWork(ValueError):
    """Another import that is not done yet."""

    def __init__(self) -> None:
        super().__init__("another import is at work: wait until it is done, or stop it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the work stands: `done` of `total` things looked at.

    `is_writing` once all were, when it cannot be stopped any more; `report` when it is finished,
    `error` when it failed.
    """

    token: str
    state: State
    done: int = 0
    total: int = 0
    is_writing: bool = False
    is_stopping: bool = False
    report: ImportReport | None = None
    error: Exception | None = None


Doing = Callable[[Progress], ImportReport]


class ImportWork:
    """The one import that is at work, or the last one that was."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._standing: Standing | None = None
        self._thread: threading.Thread | None = None

    def start(self, token: str, do: Doing) -> None:
        """Begin the work for the files under a token.

        Raises
        ------
        AtWork
        """
        with self._lock:
            if self._standing is not None and self._standing.state is State.RUNNING:
                raise AtWork
            self._standing = Standing(token=token, state=State.RUNNING)
            self._thread = threading.Thread(
                target=self._run, args=(do,), name="import", daemon=True
            )
            self._thread.start()

    def standing(self, token: str) -> Standing | None:
        """Where the work for a token stands; None where it is not the latest work."""
        with self._lock:
            found = self._standing
        return found if found is not None and found.token == token else None

    def stop(self, token: str) -> None:
        """Stop the work for a token the next time it says how far it is."""
        with self._lock:
            found = self._standing
            if found is not None and found.token == token and found.state is State.RUNNING:
                self._standing = replace(found, is_stopping=True)

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the work is done."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _run(self, do: Doing) -> None:
        try:
            report = do(self._progress)
        except Stopped:
            self._put(state=State.STOPPED)
        except Exception as error:  # noqa: BLE001 (whatever it is, the reader is owed an answer)
            self._put(state=State.FAILED, error=error)
        else:
            self._put(state=State.FINISHED, report=report)
        finally:
            connection.close()

    def _progress(self, done: int, total: int) -> None:
        with self._lock:
            found = self._standing
            if found is None or found.is_stopping:
                raise Stopped
            is_writing = done >= total
            if not is_writing:
                found = replace(found, done=done, total=total)
            self._standing = replace(found, is_writing=is_writing)

    def _put(self, **more: object) -> None:
        with self._lock:
            if self._standing is not None:
                self._standing = replace(self._standing, **more)  # type: ignore[arg-type]


THE_WORK = ImportWork()
"""The work of this process."""
