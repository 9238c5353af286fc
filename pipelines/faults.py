"""Named points at which a test kills the process, as a power cut would; nothing without the variable.

``NEWS_ARCHIVE_FAULT=before_commit:3`` ends the process, without a word, when it comes by the point
for the third time. Only tests set it.
"""

import os
import signal
from typing import Literal, TypeAlias, get_args

Point: TypeAlias = Literal[
    "after_fetch",
    "after_extract",
    "before_commit",
    "after_commit",
    "before_checkpoint",
    "in_migration",
    "in_reextract",
]
POINTS: tuple[Point, ...] = get_args(Point)
VARIABLE = "NEWS_ARCHIVE_FAULT"

_point, _, _times = os.environ.get(VARIABLE, "").partition(":")
_left = int(_times or 1)


def reached(point: Point) -> None:
    """Come by a point: the end of the process when it is the one that the test chose."""
    global _left
    if point != _point:
        return
    _left -= 1
    if _left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
