"""The demonstration plant: a believable maker of devices, its history made only of commands."""

from lotproof.entrypoints.demo.run import SIZES, make_history

__all__ = ["SIZES", "make_history"]
