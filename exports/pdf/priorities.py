"""The priorities on paper: a poster of one page, and a leaflet with objectives and years.

The standing words are in the language asked for; what members wrote stays as they wrote it.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from exports.heading import PLAIN_LOOK, Look
from exports.pdf.typesetting import pdf
from exports.speech import speech


@dataclass(frozen=True, slots=True)
class Chosen:
    """A priority as it is printed. `measures` are a year and how one will see it."""

    title: str
    why: str
    objectives: tuple[str, ...]
    measures: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class House:
    """Whose paper it is, how its papers look, and in which language it speaks."""

    organisation: str
    look: Look = PLAIN_LOOK
    language: str = "en"


def poster(house: House, years: range, chosen: Sequence[Chosen], rated: int) -> bytes:
    """A4, for a wall: each priority with its objectives. Words shrink until they fit."""
    data = _given(house, years, chosen, rated)
    return pdf("priorities_poster.typ", data, house.look.accent)


def leaflet(house: House, years: range, chosen: Sequence[Chosen], rated: int) -> bytes:
    """A5, to hand out: each priority with why, objectives and a measure for each year."""
    data = _given(house, years, chosen, rated)
    return pdf("priorities_leaflet.typ", data, house.look.accent)


def _given(house: House, years: range, chosen: Sequence[Chosen], rated: int) -> dict[str, object]:
    say = speech(house.language).say
    how = say("Proposed, picked and rated by members of the board. Rated by: {rated}.", rated=rated)
    return {
        "given": {
            "organisation": house.organisation,
            "logo": list(house.look.logo),
            "language": house.language,
            "title": say("Our priorities {first} to {last}", first=years[0], last=years[-1]),
            "how": how,
            "reach": say("What we want to reach"),
            "see": say("How we will see that it made a difference"),
            "year": say("Year"),
            "measure": say("Measure"),
            "chosen": [asdict(each) for each in chosen],
        }
    }
