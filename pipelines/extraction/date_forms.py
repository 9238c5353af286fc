"""How dates are printed among other words: patterns that find one, for every stage that meets dates.

The words are those of `calendar_words`; what a date found says is read by `dates`. Patterns are
strings, to be built into larger ones, and want ``re.I``.
"""

# ruff: noqa: RUF001 - the vocabulary is in many scripts

import re
from collections.abc import Iterable

from pipelines.extraction.calendar_words import MONTHS, WEEKDAYS
from pipelines.extraction.phrases import Phrases


def _any_of(words: Iterable[str]) -> str:
    """A pattern of these words, the longest that fits, that looks at a shared beginning once.

    The months have a thousand names: an alternative for each would be tried at each letter of a text.
    """
    endings: dict[str, list[str]] = {}
    for word in words:
        endings.setdefault(word[0], []).append(word[1:])
    return "|".join(re.escape(first) + _ending(rests) for first, rests in sorted(endings.items()))


def _ending(rests: list[str]) -> str:
    longer = [rest for rest in rests if rest]
    if not longer:
        return ""
    return f"(?:{_any_of(longer)})" + ("?" if len(longer) < len(rests) else "")


MONTH = _any_of(MONTHS)
"""Any name or abbreviation of a month."""

WEEKDAY = _any_of(WEEKDAYS)
"""Any day of the week by its full name."""

SHORT_WEEKDAY = r"(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun)(?=[.,\s])|(?:mo|di|mi|do|fr|sa|so)(?=[,.]\s*\d)"

DAY_AND_MONTH = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\.?\s*(?:de\s+)?(?P<day_first>))?"
    rf"(?:{MONTH})(?(day_first)\b|\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b)"
)
"""``March 3rd``, ``3. März``, ``3 de marzo``; once in a pattern. It names the months once: it takes
Python 0.1 s to compile their names twice in each pattern that looks for them."""

DAY_IN_DIGITS = r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|(?:19|20)\d\d(?:[-./]\d\d?|年)"
"""``3.3.2026``, ``2026-03``, ``2026年``."""

CLOCK = r"\d{1,2}[:.h]\d{2}(?!\d)"

AGO = (
    r"\d+\s*(?:min(?:s|uten?|utes?|utos?)?|h|hours?|days?|weeks?)\b(?:\s+ago\b)?|"
    r"(?:il y a|vor|hace|há|před|för|for)\s+\d+\s+\w+(?:\s+siden\b)?"
)
"""``7 hours ago``, ``vor 3 Stunden``: how long ago, or how long it takes to read."""

BEFORE_DATE = (
    r"posted|published|updated|last updated|modified|originally|on|at|am|um|vom|le|el|em|il|den|à|a las|follow|"
    r"veröffentlicht|publié|mis à jour|aktualisiert|actualizado|atualizado|publicado"
)
"""What is printed before a date in the same line as a name."""

BEFORE_NAME = r"by|von|par|por|di|av|af|door|od|przez|oleh"
"""What is printed before a name behind a date."""

ANY_DATE = re.compile(
    r"\d{1,4}\s?[年년]\s?\d{1,2}\s?[月월]|[〇一二三四五六七八九]{4}年|"
    r"\d{1,4}(?:(?:er|st|nd|rd|th|:e|-?го)\s)?[\s.\-/,]{0,3}(?:de\s|of\s|m\.\s|gada\s)?[^\W\d_][^\s\d,;:()|/<>\"]{1,15}[\s.\-/,]{0,3}(?:de[l]?\s|năm\s|พ\.ศ\.\s?)?\d{1,4}|"
    r"[^\W\d_][^\s\d,;:()|/<>\"]{1,15}[\s.\-]{1,3}\d{1,2}(?:st|nd|rd|th)?,?\s?\d{4}|"
    r"\d{1,4}\s?[./\-|]\s?\d{1,2}\s?[./\-|]\s?\d{1,4}"
)
"""The outline of a date with its year, in any language: fast, and to be read before it is believed."""

MODIFIED = Phrases(
    r"updat|modif|(?<![^\W\d_])(?:maj|upd)(?![^\W\d_])|(?<![^\W\d_])stand(?:\s?:|\svom\s|\sder\s)|last\s(?:edit|chang|review)|edited|revised|überarbeit|aktualisier|geändert|änderung|"
    r"mis(?:e)? à jour|actuali[zs]|actualitz|atuali[zs]|aggiorna[tm]|ultima modifica|"
    r"bijgewerkt|gewijzigd|uppdater|ändrad|oppdater|"
    r"opdater|endret|päivit|muokattu|обновл|измен|редактир|оновлен|змінен|редагован|"
    r"промян|актуализ|güncel|diperbar|diubah|pembaruan|cập nhật|kemas\s?kini|dikemas|"
    r"تحديث|تعديل|به‌?روز|اپ\s?ڈیٹ|עודכן|עדכון|अपडेट|अद्यतन|更新|改訂|修改|修订|修訂|최종|수정|업데이트|แก้ไข|อัปเดต|อัพเดต|zaktualiz|aktualiz|"
    r"frissít|módosít|změn|zmenen|posodob|spremenj|muudetud|atjaun|izm[ij]en|"
    r"actualizat|ενημέρ|τροποποί|atnaujin|uuendatud|ažurir"
)
"""What is printed beside the date of a change."""

PUBLISHED = Phrases(
    r"publi[scé]|posted|(?:first|originally|created|release[d]?)\b|veröffentlicht|erstellt|erschienen|"
    r"mise? en ligne|paru(?:e|es|s)?\sle|pubblic|gepubliceerd|geplaatst|julkaistu|udgivet|lagt ut|"
    r"опублик|публик|публікац|publik|"
    r"yayın|dipublik|diterbit|tayang|đăng|xuất bản|نشر|انتشار|تاریخ|פורסם|प्रकाशित|公開|配信|掲載|初出|投稿日|发布|發布|"
    r"发表|发稿|입력|등록|승인|เผยแพร่|dodano|vydáno|megjelent|közzét|paskelbt|avaldatud|δημοσ|objavlj|zveřejn|"
    r"offentliggjort"
)
"""What is printed beside the date of publication."""
