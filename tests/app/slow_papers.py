"""The bot, of which every paper takes a minute: python -m tests.app.slow_papers run"""

import runpy
import time

import jobs.documents


def slow(row: object, contents: object) -> bytes:
    print("makes a paper", flush=True)
    time.sleep(60)
    return b""


if __name__ == "__main__":
    jobs.documents._content = slow
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
