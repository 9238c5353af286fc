"""The worker processes of a command, by the settings."""

from scrapy.settings import BaseSettings

from crawler.bounds import bounds_of
from pipelines.bounds import put
from pipelines.workers import Workers

# What workers need. Each imports the module that its command was started by too, which takes a quarter
# of a second where the fork server has not.
EXTRACTING = ("pipelines.extraction", "scrapy.cmdline")
CRAWLING = (*EXTRACTING, "crawler.discovery.sections", "crawler.discovery.feeds", "feedparser")


def workers_of(settings: BaseSettings, *preload: str, count: int | None = None) -> Workers:
    """``count`` processes, EXTRACTION_WORKERS by default, which find the modules ``preload`` loaded.

    They, and this process, have the bounds of the settings. Raises BadBound.
    """
    bounds = bounds_of(settings)
    put(bounds)
    return Workers(
        settings.getint("EXTRACTION_WORKERS") if count is None else count,
        wall_s=settings.getfloat("WORKER_WALL_SECONDS"),
        cpu_s=settings.getint("WORKER_CPU_SECONDS"),
        memory_mb=settings.getint("WORKER_MEMORY_MB"),
        recycle=settings.getint("WORKER_RECYCLE"),
        preload=preload,
        bounds=bounds,
    )
