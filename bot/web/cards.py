"""What is known of a wave without asking the store each time."""

import asyncio
from collections.abc import Sequence

import structlog

from bot.faults import summary
from surveys.help.signposts import YOUNG
from surveys.intake.intake import Intake, WaveCard
from surveys.wording import LANGUAGES

AT_MOST = 2.0
"""Seconds to wait for a card once there is a reply to show."""

MOST_KEPT = 256


class Cards:
    """Cards of waves. Languages and audience are kept: they never change, the state does."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._offered: dict[str, Sequence[str]] = {}
        self._audiences: dict[str, str] = {}

    async def one(self, code: str) -> WaveCard:
        """The card as it is now. Raises UnknownWave."""
        card = await self._intake.card(code)
        if len(self._offered) >= MOST_KEPT:
            self._offered.clear()
            self._audiences.clear()
        self._offered[code] = card.languages
        self._audiences[code] = card.audience
        return card

    async def if_there(self, code: str) -> WaveCard | None:
        """The card, or None where the store is away: a reply that is there does not wait for it."""
        try:
            async with asyncio.timeout(AT_MOST):
                return await self.one(code)
        except Exception as error:  # noqa: BLE001 - whatever is wrong, the reply is shown
            structlog.get_logger("bot.web").warning("no_card", what=summary(error))
            return None

    async def offered(self, code: str) -> Sequence[str]:
        """The languages of that wave; all we speak where that cannot be found out."""
        if code not in self._offered and await self.if_there(code) is None:
            return tuple(LANGUAGES)
        return self._offered[code]

    def audience(self, code: str) -> str:
        """Whom that wave asks, as far as it is known; nothing is looked up for it."""
        return self._audiences.get(code, YOUNG)
