"""How an extraction is measured against hand-checked truth.

Body
    Overlap of runs of SHINGLE tokens. Precision and recall are means over pages, F1 their
    harmonic mean, as in the article-extraction-benchmark. ``exact`` is the share of pages
    whose tokens are the truth's, one for one. Paragraphs that the truth calls optional (a
    summary above the text) may be there or not: the reading that fits best counts.
Snippets
    Strings that must and that must not be in the text, counted over all pages; ``snippets+`` looks for
    them in headline and standfirst too, which a tool may keep apart from the text.
Title, authors, published
    Equal after quotes, dashes, width and blanks are made the same (``title``), or NEAR alike
    by edit distance whatever the case (``title~``); all names of a page or none (``authors``),
    and F1 over all names; the right day in the truth's own zone, and the right minute where
    it names one.
Byline forms
    Share of credit lines that are parsed whole: people in order with role and place, agency
    and its place, editors; and of lines right in each of these.
Dateline
    Whether there is one, and each of its parts: precision and recall over all pages.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

SHINGLE = 4
NEAR = 0.9  # likeness of two titles that an editor would call the same
Row = dict[str, Any]

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
"""A word; in scripts that are written without blanks, a character."""
WORD = re.compile(r"\w+")

_SAME = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u00b4`",
    '"': "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
}
_PLAIN = {ord(variant): plain for plain, variants in _SAME.items() for variant in variants}

# datelines printed here are at the head of the story; others (credit line, foot) are not scored
HEAD_FORMS = frozenset({"lead", "tag", "own-line", "standfirst"})
BYLINE_PARTS = ("name", "role", "place", "agency", "agency_place", "editors")
DATELINE_PARTS = ("presence", "text", "place", "agency", "date")


@dataclass(slots=True)
class Ratio:
    """Hits against what was said and what is true."""

    hits: int = 0
    said: int = 0
    true: int = 0

    @property
    def precision(self) -> float:
        return self.hits / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        return harmonic(self.precision, self.recall)


@dataclass(slots=True)
class PageScore:
    """One page's figures; None where the truth does not say."""

    id: str
    precision: float | None = None
    recall: float | None = None
    exact: bool | None = None
    title: bool | None = None
    near: bool | None = None
    authors: bool | None = None
    names: Ratio | None = None
    day: bool | None = None
    minute: bool | None = None
    snippets: Ratio | None = None
    snippets_above: Ratio | None = None

    @property
    def f1(self) -> float:
        return harmonic(self.precision or 0.0, self.recall or 0.0)


@dataclass(slots=True)
class Summary:
    """A corpus's figures, None where its truth does not say."""

    pages: int
    figures: dict[str, float | None] = field(default_factory=dict)


def harmonic(precision: float, recall: float) -> float:
    """F1 of two shares."""
    return 2 * precision * recall / (precision + recall) if precision and recall else 0.0


def score_page(truth: Row, prediction: Row, token: re.Pattern[str] = TOKEN) -> PageScore:
    """The figures of one page; an empty prediction is a page that could not be read."""
    score = PageScore(truth["id"])
    text = predicted_text(prediction)
    if truth.get("body"):
        paragraphs = truth["body"] if isinstance(truth["body"], list) else [truth["body"]]
        said = token.findall(text)
        reference = _best_reading(paragraphs, truth.get("optional") or [], said, token)
        score.precision, score.recall = overlap(reference, said)
        score.exact = reference == said
    if truth.get("with"):
        score.snippets = _snippets(truth, text)
        score.snippets_above = _snippets(truth, "\n".join([*(prediction.get("above") or []), text]))
    if truth.get("title"):
        right_title, said_title = plain(truth["title"]), plain(prediction.get("title"))
        score.title = right_title == said_title
        score.near = likeness(right_title.casefold(), said_title.casefold()) >= NEAR
    if truth.get("authors"):
        right = {plain(name).casefold() for name in truth["authors"]}
        named = {plain(name).casefold() for name in prediction.get("authors") or []}
        score.authors = right == named
        score.names = Ratio(len(right & named), len(named), len(right))
    if truth.get("published"):
        score.day, score.minute = _time_right(truth["published"], prediction.get("published"))
    return score


def _snippets(truth: Row, text: str) -> Ratio:
    flat = " ".join(text.split())
    wanted = sum(" ".join(part.split()) in flat for part in truth["with"])
    unwanted = sum(" ".join(part.split()) in flat for part in truth["without"])
    return Ratio(wanted, wanted + unwanted, len(truth["with"]))


def predicted_text(prediction: Row) -> str:
    """The text that was extracted, the dateline put back where it was taken off."""
    body = prediction.get("body") or ""
    text = body if isinstance(body, str) else "\n\n".join(body)
    line = prediction.get("dateline") or ""
    return text if text.startswith(line) else f"{line} {text}"


def overlap(truth: Sequence[str], said: Sequence[str]) -> tuple[float | None, float | None]:
    """Precision and recall of one token list against another, None where undefined."""
    true_runs, said_runs = _runs(truth), _runs(said)
    shared = (true_runs & said_runs).total()
    return (
        shared / said_runs.total() if said_runs else None,
        shared / true_runs.total() if true_runs else None,
    )


