"""Datelines of Chinese, Japanese and Korean papers: ``【北京共同】``, ``(서울=연합뉴스)``, ``新华社北京11月17日电``."""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re
import unicodedata
from collections.abc import Callable, Collection

from pipelines.extraction.cities import is_known_city
from pipelines.extraction.dateline_heads import is_agency
from pipelines.items import Dateline

MAX_BARE_PLACE_CHARS = 6  # of a place alone in brackets; a longer one is a headline

NAME = r"[\uac00-\ud7af]{2,4}?"
OFFICE = r"\s?(?:선임|인턴|수습|전문|객원|사진|영상)?(?:기자|특파원|통신원)"
REPORTERS = rf"(?:{NAME}(?:{OFFICE})?\s?[·ㆍ・,，]\s?){{0,4}}{NAME}{OFFICE}"
"""Korean reporters, as printed: ``홍길동·김바다 기자``."""

_BRACKET = re.compile(
    r"^\s*([\u3010(\uff08\u3014\[\uff3b])([^\u3011)\uff09\u3015\]\uff3d]{2,40})([\u3011)\uff09\u3015\]\uff3d])\s*"
)
_SIGN = re.compile(rf"\s*(?:{REPORTERS}\s*)?[-–—=＝]+\s*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}월\s?\d{1,2}일|(?<!\d)[\d０-９]{1,2}日")
_OUTLETS = r"(?:社|网|網|站|报|報|通讯|通訊|新闻|新聞|电视台|電視台|時報|时报|日報|日报)"
_WIRE = re.compile(
    rf"^(?P<agency>[A-Za-z]{{2,8}}[\u4e00-\u9fff]{{1,4}}|[\u4e00-\u9fff]{{1,6}}?{_OUTLETS})"
    r"(?:记者|記者)?\s?(?P<place>[\u4e00-\u9fff/／]{2,8}?)?\s?(?P<date>(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)"
    r"(?:综合)?(?:电|電|报道|報道|報導|讯|訊|消息)(?=[\s：:（(]|[\u4e00-\u9fff]|$)[\s：:]*"
)
_PLACE_AGENCY = re.compile(
    r"^(?P<text>(?P<place>[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]{2,8})[(（](?P<agency>[^()（）]{2,12})[)）])"
    r"\s?(?P<sign>[＝=—\-:：])\s*"
)
_REPORTED = re.compile(
    r"^(?:(?P<outlet>.*?)(?:記者|记者)\s?(?P<name>(?:[\u4e00-\u9fff]{2,4}?[、，])?[\u4e00-\u9fff]{2,4}?)?\s?[／/\s]?\s?)?"
    r"(?P<place>[\u4e00-\u9fff]{2,6}?)(?P<date>\d{1,2}日)?(?:專電|专电|綜合|综合)?(?:外電)?(?:報導|报道|報道|電|电)$"
)
_REPORTER_LINE = re.compile(
    r"^(?P<text>(?P<sign>記者|记者)?(?P<name>[\u4e00-\u9fff]{2,4})\s?[／/]\s?(?P<place>[\u4e00-\u9fff]{2,4})(?:報導|报道))"
    r"(?=[\s\u3000\u4e00-\u9fff「『])[\s\u3000]*"
)
_PLACE_AND_SPACE = re.compile(r"^([\u4e00-\u9fff\u30a0-\u30ff]{2,5})\u3000(?=\S)")
_NEWS_OFFICE = re.compile(r"(?:通信|通信社|通訊社|通讯社|新聞|新聞社|新闻社|放送)$")
_ENDING = re.compile(
    r"^([\u4e00-\u9fff\u30a0-\u30ff]{2,10}?)(共同通信|共同|時事通信|時事|ロイター|聯合ニュース|新華社|AFP|AP|CNN)$"
)
_STATED = re.compile(
    rf"^(?P<text>(?P<agency>[\u4e00-\u9fff]{{1,4}}{_OUTLETS})(?:消息|讯|訊))(?P<sign>\s?[：:]\s*)(?=\S)"
)
_WIRE_FIRST = re.compile(r"^(?:[\u4e00-\u9fff]{2,4}社|AFP|AP)(?=[\u4e00-\u9fff])")
_KOREAN_REPORTER = re.compile(NAME + OFFICE)
_HANGUL = re.compile(r"[\uac00-\ud7af]")
_NO_PLACE = re.compile(
    r"速報|独自|動画|写真|解説|社説|特集|앵커|기자|단독|속보|종합|사진|영상|视频|图集|快讯|專訪|影片|更新|PR|広告|注|編集"
)


