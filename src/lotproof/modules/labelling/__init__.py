"""Labelling: label templates, printing, scan-back checks and label reconciliation.

A template is drafted, approved by another person and replaced, never changed; only the approved
one prints. Every print is a run that keeps what its labels say, so that a scanned label is
compared with what it should say. Labels issued = used + destroyed + returned, for each lot.
Drawing is pure: values in, SVG or ZPL text out.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "labelling",
    t("Labelling", "标签"),
    Tier.OPERATIONS,
    depends_on=("identification", "items", "warehouse"),
)
