"""Whole stories through the command: what was written, what was asked, what was said."""

import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

Knock = Callable[..., Any]

SEARCH = """
    2026-03-02 search for "planner in logistics" goal offer, 8h a week
    2026-03-02 event "Chamber breakfast" meetup 2h
    2026-03-02 met Ana Reyes (Harbor Foods, buyer) at "Chamber breakfast"
    2026-03-03 asked Ana Reyes for an introduction to Ben Ode (Brightwater) by email
"""
LONGER = (
    SEARCH
    + """
    2026-03-08 Ana Reyes promised
    2026-03-10 Ana Reyes introduced me to Ben Ode
    2026-03-11 asked Ben Ode about openings at Brightwater by phone
    2026-03-12 event "Planners' evening" meetup 2h
    2026-03-04 know Chen Wu (Brightwater, head of planning) slightly
    2026-03-05 asked Chen Wu about openings at Brightwater
    2026-03-06 Chen Wu promised
    2026-03-05 know Eve Hall slightly
    2026-03-06 asked Eve Hall for a conversation
    2026-03-07 Eve Hall declined
    2026-03-04 know Gus Hale slightly
"""
)
EMPLOYERS = """
    2026-03-02 met Ana Reyes (Harbor Foods, buyer)
    2026-03-02 asked Ana Reyes about openings at Harbor Foods
    2026-03-03 Ana Reyes promised
    2026-03-04 Ana Reyes told me of "Planner" at Harbor Foods
    2026-03-05 applied for "Planner" at Harbor Foods through Ana Reyes
    2026-03-02 met Ben Ode (Brightwater)
    2026-03-02 asked Ben Ode about openings at Brightwater
    2026-03-03 Ben Ode promised
    2026-03-04 Ben Ode told me of "Buyer" at Brightwater
    2026-03-05 applied for "Buyer" at Brightwater
    2026-03-09 rejected for "Buyer" at Brightwater
    2026-03-02 met Chen Wu (Oak Bank)
    2026-03-02 asked Chen Wu about openings at Oak Bank
    2026-03-03 Chen Wu promised
    2026-03-04 Chen Wu told me of "Clerk" at Oak Bank
"""


def test_ana_goes_quiet(say: Knock) -> None:
    said = say(SEARCH, "silence", "Ana")
    assert said.code == 0
    numbers = re.search(r"Of 100 silences like this one, (\d+) never answer", said.words)
    assert numbers is not None
    assert "You asked Ana Reyes for an introduction to Ben Ode on 3 March" in said.words
    assert "for 9 days, since 3 March" in said.words
    assert "introduction, acquaintance, email" in said.words
    assert "knock evidence" in said.words
    later = say(SEARCH, "silence", "Ana", today="2026-04-12")
    again = re.search(r"Of 100 silences like this one, (\d+) never answer", later.words)
    assert again is not None
    assert int(again[1]) > int(numbers[1])


def test_a_nudge_is_counted_in_the_silence(say: Knock) -> None:
    said = say(SEARCH + "2026-03-10 nudged Ana\n", "silence", "Ana Reyes")
    assert "with 1 nudge" in said.words


def test_a_wide_range_is_called_wide(say: Knock) -> None:
    said = say(LONGER, "silence", "Chen", today="2026-03-08")
    assert "That is a wide range: too little is known to say more." in said.words


def test_who_owes_nothing_is_told_so(say: Knock) -> None:
    assert "Eve Hall owes you no answer" in say(LONGER, "silence", "eve").out
    assert "Nobody owes you an answer" in say("2026-03-02 met Ana Reyes", "silence").out


def test_all_silences_stand_in_a_table(say: Knock) -> None:
    said = say(LONGER, "silence", today="2026-03-20")
    assert "2 asks are out." in said.words
    assert re.search(r"Chen Wu +what was promised +14 ", said.out)
    narrow = say(LONGER, "silence", today="2026-03-20", COLUMNS="61")
    assert re.search(r"Chen Wu \(promised\) +14 ", narrow.out)
    assert max(map(len, narrow.out.splitlines())) <= 60
    assert "Next: a friendly line to" in say(LONGER, "silence", today="2026-06-20").words
    assert "Nobody needs a nudge today." in say(SEARCH, "silence", today="2026-03-03").words


