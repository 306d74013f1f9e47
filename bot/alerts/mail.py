"""Alerts by e-mail."""

from functools import partial

from bot.alerts.place import Alert, AlertFailed, Place, name_of
from bot.mail import MailFailed, Server, letter, send
from surveys.telling.escalation import LEAD


def mail_place(server: Server, sender: str, address: str, step: str = LEAD) -> Place:
    tell = partial(_tell, server, sender, address)
    return Place(name_of("mail", address, step), tell, step)


async def _tell(server: Server, sender: str, address: str, alert: Alert) -> None:
    made = letter(sender, address, alert.subject, alert.mark)
    made.set_content(alert.text)
    try:
        await send(server, made)
    except MailFailed as error:
        raise AlertFailed(error.kind) from None
