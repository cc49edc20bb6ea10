"""Nonconformance and improvement in the story: one closed, one open, a review, two proposals."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from lotproof.entrypoints.demo import catalogue
from lotproof.entrypoints.demo.life import Life
from lotproof.entrypoints.demo.world import World
from lotproof.modules.changes.queries import ChangeOrder
from lotproof.modules.changes.vocabulary import ChangeOrderId, ChangeType
from lotproof.modules.nonconformance.queries import Disposition, Report
from lotproof.modules.nonconformance.vocabulary import DispositionId
from lotproof.modules.people.queries import role_by_code
from lotproof.modules.people.vocabulary import RoleId

POUCH: Final = "PK-POUCH"
TUBE: Final = "RM-PVC"
_CREASED: Final = "150"


def prepare(life: Life) -> None:
    """What was found and learnt, where an earlier history has not left it."""
    if life.look(lambda reader: bool(reader.find(Report))):
        return
    _creased_pouches(life)
    complaint = _kinked_tubes(life)
    review = _sealing_reviewed(life)
    _narrower_window(life, review)
    _second_sensor(life, complaint)


def _report(world: World, who: str, **given: Any) -> str:
    report_id: str = world.do(who, "nonconformance.open_report", **given).value("report_id")
    return report_id


def _creased_pouches(life: Life) -> None:
    """From the finding at the dock to the close; the rest of the lot is used."""
    world, lot_id = life.world, life.receive(POUCH)
    report = {
        "report_id": _report(
            world,
            "inspector",
            origin="inspection",
            severity="minor",
            found="150 of 4000 pouches creased at the edge 4000 只中 150 只袋边起皱",
            requirement="PK-POUCH drawing, no crease in the seal area 图纸：封口区无皱",
            due_on=world.day(14),
            owner_id=world.users["engineer"],
            lots=[{"lot_id": lot_id}],
        )
    }
    contained = world.do(
        "keeper",
        "nonconformance.record_containment",
        containment="Set apart in cage 3, red label 移至 3 号隔离笼并贴红标",
        **report,
    )
    world.do(
        "engineer",
        "nonconformance.evaluate_report",
        severity="minor",
        extent="This delivery only; earlier lots looked at 仅本批，已查看此前各批",
        adverse_effect="Weak seal if used 若使用可能封口不良",
        needs_investigation=False,
        investigation_note="Transport damage, seen on the carton 运输损伤，外箱可见",
        lots=[{"lot_id": lot_id, "quantity": _CREASED, "unit": "pcs"}],
        **report,
    )
    world.do(
        "quality",
        "nonconformance.decide_dispositions",
        dispositions=[{"lot_id": lot_id, "kind": "scrap", "quantity": _CREASED, "unit": "pcs"}],
        **report,
    )
    world.do(
        "quality",
        "warehouse.scrap_stock",
        lot_id=lot_id,
        location_id=life.ids["Q-01"],
        quantity=_CREASED,
        unit="pcs",
        reason="Disposition of the report 按不合格处置",
    )
    decided = life.look(lambda reader: reader.find(Disposition))[-1]
    world.do(
        "keeper",
        "nonconformance.record_execution",
        disposition_id=DispositionId.text(decided.id),
        evidence="Counted, cut and thrown away 已清点、剪毁并丢弃",
    )
    world.do(
        "quality",
        "nonconformance.close_report",
        conclusion="Supplier packs with edge guards from now on 供应商改用护角包装",
        needs_action=False,
        **report,
    )
    world.do(
        "quality",
        "warehouse.lift_hold",
        hold_id=contained.value("hold_id"),
        reason="Report closed 不合格已关闭",
    )
    _use_rest(life, lot_id)


def _use_rest(life: Life, lot_id: str) -> None:
    """What was not creased is inspected, released and stored."""
    life.inspect(lot_id)
    life.world.do("quality", "warehouse.release_lot", lot_id=lot_id)
    left = Decimal(catalogue.ORDERED[POUCH]) - Decimal(_CREASED)
    life.world.do(
        "keeper",
        "warehouse.move_stock",
        lot_id=lot_id,
        quantity=str(left),
        unit="pcs",
        from_location_id=life.ids["Q-01"],
        to_location_id=life.ids["A-01"],
    )
    life.keep(POUCH, lot_id, life.ids["A-01"], left)


def _kinked_tubes(life: Life) -> str:
    """Evaluated; what becomes of the granulate waits for quality."""
    world, lot_id = life.world, life.receive(TUBE)
    report_id = _report(
        world,
        "quality2",
        origin="complaint",
        severity="major",
        found="Two hospitals report kinked tubes 两家医院反映导管打折",
        due_on=_after(world, 6),
        owner_id=world.users["engineer"],
        operation_code="EXT",
        lots=[{"lot_id": lot_id}],
    )
    world.do(
        "keeper",
        "nonconformance.record_containment",
        report_id=report_id,
        containment="Granulate of the same supplier lot set apart 同供应商批粒料已隔离",
    )
    world.do(
        "engineer",
        "nonconformance.evaluate_report",
        report_id=report_id,
        severity="major",
        extent="One delivery; nothing of it was extruded 仅一批到货，尚未挤出",
        adverse_effect="Flow may stop when the tube is bent 导管弯折时可能断流",
        needs_investigation=True,
        investigation_note="Hardness of the granulate is not known 粒料硬度不明",
        lots=[
            {
                "lot_id": lot_id,
                "quantity": catalogue.ORDERED[TUBE],
                "unit": life.item(TUBE)["unit"],
            }
        ],
    )
    return report_id


def _sealing_reviewed(life: Life) -> str:
    """For the engineers' role, until one of them takes it over and begins."""
    world = life.world
    review_id: str = world.do(
        "inspector",
        "nonconformance.open_review",
        why="Three peel values near the lower limit in a week 一周内三个剥离值接近下限",
        due_on=_after(world, 10),
        owner_role_id=_role(life, "engineer"),
        parameter="T-SEAL",
        operation_code="SEAL",
        equipment_id=life.ids["SEAL-01"],
    ).value("review_id")
    world.do("engineer", "nonconformance.take_over", review_id=review_id)
    world.do("engineer", "nonconformance.begin_review", review_id=review_id)
    return review_id


