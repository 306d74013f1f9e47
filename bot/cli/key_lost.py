"""The way out of a wave whose key is gone: say what is lost, ask for its code, close it."""

from collections.abc import Iterator

import click

from bot.cli.progress import bar
from bot.cli.running import record_once
from bot.parts import Parts
from surveys.officers.audit import Act
from surveys.records import Wave
from surveys.waves.key_lost import SEALED, Loss, close_without_key, look

BACKUP_FIRST = (
    "If a backup of the keyring may be left, stop here and put it back. Otherwise these are lost "
    "for good, also if the key is found later:"
)
OTHERS_OPEN = "Urgent texts of other waves, and requests to be contacted, can be opened as before."


async def give_up_and_close(parts: Parts, code: str, *, ask: bool) -> Wave:
    """Nothing is given up before somebody has typed the code, or said --yes."""
    loss = await look(parts.store, parts.keyring, code)
    if loss is None:
        click.echo("Nothing is sealed in this wave any more, so nothing more is lost.", err=True)
    else:
        click.echo("\n".join(await _told(parts, loss)), err=True)
        if ask:
            _ask(loss.wave)
        await record_once(parts, Act.WAVE_GIVEN_UP, f"{loss.wave.code}, {_people(loss)}")
    return await _close(parts, code)


async def _close(parts: Parts, code: str) -> Wave:
    with bar() as progress:
        today = parts.clock().date()
        closed = await close_without_key(parts.store, parts.keyring, code, today, progress)
    await record_once(parts, Act.WAVE_CLOSED, closed.code)
    return closed


def _ask(wave: Wave) -> None:
    typed = click.prompt(
        f"This cannot be undone. Type {wave.code} to close it without its answers", err=True
    )
    if typed.strip().casefold() != wave.code:
        raise click.ClickException(f"That was not {wave.code}. Nothing was changed")


async def _told(parts: Parts, loss: Loss) -> list[str]:
    """Where was looked, and what nobody will ever open again, whatever turns up later."""
    return [
        f"The key of wave {loss.wave.code} is not in the keyring {parts.settings.keyring}.",
        await _others(parts, loss.wave),
        BACKUP_FIRST,
        f"- the finished answers of {_people(loss)}, and all that is half done;",
        *_urgent(loss),
    ]


async def _others(parts: Parts, lost: Wave) -> str:
    """Where all keys are missing, it is more likely the wrong folder than a lost key."""
    every = await parts.waves.all()
    others = [wave for wave in every if wave.state in SEALED and wave.id != lost.id]
    if not others:
        return "No other wave is open, so nothing else tells whether that is the right folder."
    there = sum(parts.keyring.has(wave.id) for wave in others)
    hint = "" if there else " Perhaps that is the wrong folder: see SAIDANDDONE_KEYRING."
    return f"Other open waves: {len(others)}. Their keys in that folder: {there}.{hint}"


def _people(loss: Loss) -> str:
    return f"about {loss.finished} people" if loss.finished else "fewer than 10 people"


def _urgent(loss: Loss) -> Iterator[str]:
    if loss.unread:
        told = "Tell the leads now. They stay in the leads' list, to be recorded as lost"
        yield f"- urgent texts that no lead has read: {loss.unread}. {told};"
    if loss.read:
        yield f"- the words of urgent texts that were read: {loss.read}. What was recorded stays."
    if not loss.unread:
        yield "No urgent text of this wave waits unread under the lost key."
    if loss.opens:
        yield f"Urgent texts of this wave that the leads can still open: {loss.opens}."
    yield OTHERS_OPEN
