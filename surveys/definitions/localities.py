"""The places of one board, and which neighbour a small one joins: localities.toml."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from surveys.definitions.definition import NOTHING, Option
from surveys.definitions.options import read_options
from surveys.limits import MAX_LOCALITIES
from surveys.toml_table import Problems, read_toml

FILE = "localities.toml"


@dataclass(frozen=True, slots=True)
class Localities:
    path: Path
    options: tuple[Option, ...] = ()
    merges: Mapping[str, str] = field(default_factory=lambda: NOTHING)


def read_localities(path: Path, problems: Problems) -> Localities:
    """Its own problems join those of the survey that needs the places."""
    own = Problems(path.name)
    top = read_toml(path, own)
    options, merges = read_options(top, "locality", MAX_LOCALITIES)
    top.done()
    problems.found.extend(own.found)
    return Localities(path, options, merges)
