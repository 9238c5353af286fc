"""A page that kills its worker costs that page and nothing else."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from worker_jobs import burn, die, double, fill_memory, process_id, refuse, sleep, spin

from pipelines.errors import Unextractable
from pipelines.workers import Workers


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Two workers with small limits."""
    pool = Workers(2, wall_s=20, cpu_s=1, memory_mb=500, recycle=100, preload=["worker_jobs"])
    yield pool
    pool.close()


@pytest.mark.parametrize(
    ("work", "said"),
    [
        pytest.param(spin, "ended its worker process", id="processor-seconds"),
        pytest.param(fill_memory, "needed more memory", id="memory"),
        pytest.param(die, r"ended its worker process \(exit code 3\)", id="exit"),
    ],
)
def test_work_that_breaks_its_limits_is_given_up_and_the_next_succeeds(
    workers: Workers, work: Callable[[], object], said: str
) -> None:
    async def run() -> None:
        with pytest.raises(Unextractable, match=said):
            await workers.run(work)
        assert await asyncio.gather(*(workers.run(double, n) for n in range(4))) == [0, 2, 4, 6]

    asyncio.run(run())


def test_honest_work_goes_on_while_hostile_work_is_ended(workers: Workers) -> None:
    async def run() -> list[object]:
        given = [workers.run(die), *(workers.run(double, n) for n in range(20)), workers.run(die)]
        return list(await asyncio.gather(*given, return_exceptions=True))

    results = asyncio.run(run())
    assert results[1:-1] == [2 * n for n in range(20)]
    assert isinstance(results[0], Unextractable)
    assert isinstance(results[-1], Unextractable)


def test_what_the_work_raises_is_raised(workers: Workers) -> None:
    with pytest.raises(ValueError, match="not today"):
        asyncio.run(workers.run(refuse))


def test_each_piece_of_work_has_the_whole_limit() -> None:
    """What a process has used for the pages before is not counted against the next."""

    async def run() -> list[float]:
        return [await pool.run(burn, 0.6) for _ in range(3)]

    pool = Workers(1, wall_s=20, cpu_s=1, memory_mb=500, recycle=100, preload=[])
    try:
        assert all(0.9 < allowance <= 2.1 for allowance in asyncio.run(run()))
    finally:
        pool.close()


def test_work_that_takes_too_long_is_given_up() -> None:
    async def run() -> None:
        with pytest.raises(Unextractable, match=r"took longer than 0\.5 s"):
            await pool.run(sleep)
        assert await pool.run(double, 2) == 4

    pool = Workers(1, wall_s=0.5, cpu_s=5, memory_mb=500, recycle=100, preload=[])
    try:
        asyncio.run(run())
    finally:
        pool.close()


def test_a_worker_is_replaced_after_its_share() -> None:
    async def run() -> set[int]:
        return {await pool.run(process_id) for _ in range(6)}

    pool = Workers(1, wall_s=5, cpu_s=5, memory_mb=500, recycle=2, preload=[])
    try:
        assert len(asyncio.run(run())) == 3
    finally:
        pool.close()
