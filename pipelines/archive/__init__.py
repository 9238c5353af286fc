"""The archive: one SQLite file, and all the SQL there is.

``schema`` makes and migrates it, ``archive`` writes it, ``frontier`` keeps what to fetch next
in it, ``ledger`` keeps what was done, ``search`` reads it (standard library only, so that the
reading room can use it under the plain ``datasette`` command).
"""
