"""What became different between two states of one article, and whether it is still the same one.

Pure: two states in, a judgement out. White space, invisible characters, counters and relative times
("1,204 comments", "3 hours ago") make no difference; adverts and boxes have gone before, in the extraction.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pipelines.duplicates import containment, tokens
from pipelines.text import count_words

SHRUNK = 0.3  # a new text under this share of the old one is a wall or a stub, not an edit
CUT_SHORT = 0.5  # the same for one that is nothing but the head of the old text
WALLED = 0.9  # the same for such a head on a page that has come to say that it is behind a paywall
STILL_ITS_TEXT = (
    0.15  # share of the shorter text's word sequences that two states of one story have in common
)
STILL_ITS_TITLE = 0.5  # share of words two headlines of one story have in common
REDATED_HOURS = 12.0  # a time of publication moved by more belongs to the next morning's briefing
SAME_MINUTE_S = 60  # feeds and pages round differently
SLIP_TOKENS = 400  # longest stretch that is searched for slips of the keyboard: the time goes with the square

# Lines that are the page's, not the reporter's, and differ on every visit.
_COUNTER = re.compile(
    r"""^\W*(?:
      (?:[\w’']+\W+){0,2} [\d.,\s]+ [kKmM]?\s*
        (?:comments?|replies|shares?|views?|reads?|likes?|reactions?|retweets?|votes?|people\ (?:are\ )?reading
         |min(?:ute)?s?\ (?:de\ )?(?:read|lecture|lectura|leitura|lettura)|minuten?\ lesezeit
         |kommentare?|aufrufe|commentaires?|vues|partages|comentarios?|comentários?|visualizaciones|lecturas
         |visualizações|commenti|reacties|komentarzy|комментари\w+|просмотр\w+|تعليق\w*|مشاهدة)
    | (?:[\w’']+\W+){0,3} \d+ \s* (?:sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|h|days?|weeks?) \s+ ago
    | vor \s+ \d+ \s+ (?:sekunden?|minuten?|stunden?|tag\w*|wochen?)
    | il\ y\ a \s+ \d+ \s+ \w+ | hace \s+ \d+ \s+ \w+ | há \s+ \d+ \s+ \w+ | \d+ \s+ \w+ \s+ fa
    | \d+ \s* (?:秒|分|時間|小时|小時|日|天) 前 | \d+ \s* (?:초|분|시간|일) \s* 전 | منذ \s+ \d+ \s+ \w+
    )\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")


@dataclass(slots=True, kw_only=True, frozen=True)
class State:
    """An article at one moment, as far as a reader can tell it from another."""

    title: str
    body: str
    """Paragraphs with a blank line between."""
    standfirst: str | None = None
    byline: str | None = None
    dateline: str | None = None
    correction: str | None = None
    published_s: float | None = None
    """Seconds since 1970; None where the page says nothing."""
    modified_s: float | None = None
    paywalled: bool | None = None
    furniture: frozenset[str] = frozenset()
    """Lines of the text that are known to be the site's, not the article's."""

    @property
    def blocks(self) -> list[str]:
        """The paragraphs that count: no counters, and not the correction notice, which has its own field."""
        notice = _normal(self.correction)
        found = (_normal(block) for block in self.body.split("\n\n"))
        own = (b for b in found if b and b not in self.furniture and not _COUNTER.match(b))
        return [b for b in own if not (notice and b.endswith(notice))]


@dataclass(slots=True, kw_only=True)
class Difference:
    """What two states do not share. Falsy where a reader would see no change."""

    changed: list[str] = field(default_factory=list)
    """Of headline, standfirst, body, byline, dateline, published, modified, correction, paywall, in this order.

    ``modified`` never stands alone: publishers touch it when an advert changes.
    """
    is_substantive: bool = False
    """Words of headline, standfirst, text or correction notice changed, and not only by a slip
    of the keyboard put right. Credits and times alone are not substance."""
    words_added: int = 0
    words_removed: int = 0
    """Of headline, standfirst and text; a word that only moved counts as neither."""

    def __bool__(self) -> bool:
        return bool(self.changed)


def difference(old: State, new: State) -> Difference:
    """What changed from one state to the next."""
    found = Difference()
    _compare_words(found, "headline", [old.title], [new.title])
    _compare_words(found, "standfirst", [old.standfirst or ""], [new.standfirst or ""])
    _compare_words(found, "body", old.blocks, new.blocks)
    for name, before, after in (("byline", old.byline, new.byline), ("dateline", old.dateline, new.dateline)):
        if _normal(before) != _normal(after):
            found.changed.append(name)
    if _moved(old.published_s, new.published_s):
        found.changed.append("published")
    if _normal(old.correction) != _normal(new.correction):
        found.changed.append("correction")
        found.is_substantive = True
    if None not in (old.paywalled, new.paywalled) and old.paywalled != new.paywalled:
        found.changed.append("paywall")
    if found.changed and _moved(old.modified_s, new.modified_s):
        found.changed.append("modified")
    found.changed.sort(key=ORDER.index)
    return found


ORDER = (
    *("headline", "standfirst", "body", "byline", "dateline", "published", "modified"),
    *("correction", "paywall"),
)
"""Every word that ``changed`` may hold."""


def _normal(text: str | None) -> str:
    """Text as it is compared: composed letters, no invisible characters, white space folded."""
    composed = unicodedata.normalize("NFC", text or "")
    visible = (
        composed if composed.isascii() else "".join(c for c in composed if unicodedata.category(c) != "Cf")
    )
    return _SPACE.sub(" ", visible).strip()


def _moved(old: float | None, new: float | None) -> bool:
    """Whether a time changed; one that was or becomes unknown has not."""
    return old is not None and new is not None and abs(new - old) >= SAME_MINUTE_S


def _compare_words(found: Difference, name: str, old: Sequence[str], new: Sequence[str]) -> None:
    """Enter what became of one part: paragraph by paragraph, since most are as they were."""
    old, new = [_normal(block) for block in old], [_normal(block) for block in new]
    if old == new:
        return
    found.changed.append(name)
    before, after = (
        Counter(tuple(tokens(block)) for block in old),
        Counter(tuple(tokens(block)) for block in new),
    )
    gone, come = list((before - after).elements()), list((after - before).elements())
    removed, added = Counter(_flat(gone)), Counter(_flat(come))
    found.words_removed += count_words(" ".join((removed - added).elements()))
    found.words_added += count_words(" ".join((added - removed).elements()))
    if (gone or come) and not _only_slips(list(_flat(gone)), list(_flat(come))):
        found.is_substantive = True


def _flat(blocks: Sequence[tuple[str, ...]]) -> Iterator[str]:
    return (token for block in blocks for token in block)


def _only_slips(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether the words differ in nothing but slips of the keyboard that were put right."""
    if len(old) != len(new) or len(old) > SLIP_TOKENS:
        return old == new
    changes = [op for op in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if op[0] != "equal"]
    return all(
        tag == "replace" and i2 - i1 == j2 - j1 and all(map(_is_slip, old[i1:i2], new[j1:j2]))
        for tag, i1, i2, j1, j2 in changes
    )


def _is_slip(old: str, new: str) -> bool:
    """Two neighbouring letters swapped, or a letter doubled or no longer doubled.

    Nothing else: one letter makes a million a billion and the legal illegal.
    """
    if not (old.isalpha() and new.isalpha()):
        return old == new
    if len(old) == len(new):
        at = [i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
        return not at or (
            len(at) == 2 and at[1] == at[0] + 1 and old[at[0]] == new[at[1]] and old[at[1]] == new[at[0]]
        )
    short, long = sorted((old, new), key=len)
    return len(long) == len(short) + 1 and any(
        long[i] == long[i + 1] and long[:i] + long[i + 1 :] == short for i in range(len(short))
    )


def why_kept(old: State, new: State) -> str | None:
    """Why a new text must not replace the good one: ``shrunk``, ``paywall``, or None where it may."""
    words_before, words_now = count_words(old.body), count_words(new.body)
    if words_now < SHRUNK * words_before:
        return "shrunk"
    blocks, head = old.blocks, new.blocks
    is_head = len(head) < len(blocks) and all(map(_begins_like, head, blocks))
    if is_head and new.paywalled and not old.paywalled and words_now < WALLED * words_before:
        return "paywall"
    return "shrunk" if is_head and words_now < CUT_SHORT * words_before else None


def _begins_like(cut: str, whole: str) -> bool:
    """Whether a paragraph is the other one, or its beginning with an ellipsis."""
    return whole == cut or (len(cut) > 20 and whole.startswith(cut.rstrip(" .…")))


def is_another_story(old: State, new: State) -> bool:
    """Whether an address now shows another story: tomorrow's briefing, not today's rewritten.

    The text must have next to nothing of the old one, and the time of publication must have moved on;
    where a page gives no time, the headline must be another one too.
    """
    if old.blocks == new.blocks or containment(old.body, new.body) >= STILL_ITS_TEXT:
        return False
    if old.published_s is not None and new.published_s is not None:
        return new.published_s - old.published_s >= REDATED_HOURS * 3600
    return not is_alike_title(old.title, new.title)


def is_alike_title(old: str, new: str) -> bool:
    """Whether two headlines share most of their words."""
    before, after = set(tokens(old)), set(tokens(new))
    return bool(before and after) and len(before & after) >= STILL_ITS_TITLE * max(len(before), len(after))


def is_same_story(title: str, body: str, other_title: str, other_body: str) -> bool:
    """Whether two pages that claim one address are the same article: same headline, or much of the same text."""
    if _normal(title) == _normal(other_title):
        return True
    return containment(body, other_body) >= CUT_SHORT
