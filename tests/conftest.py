"""What was not tried is said at the end of every run, once a reason, whatever else is shown."""

from collections import Counter

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A skipped report's `longrepr` is (file, line, "Skipped: reason")."""
    skipped = terminalreporter.stats.get("skipped", ())
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, count in reasons.items():
        terminalreporter.write_line(f"NOT TRIED, NOT PASSED: {count} tests: {reason}", yellow=True)
