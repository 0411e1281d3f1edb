"""Every Indonesian sentence the bot says, by key: one TOML file per subject."""
