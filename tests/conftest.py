"""A PostgreSQL for whoever wants one; and what was not tried is said at the end of every run, once a reason."""

import gc
import os
from collections import Counter
from pathlib import Path

import pytest

from tests import postgres as server


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLAlchemy's address of a server, the same for all processes of the run."""
    own = tmp_path_factory.getbasetemp()
    return server.url(own.parent if hasattr(request.config, "workerinput") else own)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores: some tests wait, for a second to pass or a process to start."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish(session: pytest.Session) -> None:
    """What thousands of tests have imported is no garbage, and need not be looked through for it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_sessionfinish(session: pytest.Session) -> None:
    factory: pytest.TempPathFactory | None = getattr(session.config, "_tmp_path_factory", None)
    if factory is not None and not hasattr(session.config, "workerinput"):
        server.stop(Path(factory.getbasetemp()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A skipped report's `longrepr` is (file, line, "Skipped: reason")."""
    skipped = terminalreporter.stats.get("skipped", ())
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, count in reasons.items():
        terminalreporter.write_line(f"NOT TRIED, NOT PASSED: {count} tests: {reason}", yellow=True)
