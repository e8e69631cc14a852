-- What the store remembers besides the network: its revision, what each unit touched, and
-- the keys of requests that were carried out. The tables of nodes and links follow
-- graph/schema.py (see graph/sqlite_store/sql.py).

CREATE TABLE state (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    revision INTEGER NOT NULL
) STRICT;

INSERT INTO state (only_row, revision) VALUES (1, 0);

-- The keys are JSON lists; both are NULL where a unit touched too much to name it.
CREATE TABLE change_log (
    revision INTEGER NOT NULL PRIMARY KEY,
    nodes TEXT,
    links TEXT
) STRICT;

CREATE TABLE request_log (
    request_key TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
