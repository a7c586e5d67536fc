CREATE TYPE notation_key AS ENUM ('NO', 'NE', 'IE', 'C');
CREATE TABLE about(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, "method" VARCHAR NOT NULL, approach VARCHAR NOT NULL, gwp_set VARCHAR NOT NULL, notes VARCHAR NOT NULL);
INSERT INTO about VALUES
    (1, 1, 'XX0001', 2015, 'covenant', 'activity-based', 'AR5', ''),
    (2, 1, 'XX0001', 2019, 'covenant', 'activity-based', 'AR5', '');
CREATE TABLE accounts(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, account VARCHAR NOT NULL);
CREATE TABLE actions(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, id VARCHAR NOT NULL, "name" VARCHAR NOT NULL, sector VARCHAR NOT NULL, carrier VARCHAR, first_year SMALLINT NOT NULL, last_year SMALLINT NOT NULL, status VARCHAR NOT NULL, energy_saved_mwh DOUBLE, renewable_mwh DOUBLE, avoided_t DOUBLE, "cost" DOUBLE, currency VARCHAR, responsible VARCHAR, sdg INTEGER[] NOT NULL, "source" VARCHAR, life_years DOUBLE, CHECK((status IN ('planned', 'partly', 'decided', 'ongoing', 'done', 'postponed', 'cancelled', 'unstated', 'expected'))), CHECK((isfinite(energy_saved_mwh) AND (energy_saved_mwh >= 0))), CHECK((isfinite(renewable_mwh) AND (renewable_mwh >= 0))), CHECK((isfinite(avoided_t) AND (avoided_t >= 0))), CHECK((isfinite("cost") AND ("cost" >= 0))), CHECK((isfinite(life_years) AND (life_years > 0))), CHECK((first_year <= last_year)), CHECK((("cost" IS NULL) OR (currency IS NOT NULL))));
CREATE TABLE activity_left_out(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, source_sheet VARCHAR, source_row INTEGER, source_column VARCHAR NOT NULL, cells INTEGER NOT NULL);
CREATE TABLE answers(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, question VARCHAR NOT NULL, answer VARCHAR NOT NULL);
CREATE TABLE browser_key("key" BLOB NOT NULL);
CREATE TABLE cells(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, slot INTEGER NOT NULL, place INTEGER NOT NULL, origin INTEGER NOT NULL, source_row INTEGER NOT NULL, "value" DOUBLE, notation_key ENUM('NO', 'NE', 'IE', 'C'), original_text VARCHAR USING COMPRESSION ZSTD NOT NULL, CHECK(isfinite("value")), CHECK((("value" IS NULL) != (notation_key IS NULL))));
INSERT INTO cells VALUES
    (1, 1, 1, 1, 1, 2, 10.0, NULL, '10'),
    (1, 2, 1, 2, 1, 3, 10.0, NULL, '10'),
    (1, 3, 1, 3, 1, 4, 10.0, NULL, '10'),
    (2, 1, 2, 4, 2, 2, NULL, 'NE', 'NE'),
    (2, 2, 2, 5, 2, 3, 8.5, NULL, '8,5'),
    (3, 1, 3, 6, 3, 2, 9.0, NULL, '9');
CREATE TABLE "chain"(revision INTEGER PRIMARY KEY, sha256 VARCHAR NOT NULL);
INSERT INTO chain VALUES
    (0, '18201d1576268f5889f5cc6a8df3def2e9a26e62d215b1e64d0483b0df1feeda'),
    (1, 'd0337ce89dad291b4fdc85c635af9f23777188f35ffda02169cb04597d91d70c'),
    (2, 'c12bb8dc1fd60a74ce1cb5c2ac9e0cd2990389d74b208e46f05b307b0e18ae93'),
    (3, 'dfa3c6a872996709ae1a05764214bc284b48804c3e6f944c39a5e30529e9aa56'),
    (4, '68d01fbc148ead3347c3f1e4ca3a3cd511ba39c6eeabb4e4285708c3ac9e1c7e');
CREATE TABLE cities(city_id VARCHAR PRIMARY KEY, "name" VARCHAR NOT NULL, other_names VARCHAR[] NOT NULL, country_code VARCHAR NOT NULL, country VARCHAR NOT NULL, region VARCHAR NOT NULL, latitude DOUBLE, longitude DOUBLE, "sample" BOOLEAN NOT NULL, "source" VARCHAR NOT NULL);
INSERT INTO cities VALUES
    ('XX0001', 'Town', ['Villa', 'Stadt'], 'XX', 'Nowhere', 'EU', NULL, NULL, false, 'a register');
