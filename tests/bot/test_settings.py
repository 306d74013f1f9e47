"""Settings are read once, all problems at once, and secrets do not show."""

from pathlib import Path

import pytest

from bot.errors import InvalidSettings
from bot.settings import LogLevel, Secret, Settings, TelegramMode
from bot.variables import VARIABLES, misspelt

TOKEN = "123456:" + "A" * 35


def read(**values: str) -> Settings:
    return Settings.from_env({f"SAIDANDDONE_{name}": value for name, value in values.items()})


def test_everything_has_a_sensible_default() -> None:
    settings = Settings.from_env({})
    data = Path("saidanddone-data").absolute()
    assert settings.data_dir == data
    assert settings.database.reveal() == f"sqlite:///{data}/saidanddone.db"
    assert settings.keyring == Path("saidanddone-data-keyring").absolute()
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.surveys == data / "surveys"
    assert settings.log_level is LogLevel.INFO
    assert settings.telegram is None


def test_the_keyring_is_never_inside_the_data_folder_unless_asked() -> None:
    settings = read(DATA_DIR="/srv/board")
    assert not settings.keyring.is_relative_to(settings.data_dir)


def test_folders_follow_the_data_folder() -> None:
    settings = read(DATA_DIR="/srv/board")
    assert settings.database.reveal() == "sqlite:////srv/board/saidanddone.db"
    assert settings.keyring == Path("/srv/board-keyring")


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("PORT", "eighty", "must be a number from 1 to 65535"),
        ("PORT", "70000", "must be a number from 1 to 65535"),
        ("PORT", "-1", "must be a number from 1 to 65535"),
        ("PORT", "٨٠", "must be a number from 1 to 65535"),
        ("DATABASE_URL", "mysql://x/y", "must start with sqlite:/// or postgresql://"),
        ("DATABASE_URL", "/just/a/path", "must start with sqlite:/// or postgresql://"),
        ("PUBLIC_URL", "safe.example.org", "must be a full address"),
        ("PUBLIC_URL", "http://safe.example.org", "must start with https://"),
        ("PUBLIC_URL", "https://safe.example.org/chat", "without a path"),
        ("PUBLIC_URL", "https://safe.example.org:abc", "must be a full address"),
        ("PUBLIC_URL", "https://[safe.example.org", "must be a full address"),
        ("PUBLIC_URL", "https://name:word@safe.example.org", "without a path"),
        ("PUBLIC_URL", "https://safe.example.org#x", "without a path"),
        ("EXIT_URL", "javascript:alert(1)", "must be a full address"),
        ("LOG_LEVEL", "loud", "must be one of debug, info, warning, error"),
        ("SCREENING", "elsewhere", "must be one of apart, here"),
        ("ORGANISATION", "x" * 121, "at most 120"),
        ("ORGANISATION", "two\nlines", "one line"),
        ("TELEGRAM_MODE", "pigeon", "must be one of polling, webhook"),
        ("TELEGRAM_MODE", "webhook", "needs a SAIDANDDONE_PUBLIC_URL with https://"),
        ("TRUSTED_PROXIES", "proxy.example", "must be addresses or networks"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "must be addresses or networks"),
        ("TRUSTED_PROXIES", "127.0.0.1, 0.0.0.0/0", "would trust the whole internet"),
        ("TELEGRAM_TOKEN", "hello", "does not look like a bot token"),
        ("SMTP_URL", "mail.example.org", "must be smtps://"),
        ("SMTP_URL", "https://mail.example.org", "must be smtps://"),
        ("SMTP_URL", "smtps://mail.example.org:99999", "must be smtps://"),
        ("SMTP_URL", "smtps://[mail.example.org", "must be smtps://"),
        ("SMTP_URL", "smtps://u:p#w@mail.example.org", "%23 for #"),
        ("SMTP_URL", "smtp://u:p@mail.example.org", "password in the open"),
        ("MAIL_FROM", "somebody", "must be an address"),
        ("ALERT_MAIL", "a@example.org, two words@example.org", "must be an address"),
        ("ALERT_MAIL", "a@b.uk\nBcc: c@d.uk", "must be an address"),
        ("ALERT_TELEGRAM", "12, lead", "must be Telegram chat ids"),
        ("ALERT_TELEGRAM", "-10012345", "must be Telegram chat ids"),
        ("ALERT_TELEGRAM", ",".join(map(str, range(1, 30))), "20 at most"),
    ],
)
def test_a_wrong_value_names_its_variable(name: str, value: str, complaint: str) -> None:
    with pytest.raises(InvalidSettings) as caught:
        read(**{name: value})
    assert f"SAIDANDDONE_{name} " in str(caught.value)
    assert complaint in str(caught.value)


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(InvalidSettings) as caught:
        read(PORT="x", LOG_LEVEL="y", TELEGRAM_MODE="z")
    for name in ("PORT", "LOG_LEVEL", "TELEGRAM_MODE"):
        assert f"SAIDANDDONE_{name}" in str(caught.value)


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text("")
    with pytest.raises(InvalidSettings, match="SAIDANDDONE_KEYRING is a file"):
        read(KEYRING=str(file))


