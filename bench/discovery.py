"""How well addresses of articles are told from others, by the address alone.

    python -m bench.discovery [CORPORA]

Positives: ``bench/addresses/articles.txt``, ours, and the addresses in CORPORA/*/truth.jsonl (key
``url``), where that folder is given; those of a corpus that are front pages, shops and encyclopedias
count as articles all the same. Negatives: ``bench/addresses/other_pages.txt``, ours. Each form of
address was written down before the rules were tuned on it, and kept when they failed on it.

Exit code 1 below the floors.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.discovery.addresses import THRESHOLD, score

LISTS = Path(__file__).with_name("addresses")
FLOOR_PRECISION = 0.98
FLOOR_RECALL = 0.95


@dataclass(slots=True, kw_only=True)
class Judged:
    """Addresses of one origin, and those judged wrongly."""

    name: str
    number: int
    wrong: list[str]


def read_list(path: Path) -> list[str]:
    """The addresses of a list of ours, one a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def read_corpus(path: Path) -> list[str]:
    """The distinct addresses of a corpus, in order."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return list(dict.fromkeys(url for row in rows if isinstance(url := row.get("url"), str)))


def judged(name: str, urls: Iterable[str], *, articles: bool) -> Judged:
    """How the rules do on addresses that all are articles, or all are none."""
    known = list(urls)
    return Judged(
        name=name,
        number=len(known),
        wrong=[url for url in known if (score(url) >= THRESHOLD) is not articles],
    )


def figures(positives: Sequence[Judged], negatives: Judged) -> tuple[float, float]:
    """Precision and recall over all lists together."""
    right = sum(one.number - len(one.wrong) for one in positives)
    return right / (right + len(negatives.wrong)), right / sum(one.number for one in positives)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path, nargs="?", help="a folder of corpora with truth.jsonl in each")
    parser.add_argument("--wrong", action="store_true", help="list what was judged wrongly")
    options = parser.parse_args(arguments)
    positives = [judged("articles.txt", read_list(LISTS / "articles.txt"), articles=True)]
    seen: set[str] = set()
    for path in sorted(options.corpora.glob("*/truth.jsonl")) if options.corpora else ():
        urls = [url for url in read_corpus(path) if url not in seen]
        seen.update(urls)
        if urls:
            positives.append(judged(path.parent.name, urls, articles=True))
    negatives = judged("other_pages.txt", read_list(LISTS / "other_pages.txt"), articles=False)
    for one in (*positives, negatives):
        print(f"{one.name:20} {one.number:6,} addresses {len(one.wrong):5,} judged wrongly")
        if options.wrong:
            print("\n".join(f"    {score(url):5.2f} {url}" for url in one.wrong))
    precision, recall = figures(positives, negatives)
    print(
        f"precision {precision:.3f} (at least {FLOOR_PRECISION}), recall {recall:.3f} (at least {FLOOR_RECALL})"
    )
    return 0 if precision >= FLOOR_PRECISION and recall >= FLOOR_RECALL else 1


if __name__ == "__main__":
    sys.exit(main())
