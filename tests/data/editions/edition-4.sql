CREATE TYPE notation_key AS ENUM ('NO', 'NE', 'IE', 'C');
CREATE TABLE about(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, "method" VARCHAR NOT NULL, approach VARCHAR NOT NULL, gwp_set VARCHAR NOT NULL, notes VARCHAR NOT NULL);
INSERT INTO about VALUES
    (1, 'XX0001', 2015, 'covenant', 'activity-based', 'AR5', ''),
    (2, 'XX0001', 2019, 'covenant', 'activity-based', 'AR5', '');
CREATE TABLE actions(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, id VARCHAR NOT NULL, "name" VARCHAR NOT NULL, sector VARCHAR NOT NULL, carrier VARCHAR, first_year SMALLINT NOT NULL, last_year SMALLINT NOT NULL, status VARCHAR NOT NULL, energy_saved_mwh DOUBLE, renewable_mwh DOUBLE, avoided_t DOUBLE, "cost" DOUBLE, currency VARCHAR, responsible VARCHAR, sdg INTEGER[] NOT NULL, "source" VARCHAR, CHECK((status IN ('planned', 'decided', 'ongoing', 'done', 'postponed', 'cancelled'))), CHECK((isfinite(energy_saved_mwh) AND (energy_saved_mwh >= 0))), CHECK((isfinite(renewable_mwh) AND (renewable_mwh >= 0))), CHECK((isfinite(avoided_t) AND (avoided_t >= 0))), CHECK((isfinite("cost") AND ("cost" >= 0))), CHECK((first_year <= last_year)), CHECK((("cost" IS NULL) OR (currency IS NOT NULL))));
CREATE TABLE answers(revision INTEGER NOT NULL, question VARCHAR NOT NULL, answer VARCHAR NOT NULL);
CREATE TABLE cells(revision INTEGER NOT NULL, slot INTEGER NOT NULL, place INTEGER NOT NULL, origin INTEGER NOT NULL, source_row INTEGER NOT NULL, "value" DOUBLE, notation_key ENUM('NO', 'NE', 'IE', 'C'), original_text VARCHAR USING COMPRESSION ZSTD NOT NULL, CHECK(isfinite("value")), CHECK((("value" IS NULL) != (notation_key IS NULL))));
INSERT INTO cells VALUES
    (1, 1, 1, 1, 2, 10.0, NULL, '10'),
    (1, 1, 2, 1, 3, 10.0, NULL, '10'),
    (1, 1, 3, 1, 4, 10.0, NULL, '10'),
    (2, 2, 4, 2, 2, NULL, 'NE', 'NE'),
    (2, 2, 5, 2, 3, 8.5, NULL, '8,5'),
    (3, 3, 6, 3, 2, 9.0, NULL, '9');
CREATE TABLE "chain"(revision INTEGER PRIMARY KEY, sha256 VARCHAR NOT NULL);
INSERT INTO chain VALUES
    (0, '18201d1576268f5889f5cc6a8df3def2e9a26e62d215b1e64d0483b0df1feeda'),
    (1, '93959fe41538b6d191e5b1fbbbf50bdb28a5311ec60fc50dfe93dd93ab22749b'),
    (2, '4847b6ecb22db25b27604f243fd9bdd1a11d8c8aac0e5d5bc17daa30ce8e975c'),
    (3, '8f340160aac6a8cbdd56df202bc56684ef591436db56e67956b2ef7c300d483d'),
    (4, '00586b632fa83f1cd7952463ec944b7953a95c3fc4bd5d9dd4c9fdc8ad2c392a');
CREATE TABLE cities(city_id VARCHAR PRIMARY KEY, "name" VARCHAR NOT NULL, other_names VARCHAR[] NOT NULL, country_code VARCHAR NOT NULL, country VARCHAR NOT NULL, region VARCHAR NOT NULL, latitude DOUBLE, longitude DOUBLE, "sample" BOOLEAN NOT NULL, "source" VARCHAR NOT NULL);
INSERT INTO cities VALUES
    ('XX0001', 'Town', ['Villa', 'Stadt'], 'XX', 'Nowhere', 'EU', NULL, NULL, false, 'a register');
