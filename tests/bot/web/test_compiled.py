from pathlib import Path

import pytest
from jinja2 import Environment

from bot.web.pages import environment


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of the templates that were compiled, as it goes on."""
    names: list[str | None] = []
    real = Environment.compile

    def noting(self: Environment, source: str, name: str | None = None, *more: object) -> object:
        names.append(name)
        return real(self, source, name, *more)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", noting)
    return names


def test_a_second_server_draws_what_the_first_compiled(
    tmp_path: Path, compiled: list[str | None]
) -> None:
    (tmp_path / "sign.html").write_text("{{ organisation }}")
    for organisation in ("The board", "Another <board>"):
        drawn = environment(tmp_path)
        drawn.globals["organisation"] = organisation
        shown = drawn.get_template("sign.html").render()
        assert shown == organisation.replace("<", "&lt;").replace(">", "&gt;")
    assert compiled == ["sign.html"]


def test_another_template_of_that_name_is_compiled_anew(
    tmp_path: Path, compiled: list[str | None]
) -> None:
    for words in ("Open", "Closed"):
        (tmp_path / "sign.html").write_text(words)
        assert environment(tmp_path).get_template("sign.html").render() == words
    (other := tmp_path / "other").mkdir()
    (other / "sign.html").write_text("Elsewhere")
    assert environment(other).get_template("sign.html").render() == "Elsewhere"
    assert compiled == ["sign.html"] * 3
