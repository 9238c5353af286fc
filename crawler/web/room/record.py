"""An article as data: whole, and inside its own page as schema.org's NewsArticle, in JSON-LD."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from markupsafe import Markup

from crawler.web.room.postings import Part
from crawler.web.room.wording import web_address
from pipelines.archive.reading import FullArticle


def whole(article: FullArticle, archived_at: str, parts: Sequence[Part]) -> dict[str, Any]:
    """Everything the archive holds of an article, for programs.

    ``body`` is a list of paragraphs; each of ``entries`` has time, address and text.
    """
    return {
        "archived_at": archived_at,
        **asdict(article),
        "body": [paragraph.text for part in parts for paragraph in part.paragraphs],
        "entries": [
            {"at": part.at, "address": f"{archived_at}#{part.anchor}", "text": part.text}
            for part in parts
            if part.at
        ],
    }


def linked_data(article: FullArticle, archived_at: str, parts: Sequence[Part] = ()) -> Markup:
    """The JSON of the page's ``<script type="application/ld+json">``.

    No "<" stands in it, so that no headline can end the element.
    """
    record: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": archived_at,
        "headline": article.title,
        "abstract": article.standfirst,
        "url": web_address(article.url),
        "datePublished": article.published_at,
        "dateModified": article.modified_at,
        "inLanguage": article.language,
        "articleSection": article.section,
        "keywords": article.tags,
        "wordCount": article.word_count,
        "author": [
            {"@type": "Person" if credit.is_person else "Organization", "name": credit.name}
            for credit in article.authors
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": article.source_title},
        "locationCreated": {"@type": "Place", "name": article.dateline_place}
        if article.dateline_place
        else None,
        "isAccessibleForFree": False if article.is_paywalled else None,
        "license": article.licence,
        "correction": article.correction,
        "isBasedOn": web_address(article.url),
        "sdDatePublished": article.checked_at,
    }
    if entries := [part for part in parts if part.at]:
        record["@type"] = "LiveBlogPosting"
        record["liveBlogUpdate"] = [
            {
                "@type": "BlogPosting",
                "@id": f"{archived_at}#{entry.anchor}",
                "datePublished": entry.at,
                "articleBody": entry.text,
            }
            for entry in entries
        ]
    kept = {name: value for name, value in record.items() if value not in (None, "", [])}
    text = json.dumps(kept, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)
