"""`saidanddone`, and `python -m bot`."""

import sys

import bot.lean  # noqa: F401 - before the libraries it is about
from bot.cli.main import run


def main() -> None:
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
