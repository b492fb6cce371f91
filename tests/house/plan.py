"""Reads the source as a surveyor does: each survey takes a file and returns the places where it breaks house.md."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
DOMAINS = ("story", "patrols", "conventions", "mediation", "grievances", "meetings", "votes", "people", "record")
ROOMS = ("pages", "acts", "reads", "models", "rules")

FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES, ARGUMENTS, NESTING, LINE = 300, 40, 80, 5, 3, 160
FORBIDDEN_MODULES = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "managers", "service", "services",
                     "handler", "handlers", "misc"}
FORBIDDEN_WORDS = {"util", "utils", "helper", "helpers", "manager", "service", "handler"}

MAY_BE_CROWDED = {
    "council/record/leaves.py:leaf_bytes": "the fields of the format, in its order",
    "council/record/ledger.py:enter": "the fields of the format that an act gives, in its order",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef
DEEPER = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.Match)


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the project's folder, its text, its tree."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return Path(self.path).with_suffix("").parts

    @property
    def domain(self) -> str | None:
        return self.parts[1] if len(self.parts) in (3, 4) and self.parts[0] == "council" and self.parts[1] in DOMAINS else None

    @property
    def place(self) -> tuple[str, ...]:
        """Where the rooms beside this one are: a floor, `council.votes`, or a flat on it, `council.grievances.clocks`."""
        return self.parts[:-1]


def sources(*folders: str) -> list[Source]:
    """Every Python file of ours in these folders; migrations, written by a tool, are not."""
    found = (path for folder in folders for path in sorted((HOME / folder).rglob("*.py")))
    return [Source(str(path.relative_to(HOME)), path.read_text(encoding="utf-8")) for path in found if "migrations" not in path.parts]


def too_long(source: Source) -> Iterator[str]:
    """Files and lines past the budget."""
    lines = source.text.splitlines()
    if len(lines) > FILE_LINES:
        yield f"{source.path}: {len(lines)} lines"
    for number, line in enumerate(lines, 1):
        if len(line) > LINE:
            yield f"{source.path}:{number}: {len(line)} characters"


def functions(source: Source) -> list[Function]:
    """Every function, at any depth."""
    return [node for node in ast.walk(source.tree) if isinstance(node, Function)]


def long_functions(source: Source) -> Iterator[str]:
    """Functions past the budget, counted without their decorators and docstring."""
    for function in functions(source):
        lines = (function.end_lineno or 0) - function.lineno + 1
        if ast.get_docstring(function):
            first = function.body[0]
            lines -= (first.end_lineno or 0) - first.lineno + 1
        if lines > FUNCTION_LINES:
            yield f"{source.path}:{function.lineno}: {function.name} has {lines} lines"


def crowded_functions(source: Source) -> Iterator[str]:
    """Functions with more arguments than a reader keeps apart; those given by name only are apart already."""
    for function in functions(source):
        names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args) if arg.arg not in ("self", "cls")]
        if len(names) > ARGUMENTS and f"{source.path}:{function.name}" not in MAY_BE_CROWDED:
            yield f"{source.path}:{function.lineno}: {function.name} takes {len(names)} arguments"


def depth(nodes: list[ast.stmt]) -> int:
    """How deep blocks lie in each other; elif is not deeper, a door (`with`) neither, a function inside begins anew."""
    deepest = 0
    for node in nodes:
        if isinstance(node, Function | ast.ClassDef):
            continue
        inner = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case)]
        chained = isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If)
        if chained:
            assert isinstance(node, ast.If)
            deepest = max(deepest, 1 + depth(node.body), depth(node.orelse))
        else:
            step = 1 if isinstance(node, DEEPER) else 0
            flat = [part for child in inner for part in (child.body if isinstance(child, ast.excepthandler | ast.match_case) else [child])]
            deepest = max(deepest, step + depth(flat))
    return deepest


def deep_functions(source: Source) -> Iterator[str]:
    """Functions nested past the budget."""
    for function in functions(source):
        if (found := depth(function.body)) > NESTING:
            yield f"{source.path}:{function.lineno}: {function.name} is nested {found} deep"


def words(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name."""
    return set(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_"))


def bad_names(source: Source) -> Iterator[str]:
    """Names that say nothing about the lane; a service worker is called so by the web itself."""
    for part in source.parts:
        if part in FORBIDDEN_MODULES:
            yield f"{source.path}: a module called {part}"
    for node in ast.walk(source.tree):
        if isinstance(node, Function | ast.ClassDef) and words(node.name.replace("service_worker", "")) & FORBIDDEN_WORDS:
            yield f"{source.path}:{node.lineno}: {node.name}"


def undescribed(source: Source) -> Iterator[str]:
    """Modules without their docstring line."""
    if source.text.strip() and not ast.get_docstring(source.tree):
        yield source.path


def commits(source: Source) -> Iterator[str]:
    """Commits anywhere but at the doors."""
    if source.path in ("council/db.py", "council/record/acting.py"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in ("commit", "begin_nested"):
            yield f"{source.path}:{node.lineno}: .{node.attr}"


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Each module imported anywhere in the file, `from a.b import c` as a.b.c where that is a module of ours, else a.b."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                module = alias.name in ROOMS or (HOME / (whole.replace(".", "/") + ".py")).exists()
                yield node.lineno, whole if module else node.module


def impure_rules(source: Source) -> Iterator[str]:
    """Rules that import more than the standard library, the words, and other rules."""
    if source.domain is None or source.parts[-1] != "rules":
        return
    for line, name in imports(source):
        allowed = name.split(".")[0] in sys.stdlib_module_names or name == "council.words" or name.endswith(".rules")
        if not allowed:
            yield f"{source.path}:{line}: imports {name}"


def foreign_rooms(source: Source) -> Iterator[str]:
    """Imports of another domain's or another flat's models or pages, or of its acts and reads from a room that may not.

    A floor and its own flats know each other: a flat may use the models of its floor.
    """
    if source.domain is None:
        return
    room = source.parts[-1]
    for line, name in imports(source):
        *place, there = name.split(".")
        if len(place) not in (2, 3) or place[0] != "council" or place[1] not in DOMAINS or _near(source, tuple(place)):
            continue
        if there == "models" or there == "pages" or (there == "acts" and room in ("reads", "rules", "models", "pages")):
            yield f"{source.path}:{line}: imports {name}"


def _near(source: Source, place: tuple[str, ...]) -> bool:
    return place == source.place or (place[:2] == source.place[:2] and 2 in (len(place), len(source.place)))


def upward_rooms(source: Source) -> Iterator[str]:
    """Imports up the stairs inside one domain: pages > acts > reads > models > rules."""
    if source.domain is None or source.parts[-1] not in ROOMS:
        return
    mine = ROOMS.index(source.parts[-1])
    for line, name in imports(source):
        *place, there = name.split(".")
        if tuple(place) in (source.place, source.place[:2]) and there in ROOMS[:mine]:
            yield f"{source.path}:{line}: {source.parts[-1]} imports {there}"


def clocks_in_acts(source: Source) -> Iterator[str]:
    """Acts and rules that look at a clock of their own instead of `act.at`."""
    if source.domain is None or source.parts[-1] not in ("acts", "rules"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func) in ("datetime.now", "time.time"):
            yield f"{source.path}:{node.lineno}: {ast.unparse(node.func)}"
