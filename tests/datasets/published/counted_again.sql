-- The answers counted a second time, from the shipped tables and the words of the audit alone: nothing of the relation
-- that the program has. ``rules`` holds r1 to r13 of each pair that the audit read, ``counted`` the answer of each
-- signatory of ``people`` (organisation and inhabitants of the register).
CREATE TEMP TABLE parts AS
SELECT organisation_id AS o, edition AS e, inventory_id AS i, CASE WHEN sector = 'municipal_buildings' THEN 'M'
    WHEN sector = 'tertiary' THEN 'S' WHEN sector = 'residential' THEN 'R'
    WHEN sector IN ('transport', 'private_transport', 'public_transport', 'municipal_fleet') THEN 'T' END AS s,
    s <> 'T' AND carrier IN ('electricity', 'heat_cold', 'indirect') AS grid, sum(emissions_t) AS t, sum(energy_mwh) AS w
FROM cells GROUP BY ALL HAVING s IS NOT NULL;
CREATE TEMP TABLE by_sector AS SELECT o, e, i, s, sum(t) AS t, sum(w) AS w FROM parts GROUP BY ALL;
CREATE TEMP TABLE whole AS
SELECT o, e, i, sum(t) AS t, sum(w) AS w, list_sort(list(s)) AS ss, min(t) FILTER (s IN ('R', 'T')) AS least
FROM by_sector GROUP BY ALL;
CREATE TEMP TABLE held AS
SELECT n.organisation_id AS o, n.edition AS e, n.inventory_id AS i, baseline AS b, year AS y, inhabitants AS p, gas,
    approach, coalesce(doubts, '') AS d, whole.* EXCLUDE (o, e, i)
FROM inventories n LEFT JOIN whole ON (whole.o, whole.e, whole.i) = (n.organisation_id, n.edition, n.inventory_id);

CREATE TEMP TABLE rules AS
WITH two AS (
    SELECT a AS a, z AS z, people.inhabitants AS pop FROM pairs_read p
    JOIN held a ON (a.o, a.e, a.i) = (p.organisation_id, p.base_edition, p.base_inventory)
    JOIN held z ON (z.o, z.e, z.i) = (p.organisation_id, p.later_edition, p.later_inventory)
    JOIN people ON people.o = a.o
), sectors AS (
    SELECT two.a AS a, two.z AS z, x.t AS xt, y.t AS yt, x.w AS xw, y.w AS yw FROM two
    JOIN by_sector x ON (x.o, x.e, x.i) = (two.a.o, two.a.e, two.a.i)
    JOIN by_sector y ON (y.o, y.e, y.i) = (two.z.o, two.z.e, two.z.i) AND y.s = x.s
), of_sectors AS (
    SELECT a AS fa, z AS fz, max(greatest(xt / yt, yt / xt)) FILTER (greatest(xt / a.t, yt / z.t) >= 0.1) AS change,
        count(*) FILTER (abs(xt - yt) <= 1e-4 * xt OR abs(xw - yw) <= 1e-4 * xw) AS same
    FROM sectors GROUP BY ALL
), missing AS (
    SELECT a AS ma, z AS mz, greatest(sum(CASE WHEN yt IS NULL THEN xt ELSE 0 END) / any_value(a.t),
        sum(CASE WHEN xt IS NULL THEN yt ELSE 0 END) / any_value(z.t)) AS share
    FROM (
        SELECT a, z, s, grid, sum(t) FILTER (mine) AS xt, sum(t) FILTER (NOT mine) AS yt FROM (
            SELECT two.a AS a, two.z AS z, c.*, true AS mine FROM two JOIN parts c ON (c.o, c.e, c.i) = (a.o, a.e, a.i)
            UNION ALL
            SELECT two.a, two.z, c.*, false FROM two JOIN parts c ON (c.o, c.e, c.i) = (two.z.o, two.z.e, two.z.i)
        ) WHERE t <> 0 GROUP BY ALL
    ) GROUP BY ALL
), printed_twice AS (
    SELECT f.o AS o, f.e AS fe, g.e AS ge, max(abs(y.t / x.t - 1)) AS apart
    FROM held f JOIN held g ON g.o = f.o AND g.y = f.y AND g.e <> f.e
    JOIN by_sector x ON (x.o, x.e, x.i) = (f.o, f.e, f.i)
    JOIN by_sector y ON (y.o, y.e, y.i) = (g.o, g.e, g.i) AND y.s = x.s
    WHERE greatest(x.t / f.t, y.t / g.t) >= 0.1 GROUP BY ALL
)
SELECT a.o AS o, a.e AS base_edition, z.e AS later_edition, a.i AS base_inventory, z.i AS later_inventory, a.y AS y,
    a.t AS t_base, z.t AS t_later, list_transform([
        a.ss = ['M', 'R', 'S', 'T'] AND z.ss = a.ss,
        z.y - a.y >= 3,
        (z.p / a.p BETWEEN 0.75 AND 1.333
            OR (z.p / a.p BETWEEN 0.6 AND 1.7 AND abs(pow(z.p / a.p, 1 / (z.y - a.y)) - 1) <= 0.02))
            AND a.p / pop BETWEEN 0.5 AND 2 AND z.p / pop BETWEEN 0.5 AND 2,
        a.t / a.p BETWEEN 0.3 AND 25 AND z.t / z.p BETWEEN 0.3 AND 25,
        a.least / a.p >= 0.1 AND z.least / z.p >= 0.1,
        a.t / a.w BETWEEN 0.08 AND 0.65 AND z.t / z.w BETWEEN 0.08 AND 0.65 AND z.t / z.w / (a.t / a.w) BETWEEN 0.55 AND 1.6,
        z.w / z.p / (a.w / a.p) BETWEEN 0.6 AND 1.6 AND abs(pow(z.w / z.p / (a.w / a.p), 1 / (z.y - a.y)) - 1) <= 0.05,
        change <= 2.5,
        same < 3,
        NOT regexp_matches(a.d || '|' || z.d, 'other table|same figures|more than 50|less than 0.1|three times|half or over'
            '|negative|several|above 10 t|per MWh|energy without|under one id'),
        share < 0.1,
        a.approach IS NOT DISTINCT FROM z.approach AND coalesce(a.gas = z.gas, true),
        a.e = z.e OR apart < 0.05
    ], lambda one: coalesce(one, false)) AS holds
FROM two LEFT JOIN of_sectors ON fa = two.a AND fz = two.z LEFT JOIN missing ON ma = two.a AND mz = two.z
LEFT JOIN printed_twice t ON t.o = a.o AND t.fe = a.e AND t.ge = z.e;

CREATE TEMP TABLE counted AS
SELECT o, CASE WHEN d THEN 'dated statement' WHEN b AND max_year >= 2030 THEN 'needed pace'
    WHEN b AND max_year IS NOT NULL THEN 'promised' WHEN b THEN 'base year' WHEN max_year IS NOT NULL THEN 'target'
    ELSE 'signatory' END AS answer
FROM (
    SELECT o, (SELECT max(target_year) FROM targets WHERE organisation_id = people.o) AS max_year,
        EXISTS (FROM held WHERE held.o = people.o AND b AND d = '') AS b,
        EXISTS (FROM rules JOIN targets ON organisation_id = rules.o AND base_year = y AND target_year IN (2020, 2030)
            WHERE rules.o = people.o AND list_bool_and(holds)) AS d
    FROM people
);
