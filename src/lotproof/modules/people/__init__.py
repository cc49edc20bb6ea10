"""People: who may sign in, with which roles, and every sign-in and failed sign-in.

Passwords are hashed and tokens drawn outside, at the edge; here are only hashes and digests.
Competence and training belong to assurance.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module("people", t("People", "人员"), Tier.FOUNDATION)
