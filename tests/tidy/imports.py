"""Who imports what, read from the source."""

import ast
import sys
from pathlib import PurePath

PRIVATE_PARTS = {"records", "rules", "handlers", "reactions"}
PURE_PARTS = {"rules", "vocabulary"}


def module_name(path: str) -> str:
    """Return the dotted name of the module in a file, `src/` taken off."""
    parts = list(PurePath(path).with_suffix("").parts)
    if parts[0] in {"src", "verifier"}:
        parts = parts[1:]
    if parts[-1] == "__init__":
        parts = parts[:-1]
    return ".".join(parts)


def imports(path: str, source: str) -> list[tuple[int, str]]:
    """Return line and dotted path of everything that a file imports, relative ones resolved.

    `from a import b` counts as `a.b`, for `b` may be a module.
    """
    package = module_name(path).split(".")
    if not path.endswith("__init__.py"):
        package = package[:-1]
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.extend((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = [*start, *([node.module] if node.module else [])]
            found.extend((node.lineno, ".".join([*base, alias.name])) for alias in node.names)
    return found


def business_part(dotted: str) -> tuple[str, str] | None:
    """Return module and part of a path like `lotproof.modules.warehouse.rules.may_issue`."""
    parts = dotted.split(".")
    if parts[:2] != ["lotproof", "modules"] or len(parts) < 4:
        return None
    return parts[2], parts[3]


def at_run_time(source: str) -> str:
    """Give the source without its `if TYPE_CHECKING` blocks, lines kept."""
    lines = source.split("\n")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for number in range(node.lineno - 1, node.end_lineno or node.lineno):
                lines[number] = ""
    return "\n".join(lines)


def impure_imports(path: str, source: str) -> list[str]:
    """Find imports by which rules or vocabulary would know more than values.

    Allowed are the standard library, the kernel, statistics and anybody's vocabulary; and, to say
    what a rule is asked about, any type under `if TYPE_CHECKING`.
    """
    own = business_part(module_name(path))
    if own is None or own[1] not in PURE_PARTS:
        return []
    return [
        f"{line}: {own[1]} may not import {name}"
        for line, name in imports(path, at_run_time(source))
        if not is_pure(name, own)
    ]


def is_pure(name: str, own: tuple[str, str]) -> bool:
    """Tell whether rules or vocabulary (`own`: module and part) may import a name."""
    # msgspec is how values are declared.
    if name.split(".", maxsplit=1)[0] in {*sys.stdlib_module_names, "msgspec"} or name.startswith(
        ("lotproof.kernel.", "lotproof.statistics.")
    ):
        return True
    part = business_part(name)
    # A part that grew into a folder may import its own files.
    return part is not None and (part[1] == "vocabulary" or part == own)


def trespasses(path: str, source: str) -> list[str]:
    """Find imports of another module's records, rules, handlers or reactions."""
    here = module_name(path).split(".")
    own = here[2] if here[:2] == ["lotproof", "modules"] and len(here) > 2 else None
    return [
        f"{line}: {name} is private to {part[0]}"
        for line, name in imports(path, source)
        if (part := business_part(name)) and part[1] in PRIVATE_PARTS and part[0] != own
    ]


def foreign_imports(path: str, source: str, own: str) -> list[str]:
    """Find imports that are neither of the standard library nor of the package `own`."""
    return [
        f"{line}: {name} is not of the standard library"
        for line, name in imports(path, source)
        if name.split(".")[0] not in {*sys.stdlib_module_names, own}
    ]
