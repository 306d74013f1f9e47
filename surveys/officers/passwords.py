"""Passwords and one-time codes. Slow on purpose: call from a thread, not from the event loop."""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime

import pyotp
from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import hash_secret_raw
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from surveys.officers.records import Credentials, Enrolment
from surveys.officers.recovery import new_codes

ISSUER = "Said & Done"
STEP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Opened:
    """The right password was given. `renewed` is there when the hash has grown too cheap."""

    totp: str = field(repr=False)
    renewed: Credentials | None = None


def enrolment(name: str, secret: str) -> Enrolment:
    uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)
    return Enrolment(secret, uri, new_codes())


def new_totp() -> str:
    return pyotp.random_base32()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The half minute this code belongs to: the present one, the one before or the one after."""
    generator = pyotp.TOTP(secret)
    step = int(now.timestamp()) // STEP_SECONDS
    typed = "".join(code.split()).encode()
    found = None
    for candidate in (step - 1, step, step + 1):
        expected = generator.generate_otp(candidate).encode()
        if hmac.compare_digest(expected, typed):
            found = candidate
    return found


class Vault:
    """Seals a password with its code generator, and opens the pair again."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobody: Credentials | None = None

    def seal(self, password: str, totp: str) -> Credentials:
        hashed = self._hasher.hash(password)
        salt = secrets.token_bytes(16)
        box = SecretBox(_key(hashed, salt, password))
        return Credentials(hashed, salt, box.encrypt(totp.encode()))

    def open(self, credentials: Credentials | None, password: str) -> Opened | None:
        """None if the password is wrong or there is no such person: both take the same time."""
        nobody = self._decoy()
        kept = credentials or nobody
        right = self._verify(kept.password, password)
        key = _key(kept.password, kept.salt, password)
        if not right or credentials is None:
            return None
        try:
            totp = SecretBox(key).decrypt(kept.totp).decode()
        except CryptoError:
            return None
        stale = self._hasher.check_needs_rehash(kept.password)
        return Opened(totp, self.seal(password, totp) if stale else None)

    def _decoy(self) -> Credentials:
        if self._nobody is None:
            self._nobody = self.seal(secrets.token_urlsafe(16), new_totp())
        return self._nobody

    def _verify(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False


def _key(hashed: str, salt: bytes, password: str) -> bytes:
    """A key of the same price as the hash it stands beside."""
    cost = extract_parameters(hashed)
    return hash_secret_raw(
        password.encode(),
        salt,
        time_cost=cost.time_cost,
        memory_cost=cost.memory_cost,
        parallelism=cost.parallelism,
        hash_len=SecretBox.KEY_SIZE,
        type=Type.ID,
    )
