"""The priorities on paper: a poster of one page, and a leaflet with objectives and years."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from exports import style
from exports.typesetting import pdf


@dataclass(frozen=True, slots=True)
class Chosen:
    """A priority as it is printed. `measures` are a year and how one will see it."""

    title: str
    why: str
    objectives: tuple[str, ...]
    measures: tuple[tuple[int, str], ...]


def poster(
    organisation: str,
    years: range,
    chosen: Sequence[Chosen],
    rated: int,
    accent: str = style.ACCENT,
) -> bytes:
    """A4, for a wall: each priority with its objectives. Words shrink until they fit."""
    return pdf("priorities_poster.typ", _given(organisation, years, chosen, rated), accent)


def leaflet(
    organisation: str,
    years: range,
    chosen: Sequence[Chosen],
    rated: int,
    accent: str = style.ACCENT,
) -> bytes:
    """A5, to hand out: each priority with why, objectives and a measure for each year."""
    return pdf("priorities_leaflet.typ", _given(organisation, years, chosen, rated), accent)


def _given(
    organisation: str, years: range, chosen: Sequence[Chosen], rated: int
) -> dict[str, object]:
    people = "1 member" if rated == 1 else f"{rated} members"
    return {
        "given": {
            "organisation": organisation,
            "title": f"Our priorities {years[0]} to {years[-1]}",
            "how": f"Proposed, picked and rated by members of the board. {people} rated.",
            "chosen": [asdict(each) for each in chosen],
        }
    }
