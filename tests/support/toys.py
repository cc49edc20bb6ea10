"""A make-believe module for tests of the kernel: jars to empty, facts, and reactions that fail.

Registered when imported; only tests of the kernel and its adapters import it.
"""

from collections.abc import Collection
from datetime import date
from typing import Annotated, Any

import msgspec
from sqlalchemy import bindparam, select

from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.executor import Issuing
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import UNIT, Meaning, Shape
from lotproof.kernel.quantity import Amount
from lotproof.kernel.reader import Reader
from lotproof.kernel.record import Record, record
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import Command, Event, Gate, command, event, handles, reacts
from lotproof.kernel.text import t
from lotproof.kernel.work import Work


class JarId(Id, prefix="toyjar", label=t("Jar", "罐")):
    """A jar with something in it."""


class MarbleId(Id, prefix="toymar", label=t("Marble", "弹珠")):
    """One of many."""


class PermitId(Id, prefix="toyper", label=t("Permit", "许可")):
    """Lets an actor do everything while it stands."""


class JarState(Choice):
    CLOSED = "closed", "closed", "已封"
    OPEN = "open", "open", "已开"
    BROKEN = "broken", "broken", "已碎"


JAR_LIFE = LifeCycle(
    t("Jar", "罐"),
    {
        JarState.CLOSED: {JarState.OPEN, JarState.BROKEN},
        JarState.OPEN: {JarState.BROKEN},
        JarState.BROKEN: (),
    },
)

Name = Annotated[str, Meaning(label=t("Name", "名称"), length_max=40)]
Quantity = Annotated[Amount, Meaning(label=t("Quantity", "数量"), minimum=0)]
Unit = Annotated[str, UNIT]
Remark = Annotated[str, Meaning(label=t("Remark", "备注"), personal=True, multiline=True)]
Tags = Annotated[list[str], Meaning(label=t("Tags", "标签"), length_max=20, items_max=5)]
Labels = Annotated[dict[str, str], Meaning(label=t("Labels", "标识"))]
Mood = Annotated[str, Meaning(label=t("Mood", "心情"), length_max=20)]
Count = Annotated[int, Meaning(label=t("Count", "个数"), minimum=1, maximum=20_000)]


@record("toy.jar", t("Jar", "罐"), unique=[("name",)], index=[("state",)])
class Jar(Record):
    id: JarId
    name: Name
    quantity: Quantity
    unit: Unit
    state: Annotated[JarState, Meaning(label=t("State", "状态"))] = JarState.CLOSED
    is_red: Annotated[bool, Meaning(label=t("Red", "红色"))] = False
    best_before: Annotated[date | None, Meaning(label=t("Best before", "保质期"))] = None
    filled_at: Annotated[Instant | None, Meaning(label=t("Filled at", "灌装时间"))] = None
    remark: Remark | None = None
    tags: Tags = msgspec.field(default_factory=list)
    labels: Labels = msgspec.field(default_factory=dict)


@record("toy.marble", t("Marble", "弹珠"), unique=[("jar_id", "number")])
class Marble(Record):
    id: MarbleId
    jar_id: JarId
    number: Annotated[int, Meaning(label=t("Number", "序号"), minimum=1)]


@record("toy.shelf", t("Shelf place", "架位"), key=("place", "jar_id"))
class Shelf(Record):
    place: Name
    jar_id: JarId
    times: Annotated[int, Meaning(label=t("Times", "次数"), minimum=0)]


@record("toy.permit", t("Permit", "许可"), unique=[("actor",)])
class Permit(Record):
    id: PermitId
    actor: Name
    stands: Annotated[bool, Meaning(label=t("Stands", "有效"))]


class Permits:
    """An authority whose word lies in a table that commands change."""

    kinds = frozenset({"toy.permit"})

    def among(self, reader: Reader, actors: Collection[str]) -> "Permits":
        return self

    def role(self, reader: Reader, actor: str, permission: str) -> str | None:
        del permission
        if actor == "usr_1":
            return "rol_1"
        permit = reader.only(Permit, actor=actor)
        return "rol_2" if permit is not None and permit.stands else None

    def limited(
        self, reader: Reader, actor: str, behalf: str | None, command: Command
    ) -> str | None:
        del behalf
        return self.role(reader, actor, command.SPEC.permission)


class JarEmpty(
    Refused,
    code="toy_jar_empty",
    en="{jar} holds less than that. Take less.",
    zh="{jar} 中没有这么多，请减少数量。",
):
    """More is taken than there is."""


class JarRed(Refused, code="toy_jar_red", en="{jar} is red. Use another.", zh="{jar} 为红色。"):
    """Nothing is taken from red jars."""


class TakeAsked(msgspec.Struct, frozen=True, kw_only=True):
    jar_id: JarId


MAY_TAKE = Gate("toy.may_take", t("May this be taken?", "可否取用？"), TakeAsked)


@MAY_TAKE.join
def no_red_jars(asked: TakeAsked, reader: Reader) -> Refused | None:
    jar = reader.get(Jar, asked.jar_id)
    return JarRed(jar=jar.name) if jar.is_red else None


