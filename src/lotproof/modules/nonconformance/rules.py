"""Decisions about nonconforming product, and the refusals of this module."""

from collections.abc import Iterable, Mapping

from lotproof.kernel.quantity import Amount
from lotproof.kernel.refusals import Refused
from lotproof.modules.nonconformance.vocabulary import DispositionKind

# --- of all three -------------------------------------------------------------------------------


class OneCase(
    Refused,
    code="one_case",
    en="Name one report, one review or one proposal.",
    zh="请指明一份报告、一项评审或一条建议，且仅指明其一。",
    http_status=422,
):
    """What a command is about is one thing."""


class OneOwner(
    Refused,
    code="one_owner",
    en="Say who owns it: a person, or a role whose members see it until one takes it over.",
    zh="请指定责任人，或由成员接手的责任角色，二者取一。",
    http_status=422,
):
    """What nobody owns nobody does."""


class OwnedByOther(
    Refused,
    code="owned_by_other",
    en="{number} is owned by {owner}. They hand it over, or somebody assigns it anew.",
    zh="{number} 由 {owner} 负责。须由其移交，或重新指派。",
):
    """Nobody's work is taken from under their hands."""


class NotOwningRole(
    Refused,
    code="not_owning_role",
    en="{number} waits for a member of {role}; you do not have that role.",
    zh="{number} 由角色 {role} 的成员接手；您没有该角色。",
):
    """A role's work is taken over by its members."""


class SubjectThere(
    Refused,
    code="subject_there",
    en="{number} is about {subject} already.",
    zh="{number} 已涉及 {subject}。",
):
    """Said once."""


class CaseAboutNothing(
    Refused,
    code="case_about_nothing",
    en="Say what it is about: a lot, a serial, an order, a machine, an item or a parameter.",
    zh="请说明涉及的对象：批、序列号、工单、设备、物料或参数。",
    http_status=422,
):
    """Nothing could be learnt from it later."""


# --- nonconformance -----------------------------------------------------------------------------


class NonconformanceOpen(
    Refused,
    code="nonconformance_open",
    en="Lot {lot} is bound by nonconformance report {number}, which is not closed. See to it "
    "first.",
    zh="批 {lot} 受不合格报告 {number} 约束，尚未关闭。请先处理。",
):
    """ISO 13485 clause 8.3.1: nonconforming product is kept from unintended use or delivery."""


class QuantityWithoutUnit(
    Refused,
    code="quantity_without_unit",
    en="Give the affected quantity of lot {lot} with its unit, or neither.",
    zh="批 {lot} 的受影响数量须连同单位填写，或均不填写。",
    http_status=422,
):
    """A bare number is no quantity."""


class LotTwice(
    Refused,
    code="affected_lot_twice",
    en="Lot {lot} is named twice. Name it once, with all of its affected quantity.",
    zh="批 {lot} 重复。请只填一次，写明全部受影响数量。",
    http_status=422,
):
    """Two quantities of one lot would contradict each other."""


class ExtentMissing(
    Refused,
    code="extent_missing",
    en="Say how much of lot {lot} is affected; nought if it is not.",
    zh="请填写批 {lot} 的受影响数量；未受影响填零。",
):
    """The evaluation reaches every lot that the report is about."""


class OwnReport(
    Refused,
    code="own_report",
    en="{person} opened {number}; somebody else has to close or cancel it.",
    zh="{number} 由 {person} 开立；须由他人关闭或取消。",
):
    """Nobody ends what they have found themselves."""


class OwnConcession(
    Refused,
    code="own_concession",
    en="{person} opened {number}; a concession has to be signed by somebody else.",
    zh="{number} 由 {person} 开立；让步接收须由他人签署。",
):
    """ISO 13485 clause 8.3.2: the person who authorises a concession is known, and another."""


class ConcessionIncomplete(
    Refused,
    code="concession_incomplete",
    en="Lot {lot} is to be used as it is: say why that is safe, and how regulatory requirements "
    "are met.",
    zh="批 {lot} 拟让步接收：须写明为何仍安全有效，以及如何符合法规要求。",
    http_status=422,
):
    """ISO 13485 clause 8.3.2: justified, approved, and regulatory requirements met."""


class RejectedStays(
    Refused,
    code="rejected_stays",
    en="Lot {lot} was rejected, and a rejected lot is never used. Scrap it or return it.",
    zh="批 {lot} 已拒收，不得使用。请报废或退回供应商。",
):
    """A concession that nobody can carry out is not signed."""


