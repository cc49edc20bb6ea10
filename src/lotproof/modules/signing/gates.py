"""Where others may say that a person may not sign."""

import msgspec

from lotproof.kernel.registry import Gate
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.signing.vocabulary import CommandKind


class SignAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A person is about to sign a command of a kind such as `documents.approve_revision/1`."""

    user_id: UserId
    command_kind: CommandKind


MAY_SIGN = Gate("signing.may_sign", t("May this person sign?", "此人可否签名？"), SignAsked)
