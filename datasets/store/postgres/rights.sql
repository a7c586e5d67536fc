-- The rights of the role that the dashboards sign in with: to read and to add, nothing else. Run by psql as the owner of
-- the ledger, once it is made, and again for another password:
--   PROGRAM_PASSWORD=... psql -d DATABASE -v program=covenant_dashboard -f rights.sql
-- A role that is not there yet is made. Without PROGRAM_PASSWORD its password stays what it is.
\set ON_ERROR_STOP on
\set password `printf %s "$PROGRAM_PASSWORD"`
BEGIN;
SELECT format('CREATE ROLE %I LOGIN', :'program')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'program') \gexec
SELECT format('ALTER ROLE %I PASSWORD %L', :'program', :'password') WHERE :'password' <> '' \gexec
-- A ledger of before there were pseudonyms.
SELECT 'CREATE TABLE covenant.people (pseudonym text PRIMARY KEY, address text NOT NULL)'
WHERE to_regclass('covenant.people') IS NULL \gexec
GRANT USAGE ON SCHEMA covenant TO :"program";
GRANT SELECT ON ALL TABLES IN SCHEMA covenant TO :"program";
GRANT INSERT ON covenant.revisions, covenant.contents, covenant.people TO :"program";
COMMIT;
