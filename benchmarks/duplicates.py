"""Who stands twice: ours, splink and recordlinkage on the same made-up people.

`python benchmarks/duplicates.py` prints a table; `--write` puts it into its page of the reference;
`--estimate` counts the numbers of `keepknocking.duplicates.weights` again. The people are made up
with one seed to tune on and another to report on. The others are given what ours makes of the names
and numbers (Latin letters, words in alphabetical order, digits), so that scripts and orders do not
count against them.
"""

import argparse
import logging
import platform
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from duplicates_fit import estimate
from made_people import MadePeople, made_people

from keepknocking.duplicates.candidates import LEAST, candidates
from keepknocking.duplicates.faces import Face, face_of
from keepknocking.duplicates.profiles import Profile
from keepknocking.duplicates.reach import phone_tail

SEED = 101  # nothing was tuned on it
MANY = 10_000
REPEATS, SLOW_REPEATS, SLOW_SECONDS = 5, 3, 20.0
SHOWN_FROM = 0.01
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "duplicates.md"
BEGIN, END = "<!-- table: benchmarks/duplicates.py --write -->", "<!-- end of table -->"
HOW_TO_INSTALL = (
    "splink and recordlinkage are not installed, so ours stands alone: "
    "`make bench PEERS=1` installs and measures them too."
)
Found = Mapping[frozenset[str], float]


def ours(people: Sequence[Profile]) -> Found:
    """Our candidates with their probabilities."""
    return {each.pair: each.probability for each in candidates(people, least=SHOWN_FROM)}


def rows_of(people: Sequence[Profile]) -> list[dict[str, Any]]:
    """The people as a table for the others, prepared as ours are."""
    return [_row(face_of(person)) for person in people]


def _row(face: Face) -> dict[str, Any]:
    words = sorted(face.names[0].words)
    return {
        "unique_id": face.id,
        "name": " ".join(words),
        "words": words,
        "word": max(words, key=len, default=None),
        "mail": "@".join(face.mails[0]) if face.mails else None,
        "phone": phone_tail(face.phones[0]) if face.phones else None,
        "slug": face.profiles[0][1] if face.profiles else None,
        "organization": " ".join(sorted(face.organization)) or None,
        "role": " ".join(sorted(face.role)) or None,
    }


def by_splink(people: Sequence[Profile]) -> Found:
    """By splink on duckdb: trained by its own expectation and maximisation, terms by frequency."""
    duckdb, pandas, splink, cl = map(
        import_module, ("duckdb", "pandas", "splink", "splink.comparison_library")
    )
    db = splink.DuckDBAPI(duckdb.connect(":memory:"))
    table = db.register(pandas.DataFrame(rows_of(people)))
    settings = splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.96, 0.9, 0.8]).configure(
                term_frequency_adjustments=True
            ),
            cl.EmailComparison("mail"),
            cl.ExactMatch("phone"),
            cl.ExactMatch("slug"),
            cl.JaroWinklerAtThresholds("organization", [0.95, 0.88]).configure(
                term_frequency_adjustments=True
            ),
            cl.ExactMatch("role").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            splink.block_on("name"),
            splink.block_on("word", "substr(name, 1, 1)"),
            *(splink.block_on(column) for column in ("mail", "phone", "slug")),
            splink.block_on("substr(name, 1, 3)", "organization"),
        ],
    )
    linker = splink.Linker(table, settings, log_level=logging.ERROR)
    train = linker.training
    train.estimate_probability_two_random_records_match(
        [splink.block_on(column) for column in ("mail", "phone", "slug")], recall=0.8
    )
    train.estimate_u_using_random_sampling(max_pairs=2e6, seed=SEED)
    for rule in (splink.block_on("name"), splink.block_on("mail"), splink.block_on("phone")):
        train.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
    answer = linker.inference.predict(threshold_match_probability=SHOWN_FROM)
    frame = answer.as_pandas_dataframe()
    pairs = zip(frame["unique_id_l"], frame["unique_id_r"], strict=True)
    chances = map(float, frame["match_probability"])
    return dict(zip(map(frozenset, pairs), chances, strict=True))


def by_recordlinkage(people: Sequence[Profile]) -> Found:
    """By recordlinkage: blocks, comparisons, and its classifier by expectation and maximisation."""
    pandas, recordlinkage = map(import_module, ("pandas", "recordlinkage"))
    frame = pandas.DataFrame(rows_of(people)).set_index("unique_id")
    words = frame["words"]
    for place in range(3):
        frame[f"word{place}"] = [each[place] if len(each) > place else None for each in words]
    index = recordlinkage.Index()
    for column in ("name", "mail", "phone", "slug"):
        index.block(column)
    for place in range(3):
        for other in range(3):
            index.block(f"word{place}", f"word{other}")
    frame = frame.drop(columns=["words"])
    pairs = index.index(frame)
    pairs = pairs[pairs.get_level_values(0) != pairs.get_level_values(1)]
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="jarowinkler", threshold=0.9, label="name")
    compare.string("word", "word", method="jarowinkler", threshold=0.92, label="word")
    for column in ("mail", "phone", "slug", "role"):
        compare.exact(column, column, label=column)
    compare.string("organization", "organization", method="jarowinkler", threshold=0.9)
    vectors = compare.compute(pairs, frame)
    classifier = recordlinkage.ECMClassifier()
    classifier.fit(vectors)
    chances = classifier.prob(vectors)
    found = zip(chances.index, map(float, chances), strict=True)
    return {frozenset(pair): chance for pair, chance in found if chance >= SHOWN_FROM}


