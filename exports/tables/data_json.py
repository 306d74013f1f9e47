"""JSON: the same table and words for other programs; report.schema.json says what is in it."""

import json
from dataclasses import asdict

from exports.report import MARK, Report, Shown, Target
from exports.tables.lines import lines
from exports.undertaken import Action, Decisions

SCHEMA = "saidanddone.report/1"


def render(report: Report) -> bytes:
    """Keys keep their meaning within a version; new ones may come."""
    return (json.dumps(_document(report), ensure_ascii=False, indent=1) + "\n").encode()


def _document(report: Report) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "report": {"id": report.id, "digest": report.digest},
        "about": _about(report),
        "too_few": report.small or None,
        "summary": list(report.summary),
        "asked": [asdict(question) for question in report.asked],
        "findings": [
            {"number": f.number, "question": f.question, "heading": f.heading, "says": f.says}
            for f in report.findings
        ],
        "mark": MARK,
        "numbers": [asdict(line) for line in lines(report)],
        "themes": [asdict(theme) for theme in report.more.themes],
        "you_said_we_did": [
            {"asked": p.asked, "said": p.said, "did": p.did, "on": p.on.isoformat(), "says": p.says}
            for p in report.more.done
        ],
        "decisions": _decisions(report.more.decided),
        "target": _target(report.more.target),
        "measures": [
            {"question": measure.question, "says": list(measure.says)}
            for measure in report.more.measures
        ],
        "actions": [_action(action) for action in report.more.actions],
        "small_numbers": list(report.hidden),
        "method": list(report.method),
    }


def _decisions(before: Decisions | None) -> dict[str, object] | None:
    if before is None:
        return None
    lines = [asdict(line) for line in before.lines]
    return {"meeting": before.meeting, "on": before.on.isoformat(), "decisions": lines}


def _target(target: Target | None) -> dict[str, object] | None:
    """Per cent favourable by wave; null where it is not shown."""
    if target is None:
        return None
    waves = [
        {"wave": bar.label, "favourable": bar.cell.percent if isinstance(bar.cell, Shown) else None}
        for bar in target.bars
    ]
    return {
        "question": target.question,
        "wanted": target.wanted,
        "waves": waves,
        "says": target.says,
    }


def _action(action: Action) -> dict[str, str | None]:
    return {
        "what": action.what,
        "lead": action.lead,
        "due": action.due.isoformat() if action.due else None,
        "standing": action.standing.value,
        "measure": action.measure,
    }


def _about(report: Report) -> dict[str, str | None]:
    block = report.block
    return {
        "organisation": block.organisation,
        "survey": block.title,
        "wave": block.wave,
        "reference": block.reference,
        "language": block.language,
        "opened_on": block.opened_on.isoformat() if block.opened_on else None,
        "closed_on": block.closed_on.isoformat() if block.closed_on else None,
        "made_on": block.made_on.isoformat(),
        "status": block.status,
        "marking": block.marking,
    }
