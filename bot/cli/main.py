"""The command line as a whole: its groups, and how an error becomes one line and a status."""

import sys
from collections.abc import Sequence

import click

from bot import log
from bot.cli.actions import actions
from bot.cli.audit import audit
from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.export import export
from bot.cli.import_answers import import_answers
from bot.cli.moderate import moderate
from bot.cli.moderation import moderation
from bot.cli.numbers import numbers
from bot.cli.officer import officer
from bot.cli.serve import serve
from bot.cli.survey import survey
from bot.cli.themes import themes
from bot.cli.training_rows import training_rows
from bot.cli.wave import wave
from bot.errors import BotError
from exports.errors import ExportError
from moderation.errors import ModerationError
from surveys.errors import KeyMissing, StoreUnavailable, SurveyError

OK, FAILED, BAD_INPUT = 0, 1, 2
OUTSIDE = (StoreUnavailable, KeyMissing)
"""Nothing wrong with what was typed: the world did not play along."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Anonymous safety surveys by chat: asked safely, screened, counted without exposing anyone.

    `saidanddone COMMAND --help` explains a command; `saidanddone serve --help` lists the settings.
    """


for command in (
    actions,
    audit,
    demo,
    doctor,
    export,
    import_answers,
    moderate,
    moderation,
    numbers,
    officer,
    serve,
    survey,
    themes,
    training_rows,
    wave,
):
    cli.add_command(command)


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
            return FAILED, f"{error.filename or 'the system'}: {error.strerror}."
        case BotError() | SurveyError() | ExportError() | ModerationError():
            return FAILED if isinstance(error, OUTSIDE) else BAD_INPUT, str(error)
        case _:
            return FAILED, f"A fault in the program: {log.summary(error)}. Please report this line."


def _with_hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    hint = f" Try '{context.command_path} --help'." if context else ""
    return error.format_message().rstrip() + hint
