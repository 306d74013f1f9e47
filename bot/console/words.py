"""Plain words for what the program knows by short names. Templates read this module as `say`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from exports.findings.prose import question_kind
from exports.speech import speech
from moderation.verdict import Kind
from surveys.dates import day
from surveys.definitions.definition import FreeText, Question, Statement, Survey
from surveys.office.actions import Source, Status
from surveys.office.events import EventState
from surveys.office.notes import Lane
from surveys.office.planner import What
from surveys.officers.accounts import Officer, Role
from surveys.records import Entry, TextState, WaveState
from surveys.urgent.casework import Result

STATES: Mapping[WaveState, str] = MappingProxyType(
    {
        WaveState.DRAFT: "Draft",
        WaveState.OPEN: "Open",
        WaveState.CLOSING: "Closing",
        WaveState.REWRITTEN: "Closing",
        WaveState.CLOSED: "Closed",
    }
)

STAGES: Mapping[str, str] = MappingProxyType(
    {
        "starting": "Getting ready",
        "opening": "Opening the sealed answers",
        "writing": "Writing them anew in random order",
        "scrubbing": "Destroying the keys and what is left on the disk",
    }
)

ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.ADMIN: "Admin",
        Role.OFFICER: "Officer",
        Role.LEAD: "Safeguarding lead",
        Role.AGENCY: "Lead officer of an agency",
        Role.BOARD: "Board member or scrutiny panel",
    }
)

DUTIES: Mapping[Role, str] = MappingProxyType(
    {
        Role.OFFICER: "Runs waves, reviews texts, sees results and downloads papers.",
        Role.LEAD: "Reads urgent words. Nobody else can. Needs a passphrase.",
        Role.AGENCY: "Sees and updates the actions they lead. Needs an agency.",
        Role.BOARD: "Reads released results, actions and papers. Proposes and rates priorities.",
        Role.ADMIN: "Opens and shuts accounts, reads the audit trail.",
    }
)

STATUSES: Mapping[Status, str] = MappingProxyType(
    {
        Status.NOT_STARTED: "Not started",
        Status.UNDER_WAY: "Under way",
        Status.DONE: "Done",
        Status.DROPPED: "Closed without being done",
    }
)

SOURCES: Mapping[Source, str] = MappingProxyType(
    {
        Source.THEME: "From a theme",
        Source.NOTE: "From a table-top note",
        Source.PRIORITY: "From a priority",
        Source.MEETING: "From a meeting",
        Source.OTHER: "Action",
    }
)

EVENT_STATES: Mapping[EventState, str] = MappingProxyType(
    {EventState.PLANNED: "Planned", EventState.OPEN: "Open", EventState.OVER: "Over"}
)

LANES: Mapping[Lane, str] = MappingProxyType(
    {Lane.ISSUE: "Issue", Lane.SUGGESTION: "Suggestion", Lane.QUESTION: "Question"}
)

LANES_MANY: Mapping[Lane, str] = MappingProxyType(
    {Lane.ISSUE: "Issues", Lane.SUGGESTION: "Suggestions", Lane.QUESTION: "Questions"}
)

DUES: Mapping[What, str] = MappingProxyType(
    {
        What.CHASE: "Ask the leads",
        What.REMINDER: "Remind the leads",
        What.PAPERS: "Papers go out",
        What.MEETING: "Meeting",
        What.EVENT: "Event",
        What.FOLLOW_UP: "Ask again how the event was",
        What.ACTION: "Action due",
        What.WAVE: "A quarter is over: ask again",
        What.REPEAT: "Ask again this quarter",
    }
)

ENTRIES: Mapping[Entry, str] = MappingProxyType(
    {Entry.LINK: "Anyone with the link", Entry.CODES: "Printed codes, each used once"}
)

TEXT_STATES: Mapping[TextState, str] = MappingProxyType(
    {
        TextState.PUBLISHED: "Nothing found",
        TextState.HELD: "Waiting",
        TextState.PROPOSED: "Waits for a second officer",
        TextState.RELEASED: "Released",
        TextState.KEPT_OUT: "Kept out",
    }
)

RESULTS: Mapping[Result, str] = MappingProxyType(
    {
        Result.REFERRED: "Referred to children's social care",
        Result.POLICE: "Police or ambulance called",
        Result.PASSED_ON: "Passed on to a school, health or another service",
        Result.KNOWN: "Already known, and being dealt with",
        Result.CONTACTED: "Contacted the person who asked",
        Result.NOT_FOUND: "Nothing says who or where, so nobody could be found",
        Result.NO_CONCERN: "No risk of harm, on reading",
        Result.MISTAKE: "A test, or sent by mistake",
        Result.LOST: "Lost: no key is left that opens it",
    }
)
"""How an urgent item ended."""

HELD_BECAUSE: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PERSONAL_DATA: "It may tell who wrote it or name somebody: a name, number or address.",
        Kind.SELF_HARM: "It may speak of self-harm or suicide.",
        Kind.ABUSE_HOME: "It may speak of harm at home.",
        Kind.SEXUAL_EXPLOITATION: "It may speak of sexual harm or exploitation.",
        Kind.VIOLENCE_WEAPONS: "It may speak of violence or weapons.",
        Kind.DOMESTIC_ABUSE: "It may speak of abuse between adults at home.",
        Kind.BULLYING: "It may speak of bullying.",
        Kind.GROOMING_ONLINE: "It may speak of somebody grooming a child online.",
        Kind.RUNNING_AWAY: "It may speak of running away.",
        Kind.SUBSTANCE: "It may speak of drugs or alcohol.",
        Kind.THREAT_TO_OTHERS: "It may threaten somebody.",
        Kind.HATE: "It may hold hateful words about a group of people.",
        Kind.PROFANITY: "It holds swear words.",
        Kind.SPAM: "It looks like advertising or nonsense.",
        Kind.LANGUAGE: "It is in a language the rules do not know, so nothing was checked.",
        Kind.TOO_LONG: "It was too long to be checked as a whole.",
    }
)

HELD_IN_DOUBT = "Screening was not sure about it."

RELEASE_REASONS = (
    "It is safe as it stands",
    "It is safe without the removed words",
    "It is about a service or place, not a person",
)

KEEP_OUT_REASONS = (
    "It could tell who wrote it",
    "It names or describes another person",
    "It could hurt people who read it",
    "It does not answer the question",
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One entry of the navigation."""

    path: str
    name: str