def _narrower_window(life: Life, review_id: str) -> None:
    """Accepted, and carried out by the change order that asks for it."""
    world = life.world
    proposal = {
        "improvement_id": world.do(
            "engineer",
            "nonconformance.propose_improvement",
            present="Sealing at 128–142 °C 热封 128–142 °C",
            proposed="132–140 °C, target 136 °C 改为 132–140 °C，目标 136 °C",
            expected_effect="No peel value below 1.5 N in 10 lots 连续 10 批剥离值不低于 1.5 N",
            due_on=_after(world, 30),
            owner_id=world.users["engineer"],
            parameter="T-SEAL",
            operation_code="SEAL",
            equipment_id=life.ids["SEAL-01"],
            item_id=life.ids["DV-IVSET"],
            review_id=review_id,
        ).value("improvement_id")
    }
    world.do(
        "quality",
        "nonconformance.accept_improvement",
        owner_id=world.users["engineer"],
        due_on=_after(world, 30),
        **proposal,
    )
    orders = life.look(lambda reader: reader.find(ChangeOrder))
    order = next(each for each in orders if each.type is ChangeType.PROCESS_PARAMETER)
    world.do(
        "engineer",
        "nonconformance.link_change",
        change_order_id=ChangeOrderId.text(order.id),
        **proposal,
    )


def _second_sensor(life: Life, report_id: str) -> None:
    """Proposed by an operator; somebody of quality has to take it up."""
    life.world.do(
        "operator",
        "nonconformance.propose_improvement",
        present="Diameter is measured by hand every hour 每小时手工测一次外径",
        proposed="Laser gauge behind the cooling bath 冷却水槽后加装激光测径仪",
        expected_effect="Kinked tubes are seen at once 打折可即时发现",
        due_on=_after(life.world, 20),
        owner_role_id=_role(life, "quality_manager"),
        operation_code="EXT",
        item_id=life.ids["DV-IVSET"],
        report_id=report_id,
    )


def _role(life: Life, code: str) -> str:
    role = life.look(lambda reader: role_by_code(reader, code))
    return RoleId.text(role.id)


def _after(world: World, days: int) -> str:
    """So many days after the story's end, so that it is still to be done then."""
    return (world.end.date() + timedelta(days=days)).isoformat()
