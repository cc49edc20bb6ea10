"""Rules of the story: one in force on the sealers' temperature, one that waits for a signature."""

from collections.abc import Callable
from typing import Any, Final

from lotproof.adapters.ledger_view import LedgerView
from lotproof.entrypoints.demo.world import World
from lotproof.entrypoints.rule_trials import QUARTER_US, span_of, trial_of
from lotproof.kernel.clock import Instant
from lotproof.kernel.meaning import dump
from lotproof.kernel.reader import Reader
from lotproof.modules.people.authority import API
from lotproof.modules.people.queries import role_by_code
from lotproof.modules.people.vocabulary import RoleId
from lotproof.modules.rules.queries import Rule, RuleVersion
from lotproof.modules.rules.vocabulary import RuleVersionId

Look = Callable[[Callable[[Reader], Any]], Any]

SEALING: Final = "SEAL-T"
_CONDITION: Final = (
    'event.level == "action" && event.is_critical\n&& point.code.matches("^SEAL-[0-9]+[.]T$")'
)


def finish(world: World, look: Look) -> None:
    """Rules, where an earlier history has not left them; what is past follows from none."""
    if look(lambda reader: bool(reader.find(Rule))):
        return
    owner = {"owner_role_id": look(_engineers)}
    sealing = _version(
        world,
        SEALING,
        "Sealing temperature out of limits",
        "热封温度超限",
        trigger="monitoring.excursion_began/1",
        condition=_CONDITION,
        per_hour_max=12,
        actions=[
            owner | {"kind": "raise_alert", "severity": "major", "due_days": 1,
             "text": "Check heater and thermocouple 检查加热器与热电偶"},
            owner | {"kind": "open_review", "due_days": 5,
             "text": "Is the sealing process still capable? 热封过程能力是否仍满足要求？"},
            owner | {"kind": "propose_improvement", "due_days": 10,
             "text": "Second thermocouple, compared with the first 增设第二热电偶并相互比对",
             "expected": "No excursion in three months 三个月内无超限"},
        ],
    )  # fmt: skip
    _tried(world, look, sealing)
    world.do("quality", "rules.approve_version", version_id=sealing)
    waiting = _version(
        world,
        "OQC-FAIL",
        "Final inspection failed",
        "成品检验不合格",
        trigger="inspection.inspection_decided/1",
        condition='event.decision == "reject"',
        per_hour_max=12,
        actions=[
            owner | {"kind": "open_report", "severity": "major", "due_days": 5,
             "text": "Final inspection rejected the lot 成品检验判定不合格"},
        ],
    )  # fmt: skip
    _tried(world, look, waiting)


def _engineers(reader: Reader) -> str:
    role = role_by_code(reader, "engineer")
    assert role is not None, "the standard roles are there"
    return RoleId.text(role.id)


def _version(world: World, code: str, title: str, title_zh: str, **text: Any) -> str:
    rule = world.do(
        "engineer", "rules.register_rule", code=code, title=title, title_zh=title_zh
    ).value("rule_id")
    drafted = world.do("engineer", "rules.draft_version", rule_id=rule, **text)
    version: str = drafted.value("version_id")
    return version


def _tried(world: World, look: Look, version: str) -> None:
    """On the quarter before, as it was sealed."""

    def trial(reader: Reader) -> dict[str, Any]:
        view = LedgerView(reader.connection)
        found = reader.get(RuleVersion, RuleVersionId.parse(version))
        span = span_of(view, Instant(found.drafted_at - QUARTER_US), found.drafted_at)
        return dump(trial_of(reader, found, span, world.users["engineer"])[0])

    world.do(API, "rules.record_trial", **look(trial))
