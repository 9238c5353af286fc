"""Bounds are constants beside the code that they bound; a process may be told other values for them.

A worker process is told when it starts: what it reads, it reads within the bounds of the command that
started it.
"""

from collections.abc import Mapping
from importlib import import_module


def value_of(constant: str) -> int:
    """The value of a constant written ``module:NAME``."""
    module, _, name = constant.partition(":")
    value: int = getattr(import_module(module), name)
    return value


def put(values: Mapping[str, int]) -> None:
    """Have these constants, each written ``module:NAME``, these values in this process."""
    for constant, value in values.items():
        module, _, name = constant.partition(":")
        setattr(import_module(module), name, value)
