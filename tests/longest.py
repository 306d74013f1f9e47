"""The files that take longest begin first, so that no worker is left alone with one at the end."""

import pytest

LONGEST = (
    "tests/bot/cli/test_moderation_check.py",
    "tests/journeys/test_chat.py",
    "tests/journeys/test_year.py",
    "tests/journeys/test_keyboard.py",
    "tests/promises/test_disclosure_numbers.py",
    "tests/bot/console/test_console_roles.py",
    "tests/moderation/test_messages.py",
    "tests/attacks/test_boards.py",
    "tests/journeys/test_console.py",
    "tests/journeys/test_axe.py",
    "tests/attacks/test_linkage.py",
    "tests/attacks/test_rules_attacked.py",
    "tests/documents/test_read_back.py",
    "tests/bot/cli/test_export.py",
    "tests/journeys/test_paper_forms.py",
    "tests/journeys/test_event.py",
    "tests/journeys/test_joining.py",
    "tests/attacks/test_kill.py",
)


def first(items: list[pytest.Item]) -> None:
    """Those of the longest files in front, the longest first; all others stay as they are."""
    order = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.nodeid.partition("::")[0], len(order)))
