"""What our commands print, whoever wrote it: nothing that a terminal would obey."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from pipelines.text import visible


class PlainOutput:
    """A stream that writes escapes, overrides and half characters as what they are: ``\\u001b``."""

    def __init__(self, stream: TextIO) -> None:
        self.obeyed = stream
        """The stream itself, for our own escapes."""

    def write(self, text: str) -> int:
        """Write the text, made visible."""
        return self.obeyed.write(visible(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.obeyed, name)


@contextmanager
def plain_output() -> Iterator[None]:
    """Standard output and error as PlainOutput."""
    out, error = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = PlainOutput(out), PlainOutput(error)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, error


def obeyed(stream: TextIO) -> TextIO:
    """The stream that a terminal obeys, for what we wrote ourselves."""
    return stream.obeyed if isinstance(stream, PlainOutput) else stream


class PlainRecord(logging.LogRecord):
    """A line of the log with nothing in it that a terminal obeys, and no further line that looks like one."""

    def getMessage(self) -> str:
        """The message, made visible, its further lines indented."""
        return visible(super().getMessage()).replace("\n", "\n    ")

    @property
    def exc_text(self) -> str | None:
        """The traceback as the formatter made it, which may quote what a server sent."""
        return self._exc_text

    @exc_text.setter
    def exc_text(self, text: str | None) -> None:
        self._exc_text = None if text is None else visible(text)


def plain_logs() -> None:
    """Have every line of the log made plain, whichever handler writes it and when it is installed."""
    logging.setLogRecordFactory(PlainRecord)