def test_the_guess_comes_before_the_house(say: Knock) -> None:
    event = "Planners' evening"
    for words in (("expect", event), ("expect", event, "--json")):
        before = say(LONGER, *words)
        assert before.code == 1
        assert before.out == ""
        assert not re.search(r"\d", before.err.replace("100", "").replace("hundred", ""))
        assert "house" not in before.story
    guessed = say(None, "expect", event, "--dots", "40,35,20,4,1")
    assert guessed.code == 0
    assert 'expect "Planners\' evening": nothing 40, a name 35' in guessed.story
    assert guessed.story.index("expect") < guessed.story.index("house expects")
    assert "8 times in 10" in guessed.words
    data = json.loads(say(None, "expect", event, "--json").out)
    assert data["yours"] == [40, 35, 20, 4, 1]
    assert sum(data["house"]) == 100
    assert data["sources"]["rates"]
    told = say(None, "debrief", event, "a name", "--talked-to", "7")
    assert "You had laid 35 of 100 on it, the house" in told.words
    assert "write down whom you met" in told.words
    assert "too late to guess" in say(None, "expect", event).trouble
    marks = json.loads(say(None, "debrief", event, "--json").out)["marks"]
    assert [mark["by"] for mark in marks] == ["seeker", "house"]


def test_the_bars_of_both_guesses_stand_below_each_other(say: Knock) -> None:
    words = ("--charts", "always", "expect", "planners", "--dots", "100,0,0,0,0")
    drawn = say(LONGER, *words)
    assert f"you   {'●' * 50} 100" in drawn.out
    assert "├" in drawn.out
    assert f"you   {'O' * 50} 100" in say(LONGER, *words, TERM="dumb").out


@pytest.mark.parametrize(
    ("rung", "kind"),
    [
        ("nothing", "One evening says little about evenings, and nothing about you."),
        ("2", "Most good evenings bring just that."),
        ("offer", "That is more than most evenings bring."),
    ],
)
def test_an_evening_without_a_guess_is_told_kindly(say: Knock, rung: str, kind: str) -> None:
    said = say(LONGER, "debrief", "the Chamber breakfast", rung)
    assert kind in said.words
    assert "nothing to mark" in said.words


def test_a_guess_written_by_hand_is_marked_alone(say: Knock) -> None:
    guess = (
        '2026-03-02 expect "Chamber breakfast": nothing 0, a name 100, an opening 0, '
        "an interview 0, an offer 0"
    )
    said = say(SEARCH + guess, "debrief", "chamber", "a name")
    assert "You had laid 100 of 100 on it; your mark is 0.00" in said.words


def test_two_guesses_alike_are_equally_near(say: Knock) -> None:
    dots = '"Chamber breakfast": nothing 0, a name 100, an opening 0, an interview 0, an offer 0'
    story = f"{SEARCH}2026-03-02 expect {dots}\n2026-03-02 house expects {dots} by mine\n"
    assert "You were equally near" in say(story, "debrief", "chamber", "a name").words


def test_a_forecast_is_one_sentence_first_and_says_what_it_rests_on(say: Knock) -> None:
    said = say(LONGER, "forecast", "--by", "2026-05-01", "--pace", "2")
    assert said.words.startswith("Of 100 searches like this one, ")
    assert "hear yes through people by 1 May if you keep knocking" in said.words
    assert "How this was computed" in said.out
    assert "■" not in said.out
    assert "\x1b" not in said.out
    assert "%" not in said.out


@pytest.mark.parametrize("goal", ["conversation", "interview", "offer"])
def test_the_same_forecast_in_words_and_json(say: Knock, goal: str) -> None:
    words = say(LONGER, "forecast", "--goal", goal).words
    data = json.loads(say(None, "forecast", "--goal", goal, "--json").out)
    keep = data["by_then"]["keep_knocking"]["mean"]
    said = re.search(r"like this one, (\d+|fewer than 1)", words)
    assert said is not None
    assert said[1] == (str(int(100 * keep + 0.5)) if keep >= 0.005 else "fewer than 1")
    assert (data["today"], data["by"], data["goal"]) == ("2026-03-12", "2026-05-07", goal)
    assert len(data["curves"]["stop_tonight"]["mean"]) == data["horizon_days"] + 1


