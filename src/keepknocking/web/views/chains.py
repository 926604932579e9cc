"""The chains: all of them as rows of doors, and one with what it hangs on and the ways round."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keepknocking.chains.chain import Chain
from keepknocking.chains.search import NotWithinHorizon
from keepknocking.ledger.searches import Goal
from keepknocking.services.chains import (
    NoSuchChain,
    Stands,
    Street,
    WaysRound,
    street,
    ways_round,
)
from keepknocking.services.person import Gathered, gather
from keepknocking.services.questions import EIGHT_WEEKS, DayNotAhead, Question
from keepknocking.web import page as pages
from keepknocking.web.contexts.chain import chain_page
from keepknocking.web.contexts.chain_ways import Ways, ways_of, ways_title
from keepknocking.web.contexts.chains import chain_url, chains_page
from keepknocking.web.desk import Desk, the_desk
from keepknocking.web.forms.chains import AheadForm
from keepknocking.web.forms.events import said

_REFUSED = 422  # by definition: understood, and cannot be done
_MOST_DIGITS = 6  # numerical: a page number is no longer
QUICK = 60  # numerical: with so many open asks the ways round are worked out with the page


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every chain, the living first."""
    desk = the_desk()
    shown = chains_page(
        street(desk.home, today=desk.today),
        number=_number(request.GET.get("page", "")) or 1,
        over=_number(request.GET.get("over", "")),
    )
    return pages.page(request, "chains.html", {"page": shown}, section="chains")


def _number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) <= _MOST_DIGITS else 0


@require_safe
def one(request: HttpRequest, ask: str) -> HttpResponse:
    """One chain, by the last ask of it; an ask that led on leads to the chain it has become."""
    desk = the_desk()
    every = street(desk.home, today=desk.today)
    stands = every.ending_with(ask, request.GET.get("opening", ""))
    if stands is None:
        return HttpResponseRedirect(_grown(every, ask))
    last = gather(desk.home, stands.chain.tip.of, today=desk.today)
    is_quick = every.open_asks <= QUICK or bool({"goal", "by", "ways"} & set(request.GET))
    ways, status = _ways(request, desk, stands, last) if is_quick else (_later(stands), 200)
    if request.headers.get("HX-Target") == "ways":
        return render(request, "keepknocking/chain_ways.html", {"ways": ways}, status=status)
    first = gather(desk.home, stands.chain.asks[0].of, today=desk.today)
    context = {"page": chain_page(every, stands, first, last), "ways": ways}
    return pages.page(request, "chain.html", context, section="chains", status=status)


def _grown(every: Street, ask: str) -> str:
    try:
        return chain_url(every.grown_from(ask).chain)
    except NoSuchChain as error:
        raise Http404(str(error)) from None


def _later(stands: Stands) -> Ways:
    """That there is more to come: many open asks take a moment to weigh."""
    return Ways(title=ways_title(stands), chain=stands.chain)


def _ways(request: HttpRequest, desk: Desk, stands: Stands, last: Gathered) -> tuple[Ways, int]:
    """The ways round as asked for in the address, and the status of the answer."""
    search = last.index.ledger.search
    form = AheadForm(
        request.GET,
        goal=Goal.OFFER if search is None else search.goal,
        by=desk.today + EIGHT_WEEKS,
    )
    found = _found(form, desk, stands.chain)
    if found is None:
        return Ways(title=ways_title(stands), chain=stands.chain, form=form), _REFUSED
    silence = next((one for one in last.silences if one.ask.id == stands.chain.tip.id), None)
    return ways_of(found, stands, silence, form), 200


def _found(form: AheadForm, desk: Desk, chain: Chain) -> WaysRound | None:
    """What can be done, or None with the trouble put down at the field."""
    if not form.is_valid():
        return None
    question = Question(home=desk.home, today=desk.today, by=form.day, goal=form.wanted)
    try:
        return ways_round(question, chain)
    except (DayNotAhead, NotWithinHorizon) as error:
        form.add_error("by", said(error))
        return None
