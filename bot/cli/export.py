"""`saidanddone export`: a closed wave as a document."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.progress import Progress, bar
from bot.cli.running import as_json, record, show_json, with_parts
from bot.documents import housed, material
from bot.errors import BadInput
from bot.files import refuse_to_overwrite, write_whole
from bot.parts import Parts
from exports.brief import Brief
from exports.disclosure.joins import joins
from exports.heading import Purpose
from exports.make import snapshot
from exports.render import FORMATS, Kind, chosen, render
from exports.speech import languages
from surveys.officers.audit import Act

STEPS = 3
LARGEST_TEMPLATE = 20_000_000

Facts = dict[str, Any]


def _day(_context: object, _option: object, given: datetime | None) -> date | None:
    return given.date() if given else None


def about_the_paper(command: Callable[..., None]) -> Callable[..., None]:
    """What only an officer knows. What is left out stands in brackets, to be filled in."""
    options = (
        click.option("--meeting", default="", help="The board or committee it goes to."),
        click.option(
            "--date",
            "meeting_on",
            type=click.DateTime(["%Y-%m-%d"]),
            callback=_day,
            help="Day of the meeting, such as 2026-03-31.",
        ),
        click.option("--report-of", default="", help="Name and post of the author."),
        click.option("--contact", default="", help="Whom to ask."),
        click.option("--area", default="", help="Wards or areas. Default: all."),
        click.option(
            "--purpose",
            type=click.Choice([p.value for p in Purpose]),
            default="decision",
            show_default=True,
        ),
        click.option("--marking", default="", help="Default: SAIDANDDONE_MARKING."),
        click.option("--status", default="", help="Default: Draft for checking."),
        click.option(
            "--recommend", "recommendations", multiple=True, help="One each; may be given again."
        ),
        click.option(
            "--implication", "implications", multiple=True, help="One each; may be given again."
        ),
        click.option("--language", type=click.Choice(languages()), default="en", show_default=True),
    )
    for option in reversed(options):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Cut:
    """What is counted together: other waves, and neighbouring groups."""

    others: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()


WHOLE = Cut()


@click.command()
@click.argument("code", metavar="WAVE")
@click.option(
    "--format", "fmt", type=click.Choice(list(FORMATS)), help="Default: from FILE's name."
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.PAPER.value,
    show_default=True,
    help="The paper with its tables; two plain pages for young people; a poster (both PDF).",
)
@click.option(
    "--out",
    "file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write. Whole or not at all.",
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A .docx of yours whose styles the Word paper takes.",
)
@click.option(
    "--with",
    "others",
    multiple=True,
    metavar="WAVE",
    help="Another closed wave of the same survey to count together with it; may be given again.",
)
@click.option(
    "--join",
    "joined",
    multiple=True,
    metavar="BY=A+B",
    help="Count neighbours as one group: see `saidanddone numbers`. Default: as last time.",
)
@about_the_paper
@click.option("--force", is_flag=True, help="Write over FILE if it is there.")
@as_json
def export(  # noqa: PLR0913, PLR0917  # one parameter an option
    code: str,
    fmt: str | None,
    kind: str,
    file: Path,
    template: Path | None,
    others: tuple[str, ...],
    joined: tuple[str, ...],
    *,
    force: bool,
    as_json: bool,
    **facts: Any,
) -> None:
    """Draw the closed wave WAVE as a document that shows only what is safe to show."""
    format_ = fmt or _by_name(file)
    chosen(format_, Kind(kind))
    styled = _template(template, format_)
    brief = _brief(facts)
    refuse_to_overwrite(file, force=force)

    async def work(parts: Parts) -> bytes:
        with bar() as progress:
            cut = Cut(others, joined)
            drawn = await draw(parts, code, format_, progress, brief, Kind(kind), styled, cut)
        await record(parts, Act.DOWNLOADED, f"{code}, {named(format_, Kind(kind))}")
        return drawn

    content = with_parts(work)
    write_whole(file, content, force=force)
    if as_json:
        told = {"wave": code, "format": format_, "kind": kind, "file": str(file)}
        show_json({**told, "bytes": len(content)})
    else:
        click.echo(f"Written: {file}")


async def draw(  # noqa: PLR0913, PLR0917  # what is drawn, for whom, as what, with what
    parts: Parts,
    code: str,
    fmt: str,
    progress: Progress,
    brief: Brief | None = None,
    kind: Kind = Kind.PAPER,
    template: bytes = b"",
    cut: Cut = WHOLE,
) -> bytes:
    """One closed wave, or several as one, in one format."""
    progress("counting", 0, STEPS)
    wave = await parts.waves.one(code)
    others = [await parts.waves.one(other) for other in cut.others]
    asked = joins(wave.survey, cut.joined)
    house = housed(brief or Brief(), parts)
    made_of = await material(parts, [wave, *others], house, joins=asked)
    progress("making safe", 1, STEPS)
    report = snapshot(made_of)
    progress("drawing", 2, STEPS)
    return render(report, fmt, kind, template)


def named(fmt: str, kind: Kind) -> str:
    """As the audit trail calls it."""
    return fmt if kind is Kind.PAPER else f"{kind}, {fmt}"


def _brief(facts: Facts) -> Brief:
    purpose = Purpose(facts.pop("purpose"))
    given = {name: value for name, value in facts.items() if value}
    return Brief(**given, purpose=purpose)


def _template(path: Path | None, fmt: str) -> bytes:
    if path is None:
        return b""
    if fmt != "docx":
        raise BadInput("Only Word papers take a template: add --format docx.")
    if path.stat().st_size > LARGEST_TEMPLATE:
        raise BadInput(f"{path} is larger than {LARGEST_TEMPLATE // 1_000_000} MB.")
    return path.read_bytes()


def _by_name(file: Path) -> str:
    for name, each in FORMATS.items():
        if file.suffix.lower().lstrip(".") == each.suffix.lstrip("."):
            return name
    raise BadInput(f"Say which format with --format: one of {', '.join(FORMATS)}.")
