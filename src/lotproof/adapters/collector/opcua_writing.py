"""Settings written to a machine by OPC UA: only nodes that the configuration lets be written, only
within its bounds, only while the machine says that it stands still, and never twice.

Safety functions are none of this: a node that is not named as writable is never written.
"""

import asyncio
import time
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from asyncua import ua
from asyncua.client.client import Client

from lotproof.adapters.collector.config import MachineSettings, SetNode
from lotproof.adapters.collector.opcua_settings import body_of, text_at, unusable
from lotproof.adapters.collector.transmissions import Desk, Order, Value
from lotproof.kernel.text import Text, t
from lotproof.modules.transmission.vocabulary import WriteOutcome

SETTLE_S: Final = 0.5
LOOKS: Final = 10
"""So often it is looked whether the machine has taken the values; the last look is told."""
_GOOD: Final = "Good"
"""Any other status is no plain yes: a value that was clamped is another value."""
_FLOATS: Final = (ua.VariantType.Float, ua.VariantType.Double)
_INTEGERS: Final = {
    ua.VariantType.SByte: (-(2**7), 2**7 - 1),
    ua.VariantType.Byte: (0, 2**8 - 1),
    ua.VariantType.Int16: (-(2**15), 2**15 - 1),
    ua.VariantType.UInt16: (0, 2**16 - 1),
    ua.VariantType.Int32: (-(2**31), 2**31 - 1),
    ua.VariantType.UInt32: (0, 2**32 - 1),
    ua.VariantType.Int64: (-(2**63), 2**63 - 1),
    ua.VariantType.UInt64: (0, 2**64 - 1),
}
"""The least and the greatest number of each type (OPC UA part 6, 5.1.2)."""

_NOT_HERE = t("no writable settings are configured for this program", "未配置此程序的可写设定")
_OTHER_CODES = t(
    "the approved values and the configured ones are not the same: {codes}",
    "批准的设定项与配置不一致：{codes}",
)
_OTHER_UNIT = t("{code} is configured in {unit}", "{code} 的配置单位为 {unit}")
_OUT_OF_BOUNDS = t("{code} is outside its bounds for writing", "{code} 超出允许写入的范围")
_LATE = t("it is too late to write it", "已超过写入时限")
_NO_STATE = t(
    "it is not known whether the machine stands still, nothing was written",
    "无法确定设备是否停止，未写入",
)
_RUNS = t(
    "the machine says {state} and is not at rest, nothing was written",
    "设备状态为 {state}，未停止，未写入",
)
_OTHER_PROGRAM = t("the machine has program {program}", "设备当前程序为 {program}")
_TYPE = t("{code} has a type that it cannot be written as", "{code} 的数据类型无法写入")
_CUT = t(
    "interrupted while it was written; told by what was read back",
    "写入时中断；以回读值为准",
)


async def carry_out(
    client: Client, settings: Sequence[MachineSettings], desk: Desk, order: Order
) -> None:
    """Write, read back and have it told; what was begun before is only read back.

    Errors of the connection go on to the caller: how far it came is kept.
    """
    stage = desk.stage(order.id)
    if stage is None or stage.name in ("told", "refused"):
        return
    config = _config_of(settings, order)
    if config is None:
        desk.tell(order, WriteOutcome.NOT_WRITTEN, [], _both(_NOT_HERE))
        return
    if stage.name == "claiming":
        why = await _write(client, config, desk, order)
        if why is not None:
            desk.tell(order, WriteOutcome.NOT_WRITTEN, [], _both(why))
            return
    values, cause = await _read_back(client, config, order)
    stage = desk.stage(order.id)
    assert stage is not None, "it was claimed"
    if stage.name == "writing":
        cause = "; ".join(filter(None, (_both(_CUT), cause)))
        desk.tell(order, WriteOutcome.UNCERTAIN, values, cause)
        return
    bad = [f"{each.code}: {each.answer}" for each in stage.written if each.answer != _GOOD]
    outcome = WriteOutcome.REFUSED if bad else WriteOutcome.WRITTEN
    desk.tell(order, outcome, values, "; ".join(filter(None, (*bad, cause))))


def _config_of(settings: Sequence[MachineSettings], order: Order) -> MachineSettings | None:
    for each in settings:
        is_its = each.equipment_id == order.equipment_id and each.is_writable
        if is_its and each.program in (None, order.program):
            return each
    return None


