"""The columns of the action log's sheet: how an action stands in a row, and how a row is read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from surveys.office.action_history import plain
from surveys.office.actions import LONGEST_TITLE, LONGEST_WORDS, Action, KeptAction, Status

TEXTS = {
    "What will be done": "title",
    "Theme": "theme",
    "Lead": "lead",
    "Agency": "agency",
    "How we will know": "measure",
    "What became of it": "outcome",
}
STATUSES = {
    "Not started": Status.NOT_STARTED,
    "Under way": Status.UNDER_WAY,
    "Done": Status.DONE,
    "Closed without being done": Status.DROPPED,
}
COLUMNS = (*list(TEXTS)[:4], "Due", "How we will know", "Status", "What became of it", "New note")
"""Those to fill in."""
HEADERS = ("Number", "Version", *COLUMNS, "Raised", "Closed")
REQUIRED = ("Number", "Version", "What will be done", "Due", "Status")


class BadCell(Exception):
    """A cell that cannot be read."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(why)
        self.column = column


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a row. Columns that are not in the sheet change nothing."""

    version: int
    texts: Mapping[str, str]
    due: date | None
    has_due: bool
    status: Status | None
    note: str

    def on(self, action: Action) -> Action:
        """That action with the row's words in their places."""
        changed = replace(action, **self.texts, note=self.note)  # type: ignore[arg-type]
        if self.has_due:
            changed = replace(changed, due=self.due)
        return replace(changed, status=self.status) if self.status else changed


def row_of(kept: KeptAction) -> dict[str, str]:
    """An action as its row; "New note" waits for words."""
    action = kept.thing
    words = {header: plain(getattr(action, name)) for header, name in TEXTS.items()}
    names = {status: name for name, status in STATUSES.items()}
    return {
        "Number": kept.id,
        "Version": str(kept.number),
        **words,
        "Due": plain(action.due),
        "Status": names[action.status],
        "New note": "",
        "Raised": plain(action.raised),
        "Closed": plain(action.closed),
    }


def typed(cells: Mapping[str, str]) -> Typed:
    """Raises BadCell naming the column."""
    return Typed(
        _version(cells),
        {name: _text(cells, header) for header, name in TEXTS.items() if header in cells},
        _day(cells.get("Due", "").strip()),
        "Due" in cells,
        _status(cells.get("Status", "").strip()),
        _text(cells, "New note"),
    )


def _version(cells: Mapping[str, str]) -> int:
    number, version = cells.get("Number", "").strip(), cells.get("Version", "").strip()
    if not number:
        return 0
    if not (version.isascii() and version.isdigit() and len(version) < 8):  # noqa: PLR2004
        raise BadCell("Version", "must be left as it was downloaded")
    return int(version)


def _text(cells: Mapping[str, str], header: str) -> str:
    text = cells.get(header, "").replace("\r\n", "\n").strip()
    most = LONGEST_TITLE if header == "What will be done" else LONGEST_WORDS
    if len(text) > most:
        raise BadCell(header, f"is longer than {most:,} characters")
    return text


def _day(text: str) -> date | None:
    """2026-06-01, as a spreadsheet's own date comes out; a time of midnight is passed over."""
    if not text:
        return None
    day = text.removesuffix("T00:00:00").removesuffix(" 00:00:00")
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise BadCell("Due", f"“{text[:40]}” is not a day; write it as 2026-06-01") from None


def _status(text: str) -> Status | None:
    if not text:
        return None
    known = {name.casefold(): status for name, status in STATUSES.items()}
    if text.casefold() not in known:
        raise BadCell("Status", f"“{text[:40]}” is none of {', '.join(STATUSES)}")
    return known[text.casefold()]
