"""What a source file says of its pages is the last word, for as long as it holds."""

import re
import tomllib
import urllib.request
from datetime import date
from pathlib import Path

import pytest

from crawler.newsroom import Newsroom
from crawler.sources.loader import SourceError, read_source
from pipelines.extraction import extract
from pipelines.items import PageRule

ROOT = Path(__file__).resolve().parents[1]
URL = "https://echo.example/2026/03/quay.html"
LINES = [
    f"The quay was the matter of item {n} on the list, and the committee spoke for {n + 2} hours about it."
    for n in range(1, 5)
]
HTML = f"""<html lang="en"><head><title>Quay | Echo</title><meta property="og:title" content="Quay"></head><body>
<p class="over">Harbour</p><h1>Quay</h1><h2 class="deck">A deck of the page</h2>
<p class="who">By Ana Ferreira and Tom Oduya</p><time class="when" datetime="2026-03-04T05:06:00+01:00">today</time>
<ul class="about"><li>quays</li><li>ports</li></ul><img class="lead" src="/quay.jpg">
<div class="story">{"".join(f"<p>{line}</p>" for line in LINES)}<p class="odd">An advert of ours.</p></div>
<div class="more"><p>{LINES[0].replace("quay", "mill")}</p></div></body></html>""".encode()


def source(tmp_path: Path, rules: str) -> Path:
    """A source file with these tables at its end."""
    path = tmp_path / "echo.toml"
    path.write_text(
        'name = "echo"\ntitle = "Echo"\nhomepage = "https://echo.example/"\nlanguage = "en"\n'
        f'feeds = ["https://echo.example/feed"]\n{rules}',
        encoding="utf-8",
    )
    return path


def test_a_rule_is_the_last_word_on_each_field(tmp_path: Path) -> None:
    rules = read_source(
        source(
            tmp_path,
            '[[rules]]\ntitle = ".deck"\nstandfirst = ".over"\nbyline = ".who"\nsection = ".over"\n'
            'tags = ".about li"\npublished = ".when"\nimage = "img.lead"\nbody = ".story, .more"\nprune = [".odd"]\n',
        )
    ).rules
    article = extract(HTML, URL, rules=rules)
    assert (article.title, article.section, article.standfirst) == (
        "A deck of the page",
        "Harbour",
        "Harbour",
    )
    assert [author.name for author in article.authors] == ["Ana Ferreira", "Tom Oduya"]
    assert article.byline == "By Ana Ferreira and Tom Oduya"
    assert article.tags == ["quays", "ports"]
    assert article.image == "https://echo.example/quay.jpg"
    assert article.published is not None
    assert article.published.isoformat() == "2026-03-04T05:06:00+01:00"
    assert article.body == [*LINES, LINES[0].replace("quay", "mill")]
    for name in ("title", "standfirst", "authors", "section", "tags", "published", "image", "body"):
        assert article.provenance[name] == "rule"


def test_a_selector_that_finds_nothing_changes_nothing() -> None:
    rule = PageRule(selectors=(("title", ".gone"), ("body", ".gone"), ("byline", ".gone")), prune=(".gone",))
    assert extract(HTML, URL, rules=[rule]) == extract(HTML, URL)


def test_of_two_rules_the_later_wins() -> None:
    rules = [PageRule(selectors=(("section", ".deck"),)), PageRule(selectors=(("section", ".over"),))]
    assert extract(HTML, URL, rules=rules).section == "Harbour"


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_a_rule_holds_from_its_first_to_its_last_day(tmp_path: Path, day: date, holds: bool) -> None:
    text = '[[rules]]\nsince = 2026-03-01\nuntil = 2026-03-31\nbyline = ".who"\n'
    (rule,) = read_source(source(tmp_path, text)).rules
    assert rule.holds_on(day) is holds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            '[[rules]]\nbylnie = ".who"\n', "rules[1].bylnie. Did you mean 'byline'?", id="misspelt"
        ),
        pytest.param(
            '[[rules]]\nbyline = "p..who"\n', "rules[1].byline: 'p..who' is not a CSS", id="selector"
        ),
        pytest.param('[[rules]]\nprune = ["p["]\n', "rules[1].prune: 'p[' is not a CSS", id="prune"),
        pytest.param('[[rules]]\nprune = "p"\n', "rules[1].prune: must be a list", id="no-list"),
        pytest.param(
            '[[rules]]\nsince = "2026"\nbyline = "p"\n', "rules[1].since: '2026' is no day", id="day"
        ),
        pytest.param("[[rules]]\nsince = 2026-02-01\n", "rules[1]: says nothing", id="nothing"),
        pytest.param(
            '[[rules]]\nbyline = "p"\nsince = 2026-02-02\nuntil = 2026-02-01\n', "never holds", id="never"
        ),
        pytest.param('[rules]\nbyline = "p"\n', "rules: must be tables", id="one-table"),
    ],
)
def test_a_wrong_rule_stops_with_file_key_and_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SourceError, match=re.escape(said)) as caught:
        read_source(source(tmp_path, text))
    assert "echo.toml" in str(caught.value)


def test_the_documents_example_reads_the_sample_newsroom(tmp_path: Path) -> None:
    example = (ROOT / "docs" / "sources.md").read_text().split("```toml\n[[rules]]")[1].split("```")[0]
    tomllib.loads(f"[[rules]]{example}")
    (rule,) = read_source(source(tmp_path, f"[[rules]]{example}")).rules
    with Newsroom() as room:
        truth = next(one for one in room.truth() if one.url.endswith("/reservoir-leak-evacuation"))
        with urllib.request.urlopen(truth.url, timeout=60) as answer:
            html = answer.read()
    article = extract(html, truth.url, rules=[rule])
    assert article.section == "Local"
    assert {article.provenance[name] for name in ("body", "section", "authors")} == {"rule"}
    assert "".join(article.body).replace(" ", "") in "".join(truth.body).replace(" ", "")
    assert len(article.body) == 7


def test_what_two_elements_print_of_a_field_are_two_words() -> None:
    html = (
        "<p class='kicker'><b>Live</b>Politics</p><h1>A day</h1>" + "<p>One two three four five six.</p>" * 20
    )
    rule = PageRule(selectors=(("section", ".kicker"),))
    assert extract(html.encode(), "https://courier.example/a", rules=[rule]).section == "Live Politics"
