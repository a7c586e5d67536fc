-- The rights of the role that the dashboards sign in with: to read and to add, nothing else. Run once by the owner of
-- the ledger, after it was made; the role has to be there (CREATE ROLE covenant_dashboard LOGIN PASSWORD '...'):
--   psql -d DATABASE -v program=covenant_dashboard -f rights.sql
GRANT USAGE ON SCHEMA covenant TO :"program";
GRANT SELECT ON ALL TABLES IN SCHEMA covenant TO :"program";
GRANT INSERT ON covenant.revisions, covenant.contents TO :"program";
