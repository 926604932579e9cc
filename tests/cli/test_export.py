"""`knock export` and `knock worklog`: the search in files, and the log for an agency."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Knock = Callable[..., Any]
STORY = """
2026-03-02 met Ana Reyes (Harbor Foods, buyer)
2026-03-03 asked Ana Reyes about openings by email
2026-03-05 Ana Reyes promised
2026-03-10 applied for "Planner" at Brightwater through Ana Reyes
"""


def test_export_says_what_each_file_is(say: Knock, tmp_path: Path) -> None:
    done = say(STORY, "export", str(tmp_path / "out"))
    assert done.code == 0
    assert done.out.startswith(f"Written into {tmp_path}/out, for nobody's eyes but yours:\n")
    assert "people.vcf           The people, for any address book (vCard).\n" in done.out
    written = (tmp_path / "out" / "search.story").read_text()
    assert "2026-03-05 Ana Reyes promised\n" in written


def test_export_as_json(say: Knock, tmp_path: Path) -> None:
    said = json.loads(say(STORY, "export", str(tmp_path / "out"), "--json").out)
    assert said["folder"] == str(tmp_path / "out")
    assert [*said["files"][0]] == ["name", "about", "bytes"]
    assert len(said["files"]) == 11


def test_export_refuses_what_is_there(say: Knock, tmp_path: Path) -> None:
    done = say(STORY, "export", str(tmp_path))
    assert done.code == 1
    assert "not empty: name a new folder; nothing was written" in done.trouble


def test_export_names_the_lines_that_are_not_in_it(say: Knock, tmp_path: Path) -> None:
    done = say(f"{STORY}mett Zoe", "export", str(tmp_path / "out"))
    assert done.code == 0
    assert "1 line could not be read, and so are not in the files: Line 5" in done.trouble


def test_the_log_is_told_day_by_day(say: Knock) -> None:
    done = say(STORY, "worklog")
    assert done.out == (
        "What I did to find work from 12 February to 12 March:\n"
        "\n"
        "Tuesday 3 March\n"
        "  Asked about openings by email: Ana Reyes, Harbor Foods; promised on 5 March\n"
        "\n"
        "Tuesday 10 March\n"
        "  Applied for “Planner”: Ana Reyes, Brightwater; no answer yet\n"
    )


def test_two_things_of_one_day_have_one_heading(say: Knock) -> None:
    story = f'{STORY}\n2026-03-10 applied for "Clerk" at Oak Bank\n'
    done = say(story, "worklog")
    assert done.out.count("Tuesday 10 March") == 1
    assert "  Applied for “Clerk”: Oak Bank; no answer yet" in done.out


def test_an_event_without_names_is_told_alone(say: Knock) -> None:
    story = '2026-03-03 event "Fair" fair\n2026-03-03 debrief "Fair": nothing\n'
    assert "\n  Went to “Fair” (fair)\n" in say(story, "worklog").out


def test_the_log_of_a_range_as_json_and_as_a_table(say: Knock) -> None:
    words = ("worklog", "--from", "2026-03-10", "--to", "2026-03-11")
    said = json.loads(say(STORY, *words, "--json").out)
    assert (said["from"], said["to"]) == ("2026-03-10", "2026-03-11")
    assert said["rows"] == [
        {
            "day": "2026-03-10",
            "organization": "Brightwater",
            "person": "Ana Reyes",
            "method": "Applied for “Planner”",
            "result": "no answer yet",
            "came_on": None,
        }
    ]
    table = say(STORY, *words, "--csv").out
    assert table.startswith('\ufeff"Date","Organization","Person","Method","Result"')
    assert table.count("\n") == 2


def test_an_empty_log_is_one_sentence(say: Knock) -> None:
    done = say("2026-03-02 met Ana", "worklog")
    assert done.out == (
        "Nothing that an agency counts was written down from 12 February to 12 March.\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--csv", "--json"), 2, "give --csv or --json, not both"),
        (("--from", "2026-03-12", "--to", "2026-03-01"), 1, "the log would end on 2026-03-01"),
        (("--from", "2026-02-30"), 2, "2026-02-30"),
    ],
)
def test_what_the_log_refuses(say: Knock, words: tuple[str, ...], code: int, sentence: str) -> None:
    done = say(STORY, "worklog", *words)
    assert done.code == code
    assert sentence in done.trouble


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("backup", "x"), "a story is its own backup: copy"),
        (("restore", "x"), "a story is its own backup: put your copy in the place of"),
        (("watch", "."), "is a story file, and this needs a ledger"),
    ],
)
def test_a_story_has_no_backup_and_is_not_filled(
    say: Knock, words: tuple[str, ...], sentence: str
) -> None:
    done = say(STORY, *words)
    assert done.code == 1
    assert sentence in done.trouble
