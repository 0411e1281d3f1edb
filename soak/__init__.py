"""The real bot process under every fault of the local Telegram at once, for a whole cycle of fifty units and longer."""
