"""Review by exception: what in a batch record needs a look, and what it still lacks."""

from collections.abc import Iterator

from msgspec import Struct

from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.items.vocabulary import ItemKind, OperationKind, Tracking
from lotproof.modules.labelling.queries import unaccounted
from lotproof.modules.labelling.vocabulary import AccountState, LabelRunId
from lotproof.modules.production.balance import shown
from lotproof.modules.production.history import (
    BatchRecord,
    OperationHistory,
    OutputHistory,
    ParameterHistory,
    batch_record,
)
from lotproof.modules.production.records import Reading
from lotproof.modules.production.sequence import CHECKS, latest_article
from lotproof.modules.production.vocabulary import (
    FirstArticleId,
    LineClearanceId,
    OperationRunId,
    ReadingId,
    ReworkId,
    RunState,
    ScrapId,
    Verdict,
    WorkOrderId,
    WorkOrderState,
)
from lotproof.modules.warehouse.vocabulary import LotState


class Exceptional(Struct, frozen=True, kw_only=True):
    """Something that did not go as it should. `at` is None where it is a state, not an event."""

    code: str
    subject: str
    text: Text
    at: Instant | None = None
    is_critical: bool = False


class Missing(Struct, frozen=True, kw_only=True):
    """Something that the record must have and has not."""

    code: str
    text: Text


class DeviceHistory(Struct, frozen=True, kw_only=True):
    """What needs a look, what is missing, and then the whole record."""

    exceptions: tuple[Exceptional, ...]
    missing: tuple[Missing, ...]
    is_complete: bool
    record: BatchRecord


def device_history(reader: Reader, work_order_id: WorkOrderId) -> DeviceHistory:
    """The device history record of an order, exceptions first; not_found if there is no order."""
    record = batch_record(reader, work_order_id)
    missing = tuple(_missing(record))
    return DeviceHistory(
        exceptions=tuple(sorted(_exceptions(record), key=_critical_then_time)),
        missing=missing,
        is_complete=not missing,
        record=record,
    )


def _critical_then_time(each: Exceptional) -> tuple[bool, int]:
    return not each.is_critical, each.at or 0


# --- exceptions ---------------------------------------------------------------------------------


def _exceptions(record: BatchRecord) -> Iterator[Exceptional]:
    for hold in record.holds:
        yield Exceptional(
            code="deviation",
            subject=hold.subject,
            text=t(
                "Recorded against a rule, or a reaction failed: {cause} (task {task})",
                "与规则不符或联动失败：{cause}（任务 {task}）",
            ).fill(cause=hold.cause, task=f"tsk_{hold.task_id}"),
            is_critical=hold.is_active,
        )
    for operation in record.operations:
        yield from _at_operation(operation)
    for component in record.components:
        for use in component.lots:
            if use.lot.state is LotState.REJECTED or use.lot.holds:
                yield Exceptional(
                    code="material_not_usable",
                    subject=LotId.text(use.lot.id),
                    text=t(
                        "Material lot {lot} of {item} is rejected or on hold now",
                        "物料 {item} 的批 {lot} 目前已拒收或被暂扣",
                    ).fill(lot=use.lot.number, item=component.item.number),
                    is_critical=True,
                )
    yield from _losses(record)
    for output in record.outputs:
        yield from _labels(output)


def _at_operation(history: OperationHistory) -> Iterator[Exceptional]:
    for each in history.parameters:
        for reading in each.readings:
            if reading.verdict is Verdict.OUTSIDE:
                yield _outside(each, reading)
    for clearance in history.clearances:
        if not clearance.is_cleared:
            yield Exceptional(
                code="line_not_clear",
                subject=LineClearanceId.text(clearance.id),
                text=t(
                    "Line clearance at operation {position} did not pass",
                    "工序 {position} 清场不合格",
                ).fill(position=clearance.position),
                at=clearance.cleared_at,
            )
    for article in history.first_articles:
        if not article.is_accepted:
            yield Exceptional(
                code="first_article_rejected",
                subject=FirstArticleId.text(article.id),
                text=t(
                    "First article at operation {position} rejected",
                    "工序 {position} 首件不合格",
                ).fill(position=article.position),
                at=article.decided_at,
            )


def _outside(history: ParameterHistory, reading: Reading) -> Exceptional:
    parameter = history.parameter
    low = "-" if parameter.low is None else amount_text(parameter.low, parameter.unit)
    high = "-" if parameter.high is None else amount_text(parameter.high, parameter.unit)
    return Exceptional(
        code="parameter_outside",
        subject=ReadingId.text(reading.id),
        text=t(
            "{name} at operation {position}: {value}, limits {low} to {high} {unit}",
            "工序 {position} 的{name}：{value}，限值 {low} 至 {high} {unit}",
        ).fill(
            name=parameter.name,
            position=reading.position,
            value=shown(reading.value, reading.unit),
            low=low,
            high=high,
            unit=parameter.unit,
        ),
        at=reading.read_at,
        is_critical=parameter.is_critical,
    )


