-- What may be said of every signatory, from the tables of cells, inventories, targets and a national series.
-- The rules are those of the audit of the published tables; each stands as a column of its own in ``judged``.

-- A cell by key sector: transport is one cell, since the two tables split it differently.
CREATE OR REPLACE TEMP VIEW key_cells AS
SELECT organisation_id, edition, inventory_id, key,
    CASE WHEN key = 'transport' THEN 'all' WHEN carrier IN ('electricity', 'heat_cold', 'indirect') THEN 'bought'
        ELSE 'burnt' END AS part,
    sum(energy_mwh) AS mwh, sum(emissions_t) AS t,
    sum(energy_mwh) FILTER (coalesce(emissions_t, 0) = 0 AND carrier NOT IN ('renewable', 'direct')) AS mwh_without_t
FROM (
    SELECT *, CASE sector WHEN 'municipal_buildings' THEN 'municipal' WHEN 'tertiary' THEN 'tertiary'
        WHEN 'residential' THEN 'residential'
        ELSE CASE WHEN sector IN ('transport', 'private_transport', 'public_transport', 'municipal_fleet')
            THEN 'transport' END END AS key
    FROM cells
) WHERE key IS NOT NULL GROUP BY ALL;

CREATE OR REPLACE TEMP TABLE key_sectors AS
SELECT organisation_id, edition, inventory_id, key, sum(mwh) AS mwh, sum(t) AS t FROM key_cells GROUP BY ALL;

CREATE OR REPLACE TEMP VIEW summed AS
SELECT i.*, s.* EXCLUDE (organisation_id, edition, inventory_id), r.population
FROM inventories i LEFT JOIN (
    SELECT organisation_id, edition, inventory_id, string_agg(key, '|' ORDER BY key) AS sectors,
        count(*) AS sector_count, min(t) AS t_least, sum(t) AS t, sum(mwh) AS mwh, max(t) AS t_largest,
        max(t) FILTER (key = 'residential') AS t_residential, max(t) FILTER (key = 'transport') AS t_transport
    FROM key_sectors GROUP BY ALL
) s USING (organisation_id, edition, inventory_id)
LEFT JOIN register r USING (organisation_id);

-- What an inventory raises as doubts: those that the audit noted, and of editions that came later the same ones.
CREATE OR REPLACE TEMP TABLE held AS
SELECT * EXCLUDE (population, sector_count, t_least, t_largest)
    REPLACE (CASE WHEN edition <= (SELECT coalesce(max(later_edition), '') FROM pairs_read) THEN doubts
        ELSE nullif(concat_ws('|',
            CASE WHEN coalesce(sector_count, 0) < 3 THEN 'fewer than three key sectors' END,
            CASE WHEN NOT coalesce(inhabitants / population BETWEEN 0.5 AND 2, false)
                THEN 'inhabitants under half or over double of the register' END,
            CASE WHEN t_least < 0 THEN 'a negative amount' END,
            CASE WHEN t / inhabitants < 0.3 THEN 'key sectors below 0.3 t per inhabitant' END,
            CASE WHEN t / inhabitants > 50 THEN 'more than 50 t per inhabitant' END,
            CASE WHEN t_largest / inhabitants > 10 THEN 'one key sector above 10 t per inhabitant' END,
            CASE WHEN mwh / inhabitants > 50 THEN 'key sectors above 50 MWh per inhabitant' END,
            CASE WHEN NOT coalesce(t / mwh BETWEEN 0.05 AND 1, false)
                THEN 't per MWh of the key sectors below 0.05 or above 1' END,
            CASE WHEN count(*) OVER (PARTITION BY organisation_id, edition, year, baseline) > 1
                THEN 'several inventories of this year' END,
            CASE WHEN count(*) OVER (PARTITION BY edition, year, inhabitants, t, mwh) > 1
                THEN 'the same figures stand for another signatory' END), '') END AS doubts)
FROM summed;