@pytest.mark.parametrize("columns", ["61", "81", "101"])
@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_pictures_fit_the_screen(say: Knock, columns: str, term: str) -> None:
    for command in ("forecast", "chains", "weak", "silence"):
        said = say(LONGER, "--charts", "always", command, COLUMNS=columns, TERM=term)
        assert max(map(len, said.out.splitlines())) < int(columns)
        if term == "dumb" and command != "forecast":
            assert said.out.replace("·", "").isascii()


def test_the_last_of_the_pool_and_the_range_are_told(say: Knock) -> None:
    said = say(LONGER, "forecast", "--pace", "5")
    assert "you know and have not asked last until" in said.words
    stopped = say(LONGER, "forecast", "--pace", "0")
    assert "No new door is being knocked at." in stopped.words
    empty = say("2026-03-02 search goal offer", "forecast")
    assert "none if you stop tonight, because nothing is under way" in empty.words
    assert "pool" in json.loads(say(None, "forecast", "--json").out)["pace"]


def test_a_chain_is_drawn_with_its_weak_link_and_the_next_step(say: Knock) -> None:
    said = say(LONGER, "chains", today="2026-03-30")
    assert "you ── ▯ Ana Reyes ─✗─ ▮ Ben Ode" in said.out
    assert "Weak link: Ben Ode has been silent for 19 days. Next: " in said.words
    assert "1 other is over" in said.words
    over = say(LONGER, "chains", "--all", today="2026-03-30")
    assert "Over: Eve Hall said no." in over.words
    data = json.loads(say(LONGER, "chains", "--json", today="2026-03-30").out)
    weak = [ask["id"] for chain in data["chains"] for ask in chain["asks"] if ask["is_weak_link"]]
    assert any("ben-ode" in ask for ask in weak)


def test_chains_at_an_employer_say_where_they_stand(say: Knock) -> None:
    said = say(EMPLOYERS, "chains", "--all")
    assert "At the employer: application on 5 March." in said.words
    assert "Over: they said no." in said.words
    today = say(EMPLOYERS, "today")
    assert 'Apply for "Clerk" at Oak Bank.' in today.words
    offered = say(EMPLOYERS + '2026-03-10 offer for "Planner" at Harbor Foods', "chains")
    assert "An offer. When you decide, thank everybody on this street." in offered.words
    closed = say(EMPLOYERS + '2026-03-10 closed "Clerk" at Oak Bank', "chains", "--all")
    assert "Over: the opening is closed." in closed.words


def test_the_weak_link_is_mended_from_so_many_to_so_many(say: Knock) -> None:
    said = say(LONGER, "weak", today="2026-03-20")
    assert re.search(
        r"from \d+ to \d+ in 1(00|,000) by 15 May \(8 times in 10 it adds ", said.words
    )
    data = json.loads(say(LONGER, "weak", "--json", today="2026-03-20").out)
    assert data["chains"][0]["remedies"][0]["gain"]["mean"] >= 0
    faint = say(SEARCH, "weak", "--by", "2026-03-13")
    assert "nothing you can do today moves the whole search" in faint.words


def test_an_introduction_waits_for_the_seeker(say: Knock) -> None:
    story = LONGER.replace("2026-03-11 asked Ben Ode about openings at Brightwater by phone", "")
    chains = say(story, "chains").words
    assert "The next step is yours: Ben Ode has not been asked." in chains
    assert "Ask Ben Ode." in say(story, "today").words
    assert "The next step is yours" in say(story, "weak", today="2026-03-30").words


def test_a_day_has_at_most_five_things(say: Knock) -> None:
    said = say(LONGER, "today")
    assert said.out.startswith("Thursday 12 March")
    assert "1. Planners' evening is today. What do you expect of it?" in said.out
    later = say(LONGER, "today", today="2026-03-30").words
    assert "Nudge " in later
    assert "Thank Ana Reyes." in later
    data = json.loads(say(LONGER, "today", "--json").out)
    assert len(data["things"]) <= 5
    assert data["things"][0]["kind"] == "guess"


