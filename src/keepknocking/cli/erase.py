"""`knock erase`: take a person out of the ledger everywhere, for good."""

import click

from keepknocking.cli.own_home import own_home
from keepknocking.cli.setting import Setting, take_setting


@click.command("erase")
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@take_setting
def command(setting: Setting, person: str, yes: bool) -> None:  # noqa: FBT001 (click's own order)
    """Erase a person everywhere, for good.

    The facts about her go, their history, her name under seals and in imports. Later imports leave
    her out, and a backup that is put back here is cleared of her. It cannot be undone.
    """
    home = own_home(setting)  # first: what follows needs Django set up
    from keepknocking.services.erasures import erase  # noqa: PLC0415 (needs Django)
    from keepknocking.services.finding import find_person  # noqa: PLC0415 (needs Django)
    from keepknocking.wording.third_persons import ERASING, erased_in_words  # noqa: PLC0415 (same)

    her = find_person(home.stored().ledger, person)
    if not yes:
        click.echo("\n".join(setting.screen.wrapped(sentence) for sentence in ERASING), err=True)
        click.confirm(f"Erase {her.name} (#{her.id}) for good?", abort=True, err=True)
    done = erase(home, her.id, at=setting.now)
    for sentence in erased_in_words(done):
        click.echo(setting.screen.wrapped(sentence))
    if done.left:
        click.echo(setting.screen.bullets(done.left))
