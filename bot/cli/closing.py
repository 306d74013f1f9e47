"""Closing a wave from the command line, and the one way out when answers cannot be opened."""

import click

from bot.cli.progress import bar
from bot.cli.running import record_once
from bot.parts import Parts
from surveys.errors import UnreadableResponses
from surveys.officers.audit import Act
from surveys.records import Wave, WaveState
from surveys.waves.closing import close


async def close_all(parts: Parts, code: str) -> Wave:
    """Every answer, or none. Raises UnreadableResponses."""
    return await _close(parts, code, leave_out=0)


async def close_without_unreadable(parts: Parts, code: str, *, ask: bool) -> Wave:
    """Try to close with every answer; what cannot be opened is lost only after a clear yes."""
    try:
        return await _close(parts, code, leave_out=0)
    except UnreadableResponses as error:
        lost = error.number
    if ask:
        click.confirm(
            f"Answers that cannot be opened: {lost}. They will be lost for good and no result "
            "will count them. First try a backup of the database and of the keyring. "
            "Close without them?",
            abort=True,
            err=True,
        )
    await record_once(parts, Act.ANSWERS_LEFT_OUT, f"{code}, {lost}")
    closed = await _close(parts, code, leave_out=lost)
    click.echo(f"Closed without {lost} that could not be opened. The trail says so.", err=True)
    return closed


async def _close(parts: Parts, code: str, *, leave_out: int) -> Wave:
    before = await parts.waves.one(code)
    if before.state is WaveState.OPEN:
        await record_once(parts, Act.WAVE_CLOSING, before.code)
    with bar() as progress:
        today = parts.clock().date()
        closed = await close(parts.store, parts.keyring, code, today, progress, leave_out=leave_out)
    await record_once(parts, Act.WAVE_CLOSED, closed.code)
    return closed
