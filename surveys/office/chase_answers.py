"""What came of asking: for each lead who was asked, the actions they have said something of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from surveys.office.actions import KeptAction
from surveys.office.chase import Fate, KeptRound, Letter
from surveys.register import Drawer, Kept, Overtaken, RegisterShelf

KIND = "chase-summary"


@dataclass(frozen=True, slots=True)
class Answered:
    """One lead: `said` were touched since the letter, `silent` were not."""

    letter: Letter
    said: tuple[KeptAction, ...]
    silent: tuple[KeptAction, ...]


def answered(
    first: KeptRound, since: datetime, actions: Iterable[KeptAction]
) -> tuple[Answered, ...]:
    """`since` is when the round was begun. Those who are silent come first."""
    known = {each.id: each for each in actions}
    found = [_answered(letter, since, known) for letter in first.thing.letters]
    return tuple(sorted(found, key=lambda each: (not each.silent, each.letter.lead.casefold())))


def _answered(letter: Letter, since: datetime, known: dict[str, KeptAction]) -> Answered:
    asked = [known[number] for number in letter.actions if number in known]
    said = tuple(each for each in asked if each.at > since)
    return Answered(letter, said, tuple(each for each in asked if each not in said))


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary on its way to an officer. `print` is of its words: the same go once."""

    officer: str
    print: str
    fate: Fate = Fate.UNSURE


class Summaries:
    """Which went out. One that was cut off or failed goes again when it is asked for."""

    def __init__(self, shelf: RegisterShelf, clock: Callable[[], datetime]) -> None:
        self._drawer = Drawer(shelf, clock, KIND, Summary)

    async def take(self, meeting: str, summary: Summary) -> Kept[Summary] | None:
        """Marked as handed over, before it is; None if these very words have gone already."""
        thing_id = f"{meeting}-{summary.print}"
        found = await self._drawer.find(thing_id)
        if found and found.thing.fate is Fate.SENT:
            return None
        try:
            if found:
                return await self._drawer.change(found, summary, summary.officer)
            return await self._drawer.add(
                summary, summary.officer, within=meeting, thing_id=thing_id
            )
        except Overtaken:
            return None

    async def ended(self, kept: Kept[Summary], fate: Fate) -> None:
        ended = Summary(kept.thing.officer, kept.thing.print, fate)
        await self._drawer.change(kept, ended, ended.officer)

    async def last(self, meeting: str, officer: str) -> Kept[Summary] | None:
        """The last one to this officer."""
        mine = [e for e in await self._drawer.all(meeting) if e.thing.officer == officer]
        return max(mine, key=lambda each: each.at, default=None)
