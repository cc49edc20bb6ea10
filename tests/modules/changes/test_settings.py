"""What machines are set to, read back and compared with what was approved."""

import pytest

from lotproof.kernel.quantity import Amount, parse_amount
from lotproof.modules.equipment.commands import (
    DraftSetting,
    MakeSettingEffective,
    RecordSettingReadback,
    ReturnToService,
    WithdrawSetting,
)
from lotproof.modules.equipment.queries import Equipment, readback_values, readbacks
from lotproof.modules.equipment.vocabulary import (
    EquipmentState,
    ReadGiven,
    SettingGiven,
)
from tests.modules.changes.board import ENGINEER, PLANNING, QUALITY, Board

pytestmark = pytest.mark.clause("ISO 13485 §7.5.6")


def reading(
    board: Board, value: int, code: str = "T", program: str = "P1"
) -> RecordSettingReadback:
    return RecordSettingReadback(
        equipment_id=board.line.press,
        program=program,
        values=[ReadGiven(code=code, value=Amount(value), unit="Cel")],
    )


def test_a_machine_that_is_set_otherwise_than_approved_stops(board: Board) -> None:
    setting_id = board.draft_setting()
    make_effective = MakeSettingEffective(setting_id=setting_id)
    board.plant.refused("own_setting", make_effective, actor=ENGINEER)
    board.plant.ok(make_effective, actor=QUALITY)
    as_set = board.plant.ok(reading(board, 182_000), actor=PLANNING)
    assert not as_set.deviations
    off = board.plant.ok(reading(board, 182_001), actor=PLANNING)
    assert [each["code"] for each in off.deviations] == ["setting_differs"]
    with board.plant.reader() as reader:
        assert reader.get(Equipment, board.line.press).state is EquipmentState.OUT_OF_SERVICE
        found = readbacks(reader, board.line.press)
        assert [each.agrees for each in found] == [True, False]
        assert [each.agrees for each in readback_values(reader, found[1].id)] == [False]
    board.plant.check()


def test_it_returns_when_it_was_read_to_be_set_right_and_not_by_a_reason(board: Board) -> None:
    board.plant.ok(MakeSettingEffective(setting_id=board.draft_setting()), actor=QUALITY)
    stands = "2026-03-02T12:00:00+08:00"
    board.plant.clock.advance(days=2)
    board.plant.ok(reading(board, 182_001), actor=PLANNING)
    back = ReturnToService(equipment_id=board.line.press)
    board.plant.refused("last_read_differs", back, actor=ENGINEER, reason="it will do")
    board.plant.ok(reading(board, 180_000), actor=PLANNING, occurred=stands)
    board.plant.refused("last_read_differs", back, actor=ENGINEER, reason="it was right before")
    board.plant.ok(reading(board, 180_000), actor=PLANNING)
    board.plant.ok(back, actor=ENGINEER, reason="turned down by 2 °C and read again")
    with board.plant.reader() as reader:
        assert reader.get(Equipment, board.line.press).state is EquipmentState.AVAILABLE
    board.plant.check()


def test_another_program_that_was_read_right_does_not_cover_for_one_that_differs(
    sqlite_board: Board,
) -> None:
    """Either could be run next; one that is not approved any more could not."""
    board = sqlite_board
    one = board.draft_setting()
    for setting_id in (one, board.draft_setting(program="P2")):
        board.plant.ok(MakeSettingEffective(setting_id=setting_id), actor=QUALITY)
    board.plant.ok(reading(board, 182_001), actor=PLANNING)
    board.plant.ok(reading(board, 180_000, program="P2"), actor=PLANNING)
    back = ReturnToService(equipment_id=board.line.press)
    refused = board.plant.refused("last_read_differs", back, actor=ENGINEER, reason="P2 runs next")
    assert refused.message is not None
    assert "P1" in refused.message["en"]
    board.plant.ok(WithdrawSetting(setting_id=one), actor=QUALITY, reason="P1 is not used now")
    board.plant.ok(back, actor=ENGINEER, reason="only P2 can be run")
    board.plant.check()


