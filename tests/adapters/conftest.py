"""Sites with toys, for tests of the adapters."""

from tests.support.toy_plant import sqlite_toys, toys, toys_database, toys_url

__all__ = ["sqlite_toys", "toys", "toys_database", "toys_url"]
