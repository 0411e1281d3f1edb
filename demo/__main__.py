"""make demo: plays one whole quarter, leaves its papers under out/, and keeps the office open on a page."""

import argparse
import asyncio
import os
import socket
import sys
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from demo.office import example_office
from demo.panel import open_show
from demo.papers import OUT, leave_papers
from demo.show import Mode, Show

START = datetime(2026, 12, 31, 15, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
PORT = 8080


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m demo",
        description="Memainkan satu triwulan SOP Data Kinerja di kantor contoh, lalu membuka panggungnya di peramban.",
        epilog="Tanpa terminal, atau dengan ONCE=1, berakhir setelah pertunjukan selesai.",
    )
    parser.add_argument("--once", action="store_true", help="berakhir setelah pertunjukan selesai")
    port, words = os.environ.get("PORT") or None, f"port halaman, atau yang bebas sesudahnya (biasanya {PORT})"
    parser.add_argument("--port", type=int, default=port, help=words)
    parser.add_argument(
        "--no-play", action="store_true", help="buka kantor yang masih bersih pada 31-12-2026 15.00, untuk berlatih"
    )
    return parser.parse_args()


async def main(options: argparse.Namespace) -> int:
    """Returns the exit status: 0 when the play came to its end, or when there was none."""
    watched = sys.stdout.isatty() or options.no_play
    once = options.once or os.environ.get("ONCE") == "1" or not watched
    port = 0 if once and not options.port else free_port(options.port or PORT)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with open_show(example_office(), Path(folder) / "demo.db", START, port=port, speed="fast") as show:
            return await present(show, played=not options.no_play, once=once)


async def present(show: Show, *, played: bool, once: bool) -> int:
    stage = show.stage
    print(f"{stage.data.office.name} - DATA CONTOH. Percakapan dapat dilihat di {stage.telegram.url}\n", flush=True)
    if played:
        await play(show)
    show.set_speed("normal")
    if not once:
        print(f"\nPercakapan tetap dapat dilihat di {stage.telegram.url} (Ctrl+C untuk berhenti)", flush=True)
        await asyncio.Event().wait()
    return 0 if show.mode is Mode.OVER or not played else 1


async def play(show: Show) -> None:
    """As fast as it goes; whoever has the page open may pause it."""
    show.start()
    await show.rest()
    if show.mode is Mode.STUCK:
        print(show.said)
    async with show.curtain:
        names = await leave_papers(show.stage)
    print(f"\n{len(names)} dokumen di {OUT}/: {', '.join(sorted(names))}")


def free_port(wanted: int) -> int:
    """`wanted`, or the next one that nobody listens on."""
    for port in range(wanted, min(wanted + 100, 65536)):
        with socket.socket() as probe, suppress(OSError):
            if os.name == "posix":  # elsewhere this would let two listen on one port
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port
    return 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(asyncio.run(main(arguments())))
