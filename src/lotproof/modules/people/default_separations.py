"""The standard separations of duties, as data. A site may define its own besides or instead.

Making and checking of the same thing are kept apart for each thing by the handlers; here are the
pairs that one person does not have at all. The standard roles have none of them together.
"""

from typing import Final, NamedTuple

from lotproof.kernel.text import Text, t
from lotproof.modules.people.commands_access import DefineSeparation


class StandardSeparation(NamedTuple):
    """Two duties by their permissions."""

    code: str
    title: Text
    first: tuple[str, ...]
    second: tuple[str, ...]


STANDARD_SEPARATIONS: Final[tuple[StandardSeparation, ...]] = (
    StandardSeparation(
        "order_and_approve",
        t("Ordering and approving orders", "采购下单与审批"),
        ("purchasing.order.draft",),
        ("purchasing.order.approve",),
    ),
    StandardSeparation(
        "partner_and_approve",
        t("Entering partners and approving them", "登记往来单位与批准"),
        ("parties.party.register",),
        ("parties.party.approve",),
    ),
    StandardSeparation(
        "receive_and_release",
        t("Receiving goods and releasing lots", "收货与放行"),
        ("warehouse.lot.receive",),
        ("warehouse.lot.release",),
    ),
    StandardSeparation(
        "make_and_release",
        t("Making and releasing lots", "生产与放行"),
        ("production.output.receive", "production.operation.start"),
        ("warehouse.lot.release", "production.first_article.decide"),
    ),
    StandardSeparation(
        "inspect_and_release",
        t("Inspecting and releasing lots", "检验与放行"),
        ("inspection.result.record",),
        ("warehouse.lot.release",),
    ),
    StandardSeparation(
        "template_and_approve",
        t("Drafting and approving label templates", "编制与批准标签模板"),
        ("labelling.template.draft",),
        ("labelling.template.approve",),
    ),
    StandardSeparation(
        "reconcile_and_accept",
        t("Reconciling labels and accepting differences", "标签平衡与接受差异"),
        ("labelling.label.reconcile",),
        ("labelling.difference.accept",),
    ),
)


def default_separation_commands() -> list[DefineSeparation]:
    """The commands that define the standard separations, in their order."""
    return [
        DefineSeparation(
            code=each.code,
            title=each.title.en,
            title_zh=each.title.zh,
            first=list(each.first),
            second=list(each.second),
        )
        for each in STANDARD_SEPARATIONS
    ]
