"""Which faults are worth putting into a package: those of code that runs, and that a reader could notice."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.plugins import get_operator, operator_names
from cosmic_ray.work_item import MutationSpec

#: Each comparison and each operation is taken for its opposite and for its neighbour, not for all others: "is" for "==",
#: say, or "<=" between words, changes nothing or fails at once.
REPLACED = {
    "Eq": ("NotEq",),
    "NotEq": ("Eq",),
    "Lt": ("LtE", "GtE"),
    "LtE": ("Lt", "Gt"),
    "Gt": ("GtE", "LtE"),
    "GtE": ("Gt", "Lt"),
    "Is": ("IsNot",),
    "IsNot": ("Is",),
    "In": ("NotIn",),  # codespell:ignore
    "NotIn": ("In",),  # codespell:ignore
    "Add": ("Sub",),
    "Sub": ("Add",),
    "Mul": ("Div", "Add"),
    "Div": ("Mul",),
    "FloorDiv": ("Mul", "Div"),
    "Mod": ("Add",),
    "BitOr": ("BitAnd",),
    "BitAnd": ("BitOr",),
}
#: Decorators without which nothing else is computed: they speak to type checkers, or keep what was computed.
SILENT = {
    *("final", "override", "overload", "cache", "lru_cache", "cached_property", "once", "runtime_checkable", "wraps")
}
#: Arguments whose values guard against other faults, or say how long, how wide, how far and in which order.
GUARDS = {"strict", "weight", "frozen", "slots", "kw_only", "timeout", "maxsize", "priority", "stacklevel", "exist_ok"}
#: What is run only by type checkers and as programs, or stands for what is written below it.
_UNRUN = re.compile(r"TYPE_CHECKING|NotImplementedError|__name__ == |# pragma: no cover|__slots__|recursion")
#: Numbers that stand for a limit: one more or less, nobody notices.
_LIMIT = re.compile(r"\d[\d_]{2,}")
_REPLACEMENT = re.compile(r"core/Replace(?:Comparison|Binary)Operator_(\w+)_(\w+)")
Span = tuple[tuple[int, int], tuple[int, int]]


def useful_mutations(path: Path) -> Iterator[MutationSpec]:
    """Yield the mutations of a module that are worth a try."""
    text = path.read_text(encoding="utf-8")
    lines, silent = text.splitlines(), list(_silent(ast.parse(text)))
    nodes = list(ast_nodes(get_ast_from_path(path)))
    for name in filter(_is_useful, operator_names()):
        operator = get_operator(name)()
        spans = [span for node in nodes for span in operator.mutation_positions(node)]
        for occurrence, (start, end) in enumerate(spans):
            line, place = lines[start[0] - 1], start[1]
            # In the head of a function the sign of multiplication stands for itself.
            is_marker = line[place : place + 2] == "*,"
            is_limit = name == "core/NumberReplacer" and _LIMIT.match(line, place)
            is_silent = any(first <= start <= last for first, last in silent)
            if not (_UNRUN.search(line) or is_marker or is_limit or is_silent):
                yield MutationSpec(path, name, occurrence, start, end)


def _is_useful(operator: str) -> bool:
    if found := _REPLACEMENT.fullmatch(operator):
        return found[2] in REPLACED.get(found[1], ())
    if operator.startswith("core/ReplaceUnary"):
        return "_Delete_" in operator
    return operator != "core/NoOp" and not get_operator(operator).arguments()


def _silent(tree: ast.AST) -> Iterator[Span]:
    """Yield where a module has what no result depends on."""
    for node in ast.walk(tree):
        silent = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            silent += [item for item in node.decorator_list if _called(item) in SILENT]
        if isinstance(node, ast.keyword) and node.arg in GUARDS:
            silent.append(node.value)
        for item in silent:
            if isinstance(item, ast.expr):
                # The sign of a decorator stands before it.
                yield (item.lineno, item.col_offset - 1), (item.end_lineno or 0, item.end_col_offset or 0)


def _called(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
