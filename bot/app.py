"""The wiring. The only place that picks concrete parts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from bot import log
from bot.alerts.alarm import Alarm
from bot.clock import Clock, now
from bot.parts import Parts
from bot.screening.screening import Screening
from bot.settings import Settings
from surveys.anonymity.keyring import FileKeyring
from surveys.help.signposts import read_signposts
from surveys.intake.intake import Care, Intake
from surveys.intake.writer import Writer
from surveys.office.office import Office
from surveys.officers.accounts import Officers
from surveys.review.review import Review
from surveys.sql.officers import SqlOfficers
from surveys.sql.register import SqlRegister
from surveys.sql.releases import SqlReleases
from surveys.sql.store import SqlStore
from surveys.sql.telling import SqlTelling
from surveys.sql.themes import SqlThemes
from surveys.telling.escalation import Policy, read_escalation
from surveys.telling.telling import Telling
from surveys.themes.themes import Themes
from surveys.urgent.casework import Casework
from surveys.urgent.contact import ContactBox
from surveys.urgent.lead_keys import LeadKeys
from surveys.urgent.urgent import UrgentBox
from surveys.waves.waves import Waves


@asynccontextmanager
async def build(
    settings: Settings, clock: Clock = now, *, upgrade: bool = False, look_only: bool = False
) -> AsyncIterator[Parts]:
    """Open what the settings name, wire it, and close it cleanly on the way out.

    A database that is not there yet is made. One of an earlier release is upgraded only if
    `upgrade` says so: another process may be using it. Raises NotUpToDate otherwise. No folder
    is made or changed where it is to `look_only`.
    """
    keyring = _folders(settings, look_only=look_only)
    url = settings.database.reveal()
    making = upgrade or is_new(settings)
    opened = SqlStore.open(url, upgrade=making, own_talks=True)
    async with opened as store, Writer(store) as writer:
        screening = Screening()
        looked_after = replace(care(settings), screen=screening)
        alarm = Alarm()
        intake = Intake(store, writer, keyring, clock, alert=alarm.ring, care=looked_after)
        waves = Waves(store, keyring, clock, looked_after.posts)
        try:
            yield Parts(
                settings=settings,
                clock=clock,
                store=store,
                writer=writer,
                keyring=keyring,
                intake=intake,
                waves=waves,
                review=Review(store, clock, four_eyes=settings.four_eyes),
                urgent=UrgentBox(store, clock, keyring),
                casework=Casework(store, clock, keyring),
                lead_keys=LeadKeys(store, clock, keyring),
                contact=ContactBox(store, clock),
                officers=Officers(SqlOfficers(store.database), clock),
                office=Office.on(SqlRegister(store.database), clock, screening),
                telling=Telling.on(
                    SqlTelling(store.database), store, keyring, waves, escalation(settings)
                ),
                releases=SqlReleases(store.database),
                themes=Themes(store, SqlThemes(store.database), clock, settings.surveys),
                alarm=alarm,
                screening=screening,
            )
        finally:
            await intake.settle()


def _folders(settings: Settings, *, look_only: bool) -> FileKeyring:
    """The data folder and the keyring, which is returned."""
    if not look_only:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return FileKeyring(settings.keyring, look_only=look_only)


def care(settings: Settings) -> Care:
    """How the intake looks after people: with the board's own help numbers, where it has any."""
    own = settings.surveys / "signposts.toml"
    return Care(read_signposts(own if own.is_file() else None), trouble=log.trouble)


def escalation(settings: Settings) -> Policy:
    """What happens while nobody is on something urgent, as the board has set it."""
    own = settings.surveys / "escalation.toml"
    return read_escalation(own if own.is_file() else None)


def is_new(settings: Settings) -> bool:
    """There is no SQLite file yet, or an empty one. A PostgreSQL database is set up by `serve`."""
    file = sqlite_file(settings)
    return file is not None and (not file.exists() or file.stat().st_size == 0)


def sqlite_file(settings: Settings) -> Path | None:
    """Where the database lies; None for PostgreSQL."""
    parts = urlsplit(settings.database.reveal())
    return Path(parts.path.removeprefix("/")) if parts.scheme.startswith("sqlite") else None
