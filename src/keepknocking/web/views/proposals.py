"""What messages and calendars propose; and, as a deed, the owner's word on it."""

from collections.abc import Collection, Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from keepknocking.services.proposals import NoProposal, decide
from keepknocking.web.contexts.proposals import PAGE, proposals_page
from keepknocking.web.desk import the_desk
from keepknocking.web.forms.facts import sentence
from keepknocking.web.page import done
from keepknocking.web.page import page as page_of

_LONGEST_NUMBER = 18  # numerical: a row's number has no more digits
_NOTHING_TICKED = "Nothing was ticked: tick what is true, or say that none of these is."
_DECIDED_ELSEWHERE = (
    "Some of these were decided on somewhere else meanwhile, so nothing was written. "
    "This is how it stands now."
)


def page(request: HttpRequest) -> HttpResponse:
    """The proposals, some at a time; and, as a deed, what is said of those of one page."""
    return _decide(request) if request.method == "POST" else _page(request)


def _page(
    request: HttpRequest,
    *,
    trouble: str = "",
    refused: Mapping[int, str] | None = None,
    ticked: Collection[int] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    desk = the_desk()
    number = _number(request.POST.get("page", "") or request.GET.get("page", ""))
    shown = proposals_page(
        desk.home, number=number or 1, today=desk.today, refused=refused, ticked=ticked
    )
    context = {"proposals": shown, "trouble": trouble}
    return page_of(request, "proposals.html", context, section="people", status=status)


def _decide(request: HttpRequest) -> HttpResponse:
    desk = the_desk()
    shown, ticked = (_numbers(request, name) for name in ("shown", "take"))
    if request.POST.get("do") == "none":
        accepted, declined = frozenset[int](), shown
    else:
        accepted, declined = ticked, frozenset[int]()
    if not accepted and not declined:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, trouble=_NOTHING_TICKED, ticked=ticked, status=status)
    try:
        word = decide(
            desk.home, accepted=accepted, declined=declined, today=desk.today, at=desk.now
        )
    except NoProposal:
        return _page(request, trouble=_DECIDED_ELSEWHERE, status=HTTPStatus.CONFLICT)
    if not word.not_recorded:
        return done(desk.home, reverse("proposals"))
    refused = {each.number: sentence(ValueError(each.why)) for each in word.not_recorded}
    trouble = _told(len(word.accepted), len(refused))
    status = HTTPStatus.OK if word.accepted else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, trouble=trouble, refused=refused, ticked=ticked, status=status)


def _told(written: int, refused: int) -> str:
    could_not = f"{refused} could not be written down, and {'waits' if refused == 1 else 'wait'}."
    return f"{written} written down. {could_not}" if written else could_not


def _numbers(request: HttpRequest, name: str) -> frozenset[int]:
    found = (_number(text) for text in request.POST.getlist(name)[:PAGE])
    return frozenset(number for number in found if number)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else 0