CREATE TABLE city_entries(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, what VARCHAR NOT NULL, "value" VARCHAR NOT NULL, CHECK((what IN ('begun', 'name', 'listed'))), CHECK(("value" != '')));
CREATE TABLE city_factors(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, first_year SMALLINT NOT NULL, last_year SMALLINT NOT NULL, carrier VARCHAR NOT NULL, used_for VARCHAR NOT NULL, kind VARCHAR NOT NULL, gas VARCHAR NOT NULL, "value" DOUBLE, approach VARCHAR NOT NULL, "source" VARCHAR NOT NULL, fossil_carrier VARCHAR, bio_carrier VARCHAR, original_text VARCHAR NOT NULL, original_unit VARCHAR NOT NULL, CHECK((used_for IN ('all', 'stationary', 'transport'))), CHECK((kind IN ('factor', 'blend', 'biomass'))), CHECK((gas IN ('CO2', 'CH4', 'N2O', 'CO2e'))), CHECK((isfinite("value") AND ("value" >= 0))), CHECK((first_year <= last_year)), CHECK(((kind = 'factor') OR ("value" <= 1))));
CREATE TABLE city_pairings(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, partner VARCHAR NOT NULL, programme VARCHAR NOT NULL, body VARCHAR NOT NULL, partner_body VARCHAR NOT NULL, first_date VARCHAR NOT NULL, last_date VARCHAR NOT NULL, "months" SMALLINT, topics VARCHAR NOT NULL, "source" VARCHAR NOT NULL, address VARCHAR NOT NULL, note VARCHAR NOT NULL, withdrawn BOOLEAN NOT NULL, CHECK(((partner != '') AND (partner != city_id))), CHECK((programme != '')), CHECK(("months" > 0)), CHECK(("source" != '')));
CREATE TABLE degree_days(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, first_year SMALLINT NOT NULL, last_year SMALLINT NOT NULL, base DOUBLE NOT NULL, coldest_unheated DOUBLE, hdd DOUBLE NOT NULL, heating_share DOUBLE, "source" VARCHAR NOT NULL, CHECK(isfinite(base)), CHECK(isfinite(coldest_unheated)), CHECK((isfinite(hdd) AND (hdd > 0))), CHECK((heating_share BETWEEN 0 AND 1)), CHECK((first_year <= last_year)));
CREATE TABLE draft_files(draft_id VARCHAR NOT NULL, keeper VARCHAR NOT NULL, page_city VARCHAR NOT NULL, saved_at TIMESTAMP NOT NULL, file_name VARCHAR NOT NULL, file_sha256 VARCHAR NOT NULL, file_bytes INTEGER NOT NULL, city VARCHAR, "year" SMALLINT, answers VARCHAR NOT NULL, file BLOB NOT NULL);
CREATE TABLE edition(schema_version INTEGER NOT NULL);
INSERT INTO edition VALUES
    (7);
