"""The parts of a running program, put together by app.py and handed to the channels."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.alerts.alarm import Alarm
from bot.clock import Clock
from bot.screening.screening import Screening
from bot.settings import Settings

if TYPE_CHECKING:
    from surveys.anonymity.keyring import Keyring
    from surveys.intake.intake import Intake
    from surveys.intake.writer import Writer
    from surveys.office.office import Office
    from surveys.officers.accounts import Officers
    from surveys.releases import ReleaseShelf
    from surveys.review.review import Review
    from surveys.store import Store
    from surveys.telling.telling import Telling
    from surveys.themes.themes import Themes
    from surveys.urgent.casework import Casework
    from surveys.urgent.contact import ContactBox
    from surveys.urgent.lead_keys import LeadKeys
    from surveys.urgent.urgent import UrgentBox
    from surveys.waves.waves import Waves


@dataclass(frozen=True, slots=True)
class Parts:
    """What a channel, a page or a command may use. Built once, by hand, in app.py."""

    settings: Settings
    clock: Clock
    store: "Store"
    writer: "Writer"
    keyring: "Keyring"
    intake: "Intake"
    waves: "Waves"
    review: "Review"
    urgent: "UrgentBox"
    casework: "Casework"
    lead_keys: "LeadKeys"
    contact: "ContactBox"
    officers: "Officers"
    office: "Office"
    telling: "Telling"
    releases: "ReleaseShelf"
    themes: "Themes"
    alarm: Alarm
    screening: Screening = field(default_factory=Screening)
