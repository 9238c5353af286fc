"""Measure a whole crawl, feed to archive, beside the plain spider most people would write.

    python -m bench.crawl (--site DIR | --newsroom) [--runs N] [--articles N] [-s NAME=VALUE]

DIR holds ``feeds.txt`` (one feed address a line) and ``manifest.jsonl`` (one article a line: ``url``,
``token``, a word that stands in its text), and something must be serving those addresses.
``--newsroom`` serves and crawls the project's own sample instead: it shows that the bench runs, but
a hundred articles are too few to time anything, and one of its publishers asks for a Crawl-delay.

Our harvest and `bench.plain_spider` run in turn, each as a process of its own with a new archive.
A row counts an article once it is in the archive exactly once, with title and body. CPU is that of
all processes, also of those that outlive their parent; memory is sampled, all processes together:
PSS counts a shared page once, RSS once for each process. Needs Linux (``/proc``). A body that
begins with the headline holds the token wherever that does: a tool that keeps headlines out of its
text can stay a little below 100 % on pages whose token stands nowhere else.
"""

import argparse
import ctypes
import json
import os
import select
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawler.newsroom import Newsroom

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_MS = 150  # between two looks at the memory; one look costs some 5 ms
RUN_LIMIT_S = 3_600  # a crawl that takes longer hangs
LEFTOVER_S = 10.0  # how long a process may outlive the crawl it belongs to
ANSWER_S = 5  # for the server to answer before anything is measured
CONCURRENCY = 8  # requests at once to one host; bench.plain_spider has the same
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
LOG_LINES = 15  # of a failed crawl that are shown
TOKEN_CHARS = 40  # of the newsroom's longest paragraph: enough to be nobody else's


class BenchError(Exception):
    """Something could not be run, with the sentence that says what to do about it."""


# -- what is crawled -----------------------------------------------------------------------------


@dataclass(slots=True, frozen=True)
class Expected:
    """One article that the archive must hold, and a string that its body must hold."""

    url: str
    token: str


@dataclass(slots=True, frozen=True)
class Site:
    """The feeds to read and the articles behind them."""

    feeds: list[str]
    articles: list[Expected]

    def cut(self, articles: int | None) -> "Site":
        """Whole hosts, in the order of their feeds, until they have that many articles."""
        if articles is None:
            return self
        by_host = Counter(urlsplit(article.url).netloc for article in self.articles)
        hosts: dict[str, int] = {}
        for feed in self.feeds:
            if sum(hosts.values()) < articles:
                hosts.setdefault(host := urlsplit(feed).netloc, by_host[host])
        return Site(
            [feed for feed in self.feeds if urlsplit(feed).netloc in hosts],
            [article for article in self.articles if urlsplit(article.url).netloc in hosts],
        )


def read_site(folder: Path) -> Site:
    """The site that ``feeds.txt`` and ``manifest.jsonl`` describe. Raises BenchError."""
    try:
        feeds = (folder / "feeds.txt").read_text(encoding="utf-8").split()
        lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        articles = [Expected(row["url"], row["token"]) for row in rows]
    except OSError as error:
        raise BenchError(
            f"{error.filename}: {error.strerror}. A site has feeds.txt and manifest.jsonl."
        ) from None
    except (ValueError, KeyError) as error:
        raise BenchError(
            f"{folder / 'manifest.jsonl'}: a line has no url, no token or is no JSON: {error}"
        ) from None
    if not feeds or not articles:
        raise BenchError(f"{folder}: feeds.txt or manifest.jsonl is empty.")
    return Site(feeds, articles)


def newsroom_site(newsroom: Newsroom) -> Site:
    """What a running sample newsroom serves."""
    feeds = [
        publisher.base_url + (feed.redirected_from or feed.path)
        for publisher in newsroom.publishers
        for feed in publisher.habits.feeds
    ]
    articles = [
        Expected(truth.url, folded(max(truth.body, key=len))[:TOKEN_CHARS]) for truth in newsroom.truth()
    ]
    return Site(feeds, articles)


