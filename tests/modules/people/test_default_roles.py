"""The standard roles cover the whole program, and keep apart what checks each other."""

from fnmatch import fnmatchcase

import pytest

from lotproof import modules
from lotproof.kernel.registry import COMMANDS
from lotproof.modules.people.authority import CONSOLE
from lotproof.modules.people.default_roles import (
    STANDARD_ROLES,
    default_role_commands,
    permissions,
)
from lotproof.modules.people.queries import roles
from lotproof.modules.people.rules import OWN, duties, known_permissions, require_one_duty
from tests.support.plant import Plant

modules.load()
HELD = {role.code: set(permissions(role)) for role in STANDARD_ROLES}

NOBODY = {
    "credentials.factor.record",
    "documents.file.store",
    "kernel.ledger.open",
    "notifications.delivery.report",
    "people.session.record",
    "rules.firing.record",
    "rules.trial.record",
    "signing.failure.record",
    "signing.root.confirm",
}
"""Held by the program's own actors only."""

APART = [
    ("purchasing.order.draft", "purchasing.order.approve"),
    ("warehouse.lot.receive", "warehouse.lot.release"),
    ("warehouse.hold.place", "warehouse.hold.lift"),
    ("production.operation.start", "production.first_article.decide"),
    ("production.operation.start", "production.work_order.release"),
    ("inspection.result.record", "inspection.plan.approve"),
    ("inspection.result.record", "warehouse.lot.release"),
    ("sales.order.confirm", "sales.shipment.dispatch"),
]


def test_every_command_is_in_some_hands() -> None:
    everyone = set().union(*HELD.values())
    assert {spec.permission for spec in COMMANDS.values()} - everyone == NOBODY


def test_no_pattern_is_stale() -> None:
    known = known_permissions()
    stale = [
        (role.code, pattern)
        for role in STANDARD_ROLES
        for pattern in (*role.allowed, *role.denied)
        if not any(fnmatchcase(permission, pattern) for permission in known)
    ]
    assert stale == []


@pytest.mark.parametrize("role", STANDARD_ROLES, ids=lambda role: role.code)
def test_every_role_has_one_kind_of_duty(role: object) -> None:
    code = role.code  # type: ignore[attr-defined]
    require_one_duty(HELD[code])
    assert "people.password.change" in HELD[code]
    assert bool(duties(HELD[code])[0]) is (code == "administrator")


def test_auditor_only_reads() -> None:
    assert {p for p in HELD["auditor"] if not p.endswith(".read")} == set(OWN)
    assert {p for p in known_permissions() if p.endswith(".read")} <= HELD["auditor"]


@pytest.mark.clause("21 CFR 11.10(g)")
@pytest.mark.parametrize(("makes", "checks"), APART)
def test_who_makes_does_not_check(makes: str, checks: str) -> None:
    assert {makes, checks} <= known_permissions()
    makers = {code for code, held in HELD.items() if makes in held}
    checkers = {code for code, held in HELD.items() if checks in held}
    assert makers
    assert checkers
    shared = makers & checkers
    # Placing a hold is open to everyone who sees something wrong, to those who lift it as well.
    assert shared <= ({"quality_manager"} if makes == "warehouse.hold.place" else set())


def test_standard_roles_are_defined_by_the_console(plant: Plant) -> None:
    for command in default_role_commands():
        plant.ok(command, actor=CONSOLE)
    with plant.reader() as reader:
        assert {role.code: set(role.permissions) for role in roles(reader)} == HELD
