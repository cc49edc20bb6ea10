"""The words of change control: what a change order is, and through which states it goes."""

from typing import Final

from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.text import t


class ChangeOrderId(Id, prefix="chg", label=t("Change order", "变更单")):
    """One change, from its request to its end."""


class ChangedObjectId(Id, prefix="cob", label=t("Object of a change", "变更对象")):
    """One thing that a change order lists."""


class QuestionId(Id, prefix="ciq", label=t("Impact question", "影响评估问题")):
    """One question of the impact checklist."""


class ApproverRuleId(Id, prefix="car", label=t("Approver rule", "审批规则")):
    """One line of the approver matrix."""


class ApprovalId(Id, prefix="cap", label=t("Approval of a change", "变更审批")):
    """What one role says to a change order."""


class ChangeTaskId(Id, prefix="ctk", label=t("Task of a change", "变更任务")):
    """Something to do to carry out a change."""


class TemporaryApprovalId(Id, prefix="ctp", label=t("Temporary approval", "临时批准")):
    """Leave to work by an emergency change before it is approved in full."""


class DeviationPermitId(Id, prefix="dvp", label=t("Deviation permit", "临时偏差许可")):
    """Leave to deviate, for so much and so long."""


class ControlId(Id, prefix="ctl", label=t("Change control", "变更控制")):
    """That control has begun; there is one."""


class ChangeType(Choice):
    PROCESS_PARAMETER = "process_parameter", "process parameter", "工艺参数"
    RECIPE = "recipe", "recipe or bill of materials", "配方/物料清单"
    ROUTING = "routing", "routing", "工艺路线"
    SPECIFICATION = "specification", "specification", "规格/技术要求"
    EQUIPMENT_SETTING = "equipment_setting", "equipment setting", "设备设定"
    SOFTWARE = "software", "software or configuration", "软件/配置"
    DOCUMENT = "document", "document", "文件"
    SUPPLIER = "supplier", "supplier", "供应商"
    LABEL = "label", "label", "标签"
    UDI = "udi", "UDI", "UDI"


class ChangeSource(Choice):
    """What made somebody ask for the change."""

    IMPROVEMENT = "improvement", "improvement", "改进"
    NONCONFORMITY = "nonconformity", "nonconformity", "不合格"
    CORRECTIVE_ACTION = "corrective_action", "corrective or preventive action", "纠正预防措施"
    COMPLAINT = "complaint", "complaint", "投诉"
    AUDIT = "audit", "audit", "审核"
    SUPPLIER_NOTICE = "supplier_notice", "supplier's notice", "供应商变更通知"
    REGULATION = "regulation", "regulation or standard", "法规/标准更新"


class ChangeClass(Choice):
    """By the risk to safety, performance and compliance."""

    MINOR = "minor", "minor", "微小"
    MAJOR = "major", "major", "重大"
    CRITICAL = "critical", "critical", "关键"


class EffectivePoint(Choice):
    DATE = "date", "a date", "日期"
    WORK_ORDER = "work_order", "a work order", "工单"
    LOT = "lot", "a lot", "批"
    RUN_OUT = "run_out", "stock used up", "库存用完"


class RunningOrders(Choice):
    """What becomes of orders that began with the version before."""

    KEEP = "keep", "keep their version", "沿用原版本"
    STOP = "stop", "start no further operation", "不得继续开工"


class Registration(Choice):
    """What authorities are told or asked."""

    NONE = "none", "nothing; reason on file", "无需（理由存档）"
    FILING = "filing", "filing of the change (变更备案)", "变更备案"
    CHANGE = "change", "change of the registration (变更注册)", "变更注册"


class ChangeState(Choice):
    DRAFT = "draft", "draft", "草稿"
    SUBMITTED = "submitted", "submitted", "已提交"
    TRIAGED = "triaged", "classed", "已分级"
    ASSESSED = "assessed", "assessed, waiting for approval", "已评估待审批"
    APPROVED = "approved", "approved to implement", "批准实施"
    IMPLEMENTING = "implementing", "implementing", "实施中"
    VERIFIED = "verified", "verified", "已验证"
    RELEASED = "released", "released", "已放行"
    REVIEWED = "reviewed", "reviewed", "已回顾"
    CLOSED = "closed", "closed", "已关闭"
    DEFERRED = "deferred", "deferred", "已推迟"
    REJECTED = "rejected", "rejected", "已拒绝"
    WITHDRAWN = "withdrawn", "withdrawn", "已撤回"
    ROLLED_BACK = "rolled_back", "rolled back", "已回退"


