"""Filters and conditions of sphinx-needs: expressions of Python, of which only what compares values is carried out.

sphinx-needs hands them to Python as they are, so that an author, or whoever sends one a text, could have any program
run on the machine that builds.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from functools import lru_cache
from types import CodeType
from typing import Any

#: The remedy where only those who are trusted may have what they ask for.
TRUST = "set 'normative_code' in conf.py if everybody who writes the text is trusted"
_ALLOWED = (
    *(ast.Expression, ast.BoolOp, ast.boolop, ast.UnaryOp, ast.Not, ast.USub, ast.Compare, ast.cmpop, ast.IfExp),
    *(ast.Name, ast.Load, ast.Store, ast.Constant, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Subscript, ast.Slice),
    *(ast.Call, ast.keyword, ast.Attribute, ast.BinOp, ast.Add, ast.Sub),
    *(ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.comprehension),
)
#: What a filter may call of what Python always has, and which methods of values.
_FUNCTIONS = frozenset(
    {
        "abs",
        "all",
        "any",
        "bool",
        "dict",
        "float",
        "int",
        "len",
        "list",
        "max",
        "min",
        "set",
        "sorted",
        "str",
        "sum",
        "tuple",
    }
)
_METHODS = frozenset(
    {"count", "endswith", "find", "get", "index", "isdigit", "items", "join", "keys", "lower", "lstrip", "rstrip"}
    | {"split", "startswith", "strip", "this_doc", "title", "upper", "values"}
)

#: How many values one filter may look at: those of a long text, pair by pair, take hours.
_MOST_VALUES = 200_000
_TOO_DEEP = "a filter may not be nested so deeply; write a shorter one"
#: What is asked before each value; no author can name it.
_STEP = "__step"
#: How many levels one filter may have; sphinx-needs and Python go down these one within the other.
_MOST_LEVELS = 40


class Parser:
    """Stands for the module ``ast`` where sphinx-needs reads filters: what is too deep is no expression."""

    def __getattr__(self, name: str) -> Any:
        return getattr(ast, name)

    def parse(self, source: str, **options: Any) -> Any:
        """Return the tree of a filter, as Python's own function would.

        :raises SyntaxError: it cannot be read, or has too many levels.
        """
        try:
            tree = ast.parse(source, **options)
        except (MemoryError, RecursionError):
            raise SyntaxError(_TOO_DEEP) from None
        level: list[ast.AST] = [tree]
        for _ in range(_MOST_LEVELS):
            level = [child for node in level for child in ast.iter_child_nodes(node)]
        if level:
            raise SyntaxError(_TOO_DEEP)
        return tree


class FilterRefusedError(ValueError):
    """A filter does what none may; sphinx-needs reports it with its place."""


def evaluate_filter(source: str, names: dict[str, Any]) -> Any:
    """Return the value of a filter, as Python's own function would, in whose place this one stands.

    :raises FilterRefusedError: it does more than compare values, or looks at too many.
    """
    code, has_loops = _compiled(source)
    names = {**names, _STEP: _counter()} if has_loops else names
    return eval(code, names)  # noqa: S307  # of what has been looked through


def _counter() -> Callable[[], bool]:
    values = iter(range(_MOST_VALUES))

    def step() -> bool:
        if next(values, None) is None:
            raise FilterRefusedError(
                f"a filter may not look at more than {_MOST_VALUES:,} values; write one 'for', or {TRUST}"
            )
        return True

    return step


class _Counting(ast.NodeTransformer):
    """Has every value counted that a filter goes through."""

    def visit_comprehension(self, node: ast.comprehension) -> ast.comprehension:
        self.generic_visit(node)
        asked = ast.Call(func=ast.Name(id=_STEP, ctx=ast.Load()), args=[], keywords=[])
        return ast.comprehension(target=node.target, iter=node.iter, ifs=[asked, *node.ifs], is_async=node.is_async)


def compile_nothing(source: str, name: str, mode: str) -> None:
    """Leave a filter as it is: sphinx-needs catches what is wrong with it only when it is evaluated."""


@lru_cache
def _compiled(source: str) -> tuple[CodeType, bool]:
    """Return a filter to evaluate, and whether it goes through values."""
    tree = Parser().parse(source.strip(), mode="eval")
    for node in ast.walk(tree):
        refused = _refused(node)
        if refused:
            raise FilterRefusedError(f"a filter may not use {refused}; compare values only, or {TRUST}")
    has_loops = any(isinstance(node, ast.comprehension) for node in ast.walk(tree))
    return compile(ast.fix_missing_locations(_Counting().visit(tree)), "<filter>", "eval"), has_loops


def _refused(node: ast.AST) -> str:
    """Return what a part of a filter is, if it may not be in one."""
    if not isinstance(node, _ALLOWED):
        return type(node).__name__
    if isinstance(node, ast.Attribute) and node.attr not in _METHODS and not _is_variant(node):
        return f"'.{node.attr}'"
    if isinstance(node, ast.Name) and (
        node.id.startswith("__")
        or (hasattr(builtins, node.id) and node.id not in _FUNCTIONS | _FIELDS)
        or (node.id == _VARIANTS and isinstance(node.ctx, ast.Store))
    ):
        return f"'{node.id}'"
    return ""


def _is_variant(node: ast.expr) -> bool:
    """Tell whether an attribute is the name of a variant, such as ``var.language``."""
    while isinstance(node, ast.Attribute) and not node.attr.startswith(("_", "format")):
        node = node.value
    return isinstance(node, ast.Name) and node.id == _VARIANTS


#: What the values of ``needs_variant_data`` are attributes of.
_VARIANTS = "var"
#: Names of fields of needs that are also functions of Python, which the values of a need stand before.
_FIELDS = frozenset({"id", "type"})
