"""What a thing that is fuzzed has to tell of itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(slots=True, frozen=True, kw_only=True)
class Subject:
    """One kind of input: what of it is damaged, and the promises that its reader keeps."""

    seeds: Callable[[], Sequence[bytes]]
    """The inputs to damage, whole; the same list at every call."""
    read: Callable[[bytes], bool]
    """Reads one input: true where it was read, false where it was refused by the error that the reader
    promises. Raises whatever else goes wrong, AssertionError for a broken promise."""
    pieces: tuple[bytes, ...] = ()
    """What is put in besides the pieces that every kind of input gets."""
    limit_s: float = 1.0
    """Seconds of CPU for one input; more is a finding."""


def as_text(data: bytes) -> str:
    """Bytes as a command line gives them to a program: what is no UTF-8 becomes half characters."""
    return data.decode("utf-8", "surrogateescape")
