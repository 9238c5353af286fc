"""One crawl from a command: started, awaited, and told as it was."""

import asyncio
from typing import Any

from scrapy import Spider
from scrapy.crawler import CrawlerProcessBase

from crawler.spiders.news import NewsSpider
from crawler.terminal import plain_logs
from pipelines.archive.ledger import SourceTally
from pipelines.errors import NewsArchiveError

REACHED_ITS_END = ("finished", "closespider_timeout")  # the reasons of runs that nobody ended
EXIT_FINE = 0
EXIT_SOURCE_FAILED = 1
EXIT_NO_NETWORK = 69  # EX_UNAVAILABLE
EXIT_MISTAKE = 70  # EX_SOFTWARE
EXIT_TRY_LATER = 75  # EX_TEMPFAIL


def run_spider(process: CrawlerProcessBase, name: str, **arguments: Any) -> Spider:
    """Run a spider to its end. Raises what stopped it before its first request."""
    plain_logs()
    crawler = process.create_crawler(name)
    task = process.crawl(crawler, **arguments)
    assert isinstance(task, asyncio.Task)
    # Our own errors are told in one sentence; asyncio would add a traceback.
    asyncio.get_event_loop().set_exception_handler(_quiet)
    process.start()
    error = task.exception() if task.done() else None
    if error is not None:
        raise error
    assert crawler.spider is not None
    return crawler.spider


def crawl(process: CrawlerProcessBase, **arguments: Any) -> NewsSpider:
    """Run the spider ``news`` to its end. Raises what stopped it, or ArchiveError."""
    spider = run_spider(process, "news", **arguments)
    assert isinstance(spider, NewsSpider)
    if spider.desk.keeper.failure is not None:
        raise spider.desk.keeper.failure
    return spider


def _quiet(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    if not isinstance(context.get("exception"), NewsArchiveError):
        loop.default_exception_handler(context)


def exit_code(spider: NewsSpider, finished: str) -> int:
    """0 fine, 1 a source failed entirely or found less than it must, 69 nobody could be reached,
    70 a mistake of ours, 75 ended early."""
    if spider.mistakes:
        return EXIT_MISTAKE
    if finished not in REACHED_ITS_END:
        return EXIT_TRY_LATER
    tallies = spider.desk.keeper.ledger.tallies
    if is_offline(spider):
        return EXIT_NO_NETWORK
    listings = spider.listings
    unmet = any(
        len(listings.named.get(source.name, ())) < source.expect.articles
        for source in spider.sources
        if source.name not in listings.unread  # what was not read whole says nothing of what it names
    )
    return EXIT_SOURCE_FAILED if unmet or any(t.failed_entirely for t in tallies.values()) else EXIT_FINE


def is_offline(spider: NewsSpider) -> bool:
    """Whether everything was asked in vain, for want of names or of a line: nobody even refused."""
    tallies = spider.desk.keeper.ledger.tallies.values()
    why = {reason.removeprefix("feed: ") for tally in tallies for reason in tally.reasons}
    return not spider.anyone_answered and bool(why) and why <= {"dns", "timeout", "unreachable", "connection"}


COLUMNS = ("found", "new", "changed", "unchanged", "failed", "later")


def counts(tally: SourceTally) -> list[int]:
    """The figures of one source in the order of COLUMNS."""
    outcomes = tally.outcomes
    return [
        tally.found,
        outcomes["new"],
        outcomes["changed"],
        outcomes["unchanged"] + outcomes["duplicate"],
        outcomes["failed"],
        outcomes["later"],
    ]


def table(tallies: dict[str, SourceTally]) -> str:
    """What a run did, a line a source, reasons at the end of the line."""
    width = max([len(name) for name in tallies] + [len("all sources")])
    lines = [f"{'source':{width}} " + " ".join(f"{name:>9}" for name in COLUMNS) + "  why"]
    total = [0] * len(COLUMNS)
    for name, tally in sorted(tallies.items()):
        figures = counts(tally)
        total = [a + b for a, b in zip(total, figures, strict=True)]
        why = ", ".join(f"{reason} {n}" for reason, n in tally.reasons.most_common())
        lines.append(f"{name:{width}} " + " ".join(f"{n:>9,}" for n in figures) + (f"  {why}" if why else ""))
    if len(tallies) > 1:
        lines.append(f"{'all sources':{width}} " + " ".join(f"{n:>9,}" for n in total))
    return "\n".join(line.rstrip() for line in lines)


def one_line_summary(tallies: dict[str, SourceTally]) -> str:
    """The same in one line, for cron and its mail."""
    total = [sum(column) for column in zip(*(counts(t) for t in tallies.values()), strict=True)]
    figures = ", ".join(f"{n:,} {name}" for name, n in zip(COLUMNS, total, strict=True))
    lost = sorted(name for name, tally in tallies.items() if tally.failed_entirely)
    return f"{len(tallies)} sources: {figures}" + (f"; failed entirely: {', '.join(lost)}" if lost else "")
