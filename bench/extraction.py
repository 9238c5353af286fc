"""Measure the extraction on corpora with hand-checked truth.

    python -m bench.extraction CORPORA_DIR [--out DIR] [--jobs N] [--trafilatura] [--site-memory] [--worst N] [--floors]

A corpus is a folder with ``truth.jsonl`` and ``pages/<id>.html.gz``. A corpus called
``dateline`` may name pages of its neighbours as ``<corpus>/<id>``, and hold credit lines in
``bylines.jsonl``. Prints one row per corpus and tool; CPU is process time for one page, the
middle of which is ours alone. ``--site-memory`` extracts each page a second time with what all
pages of its publisher taught, as ``scrapy reextract`` does; publishers with few pages teach nothing.
"""

import argparse
import gzip
import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import trafilatura

from bench.floors import FLOORS, fallen, load
from bench.scoring import (
    TOKEN,
    WORD,
    PageScore,
    Ratio,
    Row,
    score_bylines,
    score_datelines,
    score_page,
    summarise,
)
from pipelines.errors import NotAnArticle
from pipelines.extraction import SiteMemory, Trace, extract, learn, read
from pipelines.extraction.credits import parse as parse_credits
from pipelines.extraction.dateline import iso_day
from pipelines.extraction.memory import NOTHING
from pipelines.extraction.times import as_printed
from pipelines.items import Article

TOKENS = {"aeb": WORD}  # that benchmark's own definition
COLUMNS = (
    "P",
    "R",
    "F1",
    "exact",
    "snippets",
    "snippets+",
    "title",
    "title~",
    "authors",
    "names",
    "day",
    "minute",
)
DATELINES = "dateline"


@dataclass(slots=True)
class Extraction:
    """What one tool made of one page, and what it cost."""

    prediction: Row
    cpu_s: float


def ours(page: bytes, url: str, identity: str, site: SiteMemory = NOTHING) -> Extraction:
    """One page by `extract`."""
    started = time.process_time()
    try:
        article = extract(page, url, site=site)
    except NotAnArticle as error:
        refused: Row = {"id": identity, "refused": error.reason}
        return Extraction(refused, time.process_time() - started)
    spent = time.process_time() - started
    line = article.dateline
    published = as_printed(article)
    return Extraction(
        {
            "id": identity,
            "title": article.title,
            "authors": [author.name for author in article.authors],
            "published": published,
            "body": printed_text(article),
            "above": [article.title, *([article.standfirst] if article.standfirst else [])],
            "line": None
            if line is None
            else {"text": line.text, "place": line.place, "agency": line.agency, "date": iso_day(line.date)},
        },
        spent,
    )


def printed_text(article: Article) -> list[str]:
    """The body with dateline and standfirst back where they were taken off its head.

    The truths count a dateline as text, and a summary printed above the text too or leave it
    to the tool.
    """
    body = list(article.body)
    line = article.dateline
    if line is not None and line.separator is not None:
        body[:1] = [f"{line.text}{line.separator}{''.join(body[:1])}"]
    if article.standfirst is not None and article.provenance.get("standfirst") == "text":
        return [article.standfirst, *body]
    return body


def plain_trafilatura(page: bytes, url: str, identity: str) -> Extraction:
    """One page by trafilatura as it comes."""
    started = time.process_time()
    document = trafilatura.bare_extraction(page, url=url, with_metadata=True)
    spent = time.process_time() - started
    if document is None or isinstance(document, dict):
        return Extraction({"id": identity}, spent)
    return Extraction(
        {
            "id": identity,
            "title": document.title,
            "authors": (document.author or "").split("; ") if document.author else [],
            "published": document.date,
            "body": document.text,
        },
        spent,
    )


def trace_of(corpora: Path, corpus: str, truth: Row) -> Trace | None:
    """What one page teaches of its publisher; None where it is no article."""
    page = read_page(corpora, corpus, truth["id"])
    try:
        return read(page, truth.get("url") or "https://unknown.invalid/page").trace
    except NotAnArticle:
        return None


def memories(rows: list[Row], traces: Iterable[Trace | None]) -> dict[str, SiteMemory]:
    """Publisher -> what its pages teach together."""
    found: dict[str, list[Trace]] = {}
    for row, trace in zip(rows, traces, strict=True):
        if trace is not None:
            found.setdefault(row["publisher"], []).append(trace)
    return {publisher: learn(taught) for publisher, taught in found.items()}


def remembering(corpora: Path, corpus: str, known: Mapping[str, SiteMemory], truth: Row) -> Extraction:
    """One page with what its publisher's pages taught."""
    page = read_page(corpora, corpus, truth["id"])
    url = truth.get("url") or "https://unknown.invalid/page"
    return ours(page, url, truth["id"], known.get(truth["publisher"], NOTHING))


Tool = Callable[[bytes, str, str], Extraction]


def run(tool: Tool, corpora: Path, corpus: str, truth: Row) -> Extraction:
    """One tool on one page of one corpus."""
    return tool(
        read_page(corpora, corpus, truth["id"]),
        truth.get("url") or "https://unknown.invalid/page",
        truth["id"],
    )


def read_page(corpora: Path, corpus: str, identity: str) -> bytes:
    """The stored bytes of a page; ``<corpus>/<id>`` names one of another corpus."""
    folder, _, name = identity.rpartition("/")
    with gzip.open(corpora / (folder or corpus) / "pages" / f"{name}.html.gz") as page:
        return page.read()


