"""What happens, and when, while nobody is on something urgent. The policy is escalation.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from surveys.errors import SurveyError
from surveys.toml_table import Problems, Table, read_toml

FILE = Path(__file__).parent / "escalation.toml"
LEAD, DEPUTY, OUT_OF_HOURS = "lead", "deputy", "out_of_hours"
STEPS = (LEAD, DEPUTY, OUT_OF_HOURS)
UNREAD = "unread"
REMINDED = (LEAD, DEPUTY)
"""The steps that are told when an item was taken and not opened."""

LONGEST_MINUTES = 24 * 60
LEAST_DAYS, MOST_DAYS = 7, 3650


class InvalidEscalation(SurveyError):
    """The escalation policy cannot be used. Mend the place named and try again."""


@dataclass(frozen=True, slots=True)
class Step:
    """`after`: how long nobody was on it when these are told."""

    key: str
    name: str
    after: timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """`rounding`: how coarsely the beginning of a chain is kept."""

    steps: tuple[Step, ...]
    rounding: timedelta
    contact_steps: frozenset[str]
    answer_within: Mapping[str, str]
    keep_read: timedelta
    unread: Step

    def step(self, key: str) -> Step:
        """The first, where a key is unknown: doubt is told at once."""
        return next((step for step in self.steps if step.key == key), self.steps[0])

    def tells(self, key: str, *, contact: bool) -> bool:
        return not contact or key in self.contact_steps

    def within(self, language: str) -> str:
        """How soon a person who asked is contacted, as they are told."""
        return self.answer_within.get(language, self.answer_within["en"])


# ---------------------------------------------------------------- reading
def read_escalation(own: Path | None = None) -> Policy:
    """The policy that ships, with what the board's own file sets. Raises InvalidEscalation."""
    shipped = _raw(FILE)
    raw = _over(shipped, _raw(own)) if own else shipped
    problems = Problems((own or FILE).name)
    policy = _policy(Table(raw, "", problems))
    problems.raise_any(InvalidEscalation)
    return policy


def _raw(path: Path) -> Mapping[str, object]:
    problems = Problems(path.name)
    raw = read_toml(path, problems).raw
    problems.raise_any(InvalidEscalation)
    return raw


def _over(shipped: Mapping[str, object], own: Mapping[str, object]) -> Mapping[str, object]:
    """Field by field, at whatever depth."""
    merged = dict(shipped)
    for key, value in own.items():
        below = shipped.get(key)
        both = isinstance(value, dict) and isinstance(below, dict)
        merged[key] = _over(below, value) if both else value  # type: ignore[arg-type]
    return merged


def _policy(top: Table) -> Policy:
    steps, privacy = _part(top, "step"), _part(top, "privacy")
    contact, keep = _part(top, "contact"), _part(top, "keep")
    policy = Policy(
        tuple(_step(steps, key) for key in STEPS),
        timedelta(minutes=privacy.number("round_minutes", 1, 60)),
        frozenset(contact.some_of("steps", STEPS)),
        contact.translated("answer_within", 60),
        timedelta(days=keep.number("read_days", LEAST_DAYS, MOST_DAYS)),
        _step(steps, UNREAD),
    )
    _check(policy, steps, contact)
    for table in (steps, privacy, contact, keep, top):
        table.done()
    return policy


def _part(top: Table, key: str) -> Table:
    return top.table(key) or Table({}, key, top.problems)


def _step(steps: Table, key: str) -> Step:
    table = _part(steps, key)
    step = Step(
        key,
        table.text("name", 60),
        timedelta(minutes=table.number("after_minutes", 0, LONGEST_MINUTES)),
    )
    table.done()
    return step


def _check(policy: Policy, steps: Table, contact: Table) -> None:
    """A looser policy than the floor is refused."""
    first, *later = policy.steps
    if first.after:
        steps.wrong("lead, after_minutes", "needs to be 0: the lead on duty is told at once")
    for before, step in zip(policy.steps, later, strict=False):
        if step.after <= before.after:
            steps.wrong(f"{step.key}, after_minutes", f"needs to be more than for {before.key}")
    if not policy.unread.after:
        steps.wrong("unread, after_minutes", "needs to be 1 at least: time to open it")
    if not policy.contact_steps:
        contact.wrong("steps", "needs one at least: somebody must be told")


SHIPPED = read_escalation()
