"""Style as functions: each takes the text of one file and returns what is wrong with it.

A finding is `line: sentence`; the tests put the path before it.
"""

import ast
import re
from collections.abc import Iterator

FUNCTION_LINES = 70
FILE_LINES = 400

# Time and chance are arguments; these calls make them up.
MADE_UP = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.time",
    "time.time_ns",
    "uuid.uuid1",
    "uuid.uuid4",
}

UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
HOSTS = re.compile(
    r"\b(?:(?:[\w-]+\.)*(?:pypi|pythonhosted|npmjs|yarnpkg|crates|debian)\.(?:org|com|io)"
    r"|proxy\.golang\.org)\b",
    re.IGNORECASE,
)
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:root|work/(?:main|shared|steering|\.\w+))\b")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Yield every function with its dotted name inside the file."""

    def visit(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Function | ast.ClassDef):
                name = f"{prefix}{child.name}"
                if isinstance(child, Function):
                    yield name, child
                yield from visit(child, f"{name}.")
            else:
                yield from visit(child, prefix)

    return visit(tree, "")


def long_functions(source: str) -> dict[str, int]:
    """Return the functions over the limit with their number of lines, decorators not counted."""
    lengths = {
        name: (node.end_lineno or node.lineno) - node.lineno + 1
        for name, node in functions(ast.parse(source))
    }
    return {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES}


def file_length(source: str) -> list[str]:
    """Find a file over the limit."""
    lines = len(source.splitlines())
    return [f"1: {lines} lines, {FILE_LINES} allowed"] if lines > FILE_LINES else []


def prints(source: str) -> list[str]:
    """Find calls of print."""
    return [
        f"{node.lineno}: print"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]


def imported_names(tree: ast.Module) -> dict[str, str]:
    """Return what each imported local name stands for, as a dotted path."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.split(".")[0]
                names[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def dotted(node: ast.expr, names: dict[str, str]) -> str | None:
    """Return the dotted path that an expression like `a.b.c` stands for, if it starts imported."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        before = dotted(node.value, names)
        return before and f"{before}.{node.attr}"
    return None


def made_up(source: str) -> list[str]:
    """Find uses of the clock, of random identifiers and of `random`, called or handed on."""
    tree = ast.parse(source)
    names = imported_names(tree)
    found = {
        (node.lineno, path)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Name)
        and (path := dotted(node, names)) is not None
        and (path in MADE_UP or path.startswith("random."))
    }
    return [f"{line}: {path}: time and chance are arguments" for line, path in sorted(found)]


def matching(pattern: re.Pattern[str], text: str, complaint: str) -> list[str]:
    """Find the lines that match a pattern."""
    return [
        f"{number}: {complaint}: {found[0]}"
        for number, line in enumerate(text.splitlines(), 1)
        if (found := pattern.search(line))
    ]


def unfinished(text: str) -> list[str]:
    """Find notes to finish something later."""
    return matching(UNFINISHED, text, "unfinished")


def strange_places(text: str) -> list[str]:
    """Find hosts of package registries and paths of somebody's machine."""
    return [
        *matching(HOSTS, text, "host of a package registry"),
        *matching(MACHINE_PATHS, text, "path of a machine"),
    ]


def titles(markdown: str) -> list[str]:
    """Find a Markdown file without exactly one title."""
    fenced = False
    found = []
    for line in markdown.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and line.startswith("# "):
            found.append(line)
    return [] if len(found) == 1 else [f"1: {len(found)} titles, one wanted"]
