"""What is answered when a page cannot be shown: which of the problem pages, and what is kept.

Every refusal of Django, whatever a view raises, and every answer without a word in it becomes a
problem page with a status that says whose turn it is: 4xx the reader's, 500 ours, 503 the
machine's. What she had typed is given back to her on it. If that page cannot be made either, a
bare one is.
"""

from collections.abc import Callable

from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from keepknocking.server.bare_page import bare_page
from keepknocking.server.logs import note_exception
from keepknocking.store.opening import (
    DiskFull,
    LedgerDamaged,
    LedgerLocked,
    LedgerMissing,
    LedgerNewer,
    LedgerReadOnly,
    LedgerUnusable,
    plain,
)
from keepknocking.web.problem_pages import (
    BAD_REQUEST,
    DAMAGED,
    FULL,
    LOCKED,
    NEWER,
    NOT_FOUND,
    OUR_MISTAKE,
    READ_ONLY,
    STALE_FORM,
    ProblemPage,
    page_of,
)

TEMPLATE = "keepknocking/problem.html"
_UNUSABLE: dict[type[LedgerUnusable], ProblemPage] = {
    DiskFull: FULL,
    LedgerDamaged: DAMAGED,
    LedgerLocked: LOCKED,
    LedgerNewer: NEWER,
    LedgerReadOnly: READ_ONLY,
}
_OUR_SQL = "SQLITE_ERROR"  # by SQLite's definition: a statement that it cannot make sense of
_FIRST_ERROR = 400  # by definition: a status from here on is a refusal
_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "back", "deed"})
"""The fields of forms that the pages fill in themselves."""


class ProblemsMiddleware:
    """Turns what a view raises about the ledger, and a refusal without a word, into a page.

    It stands last in the list, next to the views.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self._get_response(request)
        if response.status_code < _FIRST_ERROR or response.streaming or response.content:
            return response
        page = problem_page(request, page_of(response.status_code), status=response.status_code)
        if response.has_header("Allow"):
            page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a ledger that cannot be used now; all else is left to Django."""
        unusable = _unusable(exception)
        if unusable is None:
            return None
        if isinstance(unusable, LedgerMissing):
            return redirect("begin")
        note_exception(exception)
        return problem_page(request, _UNUSABLE.get(type(unusable), DAMAGED))


def problem_page(
    request: HttpRequest, problem: ProblemPage, *, status: int | None = None
) -> HttpResponse:
    """The page of a problem; a bare one where the page itself cannot be made."""
    try:
        context = problem.context(typed=_typed(request))
        return render(request, TEMPLATE, context, status=status or problem.status)
    except Exception as error:  # noqa: BLE001 (whatever it is, the reader is owed an answer)
        note_exception(error)
        page = bare_page(problem.title, problem.sentence, problem.advice)
        return HttpResponse(page, status=status or problem.status)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 400: a request that is not as a browser would send it."""
    del exception
    return problem_page(request, BAD_REQUEST)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 403."""
    del exception
    return problem_page(request, STALE_FORM)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 404."""
    del exception
    return problem_page(request, NOT_FOUND)


def our_mistake(request: HttpRequest) -> HttpResponse:
    """Django's 500."""
    return problem_page(request, OUR_MISTAKE)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's refusal of a form without its token, or with another's."""
    del reason
    return problem_page(request, STALE_FORM)


def _unusable(exception: Exception) -> LedgerUnusable | None:
    """The trouble with the ledger, where that is what the exception is about.

    A database also refuses what our own code has done wrong; that stays our mistake.
    """
    if isinstance(exception, LedgerUnusable):
        return exception
    if type(exception) not in {DatabaseError, OperationalError}:
        return None  # its other kinds are about what was to be written, not about the file
    refused = getattr(exception.__cause__, "sqlite_errorname", _OUR_SQL)
    return None if refused == _OUR_SQL else plain(exception)


def _typed(request: HttpRequest) -> str:
    """What the reader had typed into the form that could not be taken, field by field."""
    fields = request.POST.lists() if request.method == "POST" else ()
    return "\n".join(
        value for name, values in fields if name not in _NOT_TYPED for value in values if value
    )
