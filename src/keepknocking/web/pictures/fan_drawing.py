"""How a forecast is drawn: one drawing inside another.

The outer one is as wide as its place and holds the words, at shares of the width and pixels of
height, so that they keep their size. The inner one holds the curves, a unit for a day and a unit
for a pixel of height, and is stretched. The band of the second curve is hatched, so that two bands
that overlap are told apart without colour; its hatching lies in the outer drawing, cut to the
shape of the band, because stretched hatching would change its slope.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from keepknocking.web.pictures.axes import ChanceAxis, chance_axis, day_labels
from keepknocking.web.pictures.curves import FanChart, heights
from keepknocking.web.pictures.end_labels import Plot, end_labels
from keepknocking.web.pictures.fan_legend import STYLES
from keepknocking.web.pictures.labels import LANE, Label, flags
from keepknocking.web.pictures.markup import Attributes, element, joined, meaningful, percent, spelt
from keepknocking.web.pictures.polyline import FloatArray, band_path, edges_path, line_path
from keepknocking.wording.phrases import HUNDRED, day_in_words, of_100

HEIGHT = 300.0  # design choice: pixels of the plot
TOP_WORDS = 26.0  # design choice: pixels above the plot for the words of its highest line
DAY_WORDS = 30.0  # design choice: pixels below the plot for the words of the days
TICK = 6.0  # design choice: pixels of a tick
HATCH = 8.0  # design choice: pixels from one stroke of the hatching to the next
DOT = 5.5  # design choice: the radius of a dot on a line, in pixels


FLAG_LIFT = 28.0  # design choice: pixels from the plot up to the words of the lowest flags


@dataclass(frozen=True, slots=True)
class _Flag:
    """A day that is marked: its words on a pole, down to the first curve."""

    label: Label
    day: int


@dataclass(frozen=True, slots=True)
class _Scene:
    """A chart with the places of everything in it."""

    chart: FanChart
    axis: ChanceAxis
    plot: Plot
    flags: tuple[_Flag, ...]

    def lines(self, which: Sequence[Sequence[float]]) -> list[FloatArray]:
        """Curves as pixels from the upper edge of the plot."""
        return [heights(values, top=self.axis.top / HUNDRED, height=HEIGHT) for values in which]

    def band(self, number: int) -> tuple[FloatArray, FloatArray]:
        """The upper and the lower edge of a curve's band."""
        curve = self.chart.curves[number]
        high, low = self.lines([curve.high, curve.low])
        return high, low

    def share(self, day: int) -> float:
        """Where a day stands, as a share of the width."""
        return day / self.chart.days

    def down(self, chance: float) -> float:
        """Where a chance stands, in pixels from the top of the drawing."""
        return self.plot.floor - HEIGHT * chance * HUNDRED / self.axis.top

    def dot(self, flag: _Flag) -> float:
        """Where the pole of a flag meets the first curve, in pixels from the top."""
        return self.down(self.chart.curves[0].at(flag.day)[0])


def fan_svg(chart: FanChart, sentence: str) -> SafeString:
    """The drawing of a forecast, read out as its sentence."""
    scene = _scene(chart)
    attributes = meaningful("chart", sentence) | {
        "width": "100%",
        "height": scene.plot.floor + DAY_WORDS,
    }
    return element(
        "svg",
        attributes,
        _grid(scene),
        *_hatched(scene),
        _stretched(scene),
        *_days(scene),
        *_poles(scene),
        *_dots(scene),
        *_words(scene),
    )


def _scene(chart: FanChart) -> _Scene:
    marked = _marked(chart)
    hung = flags([(words, day / chart.days) for words, day in marked], lowest=0.0)
    lanes = 1 - min((label.y for label in hung), default=LANE) / LANE
    top = TOP_WORDS + lanes * LANE
    placed = tuple(
        _Flag(replace(label, y=label.y + top - FLAG_LIFT), day)
        for label, (_, day) in zip(hung, marked, strict=True)
    )
    return _Scene(chart, chance_axis(chart.highest, of=chart.of), Plot(top, top + HEIGHT), placed)


def _marked(chart: FanChart) -> list[tuple[str, int]]:
    """The days that get a flag, with its words."""
    marked = []
    if chart.by is not None:
        day = (chart.by - chart.start).days
        number = of_100(chart.curves[0].at(day)[0])
        marked.append((f"{day_in_words(chart.by, today=chart.start)}: {number}", day))
    if chart.even_on is not None and chart.even_day is not None:
        words = f"even chance {day_in_words(chart.even_on, today=chart.start)}"
        marked.append((words, chart.even_day))
    return marked


def _grid(scene: _Scene) -> SafeString:
    """A line at each step of the chances, and the floor."""
    return joined(
        element("line", {"class": name, "x1": "0", "x2": "100%", "y1": y, "y2": y})
        for name, y in (
            *(("c-grid", scene.down(line / HUNDRED)) for line in scene.axis.lines),
            ("c-axis", scene.plot.floor),
        )
    )


