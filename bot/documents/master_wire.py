"""What was read of a Data Induk as JSON and back, for the way out of the child process."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.documents.limits import Unreadable
from bot.workflow.master import MasterData, Problem


@dataclass(frozen=True)
class MasterReading:
    """The master data of a workbook, or all that must be put right first."""

    data: MasterData | None
    problems: tuple[Problem, ...] = ()


_READING: TypeAdapter[MasterReading | Unreadable] = TypeAdapter(MasterReading | Unreadable)


def encode(result: MasterReading | Unreadable) -> bytes:
    return _READING.dump_json(result)


def decode(data: bytes) -> MasterReading | Unreadable:
    """Raises ValueError for anything `encode` did not write."""
    return _READING.validate_json(data)
