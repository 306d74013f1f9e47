"""What `saidanddone doctor` looks at: one function a matter, each says ok or what to do."""

import os
import shutil
import stat
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.addresses import LOOPBACK
from bot.mail import MailFailed, Server, log_in
from bot.ownership import NotAsRoot, owner, refuse_root, strangers, usable
from bot.parts import Parts
from bot.settings import Reached, Settings
from surveys.anonymity.keyring import ENDING
from surveys.anonymity.stray_keys import strays
from surveys.definitions.reading import library, load
from surveys.errors import SurveyError
from surveys.help import signposts
from surveys.officers.accounts import Role
from surveys.records import HALF_CLOSED, Wave, WaveState

LEAST_FREE = 500 * 1024 * 1024
BEFORE_THIS_PROGRAM = date(2026, 1, 1)
NEEDS_KEY = (WaveState.DRAFT, WaveState.OPEN, WaveState.CLOSING)
MAIL_TODO = {
    "SMTPAuthenticationError": "check user and password in SAIDANDDONE_SMTP_URL",
    "SSLCertVerificationError": "write its name in SAIDANDDONE_SMTP_URL as its certificate does; "
    "if an authority of your own signed that, add it to this machine's (update-ca-certificates)",
}
OWNER_ONLY = 0o700
OTHERS = 0o007


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report. `todo` is empty when all is well."""

    about: str
    what: str
    todo: str = ""

    @property
    def ok(self) -> bool:
        return not self.todo


Matter = Callable[[Parts], Awaitable[Iterable[Line]]]


# ---------------------------------------------------------------- before the database is open
def look_at_settings(settings: Settings, strange: Iterable[str]) -> Iterator[Line]:
    for name in strange:
        yield Line("settings", f"{name} is not a setting", "mend the name or take it away")
    if any(host in settings.public_url for host in LOOPBACK):
        yield Line("settings", f"people reach it at {settings.public_url}: this machine only")
    else:
        yield Line("settings", f"people reach it at {settings.public_url}")
        if not settings.trusted_proxies:
            named = "SAIDANDDONE_TRUSTED_PROXIES names none"
            yield Line("settings", f"{named}: behind a proxy all visitors count as one")


def look_at_alerts(settings: Settings) -> Iterator[Line]:
    """Every step of the escalation must reach somebody, or it ends there."""
    alerts = settings.alerts
    duty = Reached(alerts.mail, alerts.chats)
    steps = (("lead on duty", "ALERT", duty), ("deputy", "DEPUTY", alerts.deputy))
    for who, name, reached in (
        *steps,
        ("out-of-hours contact", "OUT_OF_HOURS", alerts.out_of_hours),
    ):
        places = len(reached.mail) + len(reached.chats)
        todo = f"set SAIDANDDONE_{name}_MAIL or SAIDANDDONE_{name}_TELEGRAM, and start again"
        what = f"{who}: {places or 'no'} address{'' if places == 1 else 'es'}"
        yield Line("alerts", what, "" if places else todo)


async def look_at_mail(settings: Settings) -> list[Line]:
    """Whether the mail server would take an alert, tried as far as the login."""
    server = settings.alerts.mail_server.reveal()
    if not server:
        return []
    try:
        await log_in(Server.at(server))
    except MailFailed as failed:
        todo = MAIL_TODO.get(failed.kind, "check host and port in SAIDANDDONE_SMTP_URL")
        return [Line("alerts", f"the mail server does not let us in ({failed.kind})", todo)]
    return [Line("alerts", "the mail server lets us in")]


def look_at_space(settings: Settings) -> Iterator[Line]:
    free = shutil.disk_usage(_there(settings.data_dir)).free
    what = f"{free // 1024**2:,} MB free"
    todo = "" if free >= LEAST_FREE else f"make room: at least {LEAST_FREE // 1024**2} MB"
    yield Line("free space", what, todo)


def look_at_data(settings: Settings) -> Iterator[Line]:
    folder = settings.data_dir
    if not folder.exists():
        return
    if not usable(folder):
        yield _shut("data folder", folder)
    if stat.S_IMODE(folder.stat().st_mode) & OTHERS:
        yield Line("data folder", "anybody may look into it", f"run: chmod 700 {folder}")


def _shut(about: str, folder: Path) -> Line:
    """The folder, or the disk it lies on."""
    todo = f"run: chown -R USER {folder}, with the server's user, and see that it is not read-only"
    return Line(about, f"this user may not read and change {folder}", todo)


def look_at_owners(settings: Settings) -> Iterator[Line]:
    """What root or another user has made is shut to the server, or will be."""
    try:
        refuse_root(settings, os.geteuid())
    except NotAsRoot as wrong:
        yield Line("owner", "this is root, not the server's user", str(wrong))
    for path in strangers(settings):
        whose = owner(path.parent)
        what = f"{path.name} belongs to {owner(path)}, its folder to {whose}"
        yield Line("owner", what, f"run: chown -R {whose}: {path.parent}")


def look_at_keyring(settings: Settings) -> Iterator[Line]:
    folder = settings.keyring
    if not folder.is_dir():
        todo = "set SAIDANDDONE_KEYRING to the right folder, or restore it from its own backup"
        yield Line("keyring", f"there is no folder {folder}", todo)
        return
    if not usable(folder):
        yield _shut("keyring", folder)
        return
    if stat.S_IMODE(folder.stat().st_mode) & ~OWNER_ONLY:
        yield Line("keyring", "others may look into the folder", f"run: chmod 700 {folder}")
    if folder.is_relative_to(settings.data_dir):
        todo = "move it out and set SAIDANDDONE_KEYRING, so that no backup holds both"
        yield Line("keyring", "it lies inside the data folder", todo)
    yield Line("keyring", f"{len(list(folder.glob('*.keys')))} keys in {folder}")


def _there(path: Path) -> Path:
    return next(each for each in (path, *path.parents) if each.exists())


# ---------------------------------------------------------------- with the database open
async def look_at_keys(parts: Parts) -> Iterable[Line]:
    waves = await parts.store.waves()
    wrong = [line for wave in waves if (line := _key_of(parts, wave))]
    return [*wrong, *_strays(parts, waves), Line("keys", f"looked at {len(waves)} waves")]


def _key_of(parts: Parts, wave: Wave) -> Line | None:
    """A wave that takes answers needs its key; a closed one may have none."""
    has = parts.keyring.has(wave.id)
    file = parts.settings.keyring / f"{wave.id}{ENDING}"
    if not has and file.exists():
        todo = f"run: chown -R USER {file.parent}, with the server's user"
        return Line("keys", f"wave {wave.code} has a key that may not be read", todo)
    if wave.state in NEEDS_KEY and not has:
        todo = f"restore the keyring from its own backup; if it is gone for good: {_way_out(wave)}"
        return Line("keys", f"wave {wave.code} has no key", todo)
    if wave.state is WaveState.CLOSED and has:
        todo = f"run: saidanddone wave close {wave.code} --yes"
        return Line("keys", f"wave {wave.code} is closed and still has a key", todo)
    return None


def _way_out(wave: Wave) -> str:
    if wave.state is WaveState.DRAFT:
        return "throw the draft away in the console, and create another"
    return f"saidanddone wave close {wave.code} --key-lost"


def _strays(parts: Parts, waves: Iterable[Wave]) -> Iterator[Line]:
    names = (path.stem for path in parts.settings.keyring.glob(f"*{ENDING}"))
    for name in strays(waves, names):
        way = f"if the wave is gone for good, run: saidanddone wave clear-key {name}"
        what = f"{name}{ENDING} belongs to no wave in this database"
        yield Line("keys", what, f"check SAIDANDDONE_DATABASE_URL; {way}")


async def look_at_waves(parts: Parts) -> Iterable[Line]:
    """A close that was stopped half-way must be finished."""
    return [
        Line(
            "waves",
            f"wave {wave.code} is half closed",
            f"run: saidanddone wave close {wave.code} --yes",
        )
        for wave in await parts.store.waves()
        if wave.state in HALF_CLOSED
    ]


async def look_at_clock(parts: Parts) -> Iterable[Line]:
    """Not before this program was written, nor before anything it has recorded."""
    today = parts.clock().date()
    waves = await parts.store.waves()
    days = [day for wave in waves for day in (wave.opened_on, wave.closed_on) if day]
    newest = max([BEFORE_THIS_PROGRAM, *days])
    wrong = today < newest
    todo = f"set the clock: something was recorded on {newest}" if wrong else ""
    return [Line("clock", f"it is {parts.clock():%Y-%m-%d %H:%M %Z}", todo)]


async def look_at_people(parts: Parts) -> Iterable[Line]:
    """Somebody must be able to log in, and somebody to read what is urgent."""
    officers = [one for one in await parts.officers.all() if one.active]
    leads = {lead.name for lead in await parts.store.leads()}
    reading = [one for one in officers if one.may(Role.LEAD) and one.name in leads]
    keyless = [one.name for one in officers if one.may(Role.LEAD) and one not in reading]
    add = "run: saidanddone officer add NAME --role"
    todo = _for_keyless(keyless) or ("" if reading else f"{add} lead")
    return [
        Line("officers", f"{len(officers)} can log in", "" if officers else f"{add} admin"),
        Line("leads", f"{len(reading)} can read urgent words", todo),
    ]


def _for_keyless(names: Sequence[str]) -> str:
    """Their account was cut off in the making: they can log in, and read nothing."""
    if not names:
        return ""
    return f"no key yet: {', '.join(names)}. For each run: saidanddone officer new-key NAME"


async def look_at_signposts(parts: Parts) -> Iterable[Line]:
    """Help numbers change: each was checked on a day, and that must not be long ago."""
    own = parts.settings.surveys / "signposts.toml"
    stale = signposts.stale(parts.clock().date(), own=own if own.is_file() else None)
    if not stale:
        return [Line("sign-posts", "every help number was checked lately")]
    todo = "ring or look up each, note the day in signposts.toml (docs/surveys.md), start again"
    return [Line("sign-posts", f"checked too long ago: {', '.join(stale)}", todo)]


async def look_at_surveys(parts: Parts) -> Iterable[Line]:
    own = parts.settings.own_surveys
    return [_survey_line(key, own) for key in sorted(library(own))]


def _survey_line(key: str, own: Path | None) -> Line:
    try:
        read = load(key, own)
    except SurveyError as error:
        return Line("surveys", f"{key} cannot be used", str(error))
    return Line("surveys", f"{key}: {len(read.questions)} questions")


MATTERS: tuple[Matter, ...] = (
    look_at_keys,
    look_at_waves,
    look_at_clock,
    look_at_people,
    look_at_signposts,
    look_at_surveys,
)
