"""``python -m crawler.newsroom [--port 8701]``: the newsroom, until Ctrl-C."""

import argparse
import threading
from collections.abc import Sequence
from pathlib import Path

from crawler.newsroom.content import load_papers
from crawler.newsroom.server import Newsroom

FIRST_PORT = 8701


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve every paper, the first at ``--port`` and the others after it."""
    parser = argparse.ArgumentParser(
        prog="python -m crawler.newsroom", description="Serve the sample newsroom."
    )
    parser.add_argument(
        "--port", type=int, default=FIRST_PORT, help="of the first publisher; the others follow"
    )
    parser.add_argument(
        "--latency", type=float, default=0.0, metavar="S", help="seconds to wait before each answer"
    )
    parser.add_argument("--second-crawl", action="store_true", help="serve what the second crawl finds")
    parser.add_argument(
        "--sources", type=Path, metavar="DIR", help="write a source file for each publisher there"
    )
    options = parser.parse_args(arguments)
    papers = load_papers()
    ports = range(options.port, options.port + len(papers))
    with Newsroom(ports=ports, latency_s=options.latency, papers=papers) as newsroom:
        if options.second_crawl:
            newsroom.next_crawl()
        if options.sources is not None:
            newsroom.write_sources(options.sources)
        print_addresses(newsroom)
        wait_for_interrupt()


def print_addresses(newsroom: Newsroom) -> None:
    """One line for each publisher: address, language, markup, number of articles."""
    for publisher in newsroom.publishers:
        paper = publisher.paper
        facts = f"{paper.language}  {paper.markup:<10} {len(publisher.articles):>2} articles"
        print(f"{publisher.base_url}/  {facts}  {paper.title}", flush=True)
    print("Ctrl-C ends it.", flush=True)


def wait_for_interrupt() -> None:
    """Sleep until Ctrl-C."""
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main()
