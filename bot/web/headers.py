"""What every answer says to the browser, whatever page it is."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

from aiohttp import web

from bot.settings import Settings

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'{exit}; base-uri 'none'; frame-ancestors 'none'"
)
NOTHING_ALLOWED = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip
A_YEAR = "max-age=31536000"

Signal = Callable[[web.Request, web.StreamResponse], Awaitable[None]]


def headers(settings: Settings) -> Mapping[str, str]:
    """The exit is named because Chromium checks where a posted form is sent on to."""
    exit_site = urlsplit(settings.exit_url)
    said = {
        "Content-Security-Policy": POLICY.format(exit=f" {exit_site.scheme}://{exit_site.netloc}"),
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex, nofollow",
        "Permissions-Policy": NOTHING_ALLOWED,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return said | ({"Strict-Transport-Security": A_YEAR} if settings.is_secure else {})


def add_headers(settings: Settings) -> Signal:
    """A signal that adds them to everything that leaves; a page may set its own first."""
    said = headers(settings)

    async def add(_request: web.Request, response: web.StreamResponse) -> None:
        for name, value in said.items():
            response.headers.setdefault(name, value)
        response.headers["Server"] = "web"

    return add
