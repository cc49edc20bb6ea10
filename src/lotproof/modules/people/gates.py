"""Questions about people that other modules may answer with no."""

from typing import Final

import msgspec

from lotproof.kernel.registry import Gate
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import MethodOfSession, ResetBy, UserId


class SignInAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody has proved who they are, by this method."""

    user_id: UserId
    method: MethodOfSession


class SetPasswordAsked(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody sets the password of somebody else."""

    user_id: UserId
    setter: ResetBy


MAY_SIGN_IN: Final = Gate(
    "people.may_sign_in", t("May this person sign in like this?", "可否这样登录？"), SignInAsked
)
MAY_SET_PASSWORD: Final = Gate(
    "people.may_set_password",
    t("May this person's password be set by another?", "可否由他人设置其密码？"),
    SetPasswordAsked,
)
