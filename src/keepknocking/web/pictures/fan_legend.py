"""How lines and bands are told apart: solid and filled, dashed and hatched, dotted and hatched.

The order is the order of the curves. Colour says nothing here that shape does not say as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from keepknocking.web.pictures.markup import decorative, element
from keepknocking.web.pictures.tables import LegendLine


@dataclass(frozen=True, slots=True)
class Style:
    """The class of a line, and the slope of its band's hatching in degrees; None: filled."""

    line: str
    slope: int | None


STYLES = (Style("c-k", None), Style("c-s", 45), Style("c-t", -45))
"""The styles of the first, the second and the third curve."""


def fan_legend(words: Sequence[str]) -> tuple[LegendLine, ...]:
    """A line of the legend for each curve, and one for the bands."""
    lines = [LegendLine(_key(style), "", said) for style, said in zip(STYLES, words, strict=False)]
    several = len(words) > 1
    shaded = "shaded or hatched" if several else "shaded"
    meaning = f"{shaded}: the true number lies there 8 times in 10"
    return (*lines, LegendLine(_band_key(hatched=several), "", meaning))


def _key(style: Style) -> SafeString:
    attributes = decorative("mark stroke") | {"viewBox": "0 0 38 16"}
    line = element("path", {"class": style.line, "d": "M1 8h36"})
    return element("svg", attributes, line)


def _band_key(*, hatched: bool) -> SafeString:
    """A piece of band: filled, or half filled and half hatched."""
    attributes = decorative("mark stroke") | {"viewBox": "0 0 38 16"}
    if not hatched:
        filled = element("path", {"class": "c-band", "d": "M0 1h38v14h-38z"})
        return element("svg", attributes, filled)
    return element(
        "svg",
        attributes,
        element("path", {"class": "c-band", "d": "M0 1h18v14h-18z"}),
        element("path", {"class": "c-edge", "d": "M20.5 1.5h17v13h-17z"}),
        element("path", {"class": "c-hatch", "d": "M21 8L28 1M21 15L35 1M28 15L38 5"}),
    )
