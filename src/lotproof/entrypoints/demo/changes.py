"""Changes of the demonstration, in several states: requested, waiting, carried out, closed."""

from typing import Any

from lotproof.entrypoints.demo import catalogue
from lotproof.entrypoints.demo.world import World
from lotproof.modules.changes.checklist import STANDARD_CHECKLIST

_LATER = 400


def prepare_changes(world: World, roles: dict[str, str]) -> None:
    """Checklist, matrix, and the changes of the past months. Control itself is not begun: the
    story changes things as it goes."""
    world.do("quality", "changes.adopt_checklist")
    for risk_class, step, role in (
        ("minor", 1, "quality_manager"),
        ("major", 1, "quality_manager"),
        ("major", 1, "planner"),
        ("critical", 1, "engineer"),
        ("critical", 1, "planner"),
        ("critical", 2, "quality_manager"),
    ):
        world.do(
            "quality",
            "changes.add_approver",
            risk_class=risk_class,
            step=step,
            role_id=roles[role],
            reason="Approver matrix 审批矩阵",
        )
    _settings(world)
    _storage(world)
    _sealing(world)
    _supplier(world)
    _emergency(world)
    _draft(world)
    _deviations(world)


def _settings(world: World) -> None:
    """What the sealer is set to, and that it is."""
    setting = world.do(
        "engineer",
        "equipment.draft_setting",
        equipment_id=world.ids["SEAL-01"],
        program="IVSET-135",
        revision="A",
        settings=[
            {
                "code": "T-SEAL",
                "name": "Sealing temperature 热封温度",
                "value": "135",
                "tolerance": "3",
                "unit": "Cel",
            },
            {
                "code": "P-SEAL",
                "name": "Sealing pressure 热封压力",
                "value": "420",
                "tolerance": "10",
                "unit": "kPa",
            },
        ],
    ).value("setting_id")
    world.do("quality", "equipment.make_setting_effective", setting_id=setting)
    world.do(
        "operator",
        "equipment.record_setting_readback",
        equipment_id=world.ids["SEAL-01"],
        program="IVSET-135",
        values=[
            {"code": "T-SEAL", "value": "134.5", "unit": "Cel"},
            {"code": "P-SEAL", "value": "421", "unit": "kPa"},
        ],
    )


def _request(world: World, objects: list[dict[str, str]], **said: Any) -> str:
    given = {
        "origin": "improvement",
        "effective_point": "date",
        "effective_on": world.today,
        "objects": objects,
    }
    made = world.do("engineer", "changes.draft_change", **(given | said))
    order: str = made.value("change_order_id")
    return order


def _assessed(world: World, order: str, risk_class: str, risk: str) -> None:
    """Submitted, classed and assessed."""
    world.do("engineer", "changes.submit_change", change_order_id=order)
    world.do(
        "quality", "changes.triage_change", change_order_id=order, risk_class=risk_class, risk=risk
    )
    world.do(
        "engineer",
        "changes.answer_questions",
        change_order_id=order,
        answers=[
            {
                "question_id": f"ciq_{number}",
                "verdict": "affected" if each.code in ("VALID-1", "DOC-1") else "not_applicable",
                "text": "Sealing is validated again, IQ/OQ/PQ report 热封再确认"
                if each.code == "VALID-1"
                else "Work instruction is revised 更新作业指导书"
                if each.code == "DOC-1"
                else "Not applicable because nothing of it changes 不适用：不涉及",
            }
            for number, each in enumerate(STANDARD_CHECKLIST, start=1)
        ],
    )
    world.do(
        "engineer",
        "changes.complete_assessment",
        change_order_id=order,
        needs_new_di=False,
        registration="none",
    )


def _approve(world: World, who: str, number: int) -> None:
    world.do(
        who,
        "changes.approve_change",
        approval_id=f"cap_{number}",
        comment="Agreed 同意",
        has_seen_growth=True,
    )


def _storage(world: World) -> None:
    """From request to closure: how labels are stored."""
    order = _request(
        world,
        [{"current": world.ids["PK-LABEL"], "note": "Storage 储存条件"}],
        type="specification",
        title="Labels are stored dry 标签干燥储存",
        justification="Labels curled in the rainy season 雨季标签卷曲",
        description="Now: no condition. To be: below 60 % humidity 现：无要求；拟：湿度低于 60%",
    )
    _assessed(world, order, "minor", "Unreadable label, detected by check 标签不可读，可检出")
    _approve(world, "quality", 1)
    task = world.do(
        "engineer",
        "changes.plan_task",
        change_order_id=order,
        title="Dehumidifier in the label store 标签库加装除湿机",
        owner_id=world.users["keeper"],
        due_on=world.day(14),
    ).value("change_task_id")
    world.do("engineer", "changes.begin_implementation", change_order_id=order)
    world.do(
        "keeper", "changes.finish_task", change_task_id=task, evidence="Log DH-01 湿度记录 DH-01"
    )
    world.do(
        "engineer",
        "items.change_item",
        item_id=world.ids["PK-LABEL"],
        storage="Dry, below 60 % humidity 干燥，湿度低于 60%",
        reason="By change order 按变更单",
    )
    world.do(
        "quality",
        "changes.verify_change",
        change_order_id=order,
        verification="Humidity 48–55 % over 7 days 7 天湿度 48–55%",
    )
    world.do("quality", "changes.release_change", change_order_id=order)
    world.do("quality", "changes.review_change", change_order_id=order, review="No curl 无卷曲")
    world.do("quality", "changes.close_change", change_order_id=order)


