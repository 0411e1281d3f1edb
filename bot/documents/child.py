"""The process that parses one stranger's workbook: bytes in on stdin, JSON out on stdout, then it ends.

calamine can panic on damaged files, and neither a panic nor an endless loop can be stopped inside a thread.
"""

import contextlib
import sys

from python_calamine import CalamineError, PasswordError

from bot.documents.form_parser import FormReading, NoFormError, parse_form
from bot.documents.form_wire import encode
from bot.documents.limits import Reason, Unreadable, inspect_parts

if sys.platform != "win32":
    import resource


def main() -> None:
    """Arguments: megabytes of memory, seconds of computing."""
    _limit(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.buffer.write(encode(read(sys.stdin.buffer.read())))


def read(data: bytes) -> FormReading | Unreadable:
    refused = inspect_parts(data)
    if refused is not None:
        return Unreadable(refused)
    try:
        return parse_form(data)
    except NoFormError:
        return Unreadable(Reason.NO_FORM)
    except PasswordError:
        return Unreadable(Reason.ENCRYPTED)
    except CalamineError:
        return Unreadable(Reason.NOT_A_WORKBOOK)


def _limit(memory_mb: int, seconds: int) -> None:
    """Where the platform has limits; elsewhere the parent's time limit and the count of cells must do."""
    if sys.platform != "win32":
        # Not every system takes every limit (macOS refuses this one).
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    main()
