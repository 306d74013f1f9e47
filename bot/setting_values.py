"""How one setting is read: each takes what stands in the environment or says what is wrong."""

from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from bot.addresses import LOOPBACK
from exports.brief import colour, logo
from exports.errors import UnfitBrief

LARGEST_PORT = 65535
LONGEST_NAME = 120

E = TypeVar("E", bound=StrEnum)


def folder(raw: str) -> Path:
    path = Path(raw).expanduser().absolute()
    with suppress(PermissionError):  # told where the folder is used, and by `saidanddone doctor`
        if path.exists() and not path.is_dir():
            raise ValueError("is a file; name a folder")
    return path


def port_number(raw: str) -> int:
    if not raw.isascii() or not raw.isdigit() or not 0 < int(raw) <= LARGEST_PORT:
        raise ValueError(f"must be a number from 1 to {LARGEST_PORT}")
    return int(raw)


def web_address(raw: str) -> str:
    if not _is_web_address(raw):
        raise ValueError("must be a full address such as https://example.org")
    return raw.rstrip("/")


def _is_web_address(raw: str) -> bool:
    try:
        parts = urlsplit(raw)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # of the port, or of brackets
        return False


def public_url(raw: str) -> str:
    address = web_address(raw)
    parts = urlsplit(address)
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        raise ValueError("must be an address without a path, such as https://safe.example.org")
    if address.startswith("http://") and urlsplit(address).hostname not in LOOPBACK:
        raise ValueError("must start with https:// unless it is on this machine")
    return address


def own_address(host: str, port: int) -> str:
    return f"http://{host if host in LOOPBACK else '127.0.0.1'}:{port}"


def short(raw: str) -> str:
    if len(raw) > LONGEST_NAME or not raw.isprintable():
        raise ValueError(f"must be one line of at most {LONGEST_NAME} characters")
    return raw


def paper_colour(raw: str) -> str:
    try:
        return colour(raw)
    except UnfitBrief as error:
        raise ValueError(f"is no colour for papers: {error}") from None


def logo_file(raw: str) -> bytes:
    """The picture itself, so that a paper does not depend on a file that may go."""
    try:
        return logo(Path(raw).expanduser().read_bytes()) if raw else b""
    except (OSError, UnfitBrief):
        raise ValueError("must name a PNG file of at most 500 kB that can be read") from None


def one_of(kind: type[E]) -> Callable[[str], E]:
    def read(raw: str) -> E:
        if raw.lower() not in list(kind):
            raise ValueError(f"must be one of {', '.join(kind)}")
        return kind(raw.lower())

    return read


def yes_or_no(raw: str) -> bool:
    if raw.lower() not in {"yes", "no"}:
        raise ValueError("must be yes or no")
    return raw.lower() == "yes"
