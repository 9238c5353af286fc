"""What our commands print, whoever wrote it: nothing that a terminal would obey."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Any, TextIO

from pipelines.text import visible


def say(text: str) -> None:
    """One line for the person at the terminal, unbuffered."""
    print(text, file=sys.stdout, flush=True)


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


@contextmanager
def ticking() -> Iterator[Callable[[str], None]]:
    """Tells on standard error what is done next; on a terminal the seconds count beside it until it is."""
    done, what, began = Event(), "", 0.0

    def told(words: str) -> None:
        nonlocal what, began
        what, began = words, monotonic()
        obeyed(sys.stderr).write(
            f"\r\x1b[K{visible(words)}" if sys.stderr.isatty() else f"{visible(words)}\n"
        )
        sys.stderr.flush()

    def tick() -> None:
        while not done.wait(1.0):
            if what:
                obeyed(sys.stderr).write(f"\r\x1b[K{visible(what)} {monotonic() - began:.0f} s")
                sys.stderr.flush()

    clock = Thread(target=tick, daemon=True) if sys.stderr.isatty() else None
    if clock is not None:
        clock.start()
    try:
        yield told
    finally:
        done.set()
        if clock is not None:
            clock.join()
            obeyed(sys.stderr).write("\r\x1b[K")


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
