"""Bars as rectangles: geometry for inline SVG, which needs no style in the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crawler.web.room.wording import day, number
from pipelines.archive.timeline import Bar

STEP = 10  # units of the drawing from one bar to the next
GAP = 1
HEIGHT = 100
FEWEST = 24  # columns a drawing has room for: three bars are not to fill a page
LEAST = 3  # a single article among thousands must still be seen


@dataclass(slots=True, frozen=True)
class Column:
    """One drawn bar."""

    x: int
    y: float
    height: float
    label: str
    href: str | None


@dataclass(slots=True, frozen=True)
class Chart:
    """A row of bars on one scale."""

    columns: list[Column]
    width: int
    is_short: bool
    """The bars end before the drawing does."""
    first: str
    last: str
    summary: str
    """The same in a sentence, for those who do not see it."""

    @property
    def ground(self) -> int:
        """How far the line below the bars reaches: to the last of them, where time ends."""
        return len(self.columns) * STEP - GAP

    @property
    def outline(self) -> str:
        """All bars as one SVG path: a page with hundreds of small charts draws and sends a tenth."""
        return "".join(
            f"M{one.x} {HEIGHT}v-{one.height:g}h{STEP - GAP}v{one.height:g}z"
            for one in self.columns
            if one.height
        )


def chart(
    bars: Sequence[Bar], link: Callable[[Bar], str] | None = None, *, most: int | None = None
) -> Chart | None:
    """The bars drawn, each a link where ``link`` is given; None when there is nothing to draw.

    ``most`` is the number that fills the height: that of another chart to compare this one with.
    """
    own = max((bar.number for bar in bars), default=0)
    if own == 0:
        return None
    most = max(own, most or 0)
    columns = []
    for index, bar in enumerate(bars):
        height = max(LEAST, bar.number / most * HEIGHT) if bar.number else 0
        name = day(bar.first) if bar.first == bar.last else bar.label
        columns.append(
            Column(
                x=index * STEP,
                y=round(HEIGHT - height, 1),
                height=round(height, 1),
                label=f"{name}: {number(bar.number)}",
                href=link(bar) if link is not None and bar.number else None,
            )
        )
    first, last = (day(b.first) if b.first == b.last else b.label for b in (bars[0], bars[-1]))
    total = sum(bar.number for bar in bars)
    peak = max(bars, key=lambda bar: bar.number)
    summary = (
        f"{number(total)} articles from {first} to {last}, most ({number(peak.number)}) in {peak.label}."
    )
    width = max(len(bars), FEWEST) * STEP - GAP
    return Chart(columns, width, len(bars) < FEWEST, first, last, summary)


@dataclass(slots=True, frozen=True)
class Tick:
    """A year below the bars: how far from the left, in percent, and its name."""

    x: float
    label: str


Axis = list[Tick]

MAX_TICKS = 12  # years named below a timeline; more would run into each other on a telephone


def axis(bars: Sequence[Bar]) -> Axis:
    """The years that begin within the bars, every second, fifth … of them where they are many."""
    width = max(len(bars), FEWEST)
    begins = [
        (index, bar.first.year)
        for index, bar in enumerate(bars)
        if index == 0 or bar.first.year != bars[index - 1].first.year
    ]
    begins = begins[1:]  # the first bar seldom begins its year, and is named below it
    step = next((n for n in (1, 2, 5, 10, 25, 50) if len(begins) / n <= MAX_TICKS), 100)
    shown = [(index, year) for index, year in begins if step == 1 or year % step == 0]
    return [Tick(round(index / width * 100, 2), str(year)) for index, year in shown]
