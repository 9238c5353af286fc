"""Inputs that nobody would send on purpose, and the promises that their readers keep."""

from bench.fuzz import lines, listings, pages
from bench.fuzz.subject import Subject

SUBJECTS: dict[str, Subject] = {
    "page": pages.PAGE,
    "feed": listings.FEED,
    "sitemap": listings.SITEMAP,
    "section": listings.SECTION,
    "robots.txt": listings.ROBOTS_TXT,
    "opml": listings.OPML,
    "address": lines.ADDRESS,
    "date": lines.DATE,
    "byline": lines.BYLINE,
    "dateline": lines.DATELINE,
    "query": lines.QUERY,
}
"""Each kind of input by its name."""