-- The pairs that the audit read, and of editions that came later the base inventory with the newest other one that
-- prints the same key sectors.
CREATE OR REPLACE TEMP TABLE pairs AS
WITH chosen AS (
    SELECT organisation_id, base_edition, later_edition, base_inventory, later_inventory FROM pairs_read
    UNION ALL
    SELECT b.organisation_id, b.edition, l.edition, b.inventory_id, l.inventory_id
    FROM held b JOIN held l ON b.organisation_id = l.organisation_id AND l.year > b.year AND l.sectors = b.sectors
        AND l.edition >= b.edition AND b.baseline AND NOT l.baseline
    WHERE l.edition > (SELECT coalesce(max(later_edition), '') FROM pairs_read)
    QUALIFY row_number() OVER (PARTITION BY b.organisation_id, b.edition, l.edition
        ORDER BY b.year, l.year DESC, l.inventory_id DESC) = 1
)
SELECT c.*, b.year AS base_year, l.year AS later_year, b.sectors,
    b.inhabitants AS people_base, l.inhabitants AS people_later, b.t AS t_base, l.t AS t_later,
    b.mwh AS mwh_base, l.mwh AS mwh_later, least(b.t_residential, b.t_transport) AS least_base,
    least(l.t_residential, l.t_transport) AS least_later,
    b.sectors = l.sectors AS same_sectors,
    b.approach IS NOT DISTINCT FROM l.approach AND coalesce(b.gas = l.gas, true) AS same_method,
    concat_ws('|', b.doubts, l.doubts) AS doubts
FROM chosen c
JOIN held b ON b.organisation_id = c.organisation_id AND b.edition = c.base_edition AND b.inventory_id = c.base_inventory
JOIN held l ON l.organisation_id = c.organisation_id AND l.edition = c.later_edition
    AND l.inventory_id = c.later_inventory;

-- Sector by sector of both: the largest change of one that holds a tenth, and how many are the same.
CREATE OR REPLACE TEMP VIEW sector_changes AS
SELECT p.organisation_id, p.base_edition, p.later_edition,
    max(greatest(b.t / l.t, l.t / b.t)) FILTER (greatest(b.t / p.t_base, l.t / p.t_later) >= 0.1) AS largest,
    count(*) FILTER (abs(b.mwh - l.mwh) <= 0.0001 * b.mwh OR abs(b.t - l.t) <= 0.0001 * b.t) AS equal
FROM pairs p
JOIN key_sectors b ON b.organisation_id = p.organisation_id AND b.edition = p.base_edition
    AND b.inventory_id = p.base_inventory
JOIN key_sectors l ON l.organisation_id = p.organisation_id AND l.edition = p.later_edition
    AND l.inventory_id = p.later_inventory AND l.key = b.key
GROUP BY ALL;

-- What one of the two prints and the other does not, as a share of its own.
CREATE OR REPLACE TEMP VIEW cells_of_one AS
SELECT organisation_id, base_edition, later_edition, greatest(
    coalesce(sum(t_b) FILTER (t_l IS NULL) / any_value(t_base), 0),
    coalesce(sum(t_l) FILTER (t_b IS NULL) / any_value(t_later), 0)) AS share
FROM (
    SELECT p.organisation_id, p.base_edition, p.later_edition, p.t_base, p.t_later, c.key, c.part,
        sum(c.t) FILTER (c.edition = p.base_edition AND c.inventory_id = p.base_inventory) AS t_b,
        sum(c.t) FILTER (c.edition = p.later_edition AND c.inventory_id = p.later_inventory) AS t_l
    FROM pairs p JOIN key_cells c ON c.organisation_id = p.organisation_id AND c.t <> 0
        AND ((c.edition = p.base_edition AND c.inventory_id = p.base_inventory)
        OR (c.edition = p.later_edition AND c.inventory_id = p.later_inventory))
    GROUP BY ALL
) GROUP BY ALL;