def test_what_is_on_and_what_comes_is_told(say: Knock) -> None:
    story = """
        2026-03-12 event "Talk"
        2026-03-12 expect "Talk": nothing 100, a name 0, an opening 0, an interview 0, an offer 0
        2026-03-10 event "Dinner"
        2026-03-20 event "Fair"
    """
    said = say(story, "today").words
    assert "Talk is today, and your guess is written down." in said
    assert "What did Dinner bring?" in said
    assert "Coming: Fair, Friday 20 March." in said


def test_more_than_five_things_can_wait(say: Knock) -> None:
    story = "\n".join(f"2026-03-12 event Talk{chr(65 + place)}" for place in range(7))
    assert "2 other things can wait until these are done." in say(story, "today").words


def test_who_kept_a_promise_without_a_name_is_the_next_step(say: Knock) -> None:
    story = """
        2026-03-02 met Ana Reyes
        2026-03-02 asked Ana Reyes for an introduction
        2026-03-03 Ana Reyes promised
        2026-03-04 Ana Reyes kept the promise
    """
    assert "Go on where Ana Reyes let you through." in say(story, "today").words


def test_a_free_day_is_told(say: Knock) -> None:
    assert "Nothing has to be done today." in say("2026-01-02 met Ana Reyes", "today").words


def test_a_first_evening_is_kind(say: Knock) -> None:
    said = say("", "today")
    assert "A story begins with one line." in said.words
    assert said.out.count(" log ") == 3


def test_a_story_is_begun_written_and_taken_back(say: Knock, path: Path) -> None:
    begun = say(None, "init", "--wanted", "planner", "--goal", "interview", "--hours-a-week", "8")
    assert begun.code == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert '2026-03-12 search for "planner" goal interview, 8h a week' in begun.story
    logged = say(None, "log", "thanked", "Ana Reyes")
    assert logged.code == 1
    logged = say(None, "log", "met", "Ana", "Reyes")
    assert logged.out == "Understood, and written down (1 line):\n  2026-03-12 met Ana Reyes\n"
    piped = say(None, "log", stdin="2026-03-10 met Ben Ode\nasked Ana for a coffee\n")
    assert "2 lines" in piped.out
    undone = say(None, "undo")
    assert undone.out == "Taken back:\n  2026-03-12 asked Ana Reyes for a conversation\n"
    assert say(None, "check").out.startswith("Every line is clear. The story holds 2 people")
    again = say(None, "init")
    assert again.code == 1
    assert "is there already, and nothing was changed" in again.trouble


def test_figures_and_rates_are_told_with_their_catch(say: Knock) -> None:
    every = say("", "evidence").out
    assert "mixer_encounters" in every
    one = say(None, "evidence", "mixer_encounters").words
    assert "it does not say:" in one
    rate = say(None, "evidence", "kinds.all.promise").words
    assert rate.startswith("kinds.all.promise: 55 of 100")
    assert "kinds.all.promise" in say(None, "evidence", "--rates").out
    file = say(None, "evidence", "--rates-file").out
    assert "[kinds.all.promise]" in file
    for words in (("evidence",), ("evidence", "mixer_encounters")):
        assert json.loads(say(None, *words, "--json").out)["figures"]
    for words in (("evidence", "--rates"), ("evidence", "kinds.all.promise")):
        assert json.loads(say(None, *words, "--json").out)["rates"]
    assert say(None, "evidence", "--rates", "--rates-file").code == 2
    unknown = say(None, "evidence", "mixer_encounter")
    assert unknown.code == 1
    assert "did you mean 'mixer_encounters'" in unknown.trouble


