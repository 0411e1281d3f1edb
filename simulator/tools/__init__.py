"""The simulator's own two panels: faults to throw, and what the bot called."""

from pathlib import Path

from simulator.panels import Panel, Place
from simulator.state import State
from simulator.tools import calls, faults

FOLDER = Path(__file__).parent


def panels(state: State) -> tuple[Panel, ...]:
    return (
        Panel("gangguan", "Gangguan", _read("faults.js"), _read("faults.css"), faults.routes(state), Place.DRAWER),
        Panel("pengembang", "Pengembang", _read("calls.js"), _read("calls.css"), calls.routes(state), Place.DRAWER),
    )


def _read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
