"""Typed reads of factors, identities, alerts and the policy."""

from lotproof.kernel.work import Reader
from lotproof.modules.credentials.records import (
    Alert,
    FactorPolicy,
    IdentityCheck,
    Link,
    Passkey,
    RecoveryCode,
    Totp,
)
from lotproof.modules.credentials.rules import is_demanded
from lotproof.modules.credentials.vocabulary import (
    CheckState,
    FactorPolicyId,
    FactorState,
    LinkState,
    RecoveryState,
)
from lotproof.modules.people.queries import roles_of
from lotproof.modules.people.vocabulary import ONE_FACTOR, SignInMethod, UserId

__all__ = [
    "Alert",
    "FactorPolicy",
    "IdentityCheck",
    "Link",
    "Passkey",
    "RecoveryCode",
    "Totp",
    "active_passkeys",
    "active_totp",
    "factor_policy",
    "identity_verified",
    "is_factor_due",
    "is_factor_required",
    "link_of",
    "links_of",
    "passkey_of",
    "unused_recovery_codes",
]


def active_totp(reader: Reader, user_id: UserId) -> Totp | None:
    """The code generator of a person."""
    found = reader.find(Totp, user_id=user_id, state=FactorState.ACTIVE)
    return found[0] if found else None


def unused_recovery_codes(reader: Reader, user_id: UserId) -> list[RecoveryCode]:
    return reader.find(RecoveryCode, user_id=user_id, state=RecoveryState.UNUSED)


def active_passkeys(reader: Reader, user_id: UserId) -> list[Passkey]:
    return reader.find(Passkey, user_id=user_id, state=FactorState.ACTIVE)


def passkey_of(reader: Reader, credential_id: str) -> Passkey | None:
    """By what the authenticator calls it; in any state."""
    return reader.only(Passkey, credential_id=credential_id)


def link_of(reader: Reader, issuer: str, subject: str) -> Link | None:
    """In any state."""
    return reader.only(Link, issuer=issuer, subject=subject)


def links_of(reader: Reader, user_id: UserId) -> list[Link]:
    return reader.find(Link, user_id=user_id, state=LinkState.LINKED)


def identity_verified(reader: Reader, user_id: UserId) -> bool:
    """Whether somebody else has verified who the person is (21 CFR 11.100(b))."""
    return bool(reader.find(IdentityCheck, user_id=user_id, state=CheckState.VALID))


def factor_policy(reader: Reader) -> FactorPolicy:
    """The site's policy; as long as none was set, no second factor is demanded."""
    known = reader.seek(FactorPolicy, 1)
    return known or FactorPolicy(FactorPolicyId(1), is_required_for_all=False, required_roles=[])


def is_factor_required(reader: Reader, user_id: UserId) -> bool:
    """Whether the policy demands a second factor of this person."""
    policy = factor_policy(reader)
    return is_demanded(
        of_all=policy.is_required_for_all,
        of_roles=policy.required_roles,
        held=[role.code for role in roles_of(reader, user_id)] if policy.required_roles else (),
    )


def is_factor_due(reader: Reader, user_id: UserId, method: SignInMethod) -> bool:
    """Whether somebody who came in like this must enrol a second factor before anything else."""
    return method in ONE_FACTOR and is_factor_required(reader, user_id)
