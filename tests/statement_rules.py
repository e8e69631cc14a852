"""Finds statements of SQL or Cypher that are not fixed text, by reading the source.

A statement is fixed if it is written out, or comes from a table of statements (`sql` or `cypher`, which are made
from the schema's names when they are imported). Values may only be parameters.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

TABLES = frozenset({"sql", "cypher"})
# Calls whose first argument is a statement, wherever they stand.
SINKS = frozenset({"execute", "executemany", "executescript", "run", "rows", "value"})
# Those of SQLAlchemy that take text; its `execute` is given expressions as well.
TEXT_SINKS = frozenset({"exec_driver_sql", "text", "DDL", "literal_column"})
# A packaged migration is text of ours; splitting it makes no new text.
SCRIPT_READERS = frozenset({"statements"})
LOOK_UPS = frozenset({"values", "items", "get"})
WORDS = re.compile(
    r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|DETACH DELETE|CREATE|DROP|ALTER|PRAGMA|MATCH|MERGE|UNWIND)\b"
)

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass
class Scope:
    """The names of a module or function: what each is bound to, and which are its parameters."""

    parent: Scope | None
    parameters: frozenset[str] = frozenset()
    bound: dict[str, list[ast.expr | None]] = field(default_factory=dict)

    def bindings(self, name: str) -> list[ast.expr | None]:
        """All that the name may stand for; None stands for what cannot be known."""
        if name in self.bound:
            return self.bound[name] + ([None] if name in self.parameters else [])
        if name in self.parameters:
            return [None]
        return self.parent.bindings(name) if self.parent else [None]

    def bind(self, target: ast.expr, value: ast.expr | None) -> None:
        """Note an assignment, or one turn of a loop."""
        if isinstance(target, ast.Name):
            self.bound.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple | ast.List):
            for position, part in enumerate(target.elts):
                of_tuple = isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts)
                self.bind(part, value.elts[position] if of_tuple else value)


def unfixed_statements(source: str, sinks: frozenset[str] = SINKS | TEXT_SINKS) -> list[str]:
    """A line for each statement in the source that is not fixed text."""
    tree = ast.parse(source)
    takes_statement = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "statement" in [a.arg for a in node.args.args]
    }
    found = [
        f"line {call.lineno}: {ast.unparse(call.args[0])}"
        for call, scope in _calls(tree, Scope(None))
        if call.args
        and (_called(call) in sinks | takes_statement or (_called(call) in SINKS and _is_built(call.args[0])))
        and not _is_fixed(call.args[0], scope)
    ]
    return sorted(found)


def texts_outside_tables(source: str) -> list[str]:
    """A line for each text with words of SQL or Cypher that is not a docstring."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        f"line {node.lineno}: {node.value[:60]}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
        and WORDS.search(node.value)
    ]


def uses_beyond_tables(source: str) -> list[str]:
    """A line for each use of `sql` or `cypher` that is neither a constant nor a class of theirs."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in TABLES:
            names = [node.attr]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] in TABLES:
            names = [alias.name for alias in node.names]
        else:
            continue
        found += [f"line {node.lineno}: {name}" for name in names if not name[0].isupper()]
    return found


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_built(expression: ast.expr) -> bool:
    """Whether the expression puts a text together."""
    return isinstance(expression, ast.JoinedStr | ast.BinOp) or (
        isinstance(expression, ast.Call) and _called(expression) in {"format", "join", "replace", "format_map"}
    )


def _calls(node: ast.AST, scope: Scope) -> Iterator[tuple[ast.Call, Scope]]:
    """Every call below the node, with the names that it sees; the names of a scope are all noted first."""
    _note_bindings(node, scope)
    yield from _calls_in(node, scope)


def _calls_in(node: ast.AST, scope: Scope) -> Iterator[tuple[ast.Call, Scope]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, scope
        if isinstance(child, Function):
            arguments = child.args
            names = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
            yield from _calls(child, Scope(scope, frozenset(names)))
        else:
            yield from _calls_in(child, scope)


def _note_bindings(node: ast.AST, scope: Scope) -> None:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Assign():
                for target in child.targets:
                    scope.bind(target, child.value)
            case ast.AnnAssign() | ast.AugAssign() | ast.NamedExpr() if child.value is not None:
                scope.bind(child.target, child.value)
            case ast.For() | ast.comprehension():
                turns = child.iter.elts if isinstance(child.iter, ast.Tuple | ast.List) else [child.iter]
                for one in turns:
                    scope.bind(child.target, one)
            case ast.withitem() if child.optional_vars is not None:
                scope.bind(child.optional_vars, None)
        if not isinstance(child, Function):
            _note_bindings(child, scope)


def _is_fixed(expression: ast.expr | None, scope: Scope, seen: frozenset[str] = frozenset()) -> bool:
    if isinstance(expression, ast.Name):
        return _is_fixed_name(expression.id, scope, seen)
    parts = _parts(expression)
    return parts is not None and all(_is_fixed(part, scope, seen) for part in parts)


def _parts(expression: ast.expr | None) -> list[ast.expr] | None:
    """What must be fixed for the expression to be; None where nothing could make it so."""
    parts: list[ast.expr] | None = None
    match expression:
        case ast.Constant():
            parts = []
        case ast.Attribute() | ast.Subscript() | ast.Starred() | ast.FormattedValue():
            parts = [expression.value]
        case ast.IfExp():
            parts = [expression.body, expression.orelse]
        case ast.BinOp(op=ast.Add()):
            parts = [expression.left, expression.right]
        case ast.BoolOp() | ast.JoinedStr() | ast.Dict():
            parts = expression.values
        case ast.Tuple() | ast.List():
            parts = expression.elts
        case ast.Call():
            parts = _parts_of_call(expression)
    return parts


def _parts_of_call(call: ast.Call) -> list[ast.expr] | None:
    if isinstance(call.func, ast.Attribute) and call.func.attr in LOOK_UPS:
        return [call.func.value]
    return [] if _called(call) in SCRIPT_READERS else None


def _is_fixed_name(name: str, scope: Scope, seen: frozenset[str]) -> bool:
    # A parameter called `statement` is looked at where the function is called.
    if name in TABLES or (name == "statement" and scope.bindings(name) == [None]):
        return True
    if name in seen:
        return True  # only from itself, and whatever else it is bound to is looked at
    return all(_is_fixed(value, scope, seen | {name}) for value in scope.bindings(name))
