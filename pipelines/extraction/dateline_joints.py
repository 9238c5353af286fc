"""Datelines whose parts other signs join than a bracket and a dash: ``Sydney | AAP —``, ``ANKARA-BHA``.

Each form names an agency of the list, a day, or a place that is known or named again, so that no
sentence is taken for one.
"""

import re
from collections.abc import Callable, Collection

from pipelines.extraction.cities import is_known_city
from pipelines.extraction.dateline_heads import find_day, is_agency, is_place, is_wire
from pipelines.items import Dateline

MAX_HEAD_CHARS = 100  # of all the parts together

_BARRED = re.compile(
    r"^(?P<text>(?P<place>[^|\u2022()]{2,40}?)\s[|\u2022]\s(?P<second>[^|\u2022]{2,35}?))"
    r"(?P<sign>\s[|\u2022\u2013\u2014-]+\s|:\s)"
)
_BARRED_WIRE = re.compile(
    r"^(?P<text>(?P<place>[^|\u2022()]{2,40}?)\s[|\u2022]\s(?P<agency>\w{2,9}))(?P<sign>\s)(?=\w)"
)
_HYPHENED = re.compile(
    r"^(?P<text>(?P<place>[^\s\d.,:()«»][^\d.:()«»-]{1,24}?)\s?[-\u2013\u0640]\s?(?P<agency>[^\s\d.:()«»-]{2,12}))"
    r"(?P<sign>\s?[-\u2013\u0640:]\s*|\s)(?=\S)"
)
_TIGHT = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\W\d_a-z'’ ]{2,24})(?P<sign>[-\u2013]\s)(?=[^\W\d_a-z\u00ab\u201c\"])"
)
_SLASHED = re.compile(
    r"^(?P<text>(?P<place>[^\s\d.,:()/][^\d.:()/]{1,24}?)\s?/\s?(?P<agency>[^\s/][^/]{1,14}?)\s?/)(?P<sign>[.:]?\s*(?:[-\u2013\u2014]+\s*)?)(?=\S)"
)
_DAY_THEN_WIRE = re.compile(
    r"^(?P<text>(?P<place>[^\W\d_][^\d.:()|]{1,30}?),\s(?P<date>[^\d,()]{2,12}\s?\d{1,2}|\d{1,2}\.?\s[^\d,()]{2,12}),"
    r"\s(?P<agency>[^\s,().]{2,12}))(?P<sign>\.?\s)(?=[^\W\d_a-z])"
)
_QUOTED = re.compile(
    r"^(?P<text>(?P<place>[^\s«»:.()][^«»:.()]{1,28}?)\s?:\s?«(?P<agency>[^«»]{2,25})»)(?P<sign>\s)"
)
_OWN_REPORTER = re.compile(
    r"^(?P<text>(?P<place>[^\s()\d][^()\d]{1,20}?)\s?"
    r"\((?:[^()]{0,14}(?:رپورٹر|نامہ نگار|نمائندہ|ڈیسک|وقائع نگار)[^()]{0,14})\))(?P<sign>\s)"
)
"""Urdu papers set their own reporter where others set the agency."""
_ABOARD = re.compile(
    r"^(?P<place>(?:ABOARD|NEAR|EN ROUTE TO|AT THE|ON THE [A-Z \u2013'-]{2,40}(?=BORDER|FRONT|COAST|RIVER))"
    r"[A-Z .\u2013'-]{2,50}?)"
    r"(?P<sign>\s(?:\u2014|\u2013|--)\s)(?=[A-Z\u201c\"])"
)
_JOINED = re.compile(r"[|\u2022/\-\u2013\u0640«(,]|^(?:ABOARD|NEAR|EN ROUTE|AT THE)\s")


def read(
    paragraph: str, is_named: Callable[[str], bool], outlets: Collection[str]
) -> tuple[Dateline, int] | None:
    """The dateline at the head of a paragraph and where the text begins; None for none of these forms.

    ``is_named`` tells whether a place turns up as one elsewhere on the page.
    """
    head = paragraph[:MAX_HEAD_CHARS]
    if _JOINED.search(head) is None:
        return None

    def sure(place: str) -> bool:
        core = re.split(r"[/,]", place)[0].strip()
        return is_place(place) and (is_known_city(core) or is_known_city(place) or is_named(place))

    if (barred := _BARRED.match(head)) is not None and sure(barred["place"]):
        second = barred["second"]
        day = find_day(second)
        if day is not None and (day[0], day[1]) == (0, len(second)):
            return _line(barred, date=second), barred.end()
        if is_agency(second, outlets) or (second.isupper() and barred["sign"].strip() == "|"):
            return _line(barred, agency=second), barred.end()
    for form in (_BARRED_WIRE, _HYPHENED, _SLASHED, _DAY_THEN_WIRE):
        found = form.match(head)
        if (
            found is not None
            and is_wire(found["agency"])
            and (sure(found["place"]) or found["place"].isupper())
        ):
            return _line(found, agency=found["agency"], date=found.groupdict().get("date")), found.end()
    if (quoted := _QUOTED.match(head)) is not None and is_known_city(quoted["place"]):
        return _line(quoted, agency=quoted["agency"]), quoted.end()
    for form in (_OWN_REPORTER, _TIGHT):
        if (found := form.match(head)) is not None and is_known_city(found["place"]):
            return _line(found), found.end()
    if (aboard := _ABOARD.match(head)) is not None:
        return _line(aboard), aboard.end()
    return None


def _line(found: re.Match[str], agency: str | None = None, date: str | None = None) -> Dateline:
    text = found.groupdict().get("text") or found["place"]
    return Dateline(text=text, place=found["place"], agency=agency, date=date, separator=found["sign"])
