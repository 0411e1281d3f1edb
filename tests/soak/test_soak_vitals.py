"""What is read of a process while it lives, and that its end is no surprise."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from soak.vitals import look

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def test_a_living_process_has_memory_and_a_thread() -> None:
    seen = look(os.getpid())
    assert seen.rss > 1
    assert seen.threads >= 1


def test_one_that_has_ended_and_is_not_waited_for_is_no_process_any_more() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        until = time.monotonic() + 10
        while " Z " not in Path(f"/proc/{ended.pid}/stat").read_text() and time.monotonic() < until:
            time.sleep(0.01)
        with pytest.raises(OSError):  # noqa: PT011 (whatever the system says)
            look(ended.pid)
