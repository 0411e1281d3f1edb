"""The process that reads one Data Induk that came back: bytes in on stdin, JSON out on stdout, then it ends."""

from bot.documents.child import answer
from bot.documents.master import parse_master
from bot.documents.master_wire import MasterReading, encode
from bot.workflow.master import MasterData


def read(data: bytes) -> MasterReading:
    found = parse_master(data)
    return MasterReading(found) if isinstance(found, MasterData) else MasterReading(None, found)


if __name__ == "__main__":
    answer(lambda data: encode(read(data)))
