"""How a paper is headed: where it goes, what is asked of whom, and the organisation's look."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exports import style


class Purpose(StrEnum):
    """What a board is asked to do with a paper."""

    DECISION = "decision"
    DISCUSSION = "discussion"
    NOTING = "noting"


@dataclass(frozen=True, slots=True)
class Look:
    """How the organisation's papers look: its colour, as RRGGBB, and its mark."""

    accent: str = style.ACCENT
    logo: bytes = b""


PLAIN_LOOK = Look()


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """The facts at the head of the paper. Dates are to the day; what nobody gave is empty."""

    organisation: str
    title: str
    wave: str
    reference: str
    period: str
    made_on: date
    status: str
    marking: str
    opened_on: date | None = None
    closed_on: date | None = None
    meeting: str = ""
    meeting_on: date | None = None
    report_of: str = ""
    contact: str = ""
    area: str = ""
    purpose: Purpose = Purpose.DECISION
    language: str = "en"
    audience: str = "young people"

    @property
    def name(self) -> str:
        return f"{self.title} – {self.wave}"
