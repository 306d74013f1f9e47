"""`saidanddone audit`: heads to be noted elsewhere; are trail and releases as they were?"""

import click

from bot.cli.running import as_json, show_json, with_parts
from bot.parts import Parts
from surveys.officers.audit import Head
from surveys.releases import Release, broken_at

BROKEN = 1


@click.group()
def audit() -> None:
    """The audit trail: who did what in the console, each line chained to the one before."""


@audit.command()
@as_json
def head(*, as_json: bool) -> None:
    """Print where the trail stands. Note it outside this server, with the day.

    Whoever can write to the database can write the whole trail anew, but not so that it still
    has a head that was noted elsewhere.
    """

    async def work(parts: Parts) -> Head:
        return await parts.officers.audit.head()

    found = with_parts(work)
    if as_json:
        show_json({"entries": found.number, "head": str(found)})
    else:
        click.echo(str(found))


@audit.command()
@click.option(
    "--head", "noted", default="", help="A head noted earlier, as `audit head` prints it."
)
@as_json
def verify(*, noted: str, as_json: bool) -> int:
    """Check every link of the trail, and that it still has a head noted earlier.

    Exit status 1, and the first link that does not hold, if anything was changed.
    """
    wanted = Head.read(noted) if noted else None

    async def work(parts: Parts) -> tuple[int | None, bool, Head]:
        trail = parts.officers.audit
        holds = wanted is None or await trail.holds(wanted)
        return await trail.broken_at(), holds, await trail.head()

    broken, holds, now = with_parts(work)
    if as_json:
        kept = None if wanted is None else holds
        show_json({"head": str(now), "first_broken": broken, "noted_head_holds": kept})
    else:
        _say(broken, wanted, now, holds=holds)
    return 0 if holds and broken is None else BROKEN


@audit.command()
@as_json
def releases(*, as_json: bool) -> int:
    """List what has left as numbers, and check every link of that ledger.

    Exit status 1, and the first release that does not hold, if anything was changed: then
    nothing new leaves.
    """
    kept, codes = with_parts(_kept)
    broken = broken_at(kept)
    told = [(each, [codes.get(wave, wave) for wave in each.waves]) for each in kept]
    if as_json:
        listed = [
            {"number": r.number, "on": r.on.isoformat(), "name": r.name, "waves": waves}
            for r, waves in told
        ]
        show_json({"releases": listed, "first_broken": broken})
    else:
        for each, waves in told:
            click.echo(f"{each.number}  {each.on.isoformat()}  {each.name}  {' + '.join(waves)}")
        click.echo(_whole(len(kept), broken))
    return 0 if broken is None else BROKEN


def _whole(number: int, broken: int | None) -> str:
    if broken is None:
        return f"The ledger is whole; releases: {number}"
    return (
        f"Release {broken} does not follow from what stood before it. Nothing new leaves. Restore "
        "the database from its last backup, and ask who has access to the server."
    )


async def _kept(parts: Parts) -> tuple[tuple[Release, ...], dict[str, str]]:
    """All releases, and the codes of their waves."""
    waves = await parts.waves.all()
    return await parts.releases.releases(), {wave.id: wave.code for wave in waves}


def _say(broken: int | None, wanted: Head | None, now: Head, *, holds: bool) -> None:
    if broken is not None:
        click.echo(f"Entry {broken} does not follow from what stood before it: it, or the one")
        click.echo(
            "before it, was changed or removed. Keep a copy of the database, and ask who has"
        )
        click.echo("access to the server.")
    if wanted and not holds:
        click.echo(f"Entry {wanted.number} is not there, or not as it was when its head was noted:")
        click.echo("the trail was cut off or written anew.")
    if broken is None and holds:
        kept = f", and entry {wanted.number} is as it was noted" if wanted else ""
        click.echo(f"The trail is whole: {now.number} entries{kept}. Head: {now}")
