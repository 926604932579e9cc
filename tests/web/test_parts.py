"""The parts that every page shares, rendered alone: what they say, and that they escape."""

import json
import re
from html import unescape
from types import SimpleNamespace as Thing
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path, reverse
from pytest_django import Settings

from keepknocking.web.templatetags.keepknocking import PAGES, UnknownPlate, plate


def nowhere(request: HttpRequest) -> HttpResponse:
    raise AssertionError(request.path)


class Addresses:
    """The addresses that the parts lead to; no page stands there."""

    urlpatterns = (
        path("", nowhere, name="today"),
        *(path(f"{name}/", nowhere, name=name) for name, _words in PAGES[1:]),
        path("capture/", nowhere, name="capture"),
        path("capture/keep/", nowhere, name="keep"),
    )


class NoAddresses:
    """Addresses as they are where no page can be shown."""

    urlpatterns = ()


HOSTILE = "<script>alert('x')</script>\"'&"


@pytest.fixture(autouse=True)
def _addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = Addresses


def part(name: str, **context: object) -> str:
    request = RequestFactory().get("/people/")
    return render_to_string(f"keepknocking/{name}.html", context, request=request)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("kind", ["yours", "house", "came"])
def test_a_plate_says_by_its_class_whose_number_it_is(kind: str) -> None:
    assert f'class="plate {kind}"' in plate(23, kind)
    assert f'class="plate {kind}"' in plate(23, kind, "/why/")


def test_a_plate_without_a_kind_is_the_houses() -> None:
    assert plate(23, "") == plate(23, "house")


def test_a_plate_with_an_address_leads_to_its_reasons() -> None:
    html = plate("22 July", "house", "/evidence/a/")
    assert html.startswith('<a class="plate house" href="/evidence/a/">22 July')
    assert "reasons" in html


def test_a_plate_of_nobody_is_refused() -> None:
    with pytest.raises(UnknownPlate, match=r"'hose'.*came, house, yours"):
        plate(23, "hose")


def test_a_plate_escapes_what_it_is_given() -> None:
    html = plate(HOSTILE, "yours", '/"><script>')
    assert "<script" not in html
    assert html.count('"') == 6


def test_the_tag_is_used_with_words_and_variables() -> None:
    template = Template('{% load keepknocking %}{% plate by "came" url %}')
    html = template.render(Context({"by": 7, "url": "#why"}))
    assert '<a class="plate came" href="#why">7' in html


def test_the_shop_front_names_seven_pages_and_the_one_that_is_open() -> None:
    html = part("page", section="chains")
    names = re.findall(r'<li><a href="([^"]+)"[^>]*>(\w+)</a>', html)
    assert [name for _url, name in names] == [name for _key, name in PAGES]
    assert re.findall(r'<a href="([^"]+)" aria-current="page">', html) == ["/chains/"]


def test_every_place_that_the_parts_lead_to_has_an_address() -> None:
    for name in (*(key for key, _words in PAGES), "capture", "keep"):
        assert reverse(name, urlconf="keepknocking.web.urls").startswith("/")


def test_a_page_without_an_address_is_left_out(settings: Settings) -> None:
    settings.ROOT_URLCONF = NoAddresses
    html = part("page")
    assert 'class="pages"' not in html
    assert "What just happened?" not in html
    assert "Note it" not in html
    assert "You only need one." in html


def test_a_page_can_do_without_the_row_of_pages() -> None:
    html = part("page", without_nav=True)
    assert 'class="pages"' not in html
    assert "#tell" not in html


def test_every_page_begins_with_a_way_past_the_shop_front() -> None:
    body = part("page").split("<body", 1)[1]
    assert body.index('href="#main"') < body.index("<header")
    assert '<main id="main"' in body


def test_htmx_is_told_to_keep_to_the_rules_of_the_house() -> None:
    found = re.search(r"name=\"htmx-config\" content='([^']+)'", part("page"))
    assert found
    told = json.loads(found.group(1))
    assert told["includeIndicatorStyles"] is False
    assert told["allowEval"] is False
    assert told["allowScriptTags"] is False
    assert told["selfRequestsOnly"] is True
    assert told["historyCacheSize"] == 0
    assert told["responseHandling"][-1]["select"] == "#problem"


def test_the_sample_says_that_it_is_one_and_a_real_ledger_says_nothing() -> None:
    assert "made-up search" in words(part("page", sample="A made-up search"))
    assert "About this ledger" not in part("page", sample=None)