def _order(name: str, zh: str, **how: Any) -> Any:
    words = name.replace("_", " ")
    return command(
        f"toy.{name}/1", t(words.capitalize(), zh), permission=f"toy.{name}", zh=zh, **how
    )


@_order("make_jar", "制罐")
class MakeJar(Command):
    """Make a jar."""

    name: Name
    quantity: Quantity
    unit: Unit
    is_red: Annotated[bool, Meaning(label=t("Red", "红色"))] = False
    remark: Annotated[str | None, Meaning(label=t("Remark", "备注"), personal=True)] = None
    tags: Tags = msgspec.field(default_factory=list)
    labels: Labels = msgspec.field(default_factory=dict)


@_order("take_out", "取出")
class TakeOut(Command):
    """Take something out of a jar."""

    jar_id: JarId
    quantity: Quantity
    unit: Unit


@_order("rename_jar", "改名", needs_reason=True)
class RenameJar(Command):
    """Correct a name."""

    jar_id: JarId
    name: Name


@_order("open_jar", "开罐")
class OpenJar(Command):
    """Open a jar, once."""

    jar_id: JarId


@_order("fill_jar", "装弹珠")
class FillJar(Command):
    """Make many marbles at once."""

    jar_id: JarId
    count: Count


class Step(Shape):
    jar_id: JarId
    quantity: Quantity
    unit: Unit


@_order("take_many", "多次取出")
class TakeMany(Command):
    """Take out of several jars, all or nothing; each is looked for again, so that writes land."""

    steps: Annotated[list[Step], Meaning(label=t("Steps", "步骤"), items_max=20)]


@_order("place_jar", "上架")
class PlaceJar(Command):
    """Count how often a jar was put into a place."""

    place: Name
    jar_id: JarId


@_order("set_permit", "许可")
class SetPermit(Command):
    """Let somebody in, or out."""

    actor: Name
    stands: Annotated[bool, Meaning(label=t("Stands", "有效"))]


@_order("go_wrong", "出错")
class GoWrong(Command):
    """Be a handler with a defect."""

    jar_id: JarId
    mood: Mood


@_order("note_reading", "记录读数", is_fact=True)
class NoteReading(Command):
    """Note what was read; `mood` says what becomes of the reaction."""

    jar_id: JarId
    mood: Mood = ""


@_order("note_drop", "记录取用", is_fact=True)
class NoteDrop(Command):
    """Note that something was taken, allowed or not."""

    jar_id: JarId


@_order("follow", "跟进")
class Follow(Command):
    """What follows a reading; `mood` says how it ends."""

    jar_id: JarId
    mood: Mood


@_order("follow_further", "继续跟进")
class FollowFurther(Command):
    """What follows what follows."""

    jar_id: JarId
    mood: Mood


@event("toy.jar_made/1", t("Jar {jar_id} made", "罐 {jar_id} 已制成"))
class JarMade(Event):
    jar_id: JarId


@event("toy.jar_emptied/1", t("Taken from {jar_id}", "已从 {jar_id} 取出"))
class TakenOut(Event):
    jar_id: JarId
    left: Quantity
    unit: Unit


@event("toy.jar_opened/1", t("Jar {jar_id} opened", "罐 {jar_id} 已开启"))
class JarOpened(Event):
    jar_id: JarId


@event("toy.reading_noted/1", t("Reading of {jar_id}", "{jar_id} 的读数"))
class ReadingNoted(Event):
    jar_id: JarId
    mood: Mood


@event("toy.followed/1", t("{jar_id} followed", "{jar_id} 已跟进"))
class Followed(Event):
    jar_id: JarId
    mood: Mood


@handles(MakeJar, emits=(JarMade,))
def make_jar(command: MakeJar, work: Work) -> None:
    id_ = work.new_id(JarId)
    work.add(
        Jar(
            id_,
            command.name,
            command.quantity,
            command.unit,
            is_red=command.is_red,
            filled_at=work.now,
            best_before=work.today,
            remark=command.remark,
            tags=command.tags,
            labels=command.labels,
        )
    )
    work.record(JarMade(jar_id=id_))


def _take(work: Work, jar_id: JarId, quantity: Amount) -> Jar:
    jar = work.take(Jar, jar_id)
    work.ask(MAY_TAKE, TakeAsked(jar_id=jar_id))
    if jar.quantity < quantity:
        raise JarEmpty(jar=jar.name)
    jar.quantity = Amount(jar.quantity - quantity)
    return jar


@handles(TakeOut, emits=(TakenOut,))
def take_out(command: TakeOut, work: Work) -> None:
    jar = _take(work, command.jar_id, command.quantity)
    work.record(TakenOut(jar_id=jar.id, left=jar.quantity, unit=jar.unit))


@handles(TakeMany, emits=(TakenOut,))
def take_many(command: TakeMany, work: Work) -> None:
    for step in command.steps:
        jar = _take(work, step.jar_id, step.quantity)
        assert work.only(Jar, name=jar.name) is jar
        work.record(TakenOut(jar_id=jar.id, left=jar.quantity, unit=jar.unit))


