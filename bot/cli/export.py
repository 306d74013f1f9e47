"""`saidanddone export`: a closed wave as a document."""

from pathlib import Path

import click

from bot.cli.progress import Progress, bar
from bot.cli.running import as_json, record, show_json, with_parts
from bot.errors import BadInput
from bot.files import refuse_to_overwrite, write_whole
from bot.parts import Parts
from exports.make import make_report
from exports.render import FORMATS, render
from surveys.audit import Act

STEPS = 3


@click.command()
@click.argument("code", metavar="WAVE")
@click.option(
    "--format", "fmt", type=click.Choice(list(FORMATS)), help="Default: from FILE's name."
)
@click.option(
    "--out",
    "file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write. Whole or not at all.",
)
@click.option("--force", is_flag=True, help="Write over FILE if it is there.")
@as_json
def export(code: str, fmt: str | None, file: Path, *, force: bool, as_json: bool) -> None:
    """Draw the closed wave WAVE as a document that shows only what is safe to show."""
    chosen = fmt or _by_name(file)
    refuse_to_overwrite(file, force=force)

    async def work(parts: Parts) -> bytes:
        with bar() as progress:
            drawn = await draw(parts, code, chosen, progress)
        await record(parts, Act.DOWNLOADED, f"{code}, {chosen}")
        return drawn

    content = with_parts(work)
    write_whole(file, content, force=force)
    if as_json:
        show_json({"wave": code, "format": chosen, "file": str(file), "bytes": len(content)})
    else:
        click.echo(f"Written: {file}")


async def draw(parts: Parts, code: str, fmt: str, progress: Progress) -> bytes:
    """One closed wave in one format."""
    progress("reading", 0, STEPS)
    wave = await parts.waves.one(code)
    responses = await parts.store.responses(wave.id)
    texts = await parts.store.texts(wave.id)
    progress("counting", 1, STEPS)
    today = parts.clock().date()
    report = make_report(wave, responses, texts, today, parts.settings.organisation)
    progress("drawing", 2, STEPS)
    return render(report, fmt)


def _by_name(file: Path) -> str:
    for name, each in FORMATS.items():
        if file.suffix.lower().lstrip(".") == each.suffix.lstrip("."):
            return name
    raise BadInput(f"Say which format with --format: one of {', '.join(FORMATS)}.")
