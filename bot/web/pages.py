"""Pages are drawn here: templates, wording, and the help that every page carries."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.web.assets import static
from bot.web.compiled import Compiled
from bot.web.people import Carried
from surveys.anonymity.tokens import may_be_words
from surveys.dates import day
from surveys.help.helping import MAY_BE_YOUNG
from surveys.help.offers import general_help
from surveys.help.signposts import AUDIENCES, SHIPPED, YOUNG, SignPosts
from surveys.messages import Help, SignPost
from surveys.wording import LANGUAGES, direction, wording

PLAIN: Mapping[str, object] = {
    "path": "",
    "here": "/",
    "talking": False,
    "told": None,
    "carried": Carried(),
    "problem": "",
    "posts": (),
    "typed": "",
}
"""What a page outside a conversation has to say about one."""

TEMPLATES = Path(__file__).parent / "templates"
COMPILED = Compiled()


def environment(*folders: Path) -> Environment:
    """Templates of these folders, then the shared ones. Everything is escaped; nothing is unset."""
    drawn = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=COMPILED,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    drawn.globals["static"] = static
    drawn.globals["lang"] = "en"
    drawn.globals["direction"] = direction
    drawn.globals["_"] = wording("en").say
    drawn.filters["day"] = day
    return drawn


class Pages:
    """Draws participants' pages."""

    def __init__(self, exit_url: str, posts: SignPosts = SHIPPED) -> None:
        self._templates = environment()
        self._templates.globals["exit_url"] = exit_url
        self.posts = posts
        self._helps = {
            (language, audience): self._help(language, audience)
            for language in LANGUAGES
            for audience in AUDIENCES
        }

    def draw(
        self,
        template: str,
        language: str,
        *,
        status: int = 200,
        offered: Sequence[str] = tuple(LANGUAGES),
        audience: str = YOUNG,
        **values: Any,
    ) -> web.Response:
        """One page in one language; `offered` are those it can be changed to.

        `audience` is whom the survey asks: it has the help that fits them.
        """
        shared = {
            "lang": language,
            "_": wording(language).say,
            "languages": {code: LANGUAGES[code] for code in offered if code in LANGUAGES},
            "help": self._helps[language, audience],
            "may_be_young": audience in MAY_BE_YOUNG,
        }
        text = self._templates.get_template(template).render({**PLAIN, **shared, **values})
        return web.Response(text=text, content_type="text/html", status=status)

    def general(self, language: str, audience: str = YOUNG) -> Help:
        """The help for somebody who does not say with what."""
        return general_help(language, self.posts, audience)

    def for_words(self, typed: str, language: str, audience: str = YOUNG) -> tuple[SignPost, ...]:
        """Where to turn, for words in a place meant for a code: nobody will read them."""
        return self.general(language, audience).posts if may_be_words(typed) else ()

    def _help(self, language: str, audience: str) -> Markup:
        """The help of every page: in the page itself, so that it needs no network. Drawn once."""
        general = self.general(language, audience)
        text = self._templates.get_template("help.html").render(
            _=wording(language).say, lang=language, intro=general.intro, posts=general.posts
        )
        return Markup(text)  # noqa: S704 - drawn just here, escaped

    def notice(
        self,
        language: str,
        title: str,
        lines: Sequence[str],
        **values: Any,
    ) -> web.Response:
        """A page with something to read and one way on."""
        return self.draw("notice.html", language, title=title, lines=lines, **values)
