"""From where somebody comes. An address is used at once for counting, never kept or logged.

A proxy is believed only if the settings name it: anybody can send a header.
"""

from collections.abc import Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

HEADER = "X-Forwarded-For"
HOUSEHOLD = 64
"""IPv6 hands a whole /64 to each household; counting single addresses would count nothing."""

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def networks(raw: str) -> tuple[Network, ...]:
    """Addresses and networks with commas between them. Wrong: ValueError."""
    return tuple(_network(part.strip()) for part in raw.split(",") if part.strip())


def _network(raw: str) -> Network:
    try:
        found = ip_network(raw)
    except ValueError:
        raise ValueError(
            "must be addresses or networks, such as 127.0.0.1 or 10.1.2.0/24"
        ) from None
    if not found.prefixlen:
        raise ValueError("would trust the whole internet; name your own proxy only")
    return found


def place(peer: str, forwarded: Sequence[str], trusted: Sequence[Network]) -> str:
    """The nearest address that is no proxy of ours, as wide as one household; empty if unknown.

    Each proxy adds the address it saw at the end, so the hops are read from there, and only as
    long as a trusted proxy vouches for them.
    """
    address = _address(peer)
    hops = [hop.strip() for header in forwarded for hop in header.split(",")]
    while hops and address is not None and _is_among(address, trusted):
        address = _address(hops.pop())
    return _household(address)


def _address(said: str) -> Address | None:
    try:
        found = ip_address(said)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


def _is_among(address: Address, trusted: Sequence[Network]) -> bool:
    return any(address in network for network in trusted)


def _household(address: Address | None) -> str:
    if isinstance(address, IPv6Address) and not address.is_loopback:
        return str(IPv6Network((int(address), HOUSEHOLD), strict=False))
    return str(address or "")
