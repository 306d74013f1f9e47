"""Whatever a report is made of, with words that every format can hold."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from surveys.plain import plain

T = TypeVar("T")


def legible(thing: T) -> T:
    """The same thing; the very same one where nothing in it changes."""
    return cast("T", _legible(thing))


def _legible(thing: Any) -> Any:
    match thing:
        case Enum():
            return thing
        case str():
            return plain(thing)
        case tuple():
            return _same(thing, tuple(map(_legible, thing)))
        case Mapping():
            return _same(thing, {key: _legible(each) for key, each in thing.items()})
        case _ if is_dataclass(thing) and not isinstance(thing, type):
            return _fields(thing)
        case _:
            return thing


def _fields(thing: Any) -> Any:
    before = {each.name: getattr(thing, each.name) for each in fields(thing) if each.init}
    after = {name: _legible(value) for name, value in before.items()}
    changed = {name: value for name, value in after.items() if value is not before[name]}
    return replace(thing, **changed) if changed else thing


def _same(before: Any, after: Any) -> Any:
    return before if before == after else after
