"""Everything that the program declares, found by looking: no list here has to be kept up to date.

What tests declare for themselves stands in the same registries and is left out.
"""

import ast
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from lotproof import modules
from lotproof.kernel.ids import PREFIXES, Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Field, Shape, fields_of
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.refusals import REFUSALS, Refused
from lotproof.kernel.registry import (
    COMMANDS,
    EVENTS,
    GATES,
    MODULES,
    CommandSpec,
    EventSpec,
    Gate,
    Module,
)

NAMES = modules.load()
ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(modules.__file__ or "").resolve().parents[1]
"""The folder of the program's package."""

Struct = type[msgspec.Struct]


def _is_ours(cls: type) -> bool:
    return cls.__module__.startswith("lotproof.")


def loaded() -> list[tuple[str, ModuleType]]:
    """Dotted name and module of everything of the program that is imported, by name."""
    return sorted((name, m) for name, m in sys.modules.items() if name.startswith("lotproof."))


def _life_cycles() -> dict[str, LifeCycle[Any]]:
    """Name → life cycle, each under the module that declares its states."""
    found: dict[int, tuple[str, LifeCycle[Any]]] = {}
    for dotted, module in loaded():
        for name, value in vars(module).items():
            if isinstance(value, LifeCycle) and type(value.initial).__module__ == dotted:
                found.setdefault(id(value), (f"{dotted}.{name}", value))
    return dict(sorted(found.values(), key=lambda pair: pair[0]))


def classes_of(base: type) -> list[type]:
    """Subclasses of `base` that the program declares, by dotted name."""
    found: set[type] = set()
    todo = [base]
    while todo:
        below: list[type] = todo.pop().__subclasses__()
        found.update(below)
        todo.extend(below)
    return sorted(filter(_is_ours, found), key=lambda c: (c.__module__, c.__qualname__))


LIFE_CYCLES = _life_cycles()
CHOICES: list[type[Choice]] = classes_of(Choice)
IDS: dict[str, type[Id]] = {p: cls for p, cls in sorted(PREFIXES.items()) if _is_ours(cls)}
KINDS: dict[str, Kind] = {n: kind for n, kind in sorted(RECORDS.items()) if _is_ours(kind.cls)}
COMMAND_SPECS: dict[str, CommandSpec] = {
    kind: spec for kind, spec in sorted(COMMANDS.items()) if _is_ours(spec.cls)
}
EVENT_SPECS: dict[str, EventSpec] = {
    kind: spec for kind, spec in sorted(EVENTS.items()) if _is_ours(spec.cls)
}
ALL_GATES: dict[str, Gate[Any]] = {n: g for n, g in sorted(GATES.items()) if _is_ours(g.asks)}
ALL_REFUSALS: dict[str, type[Refused]] = {
    code: cls for code, cls in sorted(REFUSALS.items()) if _is_ours(cls)
}
MANIFESTS: dict[str, Module] = {name: MODULES[name] for name in NAMES}


def structs() -> dict[str, Struct]:
    """Name → class of everything that has fields with meanings."""
    named: dict[str, Struct] = {name: kind.cls for name, kind in KINDS.items()}
    named |= {kind: spec.cls for kind, spec in COMMAND_SPECS.items()}
    named |= {kind: spec.cls for kind, spec in EVENT_SPECS.items()}
    named |= {name: gate.asks for name, gate in ALL_GATES.items()}
    named |= {f"{c.__module__}.{c.__name__}": c for c in classes_of(Shape)}
    return named


FIELDS: dict[str, Field] = {
    f"{name}.{field.name}": field for name, cls in structs().items() for field in fields_of(cls)
}
"""`struct.field` → field."""


def files(name: str) -> list[Path]:
    """The files of a module folder."""
    return sorted((SOURCE / "modules" / name).rglob("*.py"))


def sources() -> list[Path]:
    """Every file of the program."""
    return sorted(SOURCE.rglob("*.py"))


@cache
def tree_of(path: Path) -> ast.Module:
    """What a file of the program says; parsed once a process, since many tests look."""
    return ast.parse(path.read_text(encoding="utf-8"))


def dotted(path: Path) -> str:
    """`…/lotproof/kernel/work.py` → `lotproof.kernel.work`."""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
