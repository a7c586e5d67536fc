-- The ledger. Nothing here is ever updated or deleted: a correction is a new revision, an undo is one more. What is kept
-- beside the rows of inventories has its tables in kinds/.
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
