"""The page for the next meeting with a coach: what is on it is the seeker's to tick."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from keepknocking.services.sheet import FOUR_WEEKS, SinceAhead, make_sheet
from keepknocking.web import page as pages
from keepknocking.web.contexts.sheet import SheetPage, sheet_page
from keepknocking.web.desk import Desk, the_desk
from keepknocking.web.forms.events import said
from keepknocking.web.forms.sheet import ShownForm

_REFUSED = 422  # by definition: understood, and cannot be done


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """One page to print."""
    desk = the_desk()
    form = ShownForm(request.GET, since=desk.today - FOUR_WEEKS)
    shown = _shown(form, desk)
    status = 200 if shown is not None else _REFUSED
    context = {"form": form, "page": shown}
    return pages.page(request, "sheet.html", context, status=status)


def _shown(form: ShownForm, desk: Desk) -> SheetPage | None:
    """The sheet, or None with the trouble put down at the field."""
    if not form.is_valid():
        return None
    try:
        sheet = make_sheet(desk.home, today=desk.today, since=form.day, numbers=form.shown.numbers)
    except SinceAhead as error:
        form.add_error("since", said(error))
        return None
    return sheet_page(sheet, form.shown)
