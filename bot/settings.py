"""Settings from the environment and `.env`: every problem is reported at once, each with a hint."""

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from bot.logs import FORMATS
from bot.texts.say import plain, say
from bot.workflow.retention import LEAST_YEARS, Retention

TELEGRAM = "https://api.telegram.org"
DATABASE = "sqlite:///data/kantor.db"
TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
LEAVE, SILENT = "leave", "silent"
"""What the bot does in a group: goes out again, or stays and says nothing."""
SHORTEST_PASSPHRASE = 12
MOST_DAYS, MOST_YEARS = 365, 100
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
CHOICES = {"GROUPS": (LEAVE, SILENT), "LOG_LEVEL": LEVELS, "LOG_FORMAT": FORMATS}


class SettingsError(Exception):
    """One line per problem, each saying what to do."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Settings:
    token: str = ""
    api_url: str = TELEGRAM
    database_url: str = DATABASE
    webhook_url: str = ""  # empty: long polling
    webhook_host: str = "127.0.0.1"
    webhook_port: int = 8443
    backup_folder: str = ""  # empty: no backups are made by themselves
    groups: str = LEAVE
    health_port: int | None = None  # None: /health and /metrics are not served
    health_host: str = "127.0.0.1"
    ping_url: str = ""  # empty: no sign of life is sent
    backup_passphrase: str = ""  # empty: they stay on this machine
    retention: Retention = field(default_factory=Retention)
    log_level: str = "INFO"
    log_format: str = "text"

    def __repr__(self) -> str:
        """Without the token, passphrases, passwords and the address of the sign of life: settings end up in logs."""
        return f"Settings(api_url={self.api_url!r}, webhook_url={self.webhook_url!r}, log_level={self.log_level!r})"

    @property
    def zone(self) -> ZoneInfo:
        """Whose midnight begins a day for what is no office's own, as backups."""
        return ZoneInfo("Asia/Jakarta")

    @property
    def base_url(self) -> str:
        return f"{self.api_url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.api_url}/file/bot"


