"""Figures that must not fall: a floor for each, per corpus, in ``floors.toml``."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")

Floors = Mapping[str, Mapping[str, float]]
"""Corpus -> figure -> the least it may be, in hundredths."""


def load(path: Path = FLOORS) -> Floors:
    """The floors of a file. Raises ValueError naming corpus and figure where one is no number."""
    floors: dict[str, dict[str, float]] = {}
    for corpus, figures in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if not isinstance(figures, dict):
            raise ValueError(f"{path}: {corpus} is no table of floors; write [{corpus}] and a line for each")
        for figure, least in figures.items():
            if not isinstance(least, (int, float)) or isinstance(least, bool):
                raise ValueError(f"{path}: {corpus}.{figure} = {least!r} is no number of hundredths")
        floors[corpus] = {figure: float(least) for figure, least in figures.items()}
    return floors


def fallen(floors: Floors, corpus: str, figures: Mapping[str, float | None]) -> list[str]:
    """A line for each figure of a corpus that is missing or below its floor."""
    lines: list[str] = []
    for figure, least in floors.get(corpus, {}).items():
        value = figures.get(figure)
        if value is None:
            lines.append(f"{corpus}: {figure} was not measured, its floor is {least}")
        elif round(value * 100, 1) < least:
            lines.append(f"{corpus}: {figure} {value * 100:.1f} is below its floor of {least}")
    return lines
