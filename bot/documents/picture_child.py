"""The process that draws one picture anew: bytes in on stdin, a PNG out on stdout, then it ends."""

import os

os.environ["RAYON_NUM_THREADS"] = "1"  # each thread of typst's would take its share of the memory that is allowed

from bot.documents.child import answer
from bot.documents.picture import drawn

if __name__ == "__main__":
    answer(drawn)
