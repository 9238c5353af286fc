"""The archive's tables, as a list of migrations: appended, never edited once released.

Layout, for a million articles (see ``docs/archive.md``): ``articles`` is narrow and its ids
follow the date (``yyyymmdd * 100000 + n``), so "newest first" is the row order backwards; the
text is a table of its own; the full-text index takes its content from a view over both and is
kept by triggers in plain SQL, so that any SQLite can write the file and rebuild the index.
"""

from sqlite_utils import Database, Migrations

from pipelines.urls import url_key

migrations = Migrations("archive")

TABLES = """
CREATE TABLE sources (
    name TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    homepage TEXT NOT NULL,
    language TEXT,
    country TEXT,
    licence TEXT,
    added_at TEXT NOT NULL
);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    command TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    outcome TEXT,
    found INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES sources(name),
    url TEXT NOT NULL UNIQUE,
    kind TEXT,
    title TEXT,
    etag TEXT,
    last_modified TEXT,
    checked_at TEXT,
    changed_at TEXT,
    http_status INTEGER,
    reason TEXT,
    failures INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX feeds_source ON feeds(source);

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    url_key TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL REFERENCES sources(name),
    title TEXT NOT NULL,
    standfirst TEXT,
    byline TEXT,
    dateline TEXT,
    section TEXT,
    language TEXT,
    published_at TEXT,
    modified_at TEXT,
    first_seen_at TEXT NOT NULL,
    checked_at TEXT NOT NULL,
    word_count INTEGER NOT NULL,
    image_url TEXT,
    is_paywalled INTEGER,
    kind TEXT NOT NULL DEFAULT 'article',
    revision_count INTEGER NOT NULL DEFAULT 1,
    story INTEGER,
    status TEXT NOT NULL DEFAULT 'live'
);
CREATE INDEX articles_source ON articles(source, id);
CREATE INDEX articles_section ON articles(section, id);
CREATE INDEX articles_language ON articles(language, id);
CREATE INDEX articles_published_at ON articles(published_at);
CREATE INDEX articles_first_seen_at ON articles(first_seen_at);
CREATE INDEX articles_story ON articles(story) WHERE story IS NOT NULL;

CREATE TABLE article_text (
    id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    dateline_place TEXT,
    dateline_agency TEXT,
    dateline_date TEXT,
    dateline_separator TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    published_raw TEXT,
    provenance TEXT NOT NULL DEFAULT '{}',
    terms TEXT NOT NULL DEFAULT ''
);
CREATE INDEX article_text_place ON article_text(dateline_place, id) WHERE dateline_place IS NOT NULL;

CREATE TABLE authors (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE article_authors (
    article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    author INTEGER NOT NULL REFERENCES authors(id),
    role TEXT,
    place TEXT,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE INDEX article_authors_author ON article_authors(author, article);

CREATE TABLE revisions (
    article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    seen_at TEXT NOT NULL,
    run INTEGER REFERENCES runs(id),
    title TEXT NOT NULL,
    standfirst TEXT,
    byline TEXT,
    dateline TEXT,
    published_at TEXT,
    modified_at TEXT,
    word_count INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    body TEXT,
    PRIMARY KEY (article, revision)
) WITHOUT ROWID;
CREATE INDEX revisions_seen_at ON revisions(seen_at);

CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    url_key TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL REFERENCES sources(name),
    feed INTEGER REFERENCES feeds(id),
    state TEXT NOT NULL DEFAULT 'pending',
    reason TEXT,
    found_at TEXT NOT NULL,
    due_at TEXT,
    fetched_at TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    http_status INTEGER,
    etag TEXT,
    last_modified TEXT,
    hint_title TEXT,
    hint_published_at TEXT,
    hint_authors TEXT,
    article INTEGER REFERENCES articles(id) ON DELETE SET NULL
);
CREATE INDEX pages_due ON pages(source, id) WHERE state = 'pending';
CREATE INDEX pages_state ON pages(state, source);
CREATE INDEX pages_article ON pages(article) WHERE article IS NOT NULL;

CREATE TABLE captures (
    id INTEGER PRIMARY KEY,
    page INTEGER NOT NULL REFERENCES pages(id),
    article INTEGER REFERENCES articles(id) ON DELETE SET NULL,
    run INTEGER REFERENCES runs(id),
    url TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    http_status INTEGER NOT NULL,
    content_type TEXT,
    digest TEXT NOT NULL,
    file TEXT NOT NULL,
    offset INTEGER NOT NULL,
    length INTEGER NOT NULL
);
CREATE INDEX captures_page ON captures(page);
CREATE INDEX captures_article ON captures(article);

CREATE TABLE fetches (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs(id),
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    url TEXT NOT NULL,
    page INTEGER REFERENCES pages(id),
    feed INTEGER REFERENCES feeds(id),
    at TEXT NOT NULL,
    http_status INTEGER,
    outcome TEXT NOT NULL,
    reason TEXT,
    bytes INTEGER NOT NULL DEFAULT 0,
    duration_ms INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX fetches_run ON fetches(run, source);
CREATE INDEX fetches_page ON fetches(page) WHERE page IS NOT NULL;
CREATE INDEX fetches_feed ON fetches(feed) WHERE feed IS NOT NULL;

CREATE TABLE coverage (
    day TEXT NOT NULL,
    source TEXT NOT NULL,
    articles INTEGER NOT NULL,
    PRIMARY KEY (day, source)
) WITHOUT ROWID;

CREATE VIEW articles_searched AS
SELECT articles.id, title, standfirst, byline, dateline, body, terms
FROM articles JOIN article_text USING (id);

CREATE VIRTUAL TABLE articles_fts USING fts5(
    title, standfirst, byline, dateline, body, terms,
    content='articles_searched', content_rowid='id',
    tokenize='porter unicode61 remove_diacritics 2'
);
"""

