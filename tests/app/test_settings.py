"""Settings: where they come from, and every problem at once with what to do about it."""

import re
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from bot.settings import DATABASE, TELEGRAM, Settings, SettingsError, load, python_from
from bot.texts.say import plain, say
from bot.workflow.retention import Retention

TOKEN = "7000000001:rahasia-sekali"
PASSPHRASE = "lima-kata-acak-yang-panjang"
NOTHING = Path("tidak-ada.env")


def problems(**environment: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as raised:
        load({"TELEGRAM_BOT_TOKEN": TOKEN, **environment}, NOTHING)
    return raised.value.problems


def test_without_anything_the_defaults_hold() -> None:
    assert load({}, NOTHING) == Settings(backup_folder=str(Path("data") / "cadangan"))
    assert (Settings().api_url, Settings().database_url, Settings().webhook_url) == (TELEGRAM, DATABASE, "")


def test_an_empty_value_is_the_default() -> None:
    empty = dict.fromkeys(
        ("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "DATABASE_URL", "WEBHOOK_URL", "WEBHOOK_HOST", "WEBHOOK_PORT",
         "LOG_LEVEL"), "",
    )  # fmt: skip
    assert load(empty, NOTHING) == Settings(backup_folder=str(Path("data") / "cadangan"))


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nLOG_LEVEL=debug\n", encoding="utf-8")
    found = load({"LOG_LEVEL": "error"}, tmp_path / ".env")
    assert (found.token, found.log_level) == (TOKEN, "ERROR")


def test_a_file_written_by_notepad_is_read(tmp_path: Path) -> None:
    """With a byte order mark before the first name and Windows' line ends."""
    (tmp_path / ".env").write_bytes(b"\xef\xbb\xbf" + f"TELEGRAM_BOT_TOKEN={TOKEN}\r\nLOG_LEVEL=INFO\r\n".encode())
    assert load({}, tmp_path / ".env").token == TOKEN


def test_every_problem_is_reported_at_once_and_names_its_setting() -> None:
    found = problems(
        TELEGRAM_BOT_TOKEN="abc",
        TELEGRAM_API_URL="ftp://x",
        DATABASE_URL="mysql://x",
        WEBHOOK_URL="http://x",
        WEBHOOK_PORT="http",
        LOG_LEVEL="keras",
        LOG_FORMAT="xml",
        RETENTION_DAYS="nol",
        ARCHIVE_YEARS="3",
        HEALTH_PORT="70000",
        PING_URL="ftp://rahasia",
        GROUPS="ramai",
    )
    names = (
        "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "WEBHOOK_URL", "DATABASE_URL", "WEBHOOK_PORT", "HEALTH_PORT",
        "RETENTION_DAYS", "ARCHIVE_YEARS", "PING_URL", "GROUPS", "LOG_LEVEL", "LOG_FORMAT",
    )  # fmt: skip
    assert [line.split()[0] for line in found] == list(names)
    assert not any("rahasia" in line for line in found), "who knows that address can speak for the bot"


@pytest.mark.parametrize("token", ["", "  "])
def test_an_absent_token_is_told_with_the_other_problems_and_alone_is_none(token: str) -> None:
    found = problems(TELEGRAM_BOT_TOKEN=token, LOG_LEVEL="keras")
    assert [line.split()[0] for line in found] == ["TELEGRAM_BOT_TOKEN", "LOG_LEVEL"]
    assert load({"TELEGRAM_BOT_TOKEN": token}, NOTHING).token == ""


@pytest.mark.parametrize("token", ["abc", "123", "123:", ":abc", "bot123:abc", "1 3:abc", "123:abc def", "1:abc/../x"])
def test_what_is_no_token_is_said_without_repeating_it(token: str) -> None:
    (words,) = problems(TELEGRAM_BOT_TOKEN=token)
    assert words == plain(say("settings.token"))


@pytest.mark.parametrize("token", [TOKEN, f"  {TOKEN}\n"])
def test_a_token_may_have_been_copied_with_its_surroundings(token: str) -> None:
    assert load({"TELEGRAM_BOT_TOKEN": token}, NOTHING).token == TOKEN


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8443.0", "٨٤٤٣x", "abc"])
def test_a_port_is_a_number_of_a_port(port: str) -> None:
    assert len(problems(WEBHOOK_PORT=port)) == 1


def test_a_webhook_is_https_but_for_a_server_nearby() -> None:
    assert len(problems(WEBHOOK_URL="http://kantor.go.id/x")) == 1
    near = load({"WEBHOOK_URL": "http://127.0.0.1:1/x", "TELEGRAM_API_URL": "http://127.0.0.1:2/"}, NOTHING)
    assert (near.webhook_url, near.api_url) == ("http://127.0.0.1:1/x", "http://127.0.0.1:2")


@pytest.mark.parametrize(
    "url", ["sqlite://", "postgres://x/y", "postgresql://x/y", "kantor.db", "sqlite:///", "sqlite:///:memory:"]
)
def test_a_database_is_a_file_or_postgresql_by_its_driver(url: str) -> None:
    (words,) = problems(DATABASE_URL=url)
    assert "sqlite:///" in words


def test_settings_show_neither_the_token_nor_a_password() -> None:
    on_a_server = load({"TELEGRAM_BOT_TOKEN": TOKEN, "DATABASE_URL": "postgresql+psycopg://a:kunci@b/c"}, NOTHING)
    found = load({"TELEGRAM_BOT_TOKEN": TOKEN, "BACKUP_PASSPHRASE": PASSPHRASE}, NOTHING)
    assert found.backup_passphrase == PASSPHRASE
    for shown in (repr(on_a_server), repr(found), str(found)):
        assert not any(secret in shown for secret in ("rahasia", "kunci", PASSPHRASE))


def test_a_passphrase_is_long_and_of_a_backup_that_is_made_and_is_never_repeated() -> None:
    (short,) = problems(BACKUP_PASSPHRASE="pendek-skl")
    assert short.startswith("BACKUP_PASSPHRASE terlalu pendek")
    assert "pendek-skl" not in short
    (alone,) = problems(BACKUP_PASSPHRASE=PASSPHRASE, BACKUP_FOLDER="-")
    assert alone.startswith("BACKUP_PASSPHRASE diisi, padahal tidak ada cadangan")
    on_a_server = {"DATABASE_URL": "postgresql+psycopg://a@b/c", "BACKUP_FOLDER": "cadangan"}
    assert problems(BACKUP_PASSPHRASE=PASSPHRASE, **on_a_server) == (alone,)


def test_how_long_is_kept_has_its_bounds() -> None:
    assert load({}, NOTHING).retention == Retention(7, None)
    assert load({"RETENTION_DAYS": "30", "ARCHIVE_YEARS": "5"}, NOTHING).retention == Retention(30, 5)
    for days in ("0", "366", "-1", "tujuh", "1.5", "٧"):
        assert problems(RETENTION_DAYS=days)[0].startswith(f"RETENTION_DAYS ({days}) harus")
    for years in ("4", "0", "101", "lima"):
        assert problems(ARCHIVE_YEARS=years)[0].startswith(f"ARCHIVE_YEARS ({years}) harus berupa angka 5")


@pytest.mark.parametrize(
    ("executable", "folder", "called"),
    [
        (PureWindowsPath(r"C:\bot\.venv\Scripts\python.exe"), PureWindowsPath(r"C:\bot"), r".venv\Scripts\python"),
        (PurePosixPath("/srv/bot/.venv/bin/python"), PurePosixPath("/srv/bot"), ".venv/bin/python"),
        (PurePosixPath("/usr/bin/python3.11"), PurePosixPath("/srv/bot"), "/usr/bin/python3.11"),
        (PureWindowsPath(r"D:\py 3\python.exe"), PureWindowsPath(r"C:\bot"), r'"D:\py 3\python"'),
    ],
)
def test_a_command_is_told_with_the_python_that_has_the_libraries(
    executable: PurePath, folder: PurePath, called: str
) -> None:
    assert python_from(executable, folder) == called


def test_the_readme_names_no_other_python_than_the_one_it_installed() -> None:
    readme = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")
    calls = re.findall(r"(\S+) -m (\S+)", readme.replace("`", " "))
    calls = [(python.replace("/", "\\").replace("bin", "Scripts"), module) for python, module in calls]
    assert {(python, module) for python, module in calls if module not in ("venv", "bot.store.migrations.new")} == {
        (r".venv\Scripts\python", module) for module in ("pip", "bot", "demo")
    }
