"""Runs our commands as a person or cron would: a process of its own, its output, its exit code."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOOPBACK = ("-s", "ALLOWED_NETWORKS=127.0.0.0/8")


def command(*args: str | Path) -> list[str]:
    """The command line of ``scrapy ARGS`` with this interpreter."""
    return [sys.executable, "-m", "scrapy", *map(str, args)]


def environment() -> dict[str, str]:
    """This process's environment, without what would change a run's output."""
    return {**os.environ, "NO_COLOR": "1", "PYTHONWARNINGS": "error::ResourceWarning"}


def scrapy(*args: str | Path, cwd: Path = ROOT, timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
    """Run ``scrapy ARGS`` to its end."""
    return subprocess.run(
        command(*args), cwd=cwd, env=environment(), capture_output=True, text=True, timeout=timeout_s
    )


def harvest(
    archive: Path, sources: Path, *more: str | Path, options: Sequence[str] = LOOPBACK
) -> subprocess.CompletedProcess[str]:
    """Run a harvest of the sources into the archive, loopback allowed."""
    return scrapy("harvest", *more, "-a", f"sources={sources}", "-s", f"ARCHIVE={archive}", *options)
