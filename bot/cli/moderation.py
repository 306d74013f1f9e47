"""`saidanddone moderation`: prove that changed word lists hear no less than before."""

import click

from moderation import trial
from moderation.trial import Share, Trial

_WORSE = 1
_SAID = {
    "recall": "urgent messages called urgent",
    "unseen_recall": "the same, of those no model was trained on",
    "in_company": "of messages written apart, each among ordinary ones in one answer",
    "looks_alike": "look-alikes called urgent",
    "plain": "ordinary answers called urgent",
}


@click.group()
def moderation() -> None:
    """Look after the word lists that screening reads."""


@moderation.command()
@click.option("--store", is_flag=True, help="Keep what is reached as the new floors.")
def check(*, store: bool) -> None:
    """Screen the shipped case tables: recall, false alarms and speed against the stored floors.

    Exit status 1 if a change to a word list finds fewer urgent messages than before, or calls
    more harmless ones urgent. Takes some minutes; how far it is stands on stderr.
    """
    click.echo("Reading the models and the case tables ...", err=True)
    found = trial.run(tell=_tell)
    for line in _lines(found):
        click.echo(line)
    if store:
        trial.store(found)
        click.echo("Kept as the new floors.")
        return
    if worse := found.worse_than(trial.floors()):
        click.echo(f"Worse than the stored floors: {', '.join(_SAID[name] for name in worse)}.")
        raise SystemExit(_WORSE)
    click.echo("No worse than the stored floors.")


def _tell(done: int, of: int) -> None:
    """It takes minutes; on stderr, so that stdout holds the findings alone."""
    click.echo(f"Screened {done:,} of {of:,} messages.", err=True)


def _lines(found: Trial) -> list[str]:
    shares = [f"{_SAID[name]}: {_share(share)}" for name, share in found.shares().items()]
    return [*shares, f"milliseconds of processor time a message: {found.milliseconds:.2f}"]


def _share(share: Share) -> str:
    low, high = share.interval()
    return f"{share.hits} of {share.total}, {share.value:.1%} ({low:.1%} to {high:.1%})"
