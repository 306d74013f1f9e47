"""A passkey device in software: what a browser would send, signed for real."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from surveys.officers.passkeys import Site, text_of

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class SoftKey:
    """`flags` without VERIFIED is a device that did not check the person."""

    site: Site
    flags: int = PRESENT | VERIFIED
    count: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def made(self, challenge: str) -> str:
        numbers = self.key.public_key().public_numbers()
        point = {-2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, **point})
        known = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        data = self._data(self.flags | ATTESTED) + known
        whole = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", challenge)
        return self._sent({"clientDataJSON": client, "attestationObject": whole})

    def proof(self, challenge: str) -> str:
        self.count += 1
        data, client = self._data(self.flags), self._client("webauthn.get", challenge)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._sent(
            {"clientDataJSON": client, "authenticatorData": data, "signature": signed}
        )

    def _data(self, flags: int) -> bytes:
        host = hashlib.sha256(self.site.host.encode()).digest()
        return host + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.site.origin}
        return json.dumps(said).encode()

    def _sent(self, response: dict[str, bytes]) -> str:
        told = {name: text_of(value) for name, value in response.items()}
        name = text_of(self.id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": told})