def _hatched(scene: _Scene) -> Iterator[SafeString]:
    """The hatching of the bands that are not filled, cut to their shape."""
    chart = scene.chart
    for number, style in enumerate(STYLES[: len(chart.curves)]):
        if style.slope is not None:
            name = f"{chart.ident}-{number}"
            yield _hatching(name, style.slope)
            yield _cut(name, band_path(*scene.band(number)), days=chart.days)
            place: Attributes = {"x": "0", "y": scene.plot.top, "width": "100%", "height": HEIGHT}
            paint: Attributes = {"fill": f"url(#{name}-hatch)", "clip-path": f"url(#{name}-cut)"}
            yield element("rect", place | paint)


def _hatching(name: str, slope: int) -> SafeString:
    attributes: Attributes = {
        "id": f"{name}-hatch",
        "width": HATCH,
        "height": HATCH,
        "patternUnits": "userSpaceOnUse",
        "patternTransform": f"rotate({slope})",
    }
    stroke = element("path", {"class": "c-hatch", "d": f"M0 0v{spelt(HATCH)}"})
    return element("pattern", attributes, stroke)


def _cut(name: str, band: str, *, days: int) -> SafeString:
    """The shape of a band as a share of the plot, so that it is stretched with its place."""
    scale = f"scale({1 / days:.8f} {1 / HEIGHT:.8f})"
    shape = element("path", {"id": f"{name}-band", "d": band, "transform": scale})
    attributes: Attributes = {"id": f"{name}-cut", "clipPathUnits": "objectBoundingBox"}
    return element("clipPath", attributes, shape)


def _stretched(scene: _Scene) -> SafeString:
    """Filled bands, the edges of hatched ones, and the lines: the last curve first."""
    parts: list[SafeString] = []
    for number, style in enumerate(STYLES[: len(scene.chart.curves)]):
        high, low = scene.band(number)
        if style.slope is None:
            parts.append(element("path", {"class": "c-band", "d": band_path(high, low)}))
        else:
            parts.append(element("path", {"class": "c-edge", "d": edges_path(high, low)}))
    middles = scene.lines([curve.middle for curve in scene.chart.curves])
    drawn = list(zip(STYLES, middles, strict=False))
    for style, middle in reversed(drawn):
        parts.append(element("path", {"class": style.line, "d": line_path(middle)}))
    attributes: Attributes = {
        "x": "0",
        "y": scene.plot.top,
        "width": "100%",
        "height": HEIGHT,
        "viewBox": f"0 0 {scene.chart.days} {spelt(HEIGHT)}",
        "preserveAspectRatio": "none",
        "overflow": "visible",
    }
    return element("svg", attributes, *parts)


def _days(scene: _Scene) -> Iterator[SafeString]:
    """The words along the floor, with a tick at each."""
    chart, floor = scene.chart, scene.plot.floor
    y = floor + DAY_WORDS - 8
    for label in day_labels(chart.start, chart.days, start_words=chart.start_words, y=y):
        at = percent(label.share)
        line: Attributes = {"class": "c-tk", "x1": at, "x2": at, "y1": floor, "y2": floor + TICK}
        yield element("line", line)
        yield _text("c-tick", label)


def _poles(scene: _Scene) -> Iterator[SafeString]:
    """The pole of each flag, from its words down to the floor."""
    for flag in scene.flags:
        at = percent(scene.share(flag.day))
        ends: Attributes = {"y1": flag.label.y + 4, "y2": scene.plot.floor}
        yield element("line", {"class": "c-pole", "x1": at, "x2": at} | ends)


def _dots(scene: _Scene) -> Iterator[SafeString]:
    """A dot where a pole meets the first curve."""
    for flag in scene.flags:
        chance, _, _ = scene.chart.curves[0].at(flag.day)
        place: Attributes = {
            "cx": percent(scene.share(flag.day)),
            "cy": scene.down(chance),
            "r": DOT,
        }
        yield element("circle", {"class": "c-dot"} | place)


def _words(scene: _Scene) -> Iterator[SafeString]:
    """The words at the lines of the chances, on the flags and at the ends of the curves."""
    for line in scene.axis.lines:
        y = scene.down(line / HUNDRED) - 6
        yield _text("c-tick", Label(scene.axis.words(line), 0.0, "start", y))
    for flag in scene.flags:
        yield _text("c-lab", flag.label)
    curves = scene.chart.curves
    said = [f"{curve.words}: {of_100(curve.middle[-1])}" for curve in curves]
    dots = tuple((scene.share(flag.day), scene.dot(flag)) for flag in scene.flags)
    plot = replace(scene.plot, poles=dots)
    for label in end_labels(said, scene.lines([curve.middle for curve in curves]), plot):
        yield _text("c-lab", label)


def _text(name: str, label: Label) -> SafeString:
    place: Attributes = {"x": percent(label.share), "y": label.y, "text-anchor": label.anchor}
    return element("text", {"class": name} | place, label.words)