-- How far two editions lie apart in a year that both print, in the sectors that hold a tenth.
CREATE OR REPLACE TEMP VIEW both_print AS
SELECT a.organisation_id, a.edition AS base_edition, b.edition AS later_edition, max(abs(y.t / x.t - 1)) AS deviation
FROM held a JOIN held b ON b.organisation_id = a.organisation_id AND b.year = a.year AND a.edition < b.edition
JOIN key_sectors x ON x.organisation_id = a.organisation_id AND x.edition = a.edition AND x.inventory_id = a.inventory_id
JOIN key_sectors y ON y.organisation_id = b.organisation_id AND y.edition = b.edition AND y.inventory_id = b.inventory_id
    AND y.key = x.key
WHERE greatest(x.t / a.t, y.t / b.t) >= 0.1
GROUP BY ALL;

CREATE OR REPLACE TABLE judged AS
SELECT p.*, s.largest, s.equal, c.share, o.deviation,
    coalesce(p.same_sectors AND p.sectors = 'municipal|residential|tertiary|transport', false) AS four_sectors,
    coalesce(later_year - base_year >= 3, false) AS three_years,
    coalesce((people_later / people_base BETWEEN 0.75 AND 1.333
        OR (abs(pow(people_later / people_base, 1.0 / (later_year - base_year)) - 1) <= 0.02
            AND people_later / people_base BETWEEN 0.6 AND 1.7))
        AND people_base / r.population BETWEEN 0.5 AND 2 AND people_later / r.population BETWEEN 0.5 AND 2, false)
        AS inhabitants,
    coalesce(t_base / people_base BETWEEN 0.3 AND 25 AND t_later / people_later BETWEEN 0.3 AND 25, false) AS per_head,
    coalesce(least_base / people_base >= 0.1 AND least_later / people_later >= 0.1, false) AS homes_and_transport,
    coalesce(t_base / mwh_base BETWEEN 0.08 AND 0.65 AND t_later / mwh_later BETWEEN 0.08 AND 0.65
        AND (t_later / mwh_later) / (t_base / mwh_base) BETWEEN 0.55 AND 1.6, false) AS factor,
    coalesce(abs(pow((mwh_later / people_later) / (mwh_base / people_base), 1.0 / (later_year - base_year)) - 1) <= 0.05
        AND (mwh_later / people_later) / (mwh_base / people_base) BETWEEN 0.6 AND 1.6, false) AS energy_per_head,
    coalesce(s.largest <= 2.5, false) AS no_collapse,
    coalesce(s.equal < 3, false) AS no_copy,
    NOT regexp_matches(p.doubts, 'other table|same figures|more than 50|less than 0.1|three times|half or over|negative'
        '|several|above 10 t|per MWh|energy without|under one id') AS no_doubt,
    coalesce(c.share < 0.1, false) AS same_cells,
    same_method AS method,
    p.base_edition = p.later_edition OR coalesce(o.deviation < 0.05, false) AS tables_agree
FROM pairs p
LEFT JOIN register r USING (organisation_id)
LEFT JOIN sector_changes s USING (organisation_id, base_edition, later_edition)
LEFT JOIN cells_of_one c USING (organisation_id, base_edition, later_edition)
LEFT JOIN both_print o USING (organisation_id, base_edition, later_edition)
ORDER BY ALL;

-- One usable target of a signatory for each year: the JRC's plan counts before others, the newest plan before older.
CREATE OR REPLACE TABLE promises AS
SELECT * FROM targets
QUALIFY row_number() OVER (PARTITION BY organisation_id, target_year, base_year
    ORDER BY source <> 'jrc-plans', try_cast(plan_id AS INTEGER) DESC NULLS LAST, plan_id) = 1
ORDER BY ALL;

-- What is said: the newest pair that holds every rule, with a target of the same base year where there is one.
CREATE OR REPLACE TEMP TABLE statements AS
SELECT j.organisation_id, j.base_edition, j.later_edition, j.base_inventory, j.later_inventory, j.base_year, j.later_year,
    j.t_base, j.t_later,
    max(t.reduction_percent) FILTER (t.target_year = 2020) AS percent_2020,
    max(t.reduction_percent) FILTER (t.target_year = 2030) AS percent_2030
