"""The command line as a whole: its groups, and how an error becomes one line and a status."""

import sys
from collections.abc import Sequence

import click

from bot.cli.lazily import Commands
from bot.errors import BotError
from bot.faults import summary
from exports.errors import ExportError
from moderation.errors import ModerationError
from surveys.errors import KeyMissing, StoreUnavailable, SurveyError

OK, FAILED, BAD_INPUT = 0, 1, 2
OUTSIDE = (StoreUnavailable, KeyMissing)
"""Nothing wrong with what was typed: the world did not play along."""

ONLY_THE_SERVER = (
    "Run this as the server's user, to whom the data folder and the keyring, with all in them, "
    "must belong (`chown -R`)."
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    commands=Commands(),
)
def cli() -> None:
    """Anonymous safety surveys by chat: asked safely, screened, counted without exposing anyone.

    `saidanddone COMMAND --help` explains a command; `saidanddone serve --help` lists the settings.
    """


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the exit status. An error is one line on stderr."""
    try:
        returned = cli.main(list(arguments), "saidanddone", standalone_mode=False)
    except (KeyboardInterrupt, Exception) as error:  # noqa: BLE001 - each becomes one line
        status, message = explain(error)
        print("Error:", " ".join(message.split()), file=sys.stderr)  # noqa: T201
        return status
    return returned if isinstance(returned, int) else OK


def explain(error: BaseException) -> tuple[int, str]:
    """The exit status and what to say. A fault's own words could repeat what somebody wrote."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            return BAD_INPUT, "Say what to do. Try 'saidanddone --help'."
        case click.ClickException():
            return BAD_INPUT, _with_hint(error)
        case KeyboardInterrupt() | click.Abort():
            return FAILED, "Stopped."
        case OSError():
            return FAILED, _of_the_system(error)
        case BotError() | SurveyError() | ExportError() | ModerationError():
            return FAILED if isinstance(error, OUTSIDE) else BAD_INPUT, str(error)
        case _:
            return FAILED, f"A fault in the program: {summary(error)}. Please report this line."


def _of_the_system(error: OSError) -> str:
    what = f"{error.filename or 'the system'}: {error.strerror}."
    return f"{what} {ONLY_THE_SERVER}" if isinstance(error, PermissionError) else what


def _with_hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    hint = f" Try '{context.command_path} --help'." if context else ""
    return error.format_message().rstrip().rstrip(".") + "." + hint
