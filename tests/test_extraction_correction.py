"""The correction notice of a page, and the next page of an article in several."""

import pytest

from pipelines.extraction import extract
from pipelines.extraction.continuation import is_next_page

ECHO = "https://echo.example"
TEXT = "".join(
    f"<p>The {place} council met on Monday evening and voted by a narrow majority to repair the quay, "
    "which the storm of last winter had left in pieces, before the ferries return in spring.</p>"
    for place in ("town", "county", "harbour", "parish")
)
NOTICE = "An earlier version of this article gave the subsidy as 4.1 million. It is 1.4 million."


def page(inside: str, head: str = "") -> bytes:
    return (
        f"<html><head><title>Council repairs the quay</title>{head}</head><body><article>"
        f"<h1>Council repairs the quay</h1>{TEXT}{inside}</article></body></html>"
    ).encode()


@pytest.mark.parametrize(
    ("markup", "notice"),
    [
        pytest.param(
            f'<p class="correction"><b>Correction:</b> {NOTICE}</p>', f"Correction: {NOTICE}", id="named"
        ),
        pytest.param(f"<p>{NOTICE}</p>", NOTICE, id="an-earlier-version"),
        pytest.param(
            f"<p><em>Correction, March 3: {NOTICE}</em></p>", f"Correction, March 3: {NOTICE}", id="dated"
        ),
        pytest.param(
            "<p>【訂正】当初の記事で1日平均46人としましたが、正しくは64人でした。</p>",
            "【訂正】当初の記事で1日平均46人としましたが、正しくは64人でした。",
            id="japanese",
        ),
        pytest.param(
            "<p>Korrektur: Die Halle stammt aus dem Jahr 1894.</p>",
            "Korrektur: Die Halle stammt aus dem Jahr 1894.",
            id="german",
        ),
        pytest.param(
            '<p class="correction"><a href="/corrections">Read our corrections policy here</a></p>',
            None,
            id="link",
        ),
        pytest.param(
            "<p>Correction of the course took the pilot two minutes of hard work at the wheel.</p>",
            None,
            id="a-word",
        ),
        pytest.param("<p>The quay will be repaired by a firm from the next valley.</p>", None, id="none"),
    ],
)
def test_a_correction_notice_is_found_and_nothing_else_is(markup: str, notice: str | None) -> None:
    assert extract(page(markup), ECHO + "/quay").correction == notice


PAGER = '<div class="pagination"><a href="{0}">1</a> <a href="{1}">2</a> <a href="{2}">3</a></div>'


@pytest.mark.parametrize(
    ("url", "markup", "head", "following"),
    [
        pytest.param(
            ECHO + "/quay", "", '<link rel="next" href="/quay?page=2">', ECHO + "/quay?page=2", id="rel-next"
        ),
        pytest.param(
            ECHO + "/quay?page=2",
            "",
            '<link rel="next" href="/quay?page=3">',
            ECHO + "/quay?page=3",
            id="second",
        ),
        pytest.param(
            ECHO + "/quay.html",
            PAGER.format("/quay.html", "/quay-2.html", "/quay-3.html"),
            "",
            ECHO + "/quay-2.html",
            id="numbered-links",
        ),
        pytest.param(
            ECHO + "/quay/",
            PAGER.format("/quay/", "/quay/2/", "/quay/3/"),
            "",
            ECHO + "/quay/2/",
            id="in-the-path",
        ),
        pytest.param(
            ECHO + "/quay?page=3", PAGER.format("/quay", "/quay?page=2", "/quay?page=3"), "", None, id="last"
        ),
        pytest.param(
            ECHO + "/2026/quay", "", '<link rel="next" href="/2026/ferry">', None, id="another-story"
        ),
        pytest.param(
            ECHO + "/quay",
            '<a rel="next" href="https://else.example/quay?page=2">2</a>',
            "",
            None,
            id="another-host",
        ),
        pytest.param(ECHO + "/quay", '<p><a href="/quay?page=2">2</a></p>', "", None, id="no-pager"),
    ],
)
def test_the_next_page_is_named_only_where_it_is_of_the_same_article(
    url: str, markup: str, head: str, following: str | None
) -> None:
    assert extract(page(markup, head), url).next_page == following


def test_pages_are_followed_one_by_one() -> None:
    assert is_next_page(ECHO + "/a?page=9", ECHO + "/a?page=10")
    assert not is_next_page(ECHO + "/a", ECHO + "/a?page=3")
    assert not is_next_page(ECHO + "/a?page=30", ECHO + "/a?page=31")
