"""Officers, passkeys and sessions as rows, and back."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping

from surveys.officers.records import Account, Credentials, Officer, PasskeyRow, Role, SessionRow


def account_row(account: Account) -> dict[str, Any]:
    return {
        "key": account.key,
        **officer_row(account.officer),
        **credentials_row(account.credentials),
        "used_step": account.used_step,
        "code_misses": account.code_misses,
        "shut_until": seconds(account.shut_until),
    }


def officer_row(officer: Officer) -> dict[str, Any]:
    roles = " ".join(sorted(officer.roles))
    return {
        "name": officer.name,
        "roles": roles,
        "active": officer.active,
        "agency": officer.agency,
        "mail": officer.mail,
    }


def credentials_row(kept: Credentials) -> dict[str, Any]:
    return {"password": kept.password, "salt": kept.salt, "totp": kept.totp}


def account_of(row: RowMapping) -> Account:
    roles = frozenset(Role(role) for role in row["roles"].split())
    shut_until = row["shut_until"]
    return Account(
        row["key"],
        Officer(row["name"], roles, row["active"], row["agency"], row["mail"]),
        Credentials(row["password"], row["salt"], row["totp"]),
        row["used_step"],
        row["code_misses"],
        None if shut_until is None else moment_of(shut_until),
    )


def passkey_of(row: RowMapping) -> PasskeyRow:
    began = moment_of(row["began"])
    return PasskeyRow(row["id"], row["key"], row["public_key"], row["count"], began)


def session_of(row: RowMapping) -> SessionRow:
    return SessionRow(row["token"], row["key"], moment_of(row["began"]), moment_of(row["seen"]))


def seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def moment_of(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