def read(
    paragraph: str, mentioned: Callable[[str], bool], outlets: Collection[str]
) -> tuple[Dateline, int] | None:
    """The dateline at the head of a paragraph and where the text begins; None for none.

    ``mentioned`` tells whether a place turns up elsewhere on the page.
    """
    if (wire := _WIRE.match(paragraph)) is not None:
        text = wire[0].rstrip(" ：:\u3000")
        line = Dateline(text=text, place=wire["place"], agency=wire["agency"], date=wire["date"])
        line.separator = wire[0][len(text) :] or " "
        return line, wire.end()
    if (stated := _STATED.match(paragraph)) is not None:
        line = Dateline(text=stated["text"], agency=stated["agency"], separator=stated["sign"])
        return line, stated.end()
    if (bare := _PLACE_AGENCY.match(paragraph)) is not None and (
        is_agency(bare["agency"], outlets)
        or _NEWS_OFFICE.search(bare["agency"]) is not None
        or is_known_city(bare["place"])
    ):
        line = Dateline(text=bare["text"], place=bare["place"], agency=bare["agency"], separator=bare["sign"])
        return line, bare.end()
    reporter = _REPORTER_LINE.match(paragraph)
    if reporter is not None and (reporter["sign"] is not None or is_known_city(reporter["place"])):
        line = Dateline(
            text=reporter["text"],
            place=reporter["place"],
            separator=paragraph[reporter.end("text") : reporter.end()],
        )
        return line, reporter.end()
    if (spaced := _PLACE_AND_SPACE.match(paragraph)) is not None and (
        is_known_city(spaced[1]) or mentioned(spaced[1])
    ):
        return Dateline(text=spaced[1], place=spaced[1], separator="\u3000"), spaced.end()
    found = _BRACKET.match(paragraph)
    if found is None or not _CJK.search(found[2] + paragraph[found.end() : found.end() + 5]):
        return None
    line = Dateline(text=found[0].strip(), separator="")
    after = paragraph[found.end() :]
    if (dash := _SIGN.match(after)) is not None:
        line.separator = paragraph[len(found[0].rstrip()) : found.end() + dash.end()]
        found_end = found.end() + dash.end()
    else:
        found_end = found.end()
    return (line, found_end) if _fill(line, found[2].strip(), mentioned, outlets) else None


def _fill(line: Dateline, inside: str, mentioned: Callable[[str], bool], outlets: Collection[str]) -> bool:
    """Place, agency and day of what stands in brackets; False when it is no dateline."""
    if (dated := _DATE.search(inside)) is not None:
        line.date = dated[0]
        inside = (inside[: dated.start()] + " " + inside[dated.end() :]).strip()
    inside = _KOREAN_REPORTER.sub("", inside).strip()
    if (wire := _WIRE_FIRST.match(inside)) is not None and is_agency(wire[0], outlets):
        line.agency, inside = wire[0], inside[wire.end() :]
    if (reported := _REPORTED.match(inside.replace(" ", ""))) is not None:
        named = f"{reported['name'] or ''}{reported['place']}"
        line.place = next(
            (named[-count:] for count in (4, 3, 2) if is_known_city(named[-count:])), reported["place"]
        )
        line.date = line.date or reported["date"]
        if reported["outlet"] and is_agency(reported["outlet"], outlets):
            line.agency = reported["outlet"]
        return True
    parts = [part.strip() for part in re.split(r"[＝=・/／\s　]+", inside) if part.strip()]
    agencies = [part for part in parts if is_agency(unicodedata.normalize("NFKC", part), outlets)]
    others = [part for part in parts if part not in agencies]
    if agencies:
        line.agency = agencies[0]
        line.place = others[0] if others and not _NO_PLACE.search(others[0]) else None
        return True
    if _NO_PLACE.search(inside) and "＝" not in inside and "=" not in inside:
        return False
    if re.search(r"[＝=]", inside) and others:
        if _HANGUL.search(inside):
            # 서울=뉴시스 was an agency; 오센=고척, 손찬익 기자 is an outlet with its place and reporter
            places = [
                part for each in others for part in re.split(r"[,，]", each) if is_known_city(part.strip())
            ]
            line.place = places[0].strip() if places else None
            outlets_named = [part for part in others if part != line.place]
            if line.place is not None and len(parts) == 2 and len(outlets_named) == 1:
                line.agency = outlets_named[0]
            return line.place is not None
        line.place = others[0]
        if len(others) > 1 and _NEWS_OFFICE.search(others[1]) is not None:
            line.agency = others[1]
        return True
    if (ending := _ENDING.match(inside)) is not None:
        line.place, line.agency = ending[1], ending[2]
        return True
    if (
        len(others) == 1
        and len(others[0]) <= MAX_BARE_PLACE_CHARS
        and (is_known_city(others[0]) or mentioned(others[0]))
    ):
        line.place = others[0]
        return True
    return line.date is not None and not others
