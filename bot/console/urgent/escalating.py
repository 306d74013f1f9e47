"""What happens while nobody is on something urgent, as the leads' page tells it: who is told when.

In minutes from now, of the text that has waited longest. It is known only while nobody is on it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.console.visit import Visit
from bot.settings import Reached
from surveys.telling.escalation import DEPUTY, OUT_OF_HOURS, Step

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Call:
    """One step that is still to come, or has been. `minutes` is 0 once it is due."""

    who: str
    minutes: int
    reached: bool


async def calls(visit: Visit, items: Collection[str]) -> tuple[Call, ...]:
    """The later steps for these texts, which nobody is on; nothing where there are none."""
    if not items:
        return ()
    began, now = await visit.parts.telling.alerts.began(), visit.parts.clock()
    first = min(began.get(item, now) for item in items)
    alerts, policy = visit.parts.settings.alerts, visit.parts.telling.policy
    later = ((DEPUTY, alerts.deputy), (OUT_OF_HOURS, alerts.out_of_hours))
    return tuple(_call(policy.step(key), reached, first, now) for key, reached in later)


def _call(step: Step, reached: Reached, first: datetime, now: datetime) -> Call:
    left = -(-(first + step.after - now) // MINUTE)
    return Call(step.name, max(0, left), bool(reached.mail or reached.chats))
