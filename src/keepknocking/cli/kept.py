"""`knock kept`: what is kept about one person, as a note to her."""

import click

from keepknocking.cli.answers import as_json_option, give_json
from keepknocking.cli.own_home import own_home
from keepknocking.cli.setting import Setting, take_setting


@click.command("kept")
@click.argument("person")
@as_json_option
@take_setting
def command(setting: Setting, person: str, as_json: bool) -> None:  # noqa: FBT001 (click's own order)
    """What is kept about a person, as a note that you can give her.

    Nothing is ever sent. `knock erase` takes her out.
    """
    home = own_home(setting)  # first: what follows needs Django set up
    from keepknocking.services.finding import find_person  # noqa: PLC0415 (needs Django)
    from keepknocking.services.kept import kept_about  # noqa: PLC0415 (needs Django)
    from keepknocking.wording.third_persons import note_for  # noqa: PLC0415 (needs Django)

    kept = kept_about(home, find_person(home.stored().ledger, person).id)
    if as_json:
        files = [{"name": file.name, "on": file.on} for file in kept.files]
        give_json(setting, {"person": kept.person.name, "lines": list(kept.lines), "files": files})
    else:
        click.echo(note_for(kept, today=setting.today))
