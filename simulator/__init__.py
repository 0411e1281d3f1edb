"""A local Telegram: a Bot API server over HTTP, the people who use it, and a page to watch them.

It knows Telegram and nothing of any bot. `async with Simulator() as telegram:` starts one in process,
`python -m simulator` one that stands alone.
"""

from simulator.actions import ImpossibleError
from simulator.dialog import verify_dialog
from simulator.faults import Fault, Kind
from simulator.model import Toast
from simulator.panels import Panel, Place
from simulator.people import Person
from simulator.simulator import Simulator
from simulator.views import Button, File, Message

__all__ = [
    "Button",
    "Fault",
    "File",
    "ImpossibleError",
    "Kind",
    "Message",
    "Panel",
    "Person",
    "Place",
    "Simulator",
    "Toast",
    "verify_dialog",
]
