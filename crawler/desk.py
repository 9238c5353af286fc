"""The desk of a command, by the settings: the archive locked and opened, workers started, captures begun."""

from collections.abc import Callable, Iterable

from scrapy.settings import BaseSettings

from crawler.sources import Source
from crawler.workers import workers_of
from pipelines.archive.forgetting import Forgetting
from pipelines.archive.frontier import PendingPage
from pipelines.archive.keeper import Keeper
from pipelines.archive.revisits import Revisits
from pipelines.captures import CaptureFile
from pipelines.clock import now_utc
from pipelines.desk import Desk, Publisher
from pipelines.items import Page


def desk_of(
    settings: BaseSettings,
    command: str,
    sources: Iterable[Source],
    preload: Iterable[str],
    settled: Callable[[PendingPage | Page], None] = lambda page: None,
) -> Desk:
    """A desk for a run of ``command``, whose workers find the modules ``preload`` loaded.

    Whoever opens it closes workers, keeper and captures. Raises ArchiveError, BadBound.
    """
    keeper = Keeper(
        settings["ARCHIVE"],
        command,
        batch=settings.getint("ARCHIVE_BATCH"),
        flush_s=settings.getfloat("ARCHIVE_FLUSH_SECONDS"),
        revisits=Revisits.in_hours(settings.getlist("REVISIT_HOURS")),
        forgetting=Forgetting.after_days(
            settings.getfloat("KEEP_FETCHES_DAYS"), settings.getfloat("KEEP_RUNS_DAYS")
        ),
    )
    workers = workers_of(settings, *preload)
    captures = None
    if settings.getbool("CAPTURES"):
        captures = CaptureFile(keeper.archive.path, keeper.ledger.run_id, now_utc())
    publishers = {
        one.name: Publisher(
            title=one.title, language=one.language, rules=one.rules, unverified_hosts=one.unverified_hosts
        )
        for one in sources
    }
    return Desk(keeper, workers, publishers, settled, captures)
