"""An answer of the Bot API that came whole and plain, read in a few steps.

Whatever is not just that (in pieces, compressed, the last on its connection) is for aiohttp's
parser.
"""

END = b"\r\n\r\n"
FIRST = b"HTTP/1.1 "
LENGTH = b"\r\ncontent-length:"
NOT_PLAIN = (b"\r\ntransfer-encoding:", b"\r\nconnection: close", b"\r\ncontent-encoding:")
CODE = slice(len(FIRST), len(FIRST) + 3)
MOST_DIGITS = 8


def plain(data: bytes) -> tuple[int, bytes] | None:
    """Status and body."""
    at = data.find(END)
    if at < 0 or not data.startswith(FIRST) or not data[CODE].isdigit():
        return None
    head = data[: at + 2].lower()
    if head.count(LENGTH) != 1 or any(each in head for each in NOT_PLAIN):
        return None
    begins = head.find(LENGTH) + len(LENGTH)
    length = head[begins : head.find(b"\r\n", begins)].strip()
    if not length.isdigit() or len(length) > MOST_DIGITS:
        return None
    body = data[at + len(END) :]
    return (int(data[CODE]), body) if len(body) == int(length) else None
