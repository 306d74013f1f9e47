"""Passkeys: a key on the person's own device, opened by finger, face or PIN, logs in by itself.

The device's check of the person is always required, so a passkey counts as both factors.
webauthn is loaded at the first use: most servers never need it.
"""

import asyncio
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from surveys.errors import SurveyError
from surveys.officers.audit import Act, Audit
from surveys.officers.names import key_of
from surveys.officers.records import Account, ChallengeRow, LoginRefused, PasskeyRow
from surveys.officers.sessions import hashed
from surveys.officers.shelf import OfficerShelf

FRESH = timedelta(minutes=5)
MOST_ASKED = 100_000
"""At once; beyond them no passkey logs in for some minutes, passwords do."""
LOGIN = ""
"""Whom the challenge of a login is for: nobody is known yet."""
MOST_PASSKEYS = 10
LONGEST_ANSWER = 20_000


class PasskeyRefused(SurveyError):
    """The passkey was not taken. Try again; a page left open for long asks anew."""


class TooManyPasskeys(SurveyError):
    """Ten passkeys are the most. Remove one first."""


@dataclass(frozen=True, slots=True)
class Site:
    """Whom a passkey is for: the browser hands it to no other address."""

    host: str
    origin: str

    @property
    def usable(self) -> bool:
        """Browsers have passkeys on HTTPS and on localhost alone."""
        return self.origin.startswith("https://") or self.host == "localhost"

    @classmethod
    def at(cls, url: str) -> "Site":
        parts = urlsplit(url)
        return cls(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


class Challenges:
    """What was asked and not answered yet. Each is answered once, within minutes.

    They lie on the shelf, by their hashes: the process that reads the answer may be another.
    """

    def __init__(self, shelf: OfficerShelf, clock: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._clock = clock

    async def ask(self, whom: str) -> str:
        challenge, now = text_of(secrets.token_bytes(32)), self._clock()
        row = ChallengeRow(hashed(challenge), whom, now)
        await self._shelf.keep_challenge(row, now - FRESH, MOST_ASKED)
        return challenge

    async def take(self, challenge: str, whom: str) -> bool:
        asked = await self._shelf.take_challenge(hashed(challenge))
        fresh = asked is not None and self._clock() - asked.at < FRESH
        return asked is not None and fresh and asked.whom == whom


class Passkeys:
    def __init__(self, shelf: OfficerShelf, clock: Callable[[], datetime]) -> None:
        self._shelf = shelf
        self._clock = clock
        self._audit = Audit(shelf, clock)
        self._challenges = Challenges(shelf, clock)

    # ------------------------------------------------------------ one's own
    async def all(self, name: str) -> tuple[PasskeyRow, ...]:
        found = await self._shelf.passkeys_of(key_of(name))
        return tuple(sorted(found, key=lambda each: (each.began, each.id)))

    async def ask_new(self, name: str) -> str:
        return await self._challenges.ask(key_of(name))

    async def add(self, name: str, site: Site, challenge: str, answer: str) -> None:
        """Raises PasskeyRefused, TooManyPasskeys."""
        key = key_of(name)
        if not await self._challenges.take(challenge, key):
            raise PasskeyRefused
        if len(await self._shelf.passkeys_of(key)) >= MOST_PASSKEYS:
            raise TooManyPasskeys
        made = await asyncio.to_thread(_registered, site, challenge, answer)
        row = PasskeyRow(made[0], key, made[1], made[2], self._clock())
        if not await self._shelf.add_passkey(row):
            raise PasskeyRefused
        await self._audit.record(name, Act.PASSKEY_ADDED, name)

    async def remove(self, name: str, passkey: str) -> None:
        for row in await self.all(name):
            if row.id.hex() == passkey:
                await self._shelf.forget_passkey(row.id)
                await self._audit.record(name, Act.PASSKEY_REMOVED, name)

    # ------------------------------------------------------------ login
    async def ask_login(self) -> str:
        return await self._challenges.ask(LOGIN)

    async def whose(self, site: Site, challenge: str, answer: str) -> Account:
        """The active account whose passkey answered. Raises LoginRefused, never saying why."""
        if not await self._challenges.take(challenge, LOGIN):
            raise LoginRefused
        row = await self._shelf.passkey(_id_of(answer))
        account = await self._shelf.account(row.key) if row else None
        if row is None or account is None or not account.officer.active:
            raise LoginRefused
        count = await asyncio.to_thread(_proven, site, challenge, answer, row)
        await self._shelf.count_passkey(row.id, count)
        await self._audit.record(account.officer.name, Act.PASSKEY_USED)
        return account


def text_of(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _registered(site: Site, challenge: str, answer: str) -> tuple[bytes, bytes, int]:
    from webauthn import base64url_to_bytes, verify_registration_response  # noqa: PLC0415 - heavy

    try:
        made = verify_registration_response(
            credential=answer[:LONGEST_ANSWER],
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001 - whatever a browser sends, it is refused in one way
        raise PasskeyRefused from None
    return made.credential_id, made.credential_public_key, made.sign_count


def _id_of(answer: str) -> bytes:
    from webauthn.helpers import parse_authentication_credential_json  # noqa: PLC0415 - heavy

    try:
        return bytes(parse_authentication_credential_json(answer[:LONGEST_ANSWER]).raw_id)
    except Exception:  # noqa: BLE001 - as above
        raise LoginRefused from None


def _proven(site: Site, challenge: str, answer: str, row: PasskeyRow) -> int:
    from webauthn import base64url_to_bytes, verify_authentication_response  # noqa: PLC0415 - heavy

    try:
        proven = verify_authentication_response(
            credential=answer[:LONGEST_ANSWER],
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.count,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001 - as above
        raise LoginRefused from None
    return int(proven.new_sign_count)