# The day of an article is the day of its id; the counts follow the rows, so they are exact
# after any crash.
TRIGGERS = """
CREATE TRIGGER article_text_insert AFTER INSERT ON article_text BEGIN
    INSERT INTO articles_fts(rowid, title, standfirst, byline, dateline, body, terms)
    SELECT id, title, standfirst, byline, dateline, new.body, new.terms
    FROM articles WHERE id = new.id;
END;

CREATE TRIGGER article_text_update AFTER UPDATE OF body, terms ON article_text BEGIN
    INSERT INTO articles_fts(articles_fts, rowid, title, standfirst, byline, dateline, body, terms)
    SELECT 'delete', id, title, standfirst, byline, dateline, old.body, old.terms
    FROM articles WHERE id = old.id;
    INSERT INTO articles_fts(rowid, title, standfirst, byline, dateline, body, terms)
    SELECT id, title, standfirst, byline, dateline, new.body, new.terms
    FROM articles WHERE id = new.id;
END;

CREATE TRIGGER article_text_delete BEFORE DELETE ON article_text BEGIN
    INSERT INTO articles_fts(articles_fts, rowid, title, standfirst, byline, dateline, body, terms)
    SELECT 'delete', id, title, standfirst, byline, dateline, old.body, old.terms
    FROM articles WHERE id = old.id;
END;

CREATE TRIGGER articles_update AFTER UPDATE OF title, standfirst, byline, dateline ON articles BEGIN
    INSERT INTO articles_fts(articles_fts, rowid, title, standfirst, byline, dateline, body, terms)
    SELECT 'delete', id, old.title, old.standfirst, old.byline, old.dateline, body, terms
    FROM article_text WHERE id = old.id;
    INSERT INTO articles_fts(rowid, title, standfirst, byline, dateline, body, terms)
    SELECT id, new.title, new.standfirst, new.byline, new.dateline, body, terms
    FROM article_text WHERE id = new.id;
END;

CREATE TRIGGER articles_delete BEFORE DELETE ON articles BEGIN
    DELETE FROM article_text WHERE id = old.id;
    UPDATE coverage SET articles = articles - 1
    WHERE source = old.source AND day = substr(old.id, 1, 4) || '-' || substr(old.id, 5, 2)
        || '-' || substr(old.id, 7, 2);
    DELETE FROM coverage WHERE articles <= 0 AND source = old.source;
END;

CREATE TRIGGER articles_insert AFTER INSERT ON articles BEGIN
    INSERT INTO coverage(day, source, articles)
    VALUES (substr(new.id, 1, 4) || '-' || substr(new.id, 5, 2) || '-' || substr(new.id, 7, 2),
            new.source, 1)
    ON CONFLICT(day, source) DO UPDATE SET articles = articles + 1;
END;
"""

