"""The evidence: every rate in use, and the page of each rate and each published figure."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from keepknocking.services.grounds import NothingThere, RateGrounds, grounds_behind
from keepknocking.web.contexts.evidence import evidence_page
from keepknocking.web.contexts.reason import figure_page, rate_page
from keepknocking.web.page import page as page_of
from keepknocking.web.problem_pages import NOT_FOUND

_LONGEST = 200  # numerical: nobody looks for more letters


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every rate in a sentence, by subject; or those, and the figures, that hold some words."""
    words = " ".join(request.GET.get("q", "")[:_LONGEST].split())
    return page_of(request, "evidence.html", {"page": evidence_page(words)}, section="evidence")


@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    """One rate or one figure with all that is known of it."""
    try:
        found = grounds_behind(key)
    except NothingThere:
        return _nothing(request, key)
    if isinstance(found, RateGrounds):
        return page_of(request, "reason.html", {"page": rate_page(found)}, section="evidence")
    return page_of(request, "reason_figure.html", {"page": figure_page(found)}, section="evidence")


def _nothing(request: HttpRequest, key: str) -> HttpResponse:
    """A kind word where nothing is known under a name."""
    name = key if len(key) <= _LONGEST else f"{key[:_LONGEST]}…"
    problem = replace(
        NOT_FOUND,
        title="Nothing is known under this name",
        sentence=f"There is neither a rate nor a figure called “{name}”.",
        advice="It may have had another name once. The whole list is on the Evidence page.",
    )
    context = problem.context(back=reverse("evidence"), back_words="To the evidence")
    return page_of(request, "problem.html", context, section="evidence", status=problem.status)
