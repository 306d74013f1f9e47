"""An unsafe value has no type to travel in: who may make a safe one, and who may see a raw one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAFE = {"Shown", "Hidden", "SafeTable"}
MAKER = "exports/suppress.py"
RENDERERS = (
    "charts",
    "data_csv",
    "data_json",
    "labels",
    "lines",
    "report",
    "style",
    "web",
    "word",
    "word_parts",
    "word_styles",
    "word_tables",
)
SEEN_BY_RENDERERS = {f"exports.{name}" for name in (*RENDERERS, "typesetting")} | {"exports"}


def sources() -> Iterator[Path]:
    for package in ("bot", "exports", "surveys", "moderation"):
        yield from (ROOT / package).rglob("*.py")


def made(tree: ast.AST) -> set[str]:
    """The safe types that are constructed, not merely matched."""
    patterns = {id(node.cls) for node in ast.walk(tree) if isinstance(node, ast.MatchClass)}
    return {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and id(node.func) not in patterns
        for name in [getattr(node.func, "id", getattr(node.func, "attr", ""))]
        if name in SAFE
    }


@pytest.mark.parametrize(
    "path", sorted(sources()), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_only_suppress_makes_a_safe_number(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    ours = any(module.startswith("exports") for module in imported(tree))
    found = made(tree) if ours else set()  # others may have a `Shown` of their own
    assert found == (SAFE if name == MAKER else set())


@pytest.mark.parametrize("renderer", RENDERERS)
def test_a_renderer_sees_the_report_and_nothing_behind_it(renderer: str) -> None:
    tree = ast.parse((ROOT / "exports" / f"{renderer}.py").read_text(encoding="utf-8"))
    ours = {name for name in imported(tree) if name.split(".")[0] in {"exports", "surveys", "bot"}}
    assert ours <= SEEN_BY_RENDERERS


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module)):
                yield module


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("Shown(5)", {"Shown"}),
        ("report.SafeTable(1)", {"SafeTable"}),
        ("match x:\n case Hidden(): pass", set()),
        ("isinstance(x, Shown)", set()),
    ],
)
def test_the_watch_tells_making_from_matching(code: str, found: set[str]) -> None:
    assert made(ast.parse(code)) == found
