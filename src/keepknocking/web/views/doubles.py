"""Who may stand here twice; and, as deeds, what is decided about each pair."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from keepknocking.services.duplicates import Said, doubles_in, settle
from keepknocking.web.contexts.doubles import PAGE, doubles_page, settled_in_words
from keepknocking.web.desk import the_desk
from keepknocking.web.page import done
from keepknocking.web.page import page as page_of

_MOST_DIGITS = 6  # numerical: a page number is no longer
_UNDECIDED = 422  # by definition: understood, and nothing to do
_NOTHING_SAID = "Nothing was chosen yet: say of at least one pair what they are."


def page(request: HttpRequest) -> HttpResponse:
    """The pairs, twenty at a time; and, as a deed, the decisions of one page."""
    if request.method == "POST":
        return _settle(request)
    merged, apart = (_number(request.GET.get(name, "")) for name in ("merged", "apart"))
    return _page(request, settled=settled_in_words(merged, apart))


def _page(request: HttpRequest, *, settled: str = "", refused: str = "") -> HttpResponse:
    shown = doubles_page(
        doubles_in(the_desk().home), number=_number(request.GET.get("page", "")), settled=settled
    )
    context = {"doubles": shown, "refused": refused}
    status = _UNDECIDED if refused else 200
    return page_of(request, "doubles.html", context, section="people", status=status)


def _settle(request: HttpRequest) -> HttpResponse:
    desk = the_desk()
    said = _said(request.POST)
    if all(word is Said.LATER for _, _, word in said):
        return _page(request, refused=_NOTHING_SAID)
    settled = settle(desk.home, said, at=desk.now)
    back = QueryDict(mutable=True)
    back.update({"merged": str(settled.merged), "apart": str(settled.apart)})
    return done(desk.home, f"{reverse('doubles')}?{back.urlencode()}")


def _said(form: QueryDict) -> list[tuple[str, str, Said]]:
    """What the form says of each pair; what it cannot mean is left for later."""
    words = set(Said)
    return [
        (form.get(f"one-{number}", ""), form.get(f"other-{number}", ""), Said(word))
        for number in range(PAGE)
        if (word := form.get(f"say-{number}", "")) in words
    ]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0