def truths(corpora: Path) -> Iterator[tuple[str, list[Row]]]:
    """Each corpus with its truth."""
    for path in sorted(corpora.glob("*/truth.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield path.parent.name, [json.loads(line) for line in lines if line.strip()]


def write(path: Path, rows: Iterable[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def table_row(corpus: str, tool: str, scores: list[PageScore], cpu_ms: float) -> str:
    summary = summarise(scores)
    cells = [f"{corpus:17}{tool:12}{summary.pages:5}"]
    cells += [
        f"{value * 100:10.1f}" if (value := summary.figures[column]) is not None else f"{'–':>10}"
        for column in COLUMNS
    ]
    return "".join(cells) + f"{cpu_ms:9.1f}"


def dateline_row(totals: dict[str, Ratio], cpu_ms: float) -> str:
    presence = totals["presence"]
    parts = "  ".join(f"{part} {total.f1:.3f}" for part, total in totals.items())
    return f"dateline F1: {parts}  (presence P {presence.precision:.3f} R {presence.recall:.3f})  {cpu_ms:.1f} ms"


def _parsed(line: str) -> Row:
    credits = asdict(parse_credits(line))
    return {**credits, "authors": credits["people"]}


def byline_row(path: Path) -> str:
    """How many of the credit lines in a file are parsed whole, and right part by part."""
    with path.open(encoding="utf-8") as lines:
        rows: list[Row] = [json.loads(line) for line in lines if line.strip()]
    shares = score_bylines((row["parse"], _parsed(row["text"])) for row in rows)
    figures = "  ".join(f"{part} {(share or 0) * 100:.1f}" for part, share in shares.items())
    return f"byline forms ({len(rows)}), % right: {figures}"


def main() -> None:
    """Run the bench as the module's docstring says."""
    options = _asked()
    floors = load(options.floors) if options.floors is not None else {}
    failures: list[str] = []
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tools: dict[str, Tool] = {"ours": ours}
    if options.trafilatura:
        tools["trafilatura"] = plain_trafilatura
    columns = "".join(f"{column:>10}" for column in COLUMNS)
    print(f"{'corpus':17}{'tool':12}{'pages':>5}{columns}{'CPU ms':>10}")
    with ProcessPoolExecutor(options.jobs) as pool:
        for corpus, rows in truths(options.corpora):
            if options.corpus and corpus not in options.corpus:
                continue
            for name, tool in tools.items():
                figures = measure(
                    pool, partial(run, tool, options.corpora, corpus), corpus, name, rows, options
                )
                if name == "ours":
                    failures += fallen(floors, corpus, figures)
            if options.site_memory and corpus != DATELINES:
                traces = pool.map(partial(trace_of, options.corpora, corpus), rows, chunksize=4)
                work = partial(remembering, options.corpora, corpus, memories(rows, traces))
                measure(pool, work, corpus, "with memory", rows, options)
    if failures:
        print("\n".join(failures), file=sys.stderr)
        raise SystemExit(1)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, help="write the predictions here, a folder per tool")
    parser.add_argument("--jobs", type=int, default=1, help="processes; figures of CPU are truest with 1")
    parser.add_argument("--trafilatura", action="store_true", help="plain trafilatura beside ours")
    parser.add_argument(
        "--site-memory", action="store_true", help="ours with what each publisher's pages taught"
    )
    parser.add_argument("--corpus", action="append", help="this corpus only; may be repeated")
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="name the N worst pages of each corpus"
    )
    parser.add_argument(
        "--floors",
        type=Path,
        nargs="?",
        const=FLOORS,
        help="exit 1 where one of our figures is below its floor in this file (bench/floors.toml)",
    )
    return parser.parse_args()


def measure(
    pool: ProcessPoolExecutor,
    work: Callable[[Row], Extraction],
    corpus: str,
    tool: str,
    rows: list[Row],
    options: argparse.Namespace,
) -> Mapping[str, float | None]:
    """Extract every page of a corpus, and print and return the figures."""
    made = list(pool.map(work, rows, chunksize=4))
    cpu_ms = 1000 * sum(extraction.cpu_s for extraction in made) / max(1, len(made))
    return report(corpus, tool, rows, [extraction.prediction for extraction in made], cpu_ms, options)


def report(
    corpus: str,
    tool: str,
    rows: list[Row],
    predictions: list[Row],
    cpu_ms: float,
    options: argparse.Namespace,
) -> Mapping[str, float | None]:
    """Print one tool's figures on one corpus, and write its predictions where asked."""
    if corpus == DATELINES:
        if tool != "ours":
            return {}
        lines = {prediction["id"]: prediction.get("line") for prediction in predictions}
        totals = score_datelines(rows, lines)
        print(dateline_row(totals, cpu_ms), flush=True)
        if (bylines := options.corpora / corpus / "bylines.jsonl").exists():
            print(byline_row(bylines), flush=True)
        if options.out is not None:
            write(
                options.out / tool / f"{corpus}.jsonl", ({"id": i, "dateline": d} for i, d in lines.items())
            )
        return {part: total.f1 for part, total in totals.items()}
    if options.out is not None:
        write(options.out / tool / f"{corpus}.jsonl", predictions)
    token = TOKENS.get(corpus, TOKEN)
    scores = [score_page(row, made, token) for row, made in zip(rows, predictions, strict=True)]
    print(table_row(corpus, tool, scores, cpu_ms), flush=True)
    refused = {made["id"]: made["refused"] for made in predictions if "refused" in made}
    for score in sorted(scores, key=lambda score: score.f1)[: options.worst]:
        if score.precision is not None or score.recall is not None:
            precision, recall = (score.precision or 0) * 100, (score.recall or 0) * 100
            print(f"    {score.id:48} P {precision:5.1f} R {recall:5.1f} {refused.get(score.id, '')}")
    return summarise(scores).figures


if __name__ == "__main__":
    main()