ACTIONS = Tab("/actions", "Actions")
MEETINGS = Tab("/meetings", "Meetings")
PRIORITIES = Tab("/priorities", "Priorities")


def tabs(officer: Officer) -> tuple[Tab, ...]:
    """What this person can go to."""
    offered = (
        (Role.OFFICER, Tab("/", "Waves")),
        (Role.OFFICER, Tab("/updates", "Updates")),
        (Role.OFFICER, ACTIONS),
        (Role.OFFICER, MEETINGS),
        (Role.OFFICER, Tab("/plan", "Calendar")),
        (Role.OFFICER, Tab("/events", "Events")),
        (Role.OFFICER, PRIORITIES),
        (Role.AGENCY, ACTIONS),
        (Role.BOARD, ACTIONS),
        (Role.BOARD, MEETINGS),
        (Role.BOARD, PRIORITIES),
        (Role.LEAD, Tab("/urgent", "Urgent texts")),
        (Role.LEAD, Tab("/keys", "Your key")),
        (Role.ADMIN, Tab("/accounts", "Accounts")),
        (Role.ADMIN, Tab("/trail", "Audit trail")),
    )
    home = () if officer.may(Role.OFFICER) else (Tab("/", "Home"),)
    own = [tab for role, tab in offered if officer.may(role)]
    return home + tuple(dict.fromkeys(own))


def because(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Why a text is held, one sentence a label; never silent."""
    known = {kind.value for kind in Kind}
    said = tuple(HELD_BECAUSE[Kind(label)] for label in labels if label in known)
    return said or (HELD_IN_DOUBT,)


def kind(question: Question) -> str:
    """What sort of answer a question takes, in the words of the paper."""
    match question:
        case Statement():
            return "Words to read, nothing to answer"
        case FreeText(cap=cap):
            return f"Own words, up to {cap} characters"
        case _:
            said = question_kind(speech("en").say, question)
            return said[:1].upper() + said[1:]


def takes_answer(question: Question) -> bool:
    return not isinstance(question, Statement)


def asked(survey: Survey) -> int:
    """How many questions there are to answer."""
    return sum(map(takes_answer, survey.questions))


def value(kept: object) -> str:
    """A value of the action log, as a person says it."""
    match kept:
        case Status():
            return STATUSES[kept]
        case date():
            return day(kept)
        case _:
            return str(kept or "nothing")


def people(about: int) -> str:
    """How many have finished, as far as anybody may know."""
    return f"about {about}" if about else "fewer than 10"


def number(count: int, one: str, many: str) -> str:
    return f"1 {one}" if count == 1 else f"{count:,} {many}"
