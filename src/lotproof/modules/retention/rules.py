"""Until when something is kept, and the refusals."""

from calendar import monthrange
from datetime import date

from lotproof.kernel.refusals import Refused


class RetentionNotOver(
    Refused,
    code="retention_not_over",
    en="{subject} is kept until {until} by the rule “{rule}” ({citation}). It cannot be erased "
    "before.",
    zh="{subject} 按规则“{rule}”（{citation}）须保存至 {until}，期满前不得擦除。",
):
    """ISO 13485 clause 4.2.5: records are kept for their time."""


class RetentionOpen(
    Refused,
    code="retention_open",
    en="{subject} is kept by the rule “{rule}” ({citation}), whose period has not begun or has no "
    "end. It cannot be erased.",
    zh="{subject} 按规则“{rule}”（{citation}）保存，期限尚未起算或为永久，不得擦除。",
):
    """What has not begun to run out does not run out."""


class NoRetentionRule(
    Refused,
    code="no_retention_rule",
    en="No retention rule is adopted for {what}. Adopt one before anything is erased.",
    zh="{what}尚无已采用的保存规则。请先采用规则，再申请擦除。",
):
    """Where nobody has said how long, nothing goes."""


class OnLegalHold(
    Refused,
    code="on_legal_hold",
    en="{subject} is under legal hold {hold}. Nothing of it is erased until that is lifted.",
    zh="{subject} 处于法律保全 {hold}，解除前不得擦除。",
):
    """A legal hold wins over every rule."""


class NoPersonalData(
    Refused,
    code="no_personal_data",
    en="{subject} is nothing that holds personal data.",
    zh="{subject} 不是含有个人信息的记录。",
    http_status=422,
):
    """Only what is personal is erased; everything else is kept."""


class SamePerson(
    Refused,
    code="retention_same_person",
    en="{person} did the step before; somebody else has to do this one.",
    zh="上一步由 {person} 完成；此步须由他人执行。",
):
    """What cannot be undone is decided by two."""


class ClassUnknown(
    Refused,
    code="record_class_unknown",
    en="{what} is no record class, or has no date field {field}. Look it up in the dictionary.",
    zh="{what} 不是记录类别，或没有日期字段 {field}。请查阅数据字典。",
    http_status=422,
):
    """A rule about nothing would keep nothing."""


class HoldOnNothing(
    Refused,
    code="hold_on_nothing",
    en="A legal hold is on a record or on a class of records: name one of the two.",
    zh="法律保全须指定一条记录或一类记录。",
    http_status=422,
):
    """A hold without a subject would protect nothing."""


class LifetimeShortened(
    Refused,
    code="lifetime_shortened",
    en="The lifetime of {item} is {now} months and can only grow: what was promised to be kept "
    "is kept.",
    zh="{item} 的使用期限为 {now} 个月，只能延长：已承诺的保存期限不得缩短。",
):
    """A retention end may move later, never earlier."""


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last there is."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
