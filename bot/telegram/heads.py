"""Heads of HTTP messages, of which nearly each is like the one before but for its length.

To read one in earnest takes longer than all else that comes with it, to compare two does not.
"""

import hmac

END = b"\r\n\r\n"
LENGTH = b"\r\ncontent-length:"
BLANK = b" \t"
MOST_DIGITS = 8


class Familiar:
    """The head that was found plain last. Compared in constant time: there may be a secret in it.

    `before` and `after` the number of its length.
    """

    def __init__(self) -> None:
        self._before, self._after = b"", b""

    def note(self, head: bytes) -> None:
        """With its end, and with one length, which is a number."""
        at = head.lower().find(LENGTH) + len(LENGTH)
        number = head[at : head.find(b"\r\n", at)]
        begins = at + len(number) - len(number.lstrip(BLANK))
        ends = begins + len(number.strip(BLANK))
        self._before, self._after = head[:begins], head[ends:]

    def measure(self, data: bytes) -> tuple[int, int] | None:
        """Where the body begins, and how long it is to be. None: that head is another."""
        begins = len(self._before)
        ends = data.find(self._after[:1], begins, begins + MOST_DIGITS + 1)
        body = ends + len(self._after)
        number = data[begins:ends]
        is_same = hmac.compare_digest(data[:begins], self._before) and hmac.compare_digest(
            data[ends:body], self._after
        )
        return (body, int(number)) if is_same and begins < ends and number.isdigit() else None