CREATE TABLE explanations(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, place VARCHAR NOT NULL, carrier VARCHAR, reason VARCHAR NOT NULL, stated_by VARCHAR NOT NULL, CHECK((reason != '')), CHECK((stated_by != '')));
CREATE TABLE gdp(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, amount DOUBLE NOT NULL, unit VARCHAR NOT NULL, currency VARCHAR NOT NULL, price_year VARCHAR NOT NULL, "source" VARCHAR NOT NULL, CHECK((isfinite(amount) AND (amount > 0))));
CREATE TABLE grades(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, "method" VARCHAR NOT NULL, measure VARCHAR NOT NULL, sector VARCHAR NOT NULL, "label" VARCHAR NOT NULL, carrier VARCHAR, "scope" TINYINT, gpc_ref VARCHAR, part VARCHAR NOT NULL, grade VARCHAR NOT NULL, CHECK((measure IN ('energy', 'emissions'))), CHECK(("scope" BETWEEN 1 AND 3)), CHECK((part IN ('activity', 'factor'))), CHECK((grade IN ('H', 'M', 'L', ''))));
CREATE TABLE local_energy(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, kind VARCHAR NOT NULL, "value" DOUBLE, original_text VARCHAR NOT NULL, original_unit VARCHAR NOT NULL, "source" VARCHAR NOT NULL, CHECK((kind IN ('TCE', 'LPE', 'GEP', 'CO2LPE', 'CO2GEP', 'LHC', 'CO2LPH', 'CO2IH', 'CO2EH'))), CHECK((isfinite("value") AND ("value" >= 0))));
CREATE TABLE mappings(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, signature VARCHAR NOT NULL);
CREATE TABLE milestones(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, partner VARCHAR NOT NULL, id VARCHAR NOT NULL, kind VARCHAR NOT NULL, date VARCHAR NOT NULL, what VARCHAR NOT NULL, "value" DOUBLE, unit VARCHAR NOT NULL, "source" VARCHAR NOT NULL, address VARCHAR NOT NULL, note VARCHAR NOT NULL, withdrawn BOOLEAN NOT NULL, CHECK(((partner != '') AND (partner != city_id))), CHECK((id != '')), CHECK((kind != '')), CHECK((what != '')), CHECK(isfinite("value")), CHECK(("source" != '')));
CREATE TABLE origins(origin INTEGER NOT NULL, original_unit VARCHAR NOT NULL, "source" VARCHAR NOT NULL, source_sheet VARCHAR, source_column VARCHAR);
INSERT INTO origins VALUES
    (1, 't CO2e', 'a report', NULL, NULL),
    (2, 't CO2e', 'a report', NULL, NULL),
    (3, 't CO2e', 'a report', NULL, NULL);
CREATE TABLE pair_promises(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, partner VARCHAR NOT NULL, id VARCHAR NOT NULL, by_city VARCHAR NOT NULL, who VARCHAR NOT NULL, what VARCHAR NOT NULL, due VARCHAR NOT NULL, "action" VARCHAR NOT NULL, figure VARCHAR NOT NULL, kept VARCHAR NOT NULL, withdrawn BOOLEAN NOT NULL, CHECK(((partner != '') AND (partner != city_id))), CHECK((id != '')), CHECK((by_city IN (city_id, partner))), CHECK((who != '')), CHECK((what != '')), CHECK((due != '')));
CREATE TABLE pairings("position" INTEGER NOT NULL, left_city VARCHAR NOT NULL, right_city VARCHAR NOT NULL, "source" VARCHAR NOT NULL);
CREATE TABLE partner_notes(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, partner VARCHAR NOT NULL, id VARCHAR NOT NULL, by_city VARCHAR NOT NULL, author VARCHAR NOT NULL, written VARCHAR NOT NULL, reply_to VARCHAR NOT NULL, about VARCHAR NOT NULL, what VARCHAR NOT NULL, withdrawn BOOLEAN NOT NULL, CHECK(((partner != '') AND (partner != city_id))), CHECK((id != '')), CHECK((by_city IN (city_id, partner))), CHECK((author != '')), CHECK((written != '')), CHECK((what != '')));
CREATE TABLE places(place INTEGER NOT NULL, sector VARCHAR NOT NULL, "label" VARCHAR NOT NULL, carrier VARCHAR, "scope" TINYINT, gpc_ref VARCHAR, quantity VARCHAR NOT NULL, CHECK(("scope" BETWEEN 1 AND 3)), CHECK((quantity IN ('energy', 'co2', 'ch4', 'n2o', 'co2e'))));
INSERT INTO places VALUES
    (1, 'residential', 'residential', NULL, NULL, NULL, 'co2e'),
    (2, 'tertiary', 'tertiary', NULL, NULL, NULL, 'co2e'),
    (3, 'transport', 'transport', NULL, NULL, NULL, 'co2e'),
    (4, 'residential', 'residential', NULL, NULL, NULL, 'co2e'),
    (5, 'tertiary', 'tertiary', NULL, NULL, NULL, 'co2e'),
    (6, 'residential', 'residential', NULL, NULL, NULL, 'co2e');
CREATE TABLE population(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, "method" VARCHAR NOT NULL, inhabitants DOUBLE NOT NULL, "source" VARCHAR NOT NULL, population_year SMALLINT, CHECK((inhabitants > 0)));
INSERT INTO population VALUES
    (1, 1, 'XX0001', 2015, 'covenant', 100.0, 'a register', NULL),
    (2, 1, 'XX0001', 2019, 'covenant', 101.0, 'a register', NULL);