# Only the newest revision keeps its text in article_text alone: nine articles in ten never
# change, and a second copy of each would double the file.
REVISION_TEXTS = """
CREATE VIEW revision_texts AS
SELECT article, revision, seen_at, title, standfirst, byline, dateline, published_at, modified_at,
       revisions.word_count, coalesce(revisions.body, article_text.body) AS body
FROM revisions JOIN article_text ON article_text.id = revisions.article;
"""

# What changed, where an article stands, and which articles tell the same story.
REMEMBERING = """
ALTER TABLE revisions ADD COLUMN changed TEXT NOT NULL DEFAULT '[]';
ALTER TABLE revisions ADD COLUMN is_substantive INTEGER;
ALTER TABLE revisions ADD COLUMN words_added INTEGER;
ALTER TABLE revisions ADD COLUMN words_removed INTEGER;
ALTER TABLE revisions ADD COLUMN reverts_to INTEGER;
ALTER TABLE revisions ADD COLUMN is_paywalled INTEGER;
ALTER TABLE revisions ADD COLUMN correction TEXT;
DROP VIEW revision_texts;
CREATE VIEW revision_texts AS
SELECT article, revision, seen_at, title, standfirst, byline, dateline, published_at, modified_at,
       revisions.word_count, changed, is_substantive, words_added, words_removed, reverts_to, is_paywalled,
       correction, coalesce(revisions.body, article_text.body) AS body
FROM revisions JOIN article_text ON article_text.id = revisions.article;

CREATE TABLE article_events (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT,
    http_status INTEGER,
    revision INTEGER,
    run INTEGER REFERENCES runs(id)
);
CREATE INDEX article_events_article ON article_events(article);
CREATE INDEX article_events_at ON article_events(at);

CREATE TABLE anomalies (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    times INTEGER NOT NULL DEFAULT 1,
    http_status INTEGER,
    word_count INTEGER,
    body TEXT,
    run INTEGER REFERENCES runs(id)
);
CREATE INDEX anomalies_article ON anomalies(article);
CREATE INDEX anomalies_last_at ON anomalies(last_at);

CREATE TABLE article_urls (
    url_key TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    learnt TEXT NOT NULL,
    first_at TEXT NOT NULL,
    until TEXT,
    PRIMARY KEY (url_key, article)
) WITHOUT ROWID;
CREATE INDEX article_urls_article ON article_urls(article);
INSERT INTO article_urls (url_key, article, url, learnt, first_at)
SELECT url_key, id, url, 'canonical', first_seen_at FROM articles;
INSERT INTO article_urls (url_key, article, url, learnt, first_at)
SELECT url_key, article, url, 'found', found_at FROM pages WHERE article IS NOT NULL
ON CONFLICT DO NOTHING;

CREATE TABLE stories (
    id INTEGER PRIMARY KEY,
    first_article INTEGER REFERENCES articles(id) ON DELETE SET NULL,
    articles INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL
);
CREATE INDEX stories_first_article ON stories(first_article);
CREATE INDEX stories_last_at ON stories(last_at);

CREATE TABLE fingerprints (
    month INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (month, hash, article)
) WITHOUT ROWID;
CREATE TRIGGER articles_delete_fingerprints BEFORE DELETE ON articles BEGIN
    DELETE FROM fingerprints WHERE month = old.id / 10000000 AND article = old.id;
    UPDATE stories SET articles = articles - 1 WHERE id = old.story;
END;

CREATE TABLE source_runs (
    run INTEGER NOT NULL REFERENCES runs(id),
    source TEXT NOT NULL REFERENCES sources(name),
    started_at TEXT NOT NULL,
    feeds_read INTEGER NOT NULL DEFAULT 0,
    feeds_failed INTEGER NOT NULL DEFAULT 0,
    named INTEGER NOT NULL DEFAULT 0,
    found INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    later INTEGER NOT NULL DEFAULT 0,
    unmet TEXT,
    PRIMARY KEY (run, source)
) WITHOUT ROWID;
CREATE INDEX source_runs_source ON source_runs(source, started_at);
ALTER TABLE runs ADD COLUMN unmet TEXT;
"""

