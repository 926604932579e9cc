"""How fast a long story is read and written: seconds, and lines a second.

Run it with `python benchmarks/story_reading.py [LINES]`.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count, islice
from time import perf_counter

from keepknocking.ledger.story.reading import read_story
from keepknocking.ledger.story.writing import write_story

MONDAY = date(2006, 3, 6)
LINES = 10_000
TIMES = 3  # the best of so many counts


def long_story(lines: int) -> str:
    """A story of so many lines: people are met, asked, nudged, and some introduce others."""
    return "".join(f"{line}\n" for line in islice(_lines(), lines))


def _lines() -> Iterator[str]:
    for number in count():
        day = MONDAY + timedelta(number)
        ana, ben = f"Ana Reyes-{_letters(number)}", f"Ben Ode-{_letters(number)}"
        yield f'{day} event "Breakfast {number}" meetup 2h'
        yield f"{day} met {ana} (Harbor Foods, buyer) at the Breakfast {number}"
        yield f"{day} asked {ana} for an introduction to {ben} (Brightwater) by email"
        yield f"{day + timedelta(7)} nudged {ana}"
        yield f"{day + timedelta(9)} {ana} promised"
        yield f"{day + timedelta(12)} {ana} introduced me to {ben}"
        yield f"{day + timedelta(13)} asked {ben} about openings"
        yield f'{day + timedelta(15)} {ben} told me of "Planner {number}" at Brightwater'
        yield f'{day + timedelta(16)} applied for "Planner {number}" at Brightwater through {ben}'
        yield f"{day + timedelta(17)} thanked {ana}"


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def seconds(work: Callable[[], object]) -> float:
    """The time that the work takes, the best of a few."""
    best = float("inf")
    for _ in range(TIMES):
        start = perf_counter()
        work()
        best = min(best, perf_counter() - start)
    return best


def main() -> None:
    """Print the table."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    text = long_story(lines)
    ledger = read_story(text).ledger
    for name, work in (
        ("read", lambda: read_story(text)),
        ("write", lambda: write_story(ledger)),
    ):
        took = seconds(work)
        print(f"{name:6} {lines} lines: {took:.2f} s, {lines / took:,.0f} lines a second")


if __name__ == "__main__":
    main()
