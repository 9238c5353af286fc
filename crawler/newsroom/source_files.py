"""The source files that tell a crawler about the newsroom's publishers."""

import json
from collections.abc import Sequence
from pathlib import Path

from crawler.newsroom.publisher import Publisher

LICENCE = "Sample text written for this project"


def source_toml(publisher: Publisher) -> str:
    """One publisher as a source file."""
    habits, paper = publisher.habits, publisher.paper
    feeds = [feed.redirected_from or feed.path for feed in habits.feeds]
    sections = (
        [publisher.section_path(section) for section in paper.sections] if habits.lists_sections else []
    )
    lines = [
        f"name = {_quoted(publisher.name)}",
        f"title = {_quoted(paper.title)}",
        f"homepage = {_quoted(publisher.base_url + '/')}",
        f"language = {_quoted(paper.language)}",
        f"licence = {_quoted(LICENCE)}",
        f"feeds = {_addresses(publisher, feeds)}",
        f"sitemaps = {_addresses(publisher, habits.sitemaps)}",
        f"sections = {_addresses(publisher, sections)}",
        "",
        "[pace]",
        "delay_s = 0",
        "",
    ]
    return "\n".join(lines)


def write_source(publisher: Publisher, folder: Path) -> Path:
    """Write the publisher's source file into the folder and return where it is."""
    path = folder / f"{publisher.name}.toml"
    path.write_text(source_toml(publisher), encoding="utf-8")
    return path


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # what JSON escapes, TOML's basic strings read alike


def _addresses(publisher: Publisher, paths: Sequence[str]) -> str:
    return f"[{', '.join(_quoted(publisher.base_url + path) for path in paths)}]"
