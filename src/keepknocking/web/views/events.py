"""The events page, and the page of one event from the guess to the marks."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from keepknocking.ledger.events import RUNGS
from keepknocking.services.evening_deeds import (
    NotTakingPlace,
    OverAlready,
    StillToCome,
    ToldAlready,
    plan_event,
    seal_guess,
    stayed_away,
    tell_evening,
)
from keepknocking.services.evening_deeds import (
    open_house as open_house_of,
)
from keepknocking.services.evenings import (
    GuessFirst,
    NoSuchEvent,
    Seen,
    Stage,
    expected,
    seen,
)
from keepknocking.services.evenings import street as street_of
from keepknocking.services.expectations import GuessedAlready
from keepknocking.services.homes import NotUnderstood
from keepknocking.web.contexts.event import event_page, house_is_open, promise_lines, start_of
from keepknocking.web.contexts.event_guesses import guesses, told
from keepknocking.web.contexts.events import MOST, events_page
from keepknocking.web.desk import the_desk
from keepknocking.web.forms.events import FIELDS, KINDS, DebriefForm, EventForm, GuessForm, said
from keepknocking.web.page import done
from keepknocking.web.page import page as page_of

_UNPROCESSABLE = 422
_CONFLICT = 409
_MOST_DIGITS = 9  # numerical: nobody has so many evenings


def street(request: HttpRequest) -> HttpResponse:
    """What is coming, what waits to be told of, what has been; and a form for one more."""
    if request.method == "POST":
        return _plan(request)
    return _street(request, EventForm(initial={"on": the_desk().today}))


def _street(request: HttpRequest, form: EventForm, *, status: int = 200) -> HttpResponse:
    desk = the_desk()
    if form.is_bound:
        form.point_out()
    before = _number(request.GET.get("before", ""))
    rows = street_of(desk.home, today=desk.today, before=before, most=MOST)
    context = {
        "events": events_page(rows, today=desk.today, before=before),
        "form": form,
        "kinds": KINDS,
    }
    return page_of(request, "events.html", context, section="events", status=status)


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) <= _MOST_DIGITS else 0


def _plan(request: HttpRequest) -> HttpResponse:
    desk = the_desk()
    form = EventForm(request.POST)
    if not form.is_valid():
        return _street(request, form, status=_UNPROCESSABLE)
    planned, on = form.planned()
    try:
        plan_event(desk.home, planned, on=on, today=desk.today, now=desk.now)
    except NotUnderstood as problem:
        for each in problem.problems:
            form.add_error("name", said(ValueError(f"expected {each.expected}")))
        return _street(request, form, status=_UNPROCESSABLE)
    return done(desk.home, reverse("events"))


@require_safe
def page(request: HttpRequest, event: str) -> HttpResponse:
    """One event as it stands: to be guessed, sealed, told of, or marked."""
    at = _seen(event)
    start = start_of(at, request.GET.get("start", ""))
    form = GuessForm(initial=dict(zip(FIELDS.values(), start, strict=True)))
    return _event(request, at, guess=form)


def _seen(event: str) -> Seen:
    desk = the_desk()
    try:
        return seen(desk.home, event, today=desk.today)
    except NoSuchEvent as error:
        raise Http404(str(error)) from None


def _event(
    request: HttpRequest,
    at: Seen,
    *,
    guess: GuessForm | None = None,
    debrief_form: DebriefForm | None = None,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    desk = the_desk()
    foreseen = expected(at) if house_is_open(at) else None
    context = {
        "event": event_page(
            at,
            guess=guess or GuessForm(),
            debrief=debrief_form or DebriefForm(),
            edit_url=_edit_url(at),
            now=desk.now,
        ),
        "guesses": guesses(at, foreseen) if foreseen or at.stage is Stage.TOLD else None,
        "told": told(at),
        "trouble": trouble,
        **_promise(request, at),
    }
    return page_of(request, "event.html", context, section="events", status=status)


def _edit_url(at: Seen) -> str:
    if at.address is None:
        return ""
    return reverse("fact", args=[at.address.table, at.address.row])


def _promise(request: HttpRequest, at: Seen) -> dict[str, object]:
    """What the quick capture holds after a promise was made that evening."""
    promise = request.GET.get("promise", "")
    if at.stage is not Stage.TOLD or promise not in ("yes", "maybe"):
        return {}
    text, example = promise_lines(at)
    return {
        "promise": promise,
        "capture_open": True,
        "capture_text": text,
        "capture_example": example,
    }


@require_POST
def guess(request: HttpRequest, event: str) -> HttpResponse:
    """Seal a guess."""
    desk, at = the_desk(), _seen(event)
    form = GuessForm(request.POST)
    if at.stage is Stage.BEFORE and not form.is_valid():
        return _event(request, at, guess=form, status=_UNPROCESSABLE)
    dots = form.dots if form.is_valid() else (0,) * len(RUNGS)
    try:
        seal_guess(desk.home, event, dots, today=desk.today, now=desk.now)
    except (GuessedAlready, OverAlready, NotTakingPlace) as error:
        return _event(request, _seen(event), trouble=_without_command(error), status=_CONFLICT)
    return done(desk.home, reverse("event", args=[event]))


def _without_command(error: ValueError) -> str:
    """What is wrong, in the words of the terminal but without its options."""
    return said(ValueError(str(error).partition(". ")[0]))


@require_POST
def open_house(request: HttpRequest, event: str) -> HttpResponse:
    """Open the house's side of a guess before the evening."""
    desk, at = the_desk(), _seen(event)
    try:
        open_house_of(desk.home, event, today=desk.today, now=desk.now)
    except GuessFirst as error:
        return _event(request, at, trouble=said(error), status=_CONFLICT)
    return _to(reverse("event", args=[event]))


@require_POST
def debrief(request: HttpRequest, event: str) -> HttpResponse:
    """Say what an evening came to, or that she did not go."""
    desk, at = the_desk(), _seen(event)
    form = DebriefForm(request.POST)
    is_away = "away" in request.POST
    if not is_away and not form.is_valid():
        return _event(request, at, debrief_form=form, status=_UNPROCESSABLE)
    try:
        if is_away:
            stayed_away(desk.home, event, today=desk.today, now=desk.now)
        else:
            _tell(event, form)
    except (StillToCome, ToldAlready, NotTakingPlace) as error:
        return _event(request, _seen(event), trouble=said(error), status=_CONFLICT)
    after = done(desk.home, reverse("event", args=[event]))
    promise = "" if is_away else form.cleaned_data["promise"]
    return _to(f"{after.url}&promise={promise}") if promise in ("yes", "maybe") else after


def _tell(event: str, form: DebriefForm) -> None:
    desk = the_desk()
    rung, talked_to = form.cleaned_data["rung"], form.cleaned_data["talked_to"]
    tell_evening(desk.home, event, rung, talked_to, today=desk.today, now=desk.now)


def _to(url: str) -> HttpResponseRedirect:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response
