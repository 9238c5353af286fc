"""The entries of a live blog: which paragraph begins one, and when it was posted."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone

from pipelines.extraction.dates import parse
from pipelines.extraction.page import ParsedPage
from pipelines.extraction.structured import Statements, element_text, fold, text_of, types
from pipelines.items import Entry

KEY_CHARS = 30  # of a paragraph's beginning: enough to tell it from the others
MAX_ENTRIES = 2_000

_CLOCK = re.compile(r"^\D{0,12}([01]?\d|2[0-3])[:.h]([0-5]\d)\b")


def entries(
    statements: Statements, page: ParsedPage, paragraphs: Sequence[str], published: datetime | None
) -> tuple[list[Entry], str | None]:
    """The entries in the order of the text, and their witness; empty where the page gives no times.

    JSON-LD first (``liveBlogUpdate``), then the ``<time>`` elements before each paragraph. A
    clock without a day is of the day of ``published``.
    """
    begins = {_key(paragraph): number for number, paragraph in reversed(list(enumerate(paragraphs)))}
    found: dict[int, datetime] = {}
    for texts, moment in _updates(statements):
        number = next((begins[key] for text in texts if (key := _key(text)) in begins), None)
        if number is not None:
            found.setdefault(number, moment)
    witness = "json-ld"
    if not found:
        witness = "markup"
        for number, moment in _timed(page, begins, published):
            found.setdefault(number, moment)
    kept = [Entry(paragraph=number, at=found[number]) for number in sorted(found)][:MAX_ENTRIES]
    return kept, witness if kept else None


def _key(text: str) -> str:
    return "".join(c for c in text[: 2 * KEY_CHARS].casefold() if c.isalnum())[:KEY_CHARS]


def _updates(statements: Statements) -> Iterator[tuple[list[str], datetime]]:
    for node in statements.nodes:
        if "liveblogposting" not in types(node):
            continue
        updates = node.get("liveBlogUpdate")
        for update in updates if isinstance(updates, list) else [updates]:
            if not isinstance(update, dict):
                continue
            stated = parse(text_of(update.get("datePublished")) or "")
            texts = [text for name in ("headline", "articleBody") if (text := text_of(update.get(name)))]
            if stated is not None and stated.has_clock and texts:
                yield texts, stated.at


def _timed(
    page: ParsedPage, begins: dict[str, int], published: datetime | None
) -> Iterator[tuple[int, datetime]]:
    """Each paragraph that a time of its own stands before."""
    zone = UTC if published is None else timezone(published.utcoffset() or timedelta())
    posted: datetime | None = None
    for element in page.elements:
        if element.tag == "time":
            posted = _moment(element.get("datetime") or element_text(element), published, zone) or posted
        elif posted is not None and element.tag in (
            "p",
            "h2",
            "h3",
            "h4",
            "h5",
            "div",
            "li",
            "span",
            "strong",
            "a",
        ):
            text = fold(element.text or "")
            if text and (number := begins.get(_key(text))) is not None:
                yield number, posted
                posted = None


def _moment(printed: str, published: datetime | None, zone: timezone) -> datetime | None:
    stated = parse(printed, zone)
    if stated is not None:
        return stated.at if stated.has_clock else None
    clock = _CLOCK.match(printed)
    if clock is None or published is None:
        return None
    day = published.astimezone(zone)
    return day.replace(hour=int(clock[1]), minute=int(clock[2]), second=0)
