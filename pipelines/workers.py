"""Worker processes for everything that reads a stranger's bytes, with limits on each piece of work.

One hostile page (a tag with a million attributes, two hundred thousand paragraphs) stalls a
parser for minutes, and no network timeout can stop it; here it costs its own process and
nothing else. It is also the only way to use every core.
"""

import asyncio
import gc
import multiprocessing
import resource
import signal
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import TimeoutError as WorkTimeout
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import forkserver
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from pipelines.bounds import put
from pipelines.errors import Unextractable, WorkerKilled

T = TypeVar("T")
GARBAGE = 20_000  # objects more than before, and cycles are looked for; a page makes some ten thousand
LOOK_S = 2.0  # seconds between two looks whether the pool still lives while work is under way
MOST_BROKEN = 3  # pools in a row that break before they did any work: then it is a mistake of ours


def seldom_collected() -> None:
    """Have Python look for cycles less often in this process, and not in what is loaded by now.

    Trees of thousands of elements, and a hundred answers under way, make it look hundreds of times a
    second through all that was ever loaded, which stays anyhow.
    """
    gc.freeze()
    gc.set_threshold(GARBAGE)


def _limit(memory_mb: int, bounds: Mapping[str, int]) -> None:
    """In the worker, once: its memory and what it reads are bounded, a Ctrl-C is the parent's to handle."""
    put(bounds)
    seldom_collected()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bounded(cpu_s: int, work: Callable[..., T], *args: object) -> T:
    """In the worker, for each piece of work: the kernel ends it after so many seconds of CPU."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + cpu_s, resource.RLIM_INFINITY))
    return work(*args)


def load_early(modules: Iterable[str]) -> None:
    """Start the fork server of the pools to come, with these modules loaded, while we do something else.

    A worker starts from it in milliseconds, shares its modules' memory with the others and inherits no
    thread or socket of the crawler. Where it runs already it stays as it is.
    """
    multiprocessing.get_context("forkserver").set_forkserver_preload(list(modules))
    forkserver.ensure_running()


class Workers:
    """A pool of processes. ``run`` awaits one call in one of them."""

    def __init__(
        self,
        count: int,
        *,
        wall_s: float,
        cpu_s: int,
        memory_mb: int,
        recycle: int,
        preload: Iterable[str],
        bounds: Mapping[str, int] | None = None,
    ) -> None:
        load_early(preload)
        self.count = count
        self.wall_s = wall_s
        self.cpu_s = cpu_s
        self.memory_mb = memory_mb
        self.recycle = recycle
        self.bounds = dict(bounds or {})
        """Name -> the value that a bound has in the workers, where that is another than the shipped one."""
        self._pool = self._new_pool()
        self._broken_in_a_row = 0

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self.count,
            max_tasks=self.recycle,  # what a parser leaks is bounded by the pages one process sees
            initializer=_limit,
            initargs=(self.memory_mb, self.bounds),
            context=multiprocessing.get_context("forkserver"),
        )

    def _working_pool(self) -> ProcessPool:
        """The pool, made anew where a process killed while it held the pool's lock has broken it."""
        if not self._pool.active and self._broken_in_a_row < MOST_BROKEN:
            self._broken_in_a_row += 1
            self.close()
            self._pool = self._new_pool()
        return self._pool

    async def run(self, work: Callable[..., T], *args: object) -> T:
        """What ``work`` returns or raises.

        Raises Unextractable when it ran out of its limits, WorkerKilled when somebody else ended its process.
        """
        pool = self._working_pool()
        given = asyncio.wrap_future(pool.submit(_bounded, self.wall_s, self.cpu_s, work, *args))
        try:
            while not (await asyncio.wait({given}, timeout=LOOK_S))[0]:
                if not pool.active:  # then nobody will ever answer
                    raise WorkerKilled("its pool of worker processes was broken from outside")
            result: T = given.result()
        except BrokenProcessPool:
            if self._broken_in_a_row >= MOST_BROKEN:
                raise
            raise WorkerKilled("its pool of worker processes was broken from outside") from None
        except WorkTimeout:
            raise Unextractable(f"took longer than {self.wall_s:g} s") from None
        except MemoryError:
            raise Unextractable("needed more memory than a worker may have") from None
        except ProcessExpired as error:
            if error.exitcode == -signal.SIGKILL:  # none of our limits ends a process so
                raise WorkerKilled("its worker process was killed from outside") from None
            raise Unextractable(f"ended its worker process (exit code {error.exitcode})") from None
        self._broken_in_a_row = 0
        return result

    def close(self) -> None:
        """End the processes; nothing may be under way any more."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it out
        self._pool.join()
