"""The story: read a month at a time, found in, taken home as a file, and edited as text."""

from dataclasses import replace
from http import HTTPStatus

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from keepknocking.exchange.text_file import TextFileError
from keepknocking.services.history import deeds_since
from keepknocking.services.homes import NothingToRecord, NotUnderstood
from keepknocking.services.story_edits import (
    FileTooLarge,
    LedgerMovedOn,
    Typed,
    Way,
    Weighed,
    editable,
    keep_text,
    text_of_upload,
    weighed,
)
from keepknocking.services.whole_story import story_text
from keepknocking.web.contexts.story import story_page
from keepknocking.web.contexts.story_edits import MOST_EDITED, deeds_in_words, edit_page, preview_of
from keepknocking.web.desk import the_desk
from keepknocking.web.forms.facts import sentence
from keepknocking.web.page import done
from keepknocking.web.page import page as page_of

MOST_SINCE = 20  # design choice: so many deeds of another window are shown
LONGEST_FIND = 200  # design choice: nobody looks for more at once
NOTHING_TYPED = "There is no line here yet: write one, or choose a file."


def page(request: HttpRequest) -> HttpResponse:
    """A month of the story, the lines with some words, or all of it as a file."""
    desk = the_desk()
    if request.GET.get("as") == "file":
        return _file(story_text(desk.home))
    shown = story_page(
        desk.home,
        month=request.GET.get("month", ""),
        words=" ".join(request.GET.get("q", "")[:LONGEST_FIND].split()),
        number=_number(request.GET.get("page", "")),
        today=desk.today,
    )
    return page_of(request, "story.html", {"story": shown}, section="story")


def edit(request: HttpRequest) -> HttpResponse:
    """The story as text: lines to add, or all of it changed; shown first, then kept."""
    if request.method != "POST":
        return _edit_page(request)
    way = Way.REPLACE if request.POST.get("way") == Way.REPLACE else Way.ADD
    try:
        text = _text(request)
    except (TextFileError, FileTooLarge) as error:
        typed = Typed(way=way, text=_typed(request), revision=_seen(request))
        return _edit_page(request, typed=typed, error=sentence(error))
    typed = Typed(way=way, text=text, revision=_seen(request))
    if not text.strip():
        return _edit_page(request, typed=typed, error=NOTHING_TYPED)
    if request.POST.get("deed") == "keep":
        return _kept(request, typed)
    return _weighed(request, typed)


def _weighed(request: HttpRequest, typed: Typed) -> HttpResponse:
    """What the text would change, before anything is written."""
    desk = the_desk()
    try:
        found = weighed(desk.home, typed, today=desk.today, now=desk.now)
    except LedgerMovedOn:
        return _both(request, typed)
    return _edit_page(request, typed=typed, weighed=found)


def _kept(request: HttpRequest, typed: Typed) -> HttpResponse:
    desk = the_desk()
    try:
        keep_text(desk.home, typed, today=desk.today, at=desk.now)
    except LedgerMovedOn:
        return _both(request, typed)
    except (NotUnderstood, NothingToRecord):
        return _weighed(request, typed)
    return done(desk.home, reverse("story"))


def _both(request: HttpRequest, typed: Typed) -> HttpResponse:
    """What was done in another window meanwhile, and what this text would change now."""
    desk = the_desk()
    since = deeds_since(desk.home, _seen(request), most=MOST_SINCE)
    now = replace(typed, revision=None)
    found = weighed(desk.home, now, today=desk.today, now=desk.now)
    context = {
        "preview": preview_of(found),
        "since": deeds_in_words(since, today=desk.today, now=desk.now),
    }
    status = HTTPStatus.CONFLICT
    return page_of(request, "story_both.html", context, section="story", status=status)


def _edit_page(
    request: HttpRequest,
    *,
    typed: Typed | None = None,
    weighed: Weighed | None = None,
    error: str = "",
) -> HttpResponse:
    fresh = editable(the_desk().home, most=MOST_EDITED)
    shown = edit_page(fresh, typed=typed, weighed=weighed, error=error)
    is_fine = not error and (weighed is None or not weighed.problems)
    return page_of(
        request,
        "story_edit.html",
        {"edit": shown},
        section="story",
        status=HTTPStatus.OK if is_fine else HTTPStatus.UNPROCESSABLE_ENTITY,
    )


def _text(request: HttpRequest) -> str:
    """The text of the chosen file, or what was typed.

    Raises
    ------
    FileTooLarge, TextFileError
    """
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or file.file is None or not file.size:
        return _typed(request)
    return text_of_upload(file.file, name=file.name or "the file", size=file.size)


def _typed(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n")


def _seen(request: HttpRequest) -> int:
    return _number(request.POST.get("revision", ""), least=0)


def _number(words: str, *, least: int = 1) -> int:
    """A number of an address; the least one where it is none."""
    if not words.isdecimal() or len(words) > 18:  # noqa: PLR2004 (numerical: a row's number)
        return least
    return max(int(words), least)


def _file(text: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="search.story"'},
    )
