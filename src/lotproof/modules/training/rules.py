"""What training demands, decided on values alone, and its refusals."""

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import t
from lotproof.modules.training.vocabulary import Standing, TrainingState

if TYPE_CHECKING:
    from lotproof.modules.training.records import Training
    from lotproof.modules.training.vocabulary import AnswerGiven, QuestionGiven

EXCEPTION_DAYS_MAX: Final = 90
SOON_DAYS: Final = 30
"""So long before it ends, a qualification is said to end soon."""
OPEN: Final = (TrainingState.PLANNED, TrainingState.IN_TRAINING)

# --- refusals -----------------------------------------------------------------------------------


class NotTrained(
    Refused,
    code="not_trained",
    en="{person} is not trained on {document}, revision {revision} ({standing}), and {what} "
    "requires it. Complete the training, or have an exception granted.",
    zh="{person} 未完成 {document} 版本 {revision} 的培训（{standing}），而{what}要求该培训。"
    "请完成培训，或申请豁免。",
):
    """Nobody does what they are not trained for (21 CFR 11.10(i), ISO 13485 6.2)."""


class PeopleUntrained(
    Refused,
    code="people_untrained",
    en="{count} people who need {document} are not trained on revision {revision}: {people}. "
    "Train them, or have it decided by name and with a reason.",
    zh="有 {count} 名须掌握 {document} 的人员尚未接受版本 {revision} 的培训：{people}。"
    "请先培训，或逐一列名并说明原因作出决定。",
):
    """A revision does not become effective over the heads of those who work by it."""


class KeysDoNotFit(
    Refused,
    code="keys_do_not_fit",
    en="The right choices do not fit the questions: {count} questions, each with two to nine "
    "choices, and for each the numbers of its right ones, each once.",
    zh="正确选项与题目不符：共 {count} 题，每题二至九个选项，须为每题给出不重复的正确选项序号。",
    http_status=422,
):
    """A question without a right answer cannot be passed."""


class PassMarkTooHigh(
    Refused,
    code="pass_mark_too_high",
    en="{mark} right answers of {count} questions cannot be had. Lower the pass mark.",
    zh="共 {count} 题，无法答对 {mark} 题。请降低及格题数。",
    http_status=422,
):
    """Nobody could pass."""


class NotOwnTraining(
    Refused,
    code="not_own_training",
    en="{training} is the training of {person}. Everybody confirms and answers for themselves.",
    zh="{training} 是 {person} 的培训。确认与作答须由本人进行。",
    http_status=403,
):
    """Nobody is trained in somebody else's name."""


class OwnQualification(
    Refused,
    code="own_qualification",
    en="{person} cannot decide this about themselves. Another person does.",
    zh="{person} 不得对本人作此决定，须由他人进行。",
):
    """Trainer and trainee, and who excepts and is excepted, are two persons."""


class TrainerNotQualified(
    Refused,
    code="trainer_not_qualified",
    en="{person} is not qualified for {document} and cannot judge others' work under it. Ask "
    "somebody who is.",
    zh="{person} 不具备 {document} 的资格，不能考察他人。请由具备资格者进行。",
):
    """Who cannot do it does not judge whether others can."""


class ReadFirst(
    Refused,
    code="read_first",
    en="The revision has not been read and understood yet. Confirm that first.",
    zh="尚未确认阅读该版本。请先确认阅读。",
):
    """Questions and observation follow the reading."""


class DoneAlready(
    Refused,
    code="training_step_done",
    en="{what} of {training} is done already. Nothing more is needed.",
    zh="{training} 的{what}已完成，无须重复。",
):
    """The same step twice is a slip."""


class NoAssessment(
    Refused,
    code="no_assessment",
    en="No questions are set about revision {revision}. Ask a trainer to set them.",
    zh="版本 {revision} 尚未设定考核题卷。请联系培训师设定。",
):
    """There is nothing to answer."""


class AttemptsUsedUp(
    Refused,
    code="attempts_used_up",
    en="All {count} attempts are used up. Ask a trainer to plan the training anew.",
    zh="{count} 次考核机会已用完。请联系培训师重新安排培训。",
):
    """Trying until it fits is not knowing."""


class AnswersIncomplete(
    Refused,
    code="answers_incomplete",
    en="Every one of the {count} questions is answered once, with choices that it has.",
    zh="{count} 道题须各作答一次，且所选须为该题的选项。",
    http_status=422,
):
    """A paper is handed in whole."""


class TrainingUnderWay(
    Refused,
    code="training_under_way",
    en="{person} is already planned for this revision ({training}). Go on with that.",
    zh="已为 {person} 安排该版本的培训（{training}）。请继续该培训。",
):
    """Two open trainings of one person on one revision would contradict each other."""


class NotAPersonToTrain(
    Refused,
    code="not_a_person_to_train",
    en="{person} is a program or no longer active. Only people at work are trained.",
    zh="{person} 为程序账户或已停用。只有在职人员接受培训。",
):
    """A program reads nothing, and who has left does not need to."""


class ExceptionTooLong(
    Refused,
    code="exception_too_long",
    en="An exception ends after today and within {days} days. Choose an earlier day.",
    zh="豁免须在今日之后、{days} 天之内结束。请选择更早的日期。",
    http_status=422,
):
    """An exception without an end would be the rule."""


class ExceptionInForce(
    Refused,
    code="exception_in_force",
    en="{exception} is in force until {until}. End it before granting another.",
    zh="豁免 {exception} 在 {until} 前有效。请先终止再批准新的豁免。",
):
    """One exception at a time, so that it is plain which holds."""


class NobodyUntrained(
    Refused,
    code="nobody_untrained",
    en="Everybody who needs revision {revision} is trained on it. There is nothing to decide.",
    zh="须掌握版本 {revision} 的人员均已受训，无须决定。",
):
    """A decision about nobody would be kept for a later somebody."""