def load(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """The environment wins over the file. Raises SettingsError, but not for an absent token alone."""
    values = {**_file(env_file), **(os.environ if environment is None else environment)}
    problems = tuple(line for check in CHECKS for line in check(values).splitlines())
    if problems:
        absent = () if values.get("TELEGRAM_BOT_TOKEN", "").strip() else (plain(say("doctor.no_token")),)
        raise SettingsError((*absent, *problems))
    return Settings(
        token=values.get("TELEGRAM_BOT_TOKEN", "").strip(),
        api_url=(values.get("TELEGRAM_API_URL") or TELEGRAM).rstrip("/"),
        database_url=values.get("DATABASE_URL") or DATABASE,
        webhook_url=values.get("WEBHOOK_URL", ""),
        webhook_host=values.get("WEBHOOK_HOST") or "127.0.0.1",
        webhook_port=int(values.get("WEBHOOK_PORT") or 8443),
        backup_folder=_backup_folder(values),
        groups=values.get("GROUPS") or LEAVE,
        health_port=int(values["HEALTH_PORT"]) if values.get("HEALTH_PORT") else None,
        health_host=values.get("HEALTH_HOST") or "127.0.0.1",
        ping_url=values.get("PING_URL", ""),
        backup_passphrase=_said(values, "BACKUP_PASSPHRASE"),
        retention=Retention(_number(values, "RETENTION_DAYS") or Retention.days, _number(values, "ARCHIVE_YEARS")),
        log_level=(values.get("LOG_LEVEL") or "INFO").upper(),
        log_format=values.get("LOG_FORMAT") or "text",
    )


def _backup_folder(values: Mapping[str, str]) -> str:
    """Beside the database, where nothing else is said; a dash for none."""
    said = values.get("BACKUP_FOLDER", "").strip()
    url = values.get("DATABASE_URL") or DATABASE
    if said:
        return "" if said == "-" else said
    return str(Path(url.removeprefix("sqlite:///")).parent / "cadangan") if url.startswith("sqlite:///") else ""


def _said(values: Mapping[str, str], name: str) -> str:
    return values.get(name, "").strip()


def _number(values: Mapping[str, str], name: str) -> int | None:
    """None where nothing is said, or no number, which a check reports."""
    said = _said(values, name)
    return int(said) if said.isascii() and said.isdecimal() else None


def _file(path: Path) -> dict[str, str]:
    return {name: value for name, value in dotenv_values(path).items() if value is not None}


def _token(values: Mapping[str, str]) -> str:
    token = values.get("TELEGRAM_BOT_TOKEN", "").strip()
    return "" if not token or TOKEN.fullmatch(token) else plain(say("settings.token"))


def _api_url(values: Mapping[str, str]) -> str:
    url = values.get("TELEGRAM_API_URL", "")
    return "" if not url or urlsplit(url).scheme in ("http", "https") else plain(say("settings.api_url", value=url))


def _webhook(values: Mapping[str, str]) -> str:
    url = values.get("WEBHOOK_URL", "")
    local = values.get("TELEGRAM_API_URL", "").startswith("http://")
    allowed = ("https", "http") if local else ("https",)
    return "" if not url or urlsplit(url).scheme in allowed else plain(say("settings.webhook_url", value=url))


def _database(values: Mapping[str, str]) -> str:
    url = values.get("DATABASE_URL") or DATABASE
    in_memory = url in ("sqlite:///", "sqlite:///:memory:")  # would forget everything at the next stop
    fits = url.startswith(("sqlite:///", "postgresql+psycopg://")) and not in_memory
    return "" if fits else plain(say("settings.database_url"))


def _ports(values: Mapping[str, str]) -> str:
    said = {name: values[name] for name in ("WEBHOOK_PORT", "HEALTH_PORT") if values.get(name)}
    wrong = (plain(say("settings.port", name=name, value=port)) for name, port in said.items() if not _is_port(port))
    return "\n".join(wrong)


def _is_port(port: str) -> bool:
    return port.isdecimal() and 0 < int(port) < 65536


def _ping(values: Mapping[str, str]) -> str:
    """Without repeating it: who knows the address can speak for the bot."""
    url = values.get("PING_URL", "")
    return "" if not url or urlsplit(url).scheme in ("http", "https") else plain(say("settings.ping_url"))


def _choices(values: Mapping[str, str]) -> str:
    said = {name: values[name] for name in CHOICES if values.get(name)}
    wrong = (
        plain(say("settings.choice", name=name, value=value, choices=", ".join(CHOICES[name])))
        for name, value in said.items()
        if not {value, value.upper()} & {*CHOICES[name]}
    )
    return "\n".join(wrong)


def _passphrase(values: Mapping[str, str]) -> str:
    """Never repeated; one that is set where no backup is made would promise what does not happen."""
    said = _said(values, "BACKUP_PASSPHRASE")
    one_file = (values.get("DATABASE_URL") or DATABASE).startswith("sqlite:")
    if said and not (one_file and _backup_folder(values)):
        return plain(say("settings.backup_passphrase_alone"))
    return (
        ""
        if not said or len(said) >= SHORTEST_PASSPHRASE
        else plain(say("settings.backup_passphrase", least=SHORTEST_PASSPHRASE))
    )


def _days(values: Mapping[str, str]) -> str:
    said, days = _said(values, "RETENTION_DAYS"), _number(values, "RETENTION_DAYS")
    fits = not said or (days is not None and 0 < days <= MOST_DAYS)
    return "" if fits else plain(say("settings.retention_days", value=said, most=MOST_DAYS))


def _years(values: Mapping[str, str]) -> str:
    """Fewer than the archives' own schedule has are refused, and so is what no calendar goes back to."""
    said, years = _said(values, "ARCHIVE_YEARS"), _number(values, "ARCHIVE_YEARS")
    fits = not said or (years is not None and LEAST_YEARS <= years <= MOST_YEARS)
    return "" if fits else plain(say("settings.archive_years", value=said, least=LEAST_YEARS, most=MOST_YEARS))


CHECKS = (_token, _api_url, _webhook, _database, _ports, _passphrase, _days, _years, _ping, _choices)


def python() -> str:
    """How this program's own Python, which has its libraries, is called from here."""
    return python_from(Path(sys.executable), Path.cwd())


def python_from(executable: PurePath, folder: PurePath) -> str:
    """ ".venv/bin/python", or ".venv\\Scripts\\python" on Windows; the whole path where it stands elsewhere."""
    called = executable.with_suffix("") if executable.suffix == ".exe" else executable
    shown = str(called.relative_to(folder) if called.is_relative_to(folder) else called)
    return f'"{shown}"' if " " in shown else shown
