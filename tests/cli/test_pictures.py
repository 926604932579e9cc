"""The pictures, letter by letter. Look at them too: a test does not see what is ugly."""

from datetime import date
from textwrap import dedent

import pytest

from keepknocking.cli.canvas import Canvas
from keepknocking.cli.chain_picture import Door, Step, legend, picture
from keepknocking.cli.charts import Frame, Line, two_curves
from keepknocking.cli.dots import bar, bracket, hundred
from keepknocking.cli.tables import table

KEEP = Line(
    mean=[day / 200 for day in range(101)],
    low=[day / 400 for day in range(101)],
    high=[day / 120 for day in range(101)],
)
STOP = Line(
    mean=[min(day, 20) / 200 for day in range(101)],
    low=[0.0] * 101,
    high=[min(day, 20) / 100 for day in range(101)],
)


def drawn(*, width: int = 60, unicode: bool = True, keep: Line = KEEP, stop: Line = STOP) -> str:
    frame = Frame(start=date(2026, 3, 12), mark=date(2026, 5, 1), width=width, unicode=unicode)
    return "\n".join(line.rstrip() for line in two_curves(keep, stop, frame=frame))


def test_the_two_curves_in_ascii() -> None:
    assert drawn(unicode=False) == dedent(
        """\
                      1 May: 25 keep, 10 stop
        100 +                    |
            |                    |
            |                    |                  .
            |                    |              .....
            |                    |          .........
            |                    |      .............
         50 +                    |  ..........******* keep knocking
            |                   .......*******.......
            |               ....********.............
            |       ::::::*******::::::::::::::::::::
            |    ::*******o:oo:oo:oo:oo:oo:oo:oo:oo:o stop tonight
            |******::::::::::::::::::::::::::::::::::
          0 ++-------------------+-----------+-------
             today             1 May       1 Jun"""
    )


def test_the_two_curves_in_braille() -> None:
    lines = drawn().splitlines()
    assert lines[0].strip() == "1 May: 25 keep, 10 stop"
    assert lines[1].startswith("100 ┤")
    assert any(line.endswith("keep knocking") for line in lines)
    assert any(line.endswith("stop tonight") for line in lines)
    assert max(map(len, lines)) <= 60


@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_is_wider_than_the_screen(width: int, *, unicode: bool) -> None:
    assert max(map(len, drawn(width=width, unicode=unicode).splitlines())) <= width


def test_two_names_never_stand_on_one_row() -> None:
    flat = Line(mean=[0.0] * 101, low=[0.0] * 101, high=[0.01] * 101)
    text = drawn(keep=flat, stop=flat)
    assert text.count("keep knocking") == text.count("stop tonight") == 1
    sure = Line(mean=[1.0] * 101, low=[1.0] * 101, high=[1.0] * 101)
    text = drawn(keep=sure, stop=sure)
    assert text.count("keep knocking") == text.count("stop tonight") == 1


def test_the_upright_axis_ends_at_a_round_number() -> None:
    low = Line(mean=[0.01] * 101, low=[0.0] * 101, high=[0.04] * 101)
    assert drawn(keep=low, stop=low).splitlines()[1].startswith("  5 ┤")


def test_the_curves_are_told_apart_without_colour() -> None:
    roles: list[tuple[str, str]] = []

    def paint(text: str, role: str) -> str:
        roles.append((role, text))
        return text

    frame = Frame(start=date(2026, 3, 12), mark=date(2026, 5, 1), width=60, unicode=False)
    two_curves(KEEP, STOP, frame=frame, paint=paint)
    signs = {role: text for role, text in roles if len(text) == 1}
    assert len(set(signs.values())) == len(signs) == 5


def test_a_cell_takes_the_role_that_is_named_first() -> None:
    canvas = Canvas(width=2, height=1, ranks=("line", "band"))
    canvas.dot(0, 0, "band")
    canvas.dot(1, 3, "line")
    canvas.dot(1, 1, "band")
    canvas.dot(99, 0, "line")
    canvas.letter(0, 0, "x", "band")
    canvas.letter(1, 0, "|", "band")
    assert canvas.rows() == ["⢑|"]
    assert canvas.rows(signs={"line": "*", "band": "."}) == ["*|"]


def test_a_hundred_squares_are_piled_from_the_floor() -> None:
    assert "\n".join(hundred([9, 14])) == (
        "  □□□□□ □□□□□ □□□□□ □□□□□\n"
        "  □□□□□ □□□□□ □□□□□ □□□□□\n"
        "  □□□□□ □□□□□ □□□□□ □□□□□\n"
        "  ▨▨▨□□ □□□□□ □□□□□ □□□□□\n"
        "  ■■■■■ ■■■■▨ ▨▨▨▨▨ ▨▨▨▨▨"
    )


@pytest.mark.parametrize("parts", [(0, 0), (100, 0), (0, 100), (37, 63)])
def test_there_are_always_a_hundred(parts: tuple[int, int]) -> None:
    text = "".join(hundred(parts, unicode=False))
    assert [text.count(sign) for sign in "#+."] == [*parts, 100 - sum(parts)]


def test_a_mark_of_a_bar_stands_for_two() -> None:
    assert bar(5, yours=True) == "●●•"
    assert bar(5, yours=False, unicode=False) == "##'"
    assert bar(0, yours=True) == ""
    assert bracket(18, 47, unicode=False) == "         |-------------|"
    assert bracket(0, 1) == "│"


STREET = [
    Step(name="Ana Reyes", door=Door.OPEN),
    Step(name="Ben Ode", door=Door.AJAR),
    Step(name="Chen Wu", door=Door.CLOSED, is_weak=True),
]


def test_a_chain_is_a_street_of_doors() -> None:
    assert picture(STREET, beyond='"Planner" at Brightwater', width=80) == [
        'you ── ▯ Ana Reyes ── ◧ Ben Ode ─✗─ ▮ Chen Wu ┄┄ "Planner" at Brightwater'
    ]


def test_a_street_too_long_for_the_screen_goes_on_below() -> None:
    assert picture(STREET, beyond=None, width=40, unicode=False) == [
        "you -- [ ] Ana Reyes -- [/] Ben Ode",
        "    -X- [#] Chen Wu",
    ]


def test_the_weak_link_is_broken_in_shape_too() -> None:
    assert "─✗─" in legend()
    assert "-X-" in legend(unicode=False)
    assert "[x] said no" in legend(unicode=False)


def test_numbers_of_a_table_stand_below_each_other() -> None:
    assert table([("who", "days"), ("Ana", "9")], right=[1], indent="  ") == (
        "  who  days\n  Ana     9"
    )
