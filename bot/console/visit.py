"""One request to the console: who asks, what they sent, and what they may use."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date

from aiohttp import web

from bot.console.desk import Desk
from bot.console.problems import Problem
from bot.parts import Parts
from surveys.along import Line
from surveys.officers.accounts import Officer, SignedIn
from surveys.officers.audit import Act
from surveys.plain import plain

NO_FORM: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent in a POST, already proven to come from our own page."""

    fields: dict[str, tuple[str, ...]] = field(repr=False)
    files: dict[str, bytes] = field(default_factory=dict, repr=False)

    def one(self, name: str) -> str:
        """The value in plain words, tidied at the ends; empty if it was not sent."""
        return plain(self.fields.get(name, ("",))[0]).strip()

    def exact(self, name: str) -> str:
        """The value as typed, for passwords."""
        return self.fields.get(name, ("",))[0]

    def every(self, name: str) -> tuple[str, ...]:
        return self.fields.get(name, ())


@dataclass(frozen=True, slots=True)
class Visit:
    """A handler takes one of these and answers with a response."""

    request: web.Request
    desk: Desk
    form: Form
    signed: SignedIn | None

    @property
    def parts(self) -> Parts:
        return self.desk.parts

    @property
    def officer(self) -> Officer:
        """Who is signed in. Pages for everybody must not ask."""
        if self.signed is None:
            raise web.HTTPForbidden
        return self.signed.officer

    @property
    def today(self) -> date:
        return self.parts.clock().date()

    def part(self, name: str) -> str:
        """A piece of the address."""
        return self.request.match_info[name]

    def url(self, path: str) -> str:
        return self.desk.prefix + path

    async def record(self, act: Act, subject: str = "") -> None:
        """Write it into the audit trail."""
        await self.parts.officers.audit.record(self.officer.name, act, subject)

    def along(self, act: Act, subject: str = "") -> AbstractAsyncContextManager[Line]:
        """The same, kept together with what is changed within, or not at all."""
        return self.parts.officers.audit.along(self.officer.name, act, subject)

    def draw(
        self,
        template: str,
        problems: Sequence[Problem] = (),
        status: int = 200,
        **values: object,
    ) -> web.Response:
        """A page. With problems it says so at the top and in the title."""
        words = {"visit": self, "problems": tuple(problems), "form": self.form, **values}
        text = self.desk.pages.get_template(f"console/{template}.html").render(words)
        if problems and status == web.HTTPOk.status_code:
            status = 422
        headers = {"Referrer-Policy": "same-origin"}  # so that forms say where they come from
        return web.Response(text=text, content_type="text/html", status=status, headers=headers)

    def go(self, path: str) -> web.Response:
        """After a change, on to a page that may be reloaded."""
        return web.Response(status=303, headers={"Location": self.url(path)})

    def file(self, body: bytes, name: str, media_type: str) -> web.Response:
        """Something to keep on the officer's own computer."""
        kept = f'attachment; filename="{name}"'
        return web.Response(
            body=body, headers={"Content-Type": media_type, "Content-Disposition": kept}
        )
