"""A person with a browser without JavaScript: sees a page, presses a button, sees the next."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient

Client = TestClient[web.Request, web.Application]


@dataclass
class Button:
    """A submit button with the form it belongs to."""

    words: str
    name: str
    value: str
    form: "Sent"


@dataclass
class Sent:
    """A form: where it goes and what it carries."""

    id: str
    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """What a page shows and what can be pressed."""

    def __init__(self, html: str, status: int = 200) -> None:
        super().__init__()
        self.html, self.status = html, status
        self.title, self.lang, self.text = "", "", ""
        self.forms: list[Sent] = []
        self.buttons: list[Button] = []
        self.areas: dict[str, str] = {}
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._form: Sent | None = None
        self._button: tuple[dict[str, str], str] | None = None
        self._area = ""
        self._late: list[tuple[str, Button]] = []
        self.feed(html)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = {name: value or "" for name, value in attrs}
        self.tags.append((tag, got))
        match tag:
            case "html":
                self.lang = got.get("lang", "")
            case "form":
                self._form = Sent(got.get("id", ""), got.get("action", ""))
                self.forms.append(self._form)
            case "input" if self._form and got.get("type") == "hidden":
                self._form.fields.append((got["name"], got["value"]))
            case "textarea":
                self._area = got["name"]
                self.areas[self._area] = ""
            case "button" if got.get("type", "submit") == "submit":
                self._button = (got, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = ""
        if tag == "button" and self._button:
            got, words = self._button
            form = self._form or next(each for each in self.forms if each.id == got["form"])
            made = Button(" ".join(words.split()), got.get("name", ""), got.get("value", ""), form)
            self.buttons.append(made)
            self._button = None

    def handle_data(self, data: str) -> None:
        if self._button:
            self._button = (self._button[0], self._button[1] + data)
        if self._area:
            self.areas[self._area] += data
        if self.tags and self.tags[-1][0] == "title" and not self.title:
            self.title = data
        self.text += f" {data}"

    def button(self, name: str, value: str) -> Button:
        return next(each for each in self.buttons if (each.name, each.value) == (name, value))

    def has(self, name: str, value: str) -> bool:
        return any((each.name, each.value) == (name, value) for each in self.buttons)

    @property
    def hidden(self) -> dict[str, str]:
        """What the answer's form carries."""
        return dict(next(form for form in self.forms if form.id == "answer").fields)


class Visitor:
    """One person. `page` is what they see now."""

    page: Page

    def __init__(self, client: Client, path: str, accept_language: str = "en-GB") -> None:
        self.client, self.path = client, path
        self.headers = {"Accept-Language": accept_language}

    async def get(self, path: str = "") -> Page:
        answer = await self.client.get(path or self.path, headers=self.headers)
        return await self._see(answer)

    async def press(self, name: str, value: str, **typed: str | list[str]) -> Page:
        """Press a button, with what was typed or ticked."""
        button = self.page.button(name, value)
        return await self.post(button.form, (name, value), **typed)

    async def post(
        self, form: Sent, pressed: tuple[str, str] | None = None, **typed: str | list[str]
    ) -> Page:
        fields = [*form.fields, *([pressed] if pressed else [])]
        for name, value in typed.items():
            fields += [(name, each) for each in ([value] if isinstance(value, str) else value)]
        answer = await self.client.post(
            form.action, data=fields, headers=self.headers, allow_redirects=False
        )
        return await self._see(answer)

    async def start(self) -> Page:
        await self.get()
        return await self.press("do", "start")

    async def until_words(self) -> Page:
        """Up to the last question of EVERY_KIND, the free text."""
        await self.start()
        await self.press("pick", "in")
        await self.press("pick", "5")
        return await self.press("do", "next", pick=["p0", "p2"])

    async def finish(self, words: str = "More lights") -> Page:
        await self.until_words()
        return await self.press("do", "next", text=words)

    async def _see(self, answer: ClientResponse) -> Page:
        self.page = Page(await answer.text(), answer.status)
        return self.page
