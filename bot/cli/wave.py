"""`saidanddone wave`: create, list, show, codes, open, close, clear-key."""

from datetime import date
from typing import assert_never

import click

from bot.cli.clear_key import clear
from bot.cli.closing import close_all, close_without_unreadable
from bot.cli.key_lost import give_up_and_close
from bot.cli.running import Column, along, as_json, record, show_json, show_rows, with_parts
from bot.parts import Parts
from bot.telegram import username
from surveys.definitions.reading import load
from surveys.limits import MAX_WAVE_NAME
from surveys.officers.audit import Act
from surveys.records import Entry, Wave, WaveState

COLUMNS = (
    Column("code", "CODE"),
    Column("name", "NAME"),
    Column("survey", "SURVEY"),
    Column("state", "STATE"),
    Column("finished", "FINISHED"),
    Column("address", "ADDRESS"),
)
MOST_CODES = 5000


def _name(_context: object, _option: object, given: str) -> str:
    name = given.strip()
    if not name or len(name) > MAX_WAVE_NAME or not name.isprintable():
        raise click.BadParameter(f"one line of 1 to {MAX_WAVE_NAME} letters and signs.")
    return name


@click.group()
def wave() -> None:
    """Run a survey: each run is a wave, with its own address and its own keys."""


@wave.command()
@click.argument("survey")
@click.option(
    "--name", required=True, callback=_name, help='What people call it, such as "Autumn 2026".'
)
@click.option(
    "--entry",
    type=click.Choice([entry.value for entry in Entry]),
    default=Entry.LINK.value,
    show_default=True,
    help="link: anyone with the link. codes: a printed single-use code each.",
)
@as_json
def create(survey: str, name: str, entry: str, *, as_json: bool) -> None:
    """Create a wave of SURVEY. It takes no answers until it is opened."""

    async def work(parts: Parts) -> dict[str, object]:
        read = load(survey, parts.settings.own_surveys)
        made = await parts.waves.create(read, name, Entry(entry))
        await record(parts, Act.WAVE_CREATED, made.code)
        return await _row(parts, made)

    _show(with_parts(work), as_json=as_json)


@wave.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """Every wave, newest first."""

    async def work(parts: Parts) -> list[dict[str, object]]:
        return [await _row(parts, one) for one in await parts.waves.all()]

    rows = with_parts(work)
    if as_json:
        show_json(rows)
    else:
        show_rows(rows, COLUMNS, "There is no wave yet. Create one with `saidanddone wave create`.")


@wave.command()
@click.argument("code")
@as_json
def show(code: str, *, as_json: bool) -> None:
    """Where the wave CODE stands."""

    async def work(parts: Parts) -> dict[str, object]:
        return await _row(parts, await parts.waves.one(code))

    _show(with_parts(work), as_json=as_json)


@wave.command()
@click.argument("code")
@click.option("--number", type=click.IntRange(1, MOST_CODES), required=True, help="How many.")
@as_json
def codes(code: str, number: int, *, as_json: bool) -> None:
    """Make single-use entry codes for the wave CODE, shown this once and kept as hashes."""

    async def work(parts: Parts) -> tuple[str, ...]:
        async with along(parts, Act.CODES_MADE, f"{code}, {number}"):
            return await parts.waves.make_codes(code, number)

    made = with_parts(work)
    if as_json:
        show_json(list(made))
    else:
        click.echo("\n".join(made))


@wave.command("open")
@click.argument("code")
@as_json
def open_(code: str, *, as_json: bool) -> None:
    """Let the wave CODE take answers."""

    async def work(parts: Parts) -> dict[str, object]:
        wave = await parts.waves.one(code)
        async with along(parts, Act.WAVE_OPENED, wave.code):
            opened = await parts.waves.open(wave.code)
        return await _row(parts, opened)

    _show(with_parts(work), as_json=as_json)


@wave.command()
@click.argument("code")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.option(
    "--leave-out-unreadable",
    is_flag=True,
    help="Lose the answers that cannot be opened, if a close stopped because of them.",
)
@click.option(
    "--key-lost",
    is_flag=True,
    help="Close without any answers, because the wave's key is gone from the keyring for good.",
)
@as_json
def close(
    code: str, *, yes: bool, leave_out_unreadable: bool, key_lost: bool, as_json: bool
) -> None:
    """Close the wave CODE for good: shuffle its answers out and destroy its keys.

    If it is stopped half-way, run it again: nothing is lost or doubled.
    """
    if key_lost and leave_out_unreadable:
        raise click.UsageError("--key-lost and --leave-out-unreadable exclude each other.")
    if not (yes or key_lost):
        click.confirm(
            "This cannot be undone: nobody can add, change or withdraw answers after it. Close?",
            abort=True,
            err=True,
        )

    async def work(parts: Parts) -> dict[str, object]:
        if key_lost:
            return await _row(parts, await give_up_and_close(parts, code, ask=not yes))
        if leave_out_unreadable:
            return await _row(parts, await close_without_unreadable(parts, code, ask=not yes))
        return await _row(parts, await close_all(parts, code))

    _show(with_parts(work), as_json=as_json)


@wave.command("clear-key")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def clear_key(name: str, *, yes: bool) -> None:
    """Destroy the key NAME, which belongs to no wave, as `doctor` says.

    Such a key is left where the making of a wave was killed. One that a wave needs is refused.
    """

    async def work(parts: Parts) -> str:
        return await clear(parts, name, ask=not yes)

    click.echo(f"Key {with_parts(work)} is destroyed.")


async def _row(parts: Parts, one: Wave) -> dict[str, object]:
    """What may be said of a wave."""
    return {
        "code": one.code,
        "name": one.name,
        "survey": one.survey.key,
        "state": one.state.value,
        "entry": one.entry.value,
        "finished": await _finished(parts, one),
        "opened_on": _day(one.opened_on),
        "closed_on": _day(one.closed_on),
        "address": f"{parts.settings.public_url}/s/{one.code}",
        "telegram": username.address(parts.settings, one.code) or None,
    }


async def _finished(parts: Parts, one: Wave) -> str:
    """Never exactly: two exact numbers, before and after one more, would tell about one person."""
    if one.answers_lost:
        return "lost"
    match one.state:
        case WaveState.DRAFT:
            return "-"
        case WaveState.OPEN | WaveState.CLOSING:
            return f"about {await parts.waves.about_finished(one.code)}"
        case WaveState.REWRITTEN | WaveState.CLOSED:
            return f"about {len(await parts.store.responses(one.id)) // 10 * 10}"
        case _:
            assert_never(one.state)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _show(row: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        show_json(row)
        return
    for key, value in row.items():
        if value is not None:
            click.echo(f"{key.replace('_', ' '):<10} {value}")
