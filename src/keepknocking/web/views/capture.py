"""Quick capture: first what was understood, then, when she says so, written down."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from keepknocking.services.captures import Understood, understood
from keepknocking.services.homes import NothingToRecord, NotUnderstood
from keepknocking.web.desk import the_desk
from keepknocking.web.page import done, is_own_path, page

MOST_TYPED = 100_000  # design choice: whatever is longer is a story, and is pasted on its page


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodLines:
    """What `parts/understood.html` shows."""

    lines: tuple[str, ...]
    problems: tuple[object, ...]
    new: tuple[str, ...]
    text: str
    back: str


@require_POST
def understand(request: HttpRequest) -> HttpResponse:
    """Show what the lines would write; nothing is written."""
    return _shown(request, _understood(request))


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Write the lines down, or show again what is not clear in them."""
    desk = the_desk()
    text = _text(request)
    try:
        desk.home.record(tuple(text.splitlines()), today=desk.today, recorded_at=desk.now)
    except (NotUnderstood, NothingToRecord):
        return _shown(request, _understood(request))
    answer = done(desk.home, _back(request))
    if not _is_htmx(request):
        return answer
    return HttpResponse(status=204, headers={"HX-Redirect": answer.url})


def _understood(request: HttpRequest) -> Understood:
    desk = the_desk()
    return understood(desk.home, _text(request), today=desk.today, now=desk.now)


def _shown(request: HttpRequest, found: Understood) -> HttpResponse:
    lines = UnderstoodLines(
        lines=found.lines,
        problems=found.problems,
        new=tuple(f"{name} is new to the ledger" for name in found.new),
        text=found.text,
        back=_back(request),
    )
    if _is_htmx(request):
        return render(request, "keepknocking/parts/understood.html", {"understood": lines})
    context = {
        "understood": lines,
        "capture_text": found.text,
        "capture_open": True,
        "back": lines.back,
    }
    return page(request, "capture.html", context, status=422 if found.problems else 200)


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "")[:MOST_TYPED]


def _back(request: HttpRequest) -> str:
    back = request.POST.get("back", "")
    return back if is_own_path(back) else reverse("today")


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
