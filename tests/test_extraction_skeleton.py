"""What an extractor is given to read: the page without its menus."""

from lxml import html

from pipelines.extraction import blocks, skeleton

MENU = "".join(
    f"<li><a href='/{name}'>{name}</a></li>" for name in ("home", "harbour", "council", "sport", "weather")
)
PAGE = f"""<html><body><nav><ul>{MENU}</ul></nav><div class="banner"><img src="a.png"></div> loose text
<article><h1>Ferry returns</h1><p>The ferry came back on Friday, to nobody's surprise. <a href="/x">More</a></p>
<p><a href="/y">Visit the harbour's page.</a></p><table><tr><td><a href="/t">Boat</a></td><td>12</td></tr></table>
<h4>In this series</h4><ul><li><a href="/z">The first part</a></li></ul></article></body></html>"""


def text(root: html.HtmlElement) -> str:
    return " ".join(" ".join(root.itertext()).split())


def test_menus_and_pictures_are_left_out_and_the_page_stays_as_it_is() -> None:
    root = html.document_fromstring(PAGE)
    before = html.tostring(root)
    bare = skeleton.of(root, blocks.read(root))
    assert html.tostring(root) == before
    assert bare.find(".//nav") is None
    assert bare.find(".//img") is None


def test_all_that_may_be_text_stays() -> None:
    root = html.document_fromstring(PAGE)
    assert text(skeleton.of(root, blocks.read(root))) == (
        "loose text Ferry returns The ferry came back on Friday, to nobody's surprise. More "
        "Visit the harbour's page. Boat 12 In this series The first part"
    )


def test_what_is_set_in_ruby_is_plain_text() -> None:
    """An extractor that knows ruby drops the readings, and its lines are no longer those of the page."""
    page = "<p>韓国の<ruby><rb>尹錫悦</rb><rp>(</rp><rt>ユン</rt><rp>)</rp></ruby>大統領は三日夜、談話を出した。</p>"
    root = html.document_fromstring(f"<html><body>{page}</body></html>")
    paragraph = skeleton.of(root, blocks.read(root)).find(".//p")
    assert paragraph is not None
    assert (paragraph.text, len(paragraph)) == ("韓国の尹錫悦(ユン)大統領は三日夜、談話を出した。", 0)
