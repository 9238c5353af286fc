"""Captions without a name of their own, told by the credit on the line below them."""

import pytest

from pipelines.extraction import extract
from pipelines.items import Article

TITLE = "Northmoor mill to grind again after forty years"
BODY = [
    "The mill at Northmoor has stood still since the spring of 1986, when its last miller shut the sluice "
    "and moved to the coast.",
    "Ida and Marta Holm signed for it on Monday in the back room of the parish hall, with the wheel in view.",
    "They will need a new sluice, eleven oak paddles and the consent of the river board, which meets in May.",
]
CAPTION = "The wheel has not turned since the sluice was shut for good, and moss has grown over its paddles."


def article(above: str, within: str = "", head: str = "") -> Article:
    """The article of a page with something above its text, and something between its first two paragraphs."""
    first, *others = (f"<p>{line}</p>" for line in BODY)
    html = (
        f'<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body><article>'
        f'<h1>{TITLE}</h1>{above}<div class="story">{first}{within}{"".join(others)}</div></article></body></html>'
    )
    return extract(html.encode(), "https://courier.example/mill")


def body(within: str) -> list[str]:
    """The text of such a page."""
    return article("", within).body


def test_a_sentence_between_a_picture_and_its_credit_is_the_caption() -> None:
    assert body(f'<img src="/m.jpg"><p>{CAPTION}</p><p>Photo: Tom Oduya</p>') == BODY


def test_a_sentence_after_a_picture_is_text_where_no_credit_follows() -> None:
    assert CAPTION in body(f'<img src="/m.jpg"><p>{CAPTION}</p>')


def test_a_credit_right_below_the_picture_takes_no_sentence_with_it() -> None:
    assert CAPTION in body(f'<img src="/m.jpg"><p>Photo: Tom Oduya</p><p>{CAPTION}</p>')


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(f'<figure><img src="/m.jpg"><figcaption>{CAPTION}</figcaption></figure>', id="named"),
        pytest.param(
            f'<div><img src="/m.jpg"><span>{CAPTION}</span><p>Image: Tom Oduya</p></div>', id="credited"
        ),
    ],
)
def test_a_description_printed_below_the_picture_alone_is_no_standfirst(picture: str) -> None:
    head = f'<meta name="description" content="{CAPTION}">'
    assert article(picture, head=head).standfirst is None


def test_a_standfirst_that_the_caption_repeats_is_one() -> None:
    head = f'<meta name="description" content="{CAPTION}">'
    above = f'<div>{CAPTION}</div><figure><img src="/m.jpg"><figcaption>{CAPTION}</figcaption></figure>'
    assert article(above, head=head).standfirst == CAPTION
