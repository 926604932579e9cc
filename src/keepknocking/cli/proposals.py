"""`knock proposals`: what messages and invitations propose, and the owner's word on it."""

from typing import TYPE_CHECKING

import click

from keepknocking.cli.answers import as_json_option, give_json
from keepknocking.cli.main import printable
from keepknocking.cli.own_home import own_home
from keepknocking.cli.setting import Setting, take_setting

if TYPE_CHECKING:
    from keepknocking.services.proposals import DecidedOn, OpenProposal


@click.command("proposals")
@click.option("--accept", metavar="all|clear|N,N", help="Write these down.")
@click.option("--decline", metavar="all|N,N", help="Put these away for good.")
@as_json_option
@take_setting
def command(setting: Setting, accept: str | None, decline: str | None, as_json: bool) -> None:  # noqa: FBT001 (click's own order)
    """What your messages propose, until you say yes or no.

    Each proposal is a few lines of the story with the reason. Those whose words are clear come
    first. Nothing is written down before you accept it.
    """
    home = own_home(setting)
    from keepknocking.services.proposals import decide, open_proposals  # noqa: PLC0415 (needs Django)

    found = open_proposals(home)
    if accept is None and decline is None:
        _show(setting, found, as_json=as_json)
        return
    done = decide(
        home,
        accepted=_numbers(accept, found, "--accept"),
        declined=_numbers(decline, found, "--decline"),
        today=setting.today,
        at=setting.now,
    )
    if as_json:
        refused = [{"number": each.number, "why": each.why} for each in done.not_recorded]
        give_json(
            setting,
            {
                "added": list(done.added),
                "accepted": list(done.accepted),
                "declined": list(done.declined),
                "not_recorded": refused,
            },
        )
    else:
        _tell(setting, done)


def _numbers(said: str | None, found: tuple["OpenProposal", ...], option: str) -> frozenset[int]:
    """The numbers that were said, or those that a word stands for."""
    if said is None:
        return frozenset()
    if said == "all":
        return frozenset(each.number for each in found)
    if said == "clear" and option == "--accept":
        return frozenset(each.number for each in found if each.is_clear)
    parts = [part.strip() for part in said.split(",")]
    if not all(part.isdecimal() for part in parts):
        raise click.BadParameter(f"{said!r} is not numbers with commas", param_hint=option)
    return frozenset(map(int, parts))


def _show(setting: Setting, found: tuple["OpenProposal", ...], *, as_json: bool) -> None:
    if as_json:
        listed = [
            {
                "number": each.number,
                "person": each.person,
                "name": each.name,
                "lines": list(each.lines),
                "why": each.why,
                "clear": each.is_clear,
                "excerpt": each.excerpt,
            }
            for each in found
        ]
        give_json(setting, {"proposals": listed})
        return
    for each in found:
        clear = "" if each.is_clear else " (not clear)"
        click.echo(printable(f"{each.number}  {each.name or 'Several people'}{clear}"))
        click.echo(setting.screen.wrapped(printable(each.why), indent="   "))
        if each.excerpt:
            click.echo(setting.screen.wrapped(printable(f"“{each.excerpt}”"), indent="   "))
        for line in each.lines:
            click.echo(f"   {printable(line)}")
    if found:
        click.echo("knock proposals --accept clear writes down the clear ones.")
    else:
        click.echo("Nothing waits for your word.")


def _tell(setting: Setting, done: "DecidedOn") -> None:
    if done.added:
        click.echo("Written down:")
        for line in done.added:
            click.echo(f"  {printable(line)}")
    if done.declined:
        click.echo(f"Put away: {len(done.declined)}.")
    for each in done.not_recorded:
        said = f"Number {each.number} cannot be written down any more and still waits: {each.why}"
        click.echo(setting.screen.wrapped(printable(said)), err=True)
