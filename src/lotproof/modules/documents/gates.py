"""Where others may say no to a document that is about to become effective."""

from typing import Final

from msgspec import Struct

from lotproof.kernel.registry import Gate
from lotproof.kernel.text import t
from lotproof.modules.documents.vocabulary import DocumentId, DocumentRevisionId


class BecomeEffectiveAsked(Struct, frozen=True, kw_only=True):
    """The approved revision whose day has come."""

    document_id: DocumentId
    revision_id: DocumentRevisionId


MAY_BECOME_EFFECTIVE: Final = Gate(
    "documents.may_become_effective",
    t("May this revision become effective?", "该版本可否生效？"),
    BecomeEffectiveAsked,
)