def _losses(record: BatchRecord) -> Iterator[Exceptional]:
    for scrap in record.scraps:
        yield Exceptional(
            code="scrap",
            subject=ScrapId.text(scrap.id),
            text=Text(
                f"{shown(scrap.quantity, scrap.unit)} scrapped: {scrap.cause.label.en}",
                f"报废 {shown(scrap.quantity, scrap.unit)}：{scrap.cause.label.zh}",
            ),
            at=scrap.scrapped_at,
        )
    for rework in record.reworks:
        yield Exceptional(
            code="rework",
            subject=ReworkId.text(rework.id),
            text=t(
                "Rework {cycle}: {quantity} from operation {start} to {end}",
                "第 {cycle} 次返工：{quantity}，工序 {start} 至 {end}",
            ).fill(
                cycle=rework.cycle,
                quantity=shown(rework.quantity, rework.unit),
                start=rework.repeat_from,
                end=rework.position,
            ),
            at=rework.sent_at,
        )
    for difference in record.discrepancies:
        yield Exceptional(
            code="difference",
            subject=LotId.text(difference.lot_id),
            text=t(
                "Closed with a difference of {quantity}, explained",
                "关闭时存在差异 {quantity}，已说明",
            ).fill(quantity=shown(difference.quantity, difference.unit)),
            at=record.order.closed_at,
        )


def _labels(history: OutputHistory) -> Iterator[Exceptional]:
    for run in history.labels.runs:
        if run.mismatches:
            yield Exceptional(
                code="label_mismatch",
                subject=LabelRunId.text(run.id),
                text=t(
                    "{count} labels of {lot} did not say what they should",
                    "批 {lot} 有 {count} 枚标签内容不符",
                ).fill(count=run.mismatches, lot=history.lot.number),
                at=run.printed_at,
                is_critical=run in history.labels.held,
            )
        if run.reprint_of is not None:
            yield Exceptional(
                code="label_reprint",
                subject=LabelRunId.text(run.id),
                text=t(
                    "{count} labels of {lot} printed again", "批 {lot} 补打标签 {count} 枚"
                ).fill(count=run.quantity, lot=history.lot.number),
                at=run.printed_at,
            )
    for account in history.labels.accounts:
        if account.accepted:
            yield Exceptional(
                code="label_difference",
                subject=LotId.text(account.lot_id),
                text=t(
                    "A difference of {count} labels of {lot} accepted",
                    "认可批 {lot} 的标签差异 {count} 枚",
                ).fill(count=account.accepted, lot=history.lot.number),
            )


# --- completeness -------------------------------------------------------------------------------


def _missing(record: BatchRecord) -> Iterator[Missing]:
    order = record.order
    if record.item.kind is ItemKind.DEVICE and record.item.di is None:
        yield Missing(
            code="no_device_identifier",
            text=t("The device has no UDI-DI", "该器械没有产品标识（UDI-DI）"),
        )
    if order.output_lot_id is None:
        yield Missing(code="no_output_lot", text=t("No output lot is open", "未建立产出批"))
    elif not order.received:
        yield Missing(code="no_output_received", text=t("No output was received", "没有完工入库"))
    if record.item.tracking is Tracking.SERIAL and not record.serials:
        yield Missing(code="no_serials", text=t("No serial numbers were given", "未赋序列号"))
    for component in record.components:
        if not any(use.material.consumed for use in component.lots):
            yield Missing(
                code="component_not_consumed",
                text=t("Nothing of {item} went in", "未投用物料 {item}").fill(
                    item=component.item.number
                ),
            )
    for operation in record.operations:
        yield from _missing_at(operation)
    for output in record.outputs:
        yield from _missing_labels(output)
    if order.state is not WorkOrderState.CLOSED:
        yield Missing(
            code="order_not_closed",
            text=t("Work order {order} is not closed", "工单 {order} 未关闭").fill(
                order=order.number
            ),
        )


def _missing_labels(history: OutputHistory) -> Iterator[Missing]:
    for account in history.labels.accounts:
        if account.is_controlled and account.state is AccountState.OPEN:
            yield Missing(
                code="labels_not_reconciled",
                text=t(
                    "{count} labels of {lot} are not accounted for",
                    "批 {lot} 有 {count} 枚标签未说明去向",
                ).fill(count=unaccounted(account), lot=history.lot.number),
            )
    for run in history.labels.runs:
        if not run.matches and not run.mismatches:
            yield Missing(
                code="labels_not_checked",
                text=t("No label of {run} was scanned back", "{run} 的标签未回扫").fill(
                    run=LabelRunId.text(run.id)
                ),
            )


def _missing_at(history: OperationHistory) -> Iterator[Missing]:
    operation = history.operation
    at = {"position": operation.position, "name": operation.name}
    if operation.kind is OperationKind.LINE_CLEARANCE:
        if not any(each.is_cleared for each in history.clearances):
            yield Missing(
                code="no_line_clearance",
                text=t(
                    "{position} {name}: no passed clearance", "{position} {name}：无清场合格记录"
                ).fill(**at),
            )
    elif operation.kind is OperationKind.FIRST_ARTICLE:
        decision = latest_article(history.first_articles, operation.position)
        if decision is None or not decision.is_accepted:
            yield Missing(
                code="no_first_article",
                text=t(
                    "{position} {name}: no accepted first article",
                    "{position} {name}：无首件合格记录",
                ).fill(**at),
            )
    if operation.kind not in CHECKS and not history.runs:
        yield Missing(
            code="operation_not_run",
            text=t("{position} {name}: was not run", "{position} {name}：未作业").fill(**at),
        )
    for run in history.runs:
        if run.run.state is RunState.RUNNING:
            yield Missing(
                code="run_not_finished",
                text=t(
                    "{position} {name}: run {run} is not finished",
                    "{position} {name}：作业 {run} 未完成",
                ).fill(run=OperationRunId.text(run.run.id), **at),
            )
    for each in history.parameters:
        if not each.readings:
            yield Missing(
                code="parameter_not_recorded",
                text=t(
                    "{position} {name}: {parameter} was not recorded",
                    "{position} {name}：未记录{parameter}",
                ).fill(parameter=each.parameter.name, **at),
            )
