"""What is kept about one person, the note that tells her, and erasing her."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from keepknocking.services.erasures import erase as erase_person
from keepknocking.services.kept import Kept, kept_about
from keepknocking.services.person import NobodyThere
from keepknocking.web.desk import the_desk
from keepknocking.web.page import page as page_of
from keepknocking.wording.phrases import counted
from keepknocking.wording.third_persons import ERASING, erased_in_words, note_for

_REFUSED = 422  # by definition: understood, and cannot be done
_NOT_SURE = "Tick the box first: what is erased cannot be brought back."


@require_safe
def page(request: HttpRequest, person: str) -> HttpResponse:
    """The note for her: what is kept about her, and how she can have it removed."""
    kept = _kept(person)
    context = {
        "kept": kept,
        "count": counted(len(kept.lines), "line"),
        "note": note_for(kept, today=the_desk().today),
        "person_url": reverse("person", args=[person]),
        "erase_url": reverse("erase", args=[person]),
    }
    return page_of(request, "kept.html", context, section="people")


def erase(request: HttpRequest, person: str) -> HttpResponse:
    """Ask once more; and, as a deed, erase her."""
    desk = the_desk()
    kept = _kept(person)
    refused = ""
    if request.method == "POST":
        if request.POST.get("sure"):
            done = erase_person(desk.home, person, at=desk.now)
            told = {"sentences": erased_in_words(done), "left": done.left}
            return page_of(request, "erased.html", told, section="people")
        refused = _NOT_SURE
    context = {
        "kept": kept,
        "count": counted(len(kept.lines), "line"),
        "means": ERASING,
        "refused": refused,
        "kept_url": reverse("kept", args=[person]),
        "erase_url": reverse("erase", args=[person]),
    }
    status = _REFUSED if refused else 200
    return page_of(request, "erase.html", context, section="people", status=status)


def _kept(person: str) -> Kept:
    try:
        return kept_about(the_desk().home, person)
    except NobodyThere as error:
        raise Http404(str(error)) from None
