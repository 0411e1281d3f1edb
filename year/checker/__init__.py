"""The independent checker: brute force, minute by minute, from the SOP's own rules and a record of plain facts.

It imports nothing of the bot. What it is given is described in facts.py.
"""
