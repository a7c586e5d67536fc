-- A national series from ``file``, a table of texts: its municipalities are found in the register by the id that the file
-- gives, otherwise by the very letters of their name. ``told`` holds source, country and kt.
CREATE TEMP TABLE brought AS
SELECT coalesce(file.given, known.organisation_id) AS organisation_id, (SELECT source FROM told) AS source, area,
    try_cast(year AS SMALLINT) AS year, sector, coalesce(carrier, '') AS carrier,
    try_cast(amount AS DOUBLE) * (SELECT kt FROM told) AS emissions_kt, file.rowid + 2 AS source_row
FROM file LEFT JOIN (
    SELECT any_value(organisation_id) AS organisation_id, lower(name) AS name FROM answers
    WHERE country_code = (SELECT country FROM told) GROUP BY lower(name) HAVING count(*) = 1
) known ON known.name = lower(file.area)
WHERE amount IS NOT NULL;

CREATE TEMP VIEW faults AS
SELECT '"' || amount || '"' AS found, 'an amount of 0 or more' AS expected, rowid + 2 AS source_row FROM file
WHERE amount IS NOT NULL AND NOT coalesce(isfinite(try_cast(amount AS DOUBLE)) AND try_cast(amount AS DOUBLE) >= 0, false)
UNION ALL
SELECT concat_ws(', ', 'a second amount of ' || area, year, sector, carrier), 'one amount for each', max(rowid) + 2
FROM file WHERE amount IS NOT NULL GROUP BY area, given, year, sector, carrier, sector_word HAVING count(*) > 1
UNION ALL
SELECT '0 for all sectors of ' || area || ' in ' || year, 'an amount above 0', min(source_row) FROM brought
WHERE organisation_id IS NOT NULL GROUP BY area, year HAVING sum(emissions_kt) = 0
UNION ALL
SELECT '"' || coalesce(year, '') || '"', 'a year from 1990 to 2100', rowid + 2 FROM file
WHERE NOT coalesce(try_cast(year AS INTEGER) BETWEEN 1990 AND 2100, false)
UNION ALL
SELECT 'no signatory of the register', 'municipalities by their names', NULL
WHERE NOT EXISTS (SELECT 1 FROM brought WHERE organisation_id IS NOT NULL);
