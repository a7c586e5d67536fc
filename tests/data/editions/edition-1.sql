CREATE TABLE about(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, "method" VARCHAR NOT NULL, approach VARCHAR NOT NULL, gwp_set VARCHAR NOT NULL, notes VARCHAR NOT NULL);
INSERT INTO about VALUES
    (1, 'XX0001', 2015, 'covenant', 'activity-based', 'AR5', ''),
    (2, 'XX0001', 2019, 'covenant', 'activity-based', 'AR5', '');
CREATE TABLE cities(city_id VARCHAR PRIMARY KEY, "name" VARCHAR NOT NULL, other_names VARCHAR[] NOT NULL, country_code VARCHAR NOT NULL, country VARCHAR NOT NULL, region VARCHAR NOT NULL, latitude DOUBLE, longitude DOUBLE, "sample" BOOLEAN NOT NULL, "source" VARCHAR NOT NULL);
INSERT INTO cities VALUES
    ('XX0001', 'Town', ['Villa', 'Stadt'], 'XX', 'Nowhere', 'EU', NULL, NULL, false, 'a register');
CREATE TABLE edition(schema_version INTEGER NOT NULL);
INSERT INTO edition VALUES
    (1);
CREATE TABLE inventory_rows(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, "method" VARCHAR NOT NULL, measure VARCHAR NOT NULL, source_row INTEGER NOT NULL, sector VARCHAR NOT NULL, "label" VARCHAR NOT NULL, carrier VARCHAR, "scope" TINYINT, gpc_ref VARCHAR, quantity VARCHAR NOT NULL, "value" DOUBLE, notation_key VARCHAR, original_text VARCHAR NOT NULL, original_unit VARCHAR NOT NULL, "source" VARCHAR NOT NULL, CHECK(("scope" BETWEEN 1 AND 3)), CHECK((quantity IN ('energy', 'co2', 'ch4', 'n2o', 'co2e'))), CHECK(isfinite("value")), CHECK((notation_key IN ('NO', 'NE', 'IE', 'C'))), CHECK((("value" IS NULL) != (notation_key IS NULL))), CHECK(((measure = 'energy') = (quantity = 'energy'))));
INSERT INTO inventory_rows VALUES
    (1, 'XX0001', 2015, 'covenant', 'emissions', 2, 'residential', 'residential', NULL, NULL, NULL, 'co2e', 10.0, NULL, '10', 't CO2e', 'a report'),
    (1, 'XX0001', 2015, 'covenant', 'emissions', 3, 'tertiary', 'tertiary', NULL, NULL, NULL, 'co2e', 10.0, NULL, '10', 't CO2e', 'a report'),
    (1, 'XX0001', 2015, 'covenant', 'emissions', 4, 'transport', 'transport', NULL, NULL, NULL, 'co2e', 10.0, NULL, '10', 't CO2e', 'a report'),
    (2, 'XX0001', 2019, 'covenant', 'emissions', 2, 'residential', 'residential', NULL, NULL, NULL, 'co2e', NULL, 'NE', 'NE', 't CO2e', 'a report'),
    (2, 'XX0001', 2019, 'covenant', 'emissions', 3, 'tertiary', 'tertiary', NULL, NULL, NULL, 'co2e', 8.5, NULL, '8,5', 't CO2e', 'a report'),
    (3, 'XX0001', 2019, 'covenant', 'emissions', 2, 'residential', 'residential', NULL, NULL, NULL, 'co2e', 9.0, NULL, '9', 't CO2e', 'a report');
CREATE TABLE pairings(left_city VARCHAR NOT NULL, right_city VARCHAR NOT NULL, "source" VARCHAR NOT NULL);
CREATE TABLE population(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, "method" VARCHAR NOT NULL, inhabitants DOUBLE NOT NULL, "source" VARCHAR NOT NULL, CHECK((inhabitants > 0)));
INSERT INTO population VALUES
    (1, 'XX0001', 2015, 'covenant', 100.0, 'a register'),
    (2, 'XX0001', 2019, 'covenant', 101.0, 'a register');
CREATE TABLE revisions(revision INTEGER PRIMARY KEY, committed_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL, reason VARCHAR, file_name VARCHAR, file_sha256 VARCHAR, layout VARCHAR NOT NULL, row_count BIGINT NOT NULL, undoes INTEGER, "sample" BOOLEAN NOT NULL);
INSERT INTO revisions VALUES
    (1, '2026-11-28 10:43:13.798142', 'an analyst', NULL, 'file.csv', '00', 'long', 3, NULL, false),
    (2, '2026-11-28 10:43:13.978013', 'an analyst', NULL, 'file.csv', '00', 'long', 2, NULL, false),
    (3, '2026-11-28 10:43:14.127711', 'an analyst', NULL, 'file.csv', '00', 'long', 1, NULL, false),
    (4, '2026-11-28 10:43:14.150349', 'Ada', 'a slip', NULL, NULL, 'undo', 0, 3, false);
CREATE TABLE slots(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, "method" VARCHAR NOT NULL, measure VARCHAR NOT NULL, content_revision INTEGER NOT NULL, CHECK((measure IN ('energy', 'emissions'))));
INSERT INTO slots VALUES
    (1, 'XX0001', 2015, 'covenant', 'emissions', 1),
    (2, 'XX0001', 2019, 'covenant', 'emissions', 2),
    (3, 'XX0001', 2019, 'covenant', 'emissions', 3),
    (4, 'XX0001', 2019, 'covenant', 'emissions', 2);
CREATE TABLE targets(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, sector VARCHAR, base_year SMALLINT NOT NULL, "year" SMALLINT NOT NULL, reduction_percent DOUBLE NOT NULL, declared_base_t DOUBLE, declared_target_t DOUBLE, "method" VARCHAR NOT NULL, set_in SMALLINT, exclusions VARCHAR, "source" VARCHAR NOT NULL, CHECK((kind IN ('absolute', 'per-capita'))));
INSERT INTO targets VALUES
    (0, 'XX0001', 'absolute', NULL, 2015, 2030, 40.0, NULL, NULL, 'covenant', NULL, NULL, 'a plan');
