"""The forecast page: what to expect if you stop tonight, and if you keep knocking.

One address answers three ways: the whole page; for htmx, when a control was changed, only what
changes; and what mending a link brings, which takes longer and is asked for by itself.
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from keepknocking.services.outlooks import Outlook, PaceChoice, Standing, outlook, standing
from keepknocking.services.questions import EIGHT_WEEKS, Question
from keepknocking.services.remedies import best_deeds
from keepknocking.web.contexts.forecast import forecast_page
from keepknocking.web.contexts.mending import Mending, mending
from keepknocking.web.desk import the_desk
from keepknocking.web.forms.forecast import ForecastForm
from keepknocking.web.page import page as page_of

_UNPROCESSABLE = 422  # by definition: understood, and cannot be done
TWO_ASKS = "2"  # design choice: what a search in which nobody was asked is shown


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What to expect; and, asked for by itself, what mending a link brings."""
    desk = the_desk()
    question = Question(home=desk.home, today=desk.today)
    known = standing(question)
    form = _form(request, question, known)
    if not form.is_valid():
        return _refused(request, form, known)
    asked = replace(
        question,
        by=form.cleaned_data["by"],
        goal=form.cleaned_data["goal"],
        first_asks_a_week=form.first_asks_a_week,
    )
    if request.headers.get("HX-Target") == "mending":
        return render(request, "keepknocking/forecast_mending.html", {"mending": _mending(asked)})
    return _answered(request, form, known, asked)


def _form(request: HttpRequest, question: Question, known: Standing) -> ForecastForm:
    pace = known.pace.first_asks_a_week
    asks = f"{pace:.1f}".removesuffix(".0") if pace else TWO_ASKS
    is_idle = not pace and not known.has_asked
    usual = {
        "goal": known.goal.value,
        "by": (question.today + EIGHT_WEEKS).isoformat(),
        "pace": (PaceChoice.NUMBER if is_idle else PaceChoice.SAME).value,
        "asks": asks,
    }
    return ForecastForm(
        request.GET, today=question.today, horizon_days=known.horizon_days, usual=usual
    )


def _refused(request: HttpRequest, form: ForecastForm, known: Standing) -> HttpResponse:
    """What was typed, with what is wrong beside it, and no numbers."""
    return _shown(request, form, known, None, status=_UNPROCESSABLE)


def _answered(
    request: HttpRequest, form: ForecastForm, known: Standing, asked: Question
) -> HttpResponse:
    found = outlook(asked, form.cleaned_data["pace"])
    mended = _mending(asked) if request.GET.get("mending") == "yes" else None
    response = _shown(request, form, known, found, mended=mended)
    response["HX-Push-Url"] = f"{reverse('forecast')}?{urlencode(form.address)}"
    return response


def _mending(asked: Question) -> Mending:
    """The deeds do not depend on the pace: they are about what is under way."""
    return mending(best_deeds(replace(asked, first_asks_a_week=None)))


def _shown(
    request: HttpRequest,
    form: ForecastForm,
    known: Standing,
    found: Outlook | None,
    *,
    mended: Mending | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = forecast_page(form, known, found, today=the_desk().today)
    is_part = (
        "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    )
    template = "forecast_answer.html" if is_part else "forecast.html"
    context = {"page": shown, "answer": shown.answer, "mending": mended, "is_part": is_part}
    response = (
        render(request, f"keepknocking/{template}", context, status=status)
        if is_part
        else page_of(request, template, context, section="forecast", status=status)
    )
    response["Vary"] = "HX-Request"
    return response
