"""The pictures of the users' guide, taken from the page while the quarter is played."""
