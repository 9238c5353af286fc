"""The credit line without the date, the clock and the counters that stand beside it in one element."""

import re
from collections.abc import Sequence

from pipelines.extraction.credits import MONTH
from pipelines.items import Author

_DAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|(?:mo|di|mi|do|fr|sa|so)(?=[,.]\s*\d)|"
    r"today|yesterday|heute|gestern"
)
_LABEL = (
    r"posted|published|updated|last updated|modified|originally|on|at|am|um|vom|le|el|em|il|den|à|a las|follow|"
    r"veröffentlicht|publié|mis à jour|aktualisiert|actualizado|atualizado|publicado"
)
_MOMENT = (
    rf"(?:{MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b|\d{{1,2}}(?:st|nd|rd|th)?\.?\s*(?:de\s+)?(?:{MONTH})\b|"
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|(?:19|20)\d\d(?:[-./]\d\d?|年)|\d{1,2}[:.h]\d{2}(?!\d)"
)
_COUNTED = (
    r"(?:\d+|no|keine?|sin)\s+(?:comments?|kommentare?|coment[aá]rios?|comentarios|commentaires?)\b|"
    r"\d+\s*min(?:s|uten?|utes?|utos?)?\b|(?:il y a|vor|hace|há)\s+\d+\s+\w+|\d+\s+(?:hours?|days?)\s+ago\b"
)
_EDGE = " \t,;|/·•–—-"
_BESIDE = re.compile(
    rf"(?:[^\w\n]|^|(?<=[^\W\d]))(?:(?:{_LABEL})(?:\b|(?=\d)):?\s*)*"
    rf"(?:(?:{_DAY})\b[.,]?\s+)?(?<!\d)(?:{_MOMENT}|{_COUNTED}).*$",
    re.I | re.S,
)
_DATED = re.compile(rf"(?<!\d)(?:{_MOMENT})|\b\d+\s+days?\s+ago\b", re.I)
_LEADING = r"\b(?:by|von|par|por|di|av|af|door|od|przez|oleh)\b\s*:?\s*"
_LEADS = re.compile(rf"{_LEADING}$", re.I)
_LED = re.compile(rf"{_LEADING}\S.*$", re.I | re.S)


def without_dates(printed: str | None, people: Sequence[Author]) -> str | None:
    """The line without what its element prints of times and readers; None where that is all.

    What is left stands on the page as it is: the names, and what is printed before and behind them up to a
    date.
    """
    if printed is None:
        return None
    begin, end = _named(printed, people)
    if not end and (led := _LED.search(printed)) is not None and _DATED.search(printed[: led.start()]):
        return without_dates(led[0], ())
    tail = _BESIDE.sub("", printed[end:], count=1)
    head = printed[:begin]
    if _DATED.search(head):
        leads = _LEADS.search(head)
        head = "" if leads is None else leads[0]
    return f"{head}{printed[begin:end]}{tail}".strip(_EDGE) or None


def _named(printed: str, people: Sequence[Author]) -> tuple[int, int]:
    """Where the first name of a line begins and the last one ends; nowhere where it names nobody."""
    found = [re.search(re.escape(person.name), printed, re.I) for person in people]
    spans = [match.span() for match in found if match is not None]
    return (min(begin for begin, _ in spans), max(end for _, end in spans)) if spans else (0, 0)
