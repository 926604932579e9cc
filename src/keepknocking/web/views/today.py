"""The page of the day."""

from django.http import HttpRequest, HttpResponse

from keepknocking.services.agenda import agenda
from keepknocking.services.movements import moved
from keepknocking.services.questions import Question, weigh_silences
from keepknocking.web.contexts.imports import waiting_words
from keepknocking.web.contexts.today import today_page
from keepknocking.web.desk import the_desk
from keepknocking.web.page import page as page_of


def page(request: HttpRequest) -> HttpResponse:
    """Which doors now, in order and why; what is on; what has moved; who has gone quiet."""
    desk = the_desk()
    question = Question(home=desk.home, today=desk.today)
    shown = today_page(
        agenda(question),
        weigh_silences(question),
        moved(question),
        today=desk.today,
        waiting=waiting_words(desk.home),
    )
    return page_of(request, "today.html", {"today": shown}, section="today")
