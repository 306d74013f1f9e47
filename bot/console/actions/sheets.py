"""The action log as a spreadsheet, there and back: every change is seen before it is made."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from aiohttp import web

from bot.action_sheet import Agreed, agreed, make, planned, workbook
from bot.console.problems import Problem, of
from bot.console.visit import Visit
from bot.errors import BadInput
from bot.paper.sheet import Sheet, read_sheet
from surveys.errors import SurveyError
from surveys.officers.audit import Act
from surveys.register import Overtaken

LARGEST_UPLOAD = 4 * 1024 * 1024
LARGEST_UNPACKED = 32 * 1024 * 1024
"""It is read in the server, beside the people who answer."""

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def show(visit: Visit) -> web.StreamResponse:
    return visit.draw("actions_sheet")


async def download(visit: Visit) -> web.StreamResponse:
    actions = await visit.parts.office.actions.all()
    body = await visit.desk.make(lambda: workbook(visit.parts, actions))
    await visit.record(Act.DOWNLOADED, "action log")
    return visit.file(body, f"actions-{visit.today}.xlsx", MEDIA_TYPE)


async def upload(visit: Visit) -> web.StreamResponse:
    """Read the sheet and show what it would do. Nothing is changed yet."""
    content = visit.form.files.get("sheet", b"")
    if not content:
        return visit.draw("actions_sheet", [Problem("Choose the file to upload", "sheet")])
    try:
        sheet = await asyncio.to_thread(_read, content)
        found = await planned(visit.parts, sheet)
    except (BadInput, SurveyError) as error:
        return visit.draw("actions_sheet", [of(error, "sheet")])
    changes = msgspec.json.encode([agreed(each) for each in found.edits]).decode()
    return visit.draw("actions_preview", plan=found, agreed=changes)


async def apply(visit: Visit) -> web.StreamResponse:
    """Make the changes that were shown: all of them or none."""
    try:
        changes = msgspec.json.decode(visit.form.exact("agreed"), type=list[Agreed])
        async with visit.along(Act.ACTIONS_UPLOADED, f"{len(changes)}"):
            await make(visit.parts, changes, visit.officer.name)
    except (msgspec.DecodeError, Overtaken):
        words = "Somebody changed the log meanwhile, so nothing was changed. Upload the sheet again"
        return visit.draw("actions_sheet", [Problem(words, "sheet")])
    return visit.draw("actions_done", changed=len(changes))


def _read(content: bytes) -> Sheet:
    """From a file of our own making, so that nothing of the sender's name is used."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / ("sheet.xlsx" if content.startswith(b"PK") else "sheet.csv")
        path.write_bytes(content)
        try:
            return read_sheet(path, unpacked=LARGEST_UNPACKED)
        except BadInput as error:
            raise BadInput(str(error).replace(f"{path}", "The sheet")) from None
