"""What one witness says of a time, read as the page means it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from pipelines.clock import now_utc
from pipelines.extraction.dates import Moment, parse

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before that nobody published on the web
CLOCK_SKEW = timedelta(hours=1)  # a publisher's clock that goes before
EAST_OF_UTC = timedelta(hours=14)  # the day begins there so much earlier
MAX_RAW_CHARS = 200


@dataclass(slots=True, frozen=True)
class Saying:
    """What one witness said, and what it means."""

    raw: str
    witness: str
    moment: Moment | None


class Reader:
    """Reads one witness's words by what the page tells of itself."""

    def __init__(self, zone: timezone, month_first: bool, language: str | None) -> None:
        self.zone, self.month_first, self.language = zone, month_first, language
        now = now_utc()
        self.latest = now + CLOCK_SKEW
        self.latest_naive = now + EAST_OF_UTC

    def __call__(self, raw: str, witness: str) -> Saying:
        moment = parse(raw, self.zone, month_first=self.month_first, language=self.language)
        if moment is not None and not EARLIEST <= moment.at <= (
            self.latest if moment.has_zone else self.latest_naive
        ):
            moment = None
        return Saying(raw[:MAX_RAW_CHARS], witness, moment)
