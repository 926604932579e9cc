"""Tags for templates: a number on its plate, and the row of pages in the shop front.

A plate says by its shape whose number it is: yours is round and brass, the house's square and
blue, what happened is ink. Every number leads to its reasons, so a plate is a link wherever it
is given an address.
"""

from dataclasses import dataclass

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

PLATES = frozenset({"yours", "house", "came"})

# The seven pages in their order: name of the address, word in the shop front.
PAGES = (
    ("today", "Today"),
    ("events", "Events"),
    ("people", "People"),
    ("chains", "Chains"),
    ("forecast", "Forecast"),
    ("evidence", "Evidence"),
    ("story", "Story"),
)


class UnknownPlate(ValueError):
    """A kind of number that has no plate."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"there is no plate {kind!r}: say one of {', '.join(sorted(PLATES))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One page as the shop front names it."""

    name: str
    url: str
    current: bool


@register.simple_tag
def plate(value: object, kind: str = "house", url: str = "") -> SafeString:
    """A number on its plate; with `url`, a link to the number's reasons.

    `kind` is "yours", "house" or "came"; empty means the house's. Other words are refused with
    `UnknownPlate`, so that a slip in a template does not change whose number it seems to be.

    >>> plate(23)
    '<b class="plate house">23</b>'
    >>> plate("22 July", "yours", "/why/")
    '<a class="plate yours" href="/why/">22 July<span class="vh"> (its reasons)</span></a>'
    """
    kind = kind or "house"
    if kind not in PLATES:
        raise UnknownPlate(kind)
    if not url:
        return format_html('<b class="plate {}">{}</b>', kind, value)
    return format_html(
        '<a class="plate {}" href="{}">{}<span class="vh"> (its reasons)</span></a>',
        kind,
        url,
        value,
    )


@register.inclusion_tag("keepknocking/parts/nav.html")
def pages(section: str = "") -> dict[str, tuple[Place, ...]]:
    """The row of pages; a page without an address here is left out, `section` is the current."""
    found = []
    for name, words in PAGES:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Place(name=words, url=url, current=name == section))
    return {"places": tuple(found)}
