"""Addresses of our own pages, under whatever path Datasette is served at."""

from datetime import date
from urllib.parse import urlencode

from crawler.web.room.asking import Datasette, archive_name
from pipelines.archive.query import Query, parse
from pipelines.archive.timeline import Bar

FILTER_NAMES = {
    "source": "Source",
    "author": "Author",
    "place": "Place",
    "tag": "Tag",
    "section": "Section",
    "lang": "Language",
    "year": "Year",
    "month": "Month",
    "from": "From",
    "to": "To",
    "day": "Day",
    "title": "Headline",
}


class Links:
    """Addresses for the templates and the answers of one Datasette."""

    def __init__(self, datasette: Datasette) -> None:
        self._datasette = datasette

    def page(self, path: str, **parameters: str | int | None) -> str:
        """The address of a page with those of the parameters that are set."""
        wanted = {name: value for name, value in parameters.items() if value not in (None, "")}
        address = str(self._datasette.urls.path(path))
        return f"{address}?{urlencode(wanted)}" if wanted else address

    def search(self, text: str, order: str = "newest", **parameters: str | int | None) -> str:
        """The results of a query; newest first goes without saying."""
        return self.page("/search", q=text, order=None if order == "newest" else order, **parameters)

    def article(self, article_id: int, query: str | None = None) -> str:
        """The reading page, with the hits of a query marked in it."""
        return self.page(f"/article/{article_id}", q=query)

    def narrowed_to(self, query: Query, order: str, bar: Bar) -> str:
        """The same search within the days of a bar."""
        rest = query.without("from", "to", "day")
        days = f"from:{bar.first} to:{bar.last}"
        return self.search(f"{rest} {days}".strip(), order)

    def on_day(self, day: date, **filters: str) -> str:
        """What a day has from one source, in one section …"""
        return self.search(parse("").narrowed(**filters, day=day.isoformat()))

    def table(self, name: str, **filters: str | int | None) -> str:
        """A table in Datasette's own pages."""
        database = archive_name(self._datasette)
        return self.page(str(self._datasette.urls.table(database, name)).removeprefix(self._base), **filters)

    @property
    def _base(self) -> str:
        return str(self._datasette.setting("base_url")).rstrip("/")
