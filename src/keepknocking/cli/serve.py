"""`knock serve`: the pages, on this machine only."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus

import click

from keepknocking.cli.main import Refused
from keepknocking.cli.setting import Setting
from keepknocking.server.serving import PagesServer, open_pages, serve, status_of_first_page
from keepknocking.services.homes import Home
from keepknocking.store.opening import LedgerMissing


@click.command("serve")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="NUMBER",
    help="The port to use, 0 for any free one; without it 8642, or the next that is free.",
)
@click.option("--once", is_flag=True, help="Open the first page once, and stop.")
@click.pass_context
def command(ctx: click.Context, port: int | None, once: bool) -> None:  # noqa: FBT001 (click's own order)
    """Open your search as pages in your browser, on this machine only.

    The address that is printed opens them once, for you. Enter prints a fresh one; Ctrl-C ends it.
    """
    setting: Setting = ctx.obj
    if setting.home.call != "knock":
        raise Refused(
            "the pages show your own ledger, not a story file: leave out -f STORY to see them"
        )
    with suppress(LedgerMissing):  # the first page begins one
        setting.home.opened(today=setting.today)
    day_is_given = ctx.find_root().params.get("today") is not None
    clock = (lambda: setting.now) if day_is_given else None
    show_pages(setting.home, port=port, clock=clock, once=once)


def show_pages(
    home: Home,
    *,
    port: int | None = None,
    clock: Callable[[], datetime] | None = None,
    sample: str | None = None,
    once: bool = False,
) -> None:
    """Serve the pages of a ledger until Ctrl-C, or only until the first page has answered."""
    server = open_pages(home, port=port, clock=clock, sample=sample)
    if once:
        _open_once(server)
    else:
        click.echo("Enter prints a fresh address, Ctrl-C ends it.", err=True)
        serve(server, tell=_tell)


def _open_once(server: PagesServer) -> None:
    status = status_of_first_page(server)
    if status != HTTPStatus.OK:
        raise Refused(f"the first page answered {status}, not {HTTPStatus.OK}")
    click.echo(f"The first page at {server.address} has answered {status}.")


def _tell(address: str) -> None:
    click.echo(f"Keep Knocking is open at {address}")
