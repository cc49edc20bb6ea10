"""The tables of a printed overview, declared once: title, where the rows are, columns."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple, Protocol

from lotproof.kernel.text import Text, t

Row = Mapping[str, Any]


class Words(Protocol):
    """How a value is said on paper."""

    def who(self, actor: str | None) -> str: ...
    def moment(self, text: str | None) -> str: ...


class Column(NamedTuple):
    """Heading, and what it shows of a row; `share` of the width against its neighbours."""

    heading: Text
    shown: Callable[[Words, Row], object]
    share: int = 2


class Section(NamedTuple):
    """`rows` are those of an overview; None where the reader may not see them."""

    title: Text
    rows: Callable[[Row], Iterable[Row] | None]
    columns: tuple[Column, ...]


def amount(row: Row, name: str) -> str:
    return f"{row[name]} {row['unit_of_measure']}" if name in row else ""


def limits(row: Row) -> str:
    low, high = row.get("low", ""), row.get("high", "")
    return f"{low} … {high} {row.get('limit_unit', '')}" if low or high else ""


_CHANGED: Final = t(
    "changed since: given to the version before entry #{seq}",
    "此后有变更：签名针对第 #{seq} 条之前的版本",
)


def since(row: Row) -> dict[str, str]:
    """What became of a signed record since, in both languages."""
    changed = row["changed"]
    if changed["before"] is not None:
        said = _CHANGED.fill(seq=changed["before"])
    elif changed["is_whole"]:
        said = t("not changed since", "此后未变更")
    else:
        said = t("later changes were not looked at", "未核对此后变更")
    return said._asdict()


def _parted(digest: str) -> str:
    """A digest that fits in a narrow column: in groups, so that lines can end between them."""
    return " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))


def _field(name: str, heading: Text, share: int = 2) -> Column:
    return Column(heading, lambda words, row: row.get(name), share)


def _amount(name: str, heading: Text) -> Column:
    return Column(heading, lambda words, row: amount(row, name))


def _who(name: str, heading: Text = t("By", "人员")) -> Column:
    return Column(heading, lambda words, row: words.who(row.get(name)), 3)


def _when(name: str, heading: Text = t("At", "时间")) -> Column:
    return Column(heading, lambda words, row: words.moment(row.get(name)), 3)


def _results(found: Row) -> Iterable[Row] | None:
    """Results of all inspections, each with the inspection it belongs to."""
    if "inspections" not in found:
        return None
    return [
        result | {"inspection": each["id"]}
        for each in found["inspections"]
        for result in each["results"]
    ]


def _sterilising(found: Row) -> Iterable[Row] | None:
    """What was read in the cycles, each with its cycle."""
    if "cycles" not in found:
        return None
    return [
        read | {"cycle": each["number"]} for each in found["cycles"] for read in each["parameters"]
    ]


_ID = _field("id", t("Id", "编号"))
_NUMBER, _ITEM = _field("number", t("Number", "号码"), 3), _field("item", t("Item", "物料"), 3)
_LOT = _field("number", t("Lot", "批"), 3)
_OPERATION = _field("operation", t("Operation", "工序"), 3)
_LIMITS = Column(t("Limits", "限值"), lambda words, row: limits(row), 3)
_KIN = (
    _ID,
    _NUMBER,
    _ITEM,
    _field("relation", t("How", "关系")),
    _field("state_label", t("State", "状态")),
    _field("is_possible", t("Only possibly", "仅可能")),
)

SECTIONS: Final = (
    Section(
        t("Places", "库位"),
        lambda found: found["places"],
        (
            _field("code", t("Code", "代码")),
            _field("name", t("Name", "名称"), 4),
            _field("quantity", t("Quantity", "数量")),
        ),
    ),
    Section(
        t("Holds", "暂扣"),
        lambda found: found["holds"],
        (_ID, _field("cause", t("Cause", "原因"), 5), _who("placed_by"), _when("placed_at")),
    ),
    Section(t("Came from", "来源"), lambda found: found["came_from"]["units"], _KIN),
    Section(t("Went into", "去向"), lambda found: found["went_into"]["units"], _KIN),
    Section(
        t("Materials of the order", "工单物料"),
        lambda found: found.get("materials"),
        (_LOT, _ITEM, _amount("quantity", t("Quantity", "数量"))),
    ),
    Section(
        t("Used in", "投用于"),
        lambda found: found.get("used_in"),
        (_LOT, _ITEM, _amount("quantity", t("Quantity", "数量")), _who("by"), _when("at")),
    ),
    Section(
        t("Contents", "包装内容"),
        lambda found: found.get("contents"),
        (_LOT, _ITEM, _amount("quantity", t("Quantity", "数量"))),
    ),
    Section(
        t("Sterilisation", "灭菌"),
        lambda found: found.get("cycles"),
        (
            _field("number", t("Cycle", "循环"), 3),
            _field("equipment", t("Machine", "设备")),
            _when("from", t("From", "开始")),
            _when("to", t("To", "结束")),
            _amount("quantity", t("Quantity", "数量")),
            _field("state_label", t("State", "状态")),
            _who("reviewed_by", t("Reviewed by", "审核人")),
        ),
    ),
    Section(
        t("Parameters of sterilisation", "灭菌参数"),
        _sterilising,
        (
            _field("cycle", t("Cycle", "循环"), 3),
            _field("point", t("Point", "监测点"), 3),
            _field("lowest", t("Lowest", "最小值")),
            _field("highest", t("Highest", "最大值")),
            _field("mean", t("Mean", "平均值")),
            _field("unit", t("Unit", "单位")),
            _field("readings", t("Readings", "读数数量")),
        ),
    ),
    Section(
        t("Shipments", "发货"),
        lambda found: found.get("shipments"),
        (
            _field("shipment_id", t("Shipment", "发货单")),
            _field("order", t("Order", "订单"), 3),
            _field("consignee", t("Consignee", "收货方"), 4),
            Column(t("Quantity", "数量"), lambda words, row: f"{row['quantity']} {row['unit']}"),
            _field("returned", t("Returned", "退回")),
            _when("dispatched_at"),
        ),
    ),
    Section(
        t("Operations", "工序作业"),
        lambda found: found.get("runs"),
        (
            _OPERATION,
            _field("workstation", t("Workstation", "工位"), 3),
            _field("equipment", t("Machine", "设备")),
            _when("from", t("Begin", "开始")),
            _when("to", t("End", "结束")),
            _amount("good", t("Good", "合格")),
            _amount("scrapped", t("Scrapped", "报废")),
            _who("by"),
        ),
    ),
    Section(
        t("Parameters", "工艺参数"),
        lambda found: found.get("readings"),
        (
            _OPERATION,
            _field("parameter", t("Parameter", "参数"), 3),
            _LIMITS,
            _amount("value", t("Value", "读数")),
            _field("verdict_label", t("Verdict", "判定")),
            _field("equipment", t("Instrument", "仪器")),
            _who("by"),
            _when("at"),
        ),
    ),
    Section(
        t("Line clearances", "清场"),
        lambda found: found.get("line_clearances"),
        (
            _OPERATION,
            _field("is_cleared", t("Cleared", "已清场")),
            _who("by"),
            _when("at"),
        ),
    ),
    Section(
        t("First articles", "首件"),
        lambda found: found.get("first_articles"),
        (
            _OPERATION,
            _field("is_accepted", t("Accepted", "合格")),
            _who("by"),
            _when("at"),
        ),
    ),
    Section(
        t("Inspections", "检验"),
        lambda found: found.get("inspections"),
        (
            _ID,
            _field("stage_label", t("Stage", "阶段"), 4),
            _field("revision", t("Revision of the plan", "计划版本")),
            _field("state_label", t("State", "状态")),
            _who("decided_by", t("Decided by", "判定人")),
            _when("decided_at"),
        ),
    ),
    Section(
        t("Inspection results", "检验结果"),
        _results,
        (
            _field("inspection", t("Inspection", "检验单")),
            _field("characteristic", t("Characteristic", "检验项目"), 4),
            _field("sample", t("Sample", "样品")),
            _LIMITS,
            Column(
                t("Value", "结果"),
                lambda words, row: amount(row, "value") or row.get("passed"),
            ),
            _field("within", t("Within", "合格")),
            _field("state_label", t("State", "状态")),
            _field("equipment", t("Instrument", "仪器")),
            _who("by"),
            _when("at"),
        ),
    ),
    Section(
        t("Machines and instruments", "设备与仪器"),
        lambda found: found.get("machines"),
        (
            _ID,
            _field("code", t("Code", "代码"), 3),
            _field("name", t("Name", "名称"), 5),
        ),
    ),
    Section(
        t("Documents", "文件"),
        lambda found: found.get("papers"),
        (
            _ID,
            _field("kind_label", t("Kind", "类型"), 4),
            _field("revision", t("Revision", "版本")),
        ),
    ),
    Section(
        t("Attachments", "附件"),
        lambda found: found.get("attachments"),
        (
            _ID,
            _field("of", t("Of", "所属")),
            _field("name", t("Name", "名称"), 4),
            Column(t("SHA-256", "SHA-256"), lambda words, row: _parted(row["digest"]), 4),
            _who("by"),
            _when("at"),
        ),
    ),
    Section(
        t("Signatures", "电子签名"),
        lambda found: found.get("signatures") or None,
        (
            Column(t("Name", "姓名"), lambda words, row: f"{row['name']} ({row['signer']})", 3),
            _when("signed_at"),
            _field("meaning", t("Meaning", "签名含义"), 3),
            Column(
                t("On", "签署对象"),
                lambda words, row: [row["on"]["label"], row["on"]["key"], since(row)],
                4,
            ),
            Column(t("Entry", "账本条目"), lambda words, row: f"#{row['entry']}", 1),
            Column(t("Key", "密钥"), lambda words, row: row["key"]["fingerprint"], 4),
        ),
    ),
    Section(
        t("People", "人员"),
        lambda found: found["people"],
        (
            _ID,
            _field("name", t("Name", "姓名"), 3),
            Column(t("What they did", "所做工作"), lambda words, row: row["did_labels"], 6),
        ),
    ),
)