def test_what_is_not_read_or_not_known_differs(sqlite_board: Board) -> None:
    board = sqlite_board
    unapproved = board.plant.ok(reading(board, 180_000))
    assert [each["code"] for each in unapproved.deviations] == ["no_approved_setting"]
    board.plant.ok(MakeSettingEffective(setting_id=board.draft_setting()), actor=QUALITY)
    other = board.plant.ok(reading(board, 180_000, code="X"))
    assert "T, X" in other.deviations[0]["message"]["en"]


def test_a_value_in_another_kind_of_unit_differs(sqlite_board: Board) -> None:
    board = sqlite_board
    board.plant.ok(MakeSettingEffective(setting_id=board.draft_setting()), actor=QUALITY)
    given = ReadGiven(code="T", value=parse_amount("180", "kPa"), unit="kPa")
    told = board.plant.ok(
        RecordSettingReadback(equipment_id=board.line.press, program="P1", values=[given])
    )
    assert [each["code"] for each in told.deviations] == ["setting_differs"]


def test_finer_steps_than_approved_are_no_deviation(sqlite_board: Board) -> None:
    """2 min ± 0.1 min is 114 to 126 s; thousandths of a minute cannot express 125.999 s."""
    board = sqlite_board
    setting_id = board.draft_setting(
        code="H",
        name="Holding time",
        value=parse_amount("2", "min"),
        tolerance=parse_amount("0.1", "min"),
        unit="min",
    )
    board.plant.ok(MakeSettingEffective(setting_id=setting_id), actor=QUALITY)
    for seconds, codes in (("125.999", []), ("114", []), ("126.001", ["setting_differs"])):
        given = ReadGiven(code="H", value=parse_amount(seconds, "s"), unit="s")
        read = RecordSettingReadback(equipment_id=board.line.press, program="P1", values=[given])
        assert [each["code"] for each in board.plant.ok(read).deviations] == codes


def test_what_was_read_before_is_compared_with_what_held_then(board: Board) -> None:
    board.plant.ok(MakeSettingEffective(setting_id=board.draft_setting()), actor=QUALITY)
    board.plant.clock.advance(days=1)
    setting_id = board.draft_setting("B", value=Amount(190_000))
    board.plant.ok(MakeSettingEffective(setting_id=setting_id), actor=QUALITY)
    late = board.plant.ok(reading(board, 180_000), occurred="2026-03-02T12:00:00+08:00")
    assert late.deviations == []
    now = board.plant.ok(reading(board, 180_000))
    assert [each["code"] for each in now.deviations] == ["setting_differs"]
    before = board.plant.ok(reading(board, 180_000), occurred="2026-03-01T12:00:00+08:00")
    assert [each["code"] for each in before.deviations] == ["no_approved_setting"]


def test_a_withdrawn_setting_is_nothing_to_compare_with(sqlite_board: Board) -> None:
    board = sqlite_board
    setting_id = board.draft_setting()
    board.plant.ok(MakeSettingEffective(setting_id=setting_id), actor=QUALITY)
    board.plant.ok(WithdrawSetting(setting_id=setting_id), actor=QUALITY, reason="old program")
    told = board.plant.ok(reading(board, 180_000))
    assert [each["code"] for each in told.deviations] == ["no_approved_setting"]


def test_a_setting_sets_something_once(sqlite_board: Board) -> None:
    board = sqlite_board
    twice = SettingGiven(code="T", name="T", value=Amount(1), tolerance=Amount(0), unit="Cel")
    for code, given in (("empty_setting", []), ("repeated_setting", [twice, twice])):
        board.plant.refused(
            code,
            DraftSetting(equipment_id=board.line.press, program="P1", revision="A", settings=given),
            actor=ENGINEER,
        )
