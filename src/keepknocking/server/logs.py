"""What the terminal is told of a mistake: its kind and its place, and nothing of anybody.

The words of an exception may quote what was read (a name, a note, a line of a story), and so may
the address of a page. A log is kept, pasted and mailed. So neither is written: only the kind of
each exception, from the last to the first cause, and the file, line and function that raised it.
"""

import logging
import traceback
from collections.abc import Iterator
from pathlib import PurePath
from types import TracebackType
from typing import Any

LOGGER = "keepknocking.server"


class PlaceOnly(logging.Formatter):
    """Formats a record as time, level, logger and place, whatever its message says."""

    def format(self, record: logging.LogRecord) -> str:
        """One line without any of the words that the record was made with."""
        error = record.exc_info[1] if record.exc_info else None
        where = kinds_and_places(error) if error else f"{record.module}:{record.lineno}"
        status = getattr(record, "status_code", None)
        answered = f" ({status})" if status else ""
        when = self.formatTime(record, "%Y-%m-%d %H:%M:%S")
        return f"{when} {record.levelname} {record.name}{answered}: {where}"


class OnlyMistakes(logging.Filter):
    """Leaves out that a page was answered with a refusal, which its reader has been told."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is told."""
        return record.name != "django.request" or bool(record.exc_info)


def kinds_and_places(error: BaseException) -> str:
    """The kinds of an exception and of its causes, each with the place that raised it.

    >>> try:
    ...     int("Ana Reyes")
    ... except ValueError as error:
    ...     kinds_and_places(error).partition(" at ")[0]
    'ValueError'
    """
    told = (f"{type(each).__name__} at {_place(each.__traceback__)}" for each in _causes(error))
    return "; caused by ".join(dict.fromkeys(told))


def note_exception(error: BaseException) -> None:
    """Tell the terminal of an exception that a page has answered for."""
    logging.getLogger(LOGGER).error("", exc_info=error)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        yield cause
        seen.add(id(cause))
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _place(trace: TracebackType | None) -> str:
    frames = traceback.extract_tb(trace)
    if not frames:
        return "an unknown place"
    last = frames[-1]
    ours = next((frame for frame in reversed(frames) if "keepknocking" in frame.filename), last)
    place = f"{_short(ours.filename)}:{ours.lineno} in {ours.name}"
    within = f", within {_short(last.filename)}:{last.lineno}" if last is not ours else ""
    return place + within


def _short(filename: str) -> str:
    """The end of a path: where a program is installed may name its user."""
    return "/".join(PurePath(filename).parts[-2:])


def logging_settings() -> dict[str, Any]:
    """Errors to the error stream, by kind and place; nothing about requests that went well."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"place": {"()": PlaceOnly}},
        "filters": {"mistakes": {"()": OnlyMistakes}},
        "handlers": {
            "terminal": {
                "class": "logging.StreamHandler",
                "formatter": "place",
                "filters": ["mistakes"],
                "level": "ERROR",
            }
        },
        "loggers": {
            name: {"handlers": ["terminal"], "level": "ERROR", "propagate": False}
            for name in ("django", "waitress", "waitress.queue", LOGGER)
        },
    }
