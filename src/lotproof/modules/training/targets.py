"""Where a requirement can be asked: what of the program asks who acts."""

from typing import Final

RELEASE: Final = "warehouse.release_lot/1"
START: Final = "production.start_operation/1"
RECORD: Final = "inspection.record_result/1"
DECIDE: Final = "inspection.decide_inspection/1"

GUARDED: Final = frozenset({RELEASE, START, RECORD, DECIDE})
"""Kinds of commands that ask whether their sender is trained."""
