"""A finished response taken back with its receipt, until the wave closes."""

from typing import assert_never

from surveys.anonymity import receipts
from surveys.anonymity.mask import urgent_ids
from surveys.anonymity.receipts import UnknownWord
from surveys.errors import BadReceipt
from surveys.intake.delivery import Delivery
from surveys.messages import Reply
from surveys.records import Wave, WaveState
from surveys.talk import problems, replies
from surveys.writes import Outcome, Withdraw


async def withdraw(wave: Wave, delivery: Delivery, receipt: str, language: str) -> Reply:
    """What to say back. The urgent words of the response go too, unless a lead has read them."""
    if wave.state is WaveState.DRAFT:
        return problems.wave_not_open(language)
    if wave.state is not WaveState.OPEN:
        return problems.too_late_to_withdraw(language)
    try:
        secret = receipts.secret(receipt)
    except UnknownWord as told:
        return problems.no_receipt_word(language, told.position)
    except BadReceipt:
        return problems.not_eight_words(language)
    gone = urgent_ids(secret, wave.survey)
    write = Withdraw(wave.id, receipts.receipt_name(secret), gone)
    return _said(await delivery.write(write, wave.name), language)


def _said(outcome: Outcome, language: str) -> Reply:
    match outcome:
        case Outcome.DONE:
            return replies.withdrawn(language)
        case Outcome.NOT_OPEN:
            return problems.too_late_to_withdraw(language)
        case Outcome.MISSING | Outcome.ALREADY | Outcome.STALE:
            return problems.unknown_receipt(language)
        case _:
            assert_never(outcome)
