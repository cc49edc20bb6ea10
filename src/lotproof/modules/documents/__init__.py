"""Documents: files that belong to things: certificates, drawings, photographs, signed papers.

A file is kept once by the digest of its content, outside the database; the digest is sealed, so
that verification tells which file is missing or altered. A file is attached to anything that has
an id, and an attachment is withdrawn with a reason, never deleted.
"""

from lotproof.kernel.registry import Tier, module
from lotproof.kernel.text import t

MODULE = module("documents", t("Documents", "文件"), Tier.FOUNDATION, depends_on=("people",))
