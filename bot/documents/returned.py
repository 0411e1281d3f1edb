"""A workbook that came back: a unit's form, or the office's Data Induk, whichever it is."""

from bot.documents.form_parser import FormReading
from bot.documents.limits import Reason, Unreadable
from bot.documents.master_wire import MasterReading, decode
from bot.documents.reading import Allowance, ask_child, read_form

MASTER_CHILD = "bot.documents.master_child"


async def read_workbook(data: bytes) -> FormReading | MasterReading | Unreadable:
    """What the file says, or why it cannot be read; never raises for anything a file may contain.

    A form is read at once; what proves to be a Data Induk on the way gets a process of its own, because its reader
    knows more and takes longer to start.
    """
    reading = await read_form(data)
    if reading != Unreadable(Reason.MASTER):
        return reading
    try:
        return decode(await ask_child(MASTER_CHILD, data, Allowance()))
    except ValueError:
        return Unreadable(Reason.CRASHED)
