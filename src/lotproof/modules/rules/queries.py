"""What others may read of rules: versions in force, and firings."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import bindparam, func, select

from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.meaning import dump
from lotproof.kernel.reader import Reader
from lotproof.modules.rules import rules
from lotproof.modules.rules.records import Firing, Rule, RuleAction, RuleVersion
from lotproof.modules.rules.vocabulary import RuleId, RuleVersionId, VersionState

__all__ = [
    "Firing",
    "Rule",
    "RuleAction",
    "RuleVersion",
    "actions_of",
    "approved",
    "digest",
    "fired_since",
    "in_force",
]

_COUNT: Final = Statement[Any](
    select(func.count())
    .select_from(Firing.KIND.table)
    .where(Firing.KIND.table.c.rule_id == bindparam("rule_id"))
    .where(Firing.KIND.table.c.fired_at > bindparam("since"))
)


def approved(reader: Reader) -> list[RuleVersion]:
    return reader.find(RuleVersion, state=VersionState.APPROVED)


def in_force(reader: Reader, versions: Iterable[RuleVersion]) -> list[RuleVersion]:
    """Of all approved versions those that count today, in the order of their rules."""
    known: dict[RuleVersionId, RuleVersion] = {each.id: each for each in versions}
    dated = [
        rules.InForce(each.rule_id, each.id, each.number, each.effective_on)
        for each in known.values()
        if each.effective_on is not None
    ]
    found = rules.in_force(dated, reader.today)
    return [known[found[rule_id]] for rule_id in sorted(found)]


def actions_of(reader: Reader, version_id: RuleVersionId) -> list[RuleAction]:
    """What follows when a version fires, in order."""
    return reader.find(RuleAction, version_id=version_id)


def digest(reader: Reader, version: RuleVersion) -> str:
    """What identifies the text of a version: a trial of it names the same."""
    told: list[dict[str, Any]] = []
    for action in actions_of(reader, version.id):
        fields = dump(action)
        del fields["version_id"]
        told.append(fields)
    return rules.digest_of(version.trigger, version.condition, version.per_hour_max, told)


def fired_since(reader: Reader, rule_id: RuleId, since: Instant) -> int:
    """How often a rule fired or failed after an instant."""
    ((count,),) = reader.rows(_COUNT, rule_id=int(rule_id), since=since)
    return int(count)
