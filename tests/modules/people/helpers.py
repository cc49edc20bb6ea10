"""Users, roles and sessions, for tests."""

from hashlib import sha256
from typing import Any

from lotproof.kernel.clock import Instant
from lotproof.modules.people.authority import API, CONSOLE
from lotproof.modules.people.commands import (
    DefineRole,
    GrantRole,
    RecordFailedSignIn,
    RegisterUser,
    SetPassword,
    StartSession,
)
from lotproof.modules.people.commands_access import DefineSeparation
from lotproof.modules.people.vocabulary import RoleId, SessionId, UserId, UserLanguage
from lotproof.modules.people.vocabulary_access import SeparationId
from tests.support.plant import Plant

# What hash_password("correct horse battery") once gave: hashing in every test would take long.
HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA"
    "$0WYdLBa7NXm5tDiBTr5JSdOPvXEe3nRhHv1bkF3bmVk"
)
WHY = "agreed with the plant manager"
MINUTE_S = 60


def registering(login: str, **more: Any) -> RegisterUser:
    given: dict[str, Any] = {"name": f"Name of {login}", "language": UserLanguage.EN}
    return RegisterUser(login=login, **(given | more))


def register(plant: Plant, login: str, *, password: bool = True, **more: Any) -> UserId:
    """A new user, with a password that need not be changed; its id."""
    receipt = plant.ok(registering(login, **more), actor=CONSOLE)
    user_id = UserId.parse(receipt.value("user_id"))
    if password and not more.get("is_service"):
        command = SetPassword(user_id=user_id, password_hash=HASH, is_temporary=False)
        plant.ok(command, actor=CONSOLE)
    return user_id


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def sign_in(plant: Plant, user_id: UserId, token: str = "t1") -> SessionId:
    command = StartSession(user_id=user_id, digest=digest(token))
    return SessionId.parse(plant.ok(command, actor=API).value("session_id"))


def fail(plant: Plant, user_id: UserId, times: int = 1) -> None:
    for _ in range(times):
        plant.ok(RecordFailedSignIn(user_id=user_id), actor=API)


def define(plant: Plant, code: str, *permissions: str) -> RoleId:
    command = DefineRole(code=code, title=code, title_zh=code, permissions=list(permissions))
    return RoleId.parse(plant.ok(command, actor=CONSOLE).value("role_id"))


def grant(plant: Plant, user_id: UserId, role_id: RoleId) -> None:
    plant.ok(GrantRole(user_id=user_id, role_id=role_id), actor=CONSOLE)


def in_days(plant: Plant, days: int) -> Instant:
    return Instant(plant.clock.now() + days * 86_400_000_000)


def define_emergency(plant: Plant, code: str, *permissions: str, hours: int = 8) -> RoleId:
    """A role that is taken in need only."""
    command = DefineRole(
        code=code,
        title=code,
        title_zh=code,
        permissions=list(permissions),
        emergency_hours=hours,
    )
    return RoleId.parse(plant.ok(command, actor=CONSOLE).value("role_id"))


def employ(plant: Plant, login: str, *permissions: str) -> UserId:
    """A new user who has a role of their own with these permissions."""
    user_id = register(plant, login, password=False)
    if permissions:
        grant(plant, user_id, define(plant, f"role_of_{login}", *permissions))
    return user_id


def separate(plant: Plant, code: str, first: str, second: str) -> SeparationId:
    command = DefineSeparation(code=code, title=code, title_zh=code, first=[first], second=[second])
    return SeparationId.parse(plant.ok(command, actor=CONSOLE).value("separation_id"))
