"""Links that open the bot at one survey; for posters, QR codes and the console."""

from urllib.parse import quote

MOST_PAYLOAD = 64
GAP = "_"


def deep_link(username: str, code: str, entry_code: str = "") -> str:
    """`https://t.me/USERNAME?start=CODE`; with a single-use entry code where there is one."""
    payload = GAP.join(filter(None, (code, entry_code.replace("-", ""))))
    return f"https://t.me/{quote(username.removeprefix('@'))}?start={quote(payload)}"


def opened(payload: str) -> tuple[str, str]:
    """Survey code and entry code of what `/start` brought."""
    code, _, entry = payload.strip()[:MOST_PAYLOAD].partition(GAP)
    return code.lower(), entry


def bot_link(username: str) -> str:
    return f"https://t.me/{quote(username.removeprefix('@'))}"
