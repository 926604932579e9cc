"""The first evening: a search begins with what one looks for, and may leave even that open."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from keepknocking.ledger.moments import When
from keepknocking.ledger.searches import Goal, Search
from keepknocking.store.opening import LedgerMissing, LedgerThere
from keepknocking.web.desk import the_desk
from keepknocking.web.page import bare_page
from keepknocking.web.pictures.street import street

GOALS = (
    (Goal.OFFER.value, "an offer"),
    (Goal.INTERVIEW.value, "an interview"),
    (Goal.CONVERSATION.value, "a talk with somebody inside"),
)


class Beginning(forms.Form):
    """What the search is for."""

    wanted = forms.CharField(
        label="What do you look for?",
        help_text="In your own words: planner in logistics. You can leave it open.",
        required=False,
        max_length=200,
    )
    goal = forms.ChoiceField(
        label="What counts as reaching it?", choices=GOALS, initial=Goal.OFFER.value
    )
    hours_a_week = forms.FloatField(
        label="How many hours a week may it take?",
        help_text="Leave it empty if you do not know yet.",
        required=False,
        min_value=0.5,
        max_value=168,
    )


def page(request: HttpRequest) -> HttpResponse:
    """Ask what the search is for, and begin it; where there is a search already, show today."""
    if _is_begun():
        return HttpResponseRedirect(reverse("today"))
    form = Beginning(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _begin(form)
        answer = HttpResponseRedirect(reverse("today"))
        answer.status_code = 303
        return answer
    context = {"form": form, "picture": street()}
    return bare_page(request, "begin.html", context, status=422 if form.errors else 200)


def _is_begun() -> bool:
    try:
        the_desk().home.stored()
    except LedgerMissing:
        return False
    return True


def _begin(form: Beginning) -> None:
    desk = the_desk()
    said = form.cleaned_data
    search = Search(
        started=When(desk.today),
        goal=Goal(said["goal"]),
        wanted=said["wanted"] or None,
        hours_a_week=said["hours_a_week"],
    )
    try:
        desk.home.begin(search, recorded_at=desk.now)
    except LedgerThere:
        return  # another window was quicker
