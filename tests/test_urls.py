"""Two spellings of one page have one key; two pages never have."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipelines.bounds import MAX_URL_CHARS
from pipelines.errors import NotAnAddress
from pipelines.urls import clean_url, host_of, url_key

STORY = "https://echo.example/2026/03/ferry-returns"


@pytest.mark.parametrize(
    "spelling",
    [
        pytest.param("http://echo.example/2026/03/ferry-returns", id="http"),
        pytest.param("https://echo.example/2026/03/ferry-returns/", id="trailing-slash"),
        pytest.param("https://echo.example/2026/03/ferry-returns#comments", id="fragment"),
        pytest.param("HTTPS://Echo.EXAMPLE/2026/03/ferry-returns", id="host-case"),
        pytest.param("https://echo.example./2026/03/ferry-returns", id="final-dot-of-the-host"),
        pytest.param("https://echo.example:443/2026/03/ferry-returns", id="default-port-of-https"),
        pytest.param("http://echo.example:80/2026/03/ferry-returns", id="default-port-of-http"),
        pytest.param("https://reader:secret@echo.example/2026/03/ferry-returns", id="user-and-password"),
        pytest.param("https://echo.example/2026/03/ferry-returns?", id="empty-query"),
        pytest.param(f"{STORY}?utm_source=rss&utm_medium=feed", id="utm"),
        pytest.param(f"{STORY}?UTM_Campaign=x", id="utm-in-capitals"),
        pytest.param(f"{STORY}?fbclid=IwAR0", id="fbclid"),
        pytest.param(f"{STORY}?at_medium=RSS&at_campaign=KARANGA", id="at-medium"),
        pytest.param(f"{STORY}?xtor=RSS-3208", id="xtor"),
        pytest.param(f"{STORY}?ref_src=twsrc&srsltid=A&mc_cid=1#top", id="several-and-a-fragment"),
        pytest.param(f"{STORY}?replytocom=4711#respond", id="answer-to-a-comment"),
        pytest.param(f"{STORY}?_gl=1*ab*cd&_ga=2.1", id="across-hosts-of-analytics"),
        pytest.param(f"{STORY}?mkt_tok=abc&wprov=sfla1&igsh=x", id="letters-and-apps"),
        pytest.param(f"{STORY}?amp_gsa=1&amp_js_v=a9&usqp=mq331", id="amp-viewer"),
        pytest.param("\n  https://echo.example/2026/03/\n    ferry-returns\n", id="broken-line"),
        pytest.param("https://echo.example/2026/03/ferry%2Dreturns", id="needless-escape"),
        pytest.param("https://www.echo.example/2026/03/ferry-returns", id="www"),
        pytest.param("https://m.echo.example/2026/03/ferry-returns", id="mobile-host"),
        pytest.param("https://amp.echo.example/2026/03/ferry-returns", id="amp-host"),
        pytest.param("https://echo.example/2026/03/ferry-returns/amp", id="amp-at-the-end"),
        pytest.param("https://echo.example/2026/03/ferry-returns/amp/", id="amp-and-slash"),
        pytest.param("https://echo.example/amp/2026/03/ferry-returns", id="amp-at-the-start"),
        pytest.param(f"{STORY}?amp=1", id="amp-switch"),
        pytest.param(f"{STORY}?amp", id="amp-bare"),
        pytest.param(f"{STORY}?outputType=amp", id="amp-output"),
        pytest.param(f"{STORY}/print", id="print-at-the-end"),
        pytest.param(f"{STORY}?print=1", id="print-switch"),
        pytest.param(f"{STORY}?view=print", id="print-view"),
        pytest.param(f"{STORY};jsessionid=A93F11C0D2?page=1", id="session-in-the-path"),
        pytest.param(f"{STORY}?PHPSESSID=9b1c77aa0f2e4d", id="session-parameter"),
        pytest.param(f"{STORY}?sid=9b1c77aa0f2e4d9b1c77", id="session-token"),
        pytest.param("https://echo.example//2026/03/ferry-returns", id="doubled-slash"),
        pytest.param("https://echo.example/2026/03/ferry-returns/index.html", id="index-file"),
    ],
)
def test_spellings_of_one_page_have_one_key(spelling: str) -> None:
    assert url_key(spelling) == url_key(STORY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("https://echo.example/%C3%A9t%C3%A9", "https://echo.example/été", id="escaped-letters"),
        pytest.param("https://echo.example/%e6%b8%af", "https://echo.example/%E6%B8%AF", id="hex-case"),
        pytest.param("https://echo.example/a?x=1&y=2", "https://echo.example/a?y=2&x=1", id="query-order"),
        pytest.param("https://echo.example/a?q=two+words", "https://echo.example/a?q=two%20words", id="plus"),
        pytest.param("https://bücher.example/a", "https://xn--bcher-kva.example/a", id="idn"),
        pytest.param(
            "https://echo.example/a/The-Ferry-Returns", "https://echo.example/a/the-ferry-returns", id="slug"
        ),
        pytest.param(
            "https://echo.example/ferry.amp.html", "https://echo.example/ferry.html", id="amp-suffix"
        ),
        pytest.param("https://ЭХО.example/a", "https://эхо.example/a", id="idn-case"),
    ],
)
def test_what_a_server_reads_alike_has_one_key(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("https://echo.example/AbC", "https://echo.example/abc", id="path-case"),
        pytest.param(
            "https://echo.example/AbC-dE", "https://echo.example/abc-de", id="case-of-a-code-in-two"
        ),
        pytest.param(
            "https://echo.example/a?sid=4711", "https://echo.example/a?sid=4712", id="sid-of-a-story"
        ),
        pytest.param(
            "https://echo.example/print?id=1&print=7",
            "https://echo.example/print?id=1&print=8",
            id="print-number",
        ),
        pytest.param("https://echo.example/a?page=1", "https://echo.example/a?page=2", id="page"),
        pytest.param("https://m.example/a", "https://example/a", id="a-host-called-m"),
        pytest.param("https://echo.example/amp", "https://echo.example/lamp", id="amp-in-a-word"),
        pytest.param("https://sport.echo.example/a", "https://echo.example/a", id="another-department"),
        pytest.param("https://echo.example/a?id=12", "https://echo.example/a?id=13", id="id"),
        pytest.param("https://echo.example/a?id=12", "https://echo.example/a", id="no-id"),
        pytest.param("https://echo.example/a?id=aB", "https://echo.example/a?id=Ab", id="id-case"),
        pytest.param("https://echo.example/a?p=1&p=2", "https://echo.example/a?p=1", id="repeated"),
        pytest.param("https://echo.example/a?x=1%26y=2", "https://echo.example/a?x=1&y=2", id="escaped-amp"),
        pytest.param("https://echo.example/a?x=%FF", "https://echo.example/a?x=%FE", id="bytes-of-no-text"),
        pytest.param("https://echo.example/a%2Fb", "https://echo.example/a/b", id="escaped-slash"),
        pytest.param("https://echo.example/a%3Fb", "https://echo.example/a?b", id="escaped-question-mark"),
        pytest.param("https://echo.example/a", "https://news.echo.example/a", id="another-host"),
        pytest.param("https://echo.example/a", "https://echo.example:8443/a", id="another-port"),
        pytest.param("https://echo.example/a?article=5", "https://echo.example/a?articles=5", id="parameter"),
        pytest.param("https://echo.example/a?ref=12", "https://echo.example/a?ref=13", id="ref-may-be-an-id"),
        pytest.param("https://echo.example/a?source=b", "https://echo.example/a?source=c", id="source"),
    ],
)
def test_what_may_be_another_page_stays_apart(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    ("given_url", "clean"),
    [
        pytest.param("https://echo.example", "https://echo.example/", id="bare-host"),
        pytest.param("https://echo.example/?b=2&a=1", "https://echo.example/?b=2&a=1", id="query-order-kept"),
        pytest.param(
            "https://echo.example/a?b=2&utm_source=x&a=1", "https://echo.example/a?b=2&a=1", id="middle"
        ),
        pytest.param("https://echo.example/A/b/", "https://echo.example/A/b/", id="path-to-the-letter"),
        pytest.param("https://echo.example//a/../b", "https://echo.example//a/../b", id="odd-path"),
        pytest.param("https://echo.example/a b.html", "https://echo.example/a%20b.html", id="space"),
        pytest.param("https://echo.example/a?q=%7e", "https://echo.example/a?q=%7e", id="escape-kept"),
        pytest.param("http://echo.example:443/", "http://echo.example:443/", id="port-of-the-other-scheme"),
        pytest.param("https://[2001:DB8::1]:8443/a", "https://[2001:db8::1]:8443/a", id="ipv6"),
        pytest.param("https://münchen.example/ö", "https://xn--mnchen-3ya.example/ö", id="idn-host-alone"),
        pytest.param("https://東京。example/", "https://xn--1lqs71d.example/", id="ideographic-dot"),
    ],
)
def test_an_address_is_cleaned_without_losing_what_a_server_routes_on(given_url: str, clean: str) -> None:
    assert clean_url(given_url) == clean


@pytest.mark.parametrize(
    ("address", "absolute"),
    [
        pytest.param("/news/1", "https://echo.example/news/1", id="path"),
        pytest.param("1", "https://echo.example/feeds/1", id="relative"),
        pytest.param("//cdn.example/1", "https://cdn.example/1", id="no-scheme"),
        pytest.param("http://other.example/1", "http://other.example/1", id="absolute"),
    ],
)
def test_a_relative_address_is_resolved_against_its_page(address: str, absolute: str) -> None:
    assert clean_url(address, "https://echo.example/feeds/all.xml") == absolute


@pytest.mark.parametrize(
    "junk",
    [
        pytest.param("", id="empty"),
        pytest.param("   ", id="spaces"),
        pytest.param("ferry returns", id="words"),
        pytest.param("/2026/ferry", id="no-base"),
        pytest.param("mailto:desk@echo.example", id="mailto"),
        pytest.param("javascript:void(0)", id="javascript"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("ftp://echo.example/a", id="ftp"),
        pytest.param("https://", id="no-host"),
        pytest.param("https:///a", id="empty-host"),
        pytest.param("https://./a", id="host-of-a-dot"),
        pytest.param("https://a..example/", id="empty-label"),
        pytest.param("https://{{ host }}/a", id="template"),
        pytest.param("https://<b>echo</b>.example/", id="markup-in-the-host"),
        pytest.param("https://ec%68o.example/", id="escape-in-the-host"),
        pytest.param(f"https://{'a' * 64}.example/", id="label-too-long"),
        pytest.param(f"https://{'ü' * 64}.example/", id="idn-label-too-long"),
        pytest.param(f"https://{'abc.' * 80}example/", id="host-too-long"),
        pytest.param("https://echo.example:99999/", id="port-too-high"),
        pytest.param("https://echo.example:0/", id="port-0"),
        pytest.param("https://echo.example:http/", id="port-of-letters"),
        pytest.param("https://[::1/", id="open-bracket"),
        pytest.param("https://[not-an-address]/", id="bracketed-words"),
        pytest.param("https://echo.example\u2100/", id="character-that-unfolds-to-a-slash"),
        pytest.param("https://echo.example/\ud800", id="half-a-character"),
        pytest.param("https://echo.example/" + "a" * MAX_URL_CHARS, id="too-long"),
    ],
)
def test_junk_is_not_an_address(junk: str) -> None:
    with pytest.raises(NotAnAddress):
        clean_url(junk)
    with pytest.raises(NotAnAddress):
        url_key(junk)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        pytest.param("https://Echo.example/a", "echo.example", id="usual"),
        pytest.param("https://echo.example:443/a", "echo.example", id="usual-port-written"),
        pytest.param("http://echo.example:80", "echo.example", id="usual-port-of-http"),
        pytest.param("http://echo.example:8080/a", "echo.example:8080", id="own-port"),
        pytest.param("http://echo.example:443/a", "echo.example:443", id="port-of-the-other-scheme"),
        pytest.param("https://reader:secret@echo.example/a", "echo.example", id="user"),
        pytest.param("http://[::1]:8080/a", "[::1]:8080", id="ipv6"),
    ],
)
def test_a_host_has_one_queue_whatever_its_spelling(url: str, host: str) -> None:
    assert host_of(url) == host


HOSTS = st.from_regex(r"[a-zäßЯ東0-9][a-zäßЯ東0-9.-]{0,20}", fullmatch=True)
PATHS = st.text(st.characters(codec="utf-8"), max_size=40)
URLS = st.builds(
    "{}://{}{}/{}?{}#{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    HOSTS,
    st.sampled_from(["", ":80", ":443", ":8080"]),
    PATHS,
    PATHS,
    PATHS,
)


@given(st.text() | URLS)
@example("https://echo.example/a\u00a0")
@example("https://echo.example/?&&a")
@example("https://" + "ü" * 40 + ".example/" + "a" * 1940)
def test_any_text_is_an_address_or_not_an_address(text: str) -> None:
    try:
        clean = clean_url(text)
    except NotAnAddress:
        return
    assert clean_url(clean) == clean
    assert url_key(clean) == url_key(text)
    assert len(clean) <= MAX_URL_CHARS
    assert host_of(clean)
    clean.encode()


@given(PATHS, st.sampled_from(["utm_source", "fbclid", "gclid", "xtor", "mc_cid", "srsltid"]), PATHS)
def test_a_tracking_parameter_never_changes_the_key(path: str, parameter: str, value: str) -> None:
    value = value.replace("&", "").replace("#", "").strip()
    path = path.replace("#", "").replace("?", "").strip()
    plain = f"https://echo.example/story/{path}"
    assert url_key(f"{plain}?{parameter}={value}") == url_key(plain)
    assert url_key(f"{plain}?id=7&{parameter}={value}") == url_key(f"{plain}?id=7")


EDITIONS = st.lists(
    st.sampled_from(
        [
            "www.",
            "m.",
            "amp.",
            "/amp",
            "/print",
            "/index.html",
            "//",
            "/",
            ".amp",
            "?amp=1",
            "&page=1",
            "?print",
            ";sid=1",
            "-amp",
        ]
    ),
    max_size=6,
)


@given(EDITIONS, EDITIONS, PATHS)
def test_the_key_of_a_key_is_the_key(before: list[str], after: list[str], path: str) -> None:
    hosts = "".join(part for part in before if part.endswith("."))
    try:
        key = url_key(f"https://{hosts}echo.example/{path}{''.join(after)}")
    except NotAnAddress:
        return
    assert url_key(f"http://{key}") == key


@given(URLS)
def test_the_key_of_what_is_fetched_is_the_key_of_what_was_found(url: str) -> None:
    try:
        clean = clean_url(url)
    except NotAnAddress:
        return
    assert clean_url(clean) == clean
    assert url_key(clean) == url_key(url)
