"""The process that reads one naskah that came back: bytes in on stdin, JSON out on stdout, then it ends."""

from bot.documents.child import answer
from bot.documents.naskah import encode, read

if __name__ == "__main__":
    answer(lambda data: encode(read(data)))
