"""An unsafe value has no type to travel in: who may make a safe one, and who may see a raw one."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.render import FORMATS, OTHERS

ROOT = Path(__file__).parents[2]
SAFE = {"Shown", "Hidden", "SafeTable"}
MAKER = "exports/disclosure/suppress.py"
CONTRACT = "Renderers see only the report"


def contract() -> dict[str, list[str]]:
    """What import-linter is told of renderers: the one list of them."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    (found,) = (c for c in tool["importlinter"]["contracts"] if c["name"] == CONTRACT)
    return {key: value for key, value in found.items() if key.endswith("_modules")}


NUMBERS = ("exports.disclosure", "exports.findings", "exports.make")
"""Where exact counts are, or may be."""


def renderers() -> Iterator[Path]:
    """Every module that the contract tells of, those of a folder one by one."""
    for name in contract()["source_modules"]:
        place = ROOT / name.replace(".", "/")
        yield from sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def counts(name: str) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in NUMBERS)


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
    found = made(tree) & taken(tree) if name != MAKER else made(tree)
    assert found == (SAFE if name == MAKER else set())


@pytest.mark.parametrize("renderer", list(renderers()), ids=dotted)
def test_a_renderer_sees_the_report_and_nothing_behind_it(renderer: Path) -> None:
    names = set(imported(ast.parse(renderer.read_text(encoding="utf-8"))))
    ours = {name for name in names if name.split(".")[0] in {"exports", "surveys", "bot"}}
    assert not any(map(counts, ours))
    assert all(name.startswith("exports") for name in ours)


def test_whatever_format_there_is_its_renderer_is_watched() -> None:
    drawn = {f"exports.{each.module}" for each in (*FORMATS.values(), *OTHERS.values())}
    assert drawn <= set(map(dotted, renderers()))


def test_who_sees_exact_counts_is_forbidden_to_renderers() -> None:
    seeing = {
        dotted(path)
        for path in (ROOT / "exports").rglob("*.py")
        if any(
            name.startswith("exports.disclosure") for name in imported(ast.parse(path.read_text()))
        )
    }
    assert "exports.disclosure.suppress" in seeing
    assert [name for name in sorted(seeing) if not counts(name)] == []
    assert set(NUMBERS) <= set(contract()["forbidden_modules"])


def taken(tree: ast.AST) -> set[str]:
    """What is imported from the report by name: others may have a `Shown` of their own."""
    return {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in {"exports.report", "exports"}
        for alias in node.names
    } | (SAFE if "exports.report" in set(whole(tree)) else set())


def whole(tree: ast.AST) -> Iterator[str]:
    """Modules that are imported as such: report.Shown() is one, too."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{alias.name}" for alias in names)


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
