"""What the page of an import at work shows: how far it is, or how it ended."""

from dataclasses import dataclass

from django.urls import reverse

from keepknocking.services.imports.working import Standing, State
from keepknocking.store.opening import LedgerUnusable
from keepknocking.web.forms.facts import sentence

_OURS = (
    "Something went wrong in the program, and not by anything you did. The terminal says where it "
    "happened."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPage:
    """The work as it stands; `total` is empty while it is not known."""

    url: str
    preview_url: str
    headline: str
    sentence: str
    done: str
    total: str
    is_running: bool
    may_stop: bool
    is_here_already: bool


def work_page(standing: Standing) -> WorkPage:
    """The page of the work."""
    headline, said = _words(standing)
    return WorkPage(
        url=reverse("import_working", args=[standing.token]),
        preview_url=reverse("import_preview", args=[standing.token]),
        headline=headline,
        sentence=said,
        done=str(standing.done) if standing.total else "",
        total=str(standing.total) if standing.total and not standing.is_writing else "",
        is_running=standing.state is State.RUNNING,
        may_stop=not standing.is_writing and not standing.is_stopping,
        is_here_already=standing.state is State.FINISHED,
    )


def _words(standing: Standing) -> tuple[str, str]:
    if standing.state is State.FINISHED:
        return (
            "Nothing changed.",
            "All of it is here already, or was left out. Nothing was written.",
        )
    if standing.state is State.STOPPED:
        return "Stopped.", "Nothing was written. The files still wait, if you want to go on later."
    if standing.state is State.FAILED:
        return "This was not brought in.", f"{_why(standing.error)} Nothing was written."
    return "It is being brought in.", _progress(standing)


def _progress(standing: Standing) -> str:
    if standing.is_writing:
        return "All of it was looked at, and is being written down. This takes a few seconds."
    if standing.is_stopping:
        return "It stops at the next step."
    if standing.total:
        return f"{standing.done:,} of {standing.total:,} looked at."
    return "The files are being read."


def _why(error: Exception | None) -> str:
    if isinstance(error, LedgerUnusable | ValueError):
        return sentence(error)
    return _OURS
