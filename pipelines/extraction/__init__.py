"""A page becomes an article: bytes + address -> Article, one stage a file.

::

    page        bytes -> one tree, scripts cut away; outline is its elements by their names
    implied_tags  what HTML lets a page leave out and the parser wants
    labels      what classes and ids name, each asked once
    structured  what the page states for machines
    markup      the elements that may carry headline, byline, time, standfirst
    headline byline times media    one field each, statements against markup
    masthead    the site's name around a headline
    credits     the grammar of credit lines: credit_forms rewrites theirs as ours, credit_lines tells which
                lines are credits throughout; names and bare_names tell people, stated_authors whom metadata name
    date_forms  how dates are printed, date_labels what is said of them
    picture     the lead image with its caption and credit
    body        the paragraphs: what column and trafilatura read
    skeleton    the page without its menus, which is all that trafilatura need see
    blocks      a tree cut into paragraphs, headings, items, quotations, rows
    column      the part of the page that holds the story; islands is what stands in it and is not text,
                shore what stands between its paragraphs and is
    head        what the text repeats of the page's head; opening is the standfirst that begins it
    rules       what a source file says of its pages: the last word on a field
    memory      what the source's other articles teach: recurring lines, boxes, parts of titles
    boilerplate elements and lines that are not text; furniture is its vocabulary, phrases looks for it
    captions    those that are the text; rest is what "read more" hides
    rescue      other ways to the text: clusters, JSON-LD, script payloads
    script_data what scripts hold, in each framework's form; rich_text is its trees of nodes
    correction  the notice a newsroom prints about its own mistake
    continuation  the next page of an article in several
    dateline    taken off the first paragraph: dateline_heads, _joints and _east_asia are its forms,
                _reporters who stands in it; korean_reporters who stands in brackets instead
    walls       pages that are no article
"""

from pipelines.extraction.article import Reading, extract, read
from pipelines.extraction.memory import SiteMemory, Trace, learn

__all__ = ["Reading", "SiteMemory", "Trace", "extract", "learn", "read"]