CREATE TABLE city_factors(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, first_year SMALLINT NOT NULL, last_year SMALLINT NOT NULL, carrier VARCHAR NOT NULL, used_for VARCHAR NOT NULL, kind VARCHAR NOT NULL, gas VARCHAR NOT NULL, "value" DOUBLE, approach VARCHAR NOT NULL, "source" VARCHAR NOT NULL, fossil_carrier VARCHAR, bio_carrier VARCHAR, original_text VARCHAR NOT NULL, original_unit VARCHAR NOT NULL, CHECK((used_for IN ('all', 'stationary', 'transport'))), CHECK((kind IN ('factor', 'blend', 'biomass'))), CHECK((gas IN ('CO2', 'CH4', 'N2O', 'CO2e'))), CHECK((isfinite("value") AND ("value" >= 0))), CHECK((first_year <= last_year)), CHECK(((kind = 'factor') OR ("value" <= 1))));
CREATE TABLE degree_days(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, first_year SMALLINT NOT NULL, last_year SMALLINT NOT NULL, base DOUBLE NOT NULL, coldest_unheated DOUBLE, hdd DOUBLE NOT NULL, heating_share DOUBLE, "source" VARCHAR NOT NULL, CHECK(isfinite(base)), CHECK(isfinite(coldest_unheated)), CHECK((isfinite(hdd) AND (hdd > 0))), CHECK((heating_share BETWEEN 0 AND 1)), CHECK((first_year <= last_year)));
CREATE TABLE drafts(draft_id VARCHAR NOT NULL, author VARCHAR NOT NULL, saved_at TIMESTAMP NOT NULL, file_name VARCHAR NOT NULL, file_sha256 VARCHAR NOT NULL, file_bytes INTEGER NOT NULL, city VARCHAR, "year" SMALLINT, answers VARCHAR NOT NULL, file BLOB NOT NULL);
CREATE TABLE edition(schema_version INTEGER NOT NULL);
INSERT INTO edition VALUES
    (4);
CREATE TABLE gdp(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, amount DOUBLE NOT NULL, unit VARCHAR NOT NULL, currency VARCHAR NOT NULL, price_year VARCHAR NOT NULL, "source" VARCHAR NOT NULL, CHECK((isfinite(amount) AND (amount > 0))));
CREATE TABLE local_energy(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, kind VARCHAR NOT NULL, "value" DOUBLE, original_text VARCHAR NOT NULL, original_unit VARCHAR NOT NULL, "source" VARCHAR NOT NULL, CHECK((kind IN ('TCE', 'LPE', 'GEP', 'CO2LPE', 'CO2GEP', 'LHC', 'CO2LPH', 'CO2IH', 'CO2EH'))), CHECK((isfinite("value") AND ("value" >= 0))));
CREATE TABLE mappings(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, signature VARCHAR NOT NULL);
CREATE TABLE origins(origin INTEGER NOT NULL, original_unit VARCHAR NOT NULL, "source" VARCHAR NOT NULL, source_sheet VARCHAR, source_column VARCHAR);
INSERT INTO origins VALUES
    (1, 't CO2e', 'a report', NULL, NULL),
    (2, 't CO2e', 'a report', NULL, NULL),
    (3, 't CO2e', 'a report', NULL, NULL);
CREATE TABLE pairings(left_city VARCHAR NOT NULL, right_city VARCHAR NOT NULL, "source" VARCHAR NOT NULL);
CREATE TABLE places(place INTEGER NOT NULL, sector VARCHAR NOT NULL, "label" VARCHAR NOT NULL, carrier VARCHAR, "scope" TINYINT, gpc_ref VARCHAR, quantity VARCHAR NOT NULL, CHECK(("scope" BETWEEN 1 AND 3)), CHECK((quantity IN ('energy', 'co2', 'ch4', 'n2o', 'co2e'))));
INSERT INTO places VALUES
    (1, 'residential', 'residential', NULL, NULL, NULL, 'co2e'),
    (2, 'tertiary', 'tertiary', NULL, NULL, NULL, 'co2e'),
    (3, 'transport', 'transport', NULL, NULL, NULL, 'co2e'),
    (4, 'residential', 'residential', NULL, NULL, NULL, 'co2e'),
    (5, 'tertiary', 'tertiary', NULL, NULL, NULL, 'co2e'),
    (6, 'residential', 'residential', NULL, NULL, NULL, 'co2e');
