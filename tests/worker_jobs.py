"""What the workers are given to do in the tests; their processes import it by this name."""

import os
import resource
import time


def double(number: int) -> int:
    """Honest work."""
    return 2 * number


def process_id() -> int:
    """Which process does the work."""
    return os.getpid()


def spin() -> None:
    """Work that never ends and never rests: a catastrophic regular expression."""
    while True:
        pass


def sleep() -> None:
    """Work that never ends and uses no time of the processor."""
    time.sleep(60)


def fill_memory() -> int:
    """More than a worker may have."""
    return len(bytearray(2 << 30))


def die() -> None:
    """A crash inside a C library."""
    os._exit(3)


def refuse() -> None:
    """An error that the work itself means."""
    raise ValueError("not today")


def burn(seconds: float) -> float:
    """Use the processor so long; how many seconds of it were allowed when the work began."""
    began = time.process_time()
    while time.process_time() < began + seconds:
        pass
    return resource.getrlimit(resource.RLIMIT_CPU)[0] - began
