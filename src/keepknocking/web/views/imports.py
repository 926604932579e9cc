"""Bringing files in: they come, they are looked at, they are brought in, and that can be undone."""

from dataclasses import replace
from http import HTTPStatus

from django.core.exceptions import TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from keepknocking.services.history import undo_deed
from keepknocking.services.imports.doing import ImportReport, carry_out
from keepknocking.services.imports.looking import (
    Chosen,
    choose,
    chosen,
    forget,
    look_at,
    taken_up,
)
from keepknocking.services.imports.planning import Progress
from keepknocking.services.imports.reports import NoImport, import_row, undo_import
from keepknocking.services.imports.working import THE_WORK, AtWork, Standing, State
from keepknocking.services.incoming import CannotHold, NotHeld, drop, held, new_token
from keepknocking.store.journal import UndoneAlready
from keepknocking.store.opening import LedgerUnusable
from keepknocking.web.contexts.import_items import Asked
from keepknocking.web.contexts.import_preview import preview_page, tables_of
from keepknocking.web.contexts.import_work import work_page
from keepknocking.web.contexts.imports import imports_page, report_page
from keepknocking.web.desk import the_desk
from keepknocking.web.forms.facts import sentence
from keepknocking.web.forms.imports import said_in
from keepknocking.web.page import is_own_path
from keepknocking.web.page import page as page_of
from keepknocking.web.problem_pages import NOT_FOUND
from keepknocking.web.uploads import IncomingHandler

_SECTION = "people"
_MOST_DIGITS = 6  # numerical: a page number is no longer
_AT_ONCE_SECONDS = 0.5  # design choice: what is done by then shows no progress
_NO_FILE = "No file was chosen yet: choose one, or drop one on the field."
_TOO_MANY = "These are more than 100 files at once: put them into a zip, and bring that in."
_NOT_HERE = replace(
    NOT_FOUND,
    title="These files do not wait here any more",
    sentence="Files that wait to be brought in are kept for a day, and until that is done or left.",
    advice="Bring them in once more; what is here already will not come twice.",
)


@csrf_exempt  # the files would be read before this could say where to; see `_page`
def page(request: HttpRequest) -> HttpResponse:
    """What can be brought in, and what was; and, as a deed, files that come."""
    the_desk().home.stored()
    if request.method != "POST":
        return _page(request, None)
    handler = IncomingHandler(new_token())
    request.upload_handlers = [handler]
    answer: HttpResponse | None = None
    try:
        answer = _page(request, handler)
    except TooManyFilesSent:
        answer = _front(request, [_TOO_MANY], status=HTTPStatus.UNPROCESSABLE_ENTITY)
    finally:
        if answer is None or answer.status_code != HTTPStatus.SEE_OTHER:
            drop(handler.token)
    return answer


@csrf_protect
def _page(request: HttpRequest, handler: IncomingHandler | None) -> HttpResponse:
    if handler is None:
        return _front(request, [])
    if not request.FILES and not handler.names:
        status = handler.status if handler.troubles else HTTPStatus.UNPROCESSABLE_ENTITY
        return _front(request, handler.troubles or [_NO_FILE], status=status)
    if handler.troubles:
        choose(handler.token, Chosen(troubles=tuple(handler.troubles)))
    return _see_other(reverse("import_preview", args=[handler.token]))


def _front(
    request: HttpRequest, troubles: list[str], *, status: int = HTTPStatus.OK
) -> HttpResponse:
    desk = the_desk()
    shown = imports_page(
        desk.home, number=_number(request.GET.get("page", "")), today=desk.today, now=desk.now
    )
    context = {"imports": shown, "troubles": troubles}
    return page_of(request, "import.html", context, section=_SECTION, status=status)


def preview(request: HttpRequest, token: str) -> HttpResponse:
    """What files would bring; and, as a deed, what is chosen of it, and the word to go on."""
    try:
        held(token)
        return _decide(request, token) if request.method == "POST" else _preview(request, token)
    except NotHeld:
        return _not_here(request)


