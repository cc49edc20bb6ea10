"""Genealogy: which unit went into, was packed in or was made from which other.

A unit is a lot, a serial or a logistic package; all draw their number from one counter, so that
one edge between two numbers says everything. Edges are never deleted: a record that no longer
holds is cancelled, and an edge whose records are all cancelled is not followed.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module("genealogy", t("Genealogy", "谱系"), Tier.FOUNDATION)
