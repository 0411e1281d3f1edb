"""The independent checker: what people did and what Telegram received, held against the database that was left behind.

It imports the standard library alone. What it is given is described in facts.py.
"""
