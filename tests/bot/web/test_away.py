"""While the server is away the proxy's page still helps, and an open chat does not stop at it."""

from pathlib import Path

from bot.settings import Settings
from bot.web.away import away_page

OWN = """
[[post]]
name = "Anytown Youth Line"
contact = "01632 960 999"
link = "tel:01632960999"
first = true
source = "https://example.org"
checked = 2026-03-01
text.en = "Every day until ten."
"""


def page(folder: Path, own: str = "") -> str:
    settings = Settings.from_env({"SAIDANDDONE_DATA_DIR": str(folder)})
    if own:
        settings.surveys.mkdir()
        (settings.surveys / "signposts.toml").write_text(own)
    return away_page(settings)


def test_it_has_help_in_every_language_and_the_boards_own_numbers(tmp_path: Path) -> None:
    drawn = page(tmp_path, OWN)
    for wanted in ('href="tel:999"', 'href="tel:01632960999"', 'lang="cy"', "Not just now"):
        assert wanted in drawn


def test_it_needs_nothing_from_the_server_that_is_away(tmp_path: Path) -> None:
    drawn = page(tmp_path)
    for needed in ("<script", "<link", "src=", "/static/", "<form", "url("):
        assert needed not in drawn


def test_an_open_chat_takes_it_for_no_answer(tmp_path: Path) -> None:
    assert 'getElementById("main")) return false' in Path("bot/web/static/chat.js").read_text()
    assert 'id="' not in page(tmp_path)
