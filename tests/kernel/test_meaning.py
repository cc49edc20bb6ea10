"""Words said once: column, check, validation and canonical form follow from the type."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import CheckConstraint, UniqueConstraint

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.meaning import Meaning, Shape, Unusable, dump, fields_of, parse
from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.text import t
from tests.support.toys import Jar, JarId, JarState, MakeJar, Shelf, Step

LABEL = Meaning(label=t("Word", "词"))


class Everything(msgspec.Struct):
    text: Annotated[str, Meaning(label=t("Text", "文本"), length_max=5, pattern="[a-zé]+")]
    integer: Annotated[int, Meaning(label=t("Integer", "整数"), minimum=-1, maximum=9)]
    yesno: Annotated[bool, LABEL]
    day: Annotated[date, LABEL]
    instant: Annotated[Instant, LABEL]
    amount: Annotated[Amount, Meaning(label=t("Amount", "数量"), minimum=0, unit_field="in_unit")]
    in_unit: Annotated[str, LABEL]
    jar_id: JarId
    state: Annotated[JarState, LABEL]
    words: Annotated[list[str], Meaning(label=t("Words", "词"), length_max=3, items_max=2)]
    steps: Annotated[list[Step], Meaning(label=t("Steps", "步骤"))]
    step: Annotated[Step | None, LABEL]
    labels: Annotated[dict[str, str], LABEL]
    story: Annotated[str, Meaning(label=t("Story", "经过"), multiline=True)] = ""
    perhaps: Annotated[int | None, LABEL] = None


GOOD: dict[str, Any] = {
    "text": "abc",
    "integer": 9,
    "yesno": True,
    "day": "2026-01-31",
    "instant": "2026-01-31T08:00:00.000001+08:00",
    "amount": "12.5",
    "in_unit": "kg",
    "jar_id": "toyjar_7",
    "state": "open",
    "words": ["a", "bcd"],
    "steps": [{"jar_id": "toyjar_1", "quantity": "3", "unit": "pcs"}],
    "labels": {"k": "v"},
}


def problems(**changed: Any) -> dict[str, str]:
    """What is wrong with GOOD after some fields changed, as path → English text."""
    raw = {name: value for name, value in {**GOOD, **changed}.items() if value is not ...}
    with pytest.raises(Unusable) as caught:
        parse(Everything, raw)
    assert all(p.text.zh and p.label.zh for p in caught.value.problems)
    return {p.path: p.text.en for p in caught.value.problems}


def test_good_input_becomes_typed_values_and_canonical_again() -> None:
    made = parse(Everything, GOOD)
    assert made.amount == 12_500_000
    assert made.day == date(2026, 1, 31)
    assert made.state is JarState.OPEN
    assert made.steps[0].quantity == 3
    assert clock.text(made.instant) == "2026-01-31T00:00:00.000001Z"
    written = dump(made)
    assert written["amount"] == "12.5"
    assert written["jar_id"] == "toyjar_7"
    assert "perhaps" not in written
    assert dump(parse(Everything, written)) == written


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("text", ..., "must be given"),
        ("text", None, "must be given"),
        ("text", "  ", "must be given"),
        ("text", 5, "must be text"),
        ("text", "abcdef", "is longer than 5 characters"),
        ("text", "ABC", "has the wrong form."),
        ("text", "a\x00", "has control characters"),
        ("text", "a\nb", "has control characters"),
        ("text", "\ud800", "is not valid Unicode"),
        ("integer", "7", "must be a whole number"),
        ("integer", True, "must be a whole number"),
        ("integer", 1.0, "must be a whole number"),
        ("integer", 2**53, "must be a whole number"),
        ("integer", -2, "must be at least -1"),
        ("integer", 10, "must be at most 9"),
        ("yesno", 1, "must be true or false"),
        ("day", "2026-02-30", "must be a date like 2026-01-31"),
        ("day", "20260131", "must be a date like 2026-01-31"),
        ("day", "2026-W05-6", "must be a date like 2026-01-31"),
        ("day", 20260131, "must be a date like 2026-01-31"),
        ("instant", "2026-01-31T08:00:00", "must be a time with zone like 2026-01-31T08:00:00Z"),
        ("instant", 5, "must be a time with zone like 2026-01-31T08:00:00Z"),
        ("instant", "0001-01-01T00:00:00+14:00",
         "must be a time with zone like 2026-01-31T08:00:00Z"),
        ("instant", "9999-12-31T23:59:59-14:00",
         "must be a time with zone like 2026-01-31T08:00:00Z"),
        ("amount", 12.5, 'must be a decimal text like "12.5"'),
        ("amount", True, 'must be a decimal text like "12.5"'),
        ("amount", "1e3", "must be a number"),
        ("amount", "NaN", "must be a number"),
        ("amount", "Infinity", "must be a number"),
        ("amount", "twelve", "must be a number"),
        ("amount", "9" * 30, "must be a number"),
        ("amount", "0.0000001", "has more decimals than kg allows"),
        ("amount", "-1", "must be at least 0"),
        ("jar_id", "toyjar_x", "must be an id like toyjar_1"),
        ("jar_id", "toymar_1", "must be an id like toyjar_1"),
        ("jar_id", 7, "must be an id like toyjar_1"),
        ("jar_id", "toyjar_9223372036854775808", "must be an id like toyjar_1"),
        ("state", "ajar", "must be one of closed, open, broken"),
        ("state", [], "must be one of closed, open, broken"),
        ("words", "ab", "must be a list"),
        ("words", ["a", "b", "c"], "has more than 2 items"),
        ("labels", {"k": 1}, "must map short texts to texts"),
        ("labels", {"k": "\ud800"}, "must map short texts to texts"),
        ("labels", {"k": "a\x00"}, "must map short texts to texts"),
        ("labels", [], "must map short texts to texts"),
        ("step", 5, "must be an object"),
        ("perhaps", "5", "must be a whole number"),
    ],
)  # fmt: skip
def test_each_thing_wrong_is_named(field: str, value: Any, says: str) -> None:
    assert problems(**{field: value}) == {field: says}


def test_amounts_need_a_known_unit() -> None:
    assert problems(in_unit="stone") == {"amount": "needs a known unit in in_unit"}
    assert problems(in_unit=...) == {
        "amount": "needs a known unit in in_unit",
        "in_unit": "must be given",
    }


def test_problems_inside_lists_and_shapes_have_paths() -> None:
    step = {"jar_id": "toyjar_1", "quantity": "3", "unit": "pcs"}
    assert problems(words=["abcd"]) == {"words[0]": "is longer than 3 characters"}
    assert problems(steps=[step, {**step, "quantity": "x"}]) == {
        "steps[1].quantity": "must be a number"
    }
    assert problems(step={**step, "unit": "stone"}).keys() == {"step.quantity", "step.unit"}
    assert problems(steps=[{**step, "colour": "red"}]) == {
        "steps[0].colour": "is not a field of this input"
    }


def test_every_problem_of_an_input_is_told_at_once() -> None:
    found = problems(text=5, integer="x", amount="x", surplus=1, words=[1, 2])
    assert found.keys() == {"text", "integer", "amount", "surplus", "words[0]", "words[1]"}


@pytest.mark.parametrize("raw", [None, [], "text", 5, True])
def test_an_input_is_an_object(raw: Any) -> None:
    with pytest.raises(Unusable) as caught:
        parse(Everything, raw)
    assert caught.value.problems[0].text.en == "must be an object"


def test_text_is_trimmed_and_composed() -> None:
    made = parse(Everything, {**GOOD, "text": " é ", "story": "one\ntwo"})
    assert (made.text, made.story) == ("é", "one\ntwo")


@given(st.dictionaries(st.sampled_from([*GOOD, "surplus"]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=5)))  # fmt: skip
def test_any_input_is_either_usable_or_named(raw: dict[str, Any]) -> None:
    try:
        made = parse(Everything, {**GOOD, **raw})
    except Unusable as bad:
        assert bad.problems, "an unusable input says what is wrong"  # noqa: PT017
    else:
        assert parse(Everything, dump(made)) == made


def test_columns_and_checks_follow_from_the_words() -> None:
    table = Jar.KIND.table
    assert table.name == "toy_jar"
    assert [c.name for c in table.primary_key] == ["id"]
    assert {c.name for c in table.c if c.nullable} == {"best_before", "filled_at", "remark"}
    checks = {str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)}
    assert checks == {'"quantity" >= 0', "\"state\" IN ('closed', 'open', 'broken')"}
    unique = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    assert [[column.name for column in c.columns] for c in unique] == [["name"]]
    assert [[column.name for column in i.columns] for i in table.indexes] == [["state"]]
    assert [c.name for c in Shelf.KIND.table.primary_key] == ["place", "jar_id"]
    for column in table.c:
        assert "FLOAT" not in str(column.type)
        assert "NUMERIC" not in str(column.type)


def test_a_row_is_the_record_and_back() -> None:
    jar = Jar(JarId(1), "a", Amount(5), "pcs", JarState.OPEN, True, date(2026, 1, 1),
              Instant(7), "note", ["x", "y"], {"b": "2", "a": "1"})  # fmt: skip
    row = Jar.KIND.row(jar)
    assert row == (1, "a", 5, "pcs", "open", True, "2026-01-01", 7, "note",
                   '["x","y"]', '{"a":"1","b":"2"}')  # fmt: skip
    assert Jar.KIND.load(row) == jar
    assert type(row[4]) is str
    assert Jar.KIND.key_text(jar) == "toyjar_1"
    assert Shelf.KIND.key_text(Shelf("top", JarId(2), 1)) == "top|toyjar_2"


def test_personal_fields_are_written_apart() -> None:
    jar = Jar(JarId(1), "a", Amount(5), "pcs", remark="of a person")
    assert dump(jar, personal=True) == {"remark": "of a person"}
    assert "remark" not in dump(jar, personal=False)


def test_secrets_leave_only_as_digests() -> None:
    class Login(msgspec.Struct):
        password: Annotated[str, Meaning(label=t("Password", "口令"), secret=True)]

    assert dump(Login("hunter2")) == {
        "password": "sha256:f52fbd32b2b3b86ff88ef6c490628285f482af15ddcb29541f94bcf526a3f6c7"
    }
    assert dump(Login("hunter2"), secrets=True) == {"password": "hunter2"}


def test_what_is_said_of_a_list_holds_for_each_item() -> None:
    item = next(f for f in fields_of(MakeJar) if f.name == "tags").item
    assert item is not None
    assert item.meaning.length_max == 20


def test_every_command_of_the_kernel_can_be_described() -> None:
    for spec in COMMANDS.values():
        assert all(field.meaning.label.zh for field in spec.fields), spec.kind


@pytest.mark.parametrize(
    ("hint", "says"),
    [
        (str, "has no Meaning"),
        (Annotated[int | str, LABEL], "one type, or one type and None"),
        (Annotated[float, LABEL], "is not a type a field can have"),
        (Annotated[dict[str, int], LABEL], "is not a type a field can have"),
        (Annotated[bytes, LABEL], "is not a type a field can have"),
    ],
)
def test_a_field_without_a_meaning_or_a_usable_type_is_a_mistake(hint: Any, says: str) -> None:
    cls = msgspec.defstruct("Wrong", [("field", hint)])
    with pytest.raises(TypeError, match=says):
        fields_of(cls)


def test_a_shape_may_stand_alone() -> None:
    class Pair(Shape):
        left: Annotated[int, LABEL]
        right: Annotated[int, replace(LABEL, minimum=0)]

    assert parse(Pair, {"left": 1, "right": 2}) == Pair(left=1, right=2)


class Odd(Id, prefix="toyodd", label=t("Odd", "奇")):
    """Only here."""


def test_an_id_field_may_be_named_by_its_type() -> None:
    (field,) = fields_of(msgspec.defstruct("Named", [("odd_id", Odd)]))
    assert (field.kind, field.meaning.label.zh) == ("id", "奇")
