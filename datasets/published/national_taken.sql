-- A national series takes the place of the former one of its country.
DELETE FROM series WHERE organisation_id IN (
    SELECT organisation_id FROM answers WHERE country_code = (SELECT country FROM told));
INSERT INTO series BY NAME SELECT * FROM brought WHERE organisation_id IS NOT NULL;
