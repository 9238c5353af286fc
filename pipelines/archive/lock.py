"""One harvest at a time: a lock beside the archive that dies with its holder."""

import errno
import fcntl
import os
import socket
from pathlib import Path

from pipelines.clock import iso, now_utc
from pipelines.errors import ArchiveBusy, ArchiveError, ArchiveReadOnly, DiskFull


class ArchiveLock:
    """An exclusive lock on ``<archive>.lock``, held by the kernel for this process.

    A killed process leaves the file but not the lock. Raises ArchiveBusy, naming who holds it.
    """

    def __init__(self, archive: Path, what: str) -> None:
        self.path = Path(f"{archive}.lock")
        try:
            # a+ so that the holder's line survives until the lock is ours
            self._file = open(self.path, "a+", encoding="utf-8")  # noqa: SIM115 - held for the run
        except OSError as error:
            if error.errno == errno.ENOENT:
                told = f"{archive}: the folder {archive.parent} does not exist. Make it first."
                raise ArchiveError(told) from None
            kind = DiskFull if error.errno == errno.ENOSPC else ArchiveReadOnly
            raise kind(
                f"{self.path}: cannot be written ({error.strerror}). Check the rights of the folder."
            ) from None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read(500).strip() or "another process"
            self._file.close()
            raise ArchiveBusy(
                f"{archive}: in use by {holder}. Nothing was done; run again when it has ended."
            ) from None
        self._file.seek(0)
        self._file.truncate()
        self._file.write(f"{what}, process {os.getpid()} on {socket.gethostname()}, since {iso(now_utc())}\n")
        self._file.flush()

    def release(self) -> None:
        """Let go. The file stays: removing it would race with the next holder."""
        self._file.seek(0)
        self._file.truncate()
        self._file.close()
