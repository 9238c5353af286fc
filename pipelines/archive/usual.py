"""What is usual for a source, from its own history, and the alarm when it falls silent or gets worse.

*Silence.* The articles of a day vary with the weekday and more than dice would: a negative binomial,
with the mean of the weekday and a spread learnt from the history. The alarm rings when so few in the
last one to fifty-six days would come by chance less than once in ten thousand looks, and they are under a
quarter of what is usual. A source with an article a week is expected to bring four in four weeks; none
at all happens to it by chance, so nothing rings: it takes about ten articles that should have been there. Only
days count on which a feed of the source was read: when the machine was off, the silence is ours.

*Falling quality.* The newest thirty articles against the three hundred before them: the share with a byline,
a time of publication, a dateline, and the length of the text. The share must be less than half of what
it was, and so few must be as unlikely (a binomial tail); for the length, so many texts in what
used to be the shortest tenth.
"""

import math
import sqlite3
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

HISTORY_DAYS = 84  # twelve of each weekday
WINDOWS_DAYS = (1, 2, 4, 7, 14, 28, 56)  # a busy source is missed after a day, a slow one after weeks
MIN_DAYS = 14  # days asked before anything is called usual
ALARM_CHANCE = 1e-4  # of a false alarm at one look at one source: with 44 sources, every day, 1.6 a year
MUCH_LESS = 0.25  # of the usual number: fewer come at Christmas too
WEEKDAY_WEIGHT = 2  # days' worth of the overall mean in a weekday's: one odd Sunday is not every Sunday
NEWEST = 30  # articles whose quality is judged
BEFORE = 300  # articles it is compared with
MIN_BEFORE = 50
HALF = 0.5  # of the usual share or length
SHORTEST = 0.1  # the shortest tenth of the older texts


@dataclass(slots=True, frozen=True, kw_only=True)
class Usual:
    """What a source is like, from its own history."""

    by_weekday: tuple[float, ...]
    """Articles on a Monday, …, a Sunday."""
    words: float | None
    """The median length of a text."""
    with_byline: float | None
    with_date: float | None
    with_dateline: float | None
    """Shares of the articles; None where the history is too short."""


@dataclass(slots=True, frozen=True, kw_only=True)
class Alarm:
    """Something is not as usual with a source."""

    source: str
    kind: str
    """silence, byline, date, dateline, length, or expect (its last run missed its [expect])."""
    what: str
    """One line: what is seen and what is usual."""
    why: str
    """One line: how unlikely that is by chance."""


# -- numbers -------------------------------------------------------------------------------------


def negative_binomial_tail(observed: int, mean: float, spread: float) -> float:
    """The chance of ``observed`` or fewer; ``spread`` is the variance over the mean, 1 for Poisson."""
    if mean <= 0:
        return 1.0
    if spread <= 1.001:
        logs = [k * math.log(mean) - mean - math.lgamma(k + 1) for k in range(observed + 1)]
    else:
        size = mean / (spread - 1)
        stay, go = math.log(1 / spread), math.log(1 - 1 / spread)
        logs = [
            math.lgamma(k + size) - math.lgamma(size) - math.lgamma(k + 1) + size * stay + k * go
            for k in range(observed + 1)
        ]
    return min(1.0, math.fsum(map(math.exp, logs)))


def binomial_tail(observed: int, trials: int, share: float) -> float:
    """The chance of ``observed`` or fewer of so many trials."""
    share = min(max(share, 1e-9), 1 - 1e-9)
    return math.fsum(
        math.comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(observed + 1)
    )


def by_weekday(history: Mapping[date, int]) -> tuple[float, ...]:
    """The mean of each weekday, drawn towards the mean of all days where there are few of it."""
    overall = sum(history.values()) / len(history) if history else 0.0
    means = []
    for weekday in range(7):
        days = [number for day, number in history.items() if day.weekday() == weekday]
        means.append((sum(days) + WEEKDAY_WEIGHT * overall) / (len(days) + WEEKDAY_WEIGHT))
    return tuple(means)


def _spread(history: Mapping[date, int], means: Sequence[float]) -> float:
    """Variance over mean of the days beside their weekday's mean; never under 1, a Poisson's."""
    expected = sum(means[day.weekday()] for day in history)
    squares = sum((number - means[day.weekday()]) ** 2 for day, number in history.items())
    return max(1.0, squares / expected) if expected else 1.0


def silence(source: str, counts: Mapping[date, int], asked: Set[date], today: date) -> Alarm | None:
    """The alarm for too few articles in the days before today, or None.

    ``counts`` has articles by day, ``asked`` the days on which a feed of the source was read.
    """
    worst: Alarm | None = None
    least = ALARM_CHANCE / len(WINDOWS_DAYS)
    for window in WINDOWS_DAYS:
        began = today - timedelta(days=window)
        lately = [began + timedelta(days=n) for n in range(window) if began + timedelta(days=n) in asked]
        history = {
            day: counts.get(day, 0)
            for day in (began - timedelta(days=n) for n in range(1, HISTORY_DAYS + 1))
            if day in asked
        }
        if not lately or len(history) < MIN_DAYS:
            continue
        means = by_weekday(history)
        usual = sum(means[day.weekday()] for day in lately)
        seen = sum(counts.get(day, 0) for day in lately)
        if seen > MUCH_LESS * usual:
            continue
        chance = negative_binomial_tail(seen, usual, _spread(history, means))
        if chance < least:
            least = chance
            last = max((day for day, number in counts.items() if number and day < today), default=None)
            worst = Alarm(
                source=source,
                kind="silence",
                what=f"{seen} articles in {len(lately)} days up to {today - timedelta(days=1)}; {usual:.0f} are usual",
                why=f"by chance {_odds(chance)}; the last article is of {last or 'no day'}",
            )
    return worst


