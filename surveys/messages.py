"""What passes between a channel and the intake. Channels translate; they decide nothing."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from surveys.definitions.definition import Option
from surveys.records import NoAnswer

PersonId = NewType("PersonId", str)
"""`web:<random>`, `code:<entry code>`, `telegram:<id>` or `paper:<random>`; never kept."""


# ---------------------------------------------------------------- what a person does
@dataclass(frozen=True, slots=True)
class Looked:
    """Opened the page, or came back to it: show where they are."""


@dataclass(frozen=True, slots=True)
class Started:
    """Pressed start on the welcome."""


@dataclass(frozen=True, slots=True)
class Chose:
    """Picked options by key."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrote:
    """Typed words. On a question with options they are matched to one, never stored."""

    text: str


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Skip, "I don't know" or "I'd rather not say"."""

    why: NoAnswer


@dataclass(frozen=True, slots=True)
class WentBack:
    """One step back."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Stop: forget everything said so far."""


@dataclass(frozen=True, slots=True)
class Left:
    """Gone in a hurry, or wanting no trace here: as Stopped, but urgent words stay with the leads.

    Who leaves because somebody comes into the room has not taken back that they need help.
    """


@dataclass(frozen=True, slots=True)
class AskedHelp:
    """The help button, on any screen."""


@dataclass(frozen=True, slots=True)
class ChangedLanguage:
    language: str


Came = (
    Looked
    | Started
    | Chose
    | Wrote
    | PassedOn
    | WentBack
    | Stopped
    | Left
    | AskedHelp
    | ChangedLanguage
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message of one person in one wave.

    `turn` is the turn of the `Ask` it answers; None where the channel cannot know. A message
    for an earlier turn changes nothing: the present question is shown again.
    `language` is the channel's best guess, used until the person chooses.
    """

    person: PersonId
    came: Came
    turn: int | None = None
    language: str = "en"


# ---------------------------------------------------------------- what is said back
class AskKind(StrEnum):
    ONE = "one"
    SEVERAL = "several"
    SCALE = "scale"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first screen: what this is, what is kept, who sees it."""

    title: str
    lines: tuple[str, ...]
    start: str


@dataclass(frozen=True, slots=True)
class Say:
    """Words to read; something else follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question in the person's language.

    `passes` are skip, don't know and rather not say,
    keyed by `NoAnswer`. `number` of about `of` for the progress line. `answered` holds the
    keys picked before, when the person went back. `at_most` 0 means no limit.
    """

    key: str
    kind: AskKind
    text: str
    hint: str
    options: tuple[Option, ...]
    passes: tuple[Option, ...]
    turn: int
    number: int
    of: int
    can_go_back: bool
    cap: int = 0
    at_most: int = 0
    answered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignPost:
    """Where to get help. `contact` is shown large; `link` may be tel:, sms: or https:."""

    name: str
    contact: str
    link: str
    text: str


@dataclass(frozen=True, slots=True)
class Help:
    """Sign-posts. `urgent` when they come because of what was written; `after` stands below them.

    Every channel adds where to ask to be contacted.
    """

    intro: str
    posts: tuple[SignPost, ...]
    urgent: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class Thank:
    """Said only after the commit. `receipt` are the words that withdraw the response."""

    title: str
    lines: tuple[str, ...]
    receipt: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Everything said so far is gone."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Could not be done; says what to do. The present question, if any, follows."""

    text: str


Reply = Welcome | Say | Ask | Help | Thank | Forgotten | Problem
