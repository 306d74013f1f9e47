"""The action log as a sheet: written out, read back, and its changes made, all or none.

The console and the command line go the same way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.paper.sheet import Sheet
from bot.parts import Parts
from exports.workbook import action_log
from surveys.office.action_rows import row_of
from surveys.office.action_sheet import Edit, Plan, SheetRow, plan
from surveys.office.actions import Action, KeptAction, checked, numbered
from surveys.register import Overtaken


@dataclass(frozen=True, slots=True)
class Agreed:
    """One change as it waits for somebody's yes. An empty `id`: a new action."""

    id: str
    version: int
    action: Action


def workbook(parts: Parts, actions: Sequence[KeptAction]) -> bytes:
    """XLSX, to be filled in."""
    title = f"Action log, {parts.settings.organisation}"
    rows = [row_of(each) for each in actions]
    return action_log.workbook(rows, title, parts.clock().date())


async def planned(parts: Parts, sheet: Sheet) -> Plan:
    """What the sheet would do to the log as it stands. Raises NotTheLog."""
    rows = [
        SheetRow(row.number, dict(zip(sheet.headers, row.cells, strict=True))) for row in sheet.rows
    ]
    actions = parts.office.actions
    histories: Mapping[str, tuple[KeptAction, ...]] = {
        each.id: await actions.history(each.id) for each in await actions.all()
    }
    return plan(sheet.headers, rows, histories, parts.clock().date())


def agreed(edit: Edit) -> Agreed:
    before = edit.before
    return Agreed(before.id if before else "", before.number if before else 0, edit.action)


async def make(parts: Parts, changes: Sequence[Agreed], by: str) -> None:
    """All of them or none. Raises Overtaken, or what is wrong with an action."""
    actions, today = parts.office.actions, parts.clock().date()
    now = {each.id: each for each in await actions.all()}
    versions, raised = [], len(now)
    for each in changes:
        if each.id:
            before = _still(now, each)
            versions.append(actions.drawer.next(before, checked(each.action, today), by))
        else:
            raised += 1
            fit = checked(each.action, today)
            versions.append(actions.drawer.first(fit, by, thing_id=numbered(raised)))
    await actions.drawer.keep_all(versions)


def _still(now: Mapping[str, KeptAction], change: Agreed) -> KeptAction:
    if change.id not in now or now[change.id].number != change.version:
        raise Overtaken
    return now[change.id]
