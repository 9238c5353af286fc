"""What the documents say is there, is there."""

import re
from pathlib import Path

import pytest

from crawler import settings
from pipelines import errors

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHIVE_DOC = (ROOT / "docs" / "archive.md").read_text(encoding="utf-8")
SEARCH_DOC = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
SOURCES_DOC = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")


def test_the_readme_fits_on_a_few_screens() -> None:
    assert len(README.splitlines()) <= 120


@pytest.mark.parametrize("command", sorted(p.stem for p in (ROOT / "crawler" / "commands").glob("[a-z]*.py")))
def test_every_command_is_named_in_the_readme(command: str) -> None:
    assert re.search(rf"\b{command}\b", README)


@pytest.mark.parametrize("name", re.findall(r"\(((?:docs|crawler|pipelines|bench)/[\w./-]+)\)", README))
def test_every_file_the_readme_links_is_there(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize(
    "line", re.findall(r"^    (crawler|pipelines|bench)/(\w+(?:\.py)?)?", README, re.MULTILINE)
)
def test_every_room_on_the_map_is_there(line: tuple[str, str]) -> None:
    assert (ROOT / "/".join(part for part in line if part)).exists()


def test_every_reason_word_is_explained() -> None:
    reasons = {
        error.reason
        for error in vars(errors).values()
        if isinstance(error, type)
        and issubclass(error, errors.NotAnArticle)
        and error is not errors.NotAnArticle
    }
    assert reasons
    assert not {reason for reason in reasons if f"`{reason}`" not in ARCHIVE_DOC}


def test_every_key_of_a_source_file_is_explained() -> None:
    from crawler.sources import loader

    keys = (
        *loader._TEXT_KEYS,
        *loader._LIST_KEYS,
        *loader._BOOLEAN_KEYS,
        "[pace]",
        "delay_s",
        "concurrency",
        "[expect]",
        "articles",
    )
    assert not [key for key in keys if f"`{key}`" not in SOURCES_DOC]


def test_every_filter_of_a_search_is_explained() -> None:
    from pipelines.archive.query import FIELDS

    missing = [name for name in FIELDS if f"`{name}:" not in SEARCH_DOC and name not in ("by", "language")]
    assert not missing, "the other spellings of author: and lang: go without saying"


def test_every_setting_has_its_reason_beside_it() -> None:
    source = (ROOT / "crawler" / "settings.py").read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for number, line in enumerate(source)
        if re.match(r"[A-Z_]+ = [\d.]+", line) and "#" not in line and not source[number - 1].startswith("#")
    ]
    assert not [line for line in bare if not line.startswith("AUTOTHROTTLE")]
    assert settings.ROBOTSTXT_OBEY is True


def test_no_page_names_a_command_that_is_not_there() -> None:
    known = {path.stem for path in (ROOT / "crawler" / "commands").glob("[a-z]*.py")}
    for text in (README, ARCHIVE_DOC, SEARCH_DOC, SOURCES_DOC):
        named = set(re.findall(r"scrapy (?!crawl\b)([a-z]+)(?= |`|$)", text))
        assert named - known <= {"crawl"}, named - known


def test_the_sources_counted_in_the_readme_are_there() -> None:
    counted = re.search(r"The (\d+) sources", README)
    assert counted is not None
    assert int(counted[1]) == len(list((ROOT / "crawler" / "sources").glob("*.toml")))


SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("row", re.findall(r"^\| (?!fault |---)(.+) \|$", SECURITY, re.MULTILINE))
def test_every_fault_in_the_security_policy_names_its_test(row: str) -> None:
    named = re.fullmatch(r".+ \| .+ \| `(test_\w+\.py)::(test_\w+)`", row)
    assert named is not None
    source = (ROOT / "tests" / named[1]).read_text(encoding="utf-8")
    assert re.search(rf"^def {named[2]}\(", source, re.MULTILINE)


ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"`((?:crawler|pipelines|bench|tests)/[\w./-]*)`", ARCHITECTURE)))
)
def test_every_place_that_the_architecture_names_is_there(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize("folder", ["crawler", "pipelines"])
def test_every_room_stands_in_the_architecture(folder: str) -> None:
    rooms = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*.py")}
    assert not {room for room in rooms if f"`{room}/`" not in ARCHITECTURE}
    modules = {path.stem for path in (ROOT / folder).glob("[a-z]*.py")}
    row = next(line for line in ARCHITECTURE.splitlines() if line.startswith(f"| `{folder}/` |"))
    assert not {module for module in modules if f"`{module}`" not in row}
