"""The demonstration plant: a believable maker of devices, its history made only of commands."""

from lotproof.entrypoints.demo.run import SIZES, make_history
from lotproof.entrypoints.demo.today import leave_work_open

__all__ = ["SIZES", "leave_work_open", "make_history"]
