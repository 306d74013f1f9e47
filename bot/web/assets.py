"""Static files: read once, served from memory, cached by the hash of what is in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

from aiohttp import web

STATIC = Path(__file__).parent / "static"
KINDS = MappingProxyType(
    {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain"}
)
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    kind: str
    version: str


@cache
def assets(folder: Path = STATIC) -> Mapping[str, Asset]:
    """The files of a folder, by name."""
    found = (path for path in sorted(folder.iterdir()) if path.suffix in KINDS)
    return MappingProxyType({path.name: _read(path) for path in found})


def static(name: str) -> str:
    """The address of a static file; it changes when the file does."""
    return f"/static/{name}?v={assets()[name].version}"


async def serve_static(request: web.Request) -> web.Response:
    asset = assets().get(request.match_info["name"])
    if asset is None:
        raise web.HTTPNotFound
    fresh = request.query.get("v") == asset.version
    headers = {"Cache-Control": FOR_EVER if fresh else "no-cache"}
    return web.Response(body=asset.body, content_type=asset.kind, charset="utf-8", headers=headers)


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    return Asset(body, KINDS[path.suffix], blake2b(body, digest_size=6).hexdigest())