# Listings of three kinds in ``feeds``; a page that is filed has a time at which it is looked at again.
COMING_BACK = """
ALTER TABLE feeds ADD COLUMN role TEXT NOT NULL DEFAULT 'feed';
ALTER TABLE feeds ADD COLUMN parent INTEGER REFERENCES feeds(id);
ALTER TABLE feeds ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN lastmod TEXT;
ALTER TABLE feeds ADD COLUMN ttl_s INTEGER;
ALTER TABLE feeds ADD COLUMN due_at TEXT;
ALTER TABLE feeds ADD COLUMN brought_at TEXT;
ALTER TABLE feeds ADD COLUMN moved_to TEXT;
ALTER TABLE feeds ADD COLUMN retired_at TEXT;
CREATE INDEX feeds_parent ON feeds(parent) WHERE parent IS NOT NULL;

ALTER TABLE pages ADD COLUMN dated_at TEXT;
ALTER TABLE pages ADD COLUMN changed_at TEXT;
UPDATE pages SET dated_at = coalesce(hint_published_at, found_at), changed_at = fetched_at;
UPDATE pages SET due_at = strftime('%Y-%m-%dT%H:%M:%SZ', fetched_at, '+1 day', (id % 1440) || ' minutes')
WHERE state = 'done' AND article IS NOT NULL AND reason IS NOT 'duplicate';
DROP INDEX pages_due;
CREATE INDEX pages_newest ON pages(source, dated_at DESC, id) WHERE state = 'pending';
CREATE INDEX pages_looks ON pages(source, due_at) WHERE state <> 'pending' AND due_at IS NOT NULL;

CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    reason TEXT NOT NULL,
    failed_at TEXT NOT NULL,
    paused_until TEXT
);
"""


def _statements(script: str) -> list[str]:
    """The statements of a script, a trigger whole. executescript() would commit first."""
    statements, lines = [], []
    in_trigger = False
    for line in script.strip().splitlines():
        lines.append(line)
        in_trigger = in_trigger or line.startswith("CREATE TRIGGER")
        if line == "END;" or (not in_trigger and line.endswith(";")):
            statements.append("\n".join(lines))
            lines, in_trigger = [], False
    return statements


@migrations()
def m001_archive(db: Database) -> None:
    """Tables, full-text index, triggers."""
    for script in (TABLES, TRIGGERS, REVISION_TEXTS):
        for statement in _statements(script):
            db.execute(statement)


@migrations()
def m002_lately(db: Database) -> None:
    """What the front page asks: which articles changed last, which are gone."""
    db.execute("CREATE INDEX revisions_changed ON revisions(seen_at) WHERE revision > 1")
    db.execute("CREATE INDEX articles_vanished ON articles(checked_at) WHERE status = 'vanished'")


@migrations()
def m003_remembering(db: Database) -> None:
    """What changed in a revision, events and anomalies, addresses, stories, what each run found."""
    for statement in _statements(REMEMBERING):
        db.execute(statement)


# The prefix index makes "con*" a list that is read from its end, not three thousand words whose
# lists have to be merged first (half a second in a million articles); it costs a sixth of the
# file. The second index is a twelfth of the first and says which headlines are the best.
SEARCH = """
DROP TABLE articles_fts;

CREATE VIRTUAL TABLE articles_fts USING fts5(
    title, standfirst, byline, dateline, body, terms,
    content='articles_searched', content_rowid='id', prefix='3',
    tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO articles_fts(articles_fts) VALUES ('rebuild');

CREATE VIRTUAL TABLE articles_fts_heads USING fts5(
    title, standfirst, byline, dateline,
    content='articles', content_rowid='id',
    tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO articles_fts_heads(articles_fts_heads) VALUES ('rebuild');

CREATE TRIGGER articles_heads_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts_heads(rowid, title, standfirst, byline, dateline)
    VALUES (new.id, new.title, new.standfirst, new.byline, new.dateline);
END;

CREATE TRIGGER articles_heads_update AFTER UPDATE OF title, standfirst, byline, dateline ON articles BEGIN
    INSERT INTO articles_fts_heads(articles_fts_heads, rowid, title, standfirst, byline, dateline)
    VALUES ('delete', old.id, old.title, old.standfirst, old.byline, old.dateline);
    INSERT INTO articles_fts_heads(rowid, title, standfirst, byline, dateline)
    VALUES (new.id, new.title, new.standfirst, new.byline, new.dateline);
END;

CREATE TRIGGER articles_heads_delete BEFORE DELETE ON articles BEGIN
    INSERT INTO articles_fts_heads(articles_fts_heads, rowid, title, standfirst, byline, dateline)
    VALUES ('delete', old.id, old.title, old.standfirst, old.byline, old.dateline);
END;

CREATE INDEX articles_facets ON articles(id, source, section, language);
CREATE INDEX article_text_places ON article_text(id, dateline_place);

CREATE TABLE saved_searches (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    saved_at TEXT NOT NULL
);
"""


