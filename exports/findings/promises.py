"""What was done about what was said, and what people answered when asked whether it helped."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from exports.addressed import addressed
from exports.disclosure.decided import Decided
from exports.disclosure.suppress import safe_page
from exports.findings import findings
from exports.labels import sentence
from exports.report import Promise, SafeTable
from exports.speech import Say, translated
from surveys.dates import day
from surveys.definitions.definition import Survey


@dataclass(frozen=True, slots=True)
class Did:
    """One published update. `survey` and `decided` are of its closed wave, where there is one."""

    said: str
    did: str
    on: date
    survey: Survey | None = None
    decided: Decided | None = None
    asked: str = ""


def promises(say: Say, language: str, done: Sequence[Did]) -> tuple[Promise, ...]:
    """Each with its votes made safe; without them where too few answered."""
    return tuple(_promise(say, language, each) for each in done)


def _promise(say: Say, language: str, did: Did) -> Promise:
    return replace(_felt(say, language, did), asked=did.asked)


def _felt(say: Say, language: str, did: Did) -> Promise:
    if did.survey is None or did.decided is None:
        return Promise(did.said, did.did, did.on)
    if did.decided.too_few:
        few = say("Too few answered whether this made a difference to show what they said.")
        return Promise(did.said, did.did, did.on, says=few)
    survey, say = translated(did.survey, language), addressed(say, did.survey.audience)
    (table,) = safe_page(survey, did.decided).questions.values()
    of = sentence(table.caption, say("Update of {day}", day=day(did.on, language)))
    says = _says(say, survey, table)
    return Promise(did.said, did.did, did.on, replace(table, caption=of), says)


def _says(say: Say, survey: Survey, table: SafeTable) -> str:
    """As any finding is said in the paper."""
    (question,) = (each for each in survey.questions if f"answers.{each.key}" == table.key)
    found = findings.finding(say, 1, question, table, "")
    return f"“{question.text}” {found.says}"
