"""`saidanddone training-rows`: officers' decisions as JSON lines, in the data folder only."""

import json
from pathlib import Path

import click

from bot.cli.running import as_json, record, show_json, with_parts
from bot.files import writing_whole
from bot.parts import Parts
from surveys.officers.audit import Act
from surveys.review.training import rows

FOLDER = "training"


@click.command("training-rows")
@as_json
def training_rows(*, as_json: bool) -> None:
    """Write what officers decided in review as JSON lines, to better the rules with.

    The file lies in the data folder and only its owner may read it: there is no other place to
    write it to, since young people's words do not leave this server. Delete it after use.
    """

    async def work(parts: Parts) -> tuple[Path, int]:
        path = _file(parts)
        number = 0
        with writing_whole(path, force=True) as file:
            async for row in rows(parts.store, parts.review):
                file.write(f"{json.dumps(row, ensure_ascii=False)}\n".encode())
                number += 1
        await record(parts, Act.ROWS_WRITTEN, f"{number} rows")
        return path, number

    path, number = with_parts(work)
    if as_json:
        show_json({"file": str(path), "rows": number})
    else:
        click.echo(f"{number} rows in {path}. Delete the file after use.")


def _file(parts: Parts) -> Path:
    folder = parts.settings.data_dir / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"decisions-{parts.clock():%Y-%m-%d}.jsonl"
