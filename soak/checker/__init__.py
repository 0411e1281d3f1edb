"""Judges a run by its record alone: the standard library, and the parts of crash/checker that fit."""
