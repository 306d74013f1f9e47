"""Groups that an officer puts together: only neighbours that the merge table names (R7)."""

from collections.abc import Iterable

from exports.disclosure.layout import Joins
from exports.errors import UnfitJoin
from surveys.definitions.definition import Survey


def joins(survey: Survey, asked: Iterable[str]) -> Joins | None:
    """From texts such as "locality=harbour+millfields"; None without. Raises UnfitJoin."""
    found: dict[str, list[tuple[str, str]]] = {}
    for text in asked:
        by, _, pair = text.partition("=")
        one, _, other = pair.partition("+")
        table = survey.merges.get(by, {}) if by in survey.breakdowns else {}
        if not one or not other or (table.get(one) != other and table.get(other) != one):
            raise UnfitJoin(f"'{text}': choose one of {_choice(survey)}")
        found.setdefault(by, []).append((one, other))
    return {by: sorted(pairs) for by, pairs in found.items()} or None


def pairs(survey: Survey) -> tuple[str, ...]:
    """All that may be joined, each once, as they are asked for."""
    return tuple(
        f"{by}={one}+{other}"
        for by in survey.breakdowns
        for one, other in dict.fromkeys(
            (min(pair), max(pair)) for pair in survey.merges.get(by, {}).items()
        )
    )


def _choice(survey: Survey) -> str:
    return ", ".join(pairs(survey)) or "none: this survey names no neighbours"
