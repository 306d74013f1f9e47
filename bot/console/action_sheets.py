"""The action log as a spreadsheet, there and back: every change is seen before it is made."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from aiohttp import web

from bot.console.problems import Problem, of
from bot.console.visit import Visit
from bot.errors import BadInput
from bot.paper.sheet import Sheet, read_sheet
from exports import action_log
from surveys.audit import Act
from surveys.errors import SurveyError
from surveys.office.action_rows import row_of
from surveys.office.action_sheet import Edit, Plan, SheetRow, plan
from surveys.office.actions import Action, KeptAction, checked, numbered
from surveys.register import Overtaken

LARGEST_UPLOAD = 4 * 1024 * 1024
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Agreed:
    """One change as it waits in the page for the officer's yes. An empty `id`: a new action."""

    id: str
    version: int
    action: Action


async def show(visit: Visit) -> web.StreamResponse:
    return visit.draw("actions_sheet")


async def download(visit: Visit) -> web.StreamResponse:
    actions = await visit.parts.office.actions.all()
    rows = [row_of(each) for each in actions]
    title = f"Action log, {visit.parts.settings.organisation}"
    body = await visit.desk.make(lambda: action_log.workbook(rows, title, visit.today))
    await visit.record(Act.DOWNLOADED, "action log")
    return visit.file(body, f"actions-{visit.today}.xlsx", MEDIA_TYPE)


async def upload(visit: Visit) -> web.StreamResponse:
    """Read the sheet and show what it would do. Nothing is changed yet."""
    content = visit.form.files.get("sheet", b"")
    if not content:
        return visit.draw("actions_sheet", [Problem("Choose the file to upload", "sheet")])
    try:
        sheet = await asyncio.to_thread(_read, content)
        found = await _plan(visit, sheet)
    except (BadInput, SurveyError) as error:
        return visit.draw("actions_sheet", [of(error, "sheet")])
    agreed = msgspec.json.encode([_agreed(each) for each in found.edits]).decode()
    return visit.draw("actions_preview", plan=found, agreed=agreed)


async def apply(visit: Visit) -> web.StreamResponse:
    """Make the changes that were shown: all of them or none."""
    try:
        agreed = msgspec.json.decode(visit.form.exact("agreed"), type=list[Agreed])
        await _make(visit, agreed)
    except (msgspec.DecodeError, Overtaken):
        words = "Somebody changed the log meanwhile, so nothing was changed. Upload the sheet again"
        return visit.draw("actions_sheet", [Problem(words, "sheet")])
    await visit.record(Act.ACTIONS_UPLOADED, f"{len(agreed)}")
    return visit.draw("actions_done", changed=len(agreed))


def _read(content: bytes) -> Sheet:
    """From a file of our own making, so that nothing of the sender's name is used."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / ("sheet.xlsx" if content.startswith(b"PK") else "sheet.csv")
        path.write_bytes(content)
        try:
            return read_sheet(path)
        except BadInput as error:
            raise BadInput(str(error).replace(f"{path}", "The sheet")) from None


async def _plan(visit: Visit, sheet: Sheet) -> Plan:
    rows = [
        SheetRow(row.number, dict(zip(sheet.headers, row.cells, strict=True))) for row in sheet.rows
    ]
    actions = visit.parts.office.actions
    histories: Mapping[str, tuple[KeptAction, ...]] = {
        each.id: await actions.history(each.id) for each in await actions.all()
    }
    return plan(sheet.headers, rows, histories, visit.today)


def _agreed(edit: Edit) -> Agreed:
    before = edit.before
    return Agreed(before.id if before else "", before.number if before else 0, edit.action)


async def _make(visit: Visit, agreed: list[Agreed]) -> None:
    """Raises Overtaken, or what is wrong with an action."""
    actions, by, today = visit.parts.office.actions, visit.officer.name, visit.today
    now = {each.id: each for each in await actions.all()}
    versions, raised = [], len(now)
    for each in agreed:
        if each.id:
            before = _still(now, each)
            versions.append(actions.drawer.next(before, checked(each.action, today), by))
        else:
            raised += 1
            fit = checked(each.action, today)
            versions.append(actions.drawer.first(fit, by, thing_id=numbered(raised)))
    await actions.drawer.keep_all(versions)


def _still(now: Mapping[str, KeptAction], agreed: Agreed) -> KeptAction:
    if agreed.id not in now or now[agreed.id].number != agreed.version:
        raise Overtaken
    return now[agreed.id]
