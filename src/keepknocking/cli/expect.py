"""`knock expect`: guess what an evening will bring; then hear the house's guess.

Nothing of the house is shown, in words or in JSON, before the seeker's guess is written down.
"""

import sys

import click

from keepknocking.cli.answers import as_json_option, give_json, say, sources, tell_problems
from keepknocking.cli.dots import bar, bracket
from keepknocking.cli.main import Refused
from keepknocking.cli.reasons import grounds_in_json, reasons
from keepknocking.cli.screen import heading, of_the_house, of_yours, soft
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.cli.tables import table
from keepknocking.ledger.events import RUNGS, Event, Rung
from keepknocking.services.expectations import BothGuesses, Upcoming, expect_evening, upcoming
from keepknocking.wording.phrases import HUNDRED, short_range, weekday_and_day, whole_of_100

MEANINGS = {
    Rung.NOTHING: "nothing you can use",
    Rung.A_NAME: "somebody who knows somebody",
    Rung.AN_OPENING: "somebody who knows of an opening, and of a contact there",
    Rung.AN_INTERVIEW: "an interview on the spot",
    Rung.AN_OFFER: "an offer on the spot",
}
"""What each rung means, worst to best; the best of the evening counts."""
_PICTURE = 66  # design choice: columns from which the bars are drawn


class Dots(click.ParamType):  # type: ignore[type-arg]  # generic only in newer clicks
    """Five whole numbers, one for each rung."""

    name = "five numbers"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        """The numbers, or what is wrong with them."""
        if isinstance(value, tuple):
            return value
        parts = str(value).replace(",", " ").split()
        if len(parts) != len(RUNGS) or not all(part.isdecimal() for part in parts):
            self.fail(
                f"{value!r} is not five whole numbers: say how many of a hundred evenings end "
                "with nothing, a name, an opening, an interview, an offer",
                param,
                ctx,
            )
        return tuple(int(part) for part in parts)


@click.command("expect")
@click.argument("event")
@click.option(
    "--dots", type=Dots(), metavar="N,N,N,N,N", help="Your five numbers; without it you are asked."
)
@as_json_option
@take_setting
def command(setting: Setting, event: str, dots: tuple[int, ...] | None, as_json: bool) -> None:  # noqa: FBT001 (click's own order)
    """Guess what an evening will bring; then hear the house's guess.

    Of a hundred evenings like this EVENT, how many end with nothing, with a name, an opening, an
    interview, an offer? Your guess is written down first; only then the house says its own.
    """
    at = upcoming(setting.home, event, today=setting.today)
    if at.guess is None and dots is None and sys.stdin.isatty() and not as_json:
        dots = asked_dots(at, setting)
    both = expect_evening(at, dots, recorded_at=setting.now)
    if as_json:
        give_json(setting, _as_json(both))
    else:
        say(setting, in_words(setting, both))
    tell_problems(setting, both.search)


def asked_dots(at: Upcoming, setting: Setting) -> tuple[int, ...]:
    """The five numbers, asked for one by one, with what is left of the hundred."""
    click.echo(_title(at.event, setting))
    click.echo("Think of a hundred evenings like this one. How many of them end, at best, with\n")
    dots: list[int] = []
    for rung in RUNGS:
        dots.append(_asked(rung, left=HUNDRED - sum(dots)))
    return tuple(dots)


def _asked(rung: Rung, *, left: int) -> int:
    while True:
        click.echo(f"  {MEANINGS[rung]} ({left} left): ", nl=False)
        answer = sys.stdin.readline()
        if not answer:
            raise Refused("no number came, so nothing was written")
        text = answer.strip()
        if text.isdecimal() and int(text) <= left and (rung is not RUNGS[-1] or int(text) == left):
            return int(text)
        wanted = f"{left}" if rung is RUNGS[-1] else f"a whole number from 0 to {left}"
        click.echo(f"  {text or 'an empty line'!r} does not fit: {wanted}, please.")


def _title(event: Event, setting: Setting) -> str:
    when = weekday_and_day(event.when.on, today=setting.today)
    return heading(f"What do you expect of {event.name}, {when}?")


def in_words(setting: Setting, both: BothGuesses) -> list[str]:
    """Both guesses side by side, and what the house's rests on."""
    screen = setting.screen
    mode = max(range(len(RUNGS)), key=lambda rung: both.house[rung])
    first = (
        f"Your guess for {both.event.name} is written down. The house expects {RUNGS[mode]} most "
        f"often: {both.house[mode]} of 100 evenings like it (8 times in 10: "
        f"{short_range(both.evening.chances[mode])}); you said {both.yours[mode]}."
    )
    drawn = _bars(setting, both) if screen.pictures and screen.width >= _PICTURE else _rows(both)
    people = both.evening.new_people
    why = [
        (
            f"{people.mean:.0f} new people talked to (8 times in 10: {people.low:.0f} to "
            f"{people.high:.0f})"
        ),
        *reasons(both.rates, both.evening.grounds[1:]),
    ]
    written = "\n".join(f"  {line}" for line in both.added)
    return [
        screen.wrapped(first),
        drawn,
        "What the house's guess rests on, per person one talks to\n" + screen.bullets(why),
        f"Written down:\n{written}" if written else "",
        screen.wrapped(f'Afterwards: knock debrief "{both.event.name}", and both are marked.'),
    ]


def _rows(both: BothGuesses) -> str:
    rows = [("of 100 evenings", "you", "house", "8 times in 10")]
    for place, rung in enumerate(RUNGS):
        chance = both.evening.chances[place]
        rows.append(
            (rung.value, str(both.yours[place]), str(both.house[place]), short_range(chance))
        )
    return table(rows, right=(1, 2, 3), indent="  ")


def _bars(setting: Setting, both: BothGuesses) -> str:
    plain = setting.screen.unicode
    lines = []
    for place, rung in enumerate(RUNGS):
        chance = both.evening.chances[place]
        low, high = whole_of_100(chance.low), whole_of_100(chance.high)
        lines += [
            f"  {rung.value:<13}you   "
            + of_yours(f"{bar(both.yours[place], yours=True, unicode=plain)} {both.yours[place]}"),
            f"  {'':<13}house "
            + of_the_house(
                f"{bar(both.house[place], yours=False, unicode=plain)} {both.house[place]}"
            ),
            f"  {'':<19}" + soft(f"{bracket(low, high, unicode=plain)} {low} to {high}"),
        ]
    signs = "● two of yours  ■ two of the house" if plain else "O two of yours  # two of the house"
    range_sign = "├─┤" if plain else "|-|"
    lines += ["", soft(f"  {signs}  {range_sign} its range, 8 times in 10")]
    return "\n".join(lines)


def _as_json(both: BothGuesses) -> dict[str, object]:
    return {
        "event": {"id": both.event.id, "name": both.event.name, "on": both.event.when.on},
        "rungs": [rung.value for rung in RUNGS],
        "yours": list(both.yours),
        "house": list(both.house),
        "chances": list(both.evening.chances),
        "new_people": both.evening.new_people,
        "written": list(both.added),
        "grounds": grounds_in_json(both.rates, both.evening.grounds),
        "sources": sources(both.rates, both.evening.grounds),
    }
