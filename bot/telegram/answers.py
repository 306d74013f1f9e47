"""An answer of the Bot API that came whole and plain, read in a few steps.

Whatever is not just that (in pieces, compressed, the last on its connection) is for aiohttp's
parser.
"""

from bot.telegram.heads import END, LENGTH, MOST_DIGITS, Familiar

FIRST = b"HTTP/1.1 "
NOT_PLAIN = (b"\r\ntransfer-encoding:", b"\r\nconnection: close", b"\r\ncontent-encoding:")
CODE = slice(len(FIRST), len(FIRST) + 3)


class Answers:
    """Reads those of one server, whose heads are much alike."""

    def __init__(self) -> None:
        self._familiar = Familiar()

    def plain(self, data: bytes) -> tuple[int, bytes] | None:
        """Status and body."""
        known = self._familiar.measure(data) or self._measured(data)
        if known is None:
            return None
        begins, length = known
        return (int(data[CODE]), data[begins:]) if len(data) == begins + length else None

    def _measured(self, data: bytes) -> tuple[int, int] | None:
        """Where the body begins, and how long it is to be."""
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
        self._familiar.note(data[: at + len(END)])
        return at + len(END), int(length)
