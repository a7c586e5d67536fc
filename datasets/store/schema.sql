-- The ledger. Nothing here is ever updated or deleted: a correction is a new revision, an undo is one more.
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
-- then on: the revision itself for an import, an earlier one for an undo, 0 when nothing is left.
CREATE TABLE IF NOT EXISTS slots (
    revision INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    measure VARCHAR NOT NULL CHECK (measure IN ('energy', 'emissions')),
    content_revision INTEGER NOT NULL
);

-- Energy in MWh, each gas and CO2e in tonnes. A cell holds a number or a reason, never both and never neither.
CREATE TABLE IF NOT EXISTS inventory_rows (
    revision INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    source_row INTEGER NOT NULL,
    sector VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    carrier VARCHAR,
    scope TINYINT CHECK (scope BETWEEN 1 AND 3),
    gpc_ref VARCHAR,
    quantity VARCHAR NOT NULL CHECK (quantity IN ('energy', 'co2', 'ch4', 'n2o', 'co2e')),
    value DOUBLE CHECK (isfinite(value)),
    notation_key VARCHAR CHECK (notation_key IN ('NO', 'NE', 'IE', 'C')),
    original_text VARCHAR NOT NULL,
    original_unit VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    CHECK ((value IS NULL) <> (notation_key IS NULL)),
    CHECK ((measure = 'energy') = (quantity = 'energy'))
);

CREATE TABLE IF NOT EXISTS population (
    revision INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    inhabitants DOUBLE NOT NULL CHECK (inhabitants > 0),
    source VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS about (
    revision INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    year SMALLINT NOT NULL,
    method VARCHAR NOT NULL,
    approach VARCHAR NOT NULL,
    gwp_set VARCHAR NOT NULL,
    notes VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS targets (
    revision INTEGER NOT NULL,
    city_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('absolute', 'per-capita')),
    sector VARCHAR,
    base_year SMALLINT NOT NULL,
    year SMALLINT NOT NULL,
    reduction_percent DOUBLE NOT NULL,
    declared_base_t DOUBLE,
    declared_target_t DOUBLE,
    method VARCHAR NOT NULL,
    set_in SMALLINT,
    exclusions VARCHAR,
    source VARCHAR NOT NULL
);
