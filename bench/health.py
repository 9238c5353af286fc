"""How often the alarms of `scrapy status` cry wolf, and how soon they tell of a real fault.

    python -m bench.health [--sources 120] [--months 12]

Simulated sources, looked at every day: from an article in twelve days to 150 a day, quieter at
weekends to a degree of their own, more uneven than dice, half as many at Christmas; every fourth
small source pauses for ten days of holidays in August, which the figures count against the alarm.
Twenty weeks of history come before the first look. Then each source is silenced for good on some
day, and its articles lose byline or length.

Prints false alarms a source and year, alarms at holidays, and the days from fault to alarm. Exit
code 1 where the sources that do nothing unusual ring more often than MOST_FALSE.
"""

import argparse
import math
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from pipelines.archive.usual import BEFORE, NEWEST, Text, quality, silence

FIRST = date(2025, 1, 1)
HISTORY_DAYS = 140  # before the first look: the longest window and the history before it
MOST_FALSE = 0.1  # false alarms a source and year: with 44 sources, four in a year
LONGEST_WAIT = 70  # days; what is not told by then counts as missed
RATES = ((0.05, 0.3), (0.3, 2.0), (2.0, 10.0), (10.0, 150.0))
"""Articles a day from … to, for the rows of the table."""


@dataclass(slots=True, frozen=True)
class SimulatedSource:
    """A source's habits and what came on each day."""

    per_day: float
    counts: dict[date, int]
    holidays: bool


def simulated(number: int, days: int) -> SimulatedSource:
    """The same source for the same number, every time."""
    rng = random.Random(number)
    low, high = RATES[number % len(RATES)]
    per_day = math.exp(rng.uniform(math.log(low), math.log(high)))
    weekend, unruly = rng.uniform(0.0, 1.0), rng.uniform(0.2, 0.6)
    holidays = per_day < 2 and number % 16 < 4
    counts = {}
    for day in (FIRST + timedelta(days=n) for n in range(days)):
        mean = per_day * (weekend if day.weekday() > 4 else 1.0) * rng.gammavariate(1 / unruly**2, unruly**2)
        if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 4):
            mean /= 2
        if holidays and day.month == 8 and 5 <= day.day < 15:
            mean = 0.0
        counts[day] = _poisson(rng, mean)
    return SimulatedSource(per_day, counts, holidays)


def _poisson(rng: random.Random, mean: float) -> int:
    count, left = 0, mean
    while (left := left - rng.expovariate(1.0)) > 0:
        count += 1
    return count


def false_alarms(source: SimulatedSource) -> int:
    """Days of a history without fault on which the alarm begins to ring."""
    days = sorted(source.counts)
    asked = frozenset(days)
    ringing, begun = False, 0
    for day in days[HISTORY_DAYS:]:
        rings = silence("", source.counts, asked, day) is not None
        begun += rings and not ringing
        ringing = rings
    return begun


def days_to_silence(source: SimulatedSource, began: date) -> int | None:
    """Days from the first that brings nothing to the alarm; None where it takes more than LONGEST_WAIT."""
    counts = {day: number if day < began else 0 for day, number in source.counts.items()}
    asked = frozenset(began + timedelta(days=n) for n in range(-HISTORY_DAYS, LONGEST_WAIT + 1))
    for waited in range(1, LONGEST_WAIT + 1):
        if silence("", counts, asked, began + timedelta(days=waited)) is not None:
            return waited
    return None


def texts(rng: random.Random, number: int, *, byline: float, shorter: float = 1.0) -> list[Text]:
    """Articles, newest first, with a byline in that share and a length spread as news is."""
    return [
        Text(
            round(rng.lognormvariate(6.1, 0.6) * shorter),
            rng.random() < byline,
            rng.random() < 0.98,
            rng.random() < 0.2,
        )
        for _ in range(number)
    ]


def articles_to_quality(rng: random.Random, *, byline: float, shorter: float) -> int | None:
    """How many articles it takes to tell that bylines are gone, or that texts are cut."""
    share = rng.uniform(0.5, 1.0)
    before = texts(rng, BEFORE + NEWEST, byline=share)
    worse = texts(rng, NEWEST, byline=share * byline, shorter=shorter)
    for number in range(1, NEWEST + 1):
        seen = worse[:number] + before
        if quality("", seen[:NEWEST], seen[NEWEST : NEWEST + BEFORE]):
            return number
    return None


def false_quality(rng: random.Random, looks: int) -> int:
    """Alarms for a source that is as it was, each look at thirty articles of their own."""
    return sum(
        bool(quality("", texts(rng, NEWEST, byline=share), texts(rng, BEFORE, byline=share)))
        for share in (rng.uniform(0.1, 1.0) for _ in range(looks))
    )


def _in_words(waits: Sequence[int | None], unit: str) -> str:
    told = [wait for wait in waits if wait is not None]
    if not told:
        return f"none of {len(waits)} told"
    return f"median {median(told):.0f}, longest {max(told)} {unit}; {len(waits) - len(told)} of {len(waits)} never told"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=120, help="how many, all rates alike (120)")
    parser.add_argument("--months", type=int, default=12, help="of daily looks after the history (12)")
    options = parser.parse_args(arguments)
    looked = round(options.months * 30.4)
    sources = [simulated(number, HISTORY_DAYS + looked) for number in range(options.sources)]
    usual = [one for one in sources if not one.holidays]
    rung = {id(one): false_alarms(one) for one in sources}
    false = sum(rung[id(one)] for one in usual) / (len(usual) * looked / 365)
    print(
        f"{len(sources)} sources, {looked} daily looks: "
        f"{false:.3f} false alarms a source and year (at most {MOST_FALSE})"
    )
    away = [one for one in sources if one.holidays]
    print(
        f"{sum(rung[id(one)] > 0 for one in away)} of {len(away)} small sources rang for ten days of holidays or else"
    )
    for low, high in RATES:
        chosen = [one for one in usual if low <= one.per_day < high]
        waits = [
            days_to_silence(one, FIRST + timedelta(days=HISTORY_DAYS + 11 * n))
            for one in chosen
            for n in range(3)
            if 11 * n + HISTORY_DAYS < len(one.counts)
        ]
        began = sum(rung[id(one)] for one in chosen)
        print(f"  {low:g} to {high:g} a day: {began} false; silence told after {_in_words(waits, 'days')}")
    rng = random.Random(7)
    runs = max(20, options.sources)
    print(
        f"quality: {false_quality(rng, 20 * runs)} false alarms in {20 * runs:,} looks at thirty new articles"
    )
    gone = [articles_to_quality(rng, byline=0.0, shorter=1.0) for _ in range(runs)]
    cut = [articles_to_quality(rng, byline=1.0, shorter=0.15) for _ in range(runs)]
    print(f"  bylines gone: told after {_in_words(gone, 'articles')}")
    print(f"  only teasers: told after {_in_words(cut, 'articles')}")
    return 0 if false <= MOST_FALSE else 1


if __name__ == "__main__":
    sys.exit(main())
