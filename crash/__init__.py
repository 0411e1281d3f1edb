"""The real bot process killed again and again among five hundred updates; crash/checker knows its traces alone."""
