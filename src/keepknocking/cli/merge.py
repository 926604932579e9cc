"""`knock merge`: two people are one, or they are not."""

import click

from keepknocking.cli.answers import as_json_option, give_json
from keepknocking.cli.own_home import own_home
from keepknocking.cli.setting import Setting, take_setting


@click.command("merge")
@click.argument("keep")
@click.argument("gone")
@click.option("--not-the-same", is_flag=True, help="Say that they are two people instead.")
@as_json_option
@take_setting
def command(
    setting: Setting,
    keep: str,
    gone: str,
    not_the_same: bool,  # noqa: FBT001 (click's own order)
    as_json: bool,  # noqa: FBT001 (same)
) -> None:
    """Make one person of two: KEEP takes over everything of GONE.

    Both are named as everywhere, by name or by #id. The history can part them again at any time;
    what was changed since then stays.
    """
    home = own_home(setting)  # first: what follows needs Django set up
    from keepknocking.services.finding import find_person  # noqa: PLC0415 (needs Django)
    from keepknocking.services.merges import merge, opposed  # noqa: PLC0415 (same)

    ledger = home.stored().ledger
    kept, other = find_person(ledger, keep).id, find_person(ledger, gone).id
    if not_the_same:
        done = opposed(home, kept, other, at=setting.now)
    else:
        done = merge(home, kept=kept, gone=other, at=setting.now)
    if as_json:
        give_json(
            setting,
            {"kept": kept, "gone": None if not_the_same else other, "told": list(done.told)},
        )
        return
    for line in done.told:
        click.echo(setting.screen.wrapped(f"{line}. `knock undo` takes it back."))
