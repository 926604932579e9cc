"""The work-search log: on the screen with its range, in print alone, and as a table."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from keepknocking.exchange.writing.work_log import write_work_log
from keepknocking.services.export import Log, RangeBackwards, log_of_work
from keepknocking.web import page as pages
from keepknocking.web.contexts.worklog import worklog_page
from keepknocking.web.desk import Desk, the_desk
from keepknocking.web.forms.events import said
from keepknocking.web.forms.worklog import RangeForm
from keepknocking.web.views.export import attachment


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The log of a range of days."""
    desk = the_desk()
    form = RangeForm(request.GET, today=desk.today)
    log = _log(form, desk)
    if log is not None and request.GET.get("as") == "csv":
        name = f"work-search-log-{log.since.isoformat()}-to-{log.until.isoformat()}.csv"
        return attachment(write_work_log(log.rows).encode(), name, "text/csv; charset=utf-8")
    shown = None if log is None else worklog_page(log, today=desk.today)
    status = HTTPStatus.OK if log is not None else HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"form": form, "log": shown}
    return pages.page(request, "worklog.html", context, section="story", status=status)


def _log(form: RangeForm, desk: Desk) -> Log | None:
    """The log, or None with the trouble put down at the field."""
    if not form.is_valid():
        return None
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    try:
        return log_of_work(desk.home, today=desk.today, since=since, until=until)
    except RangeBackwards as error:
        form.add_error("until", said(error))
        return None
