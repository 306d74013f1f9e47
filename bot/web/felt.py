"""What people answered when asked whether something made a difference, kept for the public page.

What has left once stays as it is, so it is worked out once. Whether something has left meanwhile
is looked up once a minute.
"""

from datetime import datetime, timedelta

from bot.felt import felt_already
from bot.parts import Parts
from surveys.errors import SurveyError
from surveys.telling.updates import Update

LOOK_AGAIN = timedelta(minutes=1)


class Felt:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._known: dict[tuple[str, str], str] = {}
        self._looked: dict[tuple[str, str], datetime] = {}

    async def of(self, update: Update, language: str) -> str:
        """One sentence; empty while nothing may be told. The page does not fail for it."""
        name, now = (update.id, language), self._parts.clock()
        if name in self._known:
            return self._known[name]
        if now - self._looked.get(name, now - LOOK_AGAIN) < LOOK_AGAIN:
            return ""
        self._looked[name] = now
        try:
            said = await felt_already(self._parts, update, language)
        except SurveyError:
            return ""
        if said:
            self._known[name] = said
        return said