_S = ChangeState
CHANGE_LIFE: Final = LifeCycle(
    t("Change order", "变更单"),
    {
        _S.DRAFT: {_S.SUBMITTED, _S.WITHDRAWN},
        _S.SUBMITTED: {_S.TRIAGED, _S.REJECTED, _S.WITHDRAWN, _S.DEFERRED},
        _S.TRIAGED: {_S.ASSESSED, _S.REJECTED, _S.WITHDRAWN, _S.DEFERRED},
        _S.ASSESSED: {_S.APPROVED, _S.REJECTED, _S.WITHDRAWN, _S.DEFERRED},
        _S.APPROVED: {_S.IMPLEMENTING, _S.WITHDRAWN},
        _S.IMPLEMENTING: {_S.VERIFIED, _S.ROLLED_BACK},
        _S.VERIFIED: {_S.RELEASED, _S.ROLLED_BACK},
        _S.RELEASED: {_S.REVIEWED, _S.ROLLED_BACK},
        _S.REVIEWED: {_S.CLOSED},
        _S.DEFERRED: {_S.SUBMITTED, _S.WITHDRAWN},
        _S.CLOSED: (),
        _S.REJECTED: (),
        _S.WITHDRAWN: (),
        _S.ROLLED_BACK: (),
    },
)
CARRIED_OUT: Final = frozenset({_S.IMPLEMENTING, _S.VERIFIED, _S.RELEASED})
"""In these states what the change order lists may be changed."""
HELD_TO: Final = frozenset({*CARRIED_OUT, _S.REVIEWED, _S.CLOSED})
"""In these states the order or lot that a change begins with is held to."""
STOPPING: Final = frozenset({_S.RELEASED, _S.REVIEWED, _S.CLOSED})
"""In these states orders on the former version stop, if the change order says so."""


class ImpactArea(Choice):
    """What a change may bear upon (ISO 13485 clauses 4.1.4, 7.3.9)."""

    PERFORMANCE = "performance", "function, performance, usability", "功能、性能与可用性"
    SAFETY = "safety", "safety and risk file", "安全与风险管理文件"
    LABELLING = "labelling", "labelling and UDI", "标签与 UDI"
    VALIDATION = "validation", "process, software and method validation", "过程、软件与方法确认"
    IN_PROCESS = "in_process", "work in progress", "在制品"
    STOCK = "stock", "stock", "库存"
    SHIPPED = "shipped", "shipped units", "已发货产品"
    DOCUMENTS = "documents", "documents and device file", "文件与产品主文档"
    TRAINING = "training", "training", "培训"
    SUPPLIERS = "suppliers", "suppliers", "供应商"
    STERILISATION = "sterilisation", "sterilisation, biocompatibility", "灭菌与生物相容性"
    CYBERSECURITY = "cybersecurity", "cybersecurity and data", "网络安全与数据"
    REGISTRATION = "registration", "registration", "注册与备案"
    COST = "cost", "cost", "成本"


class Verdict(Choice):
    AFFECTED = "affected", "affected", "有影响"
    UNAFFECTED = "unaffected", "not affected", "无影响"
    NOT_APPLICABLE = "not_applicable", "not applicable", "不适用"


class EntryState(Choice):
    """Of a question of the checklist or a line of the matrix."""

    IN_USE = "in_use", "in use", "使用中"
    RETIRED = "retired", "retired", "已停用"


ENTRY_LIFE: Final = LifeCycle(
    t("Question or rule", "问题或规则"),
    {EntryState.IN_USE: {EntryState.RETIRED}, EntryState.RETIRED: ()},
)


class ApprovalState(Choice):
    WAITING = "waiting", "waiting", "待审批"
    APPROVED = "approved", "approved", "已批准"
    REFUSED = "refused", "refused", "已拒绝"
    VOID = "void", "not asked any more", "不再需要"


APPROVAL_LIFE: Final = LifeCycle(
    t("Approval", "审批"),
    {
        ApprovalState.WAITING: {
            ApprovalState.APPROVED,
            ApprovalState.REFUSED,
            ApprovalState.VOID,
        },
        ApprovalState.APPROVED: {ApprovalState.VOID},
        ApprovalState.REFUSED: (),
        ApprovalState.VOID: (),
    },
)


class TaskState(Choice):
    OPEN = "open", "open", "未完成"
    DONE = "done", "done", "已完成"
    CANCELLED = "cancelled", "cancelled", "已取消"


TASK_LIFE: Final = LifeCycle(
    t("Task of a change", "变更任务"),
    {
        TaskState.OPEN: {TaskState.DONE, TaskState.CANCELLED},
        TaskState.DONE: (),
        TaskState.CANCELLED: (),
    },
)


class ImpactGroup(Choice):
    """What the program finds that a change touches."""

    BOMS = "boms", "bills of materials", "物料清单"
    ROUTINGS = "routings", "routings", "工艺路线"
    WORK_ORDERS = "work_orders", "open work orders", "未关闭工单"
    STOCK = "stock", "lots in stock", "库存批"
    SHIPPED = "shipped", "shipped lots", "已发货批"
    LABELS = "labels", "label templates", "标签模板"
    PLANS = "plans", "inspection plans", "检验计划"
    DOCUMENTS = "documents", "documents", "文件"


class TemporaryState(Choice):
    STANDING = "standing", "standing", "有效"
    CONFIRMED = "confirmed", "approved in full", "已正式批准"
    ENDED = "ended", "ended", "已终止"


TEMPORARY_LIFE: Final = LifeCycle(
    t("Temporary approval", "临时批准"),
    {
        TemporaryState.STANDING: {TemporaryState.CONFIRMED, TemporaryState.ENDED},
        TemporaryState.CONFIRMED: (),
        TemporaryState.ENDED: (),
    },
)


class PermitState(Choice):
    REQUESTED = "requested", "requested", "待批准"
    APPROVED = "approved", "approved", "已批准"
    ENDED = "ended", "ended", "已终止"


PERMIT_LIFE: Final = LifeCycle(
    t("Deviation permit", "临时偏差许可"),
    {
        PermitState.REQUESTED: {PermitState.APPROVED, PermitState.ENDED},
        PermitState.APPROVED: {PermitState.ENDED},
        PermitState.ENDED: (),
    },
)
