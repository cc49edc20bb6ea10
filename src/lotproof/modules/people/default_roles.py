"""The standard roles of a plant, as data. A site may define its own besides or instead.

Duties that check each other are apart: who manages people does no business, who drafts an order
does not approve it, who makes does not release, who audits changes nothing.
"""

import fnmatch
from collections.abc import Iterable
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
    "alerts.alert.acknowledge",
    "alerts.alert.close",
    "alerts.alert.hand_over",
    "alerts.read",
    "calendars.read",
    "calibration.read",
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
    "monitoring.read",
    "nonconformance.improvement.propose",
    "nonconformance.read",
    "nonconformance.report.open",
    "nonconformance.review.open",
    "nonconformance.work.amend",
    "nonconformance.work.take",
    "production.read",
    "sites.read",
    "spc.read",
    "sterilisation.read",
    "traceability.overview.print",
    "traceability.read",
    "transmission.read",
    "warehouse.read",
)
_EMERGENCY = ("equipment.equipment.stop", "monitoring.start.withdraw", "warehouse.hold.place")
"""Whoever sees that something is wrong may stop it."""
_READING_BY_HAND = ("monitoring.reading.confirm", "monitoring.reading.enter")
_CONTAINING = ("nonconformance.report.contain", "nonconformance.report.execute")
"""Whoever has the product in hand keeps it apart, and does what was decided."""

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
    "sterilisation.cycle.decide",
    "sterilisation.process.approve",
    "sterilisation.process.withdraw",
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
            "calibration.calibration.record",
            "calibration.cleaning.record",
            "calibration.impact.assess",
            "calibration.maintenance.*",
            "calibration.plan.draft",
            "calibration.qualification.*",
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
            *_CONTAINING,
            *_READING_BY_HAND,
            "monitoring.limits.draft",
            "monitoring.point.*",
            "monitoring.reading.record",
            "monitoring.source.*",
            "nonconformance.improvement.conclude",
            "nonconformance.improvement.start",
            "nonconformance.report.evaluate",
            "nonconformance.review.conduct",
            "notifications.channel.*",
            "notifications.message.resolve",
            "notifications.read",
            "rules.read",
            "rules.version.draft",
            "sites.*",
            "spc.chart.define",
            "spc.limits.draft",
            "spc.signal.explain",
            "sterilisation.process.draft",
            "parties.read",
            "transmission.connection.*",
            "transmission.transmission.request",
            "transmission.transmission.withdraw",
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
            *_CONTAINING,
            *_READING_BY_HAND,
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
            "calendars.*",
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
            "calibration.cleaning.record",
            "calibration.maintenance.record",
            *_CONTAINING,
            *_READING_BY_HAND,
            "labelling.label.*",
            "production.*",
            "sterilisation.cycle.*",
            "sterilisation.indicator.record",
            "warehouse.package.*",
        ),
        (
            "production.first_article.decide",
            "production.work_order.*",
            "sterilisation.cycle.decide",
        ),
    ),
    StandardRole(
        "inspector",
        t("Inspector", "检验员"),
        (
            *_SHOP_FLOOR,
            *_EMERGENCY,
            "calibration.calibration.record",
            "calibration.impact.assess",
            *_CONTAINING,
            *_READING_BY_HAND,
            "inspection.*",
            "labelling.label.check",
            "parties.read",
            "production.first_article.decide",
            "production.parameter.record",
            "spc.signal.explain",
            "sterilisation.indicator.*",
        ),
        ("inspection.plan.*",),
    ),
    StandardRole(
        "quality_manager",
        t("Quality manager", "质量负责人"),
        ("*.read", *_EMERGENCY, *_QUALITY),
        (
            "calibration.plan.draft",
            "inspection.result.*",
            "monitoring.reading.*",
            "transmission.transmission.write",
        ),
    ),
    StandardRole(
        "gateway",
        t("Machine gateway", "设备网关"),
        (
            "equipment.setting.read_back",
            "monitoring.reading.record",
            "transmission.transmission.write",
        ),
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
    known = known_permissions()
    return sorted(_named(known, allowed) - _named(known, role.denied))


def _named(known: Iterable[str], patterns: Iterable[str]) -> set[str]:
    return {permission for pattern in patterns for permission in fnmatch.filter(known, pattern)}


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
