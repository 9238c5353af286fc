"""A text that stands only in a page's scripts, in the forms in which frameworks leave it there."""

# ruff: noqa: E501 - one form a line

import json
from typing import Any

import pytest

from pipelines.extraction import extract
from pipelines.extraction.page import parse
from pipelines.extraction.rich_text import paragraphs

URL = "https://courier.example/stories/bread"
TITLE = "Yesterday's bread, gone by nine"
HEADING = "A suitcase"
TEXT = [
    "A bakery in the old tram depot has begun to sell yesterday's bread for a third of the price, and it is gone by nine.",
    "The owners, two sisters from the valley, say they used to throw away thirty loaves a day, and that it kept them awake.",
    HEADING,
    "Customers bring their own bags. One man brings a suitcase, and shares what is in it with his whole staircase.",
    "The sisters want to sell cake next.",
]
TEASERS = [
    {
        "title": "Trams return",
        "teaser": "The first one was late, and was cheered by forty people who had waited in the rain.",
    },
    {
        "title": "Rovers go top",
        "teaser": "The Rovers moved to the top of the league on Saturday with a win at Millbank, their sixth.",
    },
]
NOTICE = "All texts and pictures are protected by copyright. Write to us if you want to print them elsewhere."
HTML = "".join(f"<h2>{text}</h2>" if text == HEADING else f"<p>{text}</p>" for text in TEXT)


def page(scripts: str) -> bytes:
    """A page that shows its headline and nothing else until its scripts have run."""
    head = f"<head><meta charset=utf-8><title>{TITLE} | The Courier</title><meta property=og:title content={json.dumps(TITLE)}></head>"
    return f"<html>{head}<body><header>The Courier</header><h1>{TITLE}</h1><div id=app></div>{scripts}</body></html>".encode()


def next_data(story: Any) -> str:
    props = {"nav": {"footer": {"text": NOTICE}}, "story": story, "related": TEASERS}
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": props})}</script>'


def pushed(*chunks: str) -> str:
    return "".join(f"<script>self.__next_f.push([1,{json.dumps(chunk)}])</script>" for chunk in chunks)