PEERS: Mapping[str, Callable[[Sequence[Profile]], Found]] = {
    "splink": by_splink,
    "recordlinkage": by_recordlinkage,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one of them found, and how long it took."""

    name: str
    precision: float
    recall: float
    f1: float
    best_f1: float
    best_at: float
    seconds: float
    processor_seconds: float

    def row(self, against: float) -> str:
        """The row of the table."""
        return (
            f"| {self.name} | {self.precision:.3f} | {self.recall:.3f} | {self.f1:.3f} | "
            f"{self.best_f1:.3f} (at {self.best_at:.2f}) | {self.seconds:.1f} | "
            f"{self.seconds / against:.1f} | {self.processor_seconds:.1f} |"
        )


def measure(name: str, find: Callable[[Sequence[Profile]], Found], made: MadePeople) -> Measured:
    """Run it several times; the first run's pairs are judged, all runs give the same."""
    times: list[float] = []
    worked: list[float] = []
    found: Found = {}
    repeats = REPEATS
    while len(times) < repeats:
        start, before = time.perf_counter(), time.process_time()
        found = find(made.people)
        times.append(time.perf_counter() - start)
        worked.append(time.process_time() - before)
        repeats = SLOW_REPEATS if times[0] > SLOW_SECONDS else REPEATS
    precision, recall, f1 = scores(found, made, LEAST)
    steps = sorted({round(chance, 4) for chance in found.values()})[:: max(len(found) // 4000, 1)]
    best_at = max(steps, key=lambda at: scores(found, made, at)[2])
    return Measured(
        name=name,
        precision=precision,
        recall=recall,
        f1=f1,
        best_f1=scores(found, made, best_at)[2],
        best_at=best_at,
        seconds=statistics.median(times),
        processor_seconds=statistics.median(worked),
    )


def scores(found: Found, made: MadePeople, least: float) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean of the pairs from a probability on."""
    given = {pair for pair, chance in found.items() if chance >= least}
    right = len(given & made.same)
    precision, recall = right / max(len(given), 1), right / len(made.same)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def reliability(found: Found, made: MadePeople) -> Iterable[str]:
    """How often pairs of a stated chance are one person, in five bins."""
    yield "| we say, of 100 | pairs | on average | were one person, of 100 |"
    yield "| --- | --- | --- | --- |"
    for low in range(0, 100, 20):
        low_at, high_at = max(low / 100, SHOWN_FROM), (low + 20) / 100
        inside = {
            pair: chance
            for pair, chance in found.items()
            if low_at <= chance < high_at or (low == 80 and chance >= high_at)  # noqa: PLR2004 (the last bin)
        }
        if inside:
            said = statistics.fmean(inside.values())
            true = len(made.same & inside.keys()) / len(inside)
            bin_in_words = f"{max(low, 1)} to {low + 20}"
            yield f"| {bin_in_words} | {len(inside)} | {said * 100:.0f} | {true * 100:.0f} |"


def table(made: MadePeople) -> str:
    """All of it in Markdown."""
    measured = [measure(f"keepknocking {version('keepknocking')}", ours, made)]
    missing = False
    for name, find in PEERS.items():
        try:
            measured.append(measure(f"{name} {version(name)}", find, made))
        except ImportError:
            missing = True
    about = (
        f"{len(made.people):,} made-up people, {len(made.same):,} pairs of them one person;\n"
        f"seed {SEED}, tuned on seeds 1, 2, 3 and 11 to 14. "
        f"Median of {REPEATS} runs ({SLOW_REPEATS} where one\n"
        f"takes longer than {SLOW_SECONDS:.0f} s) in one process; Python "
        f"{platform.python_version()}, {platform.machine()},\ntwo shared cores that were not idle."
    )
    lines = [
        about,
        "",
        (
            f"| | precision | recall | F1 at {LEAST} | F1 at its best | seconds | times ours "
            "| seconds of processor |"
        ),
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(each.row(measured[0].seconds) for each in measured),
        "",
        *reliability(ours(made.people), made),
    ]
    if missing:
        print(HOW_TO_INSTALL, file=sys.stderr)
    return "\n".join(lines)


def write(text: str) -> None:
    """Put the table into its page, between its marks."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Measure, or count the numbers of the model again."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="write the table into its page")
    parser.add_argument("--estimate", action="store_true", help="count m and u again")
    parser.add_argument("--many", type=int, default=MANY)
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    if asked.estimate:
        print(estimate(asked.many))
        return
    text = table(made_people(asked.many, seed=SEED))
    print(text)
    if asked.write:
        write(text)


if __name__ == "__main__":
    main()
