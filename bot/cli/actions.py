"""`saidanddone actions`: the action log, listed, written out as a sheet, and taken back from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from bot import action_sheet
from bot.cli.running import Column, along, as_json, record, show_json, show_rows, with_parts
from bot.files import refuse_to_overwrite, write_whole
from bot.paper.sheet import Sheet, read_sheet
from bot.parts import Parts
from surveys.office import action_views
from surveys.office.action_history import plain
from surveys.office.action_rows import STATUSES
from surveys.office.action_sheet import Edit, Left, Plan
from surveys.office.actions import KeptAction
from surveys.officers.accounts import COMMAND_LINE
from surveys.officers.audit import Act

BAD_ROWS = 2
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
Actions = Sequence[KeptAction]
VIEWS: Mapping[str, Callable[[Actions], Actions]] = {
    "all": lambda actions: actions,
    "outstanding": action_views.outstanding,
    "closed": action_views.finished,
}
COLUMNS = (
    Column("number", "Number"),
    Column("title", "What will be done"),
    Column("lead", "Lead"),
    Column("agency", "Agency"),
    Column("due", "Due"),
    Column("status", "Status"),
)
NAMES = {status: name for name, status in STATUSES.items()}


@click.group()
def actions() -> None:
    """The action log: what the board does about what was said."""


@actions.command("list")
@click.option(
    "--show",
    type=click.Choice([*VIEWS, "overdue"]),
    default="outstanding",
    show_default=True,
    help="Which of them.",
)
@click.option("--agency", help="Of this agency alone.")
@as_json
def list_(*, show: str, agency: str | None, as_json: bool) -> None:
    """Show actions, those due first on top."""

    async def work(parts: Parts) -> list[dict[str, object]]:
        every = await parts.office.actions.all()
        today = parts.clock().date()
        late = action_views.overdue(every, today)
        chosen = late if show == "overdue" else VIEWS[show](every)
        return [_row(each, overdue=each in late) for each in chosen if _of(each, agency)]

    rows = with_parts(work)
    if as_json:
        show_json(rows)
    else:
        show_rows(rows, COLUMNS, "No action to list.")


def _of(kept: KeptAction, agency: str | None) -> bool:
    return agency is None or kept.thing.agency.casefold() == agency.casefold()


def _row(kept: KeptAction, *, overdue: bool) -> dict[str, object]:
    it = kept.thing
    return {
        "number": kept.id,
        "title": it.title,
        "theme": it.theme,
        "lead": it.lead,
        "agency": it.agency,
        "due": plain(it.due),
        "status": "Overdue" if overdue else NAMES[it.status],
        "outcome": it.outcome,
    }


@actions.command()
@click.option(
    "--out", "file", type=click.Path(path_type=Path), required=True, help="An .xlsx file."
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(*, file: Path, force: bool) -> None:
    """Write the whole log as a workbook, to be filled in and taken back with `import`."""
    refuse_to_overwrite(file, force=force)

    async def work(parts: Parts) -> tuple[bytes, int]:
        every = await parts.office.actions.all()
        await record(parts, Act.DOWNLOADED, "action log")
        return action_sheet.workbook(parts, every), len(every)

    body, count = with_parts(work)
    write_whole(file, body, force=force)
    click.echo(f"{count} actions in {file}.")


@actions.command("import")
@click.argument("file", type=A_FILE)
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@click.option("--skip-bad", is_flag=True, help="Make the good changes although rows are left out.")
@as_json
def import_(*, file: Path, dry_run: bool, skip_bad: bool, as_json: bool) -> int:
    """Take the log back from FILE (.xlsx or .csv): every change and each row left out is named.

    A row that stands against what somebody else changed since, or that cannot be read, is left
    out. If there is any, nothing is changed, unless --skip-bad. Changes are made all or none.
    """
    sheet = read_sheet(file)
    plan, made = with_parts(lambda parts: _import(parts, sheet, dry_run=dry_run, skip=skip_bad))
    if as_json:
        show_json(_told(plan, made))
    else:
        _say(plan, made)
    return BAD_ROWS if (plan.conflicts or plan.broken) else 0


async def _import(parts: Parts, sheet: Sheet, *, dry_run: bool, skip: bool) -> tuple[Plan, bool]:
    plan = await action_sheet.planned(parts, sheet)
    left_out = bool(plan.conflicts or plan.broken)
    if dry_run or not plan.edits or (left_out and not skip):
        return plan, False
    changes = [action_sheet.agreed(edit) for edit in plan.edits]
    async with along(parts, Act.ACTIONS_UPLOADED, f"{len(changes)}"):
        await action_sheet.make(parts, changes, COMMAND_LINE)
    return plan, True


def _told(plan: Plan, made: bool) -> dict[str, object]:  # noqa: FBT001 - of the one caller
    return {
        "made": made,
        "changes": [
            {"row": e.row, "number": e.before.id if e.before else "", "steps": e.steps}
            for e in plan.edits
        ],
        "conflicts": [asdict(each) for each in plan.conflicts],
        "broken": [asdict(each) for each in plan.broken],
        "same": plan.same,
    }


def _say(plan: Plan, made: bool) -> None:  # noqa: FBT001 - as above
    for edit in plan.edits:
        click.echo(_edit(edit))
    for kind, rows in (("Stands against", plan.conflicts), ("Cannot be read", plan.broken)):
        for left in rows:
            click.echo(_left(kind, left))
    did = "made" if made else "not made"
    left_out = len(plan.conflicts) + len(plan.broken)
    click.echo(
        f"{len(plan.edits)} changes {did}, {left_out} rows left out, {plan.same} rows as they were."
    )


def _edit(edit: Edit) -> str:
    steps = "; ".join(f"{name}: {was or '–'} -> {now or '–'}" for name, was, now in edit.steps)
    return f"Row {edit.row}, {edit.before.id if edit.before else 'new'}: {steps}"


def _left(kind: str, left: Left) -> str:
    return f"{kind}: row {left.row}, {left.what}: {left.why}"
