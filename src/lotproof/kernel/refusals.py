"""Saying no: named, bilingual, with what to do. Every refusal is sealed."""

from typing import Any, ClassVar

from lotproof.kernel.text import Language, Text

REFUSALS: dict[str, type["Refused"]] = {}


class Refused(Exception):
    """Base of all refusals: a stable `code`, a bilingual text with places for `params`.

    Subclasses are declared beside the rule that raises them:
    `class LotExpired(Refused, code="lot_expired", en="Lot {lot} expired…", zh="批 {lot} …")`.
    """

    code: ClassVar[str]
    template: ClassVar[Text]
    http_status: ClassVar[int] = 409

    def __init_subclass__(
        cls, *, code: str, en: str, zh: str, http_status: int = 409, **kw: Any
    ) -> None:
        super().__init_subclass__(**kw)
        if code in REFUSALS:
            raise TypeError(f"the refusal code {code!r} is taken by {REFUSALS[code].__name__}")
        cls.code, cls.template, cls.http_status = code, Text(en, zh), http_status
        REFUSALS[code] = cls

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.text("en"))

    def text(self, language: Language) -> str:
        filled = {
            name: value.in_(language) if isinstance(value, Text) else value
            for name, value in self.params.items()
        }
        return self.template.in_(language).format_map(filled)


class NotPermitted(
    Refused,
    code="not_permitted",
    en="You may not do this: it needs the permission “{permission}”. Ask whoever assigns roles.",
    zh="您无权执行此操作：需要权限“{permission}”。请联系角色管理员。",
    http_status=403,
):
    """The actor holds no role with the command's permission, or is not active."""


class NotFound(
    Refused,
    code="not_found",
    en="There is no {what} {which}. Check the number and the site.",
    zh="没有{what} {which}。请核对编号与所在站点。",
    http_status=404,
):
    """A record that the command names does not exist."""


class InvalidInput(
    Refused,
    code="invalid_input",
    en="The input of {kind} cannot be used: {problems}",
    zh="{kind} 的输入无法使用：{problems}",
    http_status=422,
):
    """Fields are missing, unknown or outside their meaning; `fields` has one Problem for each."""

    fields: list[Any] = []  # noqa: RUF012 - replaced, never appended to


class WrongState(
    Refused,
    code="wrong_state",
    en="{what} {which} is {state}; this needs {allowed}.",
    zh="{what} {which} 当前为“{state}”；此操作要求“{allowed}”。",
):
    """A life cycle does not allow the move."""


class Duplicate(
    Refused,
    code="duplicate",
    en="{what} with the same {fields} already exists. Use that one, or another {fields}.",
    zh="已存在{fields}相同的{what}。请使用已有记录，或改用其他{fields}。",
):
    """A unique constraint says that the record exists already."""


class CommandIdReused(
    Refused,
    code="command_id_reused",
    en="The command id {id} was used before for something else. Make a new id and send again.",
    zh="命令编号 {id} 已用于其他内容。请生成新的编号后重新发送。",
):
    """The same id came with other content."""


class ReasonMissing(
    Refused,
    code="reason_missing",
    en="{what} changes what was entered before: say why.",
    zh="“{what}”会更改先前录入的内容：请填写原因。",
    http_status=422,
):
    """The command demands a reason and none was given."""


class InexactQuantity(
    Refused,
    code="inexact_quantity",
    en="{problem}. Enter it in a unit that can hold it exactly.",
    zh="数量无法精确换算（{problem}）。请改用可精确表示的单位。",
    http_status=422,
):
    """A quantity would have to be rounded, or its unit measures something else."""


class OnFallbackHold(
    Refused,
    code="on_fallback_hold",
    en="{subject} is on hold because {cause}. Clear task {task} first.",
    zh="{subject} 因“{cause}”被系统暂扣。请先处理任务 {task}。",
):
    """The kernel itself holds the subject, after a reaction failed or a fact deviated."""
