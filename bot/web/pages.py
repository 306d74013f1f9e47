"""Pages are drawn here: templates, wording, and the help that every page carries."""

from collections.abc import Sequence
from pathlib import Path

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.web.assets import static
from surveys.wording import LANGUAGES, wording

TEMPLATES = Path(__file__).parent / "templates"


def environment(*folders: Path) -> Environment:
    """Templates of these folders, then the shared ones. Everything is escaped; nothing is unset."""
    drawn = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    drawn.globals["static"] = static
    drawn.globals["lang"] = "en"
    drawn.globals["_"] = wording("en").say
    return drawn


class Pages:
    """Draws participants' pages."""

    def __init__(self, exit_url: str) -> None:
        self._templates = environment()
        self._templates.globals["exit_url"] = exit_url

    def draw(
        self,
        template: str,
        language: str,
        *,
        status: int = 200,
        offered: Sequence[str] = tuple(LANGUAGES),
        **values: object,
    ) -> web.Response:
        """One page in one language; `offered` are those it can be changed to."""
        others = {code: LANGUAGES[code] for code in offered if code in LANGUAGES}
        text = self._templates.get_template(template).render(
            lang=language, _=wording(language).say, languages=others, **values
        )
        return web.Response(text=text, content_type="text/html", status=status)
