"""The standard roles of a plant, as data. A site may define its own besides or instead.

Duties that check each other are apart: who manages people does no business, who drafts an order
does not approve it, who makes does not release, who audits changes nothing.
"""

from fnmatch import fnmatchcase
from typing import Final, NamedTuple

from lotproof.kernel.registry import MODULES, Tier
from lotproof.kernel.text import Text, t
from lotproof.modules.people.commands import DefineRole
from lotproof.modules.people.rules import OVERSEEING, OWN, known_permissions


class StandardRole(NamedTuple):
    """A role by patterns of permissions: `warehouse.*` less `warehouse.lot.release`."""

    code: str
    title: Text
    allowed: tuple[str, ...]
    denied: tuple[str, ...] = ()


_OWN = tuple(OWN)
_SHOP_FLOOR = (
    "documents.attachment.attach",
    "changes.permit.use",
    "changes.read",
    "changes.task.finish",
    "documents.read",
    "documents.revision.review",
    "equipment.read",
    "equipment.setting.read_back",
    "genealogy.read",
    "inspection.read",
    "items.read",
    "labelling.read",
    "production.read",
    "sites.read",
    "traceability.overview.print",
    "traceability.read",
    "warehouse.read",
)
_EMERGENCY = ("equipment.equipment.stop", "warehouse.hold.place")
"""Whoever sees that something is wrong may stop it."""

_QUALITY = (
    "credentials.alert.review",
    "documents.*",
    "equipment.equipment.release",
    "equipment.setting.approve",
    "equipment.setting.withdraw",
    "items.*.approve",
    "items.*.withdraw",
    "items.item.activate",
    "kernel.ledger.export",
    "kernel.task.finish",
    "labelling.*.accept",
    "labelling.*.approve",
    "labelling.*.withdraw",
    "parties.party.approve",
    "parties.party.block",
    *sorted(p for p in OVERSEEING if p.startswith("people.")),
    "production.first_article.decide",
    "production.work_order.close",
    "signing.key.confirm",
    "signing.key.revoke",
    "signing.key.unlock",
    "warehouse.hold.lift",
    "warehouse.lot.reject",
    "warehouse.lot.release",
    "warehouse.stock.scrap",
)

STANDARD_ROLES: Final[tuple[StandardRole, ...]] = (
    StandardRole(
        "administrator",
        t("Administrator", "系统管理员"),
        ("people.*", "credentials.*"),
        tuple(sorted(OVERSEEING)),
    ),
    StandardRole(
        "engineer",
        t("Engineer", "工艺工程师"),
        (
            *_SHOP_FLOOR,
            *_EMERGENCY,
            "documents.attachment.withdraw",
            "documents.document.link",
            "documents.document.register",
            "documents.document.review",
            "documents.revision.draft",
            "documents.revision.withdraw",
            "changes.order.approve",
            "changes.order.assess",
            "changes.order.draft",
            "changes.permit.request",
            "changes.task.*",
            "equipment.*",
            "items.*",
            "labelling.template.*",
            "sites.*",
            "parties.read",
        ),
        ("labelling.template.approve",),
    ),
    StandardRole(
        "buyer",
        t("Buyer", "采购员"),
        (
            *_SHOP_FLOOR,
            "parties.read",
            "parties.personal.read",
            "parties.party.change",
            "parties.party.register",
            "purchasing.*",
        ),
        ("purchasing.*.approve",),
    ),
    StandardRole(
        "purchasing_approver",
        t("Purchasing approver", "采购审批人"),
        (
            *_SHOP_FLOOR,
            "parties.read",
            "parties.personal.read",
            "parties.party.approve",
            "parties.party.block",
            "purchasing.read",
            "purchasing.*.approve",
        ),
    ),
    StandardRole(
        "warehouse_keeper",
        t("Warehouse keeper", "仓库管理员"),
        (
            *_SHOP_FLOOR,
            *_EMERGENCY,
            "labelling.label.*",
            "parties.read",
            "parties.personal.read",
            "sales.personal.read",
            "production.material.issue",
            "production.material.return",
            "purchasing.read",
            "sales.read",
            "sales.return.receive",
            "sales.shipment.*",
            "warehouse.*",
        ),
        ("warehouse.hold.lift", "warehouse.lot.reject", "warehouse.lot.release"),
    ),
    StandardRole(
        "planner",
        t("Production planner", "生产计划员"),
        (
            *_SHOP_FLOOR,
            "parties.read",
            "purchasing.read",
            "sales.read",
            "production.work_order.*",
            "changes.order.approve",
        ),
    ),
    StandardRole(
        "operator",
        t("Operator", "操作员"),
        (
            *_SHOP_FLOOR,
            *_EMERGENCY,
            "labelling.label.*",
            "production.*",
            "warehouse.package.*",
        ),
        ("production.first_article.decide", "production.work_order.*"),
    ),
    StandardRole(
        "inspector",
        t("Inspector", "检验员"),
        (
            *_SHOP_FLOOR,
            *_EMERGENCY,
            "inspection.*",
            "labelling.label.check",
            "parties.read",
            "production.first_article.decide",
            "production.parameter.record",
        ),
        ("inspection.plan.*",),
    ),
    StandardRole(
        "quality_manager",
        t("Quality manager", "质量负责人"),
        ("*.read", *_EMERGENCY, *_QUALITY),
        ("inspection.result.*",),
    ),
    StandardRole(
        "sales",
        t("Sales", "销售员"),
        (
            *_SHOP_FLOOR,
            "parties.read",
            "parties.personal.read",
            "parties.party.change",
            "parties.party.register",
            "registrations.read",
            "sales.*",
        ),
        ("sales.shipment.dispatch",),
    ),
    StandardRole(
        "trainer",
        t("Trainer", "培训师"),
        (
            *_SHOP_FLOOR,
            "training.assessment.set",
            "training.observation.record",
            "training.read",
            "training.training.plan",
        ),
    ),
    StandardRole("auditor", t("Auditor", "审核员"), ("*.read",)),
)


def permissions(role: StandardRole) -> list[str]:
    """What a standard role permits in this program; the modules are loaded before.

    Quality may do all that assurance and oversight can do, save what it is denied by name.
    """
    allowed = (*role.allowed, *_OWN)
    if role.code == "quality_manager":
        tiers = (Tier.ASSURANCE, Tier.OVERSIGHT)
        allowed += tuple(f"{m.name}.*" for m in MODULES.values() if m.tier in tiers)
    return sorted(
        permission
        for permission in known_permissions()
        if any(fnmatchcase(permission, pattern) for pattern in allowed)
        and not any(fnmatchcase(permission, pattern) for pattern in role.denied)
    )


def default_role_commands() -> list[DefineRole]:
    """The commands that define the standard roles, in the order of `STANDARD_ROLES`."""
    return [
        DefineRole(
            code=role.code,
            title=role.title.en,
            title_zh=role.title.zh,
            permissions=permissions(role),
        )
        for role in STANDARD_ROLES
    ]
