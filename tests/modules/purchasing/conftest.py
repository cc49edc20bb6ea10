"""Orders are tested in the store of the warehouse, which counts what comes."""

from tests.modules.warehouse.conftest import alone, sqlite_store, store

__all__ = ["alone", "sqlite_store", "store"]
