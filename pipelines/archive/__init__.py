"""The archive: one SQLite file, and all the SQL there is.

``schema`` makes and migrates it, ``archive`` writes it, ``frontier`` keeps what to fetch next
in it, ``ledger`` keeps what was done.

What reads it is standard library only, so that the reading room can use it under the plain
``datasette`` command, and each module imports only from those named before it: ``terms`` is what
the index holds besides the words, ``query`` what a reader typed, ``summaries`` an article as a
list shows it, ``search`` what a query finds, ``facets`` how that is spread, ``reading`` lists and
single articles, ``health`` how the sources and runs have done.
"""