FROM judged j LEFT JOIN promises t ON t.organisation_id = j.organisation_id AND t.base_year = j.base_year
WHERE four_sectors AND three_years AND inhabitants AND per_head AND homes_and_transport AND factor AND energy_per_head
    AND no_collapse AND no_copy AND no_doubt AND same_cells AND method AND tables_agree
GROUP BY ALL;

CREATE OR REPLACE TABLE answers AS
WITH base AS (
    SELECT organisation_id, min_by(year, (edition, year)) AS base_year,
        min_by(edition, (edition, year)) AS base_edition, min_by(inventory_id, (edition, year)) AS base_inventory,
        min_by(t, (edition, year)) AS t_base
    FROM held WHERE baseline AND doubts IS NULL GROUP BY ALL
), promised AS (
    SELECT organisation_id, max(target_year) AS last_target, min(target_year) FILTER (target_year >= 2030) AS ahead
    FROM promises GROUP BY ALL
), years AS (
    SELECT organisation_id, min(year) AS first_year, max(year) AS newest_year FROM (
        SELECT organisation_id, year FROM inventories UNION ALL SELECT organisation_id, year FROM series
        UNION ALL SELECT organisation_id, year FROM totals
    ) GROUP BY ALL
), spoken AS (
    SELECT *, percent_2020 IS NOT NULL OR percent_2030 IS NOT NULL AS aimed FROM statements
    QUALIFY row_number() OVER (PARTITION BY organisation_id ORDER BY aimed DESC, later_year DESC, later_edition DESC) = 1
), said AS (
    SELECT r.organisation_id, r.city, r.name, r.country_code, r.population::INTEGER AS inhabitants,
        CASE WHEN s.aimed THEN 'dated statement'
            WHEN b.organisation_id IS NOT NULL AND p.ahead IS NOT NULL THEN 'needed pace'
            WHEN b.organisation_id IS NOT NULL AND p.last_target IS NOT NULL THEN 'promised'
            WHEN b.organisation_id IS NOT NULL THEN 'base year'
            WHEN p.last_target IS NOT NULL THEN 'target' ELSE 'signatory' END AS answer,
        coalesce(s.base_edition, b.base_edition) AS base_edition,
        coalesce(s.base_inventory, b.base_inventory) AS base_inventory, coalesce(s.base_year, b.base_year) AS base_year,
        coalesce(s.t_base, b.t_base) AS t_base, s.later_edition, s.later_inventory, s.later_year, s.t_later,
        s.percent_2020, s.percent_2030, p.ahead, p.last_target
    FROM register r LEFT JOIN base b USING (organisation_id) LEFT JOIN promised p USING (organisation_id)
    LEFT JOIN spoken s ON s.organisation_id = r.organisation_id AND (s.aimed OR p.last_target IS NULL)
)
SELECT s.*, y.first_year, y.newest_year,
    s.organisation_id IN (SELECT organisation_id FROM series) AS national
FROM said s LEFT JOIN years y USING (organisation_id) ORDER BY s.organisation_id;

-- What a page shows: the four sectors of each inventory, printed totals, and a national series without what is abroad.
-- ``in_answer`` are the figures that the answer speaks of: a national series, else the inventories it compares.
CREATE OR REPLACE TABLE figures AS
SELECT h.organisation_id, h.year, h.t, 'inventory' AS kind, h.edition AS source, h.inhabitants, coalesce(
    NOT a.national AND ((h.edition = a.base_edition AND h.inventory_id = a.base_inventory)
        OR (a.answer IN ('dated statement', 'base year')
            AND h.edition = a.later_edition AND h.inventory_id = a.later_inventory)), false) AS in_answer
FROM held h LEFT JOIN answers a USING (organisation_id) WHERE t IS NOT NULL
UNION ALL
SELECT organisation_id, year, total_t, 'total', source, inhabitants, false FROM totals
UNION ALL
SELECT organisation_id, year, sum(emissions_kt) * 1000, 'statistics', source, any_value(inhabitants), true
FROM series WHERE sector <> 'other_scope_3' GROUP BY ALL
ORDER BY ALL;
