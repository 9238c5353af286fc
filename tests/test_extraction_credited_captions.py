"""Captions without a name of their own, told by the credit on the line below them."""

from pipelines.extraction import extract

TITLE = "Northmoor mill to grind again after forty years"
BODY = [
    "The mill at Northmoor has stood still since the spring of 1986, when its last miller shut the sluice "
    "and moved to the coast.",
    "Ida and Marta Holm signed for it on Monday in the back room of the parish hall, with the wheel in view.",
    "They will need a new sluice, eleven oak paddles and the consent of the river board, which meets in May.",
]
CAPTION = "The wheel has not turned since the sluice was shut for good, and moss has grown over its paddles."


def body(before: str) -> list[str]:
    """The text of a page with something between its first and its second paragraph."""
    first, *others = (f"<p>{line}</p>" for line in BODY)
    html = (
        f'<html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>'
        f'<div class="story">{first}{before}{"".join(others)}</div></article></body></html>'
    )
    return extract(html.encode(), "https://courier.example/mill").body


def test_a_sentence_between_a_picture_and_its_credit_is_the_caption() -> None:
    assert body(f'<img src="/m.jpg"><p>{CAPTION}</p><p>Photo: Tom Oduya</p>') == BODY


def test_a_sentence_after_a_picture_is_text_where_no_credit_follows() -> None:
    assert CAPTION in body(f'<img src="/m.jpg"><p>{CAPTION}</p>')


def test_a_credit_right_below_the_picture_takes_no_sentence_with_it() -> None:
    assert CAPTION in body(f'<img src="/m.jpg"><p>Photo: Tom Oduya</p><p>{CAPTION}</p>')
