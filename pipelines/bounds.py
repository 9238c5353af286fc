"""Whatever a stranger chooses is bounded: the bounds of what is read, each with its unit and its reason.

Each is a setting of the same name, which `crawler/settings.py` takes from here; docs/bounds.md tells what
happens where one is reached. Who needs one writes ``bounds.MAX_…`` and has the value of now: a process may
be told other ones, as a worker is when it starts, so that it reads within the bounds of its command.
"""

from collections.abc import Mapping

# -- addresses and listings ----------------------------------------------------------------------
MAX_URL_CHARS = 2_000  # the sitemap protocol's limit is 2,048; browsers and proxies cut near it
MAX_FEED_ITEMS = 5_000  # ten times the longest feed met; a feed beyond it is a sitemap in disguise
MAX_SITEMAP_BYTES = 52_428_800  # once unpacked: the protocol's limit for one file
MAX_SITEMAP_ENTRIES = 50_000  # the protocol's limit for one file
MAX_SITEMAP_DEPTH = 3  # indexes above a sitemap; big publishers have two
MAX_SITEMAP_CHILDREN = 1_000  # of one index, newest first; the longest met, one a day for a decade, has 4,000
MAX_PAGE_LINKS = 5_000  # looked at on a section page; a front page of a big paper has some 600
MAX_SECTION_ARTICLES = 500  # taken from a section page; the longest show some 200

# -- pages ---------------------------------------------------------------------------------------
MAX_PAGE_BYTES = 8_000_000  # that are parsed; the largest page of the corpora has 2.2 million
MAX_PAGE_TAGS = 40_000  # opening and closing; the largest page of the corpora has 19,500
MAX_PAGE_DEPTH = 256  # elements inside each other; the parser follows no more, so neither may a setting
MAX_TAG_CHARS = 20_000  # of one tag with its attributes: the parser is quadratic in their number
MAX_SCRIPT_CHARS = 3_000_000  # of one script with data; the largest seen has 840,000
MAX_ARTICLE_PAGES = 20  # joined to one article; a series of a hundred is a gallery

# -- fields of an article ------------------------------------------------------------------------
MAX_TITLE_CHARS = 500  # the longest headline in the corpora has 231
MAX_LINE_CHARS = 2_000  # of a standfirst or byline; beyond this it is a paragraph gone astray
MAX_NAME_CHARS = 120  # of a person, section, tag or place
MAX_AUTHORS = 30  # the longest real credit list in the corpora has 19
MAX_ARTICLE_TAGS = 50  # subjects that a page gives its article
MAX_PARAGRAPHS = 5_000  # a live blog of a long day has some 2,000
MAX_PARAGRAPH_CHARS = 50_000  # a page without any paragraphs is one of so many
MAX_REVISIONS = 1_000  # of one article; a live blog of a year that is looked at daily has some 400

AT_MOST: Mapping[str, int] = {"MAX_PAGE_DEPTH": 256}
"""Bounds that can be lowered alone, and why is said beside them."""
SHIPPED: Mapping[str, int] = {name: value for name, value in globals().items() if name.startswith("MAX_")}
"""Name -> the value that this program ships with."""


def put(values: Mapping[str, int]) -> None:
    """Have these bounds these values in this process."""
    if unknown := sorted(set(values) - set(SHIPPED)):
        raise KeyError(unknown[0])
    globals().update(values)
