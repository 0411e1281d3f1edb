"""Files that nobody should send, made by the thousand, and what the readers make of them."""
