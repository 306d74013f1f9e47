"""The process that screens: texts come in by standard input, verdicts go out by standard output.

It opens nothing and keeps nothing. It ends when its input does, which is when the server ends,
however that went; a signal meant for the server leaves it to finish what the server waits for.
"""

import signal
import sys

from bot import footprint
from bot.screening.lines import Answer, Asked
from surveys.screening import at_once, warm

READY = b"\n"
"""Said once, when the lists are loaded."""


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    footprint.one_arena()
    warm()
    footprint.settle()
    _say(READY)
    for line in sys.stdin.buffer:
        asked = Asked.read(line)
        _say(Answer(asked.number, at_once(asked.text, asked.lang, asked.question)).line())


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