def _sealing(world: World) -> None:
    """Waits for the planner: a narrower sealing window."""
    routing = world.do(
        "engineer",
        "items.draft_routing",
        item_id=world.ids["DV-IVSET"],
        revision="B",
        operations=[_narrower(world, each) for each in catalogue.ROUTINGS["DV-IVSET"]],
    ).value("routing_id")
    order = _request(
        world,
        [{"proposed": routing, "note": "Sealing temperature 热封温度"}],
        type="process_parameter",
        title="Narrower sealing temperature 收窄热封温度",
        justification="Three weak seals near the low limit 三例封口强度偏低接近下限",
        description="Now 128–142 °C. To be 132–140 °C, target 136 °C 现 128–142，拟 132–140",
        origin="nonconformity",
    )
    _assessed(world, order, "major", "Leaking pouch, sterility lost 封口泄漏，无菌丧失")
    _approve(world, "quality", 3)


def _narrower(world: World, operation: dict[str, Any]) -> dict[str, Any]:
    given = {key: value for key, value in operation.items() if key != "station"}
    if operation["kind"] != "line_clearance":
        given["workstation_id"] = world.ids[operation["station"]]
    if operation["code"] == "SEAL":
        given["parameters"] = [
            each | {"low": "132", "high": "140", "target": "136"}
            if each["code"] == "T-SEAL"
            else each
            for each in operation["parameters"]
        ]
    return given


def _supplier(world: World) -> None:
    """Being carried out: a second source, with one task done and one open."""
    order = _request(
        world,
        [{"current": world.ids["CP-CANN"], "note": "Second source 第二来源"}],
        type="supplier",
        title="Second source of cannulas 针管第二供应商",
        justification="Deliveries were late twice 两次交付延误",
        description="Now one supplier. To be two, same drawing 现一家供应商，拟增至两家，图纸不变",
    )
    _assessed(world, order, "minor", "Burr on the cannula; inspected at receipt 毛刺，进货检验")
    _approve(world, "quality2", 4)
    for title, who, days in (
        ("First articles measured 首件测量", "inspector", 20),
        ("Quality agreement signed 签署质量协议", "buyer", _LATER),
    ):
        world.do(
            "engineer",
            "changes.plan_task",
            change_order_id=order,
            title=title,
            owner_id=world.users[who],
            due_on=world.day(days),
        )
    world.do("engineer", "changes.begin_implementation", change_order_id=order)
    world.do(
        "inspector", "changes.finish_task", change_task_id="ctk_2", evidence="Report M-77 报告 M-77"
    )


def _emergency(world: World) -> None:
    """An emergency that was approved for a time, and still needs its class."""
    order = _request(
        world,
        [{"current": world.ids["CP-CHAMB"], "note": "Colour of the cap 盖帽颜色"}],
        type="specification",
        title="White caps for blue ones 蓝色盖帽改白色",
        justification="Pigment not delivered 色母断供",
        description="Now blue. To be white until pigment is there 现蓝色，断供期间改白色",
        is_emergency=True,
    )
    world.do("engineer", "changes.submit_change", change_order_id=order)
    world.do(
        "quality",
        "changes.approve_temporarily",
        change_order_id=order,
        until=world.day(60),
        full_approval_by=world.day(30),
        lots_max=3,
        reason="Line would stand still 否则停线",
    )


def _draft(world: World) -> None:
    _request(
        world,
        [{"current": world.ids["DV-IVSET"], "note": "Model 型号"}],
        type="udi",
        title="DEHP-free version 无 DEHP 型号",
        justification="Hospitals ask for it 医院需求",
        description="New version with its own UDI-DI 新规格型号，另配 UDI-DI",
        origin="regulation",
        effective_on=world.day(_LATER),
    )


def _deviations(world: World) -> None:
    """One permitted, one asked for."""
    for deviation, quantity in (
        ("Printed by the second printer 使用备用打印机", "2000"),
        ("Pouch 2 mm longer 包装袋长 2 mm", "5000"),
    ):
        world.do(
            "engineer",
            "changes.request_permit",
            item_id=world.ids["DV-IVSET"],
            deviation=deviation,
            risk="None: same specification 无：规格不变",
            until=world.day(60),
            quantity_max=quantity,
            unit="pcs",
        )
    world.do("quality", "changes.approve_permit", permit_id="dvp_1")
