"""Which commands write what is under control: read from the handlers that are registered."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from types import FunctionType
from typing import Any, Final

from lotproof import modules
from lotproof.kernel.control import CONTROLLED
from lotproof.kernel.record import Record
from lotproof.kernel.registry import HANDLERS

modules.load()

_TAKING: Final = ("take", "take_all")


def controlled_classes() -> set[type[Record]]:
    """Every kind of record under control, and the lines that are part of one."""
    return {cls for each in CONTROLLED.values() for cls in (each.kind.cls, *each.lines)}


def writers() -> dict[str, set[type[Record]]]:
    """Kind of command → what of it its handler takes to change, or makes."""
    wanted = controlled_classes()
    found = {
        cls.SPEC.kind: written(handler.run, set()) & wanted
        for cls, handler in HANDLERS.items()
        if cls.__module__.startswith("lotproof.")
    }
    return {kind: classes for kind, classes in found.items() if classes}


def written(run: Callable[..., Any], seen: set[Any]) -> set[Any]:
    """What a function and those of our own that it uses take to change, or call."""
    if run in seen:
        return set()
    seen.add(run)
    assert isinstance(run, FunctionType)
    known = run.__globals__
    found: set[Any] = set()
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(run)))):
        if isinstance(node, ast.Call):
            found |= _made(node, known)
        used = _named(node, known)
        if isinstance(used, FunctionType) and used.__module__.startswith("lotproof.modules"):
            found |= written(used, seen)
    return found


def _made(call: ast.Call, known: dict[str, Any]) -> set[Any]:
    """`Bom(...)`, `work.take(Bom, ...)`, `work.take_all(BomLine, ...)`."""
    taken = call.args[0] if call.args else None
    names = [call.func]
    if isinstance(call.func, ast.Attribute) and call.func.attr in _TAKING and taken is not None:
        names.append(taken)
    return {cls for name in names if isinstance(cls := _named(name, known), type)}


def _named(node: ast.AST | None, known: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return getattr(known.get(node.value.id), node.attr, None)
    return None
