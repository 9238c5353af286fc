"""Credit lines in other forms, rewritten as the row of clauses that the grammar of `credits` reads.

Some papers set nothing but a blank between two credits ("Text: A Foto: B", "文／A 攝影／B"), put the
credit in a sentence ("Aus Kiew berichtet A"), or the work behind the name in brackets ("A (Fotos)").
Each rule here makes of such a line the same words with bars, or with the label in front.
"""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re

from pipelines.extraction.cities import is_known_city
from pipelines.extraction.words import AGENCIES, AGENCY, BY, CREDIT_LABELS

_AND = "e|y|et|und|and|og|och|i|en"
_LARGE = r"(?-i:[^\W\d_a-z])"
_NAME = rf"{_LARGE}[^\s,;|]+(?:\s{_LARGE}[^\s,;|]+){{1,2}}"
_LABELS = "|".join(
    [BY, *CREDIT_LABELS.values(), "来源|來源|稿源|redaction|redakcja|redaktor|penulis|reporter"]
)
_PREPOSITIONS = "by|von|vom|par|por|di|do|od|door|av|af|to|theo|oleh|του|της|от"
_LABEL_WITHIN = re.compile(
    rf"(?<=[^\s|:：/／,，、&])[.,]?\s+(?:(?:{_AND})\s+)?(?!(?:{_PREPOSITIONS})\s?[:：／＝=])"
    rf"(?=(?:{_LABELS})\s?[:：／＝=]\s*\S)",
    re.I,
)
"""A label with its colon: what stands before it is another clause, whatever parts them."""
_PICTURES = (
    r"fotos?|foto's|fotograf\w{0,6}|photos?|photograph(?:y|s)|pictures|bild(?:er)?|beeld|kuvat?|valokuvat?|"
    r"illustrations?|imágenes|imagens|immagini|zdjęcia|fényképek"
)
_PICTURES_BY = re.compile(
    rf"[.,]?\s+(?:(?:{_AND})\s+)?(?:{_PICTURES})\s(?:by|de|di|von|par|af|av|door|por)\s(?={_LARGE})",
    re.I,
)
_PICTURES_WITHIN = re.compile(rf"(?<=\w)[.,]?\s+(?=(?:{_PICTURES})\s{_NAME}$)", re.I)
_PICTURES_BEHIND = re.compile(
    rf"(?:,|\s(?:{_AND}))\s+(?P<name>{_NAME})\s?\((?:{_PICTURES}|kamera|video|camera|grafik|graphics?)\)",
    re.I,
)
_BESIDE = re.compile(r"\s?\((?=(?:avec|with|con|mit|com|med|met)\s)([^()]{2,60})\)", re.I)
_SPECIAL = re.compile(r",?\s+special(?:ly)? (?:to|for)\s+", re.I)
_SENTENCES = re.compile(
    r"(?<=[^\W\d_]{3})\.\s+(?=(?:translat|edited by|photos by|photographs by|additional reporting|with )\w*\s)",
    re.I,
)
_SHORTENED = re.compile(rf"(?:^|(?<=\w)[.,]?\s+)(?P<label>oprac|fot|tłum|red)\.\s?(?={_LARGE})", re.I)
_IN_FULL = {"oprac": "opracowanie", "fot": "foto", "tłum": "tłumaczenie", "red": "redakcja"}
_WITH_WORDS = ("with ", "mit ", "com ", "con ", "avec ")
_KICKER = re.compile(rf"^(?:opinion|opinión|opinião|opinione|meinung|analysis)\s+(?={_NAME}$)", re.I)
_WITH_REPORTING = re.compile(
    r",?\s+\(?(?P<said>"
    r"(?:with (?:additional |further )?(?:reporting|inputs?|contributions?|files|research) (?:from|by)|"
    r"mit (?:material|informationen|beiträgen) von|com informações d[aeo]s?|con informaci(?:ón|ones) de|"
    r"avec (?:des |les )?informations? d[eu]s?)"
    r"\s[^()]+)\)?",
    re.I,
)
_AGENCY_FIRST = re.compile(rf"^(?P<agency>{AGENCIES})\s?[–-]\s?(?={_LARGE}\S+\s{_LARGE})", re.I)
_REPORTS_FROM = re.compile(
    rf"^(?:aus|in|from|depuis|desde|da|из|z|från|fra)\s+(?P<place>{_LARGE}[\w'’-]+(?:[\s/]{_LARGE}[\w'’-]+)?)\s+"
    rf"(?:berichtete?n?|reports?|reporting|informa|rapporterar|rapporterer|передаёт|сообщает)[:,]?\s+(?P<names>{_LARGE}.+)$",
    re.I,
)
_WORDS = r"(?:story|words|text(?:e|es|o|os)?|testo|tekst|reportage|article|bericht)"
_WORDS_AND_PICTURES = re.compile(
    rf"(?:{_WORDS}\s*(?:{_AND}|[&+/])\s*(?:{_PICTURES})|(?:{_PICTURES})\s*(?:{_AND}|[&+/])\s*{_WORDS}|^{_WORDS}(?=\sd[ei]\s))"
    r"(?:\s*[:：]\s*|\s+(?:by|von|par|por|di|de|av|af|door)\s+)",
    re.I,
)
"""``Text und Fotos:``: whose they are wrote the story, whatever else."""
_OURS = r"(?:our(?: own| special)?|unsere[mnr]?|notre|nuestr[oa]|noss[oa]|nostr[oa]|dal nostro)"
_OUR_OFFICE = (
    r"(?:own |special |politischen? )?(?:correspondent|reporter|korrespondent(?:en|in)?|redakteur(?:in|s)?|"
    r"mitarbeiter(?:in|s)?|envoyée? spéciale?|correspondante?|corresponsal|enviad[oa] especial|"
    r"correspondente|inviat[oa])"
)
_OUR_OWN = re.compile(
    rf"^(?:by|von|vom|par|de|por|da|di|del?)?\s?{_OURS}\s(?P<role>{_OUR_OFFICE})"
    rf"(?:\s(?:in|à|au|en|em|a)\s(?P<place>{_LARGE}[\w'’-]+))?[,:]?\s+(?P<names>{_NAME})$",
    re.I,
)
"""``De notre correspondante à Rome, Anne Duval``."""
_SAYS_WORK = re.compile(rf"(?<!\w)(?:{_PICTURES}|special(?:ly)?)\s", re.I)

