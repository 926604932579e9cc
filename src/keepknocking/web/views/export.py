"""Everything out again: each file of the search as a download, and all of them in one."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

import keepknocking
from keepknocking.services.export import KIND, NoSuchFile, export_file, export_zip
from keepknocking.web import page as pages
from keepknocking.web.contexts.export import export_page
from keepknocking.web.desk import the_desk
from keepknocking.web.forms.worklog import RangeForm

ZIP = "search.zip"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What can be taken along."""
    desk = the_desk()
    desk.home.stored()  # whoever has no search yet begins one first
    form = RangeForm({}, today=desk.today)
    context = {"export": export_page(), "form": form}
    return pages.page(request, "export.html", context, section="story")


@require_safe
def download(request: HttpRequest, name: str) -> HttpResponse:
    """One file, made anew."""
    del request
    desk = the_desk()
    program = keepknocking.__version__
    if name == ZIP:
        whole = export_zip(desk.home, today=desk.today, program=program)
        return attachment(whole, _dated(name, desk.today), "application/zip")
    try:
        content = export_file(desk.home, name, today=desk.today, program=program)
    except NoSuchFile as error:
        raise Http404 from error
    return attachment(content, _dated(name, desk.today), KIND[name].media_type)


def attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file that the browser keeps and never shows."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _dated(name: str, today: date) -> str:
    """The name with the day in it, so that two downloads can be told apart."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{today.isoformat()}.{ending}"
