"""Sites with toys, for tests of the adapters."""

from tests.support.toy_plant import postgres_toys, sqlite_toys, toys, toys_database, toys_url

__all__ = ["postgres_toys", "sqlite_toys", "toys", "toys_database", "toys_url"]
