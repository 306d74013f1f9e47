"""What is kept: answers, responses, waves. Frozen words shared by all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from moderation.verdict import Route
from surveys.definitions.definition import Survey


class NoAnswer(StrEnum):
    """Three ways of not answering that every question has, and one nobody chooses."""

    SKIPPED = "skipped"
    DONT_KNOW = "dont_know"
    RATHER_NOT = "rather_not"


@dataclass(frozen=True, slots=True)
class Passed:
    """The person was asked and did not answer."""

    why: NoAnswer


@dataclass(frozen=True, slots=True)
class Picked:
    """The option keys picked: one for a choice, scale, locality or age band; any for several."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Screened:
    """A text after screening: the only form in which words are kept."""

    redacted: str
    route: Route
    labels: tuple[str, ...] = ()
    polarity: float = 0.0
    subjectivity: float = 0.0
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Withheld:
    """An urgent text stood here; it went, sealed, to the safeguarding leads alone."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A text that waits for review or was kept out. A report may count it, never read it."""


Answer = Passed | Picked | Screened | Withheld | HeldBack


@dataclass(frozen=True, slots=True)
class Response:
    """One person's finished answers, by question key. No time, order, name or token."""

    answers: Mapping[str, Answer] = field(default_factory=dict)


class WaveState(StrEnum):
    """The life of a wave, in order. REWRITTEN: answers are out, keys not yet destroyed."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSING = "closing"
    REWRITTEN = "rewritten"
    CLOSED = "closed"


HALF_CLOSED = (WaveState.CLOSING, WaveState.REWRITTEN)


class Entry(StrEnum):
    """How people come in: anyone with the link, or with a printed single-use code."""

    LINK = "link"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Wave:
    """One run of a survey. `survey` is a frozen copy: later edits do not reach it.

    `code` is the short public address (`/s/CODE`). `public_key` seals responses;
    `sealed_size` is the one length, in bytes, to which every response is padded.
    `answers_lost`: it was closed without its answers, because its key was lost.
    """

    id: str
    code: str
    name: str
    survey: Survey
    state: WaveState
    entry: Entry
    public_key: bytes
    sealed_size: int
    opened_on: date | None = None
    closed_on: date | None = None
    answers_lost: bool = False

    @property
    def has_results(self) -> bool:
        """Closed, and not without its answers."""
        return self.state is WaveState.CLOSED and not self.answers_lost


class TextState(StrEnum):
    """Where a free text of a closed wave stands."""

    PUBLISHED = "published"  # screening found nothing
    HELD = "held"  # waits for a person
    PROPOSED = "proposed"  # one officer would release it; a second has to confirm
    RELEASED = "released"  # an officer read it and let it through
    KEPT_OUT = "kept_out"  # an officer read it and kept it out


@dataclass(frozen=True, slots=True)
class ReviewText:
    """One free text of a closed wave.

    `response_id` ties it to its response for counting; no page or document shows the tie.
    `redacted` is the text as it stands now, after any further redaction by an officer.
    """

    id: str
    wave_id: str
    response_id: str
    question: str
    redacted: str
    state: TextState
    labels: tuple[str, ...]
    polarity: float
    subjectivity: float
    language: str


CONTACT = "contact"
"""Stands for the wave of a request to be contacted, which belongs to none."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a lead did about an item: one of a fixed list, and a note sealed as the item is."""

    outcome: str
    by: str
    on: date
    note: bytes = b""


@dataclass(frozen=True, slots=True)
class Handling:
    """Who looks after an item. Nothing here tells what it says.

    `taken_by`: the lead who is on it. `handed_to`: the lead it was given to, who has not taken it
    yet. `unopened_by`: the same lead, until they have opened it. `withheld`: leads to whom it must
    never be sealed. `outcomes` only grows.
    """

    taken_by: str = ""
    handed_to: str = ""
    withheld: tuple[str, ...] = ()
    outcomes: tuple[Recorded, ...] = ()
    unopened_by: str = ""


UNTOUCHED = Handling()


@dataclass(frozen=True, slots=True)
class UrgentItem:
    """An urgent text, sealed to the leads' keys. `day` is all the time that is kept.

    `text` is encrypted under a key of its own; `keys` maps lead name -> that key,
    sealed to the lead's public key.
    """

    id: str
    wave_id: str
    day: date
    text: bytes
    keys: Mapping[str, bytes]
    handling: Handling = UNTOUCHED

    @property
    def is_contact(self) -> bool:
        return self.wave_id == CONTACT


@dataclass(frozen=True, slots=True)
class Decision:
    """What an officer decided on a text, kept for ever. `on` is the day."""

    text_id: str
    state: TextState
    redacted: str
    by: str
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class Lead:
    """A safeguarding lead's key pair. `private` is encrypted under the lead's passphrase.

    `former`: the private key before this one, encrypted under this one, for what is still sealed
    to it. `made_on` is None for a key from before that was kept.
    """

    name: str
    public: bytes
    private: bytes
    former: bytes = b""
    made_on: date | None = None
