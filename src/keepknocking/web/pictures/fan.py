"""When does it come? Curves of chances over days, each with its band of 80 %, in words as well."""

from keepknocking.web.pictures.axes import table_days
from keepknocking.web.pictures.curves import FanChart
from keepknocking.web.pictures.fan_drawing import fan_svg
from keepknocking.web.pictures.fan_legend import fan_legend
from keepknocking.web.pictures.tables import FigureTable, Picture
from keepknocking.web.pictures.whole_numbers import with_range, with_span
from keepknocking.wording.phrases import day_in_words


def fan(chart: FanChart) -> Picture:
    """The forecast chart, with its sentence, its legend and the figures of its days as a table.

    Examples
    --------
    >>> from datetime import date
    >>> from keepknocking.web.pictures.curves import FanCurve
    >>> keep = FanCurve("keep knocking", [0.0, 0.1, 0.6], [0.0, 0.1, 0.4], [0.0, 0.2, 0.7])
    >>> fan(FanChart(ident="f", caption="Searches that hear yes", of="searches",
    ...              start=date(2026, 3, 12), curves=(keep,), even=False)).sentence
    'Of 100 searches by 14 March: keep knocking 60 (8 times in 10: 40 to 70).'
    """
    sentence = fan_sentence(chart)
    return Picture(
        svg=fan_svg(chart, sentence),
        table=fan_table(chart),
        sentence=sentence,
        legend=fan_legend([curve.words for curve in chart.curves]),
    )


def fan_sentence(chart: FanChart) -> str:
    """What every curve has reached by the day of the question, and when the first is even."""
    by = chart.by or chart.end
    place = (by - chart.start).days
    said = [f"{curve.words} {with_range(*curve.at(place))}" for curve in chart.curves]
    day = day_in_words(by, today=chart.start)
    sentence = f"Of 100 {chart.of} by {day}: {', '.join(said)}."
    if chart.even_on is None:
        return sentence
    return f"{sentence} An even chance on {day_in_words(chart.even_on, today=chart.start)}."


def fan_table(chart: FanChart) -> FigureTable:
    """A row for each week or month, with every curve's number of a hundred and its range."""
    rows = []
    for day in table_days(chart.start, chart.days, chart.by):
        place = (day - chart.start).days
        cells = [with_span(*curve.at(place)) for curve in chart.curves]
        rows.append((day_in_words(day, today=chart.start), *cells))
    return FigureTable(
        caption=f"{chart.caption}, of 100; in brackets the range, 8 times in 10",
        head=("By", *(curve.words for curve in chart.curves)),
        rows=tuple(rows),
    )
