"""When an article is looked at again: often while it is new or changing, then less, then never."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

SPREAD = 0.15  # of each interval, either way: what was filed together is not asked for together


@dataclass(slots=True, frozen=True)
class Revisits:
    """The intervals after which an article is looked at again, counted from its last change."""

    after: tuple[timedelta, ...] = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72, 168, 720))

    @classmethod
    def in_hours(cls, hours: Iterable[float | str]) -> "Revisits":
        """From the setting REVISIT_HOURS; none at all for an empty list."""
        return cls(tuple(sorted(timedelta(hours=float(hour)) for hour in hours)))

    def next_look(
        self, page_id: int, changed: datetime, now: datetime, published: datetime | None = None
    ) -> datetime | None:
        """The first look that is yet to come; None when all are over.

        ``changed`` is when its present text was first seen. An article that was older than the
        last interval when its text was first seen has settled long ago: one look, the last, is enough.
        """
        steps = self.after
        if steps and published is not None and changed - published > steps[-1]:
            steps = steps[-1:]
        for step in steps:
            look = changed + step * _factor(page_id, step)
            if look > now:
                return look
        return None


def _factor(page_id: int, step: timedelta) -> float:
    """Between 1 - SPREAD and 1 + SPREAD; the same for a page and a step in every process."""
    digest = hashlib.blake2b(f"{page_id}/{step.total_seconds()}".encode(), digest_size=4).digest()
    return 1 + SPREAD * (2 * int.from_bytes(digest, "big") / 0xFFFF_FFFF - 1)