def test_what_was_done_is_told_with_a_way_to_undo_it() -> None:
    html = part("page", flash=Thing(sentence="Kept: Ana promised.", undo_url="/history/7/undo/"))
    assert '<p role="status">Kept: Ana promised.</p>' in html
    assert 'method="post" action="/history/7/undo/"' in html
    assert "csrfmiddlewaretoken" in html.split("/history/7/undo/", 1)[1]


def test_what_cannot_be_undone_has_no_button() -> None:
    assert "Undo" not in part("parts/flash", flash=Thing(sentence="Kept.", undo_url=""))


def test_capture_is_closed_with_the_text_kept_and_goes_back_where_it_was_opened() -> None:
    html = part("page", capture_text="met Ana\nAna promised")
    assert '<details class="capture">' in html
    assert "met Ana\nAna promised</textarea>" in html
    assert 'name="back" value="/people/"' in html
    assert 'action="/capture/"' in html
    assert "csrfmiddlewaretoken" in html


def test_capture_stands_open_where_it_is_asked_to() -> None:
    html = part("parts/capture", open=True, capture_example="met Ana\nasked Ana")
    assert '<details class="capture" open>' in html
    assert "<code>met Ana</code><code>asked Ana</code>" in html


def understood(**said: object) -> Thing:
    found = {"lines": (), "problems": (), "text": "", "new": (), "back": "/"}
    return Thing(**{**found, **said})


def test_what_was_understood_is_shown_before_it_is_kept() -> None:
    html = part(
        "parts/understood",
        understood=understood(
            lines=("2026-03-12 Ana promised",), text="Ana promised", new=("Ana is new",), back="/p/"
        ),
    )
    assert "<li>2026-03-12 Ana promised</li>" in html
    assert "Ana is new." in html
    assert 'action="/capture/keep/"' in html
    assert 'name="text" value="Ana promised"' in html
    assert 'name="back" value="/p/"' in html
    assert "Keep it" in html


def test_what_was_not_understood_is_told_and_only_the_rest_can_be_kept() -> None:
    problem = Thing(sentence="Line 2: found “askd”.", nearest="asked Ana Reyes for an introduction")
    html = part("parts/understood", understood=understood(lines=("met Ana",), problems=(problem,)))
    assert "Line 2: found “askd”." in html
    assert "<code>asked Ana Reyes for an introduction</code>" in html
    assert "Keep what was understood" in html


def test_where_nothing_was_understood_there_is_nothing_to_keep() -> None:
    html = part(
        "parts/understood", understood=understood(problems=(Thing(sentence="No.", nearest=None),))
    )
    assert "<button" not in html
    assert 'href="#tell"' in html


def figure(**said: object) -> Thing:
    table = Thing(caption="By day", head=("By", "Of 100"), rows=(("1 May", "23"), ("1 June", "30")))
    return Thing(**{"sentence": "Of 100, 23.", "svg": "", "table": table, **said})


def test_a_figure_comes_with_its_sentence_and_its_table() -> None:
    html = part("parts/figure", figure=figure())
    assert "<figcaption>Of 100, 23.</figcaption>" in html
    assert "The same figures as a table" in html
    assert "<caption>By day</caption>" in html
    assert '<th scope="col">Of 100</th>' in html
    assert '<tr><th scope="row">1 June</th><td>30</td></tr>' in html


def test_a_sentence_that_stands_in_the_page_is_only_read_out_again() -> None:
    html = part("parts/figure", figure=figure(), heading=False)
    assert '<figcaption class="vh">' in html


def test_a_legend_stands_beside_a_picture_that_has_none_of_its_own() -> None:
    legend = (Thing(mark="", count="15", words="through people"),)
    assert "<b>15</b> through people" in part("parts/figure", figure=figure(legend=legend))
    whole = part("parts/figure", figure=figure(legend=legend, markup="drawn with its legend"))
    assert "drawn with its legend" in whole
    assert "through people" not in whole


def test_a_number_opens_to_all_that_is_known_of_it() -> None:
    reason = Thing(
        name="Passed on",
        value="40",
        kind="",
        anchor="why-passed",
        range="28 to 53",
        source="Your own asks",
        denominator="9 asks",
        caution="Nothing about others.",
        url="/evidence/a/",
    )
    html = part("parts/reasons", reasons=(reason,))
    assert 'id="why-passed"' in html
    assert '<b class="plate house">40</b>' in html
    said = words(html)
    assert "Range 28 to 53 Where from Your own asks Resting on 9 asks" in said
    assert "Does not say Nothing about others." in said
    assert '<a href="/evidence/a/">Your own asks</a>' in html


