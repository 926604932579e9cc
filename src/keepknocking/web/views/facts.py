"""One fact: seen, changed, taken out. Nothing is written over what another window has written."""

import re
from dataclasses import replace
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from keepknocking.services.facts import (
    ChangedInBetween,
    FactGone,
    SeenFact,
    change_fact,
    remove_fact,
    seen_fact,
)
from keepknocking.services.own_ledger import NamedElsewhere
from keepknocking.store.opening import LedgerUnusable
from keepknocking.web.contexts.facts import fact_page
from keepknocking.web.desk import the_desk
from keepknocking.web.forms.facts import FactForm, has_fields, sentence
from keepknocking.web.page import done
from keepknocking.web.page import page as page_of
from keepknocking.web.problem_pages import CHANGED_ELSEWHERE

MOST_SHOWN = 30  # design choice: so many facts that name this one are listed
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
CONFLICT = HTTPStatus.CONFLICT
VERSION = re.compile(r"[0-9]{1,18}")
HOUSE_STAYS = "What the house said stays as it was said; it can be taken out."


def page(request: HttpRequest, table: str, row: int) -> HttpResponse:
    """The fact, its form, and what hangs on it."""
    return _shown(request, _seen(table, row))


@require_POST
def change(request: HttpRequest, table: str, row: int) -> HttpResponse:
    """Write the fact as the form says it."""
    try:
        seen = seen_fact(the_desk().home, table, row, most=MOST_SHOWN)
    except FactGone:
        return _gone(request)
    if not has_fields(seen.held.fact):
        return _shown(request, seen, refused=HOUSE_STAYS)
    form = _form(seen, request.POST)
    if not form.is_valid():
        return _shown(request, seen, form=form)
    return _change(request, seen, form)


def _change(request: HttpRequest, seen: SeenFact, form: FactForm) -> HttpResponse:
    desk = the_desk()
    held = replace(seen.held, version=form.cleaned_data["version"])
    try:
        fact = form.changed(at=desk.now)
        change_fact(desk.home, held, fact, today=desk.today, at=desk.now)
    except ChangedInBetween:
        return _both(request, _seen(held.table, held.row))
    except LedgerUnusable:
        raise
    except ValueError as error:
        form.refuse(error)
        return _shown(request, seen, form=form)
    return done(desk.home, reverse("fact", args=[held.table, held.row]))


@require_POST
def remove(request: HttpRequest, table: str, row: int) -> HttpResponse:
    """Take the fact out."""
    desk = the_desk()
    seen = _seen(table, row)
    version = request.POST.get("version", "")
    held = replace(seen.held, version=int(version) if VERSION.fullmatch(version) else -1)
    try:
        remove_fact(desk.home, held, at=desk.now)
    except (ChangedInBetween, FactGone) as error:
        return _shown(request, _seen(table, row), refused=sentence(error), status=CONFLICT)
    except NamedElsewhere as error:
        return _shown(request, seen, refused=sentence(error))
    return done(desk.home, reverse("story"))


def _seen(table: str, row: int) -> SeenFact:
    try:
        return seen_fact(the_desk().home, table, row, most=MOST_SHOWN)
    except FactGone as error:
        raise Http404(str(error)) from None


def _form(seen: SeenFact, data: QueryDict) -> FactForm:
    held = seen.held
    return FactForm(held.fact, seen.ledger, today=the_desk().today, version=held.version, data=data)


def _shown(
    request: HttpRequest,
    seen: SeenFact,
    *,
    form: FactForm | None = None,
    refused: str = "",
    status: int = UNPROCESSABLE,
) -> HttpResponse:
    desk = the_desk()
    shown = fact_page(seen, form, today=desk.today, now=desk.now)
    is_fine = form is None and not refused
    return page_of(
        request,
        "fact.html",
        {"fact": shown, "refused": refused},
        section="story",
        status=200 if is_fine else status,
    )


def _both(request: HttpRequest, seen: SeenFact) -> HttpResponse:
    """What stands there now, and what she typed, to be saved over it if she still wants to."""
    desk = the_desk()
    typed = request.POST.copy()
    typed["version"] = str(seen.held.version)
    shown = fact_page(seen, _form(seen, typed), today=desk.today, now=desk.now)
    context = {"fact": shown}
    return page_of(request, "fact_both.html", context, section="story", status=CONFLICT)


def _gone(request: HttpRequest) -> HttpResponse:
    """The fact is not there any more; what she typed is given back."""
    typed = "\n".join(
        f"{name}: {value}"
        for name, value in request.POST.items()
        if value and name not in ("csrfmiddlewaretoken", "version")
    )
    problem = replace(
        CHANGED_ELSEWHERE,
        title="This was taken out in another window",
        sentence="There is no such line in the story any more, so nothing was changed.",
        advice="The history can put it back.",
    )
    context = problem.context(typed=typed, back=reverse("history"), back_words="To the history")
    return page_of(request, "problem.html", context, section="story", status=CONFLICT)