_EAST_LABEL = (
    r"文字|撰文|撰稿|攝影|摄影|摄|攝|图片|圖片|影像|視頻|视频|通讯员|通訊員|编辑|編輯|责编|責編|责任编辑|責任編輯|核稿|校对|校對|"
    r"翻译|翻譯|编译|編譯|写真|撮影|構成|編集|イラスト|사진|영상|편집|그래픽"
)
_EAST_WITHIN = re.compile(
    rf"(?<=[\u3040-\u9fff\uac00-\ud7af])(?:\s+|\s?、\s?)(?=(?:{_EAST_LABEL})(?:\s*[:：/／＝]|\s+)\S)"
)
_WRITING = "文|取材|執筆|聞き手|構成"
_TAKING = "写真|撮影"
_JAPANESE_LABEL = re.compile(
    rf"(?:^|(?<=[\s、|]))(?P<labels>(?:{_WRITING}|{_TAKING})(?:・(?:{_WRITING}|{_TAKING}))*)"
    r"(?P<sign>\s?[・＝=:：／/]\s?|\s)(?=[\u3040-\u9fff])"
)
_JAPANESE_OTHERS = re.compile(
    r"(?:^|(?<=[\s、|]))(動画|図|絵|作図|イラスト|監修|編集)\s?[・＝=／/]\s?(?=[\u3040-\u9fff])"
)
_EAST_REPORT = re.compile(
    r"^[\s【〔［\[(（]*(?P<role>記者|记者|特派員)\s*(?P<names>[\u3400-\u9fff]{2,4})\s*(?P<place>[\u3400-\u9fff]{2,6})(?:報導|报道|報道)[\s】〕］\])）]*$"
)
_EAST_NOWHERE = re.compile(
    r"[/／](?:綜合|综合|即時|即时|特稿|專題|专题|整理|編譯|编译|專訪|专访)?(?:報導|报道|報道)(?=[\s】〕］\])）]*$)"
)
_KOREAN_LABEL = re.compile(
    r"^글\s?[·ㆍ・/,&]\s?(?:사진|그림|영상|취재)\s+|^글\s+(?=[\uac00-\ud7af]{2,4}(?:\s|$))"
)
_ARAB_PLACE = re.compile(r"^(?P<place>[\u0600-\u06ff][^:،|()\d]{1,24}):\s+(?=[\u0600-\u06ff])")
"""``القاهرة: محمد نبيل``; of another word it is a label."""
_SQUARE = re.compile(r"^\[\s*([^\[\]]{2,20}(?:기자|특파원|記者|记者))\s*\]$")


