-- The ledger. Nothing here is ever updated or deleted: a correction is a new revision, an undo is one more. The
-- tables that are no part of it are those of the drafts and of the key of their browsers, at the end.
-- position rises from row to row among those of a revision in one table: it is their order, which the seals rest on.
CREATE TABLE IF NOT EXISTS edition (schema_version INTEGER NOT NULL);

CREATE TABLE IF NOT EXISTS cities (
    city_id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    other_names VARCHAR[] NOT NULL,
    country_code VARCHAR NOT NULL,
    country VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    latitude DOUBLE,
    longitude DOUBLE,
    sample BOOLEAN NOT NULL,
    source VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS pairings (
    position INTEGER NOT NULL,
    left_city VARCHAR NOT NULL,
    right_city VARCHAR NOT NULL,
    source VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS revisions (
    revision INTEGER PRIMARY KEY,
    committed_at TIMESTAMP NOT NULL, -- UTC
    author VARCHAR NOT NULL,
    reason VARCHAR,
    file_name VARCHAR,
    file_sha256 VARCHAR,
    layout VARCHAR NOT NULL,
    row_count BIGINT NOT NULL,
    undoes INTEGER,
    sample BOOLEAN NOT NULL
);

-- Which tables of which inventories a revision puts in force. content_revision is the revision whose rows count from
-- then on: the revision itself for an import, an earlier one for an undo, 0 when nothing is left. slot is the number by
-- which its own cells name the table, none for an undo.
CREATE TABLE IF NOT EXISTS slots (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    measure VARCHAR NOT NULL CHECK (measure IN ('energy', 'emissions')),
    content_revision INTEGER NOT NULL,
    slot INTEGER
);

-- The chain: for each revision a SHA-256 over that of the one before and over the seals of its own rows.
CREATE TABLE IF NOT EXISTS chain (
    revision INTEGER PRIMARY KEY,
    sha256 VARCHAR NOT NULL
);

-- The digest of each table of a revision, of a long one in blocks of rows of the file.
CREATE TABLE IF NOT EXISTS seals (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    part VARCHAR NOT NULL,
    first_row INTEGER,
    last_row INTEGER,
    sha256 VARCHAR NOT NULL
);

-- The rows of the inventories, taken apart: words that many rows of a revision share stand once, and a cell names them
-- by numbers, which no other revision uses. It makes a row an eighth as long, and writing it four times as fast.
-- What a number stands for.
CREATE TABLE IF NOT EXISTS places (
    place INTEGER NOT NULL,
    sector VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    carrier VARCHAR,
    scope TINYINT CHECK (scope BETWEEN 1 AND 3),
    gpc_ref VARCHAR,
    quantity VARCHAR NOT NULL CHECK (quantity IN ('energy', 'co2', 'ch4', 'n2o', 'co2e'))
);

-- Where a number is from: its unit in the file, who publishes it, and where it stands in the file beside source_row.
CREATE TABLE IF NOT EXISTS origins (
    origin INTEGER NOT NULL,
    original_unit VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    source_sheet VARCHAR,
    source_column VARCHAR
);

-- Energy in MWh, each gas and CO2e in tonnes. A cell holds a number or a reason, never both and never neither.
CREATE TYPE IF NOT EXISTS notation_key AS ENUM ('NO', 'NE', 'IE', 'C');

CREATE TABLE IF NOT EXISTS cells (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    slot INTEGER NOT NULL,
    place INTEGER NOT NULL,
    origin INTEGER NOT NULL,
    source_row INTEGER NOT NULL,
    value DOUBLE CHECK (isfinite(value)),
    notation_key notation_key,
    original_text VARCHAR USING COMPRESSION zstd NOT NULL, -- the engine's own choice takes three times as long
    CHECK ((value IS NULL) <> (notation_key IS NULL))
);

-- The rows put together again.
CREATE VIEW IF NOT EXISTS inventory_rows AS
SELECT cells.revision, cells.position, city_id, year, method, measure, source_row, sector, label, carrier, scope,
       gpc_ref, quantity, value, notation_key::VARCHAR AS notation_key, original_text, original_unit, source,
       source_sheet, source_column
FROM cells
JOIN slots ON slots.slot = cells.slot AND slots.revision = cells.revision
JOIN places ON places.place = cells.place
JOIN origins ON origins.origin = cells.origin;

-- What was answered about the file of a revision: its values follow from its texts and these answers.
CREATE TABLE IF NOT EXISTS answers (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    question VARCHAR NOT NULL,
    answer VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS population (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    inhabitants DOUBLE NOT NULL CHECK (inhabitants > 0),
    source VARCHAR NOT NULL,
    population_year SMALLINT -- in which they were counted, where it is another year than that of the inventory
);

CREATE TABLE IF NOT EXISTS about (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    approach VARCHAR NOT NULL,
    gwp_set VARCHAR NOT NULL,
    notes VARCHAR NOT NULL
);

-- The totals that the file of a revision prints, in MWh or t, each beside the sum of its parts as they were read and how
-- far the digits allow the two to differ. None of them is a figure of the inventory. sectors (parted by bars), carrier
-- and scope say of which cells it is the total, where selects is true.
CREATE TABLE IF NOT EXISTS printed_totals (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    measure VARCHAR NOT NULL CHECK (measure IN ('energy', 'emissions')),
    value DOUBLE NOT NULL CHECK (isfinite(value)),
    parts DOUBLE NOT NULL CHECK (isfinite(parts)),
    number INTEGER NOT NULL,
    rounding DOUBLE NOT NULL,
    named VARCHAR NOT NULL,
    sectors VARCHAR NOT NULL,
    carrier VARCHAR,
    scope TINYINT CHECK (scope BETWEEN 1 AND 3),
    selects BOOLEAN NOT NULL,
    original_text VARCHAR NOT NULL,
    original_unit VARCHAR NOT NULL,
    source_sheet VARCHAR,
    source_row INTEGER,
    source_column VARCHAR
);

-- Columns of the file of a revision whose amounts of activity were not taken, and how many cells of each. No figure.
CREATE TABLE IF NOT EXISTS activity_left_out (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    source_sheet VARCHAR,
    source_row INTEGER,
    source_column VARCHAR NOT NULL,
    cells INTEGER NOT NULL
);

-- What the columns of the file of a revision are called, as a SHA-256: its answers are offered for the next such file.
-- city_id is blank for a file of several cities.
CREATE TABLE IF NOT EXISTS mappings (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    signature VARCHAR NOT NULL
);

-- The number under which a city reports to CDP, by which a later file finds it again whatever it is called there.
CREATE TABLE IF NOT EXISTS accounts (
    revision INTEGER NOT NULL,
    position INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    account VARCHAR NOT NULL
);

-- Files that were brought and not committed, so that they outlive a refresh and a restart. No figure is read from here,
-- no revision refers to it and no seal covers it: a draft is changed as its questions are answered, and deleted.
CREATE TABLE IF NOT EXISTS draft_files (
    draft_id VARCHAR NOT NULL,
    keeper VARCHAR NOT NULL, -- a signed-in person or a browser
    page_city VARCHAR NOT NULL, -- on whose page it was begun; blank where no city was on file
    saved_at TIMESTAMP NOT NULL, -- UTC
    file_name VARCHAR NOT NULL,
    file_sha256 VARCHAR NOT NULL,
    file_bytes INTEGER NOT NULL,
    city VARCHAR,
    year SMALLINT,
    answers VARCHAR NOT NULL, -- JSON
    file BLOB NOT NULL
);

-- The key that signs the cookies of browsers, one row. It is made when the first browser comes, and no backup holds it.
CREATE TABLE IF NOT EXISTS browser_key (key BLOB NOT NULL);