def _preview(
    request: HttpRequest, token: str, *, refused: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    desk = the_desk()
    standing = THE_WORK.standing(token)
    if standing is not None and standing.state is State.RUNNING:
        return _see_other(reverse("import_working", args=[token]))
    shown = preview_page(
        look_at(desk.home, token, today=desk.today, now=desk.now),
        chosen(token),
        Asked.of(request.GET),
        today=desk.today,
    )
    context = {
        "preview": shown,
        "refused": refused,
        "is_anew": bool(request.GET.get("anew")),
        "asked": request.GET.urlencode(),
    }
    return page_of(request, "import_preview.html", context, section=_SECTION, status=status)


def _decide(request: HttpRequest, token: str) -> HttpResponse:
    desk = the_desk()
    do = request.POST.get("do", "")
    if do == "leave":
        forget(desk.home)
        drop(token)
        return _see_other(reverse("import"))
    url = reverse("import_preview", args=[token])
    found = look_at(desk.home, token, today=desk.today, now=desk.now)
    said = said_in(request.POST, chosen(token), tables_of(found))
    try:
        choose(token, said.chosen)
    except CannotHold as error:
        return _preview(
            request, token, refused=sentence(error), status=HTTPStatus.SERVICE_UNAVAILABLE
        )
    if said.reads_anew:
        return _see_other(f"{url}?anew=1")
    if do == "bring" and found.plan is not None:
        return _begin(request, token)
    asked = Asked.of(request.POST)
    if request.POST.get("go"):
        return _see_other(f"{url}?{_own_query(request.POST['go'])}#h-items")
    return _see_other(f"{url}?{asked.query()}#h-items" if do == "find" else url)


def _own_query(go: str) -> str:
    """The part of the list that a button asks for, in our own words."""
    asked = Asked.of(QueryDict(go))
    return asked.query(page=asked.page)


def _begin(request: HttpRequest, token: str) -> HttpResponse:
    """Begin to bring the files in."""
    desk = the_desk()
    at, today = desk.now, desk.today
    choices = chosen(token).choices

    def do(progress: Progress) -> ImportReport:
        incoming = taken_up(desk.home, token, today=today, now=at)
        report = carry_out(
            desk.home, incoming, at=at, today=today, choices=choices, progress=progress
        )
        drop(token)
        return report

    try:
        THE_WORK.start(token, do)
    except AtWork as error:
        return _preview(request, token, refused=sentence(error), status=HTTPStatus.CONFLICT)
    THE_WORK.wait(_AT_ONCE_SECONDS)
    return _see_other(reverse("import_working", args=[token]))


def working(request: HttpRequest, token: str) -> HttpResponse:
    """How far the work is, and what became of it; and, as a deed, to stop it."""
    standing = THE_WORK.standing(token)
    if standing is None:
        return _not_at_work(request, token)
    if request.method == "POST":
        THE_WORK.stop(token)
        return _see_other(reverse("import_working", args=[token]))
    if standing.report is not None and standing.report.number is not None:
        return _go_to(request, reverse("import_report", args=[standing.report.number]))
    is_part = request.headers.get("HX-Request") == "true"
    if is_part and standing.state is not State.RUNNING:
        return _go_to(request, reverse("import_working", args=[token]))
    return _working(request, standing, is_part=is_part)


def _working(request: HttpRequest, standing: Standing, *, is_part: bool) -> HttpResponse:
    template = "import_progress.html" if is_part else "import_working.html"
    context = {"work": work_page(standing)}
    status = _status_of(standing)
    return page_of(request, template, context, section=_SECTION, status=status)


def _status_of(standing: Standing) -> int:
    if standing.state is not State.FAILED:
        return HTTPStatus.OK
    if isinstance(standing.error, LedgerUnusable):
        return HTTPStatus.SERVICE_UNAVAILABLE
    if isinstance(standing.error, ValueError):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.INTERNAL_SERVER_ERROR


def _not_at_work(request: HttpRequest, token: str) -> HttpResponse:
    try:
        held(token)
    except NotHeld:
        return _not_here(request)
    return _go_to(request, reverse("import_preview", args=[token]))


def report(request: HttpRequest, number: int) -> HttpResponse:
    """What an import did, for ever; and, as a deed, taking it back, or putting it back."""
    desk = the_desk()
    try:
        if request.method == "POST":
            _turn(number, wanted=request.POST.get("do", ""))
            return _see_other(_back(request, number))
        shown = report_page(
            desk.home,
            number,
            dropped=_number(request.GET.get("dropped", "")),
            skipped=_number(request.GET.get("skipped", "")),
            now=desk.now,
        )
    except NoImport as error:
        raise Http404(str(error)) from None
    return page_of(request, "import_report.html", {"report": shown}, section=_SECTION)


def _turn(number: int, *, wanted: str) -> None:
    """Take an import back, or put it back; where that is done already nothing happens."""
    desk = the_desk()
    row = import_row(desk.home, number)
    try:
        if wanted == "undo" and row.undone_by is None:
            undo_import(desk.home, number, at=desk.now)
        elif wanted == "put back" and row.undone_by is not None:
            undo_deed(desk.home, row.undone_by, at=desk.now)
    except UndoneAlready:
        return


def _back(request: HttpRequest, number: int) -> str:
    back = request.POST.get("back", "")
    return back if is_own_path(back) else reverse("import_report", args=[number])


def _not_here(request: HttpRequest) -> HttpResponse:
    context = _NOT_HERE.context(back=reverse("import"), back_words="Bring something in")
    return page_of(request, "problem.html", context, section=_SECTION, status=_NOT_HERE.status)


def _go_to(request: HttpRequest, url: str) -> HttpResponse:
    """Lead to a page; what a script has asked for is told in a header."""
    if request.headers.get("HX-Request") != "true":
        return _see_other(url)
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": url})


def _see_other(url: str) -> HttpResponse:
    return HttpResponseRedirect(url, status=HTTPStatus.SEE_OTHER)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 1
