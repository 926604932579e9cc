"""The addresses of the pages, by subject. Names are what templates and tests use."""

from django.urls import path, register_converter

from keepknocking.web.ids import LedgerId
from keepknocking.web.views import (
    beginning,
    capture,
    chains,
    events,
    evidence,
    facts,
    forecast,
    history,
    people,
    sheet,
    story,
    today,
)

register_converter(LedgerId, "id")

urlpatterns = [
    path("", today.page, name="today"),
    path("begin/", beginning.page, name="begin"),
    path("capture/", capture.understand, name="capture"),
    path("capture/keep/", capture.keep, name="keep"),
    path("events/", events.street, name="events"),
    path("events/<id:event>/", events.page, name="event"),
    path("events/<id:event>/guess/", events.guess, name="guess"),
    path("events/<id:event>/open/", events.open_house, name="open_house"),
    path("events/<id:event>/debrief/", events.debrief, name="debrief"),
    path("people/", people.street, name="people"),
    path("people/<id:person>/", people.page, name="person"),
    path("chains/", chains.page, name="chains"),
    path("chains/<id:ask>/", chains.one, name="chain"),
    path("forecast/", forecast.page, name="forecast"),
    path("evidence/", evidence.page, name="evidence"),
    path("evidence/<str:key>/", evidence.one, name="reason"),
    path("story/", story.page, name="story"),
    path("story/edit/", story.edit, name="edit_story"),
    path("history/", history.page, name="history"),
    path("history/<int:deed>/undo/", history.undo, name="undo"),
    path("facts/<str:table>/<int:row>/", facts.page, name="fact"),
    path("facts/<str:table>/<int:row>/change/", facts.change, name="change_fact"),
    path("facts/<str:table>/<int:row>/remove/", facts.remove, name="remove_fact"),
    path("sheet/", sheet.page, name="sheet"),
]
