"""The evidence: every rate, every figure that may be shown, and nothing else."""

import re
from dataclasses import fields
from html import unescape
from typing import Any

import pytest
from django.test import Client

from keepknocking.evidence.figures import read_all_for_checking, read_figures
from keepknocking.evidence.places import EVENT_KINDS, PURPOSES, TIES
from keepknocking.evidence.rates_file import default_rates, read_rates
from keepknocking.services.grounds import rates_in_use
from keepknocking.wording.rate_sentences import sentence_of

RATES = {rate.key: rate for rate in default_rates().entries}


def words(page: str) -> str:
    plain = re.sub(r"<[^>]+>", " ", page).replace("(its reasons)", "")
    return re.sub(r"\s+([.,:;])", r"\1", " ".join(unescape(plain).split()))


def test_the_first_sentence_says_what_is_assumed(pages: Client) -> None:
    said = words(pages.get("/evidence/").content.decode())
    assert (
        "Of the 64 rates behind these pages, 1 is cited, 6 are derived and 57 are assumed." in said
    )
    assert "Nobody has published it: somebody’s judgement, with its reason." in said  # noqa: RUF001


def test_every_rate_stands_there_once_and_leads_to_its_page(pages: Client) -> None:
    page = pages.get("/evidence/").content.decode()
    linked = re.findall(r'class="plate house" href="/evidence/([^"]+)/"', page)
    assert sorted(linked) == sorted(RATES)
    said = words(page)
    for rate in RATES.values():
        assert str(sentence_of(rate)) in said


@pytest.mark.parametrize("key", list(RATES))
def test_every_rate_has_a_page_with_its_grounds(pages: Client, key: str) -> None:
    response = pages.get(f"/evidence/{key}/")
    said = words(response.content.decode())
    assert response.status_code == 200
    assert str(sentence_of(RATES[key])) in said
    assert " ".join(RATES[key].grounds.why.split()) in said
    assert "Range" in said
    assert "none of your own outcomes yet" in said
    assert RATES[key].grounds.basis.value in said
    assert "%" not in said


def test_every_key_that_a_page_may_name_has_a_page(pages: Client) -> None:
    rates = rates_in_use()
    kinds = [rates.kind(purpose=purpose, tie=tie) for purpose in PURPOSES for tie in (None, *TIES)]
    events = [rates.event(kind) for kind in (None, "ball", *EVENT_KINDS)]
    stages = [rates.interview, rates.cold_interview, rates.offer]
    held: list[Any] = [*kinds, *events, *stages]
    named = {
        getattr(one, field.name).key
        for one in held
        for field in fields(one)
        if field.name != "kind"
    }
    assert named
    for key in named:
        assert pages.get(f"/evidence/{key}/").status_code == 200


@pytest.mark.parametrize("key", list(read_figures()))
def test_every_figure_that_may_be_shown_has_a_page(pages: Client, key: str) -> None:
    response = pages.get(f"/evidence/{key}/")
    said = words(response.content.decode())
    figure = read_figures()[key]
    assert response.status_code == 200
    assert figure.measures in said
    assert figure.who in said
    assert figure.caution in said


def test_what_is_unchecked_is_shown_to_nobody(pages: Client) -> None:
    hidden = set(read_all_for_checking()) - set(read_figures())
    for key in hidden:
        assert pages.get(f"/evidence/{key}/").status_code == 404
    page = pages.get("/evidence/").content.decode()
    assert not [key for key in hidden if f"/evidence/{key}/" in page]


@pytest.mark.parametrize("key", ["nonsense", "kinds.all", "<script>alert(1)</script>", "x" * 900])
def test_an_unknown_key_is_met_kindly(pages: Client, key: str) -> None:
    response = pages.get(f"/evidence/{key}/".replace("</", "<%2F"))
    page = response.content.decode()
    assert response.status_code == 404
    assert "<script>alert" not in page
    if "/" not in key:
        assert "Nothing is known under this name" in page
        assert 'href="/evidence/"' in page


def test_a_rate_says_its_interval_in_the_words_of_its_value(pages: Client) -> None:
    def said(key: str) -> str:
        return words(pages.get(f"/evidence/{key}/").content.decode())

    assert "8 times in 10: 66 to 98 of 100" in said("kinds.introduction.close.promise")
    assert "8 times in 10: 1.5 to 4.2 days" in said("road.first_ask_wait")
    assert "8 times in 10: 1.1 to 3.1 offers" in said("other_ways.offers_per_week")
    assert "8 times in 10: 0 to 5 of 1,000" in said("events.all.an_interview").replace(
        "fewer than 1 to", "0 to"
    )
    assert "none: it is set, not estimated" in said("search.horizon_days")


def test_a_rate_says_as_how_many_outcomes_it_counts(pages: Client) -> None:
    said = words(pages.get("/evidence/kinds.introduction.close.promise/").content.decode())
    assert "2 published figures; none of your own outcomes yet." in said
    assert "as firmly as 6 outcomes would be" in said
    alone = words(pages.get("/evidence/search.horizon_days/").content.decode())
    assert "no figure; none of your own outcomes yet" in alone


@pytest.mark.parametrize("key", list(RATES))
def test_the_lines_to_replace_a_rate_are_a_file_of_rates(pages: Client, key: str) -> None:
    page = pages.get(f"/evidence/{key}/").content.decode()
    (toml,) = re.findall(r'<pre class="shell"[^>]*><code>(.*?)</code></pre>', page, re.DOTALL)
    read = read_rates(unescape(toml), name="mine.toml")
    assert isinstance(read, type(rates_in_use()))
    assert {rate.key: rate for rate in read.entries}[key] == RATES[key]


def test_a_figure_in_words_has_no_plate(pages: Client) -> None:
    page = pages.get("/evidence/gee_strong_tie/").content.decode()
    heading = page.partition("<h1>")[2].partition("</h1>")[0]
    assert "plate" not in heading
    assert "one strong tie helps likelier than one weak tie" in heading


def test_a_figure_tells_its_range_its_making_and_its_use(pages: Client) -> None:
    said = words(pages.get("/evidence/dodds_forward_p_implied/").content.decode())
    assert "36 of 100 chance per link" in said
    assert "36 (35.5 to 37.3) of 100" in said
    assert "Worked out from" in said
    assert "Of 100 people whom you ask for something, 55 say yes." in said
    unused = words(pages.get("/evidence/tm_funnel3/").content.decode())
    assert "no number here is made from it" in unused


def test_no_source_leads_away(pages: Client) -> None:
    for key in read_figures():
        page = pages.get(f"/evidence/{key}/").content.decode()
        assert not re.findall(r'href="(?:https?:)?//', page)


def test_words_find_rates_and_figures(pages: Client) -> None:
    said = words(pages.get("/evidence/?q=milgram").content.decode())
    assert "0 rates and" in said
    assert "with “milgram”." in said
    found = pages.get("/evidence/?q=Stranger+REFERRAL").content.decode()
    assert "/evidence/kinds.referral.stranger.promise/" in found
    assert "/evidence/kinds.all.promise/" not in found


def test_words_that_find_nothing_are_kept_and_told(pages: Client) -> None:
    response = pages.get("/evidence/?q=%3Cb%3Ezzz")
    page = response.content.decode()
    assert "Nothing here has “&lt;b&gt;zzz” in it." in page
    assert 'value="&lt;b&gt;zzz"' in page
    assert "<b>zzz" not in page


def test_the_evidence_can_only_be_read(pages: Client) -> None:
    assert pages.post("/evidence/").status_code == 405
    assert pages.post("/evidence/kinds.all.promise/").status_code == 405
