"""Training: who must know which procedure, who has been trained on which revision, and how.

A requirement binds a role to a controlled document for an operation, a machine, an inspection or
a command. People read and confirm with their signature, answer questions, are watched at work by
a trainer; a new revision begins it anew. Who is not trained on the effective revision is refused
where a requirement says so, and a revision does not become effective over untrained people
unless somebody decides it, by name and with a reason (21 CFR 11.10(i), ISO 13485 6.2).
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module(
    "training",
    t("Training", "培训"),
    Tier.ASSURANCE,
    depends_on=(
        "people",
        "signing",
        "documents",
        "sites",
        "items",
        "equipment",
        "warehouse",
        "production",
        "inspection",
    ),
)