def test_the_own_rates_of_a_seeker_are_used(say: Knock, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(say("", "evidence", "--rates-file").out)
    first = json.loads(say(LONGER, "forecast", "--json").out)["by_then"]
    second = json.loads(say(LONGER, "forecast", "--rates", str(mine), "--json").out)
    assert second["by_then"] == first
    assert second["sources"]["rates"] == "mine.toml"


def test_the_demo_tells_the_whole_story_of_sam_and_leaves_nothing(tmp_path: Path) -> None:
    # In a process of its own: it serves a ledger of its own.
    call = [sys.executable, "-c", "from keepknocking.cli.main import main; main()"]
    environ = os.environ | {"COLUMNS": "81", "TMPDIR": str(tmp_path)}
    done = subprocess.run(  # noqa: S603 (a fixed command)
        [*call, "demo", "--once"], capture_output=True, text=True, check=True, env=environ
    )
    for command in ("today", "silence", "chains", "weak", "forecast", "expect", "debrief"):
        assert f"$ knock {command}" in done.stdout
    told = " ".join(done.stdout.split())
    assert "has answered 200" in told
    assert "This was its worst miss: it had laid 1 of 100 dots" in told
    assert "%" not in done.stdout
    assert list(tmp_path.iterdir()) == []


# At a terminal.


def _interrupt(process: "subprocess.Popen[bytes]") -> None:
    """Press Ctrl-C, and again where it fell into the moment between a check and a read."""
    while True:
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
            return


def at_a_terminal(path: Path, *words: str, typed: str, interrupt: bool = False) -> str:
    """What appears on a terminal when the words are run and the lines are typed."""
    # A runner in the background has interrupts ignored, and its children would inherit that.
    heard = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code = f"{heard}from keepknocking.cli.main import main\nmain()"
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm"}
    environ.pop("NO_COLOR", None)
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", code, "-f", str(path), "--today", "2026-03-12", *words]
    process = subprocess.Popen(  # noqa: S603 (a fixed command)
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environ
    )
    os.close(theirs)
    shown = os.read(ours, 4096)
    os.write(ours, typed.encode())
    if interrupt:
        _interrupt(process)
    with suppress(OSError):  # this is how a terminal says that its other end is closed
        while part := os.read(ours, 4096):
            shown += part
    assert process.wait() == (130 if interrupt else process.returncode)
    os.close(ours)
    return shown.decode()


def test_at_a_terminal_the_five_numbers_are_asked_for(say: Knock, path: Path) -> None:
    say(LONGER, "check")
    shown = at_a_terminal(path, "expect", "planners", typed="40\nmany\n35\n70\n20\n4\n2\n1\n")
    assert shown.index("nothing you can use (100 left)") < shown.index("(60 left)")
    assert "'many' does not fit: a whole number from 0 to 60, please." in shown
    assert "'70' does not fit: a whole number from 0 to 25, please." in shown
    assert "'2' does not fit: 1, please." in shown
    assert shown.index("an offer on the spot (1 left)") < shown.index("The house")
    assert "nothing 40, a name 35, an opening 20, an interview 4, an offer 1" in path.read_text()
    assert "●" in shown
    assert "\x1b[" in shown


def test_at_a_terminal_the_evening_is_asked_for(say: Knock, path: Path) -> None:
    say(LONGER, "check")
    shown = at_a_terminal(path, "debrief", "chamber", typed="9\n2\n5\n")
    assert "'9' does not fit: 1 to 5, please." in shown
    assert 'debrief "Chamber breakfast": a name, talked to 5' in path.read_text()


def test_who_says_how_many_is_not_asked_again(say: Knock, path: Path) -> None:
    say(LONGER, "check")
    shown = at_a_terminal(path, "debrief", "chamber", "--talked-to", "5", typed="1\n")
    assert "How many people" not in shown
    assert 'debrief "Chamber breakfast": nothing, talked to 5' in path.read_text()


@pytest.mark.parametrize("words", [("expect", "planners"), ("debrief", "chamber")])
def test_an_end_of_input_writes_nothing(say: Knock, path: Path, words: tuple[str, ...]) -> None:
    before = say(LONGER, "check").story
    assert "no number came, so nothing was written" in at_a_terminal(path, *words, typed="\x04")
    assert path.read_text() == before


def test_ctrl_c_writes_nothing(say: Knock, path: Path) -> None:
    before = say(LONGER, "check").story
    shown = at_a_terminal(path, "log", typed="met Ben Ode\n", interrupt=True)
    assert "Stopped. Nothing is half-written." in shown
    assert path.read_text() == before