def require_answers(feeds: Iterable[str]) -> None:
    """Nothing when every feed answers. Raises BenchError."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for feed in feeds:
        try:
            with opener.open(feed, timeout=ANSWER_S):
                pass
        except (urllib.error.URLError, TimeoutError) as error:
            raise BenchError(
                f"{feed}: no answer ({error}). Serve the site first, each of its hosts at the address and port "
                "that feeds.txt gives it: tools/serve_site.py --site DIR --seconds 3600 (nginx) does, where "
                "make_site.py made the site. Or measure with --newsroom, which needs no server."
            ) from None


def write_sources(feeds: Iterable[str], folder: Path) -> None:
    """One source file for each host, with no pause between requests."""
    by_host: dict[str, list[str]] = {}
    for feed in feeds:
        parts = urlsplit(feed)
        by_host.setdefault(f"{parts.scheme}://{parts.netloc}/", []).append(feed)
    folder.mkdir(parents=True)
    for number, (homepage, addresses) in enumerate(by_host.items(), 1):
        name = f"site-{number:03}"
        (folder / f"{name}.toml").write_text(
            f'name = "{name}"\ntitle = "Publisher {number}"\nhomepage = {json.dumps(homepage)}\nlanguage = "en"\n'
            f"feeds = {json.dumps(addresses)}\n\n[pace]\ndelay_s = 0\nconcurrency = {CONCURRENCY}\n",
            encoding="utf-8",
        )


# -- one run -------------------------------------------------------------------------------------


@dataclass(slots=True)
class Usage:
    """What a process and all that it started used."""

    wall_s: float = 0.0
    cpu_s: float = 0.0
    pss_kb: int = 0
    """At its highest, all processes together."""
    rss_kb: int = 0


def session_of(stat: str) -> int:
    """The session in the text of a ``/proc/PID/stat``; the name before it may hold anything."""
    return int(stat.rpartition(")")[2].split()[3])


def memory_of(rollup: str) -> tuple[int, int]:
    """PSS and RSS, both in kB, in the text of a ``/proc/PID/smaps_rollup``."""
    fields = {name: rest for name, _, rest in (line.partition(":") for line in rollup.splitlines())}
    return int(fields["Pss"].split()[0]), int(fields["Rss"].split()[0])


def session_memory(session: int) -> tuple[int, int]:
    """PSS and RSS, both in kB, of all processes of a session."""
    pss = rss = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if session_of((process / "stat").read_text()) == session:
                more = memory_of((process / "smaps_rollup").read_text())
                pss, rss = pss + more[0], rss + more[1]
        except (OSError, KeyError):
            continue  # it ended while we looked
    return pss, rss


@contextmanager
def adopting() -> Iterator[None]:
    """Processes whose parent ends become ours, so that we can ask what they used.

    The pool's fork server is nobody's to wait for: without this its CPU time, and that of every
    worker it reaped, would be lost with it.
    """
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise BenchError(f"prctl: {os.strerror(ctypes.get_errno())}. The bench needs Linux.")
    try:
        yield
    finally:
        prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def measure(command: Sequence[str], log: Path) -> Usage:
    """Run a command to its end in the project's folder. Raises BenchError when it fails."""
    usage = Usage()
    with adopting(), log.open("wb") as output:
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(os.environ), stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
        try:
            watch(process.pid, usage)
            usage.wall_s = time.monotonic() - started
        finally:
            process.returncode = reap(process.pid, usage)
    if process.returncode != 0:
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:])
        raise BenchError(f"{' '.join(command)}: ended with code {process.returncode}.\n{tail}")
    return usage


def environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Our environment without proxies: what is measured is served by this machine."""
    return {name: value for name, value in ours.items() if not name.lower().endswith("_proxy")}


def watch(pid: int, usage: Usage) -> None:
    """Sample the memory of a session until its first process ends. Kills one that hangs."""
    end = time.monotonic() + RUN_LIMIT_S
    descriptor = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        while not poll.poll(SAMPLE_MS):
            pss, rss = session_memory(pid)
            usage.pss_kb, usage.rss_kb = max(usage.pss_kb, pss), max(usage.rss_kb, rss)
            if time.monotonic() > end:
                raise BenchError(f"not done after {RUN_LIMIT_S} s.")
    except BaseException:
        os.killpg(pid, signal.SIGKILL)
        raise
    finally:
        os.close(descriptor)


def reap(group: int, usage: Usage) -> int:
    """Add up the CPU time of a process group that is ending; the exit code of its leader."""
    code = -1
    end = time.monotonic() + LEFTOVER_S
    while True:
        try:
            pid, status, used = os.wait4(-group, os.WNOHANG)
        except ChildProcessError:
            return code
        if pid == 0:
            if time.monotonic() > end:
                os.killpg(group, signal.SIGKILL)
            time.sleep(0.02)
            continue
        usage.cpu_s += used.ru_utime + used.ru_stime
        if pid == group:
            code = os.waitstatus_to_exitcode(status)


# -- what is in the archive afterwards --------------------------------------------------------------

OURS_SQL = """
    SELECT url, id, title, body FROM articles JOIN article_text USING (id)
    UNION SELECT pages.url, articles.id, title, body
    FROM pages JOIN articles ON articles.id = pages.article JOIN article_text ON article_text.id = articles.id
"""
PLAIN_SQL = "SELECT url, rowid, title, text FROM articles"

Held = tuple[str, int, str | None, str | None]
"""Address, number of the article, title, body."""


@dataclass(slots=True, frozen=True)
class Score:
    """How many of the expected articles are filed, and how many of those with the right text."""

    expected: int
    filed: int
    """In the archive exactly once, with title and body."""
    with_token: int


def read_archive(path: Path, sql: str) -> list[Held]:
    """Every address under which an article is filed. Raises BenchError."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as archive:
            return archive.execute(sql).fetchall()
    except sqlite3.DatabaseError as error:
        raise BenchError(f"{path}: the crawl left no archive that can be read: {error}") from None


def score(articles: Sequence[Expected], held: Iterable[Held]) -> Score:
    """Compare the archive with what the site serves."""
    found: dict[str, dict[int, Held]] = {}
    for row in held:
        found.setdefault(row[0], {})[row[1]] = row
    claims = Counter(number for article in articles for number in found.get(article.url, ()))
    filed = with_token = 0
    for article in articles:
        rows = list(found.get(article.url, {}).values())
        if len(rows) == 1 and claims[rows[0][1]] == 1 and rows[0][2] and rows[0][3]:
            filed += 1
            with_token += article.token in folded(rows[0][3])
    return Score(len(articles), filed, with_token)


def folded(text: str) -> str:
    """The text with every run of blanks as one blank."""
    return " ".join(text.split())


# -- the contestants -------------------------------------------------------------------------------


@dataclass(slots=True, frozen=True)
class Contestant:
    """A crawler and how to read what it made."""

    name: str
    command: Callable[[Path, Path], list[str]]
    """From the folder with ``sources/`` and ``feeds.txt``, and the archive to make."""
    sql: str


@dataclass(slots=True, frozen=True)
class Result:
    """One run of one contestant."""

    usage: Usage
    score: Score

    @property
    def articles_per_s(self) -> float:
        """Articles filed, by the wall clock, start and end of the process included."""
        return self.score.filed / self.usage.wall_s

    @property
    def cpu_ms(self) -> float:
        """CPU time of all processes for one article."""
        return 1000 * self.usage.cpu_s / self.score.filed


def contestants(settings: Sequence[str] = ()) -> list[Contestant]:
    """Ours first; ``settings`` (NAME=VALUE) are for ours."""
    more = [part for setting in settings for part in ("-s", setting)]

    def harvest(folder: Path, archive: Path) -> list[str]:
        scrapy = [sys.executable, "-m", "scrapy", "harvest", "--quiet"]
        crawl = ["-a", f"sources={folder / 'sources'}", "-s", f"ARCHIVE={archive}"]
        return [*scrapy, *crawl, "-s", "ALLOWED_NETWORKS=127.0.0.0/8", *more]

    def plain(folder: Path, archive: Path) -> list[str]:
        return [sys.executable, "-m", "bench.plain_spider", str(folder / "feeds.txt"), str(archive)]

    return [Contestant("harvest", harvest, OURS_SQL), Contestant("plain spider", plain, PLAIN_SQL)]


