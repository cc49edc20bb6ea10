"""The parts of the shop floor that the collector is tried with."""

from tests.collector.conftest import broker, nothing_left

__all__ = ["broker", "nothing_left"]
