"""`knock doubles`: who may stand in the ledger twice."""

import click

from keepknocking.cli.answers import as_json_option, give_json, say
from keepknocking.cli.own_home import own_home
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.wording.phrases import counted, of_100

_MOST = 20  # design choice: so many pairs at once; --json gives all
_DEFAULT = 50


@click.command("doubles")
@click.option(
    "--least",
    metavar="OF_100",
    type=click.IntRange(1, 100),
    default=_DEFAULT,
    show_default=True,
    help="Show pairs of whom at least so many of 100 are one person.",
)
@as_json_option
@take_setting
def command(setting: Setting, least: int, as_json: bool) -> None:  # noqa: FBT001 (click's own order)
    """Who may stand in the ledger twice.

    Every pair has the chance that the two are one person, and the reasons. `knock merge` makes
    one of them; nothing is merged by itself.
    """
    home = own_home(setting)  # first: what follows needs Django set up
    from keepknocking.services.duplicates import Double, doubles_in  # noqa: PLC0415 (needs Django)

    found = doubles_in(home, least=least / 100)
    if as_json:
        give_json(setting, {"pairs": [_as_json(each) for each in found]})
        return

    def in_words(double: Double) -> str:
        one, other = double.one.person, double.other.person
        reasons = ", ".join(each.words for each in double.candidate.reasons)
        return "\n".join(
            (
                setting.screen.wrapped(
                    f"{one.name} (#{one.id}) and {other.name} (#{other.id}): "
                    f"{of_100(double.candidate.probability)} of 100 such pairs are one person."
                ),
                setting.screen.wrapped(f"Why: {reasons}.", indent="  ", hanging="  "),
                f"  knock merge '#{one.id}' '#{other.id}'",
            )
        )

    if not found:
        say(setting, ["Nobody seems to stand here twice."])
        return
    more = len(found) - _MOST
    say(
        setting,
        [
            setting.screen.wrapped(f"{counted(len(found), 'pair')} may be one person noted twice."),
            *map(in_words, found[:_MOST]),
            f"And {counted(more, 'pair')} more: --json gives all." if more > 0 else "",
        ],
    )


def _as_json(double: object) -> dict[str, object]:
    from keepknocking.services.duplicates import Double  # noqa: PLC0415 (needs Django)

    if not isinstance(double, Double):
        raise TypeError(f"{type(double).__name__} is no pair of people")
    return {
        "keep": double.one.person.id,
        "gone": double.other.person.id,
        "probability": double.candidate.probability,
        "reasons": [
            {
                "field": reason.field,
                "level": reason.level.value,
                "weight": reason.weight,
                "words": reason.words,
            }
            for reason in double.candidate.reasons
        ],
    }
