"""The reading room: a Datasette plugin that shows the archive to readers.

Imports only Datasette, the standard library and what reads the archive (``pipelines.archive``,
itself standard library there), so that plain ``datasette archive.db --plugins-dir crawler/web/plugins …`` runs it.
Datasette loads this file by its path; the pages are in ``crawler/web/room``.
"""

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

WEB = Path(__file__).resolve().parents[1]
ROOT = WEB.parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # the `datasette` script does not have the project on its path

from datasette import hookimpl as _hookimpl  # type: ignore[import-untyped,unused-ignore]  # noqa: E402
from datasette.utils import parse_metadata  # type: ignore[import-untyped,unused-ignore]  # noqa: E402
from markupsafe import Markup  # noqa: E402

from crawler.web.room import answers, articles, following, pages, searching, wording  # noqa: E402
from crawler.web.room.asking import archive_name  # noqa: E402
from crawler.web.room.counting import TEXTS, count_what_is_cheap, with_cheap_tables  # noqa: E402
from crawler.web.room.headers import with_headers  # noqa: E402
from crawler.web.room.pictures import shows_pictures  # noqa: E402
from crawler.web.room.tables import with_harmless_csv  # noqa: E402

CACHE_KIB = 64_000  # for each of Datasette's few threads: the index's upper pages, and a page of results
# The file as memory, so that reading a page copies nothing. It is address space, not memory that is
# taken: the kernel keeps of it what it has room for.
MAPPED_BYTES = 16 * 2**30

_Hook = TypeVar("_Hook", bound=Callable[..., Any])


def hookimpl(hook: _Hook) -> _Hook:
    """Datasette's marker with a type."""
    marked: _Hook = _hookimpl(hook)
    return marked


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """The pages; asked before Datasette's own, so that ``/`` is the front page."""
    return [
        (r"^/$", pages.front),
        (r"^/search$", searching.search_page),
        (r"^/search\.json$", answers.search_json),
        (r"^/search\.csv$", answers.search_csv),
        (r"^/search\.atom$", following.search_atom),
        (r"^/saved$", following.saved),
        (r"^/saved/(?P<name>[^/]+)\.atom$", following.saved_atom),
        (r"^/saved/(?P<name>[^/]+)$", following.saved_results),
        (r"^/article/(?P<id>\d{1,18})$", articles.article),
        (r"^/article/(?P<id>\d{1,18})\.json$", articles.article_json),
        (r"^/article/(?P<id>\d{1,18})/changes$", articles.changes),
        (r"^/article/(?P<id>\d{1,18})/version/(?P<number>\d{1,6})$", articles.version),
        (r"^/article/(?P<id>\d{1,18})/cite\.(?P<ending>txt|bib|json|wiki)$", articles.cite),
        (r"^/source/(?P<name>.+)$", pages.source),
        (r"^/author/(?P<id>\d{1,18})$", pages.author),
        (r"^/section/(?P<name>.+)$", pages.section),
        (r"^/place/(?P<name>.+)$", pages.place),
        (r"^/tag/(?P<name>.+)$", pages.tag),
        (r"^/story/(?P<id>\d{1,18})$", pages.story),
        (r"^/run/(?P<id>\d{1,18})$", pages.run),
        (r"^/day/(?P<day>\d{4}-\d\d-\d\d)$", pages.day),
        (r"^/sources$", pages.sources),
    ]


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """What the templates may ask for besides their page's own values."""
    env.filters.update(wording.FILTERS)
    env.globals.update(
        site_title=datasette.metadata("title") or "The Archive",
        archive_path=lambda: pages.archive_path(datasette),
        texts_of=TEXTS,
        assets=wording.fingerprints(WEB / "static"),
    )


@hookimpl
def prepare_connection(conn: Any) -> None:
    """Room for the pages that most questions touch."""
    conn.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    conn.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")


@hookimpl
def startup(datasette: Any) -> None:
    """What has to be in place before the first request."""
    count_what_is_cheap(datasette)


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Headers that keep a page from running or fetching what is not ours; no texts in tables, no formulas."""
    pictures = shows_pictures(datasette)
    return lambda app: with_headers(with_harmless_csv(with_cheap_tables(app, datasette)), pictures=pictures)


SWITCHES = {"execute-sql": "sql", "view-database-download": "download"}
"""What nobody may do unless ``plugins: {reading_room: {sql: true, download: true}}`` is in the metadata."""


@hookimpl
def permission_allowed(datasette: Any, action: str) -> bool | None:
    """No download of the file, no SQL from strangers, unless switched on; then Datasette's own rules decide."""
    if action not in SWITCHES:
        return None
    is_on = (datasette.plugin_config("reading_room") or {}).get(SWITCHES[action]) is True
    return None if is_on else False


@hookimpl
def render_cell(value: Any, column: str, table: str | None, row: Any, datasette: Any) -> Markup | None:
    """Headlines in Datasette's tables and queries lead to the reading page."""
    key = {"articles": "id", "revisions": "article", "revision_texts": "article"}.get(table or "")
    if table is None:
        key = "article"
    if column != "title" or key is None or value is None or key not in row.keys():  # noqa: SIM118 (a Row)
        return None
    number = row[key]["value"] if isinstance(row[key], dict) else row[key]
    return Markup('<a href="{}">{}</a>').format(datasette.urls.path(f"/article/{number}"), value)


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    """The descriptions of the tables, under the name that the file at hand happens to have.

    Datasette lays the file it was started with over them: one that only sets a password is enough.
    """
    name = archive_name(datasette)
    return {} if name is None else {"databases": {name: _described()["databases"]["archive"]}}


@functools.cache
def _described() -> dict[str, Any]:
    described: dict[str, Any] = parse_metadata((WEB / "metadata.yaml").read_text(encoding="utf-8"))
    return described
