"""`knock import`: bring in what somebody has already, with a look before and a report after."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from keepknocking.cli.answers import as_json_option, give_json
from keepknocking.cli.main import printable
from keepknocking.cli.own_choice import OwnChoice, take_own_choice
from keepknocking.cli.own_home import own_home
from keepknocking.cli.setting import Setting, take_setting

if TYPE_CHECKING:
    from keepknocking.services.imports.doing import ImportReport, NotTaken
    from keepknocking.services.imports.plans import Choices, ImportPlan, Kind, PlannedItem
    from keepknocking.services.imports.reading import Incoming
    from keepknocking.services.own_ledger import OwnLedger

MOST_SHOWN = 5  # design choice: of each status, and of what was dropped


@click.command("import")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--preview", is_flag=True, help="Only say what would be done.")
@take_own_choice
@as_json_option
@take_setting
def command(
    setting: Setting,
    files: tuple[Path, ...],
    preview: bool,  # noqa: FBT001 (click's own order)
    choice: OwnChoice,
    as_json: bool,  # noqa: FBT001 (click's own order)
) -> None:
    """Bring in what you have: a LinkedIn export, contacts, a calendar, a table, a story.

    What a FILE is, is seen from what is in it. All of it comes in one deed, which `knock imports`
    can take back at any later time; the same file twice changes nothing.
    """
    home = own_home(setting)
    from keepknocking.exchange.sources import source_of_file  # noqa: PLC0415 (not needed for help)
    from keepknocking.services.imports.doing import (  # noqa: PLC0415 (needs Django)
        carried_out,
        report_of_plan,
    )
    from keepknocking.services.imports.reading import read_for_import  # noqa: PLC0415 (the same)

    home.stored()
    choices = choice.of_files(files)
    with ExitStack() as stack:
        sources = [stack.enter_context(source_of_file(path)) for path in files]
        incoming = read_for_import(sources, today=setting.today, choices=choices)
    if choice.leave_out:
        choices = choice.without(choices, _plan(home, incoming, setting, choices))
    if preview:
        plan = _plan(home, incoming, setting, choices)
        report = report_of_plan(plan, incoming)
    else:
        told = _progress() if sys.stderr.isatty() else None
        done = carried_out(
            home, incoming, at=setting.now, today=setting.today, choices=choices, progress=told
        )
        report, plan = done.report, done.plan
    if as_json:
        _give(setting, report, plan, is_preview=preview)
    else:
        _tell(setting, report, plan, is_preview=preview)


def _plan(
    home: "OwnLedger",
    incoming: "Incoming",
    setting: Setting,
    choices: "Choices",
) -> "ImportPlan":
    """What would be done."""
    from keepknocking.services.imports.planning import preview  # noqa: PLC0415 (needs Django)

    return preview(home, incoming.reads, today=setting.today, now=setting.now, choices=choices)


def _progress() -> Callable[[int, int], None]:
    """Says on the error stream how far the work is."""

    def tell(done: int, total: int) -> None:
        end = "\r" if done < total else "\n"
        click.echo(f"{done:,} of {total:,} looked at{end}", nl=False, err=True)

    return tell


def _tell(
    setting: Setting, report: "ImportReport", plan: "ImportPlan", *, is_preview: bool
) -> None:
    from keepknocking.services.imports.plans import Kind, Status  # noqa: PLC0415 (needs Django)

    for file in report.files:
        era = f", {file.era}" if file.era else ""
        click.echo(
            printable(
                f"{file.name}: {file.kind}{era}; {file.read:,} read, {file.gave:,} taken up, "
                f"{file.blank:,} blank, {file.dropped:,} dropped"
            )
        )
    for lost in report.unreadable:
        click.echo(printable(f"Not read: {lost.why}"), err=True)
    for status in Status:
        for kind in Kind:
            _tell_items(setting, plan, kind, status)
    _tell_rows(setting, "dropped, or lost a part", report.dropped, report.more_dropped)
    for why, count in report.set_aside:
        what = "message or invitation proposes" if count == 1 else "messages or invitations propose"
        click.echo(f"{count:,} {what} nothing: {printable(why)}.")
    click.echo(_end(report, plan, is_preview=is_preview))


def _tell_items(setting: Setting, plan: "ImportPlan", kind: "Kind", status: "str") -> None:
    """How many items there are of one kind and status, and the first ones with their reasons."""
    from keepknocking.services.imports.doing import many  # noqa: PLC0415 (needs Django)

    items = [item for item in plan.items if item.kind is kind and item.status == status]
    if not items:
        return
    said = "The same" if status == "same" else status.capitalize()
    click.echo(f"{said}: {many(len(items), kind)}")
    shown = [printable(_line(item)) for item in items[:MOST_SHOWN]]
    if len(items) > MOST_SHOWN:
        shown.append(f"and {len(items) - MOST_SHOWN:,} more")
    click.echo(setting.screen.bullets(shown))


def _line(item: "PlannedItem") -> str:
    changes = "; ".join(
        f"{what}: {was} becomes {now}" if was else f"{what}: {now}"
        for what, was, now in item.changes
    )
    parts = [part for part in (changes, item.why) if part]
    return f"{item.label} ({'; '.join(parts)})" if parts else item.label


def _tell_rows(setting: Setting, what: str, rows: tuple["NotTaken", ...], more: int) -> None:
    if not rows:
        return
    total = len(rows) + more
    click.echo(f"{total:,} {'row' if total == 1 else 'rows'} {what}:")
    shown = [printable(f"{row.file}, {row.where}: {row.why}") for row in rows[:MOST_SHOWN]]
    if total > MOST_SHOWN:
        shown.append(f"and {total - MOST_SHOWN:,} more")
    click.echo(setting.screen.bullets(shown))


def _end(report: "ImportReport", plan: "ImportPlan", *, is_preview: bool) -> str:
    if is_preview:
        return "This was a preview: nothing was written."
    if report.number is None:
        return "Nothing changed: all of it is here already."
    lines = [f"{line}." for line in report.told]
    if plan.proposals:
        lines.append("knock proposals shows what waits for your word.")
    lines.append(f"knock imports --undo {report.number} takes it back.")
    return "\n".join(map(printable, lines))


def _give(
    setting: Setting, report: "ImportReport", plan: "ImportPlan", *, is_preview: bool
) -> None:
    from keepknocking.services.imports.doing import to_json  # noqa: PLC0415 (needs Django)

    items = [
        {
            "kind": item.kind,
            "status": item.status,
            "label": item.label,
            "file": item.where.file,
            "where": item.where.at,
            "why": item.why,
            "changes": [list(change) for change in item.changes],
            "id": item.thing,
        }
        for item in plan.items
    ]
    whole = {"import": report.number, "preview": is_preview, **to_json(report), "items": items}
    give_json(setting, whole)
