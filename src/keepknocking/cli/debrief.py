"""`knock debrief`: say what an evening brought, and see both marks."""

import sys

import click

from keepknocking.cli.answers import as_json_option, give_json, say, tell_problems
from keepknocking.cli.expect import MEANINGS
from keepknocking.cli.main import Refused
from keepknocking.cli.screen import heading
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.ledger.events import RUNGS, Event, Rung
from keepknocking.ledger.expectations import Speaker
from keepknocking.services.debriefs import Debriefed, Mark, past_event, record_debrief
from keepknocking.wording.phrases import listed

_NEAR = 0.005  # design choice: marks nearer to each other than this are told as equal


class RungName(click.ParamType):  # type: ignore[type-arg]  # generic only in newer clicks
    """A rung by its name, with or without its article, or by its number from 1."""

    name = "rung"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Rung:
        """The rung, or the five there are."""
        if isinstance(value, Rung):
            return value
        words = str(value).strip().casefold()
        for number, rung in enumerate(RUNGS, start=1):
            if words in (rung.value, rung.value.split()[-1], str(number)):
                return rung
        rungs = listed([f'"{rung}"' for rung in RUNGS])
        return self.fail(f"{value!r} is none of the five: {rungs}", param, ctx)


@click.command("debrief")
@click.argument("event")
@click.argument("rung", type=RungName(), required=False)
@click.option(
    "--talked-to", type=click.IntRange(min=0, max=10_000), metavar="N", help="How many people."
)
@as_json_option
@take_setting
def command(
    setting: Setting,
    event: str,
    rung: Rung | None,
    talked_to: int | None,
    as_json: bool,  # noqa: FBT001 (click's own order)
) -> None:
    """Say what an evening brought, and see both marks.

    RUNG is the best that the EVENT brought: nothing, "a name", "an opening", "an interview" or
    "an offer". Without it you are asked, or, where it is told already, the marks are shown again.
    """
    at = past_event(setting.home, event, today=setting.today)
    if rung is None and at.debrief is None and sys.stdin.isatty() and not as_json:
        rung, talked_to = asked_rung(at.event, talked_to)
    done = record_debrief(at, rung, talked_to, recorded_at=setting.now)
    if as_json:
        give_json(setting, _as_json(done))
    else:
        say(setting, in_words(setting, done))
    tell_problems(setting, done.search)


def asked_rung(event: Event, talked_to: int | None) -> tuple[Rung, int | None]:
    """What the evening brought, asked for at a terminal."""
    click.echo(heading(f"What did {event.name} bring, at best?"))
    for number, rung in enumerate(RUNGS, start=1):
        click.echo(f"  {number}  {MEANINGS[rung]}")
    place = _number("One of 1 to 5", lowest=1, highest=len(RUNGS))
    if talked_to is None:
        talked_to = _number("How many people did you talk to", lowest=0, highest=10_000)
    return RUNGS[place - 1], talked_to


def _number(question: str, *, lowest: int, highest: int) -> int:
    while True:
        click.echo(f"{question}: ", nl=False)
        answer = sys.stdin.readline()
        if not answer:
            raise Refused("no number came, so nothing was written")
        text = answer.strip()
        if text.isdecimal() and lowest <= int(text) <= highest:
            return int(text)
        click.echo(f"  {text or 'an empty line'!r} does not fit: {lowest} to {highest}, please.")


def in_words(setting: Setting, done: Debriefed) -> list[str]:
    """Both marks in kind sentences, and the next thing to do."""
    screen, rung = setting.screen, done.debrief.rung
    written = "\n".join(f"  {line}" for line in done.added)
    return [
        screen.wrapped(f"{done.event.name} brought {rung}: {MEANINGS[rung]}. {_kind_word(rung)}"),
        screen.wrapped(marks_in_words(done.marks)),
        f"Written down:\n{written}" if written else "",
        screen.wrapped(_next(done)),
    ]


def _kind_word(rung: Rung) -> str:
    if rung is Rung.NOTHING:
        return "One evening says little about evenings, and nothing about you."
    if rung is Rung.A_NAME:
        return "Most good evenings bring just that."
    return "That is more than most evenings bring."


def marks_in_words(marks: tuple[Mark, ...]) -> str:
    """Who was nearer, in plain words; without a guess, that a guess can be made next time."""
    if not marks:
        return (
            "You had not said what you expected, so there is nothing to mark. "
            "Next time: knock expect, before you go."
        )
    yours = marks[0]
    said = f"You had laid {yours.laid} of 100 on it"
    house = next((mark for mark in marks if mark.by is Speaker.HOUSE), None)
    if house is None:
        return f"{said}; your mark is {yours.score:.2f} (0 is perfect, 4 the farthest off)."
    said += f", the house {house.laid}"
    marked = f"(marks {yours.score:.2f} and {house.score:.2f}; 0 is perfect, 4 the farthest off)"
    if abs(yours.score - house.score) < _NEAR:
        return f"{said}. You were equally near {marked}."
    nearer = "You were nearer" if yours.score < house.score else "The house was nearer"
    return f"{said}. {nearer}, all five numbers taken together {marked}."


def _next(done: Debriefed) -> str:
    name = done.event.name
    if done.debrief.talked_to and done.met == 0:
        return (
            f"Next: write down whom you met, for example knock log 'met Ana Reyes at \"{name}\"', "
            "and thank them: knock today."
        )
    return "Next: knock today, for whom to thank and whom to ask."


def _as_json(done: Debriefed) -> dict[str, object]:
    return {
        "event": {"id": done.event.id, "name": done.event.name, "on": done.event.when.on},
        "rung": done.debrief.rung.value,
        "talked_to": done.debrief.talked_to,
        "marks": [
            {
                "by": mark.by.value,
                "dots": list(mark.dots),
                "laid": mark.laid,
                "ranked_probability_score": mark.score,
            }
            for mark in done.marks
        ],
        "written": list(done.added),
        "sources": {"rates": None, "figures": []},
    }
