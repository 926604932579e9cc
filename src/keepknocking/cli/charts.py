"""The two curves of a forecast with their bands, drawn for a terminal.

*If you keep knocking* is a solid line, *if you stop tonight* a dashed one; each stands in its own
texture, which covers the middle 80 %. Lines are told apart by their stroke and their label, bands
by their texture; colour only helps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from keepknocking.cli.canvas import ACROSS, DOWN, Canvas, Paint, unpainted
from keepknocking.wording.phrases import HUNDRED, short_day, whole_of_100

HEIGHT = 12  # design choice: rows of the picture
_TOPS = (0.05, 0.10, 0.20, 0.50, 1.0)  # design choice: round tops of the upright axis
_AXIS = 5  # columns for the figures on the left
_LABEL = 15  # columns for the names on the right
_DASH = 6  # design choice: dots of a dash and its gap
_ROOM = 3  # columns kept free between two days on the axis
KEEP, STOP, KEEP_BAND, STOP_BAND, MARK = "keep", "stop", "keep band", "stop band", "mark"
_RANKS = (KEEP, STOP, STOP_BAND, KEEP_BAND, MARK)
_SIGNS = {KEEP: "*", STOP: "o", KEEP_BAND: ".", STOP_BAND: ":", MARK: "|"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A curve day by day, all in [0, 1] and of one length: the chance, and the ends of its band."""

    mean: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the picture shows: from which day, with a mark at which, how wide, made of what."""

    start: date
    mark: date
    width: int
    unicode: bool = True

    @property
    def columns(self) -> int:
        """Columns of the picture itself."""
        return self.width - _AXIS - _LABEL


def two_curves(keep: Line, stop: Line, *, frame: Frame, paint: Paint = unpainted) -> list[str]:
    """The picture as lines of at most `frame.width` columns."""
    top = _top(max(*keep.high, *stop.high))
    canvas = Canvas(width=frame.columns, height=HEIGHT, ranks=_RANKS)
    _stroke(canvas, keep.mean, top, role=KEEP)
    _stroke(canvas, stop.mean, top, role=STOP)
    _band(canvas, keep, top, role=KEEP_BAND, shift=0)
    _band(canvas, stop, top, role=STOP_BAND, shift=1)
    days = len(keep.mean) - 1
    at = round((frame.mark - frame.start).days / days * (frame.columns - 1))
    for row in range(HEIGHT):
        canvas.letter(at, row, "┊" if frame.unicode else "|", MARK)
    drawn = canvas.rows(signs=None if frame.unicode else _SIGNS, paint=paint)
    labels = _labels(keep.mean[-1] / top, stop.mean[-1] / top)
    lines = [_left(row, top, unicode=frame.unicode) + text for row, text in enumerate(drawn)]
    for row, (text, role) in labels.items():
        lines[row] += " " + paint(text, role)
    return [_flag(frame, at, keep, stop), *lines, *_foot(frame, days)]


def _top(highest: float) -> float:
    return next((top for top in _TOPS if highest <= top), 1.0)


def _dot_row(value: float, top: float) -> int:
    return round((1.0 - value / top) * (HEIGHT * DOWN - 1))


def _between(values: Sequence[float], place: float) -> float:
    """The curve at a share of its length, straight between the days."""
    exact = place * (len(values) - 1)
    before = min(int(exact), len(values) - 1)
    after = min(before + 1, len(values) - 1)
    return values[before] + (values[after] - values[before]) * (exact - before)


def _stroke(canvas: Canvas, values: Sequence[float], top: float, *, role: str) -> None:
    dots = canvas.width * ACROSS
    last: int | None = None
    for x in range(dots):
        y = _dot_row(_between(values, x / (dots - 1)), top)
        upper, lower = (y, y) if last is None else (min(y, last), max(y, last))
        if role == KEEP or x % _DASH < _DASH // 2:
            for each in range(upper, lower + 1) if upper < lower - 1 else (y,):
                canvas.dot(x, each, role)
        last = y


def _band(canvas: Canvas, line: Line, top: float, *, role: str, shift: int) -> None:
    dots = canvas.width * ACROSS
    for x in range(shift, dots, ACROSS):
        place = x / (dots - 1)
        upper = _dot_row(_between(line.high, place), top)
        lower = _dot_row(_between(line.low, place), top)
        for y in range(upper, lower + 1):
            if y % DOWN == shift * ACROSS:
                canvas.texture(x, y, role, under=(KEEP, STOP))


def _left(row: int, top: float, *, unicode: bool) -> str:
    at = {0: top, HEIGHT // 2: top / 2}.get(row)
    text = "" if at is None else f"{HUNDRED * at:g}"
    tick, line = ("┤", "│") if unicode else ("+", "|")
    return f"{text:>{_AXIS - 2}} " + (line if at is None else tick)


def _labels(keep: float, stop: float) -> dict[int, tuple[str, str]]:
    """The names of the curves beside their ends, on two rows."""
    upper = min(int((1.0 - keep) * HEIGHT), HEIGHT - 1)
    lower = min(int((1.0 - stop) * HEIGHT), HEIGHT - 1)
    if upper >= lower:
        upper, lower = (lower - 1, lower) if lower > 0 else (0, 1)
    return {upper: ("keep knocking", KEEP), lower: ("stop tonight", STOP)}


def _flag(frame: Frame, at: int, keep: Line, stop: Line) -> str:
    """What the mark says, above the picture."""
    day = (frame.mark - frame.start).days
    said = (
        f"{short_day(frame.mark)}: {whole_of_100(keep.mean[day])} keep, "
        f"{whole_of_100(stop.mean[day])} stop"
    )
    begin = max(min(_AXIS + at - len(said) // 2, frame.width - len(said)), 0)
    return " " * begin + said


def _foot(frame: Frame, days: int) -> list[str]:
    corner, line, tick = ("└", "─", "┬") if frame.unicode else ("+", "-", "+")
    rule = [line] * frame.columns
    words = [" "] * (frame.width)
    free = 0
    for day, text in _days_of_axis(frame.start, days):
        column = round(day / days * (frame.columns - 1))
        begin = _AXIS + (column if day == 0 else column - len(text) // 2)
        if begin >= free and begin + len(text) <= frame.width:
            rule[column] = tick
            words[begin : begin + len(text)] = text
            free = begin + len(text) + _ROOM
    return [
        f"{0:>{_AXIS - 2}} {corner}" + "".join(rule),
        "".join(words).rstrip(),
    ]


def _days_of_axis(start: date, days: int) -> list[tuple[int, str]]:
    """Today, and the first of every month after it."""
    found = [(0, "today")]
    for day in range(1, days + 1):
        on = start + timedelta(days=day)
        if on.day == 1:
            found.append((day, short_day(on)))
    return found
