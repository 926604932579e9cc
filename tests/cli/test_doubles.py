"""`knock doubles` and `knock merge`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from keepknocking.cli.main import knock

STORY = """\
2026-01-05 search for "planner" goal offer
2026-03-02 met Oyelaran Fagbemi #ola (Oak Bank)
2026-03-03 met "FAGBEMI, Oyelaran" #fag (Oak Bank, buyer)
2026-03-05 met Ana Reyes
"""
TWINS = "\n".join(
    f'2026-03-02 met "Zan{one}el {other}orwick" #{side}{one}{other} ({one}{other} Works)'
    for one in "bdfgklmnpr"
    for other in "BDG"
    for side in "xy"
)


def run(*words: str) -> Result:
    return CliRunner().invoke(knock, ["--today", "2026-03-12", *words])


@pytest.fixture
def begun(own_file: Path, tmp_path: Path) -> Path:
    story = tmp_path / "search.story"
    story.write_text(STORY)
    assert run("init", "--from", str(story)).exit_code == 0
    return own_file


def test_pairs_are_told_with_chance_reasons_and_what_to_type(begun: Path) -> None:
    assert begun.exists()
    done = run("doubles")
    assert done.exit_code == 0
    said = " ".join(done.output.split())
    assert "1 pair may be one person noted twice." in said
    assert "Oyelaran Fagbemi (#ola) and FAGBEMI, Oyelaran (#fag)" in said
    assert "of 100 such pairs are one person" in said
    assert "the same employer" in said
    assert "knock merge '#ola' '#fag'" in said


def test_the_same_as_json(begun: Path) -> None:
    assert begun.exists()
    told = json.loads(run("doubles", "--json", "--least", "20").output)
    (pair,) = told["pairs"]
    assert (pair["keep"], pair["gone"]) == ("ola", "fag")
    assert 0.5 < pair["probability"] <= 1
    assert {"field", "level", "weight", "words"} == set(pair["reasons"][0])


def test_two_become_one_and_two_again(begun: Path) -> None:
    assert begun.exists()
    merged = run("merge", "#fag", "#ola", "--json")
    assert merged.exit_code == 0, merged.output
    assert json.loads(merged.output)["gone"] == "ola"
    assert "Nobody seems to stand here twice." in run("doubles").output
    assert run("undo").exit_code == 0
    assert "#ola" in run("doubles").output


def test_two_people_stay_two(begun: Path) -> None:
    assert begun.exists()
    apart = run("merge", "#fag", "#ola", "--not-the-same")
    assert "are two people" in apart.output
    assert "Nobody seems to stand here twice." in run("doubles").output
    assert (
        json.loads(run("merge", "#fag", "#ola", "--not-the-same", "--json").output)["gone"] is None
    )


@pytest.mark.parametrize("words", [("Nobody", "#ola"), ("#ola", "#ola")])
def test_what_cannot_be_merged_is_refused(begun: Path, words: tuple[str, str]) -> None:
    before = begun.read_bytes()
    assert run("merge", *words).exit_code == 1
    assert begun.read_bytes() == before


def test_a_story_file_cannot_merge(path: Path) -> None:
    path.write_text(STORY)
    refused = run("-f", str(path), "merge", "#fag", "#ola")
    assert refused.exit_code == 1
    assert "is a story file" in refused.output
    assert run("-f", str(path), "doubles").exit_code == 1


def test_of_many_pairs_the_first_are_told(own_file: Path, tmp_path: Path) -> None:
    story = tmp_path / "twins.story"
    story.write_text(f'2026-01-05 search for "planner"\n{TWINS}\n')
    assert run("init", "--from", str(story)).exit_code == 0
    assert own_file.exists()
    assert "--json gives all" in run("doubles").output
