"""`saidanddone import-answers`: paper forms, typed up, on the one road in."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from bot import log
from bot.app import care
from bot.cli.progress import Progress, bar
from bot.cli.running import as_json, show_json, with_parts
from bot.errors import BadInput
from bot.paper.columns import Map, match_columns, read_map
from bot.paper.forms import BadRow, Form, read_forms
from bot.paper.sending import Tally, Tell, send
from bot.paper.sheet import Sheet, read_sheet
from bot.parts import Parts
from surveys.errors import WaveClosed, WaveNotOpen
from surveys.records import Wave, WaveState

BAD_ROWS = 2
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asked for."""

    code: str
    file: Path
    sheet: str | None
    mapped: Map
    language: str
    dry_run: bool
    skip_bad: bool


@dataclass(frozen=True, slots=True)
class Account:
    """Every row of the sheet, accounted for. No tally: nothing was stored."""

    rows: int
    bad: tuple[BadRow, ...]
    tally: Tally | None

    def as_dict(self) -> dict[str, object]:
        tally = self.tally or Tally()
        return {
            "rows": self.rows,
            "stored": len(tally.stored),
            "held": len(tally.held),
            "urgent": len(tally.urgent),
            "already_there": len(tally.before),
            "refused": [{"row": bad.number, "reasons": list(bad.reasons)} for bad in self.bad],
        }


@click.command("import-answers")
@click.argument("code", metavar="WAVE")
@click.argument("file", type=A_FILE)
@click.option(
    "--map", "map_file", type=A_FILE, help="A TOML file with [columns], [values.*], ignore."
)
@click.option("--column", "columns", multiple=True, metavar="QUESTION=HEADER", help="One column.")
@click.option("--ignore", "ignored", multiple=True, metavar="HEADER", help="A column to leave out.")
@click.option("--sheet", help="Which sheet of a workbook. Default: the first.")
@click.option("--language", default="en", show_default=True, help="The language of the forms.")
@click.option("--dry-run", is_flag=True, help="Read and check everything; store nothing.")
@click.option("--skip-bad", is_flag=True, help="Store the good rows although others are bad.")
@as_json
def import_answers(  # noqa: PLR0913 - click hands over each option by its name
    *,
    code: str,
    file: Path,
    map_file: Path | None,
    columns: Sequence[str],
    ignored: Sequence[str],
    sheet: str | None,
    language: str,
    dry_run: bool,
    skip_bad: bool,
    as_json: bool,
) -> int:
    """Store the forms typed up in FILE (.csv or .xlsx) as answers of the open wave WAVE.

    The first row names the questions, by key or by their words; `saidanddone survey show` lists
    both. Cells may hold an option's key, its words or its number; several are divided by
    semicolons; an empty cell is a question skipped. If any row is bad, nothing is stored, unless
    --skip-bad. Stopped half-way, run it again: no form is stored twice.
    """
    mapped = read_map(map_file, columns, ignored)
    wanted = Wanted(code, file, sheet, mapped, language, dry_run, skip_bad)

    async def work(parts: Parts) -> Account:
        with bar() as progress:
            return await _import(parts, wanted, progress)

    account = with_parts(work)
    if as_json:
        show_json(account.as_dict())
    else:
        _show(account)
    return BAD_ROWS if account.bad and not skip_bad else 0


async def _import(parts: Parts, wanted: Wanted, progress: Progress) -> Account:
    wave = await _open_wave(parts, wanted.code)
    if wanted.language not in wave.survey.languages:
        raise BadInput(f"--language: one of {', '.join(wave.survey.languages)}.")
    sheet = read_sheet(wanted.file, wanted.sheet)
    forms, bad = _read(wave, sheet, wanted, progress)
    if wanted.dry_run or (bad and not wanted.skip_bad):
        return Account(len(sheet.rows), bad, None)
    tally = await send(parts, wave, forms, care(parts.settings), _telling(progress))
    if tally.urgent:
        await log.urgent_waits(wave.name)
    return Account(len(sheet.rows), bad, tally)


def _telling(progress: Progress) -> Tell:
    def tell(count: int, of: int) -> None:
        progress("storing", count, of)

    return tell


async def _open_wave(parts: Parts, code: str) -> Wave:
    wave = await parts.waves.one(code)
    if wave.state is WaveState.DRAFT:
        raise WaveNotOpen
    if wave.state is not WaveState.OPEN:
        raise WaveClosed
    return wave


def _read(
    wave: Wave, sheet: Sheet, wanted: Wanted, progress: Progress
) -> tuple[list[Form], tuple[BadRow, ...]]:
    places = match_columns(wave.survey, sheet.headers, wanted.mapped)
    forms, bad = [], []
    read = read_forms(wave.survey, sheet, places, wanted.mapped, wanted.language)
    for count, each in enumerate(read, start=1):
        progress("checking", count, len(sheet.rows))
        if isinstance(each, BadRow):
            bad.append(each)
        else:
            forms.append(each)
    return forms, tuple(bad)


def _show(account: Account) -> None:
    for bad in account.bad:
        click.echo(f"row {bad.number}: {'; '.join(bad.reasons)}", err=True)
    refused = len(account.bad)
    if account.tally is None:
        good = account.rows - refused
        click.echo(f"Nothing was stored. {account.rows} rows: {good} good, {refused} bad.")
        if good and refused:
            click.echo("Mend the bad rows and run it again, or store the good ones: --skip-bad.")
        return
    tally = account.tally
    click.echo(f"{account.rows} rows: {len(tally.stored)} stored, {refused} refused.")
    click.echo(f"Of those stored, {len(tally.held)} wait for review once the wave is closed,")
    click.echo(f"and {len(tally.urgent)} went to the safeguarding leads at once.")
    if tally.before:
        click.echo(f"{len(tally.before)} had been stored by an earlier run of the same file.")
