-- What the sheets of a release of the JRC hold, as our tables have it: targets that may be used, inventories, cells.
-- Each ``sheet_...`` holds text; ``told`` holds the edition.

-- A plan or report that two organisations claim is nobody's.
CREATE OR REPLACE TEMP VIEW plan_owners AS
SELECT action_plan_id, any_value(organisation_id) AS organisation_id FROM sheet_plans
GROUP BY action_plan_id HAVING count(DISTINCT organisation_id) = 1;

CREATE OR REPLACE TEMP VIEW report_owners AS
SELECT monitoring_report_id, any_value(organisation_id) AS organisation_id FROM sheet_reports
GROUP BY monitoring_report_id HAVING count(DISTINCT organisation_id) = 1;

-- One row for each target of a plan; one release prints fractions, another per cent.
CREATE OR REPLACE TEMP TABLE printed_targets AS
WITH long AS (
    UNPIVOT sheet_targets ON COLUMNS('^(co2_target|base_year|reduction_type)_') INTO NAME what VALUE said
), kinds AS (
    SELECT action_plan_id, source_row, regexp_extract(what, '^(co2_target|base_year|reduction_type)_(.*)$', 2) AS kind,
        max(try_cast(said AS DOUBLE)) FILTER (starts_with(what, 'co2_target')) AS printed,
        max(try_cast(said AS SMALLINT)) FILTER (starts_with(what, 'base_year')) AS base_year,
        max(said) FILTER (starts_with(what, 'reduction_type')) AS type
    FROM long GROUP BY ALL
)
SELECT organisation_id, 'jrc-plans' AS source, (SELECT edition FROM told) AS edition, action_plan_id AS plan_id, kind,
    base_year, try_cast(regexp_extract(kind, '20[0-9]{2}') AS SMALLINT) AS target_year,
    round(printed * CASE WHEN median(printed) OVER (PARTITION BY kind) > 1 THEN 1 ELSE 100 END, 6)
        AS reduction_percent, source_row, type
FROM kinds JOIN plan_owners USING (action_plan_id) WHERE printed IS NOT NULL AND regexp_matches(kind, '20[0-9]{2}');

-- Those that may be used: absolute, of a base year, above 0 and to 100 per cent, not above 60 by 2020, and alike in all
-- plans of a signatory.
CREATE OR REPLACE TEMP TABLE brought_targets AS
SELECT * EXCLUDE (type) FROM (
    SELECT * FROM printed_targets
    WHERE type = 'absolute' AND base_year < target_year AND reduction_percent > 0 AND reduction_percent <= 100
        AND NOT (target_year = 2020 AND reduction_percent > 60)
)
WINDOW same AS (PARTITION BY organisation_id, target_year)
QUALIFY max(reduction_percent) OVER same - min(reduction_percent) OVER same <= 0.6
    AND max(base_year) OVER same = min(base_year) OVER same;

CREATE OR REPLACE TEMP TABLE brought AS
WITH printed AS (
    SELECT organisation_id, 'base' || action_plan_id AS report, true AS baseline, b.*
    FROM sheet_base b JOIN plan_owners USING (action_plan_id)
    UNION ALL BY NAME
    SELECT organisation_id, 'later' || monitoring_report_id AS report, false AS baseline, l.*
    FROM sheet_later l JOIN report_owners USING (monitoring_report_id)
), named AS (
    SELECT *, lower(aggregated_sector) AS word FROM printed WHERE inventory_year IS NOT NULL
)
SELECT organisation_id, (SELECT edition FROM told) AS edition,
    dense_rank() OVER (ORDER BY organisation_id, report, inventory_year)::INTEGER AS inventory_id,
    CASE WHEN contains(word, 'municipal fleet') THEN 'municipal_fleet'
        WHEN contains(word, 'municipal buildings') THEN 'municipal_buildings'
        WHEN contains(word, 'tertiary') OR contains(word, 'institutional') THEN 'tertiary'
        WHEN contains(word, 'residential') THEN 'residential'
        WHEN contains(word, 'public transport') THEN 'public_transport'
        WHEN contains(word, 'private and commercial transport') THEN 'private_transport'
        WHEN contains(word, 'transport') THEN 'transport'
        WHEN contains(word, 'non-ets') THEN 'industry_non_ets' WHEN contains(word, 'ets') THEN 'industry_ets'
        WHEN contains(word, 'agriculture') THEN 'agriculture' WHEN contains(word, 'wastewater') THEN 'wastewater'
        WHEN contains(word, 'waste') THEN 'solid_waste' WHEN contains(word, 'buildings') THEN 'buildings'
        ELSE 'other' END AS sector,
    CASE aggregated_carrier WHEN 'Electricity' THEN 'electricity'
        WHEN 'District heating and cooling' THEN 'heat_cold' WHEN 'Renewable fuels' THEN 'renewable'
        WHEN 'Non-energy related emissions' THEN 'non_energy' ELSE 'fossil' END AS carrier,
    try_cast(energy_measure AS DOUBLE) AS energy_mwh, try_cast(emission_measure AS DOUBLE) AS emissions_t, source_row,
    baseline, try_cast(inventory_year AS SMALLINT) AS year,
    try_cast(try_cast(population_in_the_inventory_year AS DOUBLE) AS INTEGER) AS inhabitants
FROM named;

-- What is otherwise than expected, the first of which refuses the release.
CREATE OR REPLACE TEMP VIEW faults AS
WITH cells AS (
    SELECT 'df2_Action_Plans' AS file, * FROM (SELECT * FROM sheet_base)
    UNION ALL BY NAME SELECT 'df3_Monitoring' AS file, * FROM (SELECT * FROM sheet_later)
), numbers AS (
    SELECT file, source_row, unnest([energy_measure, emission_measure, population_in_the_inventory_year]) AS cell
    FROM cells
)
SELECT 'two organisations of the id ' || organisation_id AS found, 'one organisation for each id' AS expected,
    'df1_Signatories' AS file, NULL AS source_row
FROM sheet_signatories GROUP BY organisation_id HAVING count(DISTINCT organisation_name) > 1
UNION ALL
SELECT 'no target', 'a target in an action plan', 'df2_Action_Plans', NULL
WHERE NOT EXISTS (SELECT 1 FROM printed_targets)
UNION ALL
SELECT 'the year "' || inventory_year || '"', 'a year from 1990 to 2100', file, source_row FROM cells
WHERE inventory_year IS NOT NULL AND NOT coalesce(try_cast(inventory_year AS INTEGER) BETWEEN 1990 AND 2100, false)
UNION ALL
SELECT '"' || cell || '"', 'a number', file, source_row FROM numbers
WHERE cell IS NOT NULL AND NOT coalesce(isfinite(try_cast(cell AS DOUBLE)), false);

-- How the release differs from the register that ships.
CREATE OR REPLACE TEMP VIEW differing AS
SELECT (SELECT count(*) FROM printed_targets) - (SELECT count(*) FROM brought_targets) AS targets_left_out,
    (SELECT count(*) FROM sheet_signatories ANTI JOIN answers USING (organisation_id)) AS not_in_the_register,
    (SELECT count(*) FROM answers ANTI JOIN sheet_signatories USING (organisation_id)) AS left_the_register,
    (SELECT count(*) FROM sheet_signatories s JOIN answers a USING (organisation_id)
        WHERE lower(a.name) <> lower(s.organisation_name)) AS renamed;
