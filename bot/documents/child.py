"""The process that parses one stranger's workbook: bytes in on stdin, JSON out on stdout, then it ends.

calamine can panic on damaged files, and neither a panic nor an endless loop can be stopped inside a thread.
"""

import contextlib
import signal
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from bot.documents.form_parser import FormReading, NoFormError, parse_form
from bot.documents.form_wire import READY, encode
from bot.documents.limits import Reason, Unreadable, inspect_parts
from bot.documents.master_names import is_master

if sys.platform != "win32":
    import resource


def answer(read: Callable[[bytes], bytes]) -> None:
    """Arguments: megabytes of memory and seconds of computing, both on top of what the start took."""
    limit(int(sys.argv[1]), float(sys.argv[2]))
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    sys.stdout.buffer.write(read(sys.stdin.buffer.read()))


def read(data: bytes) -> FormReading | Unreadable:
    refused = inspect_parts(data)
    if refused is not None:
        return Unreadable(refused)
    try:
        if is_master(CalamineWorkbook.from_filelike(BytesIO(data)).sheet_names):
            return Unreadable(Reason.MASTER)
        return parse_form(data)
    except NoFormError:
        return Unreadable(Reason.NO_FORM)
    except PasswordError:
        return Unreadable(Reason.ENCRYPTED)
    except CalamineError:
        return Unreadable(Reason.NOT_A_WORKBOOK)


def limit(memory_mb: int, seconds: float) -> None:
    """Where the platform has limits; elsewhere the parent's patience and the count of cells must do."""
    if sys.platform != "win32":
        # The time of this process alone, whatever else the machine does; when it is over the process is ended.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        _set(resource.RLIMIT_CORE, 0)  # whoever is stopped by force leaves no copy of the form behind
        _set(resource.RLIMIT_AS, _size() + (memory_mb << 20))


if sys.platform != "win32":

    def _set(limit: int, most: int) -> None:
        """Not every system takes every limit (macOS refuses the one on memory)."""
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))

    def _size() -> int:
        """Bytes of this process now; 0 where the system does not say."""
        try:
            return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        except OSError:
            return 0


if __name__ == "__main__":
    answer(lambda data: encode(read(data)))
