"""The methods of the Bot API that this server knows: one file per subject, one table of them all."""