def halves(text: str) -> list[str]:
    return [text[: len(text) // 2], text[len(text) // 2 :]]


def kind(text: str, paragraph: str, heading: str) -> str:
    return heading if text == HEADING else paragraph


def element(tag: str, children: Any) -> list[Any]:
    """An element as React sends it."""
    return ["$", tag, None, {"children": children}]


def flat() -> list[Any]:
    """Nuxt's list of members that say by number where the others stand."""
    members: list[Any] = [
        ["ShallowReactive", 1],
        {"article": 2, "related": 4},
        {"title": 3, "blocks": 5},
        TITLE,
        [6, 7],
    ]
    members += [[8 + 2 * n for n in range(len(TEXT))], {"teaser": 18}, {"teaser": 19}]
    for text in TEXT:
        members += [{"text": len(members) + 1}, text]
    return [*members, *(teaser["teaser"] for teaser in TEASERS)]


STORE = {
    **{f"Article:{n}": {"__typename": "Article", **teaser} for n, teaser in enumerate(TEASERS)},
    **{f"Paragraph:{n}": {"__typename": "Paragraph", "text": text} for n, text in enumerate(TEXT)},
}
TREE = element(
    "div",
    [
        element("nav", element("ul", [element("li", "News"), element("li", "Sport")])),
        element(
            "article",
            [
                element("h1", TITLE),
                element(
                    "$L3",
                    [element(kind(text, "p", "h2"), [text[:6], element("a", text[6:])]) for text in TEXT],
                ),
            ],
        ),
        element("footer", element("p", NOTICE)),
    ],
)
ROW = f'1:"$Sreact.fragment"\n3:I[22,["x.js"],"Body"]\n2:{json.dumps(TREE)}\n'
STREAMED = f'0:["$","$L5",null,{{"article":{{"html":"$17"}}}}]\n17:T{len(HTML.encode()):x},{HTML}18:{{"related":{json.dumps(TEASERS)}}}\n'
CODE_BLOCKS = ",".join(f'{{type:"p",text:{json.dumps(text)}}}' for text in TEXT)
CODE_TEASERS = ",".join(
    f"{{title:{json.dumps(t['title'])},teaser:{json.dumps(t['teaser'])}}}" for t in TEASERS
)
ELEMENTS = [{"type": kind(text, "text", "header"), "content": text} for text in TEXT]


@pytest.mark.parametrize(
    "scripts",
    [
        pytest.param(
            next_data({"body": [{"_type": "block", "children": [{"_type": "span", "text": half} for half in halves(text)]} for text in TEXT]}),
            id="portable-text",
        ),
        pytest.param(
            next_data({"content": {"type": "doc", "content": [{"type": kind(text, "paragraph", "heading"), "content": [{"type": "text", "text": half} for half in halves(text)]} for text in TEXT]}}),
            id="prose-mirror",
        ),
        pytest.param(
            next_data({"body": [{"type": "p", "children": [{"text": text[:5]}, {"type": "link", "children": [{"text": text[5:8]}]}, {"text": text[8:]}]} for text in TEXT]}),
            id="line-with-a-link",
        ),
        pytest.param(
            next_data({"blocks": [{"type": kind(text, "paragraph", "header"), "data": {"text": text}} for text in TEXT]}), id="blocks-that-keep-their-data-apart"
        ),
        pytest.param(next_data({"content": HTML.replace("<", "&lt;").replace(">", "&gt;")}), id="escaped-html"),
        pytest.param(f"<script>window.__APOLLO_STATE__ = {json.dumps(STORE)};</script>", id="store-of-objects"),
        pytest.param(f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(flat())}</script>', id="flat-list"),
        pytest.param(
            f'<script>window.__NUXT__=(function(a,b){{return {{data:[{{nav:{{text:b}},article:{{title:a,blocks:[{CODE_BLOCKS}]}},related:[{CODE_TEASERS}]}}]}}}}("t","x"));</script>',
            id="code-around-the-data",
        ),
        pytest.param(
            f"<script>window.Fusion=window.Fusion||{{}};Fusion.globalContent={json.dumps({'content_elements': ELEMENTS, 'related_content': TEASERS})};</script>",
            id="data-assigned-in-the-midst-of-code",
        ),
        pytest.param(pushed(ROW[:300], ROW[300:]), id="streamed-elements"),
        pytest.param(pushed(STREAMED[:200], STREAMED[200:]), id="streamed-text"),
    ],
)  # fmt: skip
def test_a_text_that_only_a_script_holds_is_whole(scripts: str) -> None:
    assert extract(page(scripts), URL).body == TEXT


def test_messages_in_code_never_stand_for_a_short_text() -> None:
    brief = "The footbridge at Mill Lane reopened on Monday at noon, two weeks earlier than planned, the council said."
    messages = {"text": " ".join([NOTICE] * 6), "more": [NOTICE] * 8}
    script = f"<script>window.app=window.app||{{}};app.messages={json.dumps(messages)};</script>"
    assert extract(page(script).replace(b"<div id=app></div>", f"<p>{brief}</p>".encode()), URL).body == [
        brief
    ]


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param("self.__next_f.push([1,'not JSON'])", id="no-json"),
        pytest.param('self.__next_f.push([1,"17:Tfffffff,short"])', id="text-shorter-than-it-says"),
        pytest.param(
            f"window.__NUXT__={json.dumps([['Reactive', 1], [1, 1, 0]] + [0] * 500)}", id="pointing-at-itself"
        ),
        pytest.param(f"window.__X__={'[' * 5_000}", id="nested-and-open"),
    ],
)
def test_a_broken_or_hostile_script_does_no_harm(payload: str) -> None:
    brief = "The footbridge at Mill Lane reopened on Monday at noon, two weeks earlier than planned, the council said."
    html = page(f"<script>{payload}</script>").replace(b"<div id=app></div>", f"<p>{brief}</p>".encode())
    assert extract(html, URL).body == [brief]


def test_code_is_kept_apart_from_data() -> None:
    parsed = parse(page(f'<script>var a=b();a.text="{NOTICE * 8}";c={{d:"{NOTICE}"}};</script>'), URL)
    assert (len(parsed.payloads), len(parsed.code)) == (0, 1)


def test_pictures_and_related_stories_are_no_lines_of_rich_text() -> None:
    line = {"type": "paragraph", "content": [{"type": "text", "text": TEXT[0]}]}
    picture = {"type": "image", "content": [{"type": "text", "text": "Loaves on Tuesday, before nine."}]}
    related = {"type": "related_stories", "content": [line]}
    assert paragraphs([line, picture, related]) == [TEXT[0]]
