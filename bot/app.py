"""The wiring. The only place that picks concrete parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot import log
from bot.clock import Clock, now
from bot.parts import Parts
from bot.settings import Settings
from surveys.intake import Intake
from surveys.keyring import FileKeyring
from surveys.officers import Officers
from surveys.review import Review
from surveys.sql.store import SqlStore
from surveys.urgent import UrgentBox
from surveys.waves import Waves
from surveys.writer import Writer


@asynccontextmanager
async def build(settings: Settings, clock: Clock = now) -> AsyncIterator[Parts]:
    """Open what the settings name, wire it, and close it cleanly on the way out."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    keyring = FileKeyring(settings.keyring)
    async with SqlStore.open(settings.database.reveal()) as store, Writer(store) as writer:
        yield Parts(
            settings=settings,
            clock=clock,
            store=store,
            writer=writer,
            keyring=keyring,
            intake=Intake(store, writer, keyring, clock, log.urgent_waits),
            waves=Waves(store, keyring, clock),
            review=Review(store, clock),
            urgent=UrgentBox(store, clock),
            officers=Officers(store, clock),
        )
