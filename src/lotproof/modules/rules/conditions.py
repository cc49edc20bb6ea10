"""Conditions in CEL, the Common Expression Language: checked when written, judged within bounds.

Types are checked against the declared fields, comprehensions have the library's budget of steps,
and patterns are RE2, which takes time linear in its text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from cel_expr_python import cel  # type: ignore[import-untyped] # its stubs lack the marker

from lotproof.kernel.text import Text, t
from lotproof.modules.rules.terms import GIVEN, Look, Term, terms, values
from lotproof.modules.rules.vocabulary import CONDITION_MAX

_TYPES: Final = {
    "string": cel.Type.STRING,
    "int": cel.Type.INT,
    "bool": cel.Type.BOOL,
    "double": cel.Type.DOUBLE,
    "timestamp": cel.Type.TIMESTAMP,
    "list(string)": cel.Type.List(cel.Type.STRING),
    "map(string, string)": cel.Type.Map(cel.Type.STRING, cel.Type.STRING),
}
_ERROR: Final = re.compile(r"ERROR: <input>:(\d+):(\d+): (.*)")
_UNKNOWN: Final = re.compile(r"undeclared reference to '([^']*)'")
_MISFIT: Final = re.compile(r"found no matching overload for '([^']*)' applied to '\((.*)\)'")
_ABSENT: Final = re.compile(r'No value with name "([^"]*)"')
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
_TEXT: Final = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_LITERAL: Final = re.compile(_TEXT)
_COMPARED: Final = re.compile(rf"({_NAME.pattern})\s*(?:==|!=)\s*({_TEXT})")
_TURNED: Final = re.compile(rf"({_TEXT})\s*(?:==|!=)\s*({_NAME.pattern})")
_AMONG: Final = re.compile(rf"({_NAME.pattern})\s+in\s+(\[[^\]]*\])")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a condition, and where: line and column from 1, in characters."""

    line: int
    column: int
    text: Text


