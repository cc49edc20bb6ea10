"""Who may do what in a plant that uses the standard roles."""

from fnmatch import fnmatchcase

import pytest

from lotproof.modules.people.authority import SYSTEM_ACTORS
from lotproof.modules.people.default_roles import STANDARD_ROLES, permissions
from lotproof.modules.people.rules import PROGRAMS_OWN, duties, known_permissions
from tests.every_module.declared import ALL_REFUSALS, COMMAND_SPECS

ROLES = {role.code: frozenset(permissions(role)) for role in STANDARD_ROLES}
PERMISSIONS = sorted({spec.permission for spec in COMMAND_SPECS.values()})

CHECKED = {
    ("calibration.plan.draft", "calibration.plan.approve"): "own_calibration_plan",
    ("changes.order.draft", "changes.order.approve"): "own_change",
    ("changes.permit.request", "changes.permit.approve"): "own_change",
    ("equipment.setting.draft", "equipment.setting.approve"): "own_setting",
    ("inspection.plan.define", "inspection.plan.approve"): "own_plan",
    ("items.bom.draft", "items.bom.approve"): "own_revision",
    ("items.routing.draft", "items.routing.approve"): "own_revision",
    ("labelling.template.draft", "labelling.template.approve"): "own_template",
    ("labelling.label.reconcile", "labelling.difference.accept"): "",
    ("parties.party.register", "parties.party.approve"): "",
    ("production.operation.start", "production.first_article.decide"): "own_first_article",
    ("production.output.receive", "warehouse.lot.release"): "",
    ("production.work_order.plan", "production.work_order.release"): "own_work_order",
    ("purchasing.order.draft", "purchasing.order.approve"): "order_approved_by_same_person",
    ("warehouse.hold.place", "warehouse.hold.lift"): "hold_placed_by_same_person",
    ("warehouse.lot.receive", "warehouse.lot.release"): "",
    ("inspection.result.record", "warehouse.lot.release"): "",
}
"""Who makes → who checks, and the refusal that keeps one person from doing both, if any.

Without such a refusal only the roles keep the two apart.
"""
HELD_TOGETHER = {
    ("engineer", "changes.order.approve"),
    ("engineer", "equipment.setting.approve"),
    ("quality_manager", "changes.order.approve"),
    ("quality_manager", "changes.permit.approve"),
    ("engineer", "items.bom.approve"),
    ("engineer", "items.routing.approve"),
    ("planner", "production.work_order.release"),
    ("quality_manager", "inspection.plan.approve"),
    ("quality_manager", "warehouse.hold.lift"),
}
"""Standard roles that make and check: in such a role are two persons. May only shrink."""


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_somebody_may(permission: str) -> None:
    """A command that nobody may send is not there."""
    by_role = [code for code, held in ROLES.items() if permission in held]
    by_system = [a for a, beginnings in SYSTEM_ACTORS.items() if permission.startswith(beginnings)]
    assert by_role or by_system


@pytest.mark.parametrize("permission", sorted(PROGRAMS_OWN))
def test_what_only_the_program_may_do_only_the_program_fills_in(permission: str) -> None:
    """A form for it would be refused to everybody."""
    kinds = [kind for kind, spec in COMMAND_SPECS.items() if spec.permission == permission]
    assert kinds
    assert [kind for kind in kinds if not COMMAND_SPECS[kind].by_program] == []


def test_system_actors_have_no_permission_that_is_not_there() -> None:
    dead = [
        f"{actor}: {beginning}"
        for actor, beginnings in SYSTEM_ACTORS.items()
        for beginning in beginnings
        if not any(permission.startswith(beginning) for permission in PERMISSIONS)
    ]
    assert dead == []


def test_patterns_of_the_standard_roles_name_something() -> None:
    """A pattern that fits nothing is a slip of the pen: somebody lacks what was meant."""
    dead = [
        f"{role.code}: {pattern}"
        for role in STANDARD_ROLES
        for pattern in (*role.allowed, *role.denied)
        if not any(fnmatchcase(permission, pattern) for permission in known_permissions())
    ]
    assert dead == []


@pytest.mark.clause("China MD GMP 2025 Art. 46(1)")
@pytest.mark.parametrize("code", ROLES)
def test_managing_people_and_doing_business_are_apart(code: str) -> None:
    managing, business = duties(ROLES[code])
    assert not (managing and business)
    if code == "administrator":
        assert business == set()
    if code == "auditor":
        assert (managing, business) == (set(), set())


@pytest.mark.parametrize(("made", "checked"), CHECKED, ids=lambda p: p)
def test_making_and_checking_are_apart(made: str, checked: str) -> None:
    """By roles, or else by a refusal where the same person would do both."""
    assert {made, checked} <= set(PERMISSIONS)
    assert any(checked in held for held in ROLES.values())
    together = {code for code, held in ROLES.items() if {made, checked} <= held}
    allowed = {code for code, permission in HELD_TOGETHER if permission == checked}
    assert together <= allowed
    refusal = CHECKED[made, checked]
    assert refusal == "" or refusal in ALL_REFUSALS
    assert (
        not together
        or refusal
        or (made, checked)
        == (
            "sales.shipment.create",
            "sales.order.confirm",
        )
    )


def test_what_may_be_held_together_still_is() -> None:
    """An exception that is no longer one is taken off the list."""
    stale = [
        (code, checked)
        for code, checked in HELD_TOGETHER
        if not any({m, c} <= ROLES[code] for m, c in CHECKED if c == checked)
    ]
    assert stale == []
