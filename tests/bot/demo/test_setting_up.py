"""The demo's past wave goes the real road: everybody counted once, urgent words to the lead."""

import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest

from bot.app import build
from bot.demo import office, setting_up
from bot.demo.ground import Ground
from bot.demo.setting_up import set_up
from bot.felt import felt_already
from surveys.office.actions import Status
from surveys.office.notes import NoteState
from surveys.records import WaveState

FEW = 60


def silent(_step: str, _done: int, _of: int) -> None:
    pass


async def test_the_stage_that_is_left_standing(
    tmp_path: Path, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setting_up, "PEOPLE", FEW)
    ground = Ground(tmp_path / "demo")
    settings = ground.settings(8090)
    stage = await set_up(ground, settings, lambda: noon, silent)
    async with build(settings) as parts:
        past, open_ = await parts.waves.one(stage.past), await parts.waves.one(stage.open)
        assert (past.state, open_.state) == (WaveState.CLOSED, WaveState.OPEN)
        assert past.opened_on is not None
        assert past.closed_on is not None
        assert past.opened_on < past.closed_on < noon.date()
        assert past.name != open_.name
        assert len(await parts.store.responses(past.id)) == FEW
        assert len(await parts.review.held(stage.past)) == setting_up.WAITING
        waiting = await parts.urgent.waiting()
        assert waiting
        words = await parts.urgent.read(waiting[0].id, stage.lead.name, stage.lead.passphrase)
        assert words
        assert parts.keyring.has(open_.id)
        assert not parts.keyring.has(past.id)
        log = {each.thing.status for each in await parts.office.actions.all()}
        assert log == {Status.UNDER_WAY, Status.DONE}
        (event,) = await parts.office.events.all()
        notes = [each.thing.state for each in await parts.office.notes.of(event)]
        assert len(notes) == len(office.SAID)
        assert notes.count(NoteState.RELEASED) == office.SHOWN
        assert await parts.office.meetings.all()
        (update,) = await parts.telling.updates.published("safety-pulse", stage.past)
        assert update.roots.action
        assert (await parts.waves.one(update.wave)).state is WaveState.CLOSED
        assert "Most common: “Yes” (40%)" in await felt_already(parts, update, "en")
    assert zipfile.is_zipfile(ground.paper)
    paper = "\n".join(p.text for p in docx.Document(str(ground.paper)).paragraphs)
    assert "We asked: What worries you online? You said: Many of you" in paper
    assert "Every year 7 class" in paper
    assert "Has this made a difference to you?" in paper
    assert "Light the path" in paper + _cells(ground.paper)
    assert ground.stage() == stage


def _cells(paper: Path) -> str:
    tables = docx.Document(str(paper)).tables
    return "\n".join(cell.text for table in tables for row in table.rows for cell in row.cells)
