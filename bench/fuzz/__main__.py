"""Damage inputs of every kind and see that their readers keep their promises.

    python -m bench.fuzz [--minutes M] [--seed N] [--kind NAME …] [--pages FOLDER]

Pages, feeds, sitemaps, section pages, robots.txt files and lists of feeds of the sample newsroom, and
addresses, dates, credit lines, datelines and searches of our own are damaged, and each is read as the
crawler would. Every kind gets the same share of the processor's time. With --pages the pages of a folder
(``**/*.html[.gz]``) are damaged besides. Prints what broke a promise with the seed that breaks it, to be
mended and kept as a case in tests/test_fuzz.py; ends with 1 where there is anything.

An input is a pure function of its kind and seed: ``--kind date --seed 4711 --minutes 0`` reads that one again.
"""

import argparse
import logging
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.fuzz import SUBJECTS
from bench.fuzz.damage import damaged
from bench.fuzz.pages import stored_pages
from bench.fuzz.subject import Subject

SHOWN_CHARS = 300  # of a finding's message


@dataclass(slots=True)
class Tally:
    """What became of the inputs of one kind."""

    tried: int = 0
    read: int = 0
    """Those that were not refused."""
    cpu_s: float = 0.0
    slowest_s: float = 0.0
    found: Counter[str] = field(default_factory=Counter)
    """How often each kind of finding came, by its words."""


def trial(name: str, subject: Subject, seeds: Sequence[bytes], seed: int, tally: Tally) -> None:
    """Read one damaged input and note what came of it."""
    chance = random.Random(f"{name} {seed}")
    data = damaged(seeds, chance, subject.pieces)
    began = time.process_time()
    finding = None
    try:
        tally.read += subject.read(data)
    except Exception as error:  # whatever may come is the question
        finding = f"{type(error).__name__}: {str(error)[:SHOWN_CHARS]}"
    spent = time.process_time() - began
    if finding is None and spent > subject.limit_s:
        finding = f"took {spent:.1f} s for {len(data):,} bytes"
    tally.tried += 1
    tally.cpu_s += spent
    tally.slowest_s = max(tally.slowest_s, spent)
    if finding is not None:
        tally.found[finding] += 1
        print(f"{name} {seed}: {finding!r}", flush=True)


def run(subjects: dict[str, Subject], minutes: float, first_seed: int) -> dict[str, Tally]:
    """Try inputs of every kind until the time is over, the kind that had least of the processor next."""
    tallies = {name: Tally() for name in subjects}
    seeds = {name: subject.seeds() for name, subject in subjects.items()}
    end = time.monotonic() + 60 * minutes
    while True:
        name = min(tallies, key=lambda each: (tallies[each].cpu_s, tallies[each].tried))
        tally = tallies[name]
        trial(name, subjects[name], seeds[name], first_seed + tally.tried, tally)
        if time.monotonic() >= end and all(each.tried for each in tallies.values()):
            return tallies


def table(tallies: dict[str, Tally]) -> str:
    """How many inputs of each kind were tried, how many were not refused, and what was found."""
    lines = [f"{'kind':<12}{'tried':>10}{'read':>10}{'slowest':>10}{'findings':>10}"]
    for name, tally in tallies.items():
        lines.append(
            f"{name:<12}{tally.tried:>10,}{tally.read:>10,}{tally.slowest_s:>8.2f} s{tally.found.total():>10,}"
        )
    total = sum(tally.tried for tally in tallies.values())
    lines.append(f"{total:,} inputs, {sum(tally.found.total() for tally in tallies.values()):,} findings")
    return "\n".join(lines)


def main() -> None:
    """Run the bench as the module's docstring says."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.fuzz", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--minutes", type=float, default=1.0, help="0: one input of each kind")
    parser.add_argument("--seed", type=int, default=1, help="of the first input; the next has the next")
    parser.add_argument(
        "--kind", nargs="+", choices=SUBJECTS, default=list(SUBJECTS), help="only these kinds"
    )
    parser.add_argument("--pages", type=Path, metavar="FOLDER", help="pages to damage besides the newsroom's")
    options = parser.parse_args()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    subjects = {name: SUBJECTS[name] for name in options.kind}
    if options.pages is not None:
        stored = stored_pages(options.pages)
        if not stored:
            parser.error(f"{options.pages}: holds no .html or .html.gz file")
        subjects["stored page"] = replace(SUBJECTS["page"], seeds=lambda: stored)
    tallies = run(subjects, options.minutes, options.seed)
    print(table(tallies))
    raise SystemExit(1 if any(tally.found for tally in tallies.values()) else 0)


if __name__ == "__main__":
    main()