class ReworkEffectMissing(
    Refused,
    code="rework_effect_missing",
    en="Lot {lot} is to be reworked: say what adverse effect the rework may have.",
    zh="批 {lot} 拟返工：须说明返工可能的不良影响。",
    http_status=422,
):
    """ISO 13485 clause 8.3.4: adverse effects of rework are determined."""


class NotFromSupplier(
    Refused,
    code="not_from_supplier",
    en="Lot {lot} did not come from a supplier; it cannot be returned to one.",
    zh="批 {lot} 并非来自供应商，不能退回供应商。",
):
    """What was made here goes back to nobody."""


class LotNotAffected(
    Refused,
    code="lot_not_affected",
    en="Lot {lot} is not affected by {number}; nothing of it is disposed of.",
    zh="批 {lot} 不受 {number} 影响，无须处置。",
):
    """Dispositions are about what was found to be affected."""


class DispositionUnbalanced(
    Refused,
    code="disposition_unbalanced",
    en="Of lot {lot} {affected} are affected, but {disposed} are disposed of. They have to be "
    "equal.",
    zh="批 {lot} 受影响 {affected}，而处置合计 {disposed}，两者须相等。",
):
    """Every affected unit has a disposition, and no other has."""


class DispositionsNotExecuted(
    Refused,
    code="dispositions_not_executed",
    en="{count} dispositions of {number} are not carried out yet, first {first}. Record them.",
    zh="{number} 尚有 {count} 项处置未执行，首项为 {first}。请先记录执行。",
):
    """What was decided is done before it is closed."""


class DispositionsExecuted(
    Refused,
    code="dispositions_executed",
    en="Dispositions of {number} were carried out already, first {first}. It cannot be cancelled; "
    "decide the rest and close it.",
    zh="{number} 已有处置执行，首项为 {first}，不能取消；请处置其余部分后关闭。",
):
    """What became of product stays on record."""


class InvestigationMissing(
    Refused,
    code="investigation_missing",
    en="{number} needs an investigation. Record the root cause before closing.",
    zh="{number} 需要调查。请先记录根本原因再关闭。",
):
    """What was said to be needed is done."""


class ActionMissing(
    Refused,
    code="action_missing",
    en="{number} asks for further action, but no process review and no improvement proposal "
    "refers to it. Open one first.",
    zh="{number} 需要后续措施，但尚无源自它的过程评审或改进建议。请先发起。",
):
    """ISO 13485 clause 8.5.1: a need that is seen is followed up."""


# --- improvement --------------------------------------------------------------------------------


class OwnProposal(
    Refused,
    code="own_proposal",
    en="{person} proposed {number}; somebody else has to accept it.",
    zh="{number} 由 {person} 提出；须由他人采纳。",
):
    """Who proposes does not decide."""


class ChangeEnded(
    Refused,
    code="change_ended",
    en="{change} is {state}; it carries nothing out any more. Name another change order.",
    zh="{change} 状态为“{state}”，不再实施。请指明其他变更单。",
):
    """A change that was given up improves nothing."""


class ChangeNotReleased(
    Refused,
    code="change_not_released",
    en="{change} is {state}; what came of it is measured once it is released.",
    zh="{change} 状态为“{state}”；放行后方可评估效果。",
):
    """An effect is measured after the change, not before."""


# --- pure ---------------------------------------------------------------------------------------


def unbalanced(
    affected: Mapping[int, int], disposed: Iterable[tuple[int, int]]
) -> tuple[int, Amount] | None:
    """The first lot of which the dispositions do not add up to what is affected, and their sum.

    `affected` is by lot, in steps of the lot's unit, `disposed` (lot, steps of the same unit). A
    lot that is not affected balances with nothing.
    """
    sums = dict.fromkeys(affected, 0)
    for lot, quantity in disposed:
        sums[lot] = sums.get(lot, 0) + quantity
    for lot in sorted(sums):
        if sums[lot] != affected.get(lot, 0):
            return lot, Amount(sums[lot])
    return None


def require_reasons(
    lot: str,
    kind: DispositionKind,
    justification: str | None,
    regulatory_basis: str | None,
    adverse_effect: str | None,
) -> None:
    """What each kind of disposition has to say. ConcessionIncomplete, ReworkEffectMissing."""
    if kind is DispositionKind.USE_AS_IS and not (justification and regulatory_basis):
        raise ConcessionIncomplete(lot=lot)
    if kind is DispositionKind.REWORK and not adverse_effect:
        raise ReworkEffectMissing(lot=lot)