@migrations()
def m004_search(db: Database) -> None:
    """Prefixes, best headlines, facets by index alone, saved searches."""
    for statement in _statements(SEARCH):
        db.execute(statement)


@migrations()
def m005_body_kinds(db: Database) -> None:
    """What each paragraph of a text is: sub-heading, item of a list, quotation."""
    db.execute("ALTER TABLE article_text ADD COLUMN body_kinds TEXT NOT NULL DEFAULT ''")


@migrations()
def m006_tables(db: Database) -> None:
    """Which articles changed most, and when each source last had one, without reading all."""
    db.execute("CREATE INDEX articles_most_edited ON articles(revision_count, id) WHERE revision_count > 1")
    db.execute("CREATE INDEX coverage_source ON coverage(source, day)")


@migrations()
def m007_url_keys(db: Database) -> None:
    """Keys as they are made now: editions for print, mobile and AMP, and sessions, no longer count.

    Where two rows come to have one key the older keeps it, and the other its former one.
    """
    for table in ("pages", "articles", "article_urls"):
        rows = db.execute(f"SELECT url_key, url FROM {table}").fetchall()
        # An address that was given up bears a moment as its fragment, in url and key alike.
        renamed = [(url_key(url), key) for key, url in rows if "#" not in key and url_key(url) != key]
        db.conn.executemany(f"UPDATE OR IGNORE {table} SET url_key = ? WHERE url_key = ?", renamed)


@migrations()
def m008_site_memory(db: Database) -> None:
    """What the last articles of each source taught of it."""
    db.execute(
        "CREATE TABLE site_traces (id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources(name), "
        "article INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE, trace BLOB NOT NULL)"
    )
    db.execute("CREATE INDEX site_traces_source ON site_traces(source, id)")
    db.execute("CREATE UNIQUE INDEX site_traces_article ON site_traces(article)")


# By triggers, so that whatever writes the frontier or files an article cannot pass a stone.
TOMBSTONES = """
CREATE TABLE tombstones (
    url_key TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    reason TEXT NOT NULL,
    removed_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE removed_texts (
    content_hash TEXT PRIMARY KEY,
    removed_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TRIGGER pages_insert_removed AFTER INSERT ON pages
WHEN EXISTS (SELECT 1 FROM tombstones WHERE url_key = new.url_key) BEGIN
    UPDATE pages SET state = 'failed', reason = 'removed', hint_title = NULL, hint_authors = NULL
    WHERE id = new.id;
END;

CREATE TRIGGER pages_update_removed AFTER UPDATE OF state ON pages
WHEN new.state <> 'failed' AND EXISTS (SELECT 1 FROM tombstones WHERE url_key = new.url_key) BEGIN
    UPDATE pages SET state = 'failed', reason = 'removed' WHERE id = new.id;
END;

CREATE TRIGGER articles_insert_removed BEFORE INSERT ON articles
WHEN EXISTS (SELECT 1 FROM tombstones WHERE url_key = new.url_key) BEGIN
    SELECT raise(ABORT, 'this article was removed from the archive');
END;
"""


@migrations()
def m009_tombstones(db: Database) -> None:
    """What was removed, and must not come back."""
    for statement in _statements(TOMBSTONES):
        db.execute(statement)


@migrations()
def m014_unverified(db: Database) -> None:
    """Which articles came over a connection whose certificate nobody checked."""
    db.execute("ALTER TABLE articles ADD COLUMN is_unverified INTEGER NOT NULL DEFAULT 0")


@migrations()
def m010_times_and_walls(db: Database) -> None:
    """How exactly an article is dated, who says that it costs, its licence, the entries of a live blog."""
    for column in ("published_precision", "modified_raw", "paywall_reason", "licence"):
        db.execute(f"ALTER TABLE article_text ADD COLUMN {column} TEXT")
    db.execute("ALTER TABLE article_text ADD COLUMN entries TEXT NOT NULL DEFAULT '[]'")


