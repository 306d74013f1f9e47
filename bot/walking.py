"""Going through a survey with ready answers: paper forms, and the demo's people.

Nothing here is a shortcut: each answer is a message to the intake like any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.intake.intake import Intake
from surveys.limits import MAX_TURNS
from surveys.messages import Ask, Came, Incoming, PassedOn, PersonId, Problem, Reply, Started
from surveys.records import NoAnswer


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody who knows beforehand what to say to each question; what is missing is skipped."""

    person: PersonId
    said: Mapping[str, Came]
    language: str = "en"

    def begins(self) -> Incoming:
        return Incoming(self.person, Started(), language=self.language)

    def answers(self, replies: Sequence[Reply]) -> Incoming | None:
        """What is said to the question now asked; None if none is, or the last was refused."""
        asks = [reply for reply in replies if isinstance(reply, Ask)]
        if not asks or any(isinstance(reply, Problem) for reply in replies):
            return None
        said = self.said.get(asks[-1].key, PassedOn(NoAnswer.SKIPPED))
        return Incoming(self.person, said, asks[-1].turn, self.language)


async def walk(intake: Intake, code: str, walker: Walker) -> tuple[Reply, ...]:
    """From the start, or from where an earlier walk was cut off, to the last reply."""
    replies = await intake.receive(code, walker.begins())
    for _ in range(MAX_TURNS):
        said = walker.answers(replies)
        if said is None:
            break
        replies = await intake.receive(code, said)
    return replies
