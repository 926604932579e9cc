"""How long `knock import` takes, and how much memory: `python benchmarks/imports.py`.

A made-up LinkedIn export of 30,000 connections goes into an empty ledger, goes in once more, and is
taken back, each by a process of its own, from its start to its end: median of three. The memory is
the most that the process held at any moment.
"""

import csv
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CONNECTIONS = 30_000
AGAIN = 3
SEED = 2026
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
LETTERS = "abdefgiklmnoprstuvz"
KNOCK = Path(sys.executable).with_name("knock")


def make_export(path: Path) -> None:
    """Write the export; one in twenty has a mail address, as in real ones."""
    draw = random.Random(SEED)  # noqa: S311 (made-up people)

    def word(length: int) -> str:
        return "".join(draw.choice(LETTERS) for _ in range(length)).title()

    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER.split(","))
        for number in range(CONNECTIONS):
            first, last = word(6), word(7)
            link = f"https://www.linkedin.com/in/{first}-{last}-{number}".lower()
            mail = f"{first}@{last}.example" if number % 20 == 0 else ""
            company = f"Company {number % 4000}"
            day = f"{1 + number % 28:02d} Feb {2010 + number % 15}"
            rows.writerow([first, last, link, mail, company, "Planner", day])


def run(*words: str) -> tuple[float, int]:
    """One command: seconds on the clock, and the most MiB that it held."""
    begun = time.perf_counter()
    with subprocess.Popen([str(KNOCK), *words], stdout=subprocess.DEVNULL) as process:  # noqa: S603
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"knock {' '.join(words)} failed")
    return time.perf_counter() - begun, _mebibytes(used)


def _mebibytes(used: resource.struct_rusage) -> int:
    kibibytes = used.ru_maxrss if sys.platform != "darwin" else used.ru_maxrss // 1024
    return kibibytes // 1024


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="knock-imports-") as name:
        folder = Path(name)
        make_export(folder / "Connections.csv")
        deeds = {
            "brought in": ("import", str(folder / "Connections.csv")),
            "the same file again": ("import", str(folder / "Connections.csv")),
            "taken back": ("imports", "--undo", "2"),
        }
        measured: dict[str, list[tuple[float, int]]] = {deed: [] for deed in deeds}
        for number in range(AGAIN):
            os.environ["KNOCK_HOME"] = str(folder / str(number))
            run("init")
            for deed, words in deeds.items():
                measured[deed].append(run(*words))
    print(f"knock import, {CONNECTIONS:,} connections; seed {SEED}, median of {AGAIN}")
    print(f"Python {platform.python_version()} on {platform.machine()}\n")
    print("| what | seconds | most MiB |\n|---|---|---|")
    for deed, found in measured.items():
        seconds = statistics.median(second for second, _ in found)
        print(f"| {deed} | {seconds:.1f} | {max(most for _, most in found)} |")


if __name__ == "__main__":
    main()
