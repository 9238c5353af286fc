"""How two witnesses of one time are heard together: what a weaker one may add, and when it is believed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from pipelines.extraction.dates import Moment
from pipelines.extraction.sayings import EAST_OF_UTC, Saying

FAR_EAST = timedelta(hours=12)  # a day named so much before it begins in UTC is named at its midnight
HALF_HOUR = timedelta(minutes=30)
ANOTHER_DAY = timedelta(days=2)  # less may be a zone, or the eve of a printed edition
REPUBLISHED = timedelta(days=31)  # behind the day in the address: the page was put up once more


def overruling(
    stated: Sequence[Saying], changes: Sequence[Saying], shown: Sequence[Saying], folder: Saying | None
) -> list[Saying]:
    """What is believed before the metadata, whose time of publication is that of a later one.

    ``shown`` are the dates that the page prints as its own, ``folder`` is the day that its address is
    filed under. A time that is not before the last change was stamped anew together with it: then an
    earlier day that readers see is the first. An address is given once, and keeps its day.
    """
    winner = next((saying.moment for saying in stated if saying.moment is not None), None)
    if winner is None:
        return []
    if folder is not None and folder.moment is not None and winner.at - folder.moment.at > REPUBLISHED:
        return [folder]
    change = next((saying.moment for saying in changes if saying.moment is not None), None)
    if change is None or change.at > winner.at:
        return []
    return [
        saying
        for saying in shown
        if saying.moment is not None
        and saying.moment.other is None
        and winner.day - saying.moment.day >= ANOTHER_DAY
    ][:1]


def older_first(unsure: list[Saying], above: list[Saying]) -> list[Saying]:
    """A date that may be the last change, and those printed above the headline, which may be today.

    An older one above the headline is not today's.
    """
    change = next((saying.moment for saying in unsure if saying.moment is not None), None)
    past = [
        saying
        for saying in above
        if change is not None and saying.moment is not None and saying.moment.day < change.day
    ]
    return [*past, *unsure, *(saying for saying in above if saying not in past)]


def as_meant(winner: Saying, rest: list[Saying]) -> Saying:
    """``3/4/2026`` in the reading that another witness shares."""
    moment = winner.moment
    if moment is None or moment.other is None:
        return winner
    days = {other.moment.day for other in rest if other.moment is not None and other.moment.other is None}
    if moment.day not in days and moment.other.date() in days:
        return replace(winner, moment=replace(moment, at=moment.other, other=None))
    return winner


def with_minute(winner: Saying, rest: list[Saying]) -> Saying:
    """The saying itself, or a weaker one that names the same day and the minute.

    Midnight sharp is what systems write that know the day alone.
    """
    if winner.moment is None or (winner.moment.has_clock and not _is_midnight(winner.moment)):
        return winner
    for other in rest:
        if other.moment is None or not other.moment.has_clock or other.moment.day != winner.moment.day:
            continue
        if not winner.moment.has_clock or not (
            _is_midnight(other.moment) or other.moment.at == winner.moment.at
        ):
            return other
    return winner


def _is_midnight(moment: Moment) -> bool:
    return (moment.at.hour, moment.at.minute, moment.at.second) == (0, 0, 0)


def in_printed_zone(moment: Moment, rest: list[Saying]) -> datetime:
    """The moment in the zone in which the page prints it to its readers, where that can be told."""
    at = moment.at
    if not moment.has_clock or (moment.has_zone and at.utcoffset() != timedelta()):
        return at
    for other in rest:
        if other.moment is None or other.witness == "hint":
            continue
        shift = _quarters(other.moment, at) if moment.has_zone else _quarters_of_zoned(other.moment, at)
        if shift is not None:
            zone = timezone(shift)
            return at.astimezone(zone) if moment.has_zone else at.replace(tzinfo=zone)
    return at


def _quarters(shown: Moment, utc: datetime) -> timedelta | None:
    """How far a clock without zone is from a moment in UTC, where that is a possible offset."""
    if shown.has_zone and shown.at.utcoffset() == timedelta():
        return None
    local = shown.at.replace(tzinfo=UTC)
    if not shown.has_clock:
        # the day's midnight, somewhere east: 23:00Z for the next day in Berlin
        shift = local - utc
        return shift if timedelta() < shift <= FAR_EAST and shift % HALF_HOUR == timedelta() else None
    shift = local.replace(second=0) - utc.replace(second=0)
    return (
        shift
        if shift and shift % timedelta(minutes=15) == timedelta() and abs(shift) <= EAST_OF_UTC
        else None
    )


def _quarters_of_zoned(zoned: Moment, naive: datetime) -> timedelta | None:
    """The offset of a clock without zone, told by another witness of the same moment."""
    if not (zoned.has_clock and zoned.has_zone):
        return None
    shift = naive.replace(tzinfo=UTC, second=0) - zoned.at.astimezone(UTC).replace(second=0)
    return shift if shift % timedelta(minutes=15) == timedelta() and abs(shift) <= EAST_OF_UTC else None
