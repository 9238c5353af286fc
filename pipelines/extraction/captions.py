"""Captions that are the text: a story told below its pictures, as galleries and picture essays tell theirs."""

from lxml.html import HtmlElement

from pipelines.extraction.seams import drop

STORY_CAPTIONS = 4
CAPTIONS_SHARE = (
    2  # times what stands in paragraphs: an article with as many pictures has more text than captions
)


def tell_the_story(captions: list[HtmlElement], marked: int, total: int) -> bool:
    """Whether captions are a page's text.

    ``marked`` are its characters in ``<p>``, ``total`` is the measure of all its text. A caption
    that holds a link is the card of another story.
    """
    if sum(len(p.text_content()) for each in captions for p in each.iter("p")) > total / 2:
        return True
    own = [each for each in captions if each.find(".//a") is None]
    return len(own) >= STORY_CAPTIONS and (
        sum(len(each.text_content()) for each in own) > max(total, CAPTIONS_SHARE * marked)
    )


def drop_credits(caption: HtmlElement) -> None:
    """Take out of a caption what calls itself the credit of its picture."""
    for element in list(caption.iter("span", "small", "cite", "em", "i", "div", "p")):
        if "credit" in f"{element.get('class', '')} {element.get('id', '')}".lower():
            drop(element)
