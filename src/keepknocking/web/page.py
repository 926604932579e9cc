"""What every page has: the banner of a made-up search, the line that says what was just done.

A deed is followed by a redirect to a page with `?done=NUMBER`; the page looks that deed up and
offers to undo it. So nothing is kept between two requests, and a reload writes nothing twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from keepknocking.services.history import deed_done
from keepknocking.services.own_ledger import OwnLedger
from keepknocking.web.desk import the_desk
from keepknocking.wording.facts import deed_in_words

_MOST_SHOWN = 2  # design choice: one line has room for so many facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Flash:
    """One line about what was just done, and where it is undone (empty: it cannot be)."""

    sentence: str
    undo_url: str = ""


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    section: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a template under `keepknocking/`, in its section of the street."""
    desk = the_desk()
    common = {
        "section": section,
        "sample": desk.sample,
        "flash": flash_of(request, desk.home),
    }
    return render(request, f"keepknocking/{template}", {**common, **context}, status=status)


def bare_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page that needs no ledger: it has no line of what was done, and no quick capture."""
    common = {"sample": the_desk().sample, "without_nav": True}
    return render(request, f"keepknocking/{template}", {**common, **context}, status=status)


def flash_of(request: HttpRequest, home: OwnLedger) -> Flash | None:
    """What the deed named in the address has done, if there is such a deed."""
    number = request.GET.get("done", "")
    if not number.isdecimal() or len(number) > 18:  # noqa: PLR2004 (numerical: a row's number)
        return None
    deed = deed_done(home, int(number))
    if deed is None:
        return None
    lines = [line for line in deed.told if not _is_of_the_house(line)]
    shown = "; ".join(lines[:_MOST_SHOWN]) or ("the house's guess" if deed.told else deed.kind)
    more = len(lines) - _MOST_SHOWN
    told = f"{shown}; and {more} more" if more > 0 else shown
    verb = deed_in_words(deed.kind, undoes_undoing=deed.puts_back)
    undo = "" if deed.is_undone else reverse("undo", args=[deed.number])
    return Flash(sentence=f"{verb}: {told}", undo_url=undo)


def _is_of_the_house(line: str) -> bool:
    """Whether the line tells what the house expects, which stays closed until it is opened."""
    return line.partition(" ")[2].startswith("house expects ")


def done(home: OwnLedger, back: str) -> HttpResponseRedirect:
    """After a deed: to the page the person came from (or today's), with what was done on it."""
    safe = back if is_own_path(back) else reverse("today")
    path, _, asked = safe.partition("?")
    query = QueryDict(asked, mutable=True)
    query["done"] = str(home.stored().revision)
    response = HttpResponseRedirect(f"{path}?{query.urlencode()}")
    response.status_code = 303
    return response


def is_own_path(path: str) -> bool:
    """Whether the path leads to a page of this house and nowhere else."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
