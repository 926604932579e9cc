"""What is drawn apart: openings that no ask led to, applications of one's own, and doubt."""

import json
from pathlib import Path

from click.testing import CliRunner

from keepknocking.cli.main import knock

STORY = """
2026-03-02 met Ana Reyes (Harbor Foods, buyer)
2026-03-03 Ana Reyes told me of "Buyer" at Oak Bank unasked
2026-03-04 opening "Clerk" at Harbor Foods
2026-03-04 applied for "Clerk" at Harbor Foods
2026-03-05 opening "Packer" at Tern Freight
2026-03-06 applied for "Packer" at Tern Freight
2026-03-09 rejected for "Packer" at Tern Freight
2026-03-06 opening "Planner" at Brightwater
2026-03-07 applied for "Planner" at Brightwater
2026-03-12 offer for "Planner" at Brightwater
"""


def told(tmp_path: Path, *words: str) -> str:
    story = tmp_path / "sam.story"
    story.write_text(STORY)
    result = CliRunner().invoke(knock, ["-f", str(story), "--today", "2026-03-16", *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_they_are_told_with_where_they_stand(tmp_path: Path) -> None:
    text = told(tmp_path, "chains")
    assert 'Ana Reyes ┄┄ "Buyer" at Oak Bank' in text
    assert "Told unasked. Yours to apply for." in text
    assert "Found by yourself. At the employer: application on 4 March." in text
    assert "Found by yourself. An offer." in text
    assert "Packer" not in text
    assert "Over: they said no." in told(tmp_path, "chains", "--all")


def test_they_are_in_the_json(tmp_path: Path) -> None:
    openings = json.loads(told(tmp_path, "chains", "--json"))["openings"]
    assert {opening["status"] for opening in openings} == {
        "your turn",
        "at the employer",
        "offer",
        "over",
    }


def test_without_doubt_there_is_one_number_and_no_range(tmp_path: Path) -> None:
    text = " ".join(told(tmp_path, "forecast", "--no-doubt").split())
    assert "Doubt: left out" in text
    data = json.loads(told(tmp_path, "forecast", "--no-doubt", "--json"))
    for at in data["by_then"].values():
        assert abs(at["high"] - at["low"]) < 1e-12
        assert abs(at["high"] - at["mean"]) < 1e-12


def test_own_applications_are_drawn_apart_in_the_forecast(tmp_path: Path) -> None:
    text = " ".join(told(tmp_path, "forecast").split())
    assert "You have had 1 offer (Planner at Brightwater, 12 March)" in text
    assert "these numbers are about the next one" in text
    assert "Your applications that nobody spoke for, by themselves:" in text