def compete(contestant: Contestant, site: Site, folder: Path, run: int) -> Result:
    """One run with a new archive. Raises BenchError, also when nothing was filed."""
    stem = f"{contestant.name.replace(' ', '-')}-{run}"
    archive = folder / f"{stem}.db"
    usage = measure(contestant.command(folder, archive), folder / f"{stem}.log")
    result = Result(usage, score(site.articles, read_archive(archive, contestant.sql)))
    if result.score.filed == 0:
        raise BenchError(f"{contestant.name}: filed none of {len(site.articles)} articles.")
    for leftover in folder.glob(f"{archive.name}*"):
        leftover.unlink()
    return result


# -- the report ------------------------------------------------------------------------------------

HEADINGS = ("articles/s", "wall s", "CPU ms/art.", "PSS MB", "RSS MB", "filed %", "token %")


def heading() -> str:
    """The first line of the table."""
    return f"{'contestant':14}{'run':>4}" + "".join(f"{name:>13}" for name in HEADINGS)


def line(name: str, run: int, result: Result) -> str:
    """One run as a line of the table."""
    usage, found = result.usage, result.score
    figures = (
        f"{result.articles_per_s:.1f}",
        f"{usage.wall_s:.1f}",
        f"{result.cpu_ms:.1f}",
        f"{usage.pss_kb / 1000:,.0f}",
        f"{usage.rss_kb / 1000:,.0f}",
        f"{100 * found.filed / found.expected:.2f}",
        f"{100 * found.with_token / found.filed:.2f}",
    )
    return f"{name:14}{run:>4}" + "".join(f"{figure:>13}" for figure in figures)


def ratio(ours: Sequence[Result], plain: Sequence[Result]) -> str:
    """Our articles a second over those of the plain spider in the run next to it."""
    pairs = [a.articles_per_s / b.articles_per_s for a, b in zip(ours, plain, strict=True)]
    each = ", ".join(f"{pair:.2f}" for pair in pairs)
    return f"harvest ÷ plain spider, articles/s: {statistics.median(pairs):.2f} (median of {each})"


def bench(site: Site, runs: int, settings: Sequence[str]) -> None:
    """Run the contestants in turn and print each run as it ends."""
    require_answers(site.feeds)
    both = contestants(settings)
    results: list[list[Result]] = [[] for _ in both]
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(
        f"{len(site.articles):,} articles, {len(site.feeds)} feeds, {os.cpu_count()} cores, load before {load}"
    )
    print(heading(), flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-crawl-") as name:
        folder = Path(name)
        write_sources(site.feeds, folder / "sources")
        (folder / "feeds.txt").write_text("\n".join(site.feeds), encoding="utf-8")
        for run in range(1, runs + 1):
            for contestant, made in zip(both, results, strict=True):
                made.append(compete(contestant, site, folder, run))
                print(line(contestant.name, run, made[-1]), flush=True)
    print(ratio(*results))


def positive(text: str) -> int:
    """A whole number from 1, for argparse."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


def main() -> None:
    """Run the bench as the module's docstring says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--site", type=Path, metavar="DIR", help="a folder with feeds.txt and manifest.jsonl")
    where.add_argument("--newsroom", action="store_true", help="the project's own sample newsroom")
    parser.add_argument(
        "--runs", type=positive, default=2, metavar="N", help="of each contestant; 2 by default"
    )
    parser.add_argument(
        "--articles", type=positive, metavar="N", help="only so many hosts that have N articles"
    )
    parser.add_argument("-s", dest="settings", action="append", default=[], metavar="NAME=VALUE",
                        help="a setting for our side; may be repeated")  # fmt: skip
    options = parser.parse_args()
    try:
        if options.newsroom:
            with Newsroom() as newsroom:
                bench(newsroom_site(newsroom).cut(options.articles), options.runs, options.settings)
        else:
            bench(read_site(options.site).cut(options.articles), options.runs, options.settings)
    except BenchError as error:
        sys.exit(f"bench.crawl: {error}")


if __name__ == "__main__":
    main()
