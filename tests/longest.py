"""The files that take longest begin first, so that no worker is left alone with one at the end."""

import pytest

LONGEST = (
    "tests/bot/cli/test_moderation_check.py",
    "tests/journeys/test_chat.py",
    "tests/attacks/test_linkage.py",
    "tests/journeys/test_console.py",
    "tests/journeys/test_axe.py",
    "tests/bot/console/test_console_roles.py",
    "tests/documents/test_read_back.py",
    "tests/journeys/test_year.py",
    "tests/attacks/test_rules_attacked.py",
    "tests/attacks/test_boards.py",
    "tests/promises/test_disclosure_numbers.py",
    "tests/bot/broadcast/test_sender.py",
    "tests/journeys/test_paper_forms.py",
    "tests/documents/test_kinds.py",
    "tests/journeys/test_axe_answers.py",
    "tests/surveys/intake/test_intake.py",
    "tests/bot/test_server.py",
    "tests/bot/alerts/test_chain_kill.py",
    "tests/journeys/test_keyboard.py",
    "tests/journeys/test_telegram.py",
    "tests/moderation/test_marked.py",
    "tests/surveys/intake/test_intake_harm.py",
    "tests/journeys/test_event.py",
    "tests/attacks/test_telegram_faults.py",
    "tests/bot/demo/test_setting_up.py",
    "tests/bot/broadcast/test_kill.py",
    "tests/surveys/urgent/test_casework.py",
    "tests/surveys/test_migrations.py",
    "tests/surveys/test_store_talks.py",
    "tests/surveys/test_store_differential.py",
    "tests/surveys/urgent/test_lead_keys.py",
    "tests/attacks/test_kill.py",
    "tests/documents/test_word_paper.py",
    "tests/bot/test_documents.py",
    "tests/bot/screening/test_screening.py",
    "tests/journeys/test_joining.py",
    "tests/moderation/test_cost.py",
    "tests/attacks/test_rules_off.py",
    "tests/surveys/test_store_sql.py",
    "tests/surveys/officers/test_officers.py",
    "tests/documents/test_same_figures.py",
    "tests/surveys/telling/test_updates.py",
)


def first(items: list[pytest.Item]) -> None:
    """Those of the longest files in front, the longest first; all others stay as they are."""
    order = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.nodeid.partition("::")[0], len(order)))
