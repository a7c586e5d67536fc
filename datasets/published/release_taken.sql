-- A release of the JRC takes the place of the former one: its targets, and every inventory after the state of 2019.
DELETE FROM cells WHERE edition > '2019';
DELETE FROM inventories WHERE edition > '2019';
DELETE FROM pairs_read WHERE later_edition > '2019';
DELETE FROM targets WHERE source = 'jrc-plans';
INSERT INTO targets BY NAME SELECT * FROM brought_targets;
INSERT INTO cells BY NAME SELECT * EXCLUDE (baseline, year, inhabitants) FROM brought;
INSERT INTO inventories BY NAME
SELECT organisation_id, edition, inventory_id, baseline, year, any_value(inhabitants) AS inhabitants
FROM brought GROUP BY ALL;
