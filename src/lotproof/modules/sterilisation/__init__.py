"""Sterilisation: validated processes, cycles of a steriliser with their loads, and their review.

A cycle is one run of a steriliser and holds many lots. Its process and settings are frozen when it
starts; what monitoring reads of the machine meanwhile are its parameters. No lot of it is released
before its review was signed, and a cycle that failed holds exactly its lots (ISO 13485 7.5.5).
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "sterilisation",
    t("Sterilisation", "灭菌"),
    Tier.OPERATIONS,
    depends_on=("equipment", "genealogy", "items", "people", "production", "sites", "warehouse"),
)
