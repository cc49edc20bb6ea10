"""Where a requirement can be asked: what of the program asks whether its sender is trained."""

from typing import TYPE_CHECKING, Final

from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.text import Text, t
from lotproof.modules.training.vocabulary import AppliesTo

if TYPE_CHECKING:
    from lotproof.modules.training.commands import SetRequirement

RELEASE: Final = "warehouse.release_lot/1"
START: Final = "production.start_operation/1"
RECORD: Final = "inspection.record_result/1"
DECIDE: Final = "inspection.decide_inspection/1"
_ASKING: Final = frozenset({RELEASE, START, RECORD, DECIDE})
_NEVER: Final = ("training.", "signing.", "credentials.")
"""What people need in order to become trained, or to be able to sign at all."""


class TargetUnclear(
    Refused,
    code="target_unclear",
    en="A requirement for {applies_to} says exactly this: {wanted}. Give that and nothing else.",
    zh="适用于“{applies_to}”的培训要求应且仅应给出：{wanted}。",
    http_status=422,
):
    """A requirement that names too little or too much would bite where nobody expects it."""


class CommandNotGuarded(
    Refused,
    code="command_not_guarded",
    en="{command} does not ask whether its sender is trained. Possible are: {possible}.",
    zh="指令 {command} 不检查发送人的培训。可选：{possible}。",
    http_status=422,
):
    """A requirement that nobody asks about would be a promise that is not kept."""


_WANTED: Final[dict[AppliesTo, tuple[tuple[str, ...], tuple[str, ...], Text]]] = {
    AppliesTo.OPERATION: (
        ("operation_code",),
        ("item_id",),
        t("the operation code, and the item if only for that", "工序代码，仅限某物料时另给物料"),
    ),
    AppliesTo.OPERATION_KIND: (
        ("operation_kind",),
        ("item_id",),
        t("the kind of operation, and the item if only for that", "工序类型，可另给物料"),
    ),
    AppliesTo.EQUIPMENT: (("equipment_id",), (), t("the equipment", "设备")),
    AppliesTo.INSPECTION: (
        (),
        ("item_id", "stage"),
        t("item or stage, if only for those", "物料或检验阶段（如仅限其一）"),
    ),
    AppliesTo.COMMAND: (("command_kind",), (), t("the command", "指令")),
}
"""What must be given, what may be, and how that is said."""
_SELECTORS: Final = frozenset(name for must, may, _ in _WANTED.values() for name in (*must, *may))


def target_of(given: "SetRequirement") -> str:
    """Where the requirement is asked; target_unclear unless exactly what belongs to it is given."""
    must, may, wanted = _WANTED[given.applies_to]
    said = {name for name in _SELECTORS if getattr(given, name) is not None}
    if not set(must) <= said <= {*must, *may}:
        raise TargetUnclear(applies_to=given.applies_to.label, wanted=wanted)
    if given.applies_to is AppliesTo.OPERATION:
        return f"code:{given.operation_code}"
    if given.applies_to is AppliesTo.OPERATION_KIND:
        return f"kind:{given.operation_kind}"
    if given.applies_to is AppliesTo.EQUIPMENT:
        return f"eqp_{given.equipment_id}"
    return INSPECTION if given.applies_to is AppliesTo.INSPECTION else command(given.command_kind)


INSPECTION: Final = "inspection"


def command(kind: str | None) -> str:
    """The target of a requirement for a kind of command."""
    return f"command:{kind}"


def guarded() -> frozenset[str]:
    """Kinds of commands that ask whether their sender is trained: all that are signed, too."""
    signed = {kind for kind, spec in COMMANDS.items() if spec.signs is not None}
    return _ASKING | {kind for kind in signed if not kind.startswith(_NEVER)}


def require_guarded(kind: str) -> None:
    possible = guarded()
    if kind not in possible:
        raise CommandNotGuarded(command=kind, possible=", ".join(sorted(possible)))
