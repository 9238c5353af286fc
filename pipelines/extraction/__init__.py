"""A page becomes an article: bytes + address -> Article, one stage a file.

::

    page        bytes -> one tree, scripts cut away; outline is its elements by their names
    implied_tags  what HTML lets a page leave out and the parser wants
    structured  what the page states for machines
    markup      the elements that may carry headline, byline, time, standfirst
    headline byline times media    one field each, statements against markup
    masthead    the site's name around a headline; credits is the grammar of credit lines
    picture     the lead image with its caption and credit
    body        the paragraphs: what column and trafilatura read
    skeleton    the page without its menus, which is all that trafilatura need see
    blocks      a tree cut into paragraphs, headings, items, quotations, rows
    column      the part of the page that holds the story; islands is what stands in it and is not text
    rules       what a source file says of its pages: the last word on a field
    memory      what the source's other articles teach: recurring lines, boxes, parts of titles
    boilerplate elements and lines that are not text; furniture is its vocabulary, phrases looks for it
    captions    those that are the text; rest is what "read more" hides
    rescue      other ways to the text: clusters, JSON-LD, script payloads
    script_data what scripts hold, in each framework's form; rich_text is its trees of nodes
    correction  the notice a newsroom prints about its own mistake
    continuation  the next page of an article in several
    dateline    taken off the first paragraph
    walls       pages that are no article
"""

from pipelines.extraction.article import Reading, extract, read
from pipelines.extraction.memory import SiteMemory, Trace, learn

__all__ = ["Reading", "SiteMemory", "Trace", "extract", "learn", "read"]
