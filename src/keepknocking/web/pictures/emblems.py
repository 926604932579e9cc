"""Small emblems: the seal of wax on a sealed guess, whole or broken, and the sign of the house."""

from django.utils.safestring import SafeString

from keepknocking.web.pictures.markup import decorative, element

_WAX = (
    "M20 2l4 3 5-1 3 5 5 2-1 5 3 4-3 4 1 5-5 2-3 5-5-1-4 3-4-3-5 1-3-5-5-2 1-5-3-4 3-4-1-5 5-2"
    " 3-5 5 1z"
)
# The two halves of the same outline, parted along the crack.
_LEFT_HALF = "M19 3l-3 2-5-1-3 5-5 2 1 5-3 4 3 4-1 5 5 2 3 5 5-1 2.4 1.6 1.6-7.6-4-5 4-4-3-7z"
_RIGHT_HALF = "M22 3.2l3 1.8 5-1 3 5 5 2-1 5 3 4-3 4 1 5-5 2-3 5-5-1-2.6 2 1.6-8-4-5 4-4-3-7z"
_STAMPED_DOOR = "M14.5 29V18a5.5 5.5 0 0 1 11 0v11z"


def seal(*, broken: bool) -> SafeString:
    """A seal of wax: whole with a door stamped into it, or in two halves."""
    attributes = decorative("waxseal is-broken" if broken else "waxseal") | {"viewBox": "0 0 40 40"}
    if broken:
        return element(
            "svg",
            attributes,
            element("path", {"class": "wax-body", "d": _LEFT_HALF}),
            element("path", {"class": "wax-body", "d": _RIGHT_HALF}),
        )
    return element(
        "svg",
        attributes,
        element("path", {"class": "wax-body", "d": _WAX}),
        element("path", {"class": "wax-stamp", "d": _STAMPED_DOOR}),
        element("circle", {"class": "wax-knob", "cx": 20, "cy": 22.5, "r": 1.7}),
    )


def logo() -> SafeString:
    """The sign of the house: a doorway with its knocker. The name stands beside it."""
    return element(
        "svg",
        decorative("logo") | {"viewBox": "0 0 28 40"},
        element("path", {"class": "l-a", "d": "M1 39V14a13 13 0 0 1 26 0v25z"}),
        element("path", {"class": "l-b", "d": "M14 10v4"}),
        element("circle", {"class": "l-c", "cx": 14, "cy": 20, "r": 5.5}),
    )
