"""The words of nonconformance and improvement: what there is, and its life."""

from typing import Final

from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.text import t


class ReportId(Id, prefix="ncr", label=t("Nonconformance report", "不合格报告")):
    """What was found not to be as required, and what became of it."""


class DispositionId(Id, prefix="dsp", label=t("Disposition", "处置")):
    """What becomes of a quantity of one lot."""


class ReviewId(Id, prefix="prv", label=t("Process review", "过程评审")):
    """Whether a process works, and has to change."""


class ImprovementId(Id, prefix="ipr", label=t("Improvement proposal", "改进建议")):
    """How something is to be better, and whether it became so."""


class Origin(Choice):
    """Where a nonconformance was found."""

    INSPECTION = "inspection", "inspection", "检验"
    READING = "reading", "process reading", "过程读数"
    COMPLAINT = "complaint", "complaint", "投诉"
    AUDIT = "audit", "audit", "审核"
    OTHER = "other", "other", "其他"


class Severity(Choice):
    MINOR = "minor", "minor", "轻微"
    MAJOR = "major", "major", "严重"
    CRITICAL = "critical", "critical", "致命"


class ReportState(Choice):
    """ISO 13485 clause 8.3: contained, evaluated, disposed of, and only then closed."""

    OPEN = "open", "open", "已开立"
    CONTAINED = "contained", "contained", "已控制"
    EVALUATED = "evaluated", "evaluated", "已评价"
    DISPOSITIONED = "dispositioned", "disposition decided", "已确定处置"
    CLOSED = "closed", "closed", "已关闭"
    CANCELLED = "cancelled", "cancelled", "已取消"


_R = ReportState
REPORT_LIFE: Final = LifeCycle(
    t("Nonconformance report", "不合格报告"),
    {
        _R.OPEN: {_R.CONTAINED, _R.CANCELLED},
        _R.CONTAINED: {_R.EVALUATED, _R.CANCELLED},
        _R.EVALUATED: {_R.DISPOSITIONED, _R.CANCELLED},
        _R.DISPOSITIONED: {_R.EVALUATED, _R.CLOSED},
        _R.CLOSED: (),
        _R.CANCELLED: (),
    },
)
REPORT_RUNNING: Final = (_R.OPEN, _R.CONTAINED, _R.EVALUATED, _R.DISPOSITIONED)
"""In these states a report binds its lots and waits for its owner."""


class DispositionKind(Choice):
    """What is done with nonconforming product (ISO 13485 clauses 8.3.2 and 8.3.4)."""

    REWORK = "rework", "rework", "返工"
    SCRAP = "scrap", "scrap", "报废"
    USE_AS_IS = "use_as_is", "use as is (concession)", "让步接收"
    RETURN = "return", "return to supplier", "退回供应商"


class DispositionState(Choice):
    DECIDED = "decided", "decided, to be carried out", "待执行"
    EXECUTED = "executed", "carried out", "已执行"
    WITHDRAWN = "withdrawn", "withdrawn", "已撤回"


DISPOSITION_LIFE: Final = LifeCycle(
    t("Disposition", "处置"),
    {
        DispositionState.DECIDED: {DispositionState.EXECUTED, DispositionState.WITHDRAWN},
        DispositionState.EXECUTED: (),
        DispositionState.WITHDRAWN: (),
    },
)


class ReviewState(Choice):
    OPEN = "open", "open", "待评审"
    IN_REVIEW = "in_review", "in review", "评审中"
    CONCLUDED = "concluded", "concluded", "已作结论"


REVIEW_LIFE: Final = LifeCycle(
    t("Process review", "过程评审"),
    {
        ReviewState.OPEN: {ReviewState.IN_REVIEW},
        ReviewState.IN_REVIEW: {ReviewState.CONCLUDED},
        ReviewState.CONCLUDED: (),
    },
)
REVIEW_RUNNING: Final = (ReviewState.OPEN, ReviewState.IN_REVIEW)


class Effectiveness(Choice):
    EFFECTIVE = "effective", "effective", "有效"
    INEFFECTIVE = "ineffective", "ineffective", "无效"


class ImprovementState(Choice):
    PROPOSED = "proposed", "proposed", "已提出"
    ACCEPTED = "accepted", "accepted", "已采纳"
    STARTED = "started", "started as a change", "已转为变更"
    DONE = "done", "done, outcome measured", "已完成并评估效果"
    DECLINED = "declined", "declined", "未采纳"


_I = ImprovementState
IMPROVEMENT_LIFE: Final = LifeCycle(
    t("Improvement proposal", "改进建议"),
    {
        _I.PROPOSED: {_I.ACCEPTED, _I.DECLINED},
        _I.ACCEPTED: {_I.STARTED, _I.DECLINED},
        _I.STARTED: {_I.DONE, _I.DECLINED},
        _I.DONE: (),
        _I.DECLINED: (),
    },
)
IMPROVEMENT_RUNNING: Final = (_I.PROPOSED, _I.ACCEPTED, _I.STARTED)
