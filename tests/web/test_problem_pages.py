"""The pages for what cannot be done: plain, kind, and standing on their own."""

import pytest
from django.template.loader import render_to_string
from pytest_django import Settings

from keepknocking.web import problem_pages
from keepknocking.web.problem_pages import (
    BAD_REQUEST,
    NOT_FOUND,
    NOT_YOURS,
    OUR_MISTAKE,
    STALE_FORM,
    ProblemPage,
    page_of,
)


class NoAddresses:
    """Addresses as they are where no page can be shown."""

    urlpatterns = ()


EVERY_PAGE = [page for page in vars(problem_pages).values() if isinstance(page, ProblemPage)]


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.title)
def test_a_problem_is_told_without_database_or_addresses(
    page: ProblemPage, settings: Settings
) -> None:
    settings.ROOT_URLCONF = NoAddresses
    html = render_to_string("keepknocking/problem.html", page.context())
    for said in (page.title, page.sentence, page.advice, str(page.status)):
        assert said in html
    assert "<form" not in html


@pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda page: page.title)
def test_a_problem_has_a_title_a_sentence_and_something_to_do(page: ProblemPage) -> None:
    assert 400 <= page.status < 600
    assert not page.title.endswith(".")
    assert page.sentence.endswith(".")
    assert page.advice.endswith(".")
    for word in ("error", "invalid", "illegal", "fail", "sorry", "oops", "!"):
        assert word not in f"{page.title} {page.sentence} {page.advice}".lower()


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 500, 503])
def test_every_status_that_can_happen_has_words(status: int) -> None:
    assert page_of(status).status == status


def test_a_status_without_words_is_our_mistake() -> None:
    assert page_of(507) == OUR_MISTAKE


def test_who_has_no_key_is_told_how_to_get_one() -> None:
    assert page_of(403) == NOT_YOURS
    assert "run knock serve and open the address it prints" in NOT_YOURS.advice


def test_what_was_typed_is_given_back(settings: Settings) -> None:
    settings.ROOT_URLCONF = NoAddresses
    context = NOT_FOUND.context(typed="met Ana", back="/people/", back_words="To the people")
    html = render_to_string("keepknocking/problem.html", context)
    assert "readonly>met Ana</textarea>" in html
    assert '<a class="btn plain" href="/people/">To the people</a>' in html


def test_only_who_may_see_no_page_is_shown_no_row_of_pages() -> None:
    without = {page.status for page in EVERY_PAGE if page.context()["without_nav"]}
    assert without == {BAD_REQUEST.status, NOT_YOURS.status}
    assert not STALE_FORM.without_nav