class CannotJudge(Exception):
    """A condition has no answer for these values; carries why."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


@cache
def _environment(trigger: str) -> Any:
    known = terms(trigger)
    variables = {name: _TYPES[term.type] for name, term in known.items()}
    variables |= {name + GIVEN: cel.Type.BOOL for name, term in known.items() if term.is_optional}
    return cel.NewEnv(variables=variables)


@lru_cache(maxsize=512)
def _compiled(trigger: str, condition: str) -> Any:
    return _environment(trigger).compile(condition)


def used(trigger: str, condition: str) -> list[Term]:
    """The words that a condition speaks of, in order; each once."""
    known, bare = terms(trigger), _LITERAL.sub('""', condition)
    found: dict[str, Term] = {}
    for match in _NAME.finditer(bare):
        parts = match.group().split(".")
        for end in range(len(parts), 1, -1):
            term = known.get(".".join(parts[:end]))
            if term is not None:
                found[term.name] = term
                break
    return list(found.values())


def seen_by(trigger: str, condition: str, told: Mapping[str, Any], look: Look) -> dict[str, Any]:
    """What the words of a condition stand for in one fact; see `terms.values`."""
    return values(trigger, told, look, [term.name for term in used(trigger, condition)])


def judge(trigger: str, condition: str, seen: Mapping[str, Any]) -> bool:
    """Whether a checked condition holds for these values of its words; CannotJudge."""
    try:
        answer = _compiled(trigger, condition).eval(data=dict(seen))
    except RuntimeError as error:
        raise CannotJudge(_why(str(error))) from error
    if answer.type() != cel.Type.BOOL:
        raise CannotJudge(_why(str(answer.value())))
    return bool(answer.value())


def _why(said: str) -> Text:
    absent = _ABSENT.search(said)
    if absent:
        return t(
            "“{word}” is absent in this fact; ask {word}.is_given first",
            "此事实没有“{word}”；请先判断 {word}.is_given",
        ).fill(word=absent[1])
    if "budget exceeded" in said:
        return t("it takes too many steps", "计算步骤过多")
    if "divide by zero" in said:
        return t("it divides by zero", "除数为零")
    return t("it cannot be worked out: {said}", "无法计算：{said}").fill(said=said[:200])


# --- checking -----------------------------------------------------------------------------------


def faults(trigger: str, condition: str) -> list[Fault]:
    """Everything wrong with a condition for facts of this kind, in order; none: it can be used."""
    if len(condition) > CONDITION_MAX:
        return [Fault(1, 1, _TOO_LONG.fill(max=CONDITION_MAX))]
    try:
        expression = _compiled(trigger, condition)
    except RuntimeError as error:
        found = [_fault(trigger, condition, each) for each in _ERROR.finditer(str(error))]
        return found or [Fault(1, 1, _unsaid(str(error)))]
    if expression.return_type() != cel.Type.BOOL:
        return [Fault(1, 1, _NO_ANSWER)]
    return list(_unknown_choices(trigger, condition))


_TOO_LONG: Final = t("longer than {max} characters", "超过 {max} 个字符")
_NO_ANSWER: Final = t(
    "this is no yes or no; compare it with something", "结果不是“是/否”，请与某值比较"
)


def _fault(trigger: str, condition: str, error: "re.Match[str]") -> Fault:
    line, column, said = int(error[1]), int(error[2]), error[3]
    unknown, misfit = _UNKNOWN.match(said), _MISFIT.match(said)
    if unknown:
        name = unknown[1]
        text = condition.split("\n")[line - 1] if line <= condition.count("\n") + 1 else ""
        begin = text.rfind(name, 0, column - 1 + len(name))
        return Fault(line, begin + 1 if begin >= 0 else column, _unknown(trigger, name))
    if misfit:
        return Fault(line, column, _misfit(misfit[1].strip("_"), misfit[2]))
    if said.startswith("Syntax error"):
        return Fault(line, column, t("not understood from here on", "从此处起无法理解"))
    return Fault(line, column, _unsaid(said))


def _unknown(trigger: str, name: str) -> Text:
    first = name.partition(".")[0]
    near = [each for each in terms(trigger) if each.partition(".")[0] == first]
    if not near:
        return t("there is no word “{name}” here", "此处没有“{name}”这个词").fill(name=name)
    there = ", ".join(near[:6])
    return t(
        "there is no word “{name}” here; there are: {there}",
        "此处没有“{name}”；可用：{there}",
    ).fill(name=name, there=there)


def _misfit(operator: str, given: str) -> Text:
    if sorted(given.split(", ")) == ["double", "int"]:
        return t(
            "a decimal and a whole number are not compared: write 185.0 for 185",
            "小数与整数不能直接比较：请将 185 写作 185.0",
        )
    return t("“{operator}” does not fit ({given})", "“{operator}”不适用于（{given}）").fill(
        operator=operator, given=given
    )


def _unsaid(said: str) -> Text:
    return t("not understood: {said}", "无法理解：{said}").fill(said=said[:200])


def _unknown_choices(trigger: str, condition: str) -> Iterator[Fault]:
    """Words compared with a value that they never have: a condition that would never hold."""
    known = terms(trigger)
    for name, literal, start in _comparisons(condition):
        term = known.get(name)
        if term is None or term.field.kind != "choice":
            continue
        values = [each.value for each in term.field.type]
        if literal[1:-1] not in values:
            before = condition[:start]
            place = before.count("\n") + 1, start - before.rfind("\n")
            text = t("“{name}” is one of: {values}", "“{name}”的取值为：{values}")
            yield Fault(*place, text.fill(name=name, values=", ".join(values)))


def _comparisons(condition: str) -> Iterator[tuple[str, str, int]]:
    """Word, literal with its quotes, and where that begins."""
    for each in _COMPARED.finditer(condition):
        yield each[1], each[2], each.start(2)
    for each in _TURNED.finditer(condition):
        yield each[2], each[1], each.start(1)
    for each in _AMONG.finditer(condition):
        for literal in _LITERAL.finditer(each[2]):
            yield each[1], literal[0], each.start(2) + literal.start()
