"""How SVG is spelt: elements whose attributes and words are always escaped.

Every piece of markup of the pictures is made here, by Django's own escaping formatter, so that a
name typed by somebody can never become markup. Safe pieces may be nested; plain text is escaped.
"""

from collections.abc import Iterable, Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Attributes = dict[str, str | float]
"""The attributes of an element, in the order in which they are written."""

DECIMALS = 2  # design choice: hundredths of a unit are finer than any screen


def element(name: str, attributes: Mapping[str, str | float], *children: str) -> SafeString:
    """An element with its attributes in the order given, closed at once if it has no children.

    >>> element("circle", {"class": "m-y", "cx": 1.50, "r": 4})
    '<circle class="m-y" cx="1.5" r="4"/>'
    >>> element("text", {"x": 0}, "Ana & <Ben>")
    '<text x="0">Ana &amp; &lt;Ben&gt;</text>'
    """
    told = format_html_join(
        "", ' {}="{}"', ((key, spelt(value)) for key, value in attributes.items())
    )
    if not children:
        return format_html("<{}{}/>", name, told)
    return format_html("<{}{}>{}</{}>", name, told, joined(children), name)


def joined(parts: Iterable[str]) -> SafeString:
    """Pieces of markup one after the other; plain text among them is escaped.

    >>> joined([element("b", {}, "1"), " < 2"])
    '<b>1</b> &lt; 2'
    """
    return format_html_join("", "{}", ((part,) for part in parts))


def spelt(value: str | float) -> str:
    """An attribute's value; numbers without needless digits.

    >>> spelt(19.999), spelt(-0.001), spelt(7.0), spelt(0.25), spelt("100%")
    ('20', '0', '7', '0.25', '100%')
    """
    if isinstance(value, str):
        return value
    rounded = round(value, DECIMALS)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def percent(share: float) -> str:
    """A place along the width, for an attribute: never shown to anybody.

    >>> percent(0.25)
    '25%'
    """
    return f"{spelt(share * 100)}%"  # by definition: a hundred to the whole width


def meaningful(class_name: str, sentence: str) -> Attributes:
    """Attributes of a picture that says something, with the sentence that says it in words."""
    return {"class": class_name, "role": "img", "aria-label": sentence}


def decorative(class_name: str) -> Attributes:
    """Attributes of a picture whose meaning stands beside it in words."""
    return {"class": class_name, "aria-hidden": "true", "focusable": "false"}
