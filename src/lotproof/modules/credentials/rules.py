"""Decisions about factors, identities and alerts, and their refusals."""

from collections.abc import Collection

from lotproof.kernel.refusals import Refused
from lotproof.modules.people.vocabulary import SignInMethod


class CodeUsed(
    Refused,
    code="code_used",
    en="This code was used before. Wait for the next one.",
    zh="该验证码已使用过。请等待下一个验证码。",
    http_status=403,
):
    """RFC 6238 section 5.2: a code is accepted once."""


class ChallengeUsed(
    Refused,
    code="challenge_used",
    en="This answer of the passkey was used before. Try again.",
    zh="通行密钥的该次应答已使用过。请重试。",
    http_status=403,
):
    """Somebody sent an assertion again."""


class PasskeyCopied(
    Refused,
    code="passkey_copied",
    en="Passkey {passkey} was used elsewhere: its counter went back. Have it revoked.",
    zh="通行密钥 {passkey} 的计数器倒退，可能已被复制。请吊销该密钥。",
    http_status=403,
):
    """Web Authentication section 6.1.1: there are two keys of this kind."""


class SecondFactorNeeded(
    Refused,
    code="second_factor_needed",
    en="{user} signs in with a second factor. Give a code, or use a passkey.",
    zh="{user} 须使用第二要素登录。请输入验证码或使用通行密钥。",
    http_status=403,
):
    """One factor is not enough for somebody who has, or must have, two."""


class NoSecondFactor(
    Refused,
    code="no_second_factor",
    en="{user} has no code generator. There is nothing to revoke.",
    zh="{user} 没有验证码生成器，无需吊销。",
):
    """Nothing is enrolled."""


class NotYours(
    Refused,
    code="not_yours",
    en="{what} is not yours. Ask an administrator.",
    zh="{what} 不属于您。请联系管理员。",
    http_status=403,
):
    """What is one's own is changed by oneself."""


class OneHand(
    Refused,
    code="one_hand",
    en="You have taken the other factor of {user} away, or set it. Somebody else has to do this.",
    zh="{user} 的另一登录要素由您撤销或设置。此操作须由他人办理。",
    http_status=403,
):
    """One administrator alone never comes to sign in as somebody else (21 CFR 11.200(a)(3))."""


class OwnIdentity(
    Refused,
    code="own_identity",
    en="Nobody verifies or links their own identity. Ask somebody else.",
    zh="不得核实或关联本人身份。请由他人办理。",
):
    """21 CFR 11.100(b)."""


class FutureCheck(
    Refused,
    code="future_check",
    en="An identity is not verified in the future. Correct the date.",
    zh="身份核实日期不能晚于今天。请更正日期。",
    http_status=422,
):
    """The date of a check lies ahead."""


class LinkTaken(
    Refused,
    code="link_taken",
    en="This identity belongs to {user}, and is never given to anyone else.",
    zh="该外部身份属于 {user}，不得再分配给他人。",
):
    """21 CFR 11.100(a)."""


class OwnAlert(
    Refused,
    code="own_alert",
    en="This alert is about you, or was acknowledged by you. Somebody else has to look at it.",
    zh="该警报与您有关，或已由您确认。须由他人处理。",
):
    """Nobody dismisses what speaks against them, or answers for two."""


class NoSuchRole(
    Refused,
    code="no_such_role",
    en="There is no role {code}. Look it up in the list of roles.",
    zh="没有角色 {code}。请查阅角色列表。",
):
    """The policy names a role that was never defined."""


def require_new_step(step: int, last_step: int) -> None:
    """A code of this time step, or of an earlier one, is not taken again."""
    if step <= last_step:
        raise CodeUsed


def counts_back(before: int, now: int) -> bool:
    """Whether a counter says that the key has a twin; those without a counter always say 0."""
    return (before > 0 or now > 0) and now <= before


def is_demanded(*, of_all: bool, of_roles: Collection[str], held: Collection[str]) -> bool:
    """Whether the policy wants a second factor of somebody with these roles."""
    return of_all or not set(of_roles).isdisjoint(held)


def with_code(first: SignInMethod) -> SignInMethod:
    """The method of whoever adds a one-time code to a password or to single sign-on."""
    is_single = first in (SignInMethod.SINGLE, SignInMethod.SINGLE_STRONG)
    return SignInMethod.SINGLE_CODE if is_single else SignInMethod.PASSWORD_CODE


def with_recovery(first: SignInMethod) -> SignInMethod:
    is_single = first in (SignInMethod.SINGLE, SignInMethod.SINGLE_STRONG)
    return SignInMethod.SINGLE_RECOVERY if is_single else SignInMethod.PASSWORD_RECOVERY
