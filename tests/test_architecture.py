"""The shape of the house: contracts hold, one maker of safe tables, nothing grows too large."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.longest import LONGEST

HERE = Path(__file__).parents[1]
PACKAGES = ("bot", "exports", "surveys", "moderation")
LONGEST_FUNCTION = 40
LONGEST_MODULE = 300
MEDIAN_FUNCTION = 8

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((HERE / package).rglob("*.py"))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """Lines from `def` on, without the docstring."""
    first = function.body[0]
    docstring = ast.get_docstring(function, clean=False) is not None
    spoken = (first.end_lineno or 0) - first.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - spoken


def test_the_contracts_between_packages_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    if not command.exists():
        pytest.skip("import-linter comes with `make check`")
    ran = subprocess.run(
        [command, "--no-cache"], cwd=HERE, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout[-3000:]


def test_only_suppress_makes_a_safe_table() -> None:
    """A safe table made elsewhere could hold a number that was never made safe."""
    makers = {
        str(path.relative_to(HERE))
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and _called(node) == "SafeTable"
    }
    assert makers == {"exports/disclosure/suppress.py"}


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


@pytest.mark.parametrize("path", list(modules()), ids=lambda path: str(path.relative_to(HERE)))
def test_nothing_is_too_long(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    assert len(lines) <= LONGEST_MODULE
    assert {
        each.name: length(each) for each in functions(path) if length(each) > LONGEST_FUNCTION
    } == {}


def test_half_of_all_functions_are_a_few_lines() -> None:
    assert median(length(each) for path in modules() for each in functions(path)) <= MEDIAN_FUNCTION


@pytest.mark.parametrize("word", ["utils", "helpers", "manager", "misc", "common"])
def test_no_module_has_a_name_that_says_nothing(word: str) -> None:
    assert [path for path in modules() if path.stem == word] == []


def test_only_clock_reads_the_time_and_only_settings_the_environment() -> None:
    """Ruff bans both; here it is made sure that no `noqa` lets them in elsewhere."""
    banned = {"datetime.now": "bot/clock.py", "os.environ": "bot/settings.py"}
    for call, room in banned.items():
        users = {
            str(path.relative_to(HERE))
            for path in modules()
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Attribute) and ast.unparse(node) == call
        }
        assert users == {room}


def test_every_package_and_folder_of_tests_is_where_the_contracts_look() -> None:
    for package in PACKAGES:
        for folder in (HERE / package).rglob("*"):
            if folder.is_dir() and any(folder.glob("*.py")) and "versions" not in folder.parts:
                named = (folder / "__init__.py").exists()
                assert named or folder.name == "migrations", folder


def test_the_files_that_are_tested_first_are_there() -> None:
    assert [name for name in LONGEST if not (HERE / name).is_file()] == []
    assert len(set(LONGEST)) == len(LONGEST)
