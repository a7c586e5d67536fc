-- The ledger of several dashboards. Made once, by `python -m datasets move --to postgresql://...`, by a role that may
-- create a schema. Nothing here but people is ever changed or deleted; who only writes for the program needs no more than the
-- rights of rights.sql. Verified from outside by whoever follows it: `python -m datasets verify`.
CREATE SCHEMA covenant;

CREATE TABLE covenant.ledger (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    ledger_id uuid NOT NULL DEFAULT gen_random_uuid(),
    format integer NOT NULL, -- of these tables; what is in them is of the edition of each revision
    made_at timestamptz NOT NULL DEFAULT now()
);

-- One line for each revision, tied to the one before by its hash: no two take one number, and none is left out.
CREATE TABLE covenant.revisions (
    revision integer PRIMARY KEY CHECK (revision >= 0),
    edition integer NOT NULL, -- of the program that wrote it
    before text NOT NULL CHECK (revision > 0 OR before = repeat('0', 64)),
    sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    previous integer GENERATED ALWAYS AS (nullif(revision, 0) - 1) STORED,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (revision, sha256),
    FOREIGN KEY (previous, before) REFERENCES covenant.revisions (revision, sha256)
);

-- The rows of each revision by the table of the follower, column by column; a long one in pieces.
CREATE TABLE covenant.contents (
    revision integer NOT NULL REFERENCES covenant.revisions,
    part text NOT NULL,
    piece integer NOT NULL,
    rows integer NOT NULL,
    columns json NOT NULL, -- as text, so that every number comes back to the last bit
    PRIMARY KEY (revision, part, piece)
);

-- Whose a pseudonym is: the one table of which a row may be deleted, by the owner (`forget`).
CREATE TABLE covenant.people (pseudonym text PRIMARY KEY, address text NOT NULL);

-- Who committed what, when and why, for whoever looks into the server itself.
CREATE VIEW covenant.history AS
SELECT revision, columns -> 'committed_at' ->> 0 AS committed_at, columns -> 'author' ->> 0 AS author,
       columns -> 'layout' ->> 0 AS layout, columns -> 'file_name' ->> 0 AS file_name,
       columns -> 'reason' ->> 0 AS reason, sha256
FROM covenant.revisions JOIN covenant.contents USING (revision)
WHERE part = 'revisions';

-- Also where the program runs as the owner of the tables, by oversight or choice.
CREATE FUNCTION covenant.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is only ever added to: % is refused', TG_OP;
END $$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON covenant.ledger EXECUTE FUNCTION covenant.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON covenant.revisions EXECUTE FUNCTION covenant.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON covenant.contents EXECUTE FUNCTION covenant.refuse();