@pytest.mark.parametrize("name", ["DATABASE_URL", "TELEGRAM_TOKEN"])
def test_a_complaint_never_repeats_a_secret(name: str) -> None:
    with pytest.raises(InvalidSettings) as caught:
        read(**{name: "hunter2"})
    assert "hunter2" not in str(caught.value)


def test_secrets_do_not_show_in_the_settings() -> None:
    settings = read(DATABASE_URL="postgresql://u:hunter2@db/x", TELEGRAM_TOKEN=TOKEN)
    assert "hunter2" not in f"{settings!r}{settings}"
    assert TOKEN not in f"{settings!r}{settings}"
    assert settings.telegram is not None
    assert settings.telegram.token.reveal() == TOKEN


def test_telegram_is_read_and_checked() -> None:
    public = "https://safe.example.org"
    settings = read(TELEGRAM_TOKEN=TOKEN, TELEGRAM_MODE="Webhook", PUBLIC_URL=public)
    assert settings.telegram is not None
    assert settings.telegram.mode is TelegramMode.WEBHOOK
    assert settings.telegram.api_url == "https://api.telegram.org"


def test_alerts_are_read_each_place_once() -> None:
    settings = read(
        SMTP_URL="starttls://lamp:hunter2@mail.example.org",
        MAIL_FROM="no-reply@example.org",
        ALERT_MAIL="duty@example.org, second@example.org,duty@example.org",
        ALERT_TELEGRAM="42, 100",
        TELEGRAM_TOKEN=TOKEN,
    )
    assert settings.alerts.mail == ("duty@example.org", "second@example.org")
    assert settings.alerts.chats == (42, 100)
    assert "hunter2" not in f"{settings!r}{settings}"


@pytest.mark.parametrize(
    ("given", "needed"),
    [
        ({"ALERT_MAIL": "a@example.org", "MAIL_FROM": "b@example.org"}, "SMTP_URL"),
        ({"ALERT_MAIL": "a@example.org", "SMTP_URL": "smtps://example.org"}, "MAIL_FROM"),
        ({"ALERT_TELEGRAM": "42"}, "TELEGRAM_TOKEN"),
    ],
)
def test_alerts_without_a_way_out_are_told(given: dict[str, str], needed: str) -> None:
    with pytest.raises(InvalidSettings, match=f"SAIDANDDONE_{needed} is needed"):
        read(**given)


def test_empty_means_not_set() -> None:
    assert read(PORT="", TELEGRAM_TOKEN=" ").port == Settings.from_env({}).port


def test_secrets_are_equal_by_value_and_silent() -> None:
    assert Secret("a") == Secret("a") != Secret("b")
    assert len({Secret("a"), Secret("a")}) == 1
    assert Secret("a") != "a"
    assert f"{Secret('abc')} {Secret('abc')!r}".count("abc") == 0


def test_a_misspelt_variable_is_found() -> None:
    env = {"SAIDANDDONE_PROT": "1", "SAIDANDDONE_PORT": "1", "OTHER": "1"}
    assert misspelt(env) == ("SAIDANDDONE_PROT",)


class Spy(dict[str, str]):
    """An environment that notes what is asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]
        self.asked.add(key)
        return default


def test_every_variable_that_is_listed_is_read_and_no_other() -> None:
    spy = Spy()
    Settings.from_env(spy)
    assert spy.asked == {variable.name for variable in VARIABLES}


@pytest.mark.parametrize(
    ("public", "secure"), [("https://safe.example.org", True), ("http://127.0.0.1:8080", False)]
)
def test_https_is_recognised(public: str, *, secure: bool) -> None:
    assert read(PUBLIC_URL=public).is_secure is secure


def test_own_surveys_are_used_only_where_the_folder_is(tmp_path: Path) -> None:
    assert read(DATA_DIR=str(tmp_path)).own_surveys is None
    (tmp_path / "surveys").mkdir()
    assert read(DATA_DIR=str(tmp_path)).own_surveys == tmp_path / "surveys"