def _odds(chance: float) -> str:
    return f"once in {1 / chance:,.0f} looks" if chance > 1e-9 else "less than once in a billion looks"


# -- from the archive ----------------------------------------------------------------------------


@dataclass(slots=True, frozen=True)
class Text:
    """What the alarms for quality look at in one article."""

    words: int
    byline: bool
    date: bool
    dateline: bool


def _texts(conn: sqlite3.Connection, source: str) -> list[Text]:
    rows = conn.execute(
        "SELECT word_count, byline IS NOT NULL, published_at IS NOT NULL, dateline IS NOT NULL FROM articles "
        "WHERE source = ? ORDER BY id DESC LIMIT ?",
        [source, NEWEST + BEFORE],
    )
    return [Text(row[0], bool(row[1]), bool(row[2]), bool(row[3])) for row in rows]


def _days(conn: sqlite3.Connection, source: str, today: date) -> tuple[dict[date, int], set[date]]:
    first = (today - timedelta(days=HISTORY_DAYS + WINDOWS_DAYS[-1])).isoformat()
    counts = {
        date.fromisoformat(day): number
        for day, number in conn.execute(
            "SELECT day, articles FROM coverage WHERE source = ? AND day >= ?", [source, first]
        )
    }
    asked = {
        date.fromisoformat(day)
        for (day,) in conn.execute(
            "SELECT DISTINCT substr(started_at, 1, 10) FROM source_runs "
            "WHERE source = ? AND started_at >= ? AND feeds_read > 0",
            [source, first],
        )
    }
    return counts, asked


def usual(conn: sqlite3.Connection, source: str, today: date) -> Usual | None:
    """What the source is like; None before MIN_DAYS days on which it was asked."""
    counts, asked = _days(conn, source, today)
    history = {day: counts.get(day, 0) for day in asked if day < today}
    if len(history) < MIN_DAYS:
        return None
    texts = _texts(conn, source)
    enough = len(texts) >= MIN_BEFORE
    return Usual(
        by_weekday=by_weekday(history),
        words=median(text.words for text in texts) if enough else None,
        with_byline=_share([text.byline for text in texts]) if enough else None,
        with_date=_share([text.date for text in texts]) if enough else None,
        with_dateline=_share([text.dateline for text in texts]) if enough else None,
    )


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags)


def quality(source: str, newest: Sequence[Text], before: Sequence[Text]) -> list[Alarm]:
    """The alarms for bylines, times, datelines and length of the NEWEST articles beside those BEFORE."""
    return _missing(source, newest, before) + _shortened(source, newest, before)


def _missing(source: str, newest: Sequence[Text], before: Sequence[Text]) -> list[Alarm]:
    found = []
    for kind in ("byline", "date", "dateline"):
        old = [bool(getattr(text, kind)) for text in before]
        now = [bool(getattr(text, kind)) for text in newest]
        usual_share = (sum(old) + 1) / (len(old) + 2)
        chance = binomial_tail(sum(now), len(now), usual_share)
        if chance < ALARM_CHANCE and _share(now) < HALF * usual_share:
            found.append(
                Alarm(
                    source=source,
                    kind=kind,
                    what=f"{sum(now)} of the newest {len(now)} articles have a {kind}; {usual_share:.0%} is usual",
                    why=f"by chance {_odds(chance)}: the page has changed its markup, or the paper its ways",
                )
            )
    return found


def _shortened(source: str, newest: Sequence[Text], before: Sequence[Text]) -> list[Alarm]:
    lengths = sorted(text.words for text in before)
    limit = lengths[int(SHORTEST * len(lengths))]
    short = sum(text.words < limit for text in newest)
    chance = binomial_tail(len(newest) - short, len(newest), 1 - SHORTEST)
    now, was = median(text.words for text in newest), median(lengths)
    if chance >= ALARM_CHANCE or now >= HALF * was:
        return []
    what = f"the newest {len(newest)} texts have {now:.0f} words in the middle; {was:.0f} are usual"
    return [
        Alarm(
            source=source,
            kind="length",
            what=what,
            why=f"by chance {_odds(chance)}: a wall, or only the teaser is read",
        )
    ]


def alarms(conn: sqlite3.Connection, today: date, names: Sequence[str]) -> list[Alarm]:
    """Every alarm of these sources, in their order; one whose last run missed its [expect] too."""
    found: list[Alarm] = []
    for source in names:
        quiet = silence(source, *_days(conn, source, today), today)
        found += [quiet] if quiet is not None else []
        texts = _texts(conn, source)
        newest, before = texts[:NEWEST], texts[NEWEST:]
        if len(newest) == NEWEST and len(before) >= MIN_BEFORE:
            found += quality(source, newest, before)
        row = conn.execute(
            "SELECT unmet, started_at FROM source_runs WHERE source = ? ORDER BY started_at DESC LIMIT 1",
            [source],
        ).fetchone()
        if row is not None and row[0]:
            found.append(
                Alarm(
                    source=source,
                    kind="expect",
                    what=row[0],
                    why=f"in the run of {row[1]}; its [expect] asks for more",
                )
            )
    return found
