-- A national series takes the place of the former one of its country.
DELETE FROM series WHERE source = (SELECT source FROM told);
INSERT INTO series BY NAME SELECT * FROM brought WHERE organisation_id IS NOT NULL;