@migrations()
def m011_failed_captures(db: Database) -> None:
    """Why a captured page is no article."""
    db.execute("ALTER TABLE captures ADD COLUMN reason TEXT")


@migrations()
def m012_credits(db: Database) -> None:
    """The agency and the editors that a byline names; what is printed below the lead image."""
    for column in ("agency", "editors", "image_caption", "image_credit"):
        db.execute(f"ALTER TABLE article_text ADD COLUMN {column} TEXT")


@migrations()
def m013_coming_back(db: Database) -> None:
    """When to look again at pages, feeds, sitemaps and hosts."""
    for statement in _statements(COMING_BACK):
        db.execute(statement)


@migrations()
def m015_origins(db: Database) -> None:
    """Whether anything still names a run, without reading every revision."""
    for table in ("revisions", "captures", "article_events", "anomalies"):
        db.execute(f"CREATE INDEX {table}_run ON {table}(run)")


ENTRIES_OF_VERSIONS = """
ALTER TABLE revisions ADD COLUMN entries TEXT;
DROP VIEW revision_texts;
CREATE VIEW revision_texts AS
SELECT article, revision, seen_at, title, standfirst, byline, dateline, published_at, modified_at,
       revisions.word_count, changed, is_substantive, words_added, words_removed, reverts_to, is_paywalled,
       correction, coalesce(revisions.body, article_text.body) AS body,
       CASE WHEN revisions.body IS NULL THEN article_text.entries
            ELSE coalesce(revisions.entries, '[]') END AS entries
FROM revisions JOIN article_text ON article_text.id = revisions.article;
"""


@migrations()
def m016_entries_of_versions(db: Database) -> None:
    """When the entries of a live blog were posted, of each of its versions."""
    for statement in _statements(ENTRIES_OF_VERSIONS):
        db.execute(statement)


@migrations()
def m017_totals_of_sources(db: Database) -> None:
    """The articles of each source from an index alone: a sixth of the time in an archive of many years."""
    db.execute("CREATE INDEX coverage_totals ON coverage(source, day, articles)")
    db.execute("DROP INDEX coverage_source")


@migrations()
def m018_removed_ids(db: Database) -> None:
    """Which article lay where a stone is: its number is given to no other, and its page says that it is gone."""
    db.execute("ALTER TABLE tombstones ADD COLUMN article INTEGER")
    db.execute("CREATE INDEX tombstones_article ON tombstones(article) WHERE article IS NOT NULL")


@migrations()
def m019_windows(db: Database) -> None:
    """What a feed or sitemap named in vain for its age, and who says how long a feed is good for."""
    db.execute("ALTER TABLE feeds ADD COLUMN left_out TEXT")
    db.execute("ALTER TABLE feeds ADD COLUMN ttl_is_own INTEGER NOT NULL DEFAULT 0")
    # Sitemaps were read for thirty days back, and nobody noted it.
    db.execute(
        "UPDATE feeds SET left_out = strftime('%Y-%m-%dT%H:%M:%SZ', checked_at, '-30 days') "
        "WHERE role = 'sitemap' AND checked_at IS NOT NULL"
    )


@migrations()
def m020_cut(db: Database) -> None:
    """What of an article is not whole because it reached a bound."""
    db.execute("ALTER TABLE article_text ADD COLUMN cut TEXT NOT NULL DEFAULT '[]'")


KINDS_OF_VERSIONS = """
ALTER TABLE revisions ADD COLUMN body_kinds TEXT;
DROP VIEW revision_texts;
CREATE VIEW revision_texts AS
SELECT article, revision, seen_at, title, standfirst, byline, dateline, published_at, modified_at,
       revisions.word_count, changed, is_substantive, words_added, words_removed, reverts_to, is_paywalled,
       correction, coalesce(revisions.body, article_text.body) AS body,
       CASE WHEN revisions.body IS NULL THEN article_text.body_kinds
            ELSE coalesce(revisions.body_kinds, '') END AS body_kinds,
       CASE WHEN revisions.body IS NULL THEN article_text.entries
            ELSE coalesce(revisions.entries, '[]') END AS entries
FROM revisions JOIN article_text ON article_text.id = revisions.article;
"""


@migrations()
def m021_kinds_of_versions(db: Database) -> None:
    """What each paragraph of an earlier version was: sub-heading, item of a list, quotation."""
    for statement in _statements(KINDS_OF_VERSIONS):
        db.execute(statement)
