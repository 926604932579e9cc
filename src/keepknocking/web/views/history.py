"""The history: what was done, and undoing it."""

from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from keepknocking.services.history import NoSuchDeed, undo_deed
from keepknocking.services.own_ledger import NamedElsewhere
from keepknocking.store.journal import ChangedSince, ErasedForGood, UndoneAlready
from keepknocking.web.contexts.history import history_page, refused
from keepknocking.web.desk import the_desk
from keepknocking.web.forms.facts import sentence
from keepknocking.web.page import done, is_own_path
from keepknocking.web.page import page as page_of

CHANGED_SINCE = "Something you did later changed the same lines, so that has to be undone first."
LONGEST_NUMBER = 18  # numerical: a row's number has no more digits


def page(request: HttpRequest) -> HttpResponse:
    """Every deed, the latest first."""
    desk = the_desk()
    words = request.GET.get("from", "")
    is_number = words.isdecimal() and len(words) <= LONGEST_NUMBER
    shown = history_page(
        desk.home, latest=int(words) if is_number else None, today=desk.today, now=desk.now
    )
    return page_of(request, "history.html", {"history": shown}, section="story")


@require_POST
def undo(request: HttpRequest, deed: int) -> HttpResponse:
    """Take one deed back."""
    desk = the_desk()
    try:
        undo_deed(desk.home, deed, at=desk.now)
    except NoSuchDeed as error:
        raise Http404(str(error)) from None
    except ChangedSince as error:
        return _refused(request, deed, CHANGED_SINCE, later=error.later.pk)
    except (UndoneAlready, ErasedForGood, NamedElsewhere) as error:
        return _refused(request, deed, sentence(error))
    return done(desk.home, _back(request))


def _refused(request: HttpRequest, deed: int, why: str, later: int | None = None) -> HttpResponse:
    desk = the_desk()
    shown = refused(desk.home, deed, why, later=later, today=desk.today, now=desk.now)
    return page_of(
        request,
        "history_refused.html",
        {"refused": shown},
        section="story",
        status=HTTPStatus.CONFLICT,
    )


def _back(request: HttpRequest) -> str:
    """The page the button stood on: as the form says it, or as the browser does."""
    back = request.POST.get("back", "") or urlsplit(request.headers.get("Referer", "")).path
    return back if is_own_path(back) else reverse("history")
