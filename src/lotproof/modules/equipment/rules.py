"""Decisions about equipment settings, and their refusals."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lotproof.kernel.quantity import UNITS, Amount
from lotproof.kernel.refusals import Refused


class EmptySetting(
    Refused,
    code="empty_setting",
    en="Revision {revision} sets nothing. Give at least one value.",
    zh="版本 {revision} 没有设定项。请至少填写一项。",
):
    """A setting without values."""


class RepeatedSetting(
    Refused,
    code="repeated_setting",
    en="{code} is given more than once. Give it once.",
    zh="{code} 重复出现。请只填写一次。",
):
    """The same code twice."""


class OwnSetting(
    Refused,
    code="own_setting",
    en="You drafted revision {revision} yourself: another person has to approve it.",
    zh="版本 {revision} 由您编制：须由他人批准。",
):
    """Maker and approver are two persons."""


class NoApprovedSetting(
    Refused,
    code="no_approved_setting",
    en="Program {program} of {equipment} has no approved setting to compare with.",
    zh="{equipment} 的程序 {program} 没有可供比较的批准设定。",
):
    """What a machine is set to without approval is not known to be right."""


class SettingDiffers(
    Refused,
    code="setting_differs",
    en="{equipment} is not set as revision {revision} of {program} says: {differing}. Do not use "
    "it before it is put right.",
    zh="{equipment} 的设定与 {program} 版本 {revision} 不一致：{differing}。纠正前不得使用。",
):
    """A value read back is outside its tolerance, missing or unknown."""


class LastReadDiffers(
    Refused,
    code="last_read_differs",
    en="What {equipment} was last read to be set to for {program} is not what is approved. Put it "
    "right and record what is read back, then return it to service.",
    zh="{equipment} 的程序 {program} 最近一次回读与批准设定不一致。请纠正并记录新的回读，"
    "然后恢复使用。",
):
    """A reason does not make a machine set as approved; reading it again shows it."""


class Approved(NamedTuple):
    """A value as it was approved, in steps of its unit."""

    value: Amount
    tolerance: Amount
    unit: str


def require_each_once(codes: Iterable[str]) -> None:
    """No code twice."""
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise RepeatedSetting(code=code)
        seen.add(code)


def agrees(approved: Approved | None, value: Amount, unit: str) -> bool:
    """Whether a value read back is within the tolerance; one that cannot be compared is not.

    Compared as fractions: a machine may tell finer steps or another unit than was approved.
    """
    if approved is None or UNITS[unit].dimension != UNITS[approved.unit].dimension:
        return False
    step = UNITS[approved.unit].step
    off = value * UNITS[unit].step - approved.value * step
    return abs(off) <= approved.tolerance * step


def differing(approved: Mapping[str, Approved], found: Mapping[str, bool]) -> list[str]:
    """The codes that do not agree, and those that were not read; sorted."""
    return sorted(
        {code for code, is_same in found.items() if not is_same} | approved.keys() - found
    )
