"""The best few things to do about what is under way."""

from datetime import date, timedelta
from pathlib import Path

from keepknocking.chains.weak_links import LIVING
from keepknocking.services.questions import Question, find_weak_links
from keepknocking.services.remedies import MOST_SHOWN, MOST_TRIED, best_deeds
from keepknocking.services.stories import StoryFile

TODAY = date(2026, 4, 20)
FEW = """
2026-03-02 know Ana Reyes (Harbor Foods) well
2026-03-02 know Gus Hale well
2026-03-02 Gus Hale knows Ben Ode
2026-03-03 asked Ana Reyes for an introduction to Ben Ode (Brightwater)
2026-03-03 know Hal Brook well
2026-03-04 asked Hal Brook for an introduction to Ben Ode
"""


def asked(tmp_path: Path, story: str) -> Question:
    path = tmp_path / "sam.story"
    path.write_text(story)
    return Question(home=StoryFile(path), today=TODAY)


def test_nothing_under_way_leaves_nothing_to_do(tmp_path: Path) -> None:
    found = best_deeds(asked(tmp_path, "2026-03-02 know Ana Reyes\n"))
    assert (found.now, found.deeds, found.tried, found.living) == (None, (), 0, 0)


def test_the_deeds_are_the_best_remedies_of_all_chains_one_a_person(tmp_path: Path) -> None:
    question = asked(tmp_path, FEW)
    found = best_deeds(question)
    outlooks = find_weak_links(question).outlooks
    best: dict[str, float] = {}
    for remedy in (remedy for outlook in outlooks for remedy in outlook.remedies):
        best[remedy.person] = max(best.get(remedy.person, -1.0), remedy.gain.mean)
    gains = [deed.remedy.gain.mean for deed in found.deeds]
    assert gains == sorted(best.values(), reverse=True)[:MOST_SHOWN]
    assert {deed.remedy.person for deed in found.deeds} == {"ana-reyes", "gus-hale", "hal-brook"}
    assert found.now == outlooks[0].now
    assert found.tried == found.living == 2


def test_of_many_chains_those_are_tried_where_a_line_helps_most(tmp_path: Path) -> None:
    first = TODAY - timedelta(days=70)
    lines = []
    for number in range(MOST_TRIED + 4):
        day = first + timedelta(days=3 * number)
        lines += [
            f"{first} know Person {chr(65 + number)} well",
            f"{day} asked Person {chr(65 + number)} about openings",
        ]
    lines += [
        f"{TODAY - timedelta(days=9)} met Zed Able",
        f"{TODAY - timedelta(days=9)} asked Zed Able for an introduction to Yan Bell",
        f"{TODAY - timedelta(days=8)} Zed Able introduced me to Yan Bell",
    ]
    found = best_deeds(asked(tmp_path, "\n".join(lines)))
    assert (found.tried, found.living) == (MOST_TRIED, MOST_TRIED + 5)
    people = {deed.remedy.person for deed in found.deeds}
    assert "yan-bell" in people  # her turn is always tried
    assert len(found.deeds) == MOST_SHOWN
    assert all(deed.chain.status in LIVING for deed in found.deeds)