async def _write(client: Client, config: MachineSettings, desk: Desk, order: Order) -> Text | None:
    """Why nothing was written; None once the machine has answered.

    The state of the machine is the last thing that is read, right before it is written.
    """
    if why := unwritable(config, order.values):
        return why
    writable = [each for each in config.values if each.write]
    now_set = await _read(client, [each.node for each in writable])
    given = {each.code: each for each in order.values}
    variants = []
    for node, before in zip(writable, now_set, strict=True):
        variant = variant_of(Decimal(given[node.code].value), before)
        if variant is None:
            return _TYPE.fill(code=node.code)
        variants.append(variant)
    if time.monotonic() > order.until:
        return _LATE
    desk.keep(order.id, "writing")
    if why := await _moves(client, config, order):
        return why
    answers = await client.uaclient.write_attributes(
        [ua.NodeId.from_string(each.node) for each in writable],
        # Value alone: machines refuse a time or a status that is written.
        [ua.DataValue(each, StatusCode=None) for each in variants],
    )
    written = tuple(
        Value(code=c, value=given[c].value, unit=given[c].unit, answer=status.name[:80])
        for c, status in zip((each.code for each in writable), answers, strict=True)
    )
    desk.keep(order.id, "written", written)
    return None


async def _moves(client: Client, config: MachineSettings, order: Order) -> Text | None:
    """Why the machine must not be written now; None if it stands still, by its own word."""
    assert config.state_node is not None, "the configuration was checked"
    nodes = [config.state_node]
    if config.program_node is not None:
        nodes.append(config.program_node)
    texts = [text_at(each, 0) for each in await _read(client, nodes)]
    if texts[0] is None:
        return _NO_STATE
    if texts[0] not in config.rest_states:
        return _RUNS.fill(state=texts[0])
    if config.program_node is not None and texts[1] != order.program:
        return _OTHER_PROGRAM.fill(program=texts[1] or "?")
    return None


async def _read_back(
    client: Client, config: MachineSettings, order: Order
) -> tuple[list[dict[str, str]], str]:
    """What the machine is set to once two looks see the same, or after the last one; with
    no values, why there are none."""
    of_program = [] if config.program_node is None else [(config.program_node, 0)]
    looked_at = [*of_program, *((each.node, each.decimals) for each in config.values)]
    before: tuple[str | None, ...] | None = None
    texts: tuple[str | None, ...] = ()
    for _ in range(LOOKS):
        await asyncio.sleep(SETTLE_S)
        found = await _read(client, [node for node, _ in looked_at])
        texts = tuple(
            text_at(each, decimals) for each, (_, decimals) in zip(found, looked_at, strict=True)
        )
        if texts == before:
            break
        before = texts
    if config.program_node is not None and texts[0] != order.program:
        return [], _both(_OTHER_PROGRAM.fill(program=texts[0] or "?"))
    if why := unusable(config, texts):
        return [], why
    return body_of(config, texts)["values"], ""


def unwritable(config: MachineSettings, values: Sequence[Value]) -> Text | None:
    """Why these approved values cannot be written to this machine; None if they can."""
    given = {each.code: each for each in values}
    differing = given.keys() ^ {each.code for each in config.values}
    if differing:
        return _OTHER_CODES.fill(codes=", ".join(sorted(differing)))
    for node in config.values:
        if given[node.code].unit != node.unit:
            return _OTHER_UNIT.fill(code=node.code, unit=node.unit)
        if node.write and not _is_within(node, Decimal(given[node.code].value)):
            return _OUT_OF_BOUNDS.fill(code=node.code)
    return None


def variant_of(value: Decimal, before: ua.DataValue) -> ua.Variant | None:
    """A number in the type that the node has now; None where that type cannot hold it."""
    found: Any = before.Value
    status = before.StatusCode.value if before.StatusCode is not None else 0
    if found is None or status >> 30 != 0 or found.is_array:
        return None
    kind = found.VariantType
    if kind in _FLOATS:
        return ua.Variant(float(value), kind)
    least, most = _INTEGERS.get(kind, (1, 0))
    if value != value.to_integral_value() or not least <= value <= most:
        return None
    return ua.Variant(int(value), kind)


def _is_within(node: SetNode, value: Decimal) -> bool:
    return (
        node.minimum is not None
        and node.maximum is not None
        and node.minimum <= value <= node.maximum
    )


async def _read(client: Client, nodes: Sequence[str]) -> list[ua.DataValue]:
    return await client.read_attributes([client.get_node(each) for each in nodes])


def _both(text: Text) -> str:
    return f"{text.en} / {text.zh}"
