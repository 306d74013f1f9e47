"""Where somebody comes from cannot be made up by who comes."""

import pytest

from bot.whence import networks, place

TRUSTED = networks("127.0.0.1, ::1, 10.1.2.0/24, 2001:db8:1::/64")


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        # nobody vouches
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.7"], "203.0.113.9"),
        ("192.168.0.5", ["198.51.100.7"], "192.168.0.5"),  # a private address is not trust
        ("10.1.3.1", ["198.51.100.7"], "10.1.3.1"),
        # one proxy of ours
        ("127.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        ("127.0.0.1", ["made up, 203.0.113.1, 198.51.100.7"], "198.51.100.7"),
        ("127.0.0.1", ["203.0.113.1", "198.51.100.7"], "198.51.100.7"),
        ("::1", ["198.51.100.7"], "198.51.100.7"),
        ("::ffff:127.0.0.1", ["198.51.100.7"], "198.51.100.7"),
        # two in a row, and one that another made up before them
        ("127.0.0.1", ["203.0.113.1, 198.51.100.7, 10.1.2.3"], "198.51.100.7"),
        ("127.0.0.1", ["10.1.2.9, 198.51.100.7, 10.1.2.3"], "198.51.100.7"),
        # all are ours
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", ["10.1.2.3"], "10.1.2.3"),
        # what is no address is nowhere, never the next one to the left
        ("127.0.0.1", ["198.51.100.7, unknown"], ""),
        ("127.0.0.1", [""], ""),
        ("", ["198.51.100.7"], ""),
        # IPv6: a household
        ("2001:db8:2:3::1", [], "2001:db8:2:3::/64"),
        ("2001:db8:2:3:ffff::2", [], "2001:db8:2:3::/64"),
        ("2001:db8:1::5", ["2001:db8:9:9::1"], "2001:db8:9:9::/64"),
        ("::1", [], "::1"),
    ],
)
def test_the_place_is_the_nearest_that_no_proxy_of_ours_is(
    peer: str, forwarded: list[str], found: str
) -> None:
    assert place(peer, forwarded, TRUSTED) == found


def test_by_default_no_proxy_is_trusted() -> None:
    assert networks("") == ()
    assert place("127.0.0.1", ["198.51.100.7"], ()) == "127.0.0.1"
