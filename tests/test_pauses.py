"""Hosts that are left alone for a while: how long, and what a long Retry-After of one page is worth."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from scrapy.http import Response
from scrapy.settings import Settings

from crawler.spiders.pauses import Pauses
from pipelines.archive.hosts import PATIENCE
from pipelines.archive.keeper import Keeper

URL = "https://echo.example/2026/ferry"
ELSEWHERE = "https://lantern.example/"


def with_pauses(archive: Path, told: Callable[[Pauses, list[str]], Awaitable[None]]) -> None:
    """Have the pauses of a run told something, and the run closed; the list is of hosts whose pause began."""

    async def run() -> None:
        settings = Settings()
        settings.setmodule("crawler.settings")
        keeper = Keeper(archive, "test")
        given_back: list[str] = []
        try:
            pauses = Pauses(keeper, settings, given_back.append)
            await pauses.recall()
            await told(pauses, given_back)
        finally:
            await keeper.close("finished")

    asyncio.run(run())


def asks(wait: str) -> Response:
    return Response(URL, status=429, headers={"Retry-After": wait})


def seconds_left(pauses: Pauses) -> int:
    return round(pauses.left(URL).total_seconds())


def test_a_short_pause_is_the_hosts(archive_path: Path) -> None:
    async def told(pauses: Pauses, given_back: list[str]) -> None:
        assert await pauses.asked_for(asks("40")) == timedelta(seconds=40)
        assert seconds_left(pauses) == 40
        assert pauses.is_paused(URL) and not pauses.is_paused(ELSEWHERE)
        assert given_back == ["echo.example"]

    with_pauses(archive_path, told)


def test_a_long_pause_is_the_pages_until_several_ask_for_it(archive_path: Path) -> None:
    async def told(pauses: Pauses, given_back: list[str]) -> None:
        left = []
        for _ in range(3):
            assert await pauses.asked_for(asks("7200")) == timedelta(hours=2)
            left.append(seconds_left(pauses))
        assert left == [15, 30, 7_200]

    with_pauses(archive_path, told)


def test_a_page_between_them_begins_the_count_anew(archive_path: Path) -> None:
    async def told(pauses: Pauses, given_back: list[str]) -> None:
        await pauses.asked_for(asks("7200"))
        await pauses.answered(URL, 200, is_page=True)
        await pauses.asked_for(asks("7200"))
        await pauses.answered(URL, 200)  # a feed is no page: it says nothing of them
        await pauses.asked_for(asks("7200"))
        assert seconds_left(pauses) == 30

    with_pauses(archive_path, told)


@pytest.mark.parametrize(
    ("failures", "is_left_alone"),
    [pytest.param(PATIENCE - 1, False, id="a-few"), pytest.param(PATIENCE, True, id="many")],
)
def test_a_host_that_never_answers_is_left_alone(
    archive_path: Path, failures: int, is_left_alone: bool
) -> None:
    async def told(pauses: Pauses, given_back: list[str]) -> None:
        for _ in range(failures):
            await pauses.failed(URL, "timeout")
        await pauses.failed(ELSEWHERE, "certificate")  # an answer of a kind: nobody is down
        assert pauses.is_paused(URL) is is_left_alone
        assert given_back == ["echo.example"] * is_left_alone

    with_pauses(archive_path, told)


def test_the_next_run_knows_who_was_in_trouble_and_forgets_who_answers(archive_path: Path) -> None:
    async def first(pauses: Pauses, given_back: list[str]) -> None:
        for _ in range(PATIENCE):
            await pauses.failed(URL, "refused")

    async def second(pauses: Pauses, given_back: list[str]) -> None:
        assert pauses.is_paused(URL)
        assert 240 < seconds_left(pauses) <= 300
        await pauses.answered(URL, 200)

    async def third(pauses: Pauses, given_back: list[str]) -> None:
        assert not pauses.is_paused(URL)

    for told in (first, second, third):
        with_pauses(archive_path, told)