CREATE TABLE printed_totals(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, "method" VARCHAR NOT NULL, measure VARCHAR NOT NULL, "value" DOUBLE NOT NULL, parts DOUBLE NOT NULL, number INTEGER NOT NULL, rounding DOUBLE NOT NULL, named VARCHAR NOT NULL, sectors VARCHAR NOT NULL, carrier VARCHAR, "scope" TINYINT, selects BOOLEAN NOT NULL, original_text VARCHAR NOT NULL, original_unit VARCHAR NOT NULL, source_sheet VARCHAR, source_row INTEGER, source_column VARCHAR, CHECK((measure IN ('energy', 'emissions'))), CHECK(isfinite("value")), CHECK(isfinite(parts)), CHECK(("scope" BETWEEN 1 AND 3)));
CREATE TABLE revisions(revision INTEGER PRIMARY KEY, committed_at TIMESTAMP NOT NULL, author VARCHAR NOT NULL, reason VARCHAR, file_name VARCHAR, file_sha256 VARCHAR, layout VARCHAR NOT NULL, row_count BIGINT NOT NULL, undoes INTEGER, "sample" BOOLEAN NOT NULL);
INSERT INTO revisions VALUES
    (1, '2026-11-28 10:44:52.040190', 'an analyst', NULL, 'file.csv', '00', 'long', 3, NULL, false),
    (2, '2026-11-28 10:44:52.240049', 'an analyst', NULL, 'file.csv', '00', 'long', 2, NULL, false),
    (3, '2026-11-28 10:44:52.558090', 'an analyst', NULL, 'file.csv', '00', 'long', 1, NULL, false),
    (4, '2026-11-28 10:44:52.732838', 'Ada', 'a slip', NULL, NULL, 'undo', 0, 3, false);
CREATE TABLE scenarios(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, "target" INTEGER NOT NULL, "year" SMALLINT NOT NULL, emissions_t DOUBLE NOT NULL, CHECK(isfinite(emissions_t)));
CREATE TABLE seals(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, part VARCHAR NOT NULL, first_row INTEGER, last_row INTEGER, sha256 VARCHAR NOT NULL);
INSERT INTO seals VALUES
    (0, 1, 'targets', NULL, NULL, '4a0665c608097c7c9976b57e22394415327f8807e240a98d3f1724110b9266c2'),
    (0, 2, 'cities', NULL, NULL, 'dd4f9d40fb28f38134486699f06c20e8861963139c7a9d7207b315ac4ebe91ce'),
    (1, 1, 'about', NULL, NULL, 'f3f1566962b345c83f8f353ee0db2cdb880481fabcbfc129774fe8bd482845e2'),
    (1, 2, 'inventory_rows', 2, 4, 'd6146c9e3677acd765844789ae9901e5f1e5b62d81088b89529c6d086645b4fa'),
    (1, 3, 'population', NULL, NULL, 'ac63d08efde91bfe249149024f981d67d70281f9e3841cfa863d646706011b29'),
    (1, 4, 'revisions', NULL, NULL, 'b4b80512371130e034c97a717c4d419fa0535266081b6c8d986733f98f33f172'),
    (1, 5, 'slots', NULL, NULL, 'b02ed0602b9fd80e54b434f31e43fcf70a3c1be622015ca958bc3ad9bbee9291'),
    (1, 6, 'cities', NULL, NULL, 'dd4f9d40fb28f38134486699f06c20e8861963139c7a9d7207b315ac4ebe91ce'),
    (2, 1, 'about', NULL, NULL, '60efe34a1122324973e5b7eb56775b1ce4c2cb31b11856c5cea7f539451ff91f'),
    (2, 2, 'inventory_rows', 2, 3, 'bd2c0096b644296ee4471bfc781c9596fd08bbcd917da28a97e385efa5c0279d'),
    (2, 3, 'population', NULL, NULL, '6dd9f2ed3c8886e187f62cb4b6b3f839f397a01189310c2e34373612799303fe'),
    (2, 4, 'revisions', NULL, NULL, 'c45b451535c2878fe30f2cf8375c77a3dc56db61faf59d13477a09943a3b41a4'),
    (2, 5, 'slots', NULL, NULL, 'e3e8e1376e35741ab87c6b42bd219291082940dda0cfb183ec63181e72d68e31'),
    (2, 6, 'cities', NULL, NULL, 'dd4f9d40fb28f38134486699f06c20e8861963139c7a9d7207b315ac4ebe91ce'),
    (3, 1, 'inventory_rows', 2, 2, '0112435cb638d00c4a01cceb15e41b0f7bf105a2c702cba87707f914eb4aead5'),
    (3, 2, 'revisions', NULL, NULL, '371184bf244b14ac69d6470fecc71006f2b283d5752351b10a4c14d06a1b8030'),
    (3, 3, 'slots', NULL, NULL, 'c1da4c6b8e1edfaf00e51d12d4ebd11f62fc3b3e651cffe748c74d61415d9549'),
    (3, 4, 'cities', NULL, NULL, 'dd4f9d40fb28f38134486699f06c20e8861963139c7a9d7207b315ac4ebe91ce'),
    (4, 1, 'revisions', NULL, NULL, 'd0727c1d9815d05b2bd017c5607daa8088cd38e959543cbf2b8d61010252d522'),
    (4, 2, 'slots', NULL, NULL, 'e3e8e1376e35741ab87c6b42bd219291082940dda0cfb183ec63181e72d68e31'),
    (4, 3, 'cities', NULL, NULL, 'dd4f9d40fb28f38134486699f06c20e8861963139c7a9d7207b315ac4ebe91ce');
