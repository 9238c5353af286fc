"""Whether an archive holds the sample newsroom's invented news or real ones: the two do not belong together."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from pipelines.archive.opening import reader
from pipelines.archive.sqlite_errors import plain_errors
from pipelines.errors import NewsArchiveError

DEMO = "demo"
READ_AGAIN = "reextract"  # brings nothing new into an archive


class NotTogether(NewsArchiveError):
    """A demonstration would mix with a real archive, or a harvest with a demonstration."""


def first_demo(path: Path) -> datetime | None:
    """When the archive's first demonstration ran; None for a new archive. Raises NotTogether for a real one."""
    ran = _ran(path)
    if set(ran) - {DEMO, READ_AGAIN}:
        raise NotTogether(
            f"{path}: is a real archive; the sample newsroom's invented news do not belong in it. "
            "Use another file: scrapy demo -s ARCHIVE=demo.db"
        )
    return datetime.fromisoformat(ran[DEMO].replace("Z", "+00:00")).astimezone(UTC) if DEMO in ran else None


def refuse_demonstration(path: Path) -> None:
    """Raises NotTogether where the archive holds the sample newsroom's news."""
    if DEMO in _ran(path):
        raise NotTogether(
            f"{path}: holds the invented news of scrapy demo. Remove it and its folder captures, or use another "
            "file: -s ARCHIVE=news.db"
        )


def _ran(path: Path) -> dict[str, str]:
    """Each command that has run on an archive, and when it first did."""
    from pipelines.archive.ledger import first_runs

    if not path.is_file() or path.stat().st_size == 0:
        return {}
    with plain_errors(path), closing(reader(path)) as conn:
        return first_runs(conn)
