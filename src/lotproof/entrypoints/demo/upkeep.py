"""Calibration, maintenance and qualification in the story: in order, due soon, late, in doubt."""

from collections.abc import Callable
from typing import Any, Final

from lotproof.entrypoints.demo.life import Life
from lotproof.entrypoints.demo.world import World
from lotproof.kernel.work import Reader
from lotproof.modules.calibration.queries import CalibrationPlan, MaintenancePlan

Look = Callable[[Callable[[Reader], Any]], Any]

_POINTS: Final[dict[str, tuple[str, tuple[tuple[str, str, str], ...]]]] = {
    "BLOCK-01": ("mm", (("B10", "10", "0.0005"), ("B100", "100", "0.0005"))),
    "CAL-01": ("mm", (("P10", "10", "0.03"), ("P100", "100", "0.03"))),
    "TENS-01": ("N", (("F10", "10", "0.1"), ("F50", "50", "0.5"))),
    "LASER-01": ("Cel", (("T55", "55", "0.5"), ("T65", "65", "0.5"))),
}
"""What is calibrated: unit, and points with their nominal value and permitted error."""
_CERTIFICATE: Final = "NIM-2026-0417"
_DRIFT: Final = {"T55": "56.1", "T65": "66.2"}
"""What the wash bath of the marking station shows when it has drifted."""
_LONG: Final = 400
_STAGES: Final = ("installation", "operational", "performance")


def prepare(world: World, look: Look) -> None:
    """Plans and what was done by them, so that nothing the story uses is ever out of order."""
    if look(lambda reader: bool(reader.find(CalibrationPlan))):
        _again(world, look)
        return
    _instruments(world)
    _maintenance(world)
    _qualifications(world)
    _cleaning(world)


def _left(world: World) -> int:
    """Days until the story ends."""
    return (world.end.date() - world.moment.date()).days


def _instruments(world: World) -> None:
    world.ids["BLOCK-01"] = world.do(
        "sys_console",
        "equipment.register_equipment",
        code="BLOCK-01",
        name="Gauge block set 量块",
        kind="measuring",
    ).value("equipment_id")
    for code, (unit, points) in _POINTS.items():
        days = _left(world) + 10 if code == "TENS-01" else _left(world) + _LONG
        plan = world.do(
            "engineer",
            "calibration.draft_plan",
            equipment_id=world.ids[code],
            revision="A",
            interval=days,
            interval_unit="days",
            notice_days=30,
            points=[
                {"code": name, "nominal": nominal, "permitted_error": error, "unit": unit}
                for name, nominal, error in points
            ],
        )
        world.do("quality", "calibration.approve_plan", plan_id=plan.value("plan_id"))
        _calibrate(world, code)


def _calibrate(world: World, code: str, found: dict[str, str] | None = None) -> None:
    """Each point as it should be, or as it was found; good when it is put back."""
    unit, points = _POINTS[code]
    standard = (
        {"standard_id": world.ids["BLOCK-01"]}
        if code == "CAL-01"
        else {"standard_certificate": _CERTIFICATE, "standard_due_on": _far(world)}
    )
    world.do(
        "inspector",
        "calibration.record_calibration",
        equipment_id=world.ids[code],
        points=[
            {
                "code": name,
                "unit": unit,
                "as_found": (found or {}).get(name, nominal),
                "as_left": nominal,
            }
            for name, nominal, _ in points
        ],
        is_adjusted=found is not None,
        certificate=world.number("CC"),
        **standard,
    )


def _far(world: World) -> str:
    return world.day(_left(world) + _LONG)


def _maintenance(world: World) -> None:
    """One is late when the story ends, one is due soon, one counts runs, one stops its machine."""
    left = _left(world)
    plans: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
        ("CNC-01", "Change coolant 更换冷却液", "Drain, clean, fill 排空、清洗、加注", {}),
        ("ASM-01", "Grease guides 导轨润滑", "Clean and grease 清洁并润滑", {}),
        ("EXT-01", "Check screw 检查螺杆", "Measure the gap 测量间隙", {"interval_runs": 5000}),
        ("SEAL-01", "Change band 更换封口带", "New band, check 更换并检查", {"is_hard_stop": True}),
    )
    days = {"CNC-01": max(left - 6, 1), "ASM-01": left + 5, "SEAL-01": left + _LONG}
    for code, title, tasks, more in plans:
        given: dict[str, Any] = {"is_hard_stop": False} | more
        if code in days:
            given["interval_days"] = days[code]
        declared = world.do(
            "engineer",
            "calibration.declare_maintenance",
            equipment_id=world.ids[code],
            title=title,
            tasks=tasks,
            notice_days=14,
            **given,
        )
        _maintain(world, world.ids[code], declared.value("plan_id"))


def _maintain(world: World, equipment_id: str, plan_id: str) -> None:
    world.do(
        "operator",
        "calibration.record_maintenance",
        equipment_id=equipment_id,
        plan_id=plan_id,
        is_done=True,
        findings="As planned 按计划完成",
    )


def _qualifications(world: World) -> None:
    """One sealer is qualified for a while yet; the new one still waits for its operation."""
    for code, stages in (("SEAL-01", _STAGES), ("SEAL-02", _STAGES[:1])):
        world.do(
            "engineer",
            "calibration.require_qualification",
            equipment_id=world.ids[code],
            notice_days=60,
            reason="Validation master plan 验证总计划",
        )
        for stage in stages:
            until = {"valid_until": world.day(_left(world) + 45)} if stage == _STAGES[-1] else {}
            _qualify(world, code, stage, until)


def _qualify(world: World, code: str, stage: str, until: dict[str, str]) -> None:
    world.do(
        "engineer",
        "calibration.record_qualification",
        equipment_id=world.ids[code],
        stage=stage,
        is_passed=True,
        report=world.number("VR"),
        performed_on=world.today,
        **until,
    )


def _cleaning(world: World) -> None:
    for code in ("SEAL-01", "CNC-01"):
        world.do(
            "operator2",
            "calibration.record_cleaning",
            equipment_id=world.ids[code],
            agent="Isopropanol 70 % 异丙醇",
            procedure="SOP-CL-03",
            is_clean=True,
        )


def _again(world: World, look: Look) -> None:
    """A history that goes on begins with everything in order that could stop it."""
    for code in _POINTS:
        _calibrate(world, code)
    for plan in look(lambda reader: reader.find(MaintenancePlan, is_hard_stop=True)):
        _maintain(world, f"eqp_{plan.equipment_id}", f"mpl_{plan.id}")
    _qualify(world, "SEAL-01", "requalification", {"valid_until": world.day(_left(world) + 45)})


def finish(world: World, life: Life) -> None:
    """The wash bath was right, lots went through it and to a customer, and it is found wrong."""
    _calibrate(world, "LASER-01")
    made = {life.make("DV-SCREW", quantity) for quantity in (12, 9, 8)}
    every = life.free.get("DV-SCREW", [])
    life.free["DV-SCREW"] = [lot for lot in every if lot[0] in made]
    life.sell("DV-SCREW", 5)
    life.free["DV-SCREW"] = every
    _calibrate(world, "LASER-01", _DRIFT)
    _cleaning(world)
