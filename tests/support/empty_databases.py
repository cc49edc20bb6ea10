"""PostgreSQL databases with all tables and no row, used again: emptying is far below copying."""

import itertools

import psycopg

from tests.support.postgres import PostgresServer

_EMPTY = """
DO $$
DECLARE each record;
BEGIN
  FOR each IN
    SELECT oid::regclass AS name, pg_relation_size(oid) AS size, relkind AS kind
    FROM pg_class WHERE relkind IN ('r', 'S') AND relnamespace = 'public'::regnamespace
  LOOP
    IF each.kind = 'S' THEN
      PERFORM setval(each.name, seqstart, false) FROM pg_sequence WHERE seqrelid = each.name;
    ELSIF each.size > 131072 THEN
      EXECUTE format('TRUNCATE %s', each.name);
    ELSIF each.size > 0 THEN
      EXECUTE format('DELETE FROM %s', each.name);
    END IF;
  END LOOP;
END $$"""
"""A TRUNCATE makes new files; deleting a few rows is quicker until the dead ones fill a table."""

_SHAPE = """
SELECT md5(string_agg(part, ';' ORDER BY part)) FROM (
  SELECT concat_ws(' ', c.relname, c.relkind, c.relacl, c.reloptions, c.relrowsecurity,
                   a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity)
    FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', 'con', conrelid::regclass, conname, contype, convalidated)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', 'ind', indexrelid::regclass, indisunique, indisvalid, indkey)
    FROM pg_index WHERE indexrelid > 16383
  UNION ALL SELECT concat_ws(' ', 'tri', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
  UNION ALL SELECT concat_ws(' ', 'rul', ev_class::regclass, rulename) FROM pg_rewrite
    WHERE oid > 16383
  UNION ALL SELECT concat_ws(' ', 'pro', oid::regprocedure, md5(prosrc)) FROM pg_proc
    WHERE oid > 16383
  UNION ALL SELECT concat_ws(' ', 'nsp', nspname) FROM pg_namespace WHERE nspname !~ '^pg_t'
  UNION ALL SELECT concat_ws(' ', 'set', setrole, setconfig) FROM pg_db_role_setting
    JOIN pg_database ON pg_database.oid = setdatabase WHERE datname = current_database()
) AS parts(part)"""
"""One word for everything that stands in a database except its rows."""

_CUT = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""


class EmptyDatabases:
    """Copies of a template without rows; one that comes back is emptied for who asks next.

    Each has a new name whenever it is taken, so that nobody who still knows an old one gets in.
    One whose tables are no longer those of the template is dropped.
    """

    def __init__(self, server: PostgresServer, template: str) -> None:
        self._server, self._template = server, template
        self._shape = self._look(template, _SHAPE)
        self._free: list[str] = []
        self._numbers = itertools.count(1)

    def take(self) -> str:
        """Return the name of a database without a row."""
        if not self._free:
            return self._server.create_database(self._template)
        name = f"again_{next(self._numbers)}"
        self._server.rename_database(self._free.pop(), name)
        return name

    def give_back(self, name: str) -> None:
        """Cut what connections there are and empty the database, or drop what was rebuilt."""
        if self._look(name, _CUT, _EMPTY, _SHAPE) == self._shape:
            self._free.append(name)
        else:
            self._server.drop_database(name)

    def _look(self, name: str, *statements: str) -> object:
        """What the last of these statements says first."""
        with psycopg.connect(self._server.url(name), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement.encode())
            row = cursor.fetchone()
        assert row is not None
        return row[0]
