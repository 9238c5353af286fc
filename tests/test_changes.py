"""What a second and third look at a page make of it: every change a revision, and nothing else one."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from newsroom.paper import Press, Story, page, paragraphs, printed

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)
PUBLISHED = NOW - 5 * HOUR
LOOKS = 3


def counter(look: int) -> dict[str, str]:
    return {"before": f'<p class="comment-count">{104 + 17 * look} comments</p>'}


def advert(look: int) -> dict[str, str]:
    return {
        "after": f'<div class="advert"><p>Oilskins, {10 + look} per cent off, only at Perrin’s.</p></div>'
    }


def related(look: int) -> dict[str, str]:
    items = "".join(f'<li><a href="/{look}{n}">Story {look}{n} of the week</a></li>' for n in range(3))
    return {"after": f'<aside class="related"><h2>Related stories</h2><ul>{items}</ul></aside>'}


def nonce(look: int) -> dict[str, str]:
    return {"head": f'<script nonce="a{look}b{look * 7919}">window.id = "{look * 104_729}"</script>'}


def relative_time(look: int) -> dict[str, str]:
    return {"before": f"<p>Updated {3 + look * 5} hours ago</p>"}


FURNITURE = {f.__name__: f for f in (counter, advert, related, nonce, relative_time)}
"""What differs at every look, and is no part of the text."""
NOTICE = (
    '<p class="correction">Correction: An earlier version named the wrong bay. It is the western one.</p>'
)
OFFER = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
    '"isAccessibleForFree": %s}</script>'
)
WALL = (
    "<html><head><title>Before you continue</title></head><body><div id='cookie-consent'><h1>We value your privacy</h1>"
    "<p>We and our partners use cookies. Please accept cookies to continue.</p><button>Accept all</button>"
    "</div></body></html>"
)
NOT_FOUND = "<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>"


class Looked:
    """A paper harvested three times: what is printed at first, what came of it, what stands there at last."""

    def __init__(self, press: Press) -> None:
        self.press = press
        (self.paper,) = press.papers
        self.stories: dict[str, Story] = {}
        self.numbers: dict[str, int] = {}
        self.first()
        self.paper.feed("/feed", self.stories.values(), ETag='"1"')
        self.paper.serve("/", "<html><head><title>Gazette</title></head><body><h1>Gazette</h1></body></html>")
        press.harvest()
        for look, change in ((1, self.second), (2, self.third)):
            press.later(look * 2 * HOUR + look * look * 2 * HOUR)
            for name, differing in FURNITURE.items():
                self.print(name, **differing(look))
            self.rotate(look)
            change()
            press.harvest()

    def print(self, name: str, **fields: object) -> None:
        """Print an article, as it was but for these."""
        number = self.numbers.setdefault(name, len(self.numbers))
        published = fields.pop("published", PUBLISHED)
        assert isinstance(published, datetime)
        path = self.stories[name].path if name in self.stories else ""
        story = self.paper.story(number, published, path=path, **fields)
        self.stories.setdefault(name, story)

    def rotate(self, look: int) -> None:
        """The same byline with a link that is another one at every look."""
        number, story = self.numbers["rotated_byline"], self.stories["rotated_byline"]
        text = page(story.title, PUBLISHED, paragraphs(number))
        link = f'By <a href="/people/ana?ref={look * 31}&amp;s={look}">Ana Ferreira</a>'
        self.paper.serve(story.path, text.replace("By Ana Ferreira", link))

    def first(self) -> None:
        for name, differing in FURNITURE.items():
            self.print(name, **differing(0))
        self.print("rotated_byline")
        self.rotate(0)
        for name in ("headline", "body", "cosmetic", "correction", "byline", "published", "reverted"):
            self.print(name)
        self.print("standfirst", standfirst="The council has not decided yet, and the tide will not wait")
        self.print("paywall", head=OFFER % "true")
        for name in ("consent_wall", "error_page", "empty", "shrunk", "gone_404", "gone_410", "front_page"):
            self.print(name)

    def body(self, name: str, old: str, new: str) -> list[str]:
        """The text of an article with one thing another."""
        text = paragraphs(self.numbers[name])
        assert old in text[1]
        return [text[0], text[1].replace(old, new, 1), *text[2:]]

    def second(self) -> None:
        self.print("headline", title="Everything about this headline is another one")
        self.print("body", body=self.body("body", " said.", " said, and nobody else agreed."))
        self.print("cosmetic", body=self.body("cosmetic", ",", " –"))
        self.print("correction", after=NOTICE)
        self.print("byline", byline="By Tomas Lindqvist")
        self.print("published", published=PUBLISHED + HOUR)
        self.print("reverted", body=self.body("reverted", " said.", " said, to the surprise of all."))
        self.print("standfirst", standfirst="The council has decided at last, and the tide did not wait")
        self.print("paywall", head=OFFER % "false")
        at = self.stories
        self.paper.serve(at["consent_wall"].path, WALL)
        self.paper.serve(at["error_page"].path, NOT_FOUND)
        self.paper.serve(at["empty"].path, "<html><body></body></html>")
        self.print("shrunk", body=paragraphs(self.numbers["shrunk"])[:1])
        self.paper.serve(at["gone_404"].path, status=404)
        self.paper.serve(at["gone_410"].path, status=410)
        self.paper.serve(at["front_page"].path, status=302, headers={"Location": self.paper.url("/")})

    def third(self) -> None:
        self.print("reverted")
        for name in ("consent_wall", "error_page", "empty", "shrunk", "gone_404", "front_page"):
            self.print(name)

    def told(self, sql: str) -> dict[str, tuple[object, ...]]:
        """Name of an article -> the rest of its one row, whose first column is its address."""
        names = {self.paper.url(story.path): name for name, story in self.stories.items()}
        rows = self.press.rows(sql)
        assert len({row[0] for row in rows}) == len(rows), rows
        return {names[row[0]]: row[1:] for row in rows}


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Looked]:
    with printed(["gazette"], tmp_path_factory.mktemp("looked"), NOW) as press:
        yield Looked(press)


def test_everything_was_filed_at_first_and_looked_at_twice_more(looked: Looked) -> None:
    looks = looked.told("SELECT pages.url, count(*) FROM fetches JOIN pages ON pages.id = page GROUP BY 1")
    assert looks == dict.fromkeys(looked.stories, (LOOKS,))
    assert looked.press.rows("SELECT new, failed FROM runs WHERE id = 1") == [(len(looked.stories), 0)]


def test_every_change_is_a_revision_named_and_weighed(looked: Looked) -> None:
    found = looked.told(
        "SELECT url, changed, is_substantive FROM revisions JOIN articles ON articles.id = article WHERE revision = 2"
    )
    assert {name: (json.loads(str(what)), real) for name, (what, real) in found.items()} == {
        "headline": (["headline"], 1),
        "standfirst": (["standfirst"], 1),
        "body": (["body"], 1),
        "cosmetic": (["body"], 0),
        "correction": (["correction"], 1),
        "byline": (["byline"], 0),
        "published": (["published"], 0),
        "paywall": (["paywall"], 0),
        "reverted": (["body"], 1),
    }


@pytest.mark.parametrize("name", [*FURNITURE, "rotated_byline"])
def test_what_is_no_text_makes_no_revision(looked: Looked, name: str) -> None:
    found = looked.told("SELECT url, revision_count, status FROM articles WHERE status <> 'replaced'")
    assert found[name] == (1, "live")
    whole = looked.told(
        "SELECT pages.url, count(*) FROM fetches JOIN pages ON pages.id = page "
        "WHERE fetches.http_status = 200 GROUP BY 1"
    )
    assert whole[name] == (LOOKS,), "each look brought another page"


def test_the_words_that_came_and_went_are_counted(looked: Looked) -> None:
    words = looked.told(
        "SELECT url, words_added, words_removed FROM revisions JOIN articles ON articles.id = article "
        "WHERE revision = 2"
    )
    assert words["body"] == (4, 0)
    assert words["cosmetic"] == (0, 0)


def test_what_came_instead_of_a_text_never_replaced_it(looked: Looked) -> None:
    walls = ("consent_wall", "error_page", "empty", "shrunk")
    found = looked.told("SELECT url, reason, times FROM anomalies JOIN articles ON articles.id = article")
    assert found == {name: (name, 1) for name in walls}
    kept = looked.told("SELECT url, revision_count, word_count > 60, status FROM articles")
    assert {kept[name] for name in walls} == {(1, 1, "live")}


def test_disappearance_and_return_are_dated(looked: Looked) -> None:
    events = looked.press.rows(
        "SELECT url, article_events.kind, reason, run FROM article_events JOIN articles ON articles.id = article "
        "WHERE article_events.kind <> 'reverted' ORDER BY article_events.id"
    )
    url = {name: looked.paper.url(looked.stories[name].path) for name in looked.stories}
    assert sorted(events[:3]) == sorted(
        [
            (url["gone_404"], "vanished", "gone", 2),
            (url["gone_410"], "vanished", "gone", 2),
            (url["front_page"], "vanished", "redirected", 2),
        ]
    )
    assert sorted(events[3:]) == sorted(
        [(url["gone_404"], "returned", None, 3), (url["front_page"], "returned", None, 3)]
    )
    status = looked.told("SELECT url, status FROM articles")
    assert {name for name, (what,) in status.items() if what != "live"} == {"gone_410"}


def test_a_text_that_comes_back_is_seen_as_the_old_one(looked: Looked) -> None:
    later = looked.told(
        "SELECT url, revision, reverts_to FROM revisions JOIN articles ON articles.id = article WHERE revision > 2"
    )
    assert later == {"reverted": (3, 1)}