CREATE TABLE population(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, "method" VARCHAR NOT NULL, inhabitants DOUBLE NOT NULL, "source" VARCHAR NOT NULL, CHECK((inhabitants > 0)));
INSERT INTO population VALUES
    (1, 'XX0001', 2015, 'covenant', 100.0, 'a register'),
    (2, 'XX0001', 2019, 'covenant', 101.0, 'a register');
CREATE TABLE revisions(revision INTEGER PRIMARY KEY, committed_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL, reason VARCHAR, file_name VARCHAR, file_sha256 VARCHAR, layout VARCHAR NOT NULL, row_count BIGINT NOT NULL, undoes INTEGER, "sample" BOOLEAN NOT NULL);
INSERT INTO revisions VALUES
    (1, '2026-11-28 10:43:39.623244', 'an analyst', NULL, 'file.csv', '00', 'long', 3, NULL, false),
    (2, '2026-11-28 10:43:39.669492', 'an analyst', NULL, 'file.csv', '00', 'long', 2, NULL, false),
    (3, '2026-11-28 10:43:39.715296', 'an analyst', NULL, 'file.csv', '00', 'long', 1, NULL, false),
    (4, '2026-11-28 10:43:39.789726', 'Ada', 'a slip', NULL, NULL, 'undo', 0, 3, false);
CREATE TABLE scenarios(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, "target" INTEGER NOT NULL, "year" SMALLINT NOT NULL, emissions_t DOUBLE NOT NULL, CHECK(isfinite(emissions_t)));
CREATE TABLE seals(revision INTEGER NOT NULL, part VARCHAR NOT NULL, first_row INTEGER, last_row INTEGER, sha256 VARCHAR NOT NULL);
INSERT INTO seals VALUES
    (0, 'targets', NULL, NULL, '4a0665c608097c7c9976b57e22394415327f8807e240a98d3f1724110b9266c2'),
    (0, 'cities', NULL, NULL, 'dd4f9d40fb28f38134486699f06c20e8861963139c7a9d7207b315ac4ebe91ce'),
    (1, 'about', NULL, NULL, 'f3f1566962b345c83f8f353ee0db2cdb880481fabcbfc129774fe8bd482845e2'),
    (1, 'inventory_rows', 2, 4, 'd6146c9e3677acd765844789ae9901e5f1e5b62d81088b89529c6d086645b4fa'),
    (1, 'population', NULL, NULL, 'ac63d08efde91bfe249149024f981d67d70281f9e3841cfa863d646706011b29'),
    (1, 'revisions', NULL, NULL, 'dd599603008ad5ffeb6b770719bf093b8e801603bc045b82b486e240edccdd83'),
    (1, 'slots', NULL, NULL, 'b02ed0602b9fd80e54b434f31e43fcf70a3c1be622015ca958bc3ad9bbee9291'),
    (1, 'cities', NULL, NULL, 'dd4f9d40fb28f38134486699f06c20e8861963139c7a9d7207b315ac4ebe91ce'),
    (2, 'about', NULL, NULL, '60efe34a1122324973e5b7eb56775b1ce4c2cb31b11856c5cea7f539451ff91f'),
    (2, 'inventory_rows', 2, 3, 'bd2c0096b644296ee4471bfc781c9596fd08bbcd917da28a97e385efa5c0279d'),
    (2, 'population', NULL, NULL, '6dd9f2ed3c8886e187f62cb4b6b3f839f397a01189310c2e34373612799303fe'),
    (2, 'revisions', NULL, NULL, 'a70785accac976ff304bc955c3cc435692643d46b3c565395b67a23b9dc9b260'),
    (2, 'slots', NULL, NULL, 'e3e8e1376e35741ab87c6b42bd219291082940dda0cfb183ec63181e72d68e31'),
    (2, 'cities', NULL, NULL, 'dd4f9d40fb28f38134486699f06c20e8861963139c7a9d7207b315ac4ebe91ce'),
    (3, 'inventory_rows', 2, 2, '0112435cb638d00c4a01cceb15e41b0f7bf105a2c702cba87707f914eb4aead5'),
    (3, 'revisions', NULL, NULL, '6929c938c6c95adf217d46f57ceb36b9561c15e515c4599697538fbbe60eda5a'),
    (3, 'slots', NULL, NULL, 'c1da4c6b8e1edfaf00e51d12d4ebd11f62fc3b3e651cffe748c74d61415d9549'),
    (3, 'cities', NULL, NULL, 'dd4f9d40fb28f38134486699f06c20e8861963139c7a9d7207b315ac4ebe91ce'),
    (4, 'revisions', NULL, NULL, 'a636c65b594b45d6eca82c6b8fa585a26e5b9cb7c39ed229d6d31ca80ff4667a'),
    (4, 'slots', NULL, NULL, 'e3e8e1376e35741ab87c6b42bd219291082940dda0cfb183ec63181e72d68e31'),
    (4, 'cities', NULL, NULL, 'dd4f9d40fb28f38134486699f06c20e8861963139c7a9d7207b315ac4ebe91ce');