@handles(RenameJar, emits=())
def rename_jar(command: RenameJar, work: Work) -> None:
    work.take(Jar, command.jar_id).name = command.name


@handles(OpenJar, emits=(JarOpened,))
def open_jar(command: OpenJar, work: Work) -> None:
    jar = work.take(Jar, command.jar_id)
    jar.state = JAR_LIFE.move(jar.name, jar.state, JarState.OPEN)
    work.record(JarOpened(jar_id=jar.id))


@handles(FillJar, emits=(JarMade,))
def fill_jar(command: FillJar, work: Work) -> None:
    jar = work.rely(Jar, command.jar_id)
    ids = work.new_ids(MarbleId, command.count)
    work.add_all(Marble(MarbleId(n), jar.id, i) for i, n in enumerate(ids, 1))
    work.record(JarMade(jar_id=jar.id))


@handles(PlaceJar, emits=())
def place_jar(command: PlaceJar, work: Work) -> None:
    work.rely(Jar, command.jar_id)
    found = work.take_all(Shelf, place=command.place, jar_id=command.jar_id)
    if found:
        found[0].times += 1
    else:
        work.add(Shelf(command.place, command.jar_id, 1))


@handles(SetPermit, emits=())
def set_permit(command: SetPermit, work: Work) -> None:
    for permit in work.take_all(Permit, actor=command.actor):
        permit.stands = command.stands
        return
    work.add(Permit(work.new_id(PermitId), command.actor, command.stands))


_BY_NAME = Statement[Any](
    select(Jar.KIND.table.c.id).where(Jar.KIND.table.c.name == bindparam("n"))
)


def _spoil(work: Work, jar_id: JarId, mood: str) -> None:
    """Change the jar, then go wrong in the way asked for."""
    if mood == "untaken":
        work.get(Jar, jar_id).name = "untaken"
        return
    jar = work.take(Jar, jar_id)
    jar.remark = f"mood {mood}"
    if mood == "crash":
        raise RuntimeError("the handler has a defect")
    if mood == "refuse":
        raise JarEmpty(jar=jar.name)
    if mood == "twin":
        work.add(Jar(work.new_id(JarId), jar.name, Amount(0), "pcs"))
    elif mood == "negative":
        jar.quantity = Amount(-1)
    elif mood == "key":
        jar.id = JarId(jar.id + 1_000_000)
    elif mood == "undeclared":
        work.record(JarOpened(jar_id=jar.id))
    elif mood == "written":
        work.rows(_BY_NAME, n=jar.name)
        raise JarEmpty(jar=jar.name)


@handles(GoWrong, emits=())
def go_wrong(command: GoWrong, work: Work) -> None:
    _spoil(work, command.jar_id, command.mood)


@handles(NoteReading, emits=(ReadingNoted,))
def note_reading(command: NoteReading, work: Work) -> None:
    work.take(Jar, command.jar_id).filled_at = work.now
    work.record(ReadingNoted(jar_id=command.jar_id, mood=command.mood))


@handles(NoteDrop, emits=(TakenOut,))
def note_drop(command: NoteDrop, work: Work) -> None:
    jar = work.take(Jar, command.jar_id)
    work.ask(MAY_TAKE, TakeAsked(jar_id=jar.id))
    if jar.quantity == 0:
        work.object(JarEmpty(jar=jar.name))
    else:
        jar.quantity = Amount(jar.quantity - 1)
    work.record(TakenOut(jar_id=jar.id, left=jar.quantity, unit=jar.unit))


@handles(Follow, emits=(Followed,))
def follow(command: Follow, work: Work) -> None:
    if not command.mood.startswith("deep "):
        _spoil(work, command.jar_id, command.mood)
    else:
        work.take(Jar, command.jar_id).remark = "followed"
    work.record(Followed(jar_id=command.jar_id, mood=command.mood))


@handles(FollowFurther, emits=())
def follow_further(command: FollowFurther, work: Work) -> None:
    _spoil(work, command.jar_id, command.mood)


@reacts(ReadingNoted, issues=(Follow, NoteDrop))
def follow_readings(event: ReadingNoted, on: Issuing) -> None:
    if event.mood == "reaction":
        raise RuntimeError("the reaction has a defect")
    if event.mood == "undeclared":
        on.issue(OpenJar(jar_id=event.jar_id))
    elif event.mood == "drop":
        on.issue(NoteDrop(jar_id=event.jar_id))
    elif event.mood.startswith("then "):
        on.issue(Follow(jar_id=event.jar_id, mood="deep calm"))
        on.issue(Follow(jar_id=event.jar_id, mood=event.mood.removeprefix("then ")))
    elif event.mood:
        on.issue(Follow(jar_id=event.jar_id, mood=event.mood))


@reacts(Followed, issues=(FollowFurther,))
def follow_further_on(event: Followed, on: Issuing) -> None:
    if event.mood.startswith("deep "):
        on.issue(FollowFurther(jar_id=event.jar_id, mood=event.mood.removeprefix("deep ")))