def test_what_is_not_known_of_a_number_is_left_out() -> None:
    bare = Thing(name="Pace", value="4", kind="yours", source="You said so")
    html = part("parts/reasons", reasons=(bare,))
    assert words(html) == "Pace 4 Where from You said so"


class AskForm(forms.Form):
    name = forms.CharField(label="Who is it?", help_text="A first name will do.")
    done = forms.BooleanField(label="Done", required=False)
    door = forms.ChoiceField(
        label="Which door?", choices=[("1", "Nothing")], widget=forms.RadioSelect
    )
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError(HOSTILE)


def test_a_field_tells_its_help_and_its_trouble_to_those_who_listen() -> None:
    html = part("parts/form_field", field=AskForm({"name": ""})["name"])
    assert '<label for="id_name">Who is it?</label>' in html
    assert 'aria-invalid="true"' in html
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described
    for place in described.group(1).split():
        assert html.count(f'id="{place}"') == 1
    assert re.search(r'<p class="error">[^<]+</p>', html)


def test_a_field_in_order_says_nothing_of_trouble() -> None:
    html = part("parts/form_field", field=AskForm({"name": "Ana"})["name"])
    assert "aria-invalid" not in html
    assert "error" not in html


def test_a_box_to_tick_stands_in_its_label_and_choices_in_a_fieldset() -> None:
    form = AskForm({"name": "Ana"})
    tick = part("parts/form_field", field=form["done"])
    assert re.search(r'<label class="check" for="id_done"><input[^>]+>Done</label>', tick)
    choices = part("parts/form_field", field=form["door"])
    assert "<legend>Which door?</legend>" in choices
    assert 'aria-describedby="id_door_error"' in choices.split("<legend>")[0]
    assert part("parts/form_field", field=form["hidden"]).strip().startswith("<input")


def test_trouble_of_the_whole_form_is_announced() -> None:
    html = part("parts/form_errors", form=AskForm({"name": "Ana"}))
    assert 'role="alert"' in html
    assert "&lt;script&gt;" in html
    assert part("parts/form_errors", form=AskForm()).strip() == ""


def test_an_empty_place_has_one_next_thing_to_do() -> None:
    empty = Thing(sentence="Nobody yet.", help="One line will do.", action="Write it", url="#tell")
    html = part("parts/empty", empty=empty)
    assert words(html) == "Nobody yet. One line will do. Write it"
    assert html.count("<a ") == 1


def test_a_long_list_goes_on_in_both_directions_or_in_none() -> None:
    html = part(
        "parts/pager", pager=Thing(sentence="51 to 100", previous_url="?page=1", next_url="")
    )
    assert 'rel="prev" href="?page=1"' in html
    assert 'rel="next"' not in html


def test_no_part_lets_hostile_words_become_markup() -> None:
    bad = HOSTILE
    problem = Thing(sentence=bad, nearest=bad, line=1, found=bad, expected=bad)
    everything = (
        part("page", sample=bad, capture_text=bad, capture_example=bad, back=bad)
        + part("parts/flash", flash=Thing(sentence=bad, undo_url=bad))
        + part(
            "parts/understood",
            understood=understood(
                lines=(bad,), problems=(problem,), text=bad, new=(bad,), back=bad
            ),
        )
        + part(
            "parts/figure",
            figure=Thing(
                sentence=bad,
                svg=bad,
                legend=(Thing(mark=bad, count=bad, words=bad),),
                table=Thing(caption=bad, head=(bad,), rows=((bad, bad),)),
            ),
        )
        + part(
            "parts/reasons",
            reasons=(
                Thing(
                    name=bad,
                    value=bad,
                    kind="house",
                    anchor=bad,
                    range=bad,
                    source=bad,
                    denominator=bad,
                    caution=bad,
                    url=bad,
                ),
            ),
        )
        + part("parts/empty", empty=Thing(sentence=bad, help=bad, action=bad, url=bad, svg=bad))
        + part("parts/pager", pager=Thing(sentence=bad, previous_url=bad, next_url=bad))
        + part("problem", title=bad, sentence=bad, advice=bad, typed=bad, back=bad, back_words=bad)
    )
    assert "<script>alert" not in everything
    assert everything.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&quot;") > 30