def summarise(pages: Iterable[PageScore]) -> Summary:
    """The means of a corpus."""
    scores = list(pages)
    precision = _mean(page.precision for page in scores)
    recall = _mean(page.recall for page in scores)
    snippets = _sum(page.snippets for page in scores)
    above = _sum(page.snippets_above for page in scores)
    names = _sum(page.names for page in scores)
    return Summary(
        len(scores),
        {
            "P": precision,
            "R": recall,
            "F1": None if recall is None else harmonic(precision or 0.0, recall),
            "exact": _mean(page.exact for page in scores),
            "snippets": None if snippets is None else snippets.f1,
            "snippets+": None if above is None else above.f1,
            "title": _mean(page.title for page in scores),
            "title~": _mean(page.near for page in scores),
            "authors": _mean(page.authors for page in scores),
            "names": None if names is None else names.f1,
            "day": _mean(page.day for page in scores),
            "minute": _mean(page.minute for page in scores),
        },
    )


def score_bylines(lines: Iterable[tuple[Row, Row]]) -> dict[str, float | None]:
    """Shares of credit lines right, whole and part by part; pairs of truth and what was parsed."""
    right: dict[str, list[float | None]] = {part: [] for part in ("whole", *BYLINE_PARTS)}
    for truth, said in lines:
        hits = {part: _byline_part(truth, part) == _byline_part(said, part) for part in BYLINE_PARTS}
        for part, hit in hits.items():
            right[part].append(hit)
        right["whole"].append(all(hits.values()))
    return {part: _mean(hits) for part, hits in right.items()}


def _byline_part(parse: Row, part: str) -> list[str]:
    if part in ("name", "role", "place"):
        return [_same(author.get(part)) for author in parse["authors"]]
    value = parse.get(part)
    return [_same(one) for one in (value if isinstance(value, list) else [value])]


def _same(value: object) -> str:
    return plain(value).casefold()


def score_datelines(truths: Iterable[Row], predictions: dict[str, Row | None]) -> dict[str, Ratio]:
    """Precision and recall of presence and of each part, over all pages that are scored.

    Rows of low confidence and datelines that are not at the head of the story count neither way.
    """
    totals = {part: Ratio() for part in DATELINE_PARTS}
    for row in truths:
        truth = row["dateline"]
        if row["confidence"] == "low" or (truth is not None and truth["form"] not in HEAD_FORMS):
            continue
        said = predictions.get(row["id"])
        for part, total in totals.items():
            right = truth is not None if part == "presence" else _folded(truth, part)
            named = said is not None if part == "presence" else _folded(said, part)
            total.hits += bool(named) and named == right
            total.said += bool(named)
            total.true += bool(right)
    return totals


def plain(text: object) -> str:
    """Text as two editors would call it the same: width, quotes, dashes and blanks folded."""
    if not isinstance(text, str):
        return ""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())


def likeness(one: str, other: str) -> float:
    """Twice the longest common subsequence over both lengths: 1 minus the edit distance's share.

    Bit-parallel (Hyyrö 2004): one step a character of ``other``.
    """
    if not one and not other:
        return 1.0
    places: dict[str, int] = {}
    for place, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << place
    everywhere = (1 << len(one)) - 1
    row = everywhere
    for character in other:
        hits = row & places.get(character, 0)
        row = ((row + hits) | (row - hits)) & everywhere
    return 2 * (len(one) - row.bit_count()) / (len(one) + len(other))


def _folded(dateline: Row | None, part: str) -> str:
    value = (dateline or {}).get(part)
    return re.sub(r"\s+", " ", str(value)).strip().casefold() if value else ""


def _runs(tokens: Sequence[str]) -> Counter[tuple[str, ...]]:
    if not tokens:
        return Counter()
    last = max(1, len(tokens) - SHINGLE + 1)
    return Counter(tuple(tokens[start : start + SHINGLE]) for start in range(last))


def _best_reading(
    paragraphs: list[str], optional: list[int], said: list[str], token: re.Pattern[str]
) -> list[str]:
    """The truth's tokens, less each optional paragraph whose absence fits better."""

    def reading(left_out: set[int]) -> list[str]:
        return token.findall("\n\n".join(p for i, p in enumerate(paragraphs) if i not in left_out))

    def fit(left_out: set[int]) -> float:
        precision, recall = overlap(reading(left_out), said)
        return harmonic(precision or 0.0, recall or 0.0)

    left_out: set[int] = set()
    if optional and said:
        best = fit(left_out)
        while best < 1 and (rest := [i for i in optional if i not in left_out]):
            # ties go to the later paragraph, as in the published tool
            trial_fit, dropped = max((fit(left_out | {i}), -order, i) for order, i in enumerate(rest))[::2]
            if trial_fit <= best:
                break
            best, left_out = trial_fit, left_out | {dropped}
    return reading(left_out)


def _time_right(truth: str, said: str | None) -> tuple[bool, bool | None]:
    right, right_has_time = _moment(truth)
    named, named_has_time = _moment(said)
    if right is None:
        raise ValueError(f"truth has no date: {truth!r}")
    if named is not None and named_has_time and named.tzinfo is not None and right.tzinfo is not None:
        named = named.astimezone(right.tzinfo)
    day = named is not None and named.date() == right.date()
    if not right_has_time:
        return day, None
    if named is None or not named_has_time:
        return day, False
    return day, abs(named.replace(tzinfo=None) - right.replace(tzinfo=None)) < timedelta(minutes=1)


def _moment(text: str | None) -> tuple[datetime | None, bool]:
    """A date or time, and whether it names the time of day."""
    if not text:
        return None, False
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")), len(text) > len("2026-01-01")
    except ValueError:
        return None, False


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _sum(ratios: Iterable[Ratio | None]) -> Ratio | None:
    known = [ratio for ratio in ratios if ratio is not None]
    if not known:
        return None
    return Ratio(sum(r.hits for r in known), sum(r.said for r in known), sum(r.true for r in known))
