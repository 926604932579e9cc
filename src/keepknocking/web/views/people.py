"""The people: everybody in a list, and one person with all there is to tell and to do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from keepknocking.ledger.ledger import Ledger
from keepknocking.ledger.moments import When
from keepknocking.ledger.people import Person
from keepknocking.ledger.story.rendering import line_of
from keepknocking.ledger.story.spelling import slug
from keepknocking.ledger.story.statements import Named
from keepknocking.services.duplicates import how_many_doubles
from keepknocking.services.homes import NotUnderstood
from keepknocking.services.people import Order, Standing, people_index
from keepknocking.services.person import NobodyThere, gather
from keepknocking.web import page as pages
from keepknocking.web.contexts.people import Wanted, people_page, person_url
from keepknocking.web.contexts.person import person_page
from keepknocking.web.desk import Desk, the_desk
from keepknocking.web.forms.people import PersonForm
from keepknocking.web.forms.person import DEEDS, DeedForm
from keepknocking.web.words import not_understood

_REFUSED = 422  # by definition: understood, and cannot be done
_MOST_DIGITS = 6  # numerical: a page number is no longer


def street(request: HttpRequest) -> HttpResponse:
    """Everybody; and, as a deed, somebody new."""
    desk = the_desk()
    if request.method == "POST":
        return _add(request, desk)
    return _street(request, desk, PersonForm(today=desk.today, place="new"))


def page(request: HttpRequest, person: str) -> HttpResponse:
    """One person; and, as a deed, something that happened with her."""
    desk = the_desk()
    if request.method == "POST":
        return _write_down(request, desk, person)
    return _person(request, desk, person)


def _street(
    request: HttpRequest, desk: Desk, form: PersonForm, *, status: int = 200
) -> HttpResponse:
    index = people_index(desk.home, today=desk.today)
    shown = people_page(
        index,
        _wanted(request),
        form,
        is_adding=form.is_bound or "add" in request.GET,
        doubles=how_many_doubles(desk.home),
    )
    return pages.page(request, "people.html", {"page": shown}, section="people", status=status)


def _wanted(request: HttpRequest) -> Wanted:
    """What the address asks for; what it cannot mean counts as not said."""
    said = request.GET
    show, order, number = said.get("show", ""), said.get("order", ""), said.get("page", "")
    is_number = number.isdecimal() and len(number) <= _MOST_DIGITS
    return Wanted(
        words=" ".join(said.get("q", "").split()),
        standing=Standing(show) if show in set(Standing) else Standing.EVERYBODY,
        order=Order(order) if order in set(Order) else Order.LATEST,
        number=int(number) if is_number else 1,
    )


def _add(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = PersonForm(request.POST, today=desk.today, place="new")
    index = people_index(desk.home, today=desk.today)
    if form.is_valid() and not form.cleaned_data["another"]:
        same = index.of_name(form.cleaned_data["name"])
        if same:
            form.add_error("name", _is_there(same))
    if not form.is_valid():
        return _street(request, desk, form, status=_REFUSED)
    identity = _free_id(desk, form.cleaned_data["name"])
    when = When(form.cleaned_data["day"])
    lines = tuple(line_of(told, when) for told in form.statements(identity))
    try:
        desk.home.record(lines, today=desk.today, recorded_at=desk.now)
    except NotUnderstood as error:
        form.add_error(None, not_understood(error, request.POST.dict().values()))
        return _street(request, desk, form, status=_REFUSED)
    return pages.done(desk.home, reverse("person", args=[identity]))


def _is_there(same: tuple[Person, ...]) -> SafeString:
    """That the name is there, with the way to her page."""
    places = [person.organization for person in same if person.organization]
    at = f" ({', '.join(places)})" if places else ""
    return format_html(
        '<span>{}{} is in your ledger already: <a href="{}">open the page</a>. '
        "If this is somebody else, say so below.</span>",
        same[0].name,
        at,
        person_url(same[0]),
    )


def _free_id(desk: Desk, name: str) -> str:
    """An id that nobody has: as the story would make it."""
    people = desk.home.stored().ledger.person
    wanted = slug(name, otherwise="person")
    identity, number = wanted, 2
    while identity in people:
        identity, number = f"{wanted}-{number}", number + 1
    return identity


def _person(
    request: HttpRequest,
    desk: Desk,
    person: str,
    *,
    refused: tuple[str, DeedForm] | None = None,
) -> HttpResponse:
    try:
        gathered = gather(desk.home, person, today=desk.today)
    except NobodyThere as error:
        raise Http404(str(error)) from None
    shown = person_page(gathered, refused=refused, is_whole="all" in request.GET)
    status = 200 if refused is None else _REFUSED
    return pages.page(request, "person.html", {"page": shown}, section="people", status=status)


def _write_down(request: HttpRequest, desk: Desk, person: str) -> HttpResponse:
    ledger = desk.home.stored().ledger
    deed = request.POST.get("deed", "")
    if person not in ledger.person or deed not in DEEDS:
        raise Http404(f"nothing to write down about {person!r}")
    form = DEEDS[deed](request.POST, today=desk.today, place="again")
    if not form.is_valid():
        return _person(request, desk, person, refused=(deed, form))
    form.cleaned_data["ask"] = _ask_to_name(ledger, person, form.said("ask"))
    line = line_of(form.statement(_named(ledger, person)), When(form.cleaned_data["day"]))
    try:
        desk.home.record((line,), today=desk.today, recorded_at=desk.now)
    except NotUnderstood as error:
        form.add_error(None, not_understood(error, request.POST.dict().values()))
        return _person(request, desk, person, refused=(deed, form))
    return pages.done(desk.home, request.path)


def _named(ledger: Ledger, person: str) -> Named:
    """The person by name, and by her id where the name alone may mean another."""
    name = ledger.person[person].name
    is_double = sum(one.name == name for one in ledger.people) > 1
    return Named(name=name, id=person if is_double else None)


def _ask_to_name(ledger: Ledger, person: str, ask: str | None) -> str | None:
    """The id of the ask that a line has to name: none where she was asked once and may answer.

    In every other case a line without an id may come to mean another ask than the one on the page.
    """
    asks = ledger.asks_of(person)
    is_only = len(asks) == 1 and asks[0].id == ask and asks[0].is_open
    return None if is_only else ask
