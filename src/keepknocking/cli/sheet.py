"""`knock sheet`: one page for the next meeting with somebody who helps."""

import html
import os
from datetime import date
from pathlib import Path

import click

from keepknocking.cli.answers import tell_problems
from keepknocking.cli.days import Day
from keepknocking.cli.main import Refused
from keepknocking.cli.screen import Screen, heading
from keepknocking.cli.setting import Setting, take_setting
from keepknocking.exchange.text_file import in_words
from keepknocking.services.sheet import make_sheet
from keepknocking.wording.sheet import Names, SheetWords, Shown, sheet_in_words

_FOR_HER_EYES = 0o600
NOTES = 5  # design choice: so many empty lines to write on
_STYLE = """\
@page { size: A4; margin: 16mm 18mm; }
body { font: 11pt/1.4 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 20pt; margin: 0; } h2 { font-size: 12.5pt; margin: 1em 0 .2em; }
p, ul, ol { margin: .2em 0; } .note { border-bottom: 1px solid #999; height: 2em; }
footer { margin-top: 1.5em; font-size: 9.5pt; } h2, li { break-inside: avoid; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
"""


@click.command("sheet")
@click.option("--since", metavar="DATE", type=Day(), help="Told from this day on; four weeks ago.")
@click.option(
    "--names",
    type=click.Choice([names.value for names in Names]),
    default=Names.INITIALS.value,
    help="How the people you know are told; by their initials.",
)
@click.option(
    "--show",
    type=click.Choice(["numbers", "marks", "time"]),
    multiple=True,
    help="Also what to expect, how near your guesses were, the time put in.",
)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it into a new file; as a page to print if its name ends in .html.",
)
@take_setting
def command(
    setting: Setting, since: date | None, names: str, show: tuple[str, ...], out: Path | None
) -> None:
    """One page to print for the next meeting with a coach.

    It is yours to give: names are initials, and numbers, marks and time are left out, unless you
    say otherwise.
    """
    numbers, marks, time = (wanted in show for wanted in ("numbers", "marks", "time"))
    sheet = make_sheet(setting.home, today=setting.today, since=since, numbers=numbers)
    shown = Shown(names=Names(names), numbers=numbers, marks=marks, time=time)
    words = sheet_in_words(sheet, shown)
    if out is None:
        click.echo(as_text(words, setting.screen))
    else:
        plain = f"{click.unstyle(as_text(words, Screen()))}\n"
        write(out, as_html(words) if out.suffix == ".html" else plain)
        click.echo(f"Written into {out}.")
    tell_problems(setting, sheet.search)


def as_text(words: SheetWords, screen: Screen) -> str:
    """The page in plain lines."""
    paragraphs = [f"{heading(words.title)}, {words.day}\n{screen.wrapped(words.about)}"]
    for part in words.parts:
        lines = [heading(part.title), *([screen.wrapped(part.sentence)] if part.sentence else [])]
        if part.lines:
            lines.append(screen.bullets(part.lines))
        paragraphs.append("\n".join(lines))
    asked = [
        screen.wrapped(question, indent=f"  {number}. ", hanging="     ")
        for number, question in enumerate(words.questions, start=1)
    ]
    paragraphs.append("\n".join([heading("Worth talking about"), *asked]))
    paragraphs.append("\n\n".join([heading("Notes"), *["_" * screen.width] * NOTES]))
    paragraphs.append(screen.wrapped(words.footer))
    text = "\n\n".join(paragraphs)
    return text if screen.unicode else text.replace("→", ">").replace("…", "...")


def as_html(words: SheetWords) -> str:
    """The page as a file of its own, to be opened in a browser and printed."""
    parts = "".join(
        f"<h2>{_safe(part.title)}</h2>\n<p>{_safe(part.sentence)}</p>\n{_list('ul', part.lines)}"
        for part in words.parts
    )
    notes = '<p class="note"></p>' * NOTES
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head><meta charset="utf-8">'
        f"<title>{_safe(words.title)}</title>\n<style>\n{_STYLE}</style></head>\n<body>\n"
        f"<h1>{_safe(words.title)}</h1>\n<p>{_safe(words.day)}</p>\n<p>{_safe(words.about)}</p>\n"
        f"{parts}<h2>Worth talking about</h2>\n{_list('ol', words.questions)}"
        f"<h2>Notes</h2>\n{notes}\n"
        f"<footer>{_safe(words.footer)}</footer>\n</body>\n</html>\n"
    )


def _safe(text: str) -> str:
    return html.escape(text)


def _list(name: str, lines: tuple[str, ...]) -> str:
    items = "".join(f"<li>{_safe(line)}</li>" for line in lines)
    return f"<{name}>{items}</{name}>\n" if items else ""


def write(path: Path, text: str) -> None:
    """Write a new file that nobody else can read; one that is there already is never touched."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FOR_HER_EYES)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise Refused(f"{path} is there already: name a file that is not") from None
    except OSError as error:
        raise Refused(f"{path} cannot be written: {in_words(error)}") from error