CREATE TABLE slots(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, "method" VARCHAR NOT NULL, measure VARCHAR NOT NULL, content_revision INTEGER NOT NULL, slot INTEGER, CHECK((measure IN ('energy', 'emissions'))));
INSERT INTO slots VALUES
    (1, 'XX0001', 2015, 'covenant', 'emissions', 1, 1),
    (2, 'XX0001', 2019, 'covenant', 'emissions', 2, 2),
    (3, 'XX0001', 2019, 'covenant', 'emissions', 3, 3),
    (4, 'XX0001', 2019, 'covenant', 'emissions', 2, NULL);
CREATE TABLE targets(revision INTEGER NOT NULL, city_id VARCHAR NOT NULL, number INTEGER NOT NULL, kind VARCHAR NOT NULL, path VARCHAR NOT NULL, sector VARCHAR, base_year SMALLINT NOT NULL, "year" SMALLINT NOT NULL, reduction_percent DOUBLE, level_t DOUBLE, declared_base_t DOUBLE, declared_target_t DOUBLE, "method" VARCHAR NOT NULL, set_in SMALLINT, exclusions VARCHAR, "source" VARCHAR NOT NULL, scenario_source VARCHAR, national_percent DOUBLE, national_base_year SMALLINT, national_year SMALLINT, national_source VARCHAR, CHECK((kind IN ('absolute', 'per-capita', 'per-gdp', 'baseline-scenario', 'fixed-level', 'neutrality'))), CHECK((path IN ('linear', 'constant-rate'))), CHECK(isfinite(reduction_percent)), CHECK(isfinite(level_t)));
INSERT INTO targets VALUES
    (0, 'XX0001', 1, 'absolute', 'linear', NULL, 2015, 2030, 40.0, NULL, NULL, NULL, 'covenant', NULL, NULL, 'a plan', NULL, NULL, NULL, NULL, NULL);
CREATE VIEW inventory_rows AS SELECT cells.rowid AS cell, cells.revision, city_id, "year", "method", measure, source_row, sector, "label", carrier, "scope", gpc_ref, quantity, "value", CAST(notation_key AS VARCHAR) AS notation_key, original_text, original_unit, "source", source_sheet, source_column FROM (((cells INNER JOIN slots ON (((slots.slot = cells.slot) AND (slots.revision = cells.revision)))) INNER JOIN places ON ((places.place = cells.place))) INNER JOIN origins ON ((origins.origin = cells.origin)));
