"""Everything for telling people, on the same database as the store."""

from surveys.sql.alerts import AlertShelf, LeaseShelf
from surveys.sql.database import Database
from surveys.sql.outbox import OutboxShelf
from surveys.sql.subscriptions import SubscriptionShelf
from surveys.sql.updates import UpdateShelf


class SqlTelling(SubscriptionShelf, UpdateShelf, OutboxShelf, AlertShelf, LeaseShelf):
    def __init__(self, database: Database) -> None:
        self.database = database