def rewritten(line: str) -> str:
    """The line with bars between its credits; the line itself where it needs none."""
    if not line.isascii():
        line = _eastern(line)
    line = _KICKER.sub("", line)
    if (sentence := _REPORTS_FROM.match(line)) is not None:
        line = f"{sentence['names']} in {sentence['place']}"
    line = _WORDS_AND_PICTURES.sub("Text: ", line)
    if (ours := _OUR_OWN.match(line)) is not None:
        place = f" in {ours['place']}" if ours["place"] else ""
        line = f"{ours['names']}, {ours['role']}{place}"
    if any(word in line for word in _WITH_WORDS):
        line = _WITH_REPORTING.sub(_apart, line)
    if "(" in line:
        line = _BESIDE.sub(r" \1", line)
        line = _PICTURES_BEHIND.sub(r" | Foto: \g<name> |", line)
    if "-" in line or "\u2013" in line:
        line = _AGENCY_FIRST.sub(r"\g<agency> | ", line)
    if ". " in line:
        line = _SHORTENED.sub(
            lambda found: f" | {_IN_FULL[found['label'].lower()]}: ", _SENTENCES.sub(" | ", line)
        )
    if any(sign in line for sign in ":：／＝="):
        line = _LABEL_WITHIN.sub(" | ", line)
    if _SAYS_WORK.search(line) is None:
        return line
    return _PICTURES_WITHIN.sub(" | ", _PICTURES_BY.sub(" | Foto: ", _SPECIAL.sub(", ", line)))


def _apart(found: re.Match[str]) -> str:
    """A clause of its own for those who helped; of an agency its name alone."""
    said = found["said"]
    agency = re.split(r"\s(?:from|by|von|de|d[aeou]s?)\s", said, maxsplit=1)[-1]
    return f" | {agency}" if AGENCY.match(agency) else f" | {said}"


def _eastern(line: str) -> str:
    """Lines in the scripts of the East: labels that only a blank parts from a name, a place before one."""
    line = _JAPANESE_OTHERS.sub(r"\1：", _JAPANESE_LABEL.sub(_with_colon, _SQUARE.sub(r"\1", line)))
    report = _EAST_REPORT.match(line)
    if report is not None:
        return f"{report['role']}{report['names']}／{report['place']}報導"
    if (placed := _ARAB_PLACE.match(line)) is not None and is_known_city(placed["place"].strip()):
        line = f"{placed['place']} - {line[placed.end() :]}"
    line = _KOREAN_LABEL.sub("", _EAST_NOWHERE.sub("", line))
    return _EAST_WITHIN.sub(" | ", line)


def _with_colon(found: re.Match[str]) -> str:
    """``取材・文＝`` and ``文・写真 `` as a writer's label, ``写真・`` as a photographer's.

    The point parts labels from each other, from names, and the names of foreigners.
    """
    labels = found["labels"].split("・")
    if found["sign"].isspace() and len(labels) == 1:
        return found[0]  # "文 在寅" is a name
    return "文：" if any(label in _WRITING.split("|") for label in labels) else "写真："
