"""What rework refuses."""

from lotproof.kernel.refusals import Refused


class ReworkGoesForward(
    Refused,
    code="rework_goes_forward",
    en="Rework found at operation {position} cannot begin later, at {repeat_from}.",
    zh="工序 {position} 发现的返工不能从其后的工序 {repeat_from} 开始。",
):
    """Rework repeats what was done."""


class NotNextOfRework(
    Refused,
    code="not_next_of_rework",
    en="Rework {rework} goes on with operation {wanted}, with all of its {quantity}.",
    zh="返工 {rework} 的下一步为工序 {wanted}，数量为全部 {quantity}。",
):
    """A rework goes through its operations in order and as a whole."""


class ReworkNotRepeated(
    Refused,
    code="rework_not_repeated",
    en="Rework {rework} still has to repeat operation {position}.",
    zh="返工 {rework} 尚需重做工序 {position}。",
):
    """A rework is finished when every operation was repeated."""


class ReworkWithinRework(
    Refused,
    code="rework_within_rework",
    en="Rework {rework} is under way. Finish it; then what is still not good is sent again.",
    zh="返工 {rework} 正在进行。请先完成返工，仍不合格的再次发起返工。",
):
    """Each rework is counted."""
