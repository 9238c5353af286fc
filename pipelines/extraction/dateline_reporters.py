"""Who reported, where nothing but the dateline says so: ``【ソウル＝早瀬千尋】``, ``北京3月3日电（记者林晓萱）``."""

# ruff: noqa: RUF001 - names in their own scripts

import re

from pipelines.extraction.cities import is_known_city
from pipelines.extraction.dateline_east_asia import OFFICE
from pipelines.extraction.dateline_heads import is_agency
from pipelines.extraction.names import person_name
from pipelines.items import Author, Dateline

_HAN = r"[\u3400-\u9fff]{2,4}"
_HANGUL = r"[\uac00-\ud7af]{2,4}"
_BEHIND = re.compile(rf"\s*[（(]\s?(?:记者|記者)\s?{_HAN}(?:[\s、，,]{{1,2}}{_HAN})*\s?[)）]\s*")
_KOREAN = re.compile(rf"(?P<names>{_HANGUL}(?:\s?[·ㆍ,]\s?{_HANGUL})*){OFFICE}")
_CHINESE = re.compile(rf"(?:记者|記者)\s?(?P<names>{_HAN}(?:[\s、，,]{{1,2}}{_HAN})*)")
_CHINESE_BEFORE = rf"(?:记者|記者)\s?(?P<names>{_HAN}?(?:[\s、，,]{{1,2}}{_HAN}?)*)\s?[/／]?\s?"
_SLASHED = re.compile(rf"^(?P<names>{_HAN})\s?[/／]")
_JAPANESE = re.compile(r"[＝=](?P<names>[^＝=】）)］\]]{2,24})[】）)］\]]")
_CASED = re.compile(
    r"(?:^(?P<turkish>[^\W\d_][^\W\d_A-Z]+(?:\s[^\W\d_]+)?\s[^\W\d_a-z]{2,})\s?/"
    r"|,\s(?P<russian>[А-ЯЁ][а-яё]+\s[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)$"
    r"|/Корр\.\s\S+\s(?P<tass>[А-ЯЁ][а-яё]+\s[А-ЯЁ][а-яё]+)/)"
)


def printed_behind(paragraph: str, end: int) -> int:
    """Where the text begins behind a dateline that ends at ``end``, a reporter printed there aside."""
    found = _BEHIND.match(paragraph, end)
    return found.end() if found is not None else end


def named_in(line: Dateline) -> list[Author]:
    """The people in a dateline, or between it and the text, with its place."""
    printed = f"{line.text}{line.separator or ''}"
    names: list[str] = []
    # "記者林小明台北3日電": nothing parts the reporter from the place
    chinese = _CHINESE if line.place is None else re.compile(rf"{_CHINESE_BEFORE}{re.escape(line.place)}")
    for pattern in (_KOREAN, chinese, _CHINESE, _SLASHED, _JAPANESE):
        if not names and (found := pattern.search(printed)) is not None:
            names = re.split(r"[\s、，,·ㆍ]+", found["names"].strip())
    if (cased := _CASED.search(line.text)) is not None:
        names = [cased[cased.lastgroup or 0]]
    return [
        Author(name=name, place=line.place)
        for each in names
        if (name := person_name(each, False)) is not None and not is_agency(name) and not is_known_city(name)
    ]