CREATE TABLE slots(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT NOT NULL, "method" VARCHAR NOT NULL, measure VARCHAR NOT NULL, content_revision INTEGER NOT NULL, slot INTEGER, CHECK((measure IN ('energy', 'emissions'))));
INSERT INTO slots VALUES
    (1, 1, 'XX0001', 2015, 'covenant', 'emissions', 1, 1),
    (2, 1, 'XX0001', 2019, 'covenant', 'emissions', 2, 2),
    (3, 1, 'XX0001', 2019, 'covenant', 'emissions', 3, 3),
    (4, 1, 'XX0001', 2019, 'covenant', 'emissions', 2, NULL);
CREATE TABLE targets(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, number INTEGER NOT NULL, kind VARCHAR NOT NULL, path VARCHAR NOT NULL, sector VARCHAR, base_year SMALLINT NOT NULL, "year" SMALLINT NOT NULL, reduction_percent DOUBLE, level_t DOUBLE, declared_base_t DOUBLE, declared_target_t DOUBLE, "method" VARCHAR NOT NULL, set_in SMALLINT, exclusions VARCHAR, "source" VARCHAR NOT NULL, scenario_source VARCHAR, national_percent DOUBLE, national_base_year SMALLINT, national_year SMALLINT, national_source VARCHAR, CHECK((kind IN ('absolute', 'per-capita', 'per-gdp', 'baseline-scenario', 'fixed-level', 'neutrality'))), CHECK((path IN ('linear', 'constant-rate'))), CHECK(isfinite(reduction_percent)), CHECK(isfinite(level_t)));
INSERT INTO targets VALUES
    (0, 1, 'XX0001', 1, 'absolute', 'linear', NULL, 2015, 2030, 40.0, NULL, NULL, NULL, 'covenant', NULL, NULL, 'a plan', NULL, NULL, NULL, NULL, NULL);
CREATE TABLE uncertainties(revision INTEGER NOT NULL, "position" INTEGER NOT NULL, city_id VARCHAR NOT NULL, "year" SMALLINT, place VARCHAR, carrier VARCHAR, gas VARCHAR, part VARCHAR NOT NULL, lower_percent DOUBLE, upper_percent DOUBLE, grade VARCHAR, reason VARCHAR NOT NULL, stated_by VARCHAR NOT NULL, CHECK((part IN ('activity', 'factor', 'emissions'))), CHECK((lower_percent >= 0)), CHECK((upper_percent >= 0)), CHECK((grade IN ('H', 'M', 'L'))), CHECK((reason != '')), CHECK((stated_by != '')), CHECK(((grade IS NULL) = ((lower_percent IS NOT NULL) AND (upper_percent IS NOT NULL)))));
CREATE VIEW inventory_rows AS SELECT cells.revision, cells."position", city_id, "year", "method", measure, source_row, sector, "label", carrier, "scope", gpc_ref, quantity, "value", CAST(notation_key AS VARCHAR) AS notation_key, original_text, original_unit, "source", source_sheet, source_column FROM (((cells INNER JOIN slots ON (((slots.slot = cells.slot) AND (slots.revision = cells.revision)))) INNER JOIN places ON ((places.place = cells.place))) INNER JOIN origins ON ((origins.origin = cells.origin)));
