"""Whatever bytes come, an article or a reason comes out, with no word that is not on the page."""

import time

import pytest

from bench.fuzz.pages import invented
from crawler.settings import WORKER_CPU_SECONDS
from pipelines.extraction import extract

URL = "https://courier.example/2026/03/03/ferry"
SENTENCE = "The first ferry since December left the harbour at dawn on Tuesday with forty passengers. "
HEAD = "<html><head><title>The ferry is back at last</title></head><body><h1>The ferry is back at last</h1>"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(HEAD + f"<p>{SENTENCE * 3}</p>" * 6_000, id="paragraphs"),
        pytest.param(HEAD + f"<blockquote>{SENTENCE}</blockquote>" * 4_000, id="quotations"),
        pytest.param(HEAD + "<div>" * 190 + f"<p>{SENTENCE}</p>" * 3_000, id="deep"),
        pytest.param(HEAD + "<div>" + f"{SENTENCE}<br>" * 10_000, id="line-breaks"),
        pytest.param(HEAD + "<table>" + f"<tr><td>{SENTENCE}<td>9" * 4_000, id="rows"),
        pytest.param(HEAD + f"<div>{SENTENCE * 30}</div>" * 1_000, id="lumps"),
        pytest.param(
            HEAD
            + f"<article>{f'<p>{SENTENCE}</p>' * 2_000}</article>"
            + f"<div><i>{SENTENCE}</i></div>" * 2_000,
            id="two-columns",
        ),
        pytest.param(HEAD + "<p>" + f"<b>{SENTENCE}</b>" * 5_000, id="one-paragraph"),
    ],
)
def test_a_very_large_page_of_any_shape_is_read_before_its_worker_is_stopped(html: str) -> None:
    page = html.encode()
    started = time.process_time()
    extract(page, URL)
    assert time.process_time() - started < WORKER_CPU_SECONDS


def test_an_invented_word_would_be_seen() -> None:
    page = f"{HEAD}<p>{SENTENCE}</p><p>{SENTENCE}Not<b>fall</b>daten&shy;satz &amp;amp; piano</p>".encode()
    article = extract(page, URL)
    assert invented(article, page) == []
    article.body.append("A sentence with a trombone in it.")
    assert "trombone" in invented(article, page)
