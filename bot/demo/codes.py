"""Login codes for the demo's throw-away logins, so that trying it needs no phone."""

from datetime import datetime

import pyotp

from bot.demo.ground import Login


def code(login: Login, now: datetime) -> str:
    """What a code app would show at this moment."""
    return str(pyotp.TOTP(login.secret).at(now))