class OwnDocumentRevision(
    Refused,
    code="own_document_revision",
    en="{person} wrote revision {revision}. Somebody else decides that it may go ahead untrained.",
    zh="版本 {revision} 由 {person} 编制，须由他人决定可否未训先行。",
):
    """Who wrote it is the last to say that nobody needs to learn it."""


class NotThePolicy(
    Refused,
    code="not_the_policy",
    en="{revision} is not the effective revision of the accountability policy. Acknowledge that.",
    zh="{revision} 不是责任声明制度的生效版本。请确认其生效版本。",
):
    """What is acknowledged is what holds."""


class PolicyNotAcknowledged(
    Refused,
    code="policy_not_acknowledged",
    en="{person} has not acknowledged the accountability policy, revision {revision}, and cannot "
    "sign yet. Acknowledge it under My training.",
    zh="{person} 尚未确认责任声明制度版本 {revision}，不能签名。请在“我的培训”中确认。",
):
    """Who signs knows to be accountable for it (21 CFR 11.10(j))."""


class NoSuchGuideStep(
    Refused,
    code="no_such_guide_step",
    en="The guide {guide} has no step {step}. Look at the list of guides.",
    zh="指南 {guide} 没有步骤 {step}。请查看指南列表。",
    http_status=404,
):
    """Only what there is can be gone through."""


# --- decisions ----------------------------------------------------------------------------------

READING: Final = t("The reading", "阅读确认")
ASSESSMENT: Final = t("The assessment", "考核")
OBSERVATION: Final = t("The observation", "实操考察")

# --- assessment ---------------------------------------------------------------------------------


def keys_of(keys: str) -> list[frozenset[int]]:
    """`2;1,3` → the right choices of each question; a chance number before it says nothing."""
    return [numbers(each) for each in keys.rpartition(":")[2].split(";")]


def numbers(chosen: str) -> frozenset[int]:
    return frozenset(int(number) for number in chosen.split(","))


def require_answerable(questions: Sequence["QuestionGiven"], keys: str, pass_mark: int) -> None:
    """Refuse questions that cannot be answered, or passed."""
    told = keys.rpartition(":")[2].split(";")
    fits = len(told) == len(questions) and all(
        2 <= len(q.choices) <= 9
        and max(numbers(key)) <= len(q.choices)
        and len(numbers(key)) == len(key.split(","))
        for q, key in zip(questions, told, strict=False)
    )
    if not fits:
        raise KeysDoNotFit(count=len(questions))
    if pass_mark > len(questions):
        raise PassMarkTooHigh(mark=pass_mark, count=len(questions))


def correct(keys: str, choices: Sequence[int], answers: Iterable["AnswerGiven"]) -> int:
    """How many questions were answered right: exactly the right choices, no other.

    `choices` has the number of choices of each question. Refuses answers_incomplete.
    """
    given = [(each.position, numbers(each.chosen)) for each in answers]
    chosen = dict(given)
    is_whole = len(given) == len(chosen) and set(chosen) == set(range(1, len(choices) + 1))
    if not is_whole or any(max(chosen[n]) > most for n, most in enumerate(choices, 1)):
        raise AnswersIncomplete(count=len(choices))
    return sum(chosen[n] == key for n, key in enumerate(keys_of(keys), 1))


# --- time ---------------------------------------------------------------------------------------


def valid_until(on: date, months: int | None) -> date | None:
    """The last day of a qualification won on a day: the same day of a later month, or its last."""
    if months is None:
        return None
    years, month = divmod(on.month - 1 + months, 12)
    year = on.year + years
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))


def is_over(expires_on: date | None, today: date) -> bool:
    return expires_on is not None and expires_on < today


def require_short(until: date, today: date) -> None:
    """An exception lasts beyond today, and not for ever."""
    if not today < until <= today + timedelta(days=EXCEPTION_DAYS_MAX):
        raise ExceptionTooLong(days=EXCEPTION_DAYS_MAX)


# --- where somebody stands ----------------------------------------------------------------------


def counts(training: "Training", today: date) -> bool:
    """Whether it is a qualification that has not run out."""
    return training.state is TrainingState.QUALIFIED and not is_over(training.expires_on, today)


def covers(training: "Training", *, assessment: bool, observation: bool) -> bool:
    """Whether it was shown in the ways that are asked for."""
    return (not assessment or training.passed_at is not None) and (
        not observation or training.observed_at is not None
    )


def is_complete(training: "Training") -> bool:
    """Whether all that it needs is done."""
    return training.read_at is not None and covers(
        training, assessment=training.needs_assessment, observation=training.needs_observation
    )


def standing(trainings: Sequence["Training"], today: date, *, has_exception: bool) -> Standing:
    """What one person's trainings on one revision come to; the best of them counts."""
    valid = [each for each in trainings if counts(each, today)]
    if valid:
        soon = today + timedelta(days=SOON_DAYS)
        lasting = any(each.expires_on is None or each.expires_on > soon for each in valid)
        return Standing.QUALIFIED if lasting else Standing.EXPIRING
    if has_exception:
        return Standing.EXCEPTION
    for each in trainings:
        if each.state in OPEN:
            if is_over(each.due_on, today):
                return Standing.OVERDUE
            begun = each.state is TrainingState.IN_TRAINING
            return Standing.IN_TRAINING if begun else Standing.PLANNED
    if not trainings:
        return Standing.MISSING
    last = max(trainings, key=lambda each: each.round)
    withdrawn = last.state is TrainingState.WITHDRAWN
    return Standing.WITHDRAWN if withdrawn else Standing.EXPIRED
